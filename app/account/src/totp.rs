//! One-time codes of staff: set up, confirm, end. Every step is a page of its own kind, so that it works without scripts.

use crate::functions::{BeginTotp, ConfirmTotp, EndTotp, TotpView, find_totp};
use crate::page::show;
use crate::place::word;
use crate::viewer::locale;
use desk::{Side, TotpSetup};
use leptos::prelude::*;
use locales::account;
use ui::{Actions, Button, ButtonVariant, Card, Fact, Facts, Form, Hidden, TextField, TextKind, TextLink};

/// Whether a code is asked at sign-in, and how to change that.
#[component]
pub fn TotpSection(
    /// Whose account page.
    side: Side,
) -> impl IntoView {
    let totp = Resource::new(|| (), |()| find_totp());
    view! {
        <Card title=account::totp_title(locale()) id="totp">
            {show(side, totp, move |totp| match totp {
                TotpView::Off => begin(side),
                TotpView::Drawn(setup) => confirm(side, setup),
                TotpView::On => end(side),
            })}
        </Card>
    }
}

fn begin(side: Side) -> AnyView {
    let locale = locale();
    view! {
        <p>{account::totp_off(locale)}</p>
        <Form<BeginTotp> prefix="" compact=true plain=true>
            <Hidden name="side" value=word(side)/>
            <Button variant=ButtonVariant::Secondary>{account::totp_begin(locale)}</Button>
        </Form<BeginTotp>>
    }
    .into_any()
}

fn confirm(side: Side, setup: TotpSetup) -> AnyView {
    let locale = locale();
    let TotpSetup { secret, uri } = setup;
    view! {
        <p>{account::totp_steps(locale)}</p>
        <Facts items=vec![Fact::new(account::totp_secret(locale), secret)]/>
        <p><TextLink href=uri external=true>{account::totp_open(locale)}</TextLink></p>
        <Form<ConfirmTotp> prefix="" plain=true>
            <Hidden name="side" value=word(side)/>
            <TextField name="code" label=account::code(locale) kind=TextKind::Code autocomplete="one-time-code"/>
            <Actions><Button>{account::totp_confirm(locale)}</Button></Actions>
        </Form<ConfirmTotp>>
    }
    .into_any()
}

fn end(side: Side) -> AnyView {
    let locale = locale();
    view! {
        <p>{account::totp_on(locale)}</p>
        <Form<EndTotp> prefix="" plain=true>
            <Hidden name="side" value=word(side)/>
            <TextField name="code" label=account::code(locale) hint=account::code_hint(locale) kind=TextKind::Code autocomplete="one-time-code"/>
            <Actions><Button variant=ButtonVariant::Danger>{account::totp_end(locale)}</Button></Actions>
        </Form<EndTotp>>
    }
    .into_any()
}
