use super::html;
use crate::*;
use leptos::prelude::*;

fn nav() -> Vec<NavLink> {
    vec![NavLink::new("/trip", "My trip").current(true), NavLink::new("/messages", "Messages").count(2).icon(IconName::Message)]
}

#[test]
fn site_frame() {
    insta::assert_snapshot!(html(|| view! {
        <SiteFrame brand="House" brand_href="/" nav=nav() nav_label="Main" skip_text="Skip to content"
            tools=|| view! { <ChoiceLinks label="Language" items=vec![NavLink::new("?lang=fr", "Français").lang("fr")]/> }
            help=|| "Help: 01" footer=|| "Imprint">
            <BackLink href="/" text="Back"/>
        </SiteFrame>
    }), @"");
}

#[test]
fn site_frame_without_navigation() {
    let drawn = html(|| view! { <SiteFrame brand="House" brand_href="/" nav=Vec::new() nav_label="Main" skip_text="Skip">"x"</SiteFrame> });
    assert!(!drawn.contains("<nav"), "{drawn}");
}

#[test]
fn office_frame() {
    insta::assert_snapshot!(html(|| view! {
        <OfficeFrame brand="House" brand_href="/office" nav=nav() nav_label="Main" menu_text="Menu" skip_text="Skip to content">"x"</OfficeFrame>
    }), @"");
}

#[test]
fn tabs_are_links() {
    insta::assert_snapshot!(html(|| view! { <Tabs label="Parts" items=nav()/> }), @"");
}

#[test]
fn split_page() {
    let drawn = html(|| view! { <SplitPage photo=PhotoSource::new("/a.webp", "").size(800, 600)>"form"</SplitPage> });
    assert!(drawn.contains("alt=\"\"") && drawn.contains("width=\"800\""), "{drawn}");
}

#[test]
fn theme() {
    insta::assert_snapshot!(html(|| view! {
        <ThemeSwitch action="/theme" current=Theme::Dark legend="Colours" light="Light" dark="Dark" auto="Automatic" back="/trip"/>
    }), @"");
    for theme in [Theme::Light, Theme::Dark, Theme::Auto] {
        assert_eq!(Theme::from_cookie(Some(theme.as_str())), theme);
    }
    assert_eq!(Theme::from_cookie(Some("purple")), Theme::Auto);
    assert_eq!(Theme::from_cookie(None), Theme::Auto);
}
