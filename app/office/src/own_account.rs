//! One's own account: password, one-time codes, open sessions, language, colours.

use account::{AccountSaved, PageTitle, PasswordSection, PreferenceForms, SessionsPage, TotpSection, locale};
use desk::Side;
use leptos::prelude::*;
use locales::office as t;
use ui::{PageHead, Stack};

/// The page at `/office/account`.
#[component]
pub(crate) fn OwnAccount() -> impl IntoView {
    let l = locale();
    view! {
        <PageTitle parts=vec![t::own_account(l).to_owned()]/>
        <PageHead title=t::own_account(l)/>
        <Stack>
            <AccountSaved/>
            <PasswordSection side=Side::Office/>
            <TotpSection side=Side::Office/>
            <SessionsPage side=Side::Office/>
            <PreferenceForms/>
        </Stack>
    }
}
