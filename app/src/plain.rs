//! Pages without a bundle: a refusal that no page can show, the way to a bank's page, and the demo's mail drop.

use crate::ShellParts;
use desk::BankForm;
use leptos::prelude::*;
use locales::portal::pay;
use locales::{Locale, format, shared};
use ui::{
    Actions, BackLink, Button, ButtonVariant, Card, EmptyState, Fact, Facts, IconName, LinkButton, Muted, PageHead, PostForm, Prose,
    SiteFrame, Stack, TextLink,
};

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

fn frame(locale: Locale, agency: String, children: impl IntoView + 'static) -> impl IntoView {
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
        "Altiport".to_owned(),
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

/// Sends the form by itself, once. Whoever comes back to this page through the browser's history is led to the result: a form that was sent is worth nothing
/// any more, and being sent to the bank again by the Back button is a trap.
fn leave_once(result: &str) -> String {
    format!(
        "addEventListener('pageshow',e=>{{const[n]=performance.getEntriesByType('navigation');\
        if(e.persisted||n&&n.type==='back_forward')location.replace('{result}');else document.forms[0].submit()}})"
    )
}

/// The form that leads to a bank's page, under the agency's name: a button, which a script presses.
pub fn bank_form_shell(parts: ShellParts, agency: String, form: BankForm) -> impl IntoView {
    let locale = parts.locale;
    let BankForm { order, trip_title, amount, action, fields } = form;
    let result = format!("/payments/{order}");
    let facts = vec![Fact::new(pay::trip(locale), trip_title), Fact::new(pay::amount(locale), format::money(locale, amount)).strong()];
    let script = leave_once(&result);
    let body = frame(
        locale,
        agency,
        view! {
            <Card>
                <Stack>
                    <PageHead title=pay::leaving_title(locale)/>
                    <Prose>
                        <p>{pay::leaving_text(locale)}</p>
                    </Prose>
                    <Facts items=facts/>
                    <PostForm action=action fields=fields>
                        <Actions>
                            <Button large=true icon=IconName::Lock>{pay::leave(locale)}</Button>
                            <LinkButton href=result variant=ButtonVariant::Secondary>{pay::stay(locale)}</LinkButton>
                        </Actions>
                    </PostForm>
                </Stack>
            </Card>
            <script nonce=leptos::nonce::use_nonce() inner_html=script></script>
        },
    );
    document(parts, pay::leaving_title(locale), body)
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
        "Altiport".to_owned(),
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
