//! Open sessions, and leaving.

use crate::functions::{EndSession, SignOut, list_sessions};
use crate::page::{saved, show};
use crate::place::word;
use crate::viewer::locale;
use desk::{SessionView, Side};
use leptos::prelude::*;
use locales::{account, format, shared};
use ui::{Alert, AlertKind, Button, ButtonVariant, Card, Form, Hidden, Label, LabelColour, PlainRow, RowList};

/// The devices where one is signed in, each with a button to sign it out.
#[component]
pub fn SessionsPage(
    /// Whose account page.
    side: Side,
) -> impl IntoView {
    let sessions = Resource::new(|| (), |()| list_sessions());
    view! {
        <Card title=account::sessions_title(locale()) id="sessions">
            {show(side, sessions, move |list| {
                let ended = Callback::new(move |()| sessions.refetch());
                view! { <RowList>{list.into_iter().map(|session| row(side, session, ended)).collect_view()}</RowList> }.into_any()
            })}
        </Card>
    }
}

fn row(side: Side, session: SessionView, ended: Callback<()>) -> AnyView {
    let locale = locale();
    let SessionView { id, current, browser, created_at: _, seen_at } = session;
    let seen = account::seen_at(locale, format::instant(locale, seen_at));
    let end = if current {
        view! { <Label colour=LabelColour::Green>{account::this_device(locale)}</Label> }.into_any()
    } else {
        let (id, label) = (id.to_string(), account::end_session_of(locale, &browser));
        view! {
            <Form<EndSession> prefix="" key=id.clone() compact=true on_success=ended>
                <Hidden name="side" value=word(side)/>
                <Hidden name="session" value=id/>
                <Button variant=ButtonVariant::Secondary label=label>{account::end_session(locale)}</Button>
            </Form<EndSession>>
        }
        .into_any()
    };
    view! { <PlainRow title=browser hint=seen>{end}</PlainRow> }.into_any()
}

/// Signs this browser out.
#[component]
pub fn SignOutButton(
    /// Which door to leave by.
    side: Side,
) -> impl IntoView {
    view! {
        <Form<SignOut> prefix="" compact=true plain=true>
            <Hidden name="side" value=word(side)/>
            <Button variant=ButtonVariant::Link>{shared::sign_out(locale())}</Button>
        </Form<SignOut>>
    }
}

/// Says what was just saved, on the page a form leads back to.
#[component]
pub fn AccountSaved() -> impl IntoView {
    let locale = locale();
    let word = saved();
    move || {
        let text = match word.get().as_deref() {
            Some("password") => account::saved_password(locale),
            Some("session") => account::saved_session(locale),
            Some("totp") => account::saved_totp(locale),
            Some("no-totp") => account::saved_no_totp(locale),
            _ => return None,
        };
        Some(view! { <Alert kind=AlertKind::Success title=text/> })
    }
}
