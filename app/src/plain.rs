//! Pages without a bundle: a refusal that no page can show, and the demo's mail drop.

use crate::ShellParts;
use leptos::prelude::*;
use locales::{Locale, shared};
use ui::{BackLink, Card, EmptyState, IconName, LinkButton, Muted, PageHead, Prose, SiteFrame, Stack, TextLink};

fn document(parts: ShellParts, title: &'static str, body: impl IntoView + 'static) -> impl IntoView {
    let ShellParts { locale, theme_class, css, .. } = parts;
    view! {
        <!DOCTYPE html>
        <html lang=locale.as_str() class=theme_class>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <link rel="stylesheet" href=css />
                <link rel="icon" href="data:," />
                <title>{title}</title>
            </head>
            <body>{body}</body>
        </html>
    }
}

fn frame(locale: Locale, agency: &'static str, children: impl IntoView + 'static) -> impl IntoView {
    ui::provide_toasts();
    let children = children.into_any();
    view! {
        <SiteFrame brand=agency brand_href="/" nav=Vec::new() nav_label="" skip_text=shared::skip_to_content(locale)>
            {children}
        </SiteFrame>
    }
}

/// A plain page that says `sentence` and leads home.
pub fn refusal_shell(parts: ShellParts, sentence: String) -> impl IntoView {
    let locale = parts.locale;
    let body = frame(
        locale,
        "Altiport",
        view! {
            <Card>
                <Stack>
                    <PageHead title=shared::cannot_show(locale)/>
                    <Prose>
                        <p>{sentence}</p>
                    </Prose>
                    <LinkButton href="/">{shared::to_home(locale)}</LinkButton>
                </Stack>
            </Card>
        },
    );
    document(parts, shared::cannot_show(locale), body)
}

/// A mail that the demo kept instead of sending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DroppedMail {
    /// To whom.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// When, for people.
    pub at: String,
    /// The paragraphs of the plain text, each cut into runs: a run that is a link carries `true`.
    pub paragraphs: Vec<Vec<(String, bool)>>,
}

/// Every mail that the demo kept, the latest first.
pub fn mail_drop_shell(parts: ShellParts, mails: Vec<DroppedMail>) -> impl IntoView {
    let locale = parts.locale;
    let empty = mails.is_empty().then(|| view! { <EmptyState title=shared::mail_drop_empty(locale) icon=IconName::Mail /> });
    let list = mails
        .into_iter()
        .map(|mail| {
            let DroppedMail { to, subject, at, paragraphs } = mail;
            let paragraphs = paragraphs.into_iter().map(|runs| view! { <p>{runs.into_iter().map(run).collect_view()}</p> }).collect_view();
            view! {
                <Card title=subject>
                    <Muted>{shared::mail_to(locale, to)} " · " {at}</Muted>
                    <Prose>{paragraphs}</Prose>
                </Card>
            }
        })
        .collect_view();
    let body = frame(
        locale,
        "Altiport",
        view! {
            <Stack>
                <BackLink href="/" text=shared::to_home(locale) />
                <PageHead title=shared::mail_drop(locale) subtitle=shared::mail_drop_hint(locale) />
                {empty}
                {list}
            </Stack>
        },
    );
    document(parts, shared::mail_drop(locale), body)
}

fn run((text, link): (String, bool)) -> AnyView {
    if link { view! { <TextLink href=text.clone() external=true>{text.clone()}</TextLink> }.into_any() } else { text.into_any() }
}
