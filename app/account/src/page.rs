//! The parts of any page: its title, what it shows while and after it reads, and pages that refuse.

use crate::place::{Place, path};
use crate::viewer::{locale, use_viewer};
use desk::{AppError, ReplyHandle, Side};
use domain::error::ErrorCode;
use domain::policy::Actor;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};
use locales::{account, errors, shared};
use std::sync::Arc;
use ui::{Actions, LinkButton, PageHead, TextLink};

/// The title of the window: the page, then what it belongs to, then the agency. A refused form says so first.
#[component]
pub fn PageTitle(
    /// From the page outwards: `["Payments", "Peru"]`.
    parts: Vec<String>,
) -> impl IntoView {
    let viewer = use_viewer();
    let mut words = parts;
    if !viewer.agency.is_empty() {
        words.push(viewer.agency.clone());
    }
    let mut text = words.join(" — ");
    // A form that only asked for another row was not refused.
    if ui::refused_with::<AppError>().is_some_and(|error| error != AppError::Redraw) {
        text = [shared::error_prefix(viewer.locale), " ", &text].concat();
    }
    view! { <Title text=as_written(text)/> }
}

/// On the server the title goes into the document as it stands, and titles carry what people typed: it must stay text there. In the browser it is set as text.
#[cfg(feature = "ssr")]
fn as_written(text: String) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(not(feature = "ssr"))]
fn as_written(text: String) -> String {
    text
}

/// A parameter of the page's query; empty parameters count as absent.
#[must_use]
pub fn query(name: &str) -> Option<String> {
    use_query_map().with_untracked(|map| map.get(name)).filter(|value| !value.is_empty())
}

/// What was just saved, after a redirect: the word of `?saved=`. Follows the address, since a form may lead back to its own page.
#[must_use]
pub fn saved() -> Memo<Option<String>> {
    let map = use_query_map();
    Memo::new(move |_| map.with(|map| map.get("saved")).filter(|word| !word.is_empty()))
}

/// A telephone number to tap; it never breaks across lines.
#[component]
pub fn PhoneLink(
    /// As people write it.
    #[prop(into)]
    phone: String,
) -> impl IntoView {
    let digits: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let (href, text) = (["tel:", &digits].concat(), phone.replace(' ', "\u{a0}"));
    view! { <TextLink href=href external=true>{text}</TextLink> }
}

/// Shows what `resource` read, or why it was refused. What is on screen stays while it is read again.
pub fn show<T>(side: Side, resource: Resource<Result<T, AppError>>, draw: impl Fn(T) -> AnyView + Send + Sync + 'static) -> AnyView
where
    T: Clone + Send + Sync + 'static,
{
    let draw = Arc::new(draw);
    view! {
        <Transition>
            {move || {
                let draw = draw.clone();
                Suspend::new(async move {
                    match resource.await {
                        Ok(value) => draw(value),
                        Err(error) => view! { <Refused side=side error=error/> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
    .into_any()
}

pub(crate) fn set_status(status: u16) {
    if let Some(ReplyHandle(reply)) = use_context::<ReplyHandle>() {
        reply.set_status(status);
    }
}

/// Why a page cannot be shown, with the right HTTP status. Whoever is not signed in is sent to sign in and comes back afterwards.
#[component]
pub fn Refused(
    /// Whose pages.
    side: Side,
    /// The refusal.
    error: AppError,
) -> impl IntoView {
    let (locale, code) = (locale(), error.code());
    if code == Some(ErrorCode::SignInNeeded) {
        return to_sign_in(side);
    }
    set_status(error.status());
    let title = match code {
        Some(ErrorCode::NotFound) => account::not_found_title(locale),
        _ => account::failed_title(locale),
    };
    let text = match &error {
        AppError::Refused(refusal) => errors::sentence(locale, refusal),
        _ => shared::unknown_error(locale).to_owned(),
    };
    plain_page(side, title, text)
}

fn plain_page(side: Side, title: &'static str, text: String) -> AnyView {
    let viewer = use_viewer();
    let locale = viewer.locale;
    // Staff who open the travellers' space are led to theirs.
    let home = if matches!(viewer.actor, Actor::Staff { .. }) { Side::Office } else { side };
    let phone = (side == Side::Portal && !viewer.phone.is_empty())
        .then(|| view! { <p>{account::need_help(locale)}" "<PhoneLink phone=viewer.phone.clone()/></p> });
    view! {
        <PageTitle parts=vec![title.to_owned()]/>
        <PageHead title=title subtitle=text/>
        {phone}
        <Actions><LinkButton href=path(home, Place::Home) external=home != side>{account::to_home(locale)}</LinkButton></Actions>
    }
    .into_any()
}

fn to_sign_in(side: Side) -> AnyView {
    let (locale, place) = (locale(), use_location());
    let here = [place.pathname.get_untracked(), place.search.get_untracked()];
    let [pathname, search] = &here;
    let whole = if search.is_empty() { pathname.clone() } else { [pathname.as_str(), "?", search.trim_start_matches('?')].concat() };
    let href = [path(side, Place::SignIn), "?next=", &escape(&whole)].concat();
    if let Some(ReplyHandle(reply)) = use_context::<ReplyHandle>() {
        reply.redirect(&href);
    }
    let (navigate, target) = (use_navigate(), href.clone());
    Effect::new(move |_| navigate(&target, NavigateOptions { replace: true, ..NavigateOptions::default() }));
    view! {
        <PageTitle parts=vec![account::sign_in_title(locale).to_owned()]/>
        <PageHead title=account::sign_in_title(locale) subtitle=errors::sign_in_needed(locale)/>
        <Actions><LinkButton href=href>{shared::sign_in(locale)}</LinkButton></Actions>
    }
    .into_any()
}

/// Percent-encodes what could end a query parameter.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            const HEX: &[u8; 16] = b"0123456789ABCDEF";
            escaped.push('%');
            escaped.push(char::from(HEX[usize::from(byte >> 4)]));
            escaped.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    escaped
}

/// The page for an address that names nothing.
#[component]
pub fn NotFoundPage(
    /// Whose pages.
    side: Side,
) -> impl IntoView {
    view! { <Refused side=side error=ErrorCode::NotFound.into()/> }
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn an_address_survives_inside_a_query() {
        assert_eq!(escape("/trips/trip_1/pay?choice=other&amount=1 840,50"), "/trips/trip_1/pay%3Fchoice%3Dother%26amount%3D1%20840%2C50");
        assert_eq!(escape("é"), "%C3%A9");
    }
}
