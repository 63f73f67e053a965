//! Language and colours. Both change the whole page, so the browser posts them itself.

use crate::functions::SetLanguage;
use crate::viewer::{locale, use_viewer};
use desk::Theme;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use locales::{Locale, account};
use ui::{Button, ButtonVariant, Card, Cluster, Form, Hidden, Stack, ThemeSwitch};

/// The page to come back to, with its query but without a post's own parameter.
fn here() -> String {
    let place = use_location();
    let (pathname, search) = (place.pathname.get_untracked(), place.search.get_untracked());
    let kept: Vec<&str> = search.trim_start_matches('?').split('&').filter(|part| !part.is_empty() && !part.starts_with("do=")).collect();
    if kept.is_empty() { pathname } else { [pathname.as_str(), "?", &kept.join("&")].concat() }
}

/// The other languages, one button each, named in that language.
#[component]
pub fn LanguageSwitch(
    /// Tells it apart from another one on the same page.
    #[prop(default = "")]
    key: &'static str,
) -> impl IntoView {
    let (now, back) = (locale(), here());
    let others = Locale::ALL.iter().copied().filter(move |other| *other != now);
    others
        .map(|other| {
            let back = back.clone();
            let key = [key, other.as_str()].concat();
            view! {
                <Form<SetLanguage> prefix="" key=key compact=true plain=true>
                    <Hidden name="locale" value=other.as_str()/>
                    <Hidden name="back" value=back/>
                    <Button variant=ButtonVariant::Link><span lang=other.as_str()>{account::own_name(other)}</span></Button>
                </Form<SetLanguage>>
            }
        })
        .collect_view()
}

/// Light, dark, or as the device.
#[component]
pub fn ThemeChoice() -> impl IntoView {
    let viewer = use_viewer();
    let locale = viewer.locale;
    let current = match viewer.theme {
        Theme::Auto => ui::Theme::Auto,
        Theme::Light => ui::Theme::Light,
        Theme::Dark => ui::Theme::Dark,
    };
    view! {
        <ThemeSwitch action="?do=set_theme" current=current legend=account::theme(locale) light=account::theme_light(locale)
            dark=account::theme_dark(locale) auto=account::theme_auto(locale) back=here()/>
    }
}

/// Language and colours, with their names, for the account page.
#[component]
pub fn PreferenceForms() -> impl IntoView {
    let locale = locale();
    view! {
        <Card title=account::preferences_title(locale) id="preferences">
            <Stack>
                <Cluster><strong>{account::language(locale)}</strong><span>{account::own_name(locale)}</span><LanguageSwitch key="preferred-"/></Cluster>
                <ThemeChoice/>
            </Stack>
        </Card>
    }
}
