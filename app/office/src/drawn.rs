//! For tests: draws a view as the server does, and reads a drawn form as a browser without scripts would send it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use desk::{AppError, Theme, Viewer};
use domain::ids::StaffId;
use domain::locale::Locale;
use domain::people::StaffRole;
use domain::policy::Actor;
use leptos::prelude::*;
use leptos::reactive::owner::Owner;
use leptos_router::components::Router;
use leptos_router::location::RequestUrl;
use server_fn::error::FromServerFnError;
use time::{Date, Month};
use ui::FormReplay;

/// A signed-in member of staff, reading English on 1 December 2026.
pub(crate) fn viewer(role: StaffRole) -> Viewer {
    Viewer {
        actor: Actor::Staff { id: own(), role },
        name: "Ana Roux".to_owned(),
        given_name: "Ana".to_owned(),
        locale: Locale::En,
        theme: Theme::Auto,
        today: Date::from_calendar_date(2026, Month::December, 1).unwrap(),
        agency: "Altaïr".to_owned(),
        phone: "+33 4 00 00 00 00".to_owned(),
        demo: true,
    }
}

/// The id of that member of staff.
pub(crate) fn own() -> StaffId {
    "staff_0190a0b0c0d070008000000000000001".parse().unwrap()
}

/// A post of `function` that was refused.
pub(crate) fn refused(function: &str, body: &str, error: &AppError) -> FormReplay {
    FormReplay::new(function, body, String::from_utf8(error.ser().to_vec()).unwrap())
}

/// What the server sends for `view`, perhaps after a refused post.
pub(crate) fn html<V: IntoView + 'static>(
    role: StaffRole,
    replay: Option<FormReplay>,
    view: impl FnOnce() -> V + Send + 'static,
) -> String {
    Owner::new().with(|| {
        provide_context(RequestUrl::new("/office/trips/new"));
        provide_context(viewer(role));
        if let Some(replay) = replay {
            provide_context(replay);
        }
        leptos_meta::provide_meta_context();
        view! { <Router>{account::provide_page_context()} {view()}</Router> }.to_html()
    })
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#x27;", "'").replace("&amp;", "&")
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| unescaped(value))
}

/// What a browser would send: names and values in the order of the page, without buttons.
pub(crate) fn sent(html: &str) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for piece in html.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let kind = attribute(tag, "type").unwrap_or_default();
        let has =
            |word: &str| tag.split_whitespace().any(|part| part.trim_end_matches('/') == word || part.starts_with(&format!("{word}=")));
        let ticked = !matches!(kind.as_str(), "checkbox" | "radio") || has("checked");
        match tag.split_whitespace().next() {
            Some("input") if ticked => pairs.extend(attribute(tag, "name").map(|name| (name, attribute(tag, "value").unwrap_or_default()))),
            Some("textarea") => pairs.extend(attribute(tag, "name").map(|name| (name, unescaped(text)))),
            Some("select") => pairs.extend(attribute(tag, "name").map(|name| (name, String::new()))),
            Some("option") if has("selected") => {
                if let Some(last) = pairs.last_mut() {
                    last.1 = attribute(tag, "value").unwrap_or_default();
                }
            }
            _ => {}
        }
    }
    pairs
}

/// [`sent`], urlencoded.
pub(crate) fn body(html: &str) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(sent(html)).finish()
}

/// Every id of the page, so that a double one can be seen.
pub(crate) fn ids(html: &str) -> Vec<String> {
    html.split('<').skip(1).filter_map(|piece| attribute(piece.split_once('>').map_or(piece, |(tag, _)| tag), "id")).collect()
}
