//! Links that arrive by mail: asking for one, and what happens behind one.

use crate::functions::{RenewLink, RequestLink, SetPassword, read_link};
use crate::page::{PageTitle, PhoneLink, Refused, saved, set_status};
use crate::place::{Place, path, word};
use crate::viewer::{locale, use_viewer};
use desk::{AppError, LinkKind, LinkView, Side};
use domain::error::ErrorCode;
use domain::people::PASSWORD_MIN;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locales::{account, errors, shared};
use ui::{Actions, Button, Form, Hidden, Outcome, OutcomeKind, PageHead, PasswordField, TextField, TextKind, TextLink};

/// Asks for a link; says the same whether the address is known or not.
#[component]
pub fn ForgottenPage(
    /// Which door.
    side: Side,
) -> impl IntoView {
    let word = saved();
    move || if word.with(Option::is_some) { sent(side) } else { ask(side) }
}

fn ask(side: Side) -> AnyView {
    let locale = locale();
    let title = account::forgotten_title(locale);
    view! {
        <PageTitle parts=vec![title.to_owned()]/>
        <PageHead title=title subtitle=account::forgotten_hint(locale)/>
        <Form<RequestLink> prefix="">
            <Hidden name="side" value=word(side)/>
            <TextField name="email" label=shared::email(locale) kind=TextKind::Email autocomplete="email"/>
            <Actions><Button large=true>{account::send_link(locale)}</Button></Actions>
        </Form<RequestLink>>
        <p><TextLink href=path(side, Place::SignIn)>{shared::back(locale)}</TextLink></p>
    }
    .into_any()
}

fn sent(side: Side) -> AnyView {
    let viewer = use_viewer();
    let locale = viewer.locale;
    let title = account::link_sent(locale);
    view! {
        <PageTitle parts=vec![title.to_owned()]/>
        <Outcome kind=OutcomeKind::Waiting title=title>
            <p>{account::link_sent_text(locale)}</p>
            <p>{account::need_help(locale)}" "<PhoneLink phone=viewer.phone.clone()/></p>
            <p><TextLink href=path(side, Place::SignIn)>{shared::sign_in(locale)}</TextLink></p>
        </Outcome>
    }
    .into_any()
}

/// Behind a link: a password to choose, or why the link is of no use any more and how to get another.
#[component]
pub fn LinkPage(
    /// Which door.
    side: Side,
) -> impl IntoView {
    let token = use_params_map().with_untracked(|params| params.get("token")).unwrap_or_default();
    let asked = token.clone();
    let link = Resource::new(|| (), move |()| read_link(asked.clone()));
    view! {
        <Suspense>
            {move || {
                let token = token.clone();
                Suspend::new(async move {
                    match link.await {
                        Ok(link) => choose_password(side, token, link),
                        Err(error) => dead(side, token, error),
                    }
                })
            }}
        </Suspense>
    }
}

fn choose_password(side: Side, token: String, link: LinkView) -> AnyView {
    let locale = locale();
    let LinkView { kind, name, email } = link;
    let title = match kind {
        LinkKind::Activation | LinkKind::Invitation => account::activation_title(locale, name),
        LinkKind::Reset => account::reset_title(locale).to_owned(),
    };
    view! {
        <PageTitle parts=vec![title.clone()]/>
        <PageHead title=title subtitle=account::link_for(locale, email)/>
        <Form<SetPassword> prefix="" plain=true>
            <Hidden name="side" value=word(side)/>
            <Hidden name="token" value=token/>
            <PasswordField name="password" label=account::create_password(locale) hint=account::password_hint(locale, PASSWORD_MIN) new=true/>
            <Actions><Button large=true>{account::open_space(locale)}</Button></Actions>
        </Form<SetPassword>>
    }
    .into_any()
}

fn dead(side: Side, token: String, error: AppError) -> AnyView {
    let code = match error.code() {
        Some(code @ (ErrorCode::LinkUsed | ErrorCode::LinkExpired | ErrorCode::LinkUnknown)) => code,
        _ => return view! { <Refused side=side error=error/> }.into_any(),
    };
    set_status(error.status());
    let viewer = use_viewer();
    let locale = viewer.locale;
    let title = account::link_dead_title(locale);
    let why = errors::sentence(locale, &code.into());
    let renewable = code != ErrorCode::LinkUnknown;
    let next = if renewable {
        renew(side, token, error)
    } else {
        view! { <p><TextLink href=path(side, Place::Forgotten)>{account::forgotten(locale)}</TextLink></p> }.into_any()
    };
    view! {
        <PageTitle parts=vec![title.to_owned()]/>
        <PageHead title=title subtitle=why/>
        {next}
        <p><TextLink href=path(side, Place::SignIn)>{shared::sign_in(locale)}</TextLink></p>
        <p>{account::need_help(locale)}" "<PhoneLink phone=viewer.phone.clone()/></p>
    }
    .into_any()
}

fn renew(side: Side, token: String, error: AppError) -> AnyView {
    let locale = locale();
    let address = match error {
        AppError::Refused(mut refusal) => refusal.args.remove("email"),
        AppError::Fields(_) | AppError::Changed(_) | AppError::Redraw => None,
    };
    let text = address.map_or_else(|| account::link_renew_text(locale).to_owned(), |email| account::link_renew_to(locale, email));
    view! {
        <p>{text}</p>
        <Form<RenewLink> prefix="" compact=true>
            <Hidden name="side" value=word(side)/>
            <Hidden name="token" value=token/>
            <Button>{account::link_renew(locale)}</Button>
        </Form<RenewLink>>
    }
    .into_any()
}
