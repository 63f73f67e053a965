//! One's own account.

use account::{AccountSaved, PageTitle, PasswordSection, PreferenceForms, Refused, SessionsPage, use_viewer};
use desk::Side;
use domain::error::ErrorCode;
use domain::policy::Actor;
use leptos::prelude::*;
use locales::portal;
use ui::{Card, Fact, Facts, PageHead, Stack};

/// Name, language, colours, password, devices.
#[component]
pub fn AccountPage() -> impl IntoView {
    let viewer = use_viewer();
    if !matches!(viewer.actor, Actor::Client { .. }) {
        return view! { <Refused side=Side::Portal error=ErrorCode::SignInNeeded.into()/> }.into_any();
    }
    let locale = viewer.locale;
    let title = portal::my_account(locale);
    view! {
        <PageTitle parts=vec![title.to_owned()]/>
        <PageHead title=title/>
        <Stack>
            <AccountSaved/>
            <Card title=portal::identity(locale)>
                <Facts items=vec![Fact::new(portal::name(locale), viewer.name.clone())]/>
                <p>{portal::identity_hint(locale)}</p>
            </Card>
            <PreferenceForms/>
            <PasswordSection side=Side::Portal/>
            <SessionsPage side=Side::Portal/>
        </Stack>
    }
    .into_any()
}
