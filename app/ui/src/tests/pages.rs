use super::html;
use crate::*;
use leptos::prelude::*;

fn photo() -> PhotoSource {
    PhotoSource::new("/peak.webp", "A peak").size(1200, 800).srcset("/peak-small.webp 600w")
}

#[test]
fn page_head() {
    insta::assert_snapshot!(html(|| view! {
        <PageHead title="Trips" count="1 284" crumbs=vec![Crumb::new("/office", "Office")] crumbs_label="You are here"
            actions=|| view! { <LinkButton href="/new">"New"</LinkButton> }/>
    }), @"");
}

#[test]
fn hero() {
    insta::assert_snapshot!(html(|| view! {
        <Hero title="Peru" subtitle="14–28 March" photo=photo()><Countdown number="113" text="days to go"/></Hero>
    }), @"");
}

#[test]
fn stepper() {
    insta::assert_snapshot!(html(|| view! { <Stepper current=2 total=4 text="Step 2 of 4" title="Means" next="Next: check"/> }), @"");
}

#[test]
fn band() {
    insta::assert_snapshot!(html(|| view! {
        <Band title="To do now" tone=Tone::Danger action=|| view! { <LinkButton href="/pay">"Pay 10"</LinkButton> }>"Late by 6 days"</Band>
    }), @"");
}

#[test]
fn cards() {
    insta::assert_snapshot!(html(|| view! {
        <Tiles>
            <Card title="Papers" level=3 action=|| view! { <TextLink href="/all">"All"</TextLink> }>"…"</Card>
            <PhotoCard href="/t/1" title="Cuba" photo=photo() text="2024"/>
            <Figure number="12" text="departures" href="/office/trips"/>
        </Tiles>
    }), @"");
}

#[test]
fn sections() {
    insta::assert_snapshot!(html(|| view! {
        <Columns sticky=true aside=|| view! { <SidePanel title="Margin">"12 %"</SidePanel> }>
            <FormSection id="services" title="Services" hint="In order of time">
                <FormItem title="Service 1" actions=|| "Remove">"fields"</FormItem>
            </FormSection>
        </Columns>
    }), @"");
}

#[test]
fn facts() {
    insta::assert_snapshot!(html(|| view! {
        <Facts items=vec![
            Fact::new("Amount", "1 840 €").change("/pay/amount", "Change", "the amount"),
            Fact::new("Means", "").view(|| view! { <strong>"Card"</strong> }).strong(),
        ]/>
    }), @"");
}

#[test]
fn steps() {
    insta::assert_snapshot!(html(|| view! {
        <ProgressSteps label="Instalments" items=vec![
            ProgressItem::new(StepState::Done, "First", "Paid").view(|| view! { <TextLink href="/r">"Receipt"</TextLink> }),
            ProgressItem::new(StepState::Late, "Second", "Late").detail("6 days"),
            ProgressItem::new(StepState::Pending, "Third", "Later"),
        ]/>
    }), @"");
}

#[test]
fn meter_says_it_in_words() {
    let drawn = html(|| view! { <Meter value=1200 max=6100 text="1 200 of 6 100"/> });
    assert!(drawn.contains("<p>1 200 of 6 100</p>") && drawn.contains("value=\"1200\""), "{drawn}");
}

#[test]
fn tiles() {
    insta::assert_snapshot!(html(|| view! {
        <TileList><TileRow top="Day" main="2–3" title="Paracas" href="/d/2" when="15 March" photo=photo()>"Islands"</TileRow></TileList>
    }), @"");
}

#[test]
fn rows() {
    insta::assert_snapshot!(html(|| view! {
        <RowList>
            <LinkRow href="/p.pdf" title="Contract (PDF, 240 KB)" icon=IconName::Paper download=true><Label>"Signed"</Label></LinkRow>
            <PlainRow title="Passport" hint="Missing"/>
        </RowList>
    }), @"");
}

#[test]
fn history_and_thread() {
    insta::assert_snapshot!(html(|| view! {
        <HistoryList items=vec![HistoryItem {
            when: "3 Nov".to_owned(), when_iso: "2026-11-03".to_owned(), who: "Ana".to_owned(), what: "Published".to_owned(), detail: None,
        }]/>
        <Thread label="Messages"><ThreadMessage who="Ana" when="3 Nov" when_iso="2026-11-03" mine=true>"Hello"</ThreadMessage></Thread>
    }), @"");
}

#[test]
fn unfolding_and_drawers() {
    insta::assert_snapshot!(html(|| view! {
        <Details summary="More" open=true>"text"</Details>
        <Drawer title="Trip 7" close_href="/list" close_text="Close">"facts"</Drawer>
    }), @"");
}
