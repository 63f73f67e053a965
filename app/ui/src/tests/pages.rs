//! What pages are made of.

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
    }), @r#"
    <div class="ui-page-head">
    <nav aria-label="You are here" class="pf-v6-c-breadcrumb">
    <ol role="list" class="pf-v6-c-breadcrumb__list">
    <li class="pf-v6-c-breadcrumb__item">
    <span class="pf-v6-c-breadcrumb__item-divider">
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" class="pf-v6-svg ui-icon">
    <path d="M9 5l7 7-7 7">
    </path>
    </svg>
    </span>
    <a href="/office" class="pf-v6-c-breadcrumb__link">Office</a>
    </li>
    </ol>
    </nav>
    <div class="ui-page-head-row">
    <div>
    <h1 class="ui-h1">Trips <span class="ui-h1-count">1 284</span>
    </h1>
    </div>
    <div class="ui-actions">
    <a href="/new" class="pf-v6-c-button pf-m-primary">
    <span class="pf-v6-c-button__text">New</span>
    </a>
    </div>
    </div>
    </div>
    "#);
}

#[test]
fn hero() {
    insta::assert_snapshot!(html(|| view! {
        <Hero title="Peru" subtitle="14–28 March" photo=photo()><Countdown number="113" text="days to go"/></Hero>
    }), @r#"
    <section class="ui-hero">
    <div class="ui-hero-photo">
    <img src="/peak.webp" alt="A peak" width="1200" height="800" srcset="/peak-small.webp 600w" sizes="(min-width: 72rem) 72rem, 100vw" loading="eager" fetchpriority="high" class="ui-photo">
    </div>
    <div class="ui-hero-text">
    <div>
    <h1 class="ui-hero-title">Peru</h1>
    <p class="ui-hero-subtitle">14–28 March</p>
    </div>
    <p class="ui-countdown">
    <strong>113</strong> <span>days to go</span>
    </p>
    </div>
    </section>
    "#);
}

#[test]
fn stepper() {
    insta::assert_snapshot!(html(|| view! { <Stepper current=2 total=4 text="Step 2 of 4" title="Means" next="Next: check"/> }), @r#"
    <div class="ui-stepper">
    <p class="ui-stepper-where">Step 2 of 4</p>
    <h1 class="ui-h1">Means</h1>
    <div aria-hidden="true" class="ui-stepper-bar">
    <span class="ui-stepper-done">
    </span>
    <span class="ui-stepper-done">
    </span>
    <span class="">
    </span>
    <span class="">
    </span>
    </div>
    <p class="ui-muted">Next: check</p>
    </div>
    "#);
}

#[test]
fn band() {
    insta::assert_snapshot!(html(|| view! {
        <Band title="To do now" tone=Tone::Danger action=|| view! { <LinkButton href="/pay">"Pay 10"</LinkButton> }>"Late by 6 days"</Band>
    }), @r#"
    <section class="ui-band ui-band-danger">
    <div class="ui-stack ui-gap-small">
    <h2 class="ui-h2">To do now</h2>
    <div>Late by 6 days</div>
    </div>
    <div class="ui-band-action">
    <a href="/pay" class="pf-v6-c-button pf-m-primary">
    <span class="pf-v6-c-button__text">Pay 10</span>
    </a>
    </div>
    </section>
    "#);
}

#[test]
fn cards() {
    insta::assert_snapshot!(html(|| view! {
        <Tiles>
            <Card title="Papers" level=3 action=|| view! { <TextLink href="/all">"All"</TextLink> }>"…"</Card>
            <PhotoCard href="/t/1" title="Cuba" photo=photo() text="2024"/>
            <Figure number="12" text="departures" href="/office/trips"/>
        </Tiles>
    }), @r#"
    <div class="ui-tiles">
    <section class="pf-v6-c-card ui-card">
    <div class="ui-card-head">
    <div class="pf-v6-c-card__title">
    <h3 class="pf-v6-c-card__title-text">Papers</h3>
    </div>
    <a href="/all" class="ui-link">All</a>
    </div>
    <div class="pf-v6-c-card__body">…</div>
    </section>
    <article class="pf-v6-c-card ui-photo-card">
    <div class="ui-photo-card-photo">
    <img src="/peak.webp" alt="A peak" width="1200" height="800" srcset="/peak-small.webp 600w" loading="lazy" class="ui-photo">
    </div>
    <div class="ui-photo-card-text">
    <h3 class="ui-h3">
    <a href="/t/1">Cuba</a>
    </h3>
    <p class="ui-muted">2024</p>
    </div>
    </article>
    <div class="pf-v6-c-card ui-figure-card">
    <strong class="ui-figure-number">12</strong>
    <span>
    <a href="/office/trips">departures</a>
    </span>
    </div>
    </div>
    "#);
}

#[test]
fn sections() {
    insta::assert_snapshot!(html(|| view! {
        <Columns sticky=true aside=|| view! { <FormBar label="Margin">"12 %"</FormBar> }>
            <FormSection id="services" title="Services" hint="In order of time">
                <FormItem title="Service 1" label_ending=", row 1" actions=|| "Remove"><FieldRow dense=true><TextField name="label" label="Label"/></FieldRow></FormItem>
            </FormSection>
        </Columns>
    }), @r#"
    <div class="ui-columns">
    <div class="ui-stack">
    <section id="services" aria-labelledby="services-title" class="ui-form-section">
    <div class="ui-card-head">
    <div>
    <h2 id="services-title" class="ui-h2">Services</h2>
    <p class="ui-hint">In order of time</p>
    </div>
    </div>
    <div class="ui-stack">
    <fieldset class="ui-form-item">
    <legend class="ui-legend">Service 1</legend>
    <div class="ui-stack">
    <div class="ui-field-line">
    <div class="pf-v6-c-form__group">
    <div class="pf-v6-c-form__group-label">
    <label for="f-label" class="pf-v6-c-form__label">
    <span class="pf-v6-c-form__label-text">Label<span class="pf-v6-screen-reader">, row 1</span>
    </span>
    </label>
    </div>
    <div class="pf-v6-c-form__group-control">
    <span class="pf-v6-c-form-control">
    <input type="text" id="f-label" name="label">
    </span>
    </div>
    </div>
    </div>
    </div>
    <div class="ui-form-item-actions">Remove</div>
    </fieldset>
    </div>
    </section>
    </div>
    <div class="ui-columns-aside ui-sticky">
    <div class="ui-stack">
    <section aria-label="Margin" class="ui-form-bar">12 %</section>
    </div>
    </div>
    </div>
    "#);
}

#[test]
fn facts() {
    insta::assert_snapshot!(html(|| view! {
        <Facts items=vec![
            Fact::new("Amount", "1 840 €").change("/pay/amount", "Change", "the amount"),
            Fact::new("Means", "").view(|| view! { <strong>"Card"</strong> }).strong(),
        ]/>
    }), @r#"
    <dl class="pf-v6-c-description-list ui-facts">
    <div class="pf-v6-c-description-list__group">
    <dt class="pf-v6-c-description-list__term">
    <span class="pf-v6-c-description-list__text">Amount</span>
    </dt>
    <dd class="pf-v6-c-description-list__description">
    <div class="pf-v6-c-description-list__text">1 840 €</div>
    <a href="/pay/amount" class="ui-fact-change">Change<span class="pf-v6-screen-reader"> the amount</span>
    </a>
    </dd>
    </div>
    <div class="pf-v6-c-description-list__group ui-fact-strong">
    <dt class="pf-v6-c-description-list__term">
    <span class="pf-v6-c-description-list__text">Means</span>
    </dt>
    <dd class="pf-v6-c-description-list__description">
    <div class="pf-v6-c-description-list__text">
    <strong>Card</strong>
    </div>
    </dd>
    </div>
    </dl>
    "#);
}

#[test]
fn steps() {
    insta::assert_snapshot!(html(|| view! {
        <ProgressSteps label="Instalments" items=vec![
            ProgressItem::new(StepState::Done, "First", "Paid").view(|| view! { <TextLink href="/r">"Receipt"</TextLink> }),
            ProgressItem::new(StepState::Late, "Second", "Late").detail("6 days"),
            ProgressItem::new(StepState::Pending, "Third", "Later"),
        ]/>
    }), @r#"
    <ol role="list" aria-label="Instalments" class="pf-v6-c-progress-stepper pf-m-vertical ui-steps">
    <li class="pf-v6-c-progress-stepper__step pf-m-success">
    <div class="pf-v6-c-progress-stepper__step-connector">
    <span class="pf-v6-c-progress-stepper__step-icon">
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" class="pf-v6-svg ui-icon">
    <path d="M4 12.5l5.5 5.5L20 7">
    </path>
    </svg>
    </span>
    </div>
    <div class="pf-v6-c-progress-stepper__step-main">
    <div class="pf-v6-c-progress-stepper__step-title">First</div>
    <div class="pf-v6-c-progress-stepper__step-description">
    <div>Paid</div>
    <div class="ui-step-view">
    <a href="/r" class="ui-link">Receipt</a>
    </div>
    </div>
    </div>
    </li>
    <li class="pf-v6-c-progress-stepper__step pf-m-danger">
    <div class="pf-v6-c-progress-stepper__step-connector">
    <span class="pf-v6-c-progress-stepper__step-icon">
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" class="pf-v6-svg ui-icon">
    <path d="M12 3.5L1.8 20.5h20.4zM12 10v5M12 17.6v.4">
    </path>
    </svg>
    </span>
    </div>
    <div class="pf-v6-c-progress-stepper__step-main">
    <div class="pf-v6-c-progress-stepper__step-title">Second</div>
    <div class="pf-v6-c-progress-stepper__step-description">
    <div>Late</div>
    <div>6 days</div>
    </div>
    </div>
    </li>
    <li class="pf-v6-c-progress-stepper__step pf-m-pending">
    <div class="pf-v6-c-progress-stepper__step-connector">
    <span class="pf-v6-c-progress-stepper__step-icon">
    </span>
    </div>
    <div class="pf-v6-c-progress-stepper__step-main">
    <div class="pf-v6-c-progress-stepper__step-title">Third</div>
    <div class="pf-v6-c-progress-stepper__step-description">
    <div>Later</div>
    </div>
    </div>
    </li>
    </ol>
    "#);
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
    }), @r#"
    <ol role="list" class="ui-tile-list">
    <li class="ui-tile-row">
    <div class="ui-tile">
    <span>Day</span> <strong>2–3</strong>
    </div>
    <div class="ui-tile-text">
    <h3 class="ui-h3">
    <a href="/d/2">Paracas</a>
    </h3>
    <p class="ui-muted">15 March</p>
    <div>Islands</div>
    </div>
    <div class="ui-tile-photo">
    <img src="/peak.webp" alt="A peak" width="1200" height="800" srcset="/peak-small.webp 600w" sizes="7rem" loading="lazy" class="ui-photo">
    </div>
    </li>
    </ol>
    "#);
}

#[test]
fn rows() {
    insta::assert_snapshot!(html(|| view! {
        <RowList>
            <LinkRow href="/p.pdf" title="Contract (PDF, 240 KB)" icon=IconName::Paper download=true><Label>"Signed"</Label></LinkRow>
            <PlainRow title="Passport" hint="Missing"/>
        </RowList>
    }), @r#"
    <ul role="list" class="ui-rows">
    <li class="ui-row ui-row-link">
    <span class="ui-row-icon">
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" class="pf-v6-svg ui-icon">
    <path d="M5.5 2.5h8.5l4.5 4.5v14.5h-13zM14 2.5V7h4.5M8.5 12.5h7M8.5 16.5h7">
    </path>
    </svg>
    </span>
    <div class="ui-row-text">
    <a href="/p.pdf" rel="external" download="">Contract (PDF, 240 KB)</a>
    </div>
    <div class="ui-row-end">
    <span class="pf-v6-c-label pf-m-filled">
    <span class="pf-v6-c-label__content">
    <span class="pf-v6-c-label__text">Signed</span>
    </span>
    </span>
    </div>
    </li>
    <li class="ui-row">
    <div class="ui-row-text">
    <span>Passport</span>
    <p class="ui-muted">Missing</p>
    </div>
    </li>
    </ul>
    "#);
}
