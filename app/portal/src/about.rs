//! Pages about the site itself: accessibility, and who took the photographs.

use account::{PageTitle, PhoneLink, locale, show, use_viewer};
use desk::{AppError, Side};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use locales::portal::about;
use serde::{Deserialize, Serialize};
use ui::{PageHead, PlainRow, Prose, RowList, TextLink};

/// Who took a photograph, and under which licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// What it shows.
    pub title: String,
    /// Who took it.
    pub author: String,
    /// Its licence, by short name.
    pub licence: String,
    /// Where it was found, if known.
    #[serde(default)]
    pub source: String,
}

/// The photographs that come with the agency's pages.
#[cfg(feature = "ssr")]
pub(crate) fn credits() -> Result<Vec<Credit>, AppError> {
    #[derive(Deserialize)]
    struct File {
        photo: Vec<Credit>,
    }
    let file: File = toml::from_str(include_str!("../../../style/photos/CREDITS.toml")).map_err(|_| domain::error::ErrorCode::Internal)?;
    Ok(file.photo)
}

/// The credits of the photographs.
///
/// **Permissions**: anybody. **Errors**: none of its own.
#[server(name = ListCredits, prefix = "/api", endpoint = "list_credits", input = GetUrl)]
pub async fn list_credits() -> Result<Vec<Credit>, AppError> {
    credits()
}

/// Who took the photographs.
#[component]
pub fn CreditsPage() -> impl IntoView {
    let credits = Resource::new(|| (), |()| list_credits());
    let title = about::credits_title(locale());
    view! {
        <PageTitle parts=vec![title.to_owned()]/>
        <PageHead title=title subtitle=about::credits_text(locale())/>
        {show(Side::Portal, credits, |credits| view! { <RowList>{credits.into_iter().map(row).collect_view()}</RowList> }.into_any())}
    }
}

fn row(credit: Credit) -> AnyView {
    let Credit { title, author, licence, source } = credit;
    let by = about::credit(locale(), author, licence);
    if source.is_empty() {
        return view! { <PlainRow title=title hint=by/> }.into_any();
    }
    let site = source.split('/').nth(2).unwrap_or_default().to_owned();
    view! { <PlainRow title=title hint=by><TextLink href=source external=true>{site}</TextLink></PlainRow> }.into_any()
}

/// How accessible the site is, what is known to be missing, whom to tell.
#[component]
pub fn AccessibilityPage() -> impl IntoView {
    let viewer = use_viewer();
    let locale = viewer.locale;
    let title = about::accessibility_title(locale);
    view! {
        <PageTitle parts=vec![title.to_owned()]/>
        <PageHead title=title subtitle=about::accessibility_aim(locale)/>
        <Prose>
            <h2>{about::accessibility_works(locale)}</h2>
            <ul>
                <li>{about::accessibility_keyboard(locale)}</li>
                <li>{about::accessibility_scripts(locale)}</li>
                <li>{about::accessibility_display(locale)}</li>
            </ul>
            <h2>{about::accessibility_limits(locale)}</h2>
            <ul>
                <li>{about::accessibility_audit(locale)}</li>
                <li>{about::accessibility_papers(locale)}</li>
                <li>{about::accessibility_bank(locale)}</li>
            </ul>
            <h2>{about::accessibility_contact(locale)}</h2>
            <p>{about::accessibility_call(locale)}" "<PhoneLink phone=viewer.phone.clone()/></p>
        </Prose>
    }
}
