//! What the components draw on the server, and whether the style sheets know every class they use.

mod chrome;
mod fields;
mod forms;
mod messages;
mod pages;
mod styles;
mod tables;
mod unfolding;

use crate::*;
use leptos::prelude::*;
use leptos::reactive::owner::Owner;
use leptos_router::components::Router;
use leptos_router::location::RequestUrl;

pub(super) fn texts() -> UiTexts {
    UiTexts {
        error_heading: "There is a problem".to_owned(),
        error_prefix: "Error:".to_owned(),
        optional: "optional".to_owned(),
        show: "Show".to_owned(),
        hide: "Hide".to_owned(),
        close: "Close".to_owned(),
        busy: "Please wait".to_owned(),
        unsent: "No answer.".to_owned(),
        unknown_error: "That did not work.".to_owned(),
    }
}

/// Draws `view` as the server does at `url`, one element a line, without the marks for hydration.
pub(super) fn html_at<V: IntoView + 'static>(url: &str, view: impl FnOnce() -> V + Send + 'static) -> String {
    let owner = Owner::new();
    let drawn = owner.with(|| {
        provide_context(RequestUrl::new(url));
        // Islands carry a hash of their own source; a page that is hydrated whole has none of that around them.
        provide_context(leptos::reactive::owner::IsHydrating(true));
        provide_ui(texts());
        view! { <Router>{provide_toasts()}{view()}</Router> }.to_html()
    });
    lines(&drawn)
}

pub(super) fn html<V: IntoView + 'static>(view: impl FnOnce() -> V + Send + 'static) -> String {
    html_at("/page", view)
}

fn lines(drawn: &str) -> String {
    let mut clean = String::new();
    let mut rest = drawn;
    while let Some(start) = rest.find("<!") {
        clean.push_str(&rest[..start]);
        let mark = &rest[start + 2..];
        let end = if mark.starts_with("--") { "-->" } else { ">" };
        rest = mark.split_once(end).map_or("", |(_, after)| after);
    }
    clean.push_str(rest);
    clean.replace("><", ">\n<")
}
