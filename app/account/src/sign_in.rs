//! Sign-in: e-mail and password, then the one-time code of those who use one.

use crate::assets::photo;
use crate::functions::{ConfirmCode, SignInCall};
use crate::page::{PageTitle, PhoneLink, query};
use crate::place::{Place, path, word};
use crate::viewer::{locale, use_viewer};
use desk::{AppError, Side};
use leptos::prelude::*;
use locales::{account, shared};
use ui::{
    Actions, Button, Choice, Form, Hidden, HiddenField, Muted, PageHead, PasswordField, RadioGroup, SplitPage, Stack, TextField, TextKind,
    TextLink,
};

/// E-mail, password, and the name when several people share both.
#[component]
pub fn SignInPage(
    /// Which door.
    side: Side,
) -> impl IntoView {
    let viewer = use_viewer();
    let locale = viewer.locale;
    let (title, subtitle) = match side {
        Side::Portal => (account::portal_sign_in(locale), Some(account::portal_sign_in_hint(locale).to_owned())),
        Side::Office => (account::office_sign_in(locale), None),
    };
    let accounts = shared_accounts();
    let choices: Vec<Choice> = accounts.into_iter().map(|(id, name)| Choice::new(id, name)).collect();
    let who = (!choices.is_empty()).then(|| {
        view! {
            <RadioGroup name="account" label=account::who_are_you(locale) hint=account::who_are_you_hint(locale) choices=choices/>
        }
    });
    let phone = (!viewer.phone.is_empty()).then(|| {
        view! {
            <p><Muted>{account::need_help(locale)}</Muted>" "<PhoneLink phone=viewer.phone.clone()/></p>
        }
    });
    view! {
        <PageTitle parts=vec![title.to_owned()]/>
        <SplitPage photo=photo("machu-picchu", account::sign_in_photo(locale))>
            <Stack>
                <PageHead title=title subtitle=subtitle/>
                <Form<SignInCall> plain=true>
                    <Hidden name="side" value=word(side)/>
                    <HiddenField name="next" value=query("next")/>
                    <TextField name="email" label=shared::email(locale) kind=TextKind::Email autocomplete="username"/>
                    {who}
                    <PasswordField name="password" label=shared::password(locale)/>
                    <Actions><Button large=true>{shared::sign_in(locale)}</Button></Actions>
                </Form<SignInCall>>
                <p><TextLink href=path(side, Place::Forgotten)>{account::forgotten(locale)}</TextLink></p>
                {phone}
            </Stack>
        </SplitPage>
    }
}

/// The people to choose from, after a sign-in that fits several: (account id, name).
fn shared_accounts() -> Vec<(String, String)> {
    match ui::replayed_error::<SignInCall>() {
        Some(AppError::Fields(fields)) => {
            fields.get("account").map(|refusal| refusal.args.clone().into_iter().collect()).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// The one-time code, asked of staff after the password.
#[component]
pub fn CodePage() -> impl IntoView {
    let locale = locale();
    let title = account::code_title(locale);
    view! {
        <PageTitle parts=vec![title.to_owned()]/>
        <PageHead title=title/>
        <Form<ConfirmCode> prefix="" plain=true>
            <Hidden name="next" value=query("next").unwrap_or_default()/>
            <TextField name="code" label=account::code(locale) hint=account::code_hint(locale) kind=TextKind::Code autocomplete="one-time-code"/>
            <Actions><Button large=true>{account::go_on(locale)}</Button></Actions>
        </Form<ConfirmCode>>
        <p><TextLink href=path(Side::Office, Place::SignIn)>{shared::back(locale)}</TextLink></p>
    }
}
