//! Frames, navigation and theme.

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
    }), @r##"
    <div class="pf-v6-c-skip-to-content">
    <a href="#main" class="pf-v6-c-button pf-m-primary">
    <span class="pf-v6-c-button__text">Skip to content</span>
    </a>
    </div>
    <div class="ui-site">
    <header class="ui-site-head">
    <div class="ui-site-bar">
    <a href="/" class="ui-brand">House</a>
    <div class="ui-site-tools">
    <nav aria-label="Language" class="ui-choices">
    <a href="?lang=fr" rel="external" lang="fr" hreflang="fr">Français</a>
    </nav>
    <div class="ui-help">Help: 01</div>
    </div>
    </div>
    <nav aria-label="Main" class="ui-site-nav">
    <ul role="list">
    <li>
    <a href="/trip" aria-current="page">
    <span>My trip</span>
    </a>
    </li>
    <li>
    <a href="/messages">
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" class="pf-v6-svg ui-icon">
    <path d="M3 4.5h18v12.5h-9l-5 4v-4H3z">
    </path>
    </svg>
    <span>Messages</span>
    <span class="ui-count">2</span>
    </a>
    </li>
    </ul>
    </nav>
    </header>
    <main id="main" tabindex="-1" class="ui-site-main">
    <a href="/" class="ui-back">
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" class="pf-v6-svg ui-icon">
    <path d="M20 12H4.5M11 5l-7 7 7 7">
    </path>
    </svg>
    <span>Back</span>
    </a>
    </main>
    <footer class="ui-site-foot">Imprint</footer>
    </div>
    <div role="status" aria-live="polite" class="ui-toasts">
    </div>
    "##);
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
    }), @r##"
    <div class="pf-v6-c-skip-to-content">
    <a href="#main" class="pf-v6-c-button pf-m-primary">
    <span class="pf-v6-c-button__text">Skip to content</span>
    </a>
    </div>
    <div class="ui-office">
    <header class="ui-office-head">
    <details class="ui-office-menu">
    <summary>
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" class="pf-v6-svg ui-icon">
    <path d="M3.5 6h17M3.5 12h17M3.5 18h17">
    </path>
    </svg>
    <span>Menu</span>
    </summary>
    <nav aria-label="Main" class="pf-v6-c-nav">
    <ul role="list" class="pf-v6-c-nav__list">
    <li class="pf-v6-c-nav__item">
    <a href="/trip" aria-current="page" class="pf-v6-c-nav__link pf-m-current">
    <span>My trip</span>
    </a>
    </li>
    <li class="pf-v6-c-nav__item">
    <a href="/messages" class="pf-v6-c-nav__link">
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" class="pf-v6-svg ui-icon">
    <path d="M3 4.5h18v12.5h-9l-5 4v-4H3z">
    </path>
    </svg>
    <span>Messages</span>
    <span class="ui-count">2</span>
    </a>
    </li>
    </ul>
    </nav>
    </details>
    <a href="/office" class="ui-brand">House</a>
    <div class="ui-office-tools">
    </div>
    </header>
    <div class="ui-office-side">
    <nav aria-label="Main" class="pf-v6-c-nav">
    <ul role="list" class="pf-v6-c-nav__list">
    <li class="pf-v6-c-nav__item">
    <a href="/trip" aria-current="page" class="pf-v6-c-nav__link pf-m-current">
    <span>My trip</span>
    </a>
    </li>
    <li class="pf-v6-c-nav__item">
    <a href="/messages" class="pf-v6-c-nav__link">
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" class="pf-v6-svg ui-icon">
    <path d="M3 4.5h18v12.5h-9l-5 4v-4H3z">
    </path>
    </svg>
    <span>Messages</span>
    <span class="ui-count">2</span>
    </a>
    </li>
    </ul>
    </nav>
    </div>
    <main id="main" tabindex="-1" class="ui-office-main">x</main>
    </div>
    <div role="status" aria-live="polite" class="ui-toasts">
    </div>
    "##);
}

#[test]
fn tabs_are_links() {
    insta::assert_snapshot!(html(|| view! { <Tabs label="Parts" items=nav()/> }), @r#"
    <nav aria-label="Parts" class="ui-tabs">
    <ul role="list">
    <li>
    <a href="/trip" aria-current="page">
    <span>My trip</span>
    </a>
    </li>
    <li>
    <a href="/messages">
    <span>Messages</span>
    <span class="ui-count">2</span>
    </a>
    </li>
    </ul>
    </nav>
    "#);
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
    }), @r#"
    <form method="post" action="/theme" class="ui-theme">
    <input type="hidden" name="back" value="/trip">
    <div role="group" aria-label="Colours" class="ui-theme-choices">
    <span aria-hidden="true" class="ui-theme-legend">Colours</span>
    <button type="submit" name="theme" value="light" aria-pressed="false" class="ui-theme-choice">Light</button>
    <button type="submit" name="theme" value="dark" aria-pressed="true" class="ui-theme-choice">Dark</button>
    <button type="submit" name="theme" value="auto" aria-pressed="false" class="ui-theme-choice">Automatic</button>
    </div>
    </form>
    "#);
    for theme in [Theme::Light, Theme::Dark, Theme::Auto] {
        assert_eq!(Theme::from_cookie(Some(theme.as_str())), theme);
    }
    assert_eq!(Theme::from_cookie(Some("purple")), Theme::Auto);
    assert_eq!(Theme::from_cookie(None), Theme::Auto);
}
