//! Forgetting a client: what goes, what stays and until when, and the name typed once more.

use super::calls::{EraseClient, find_erasure};
use super::{client_in_address, client_path};
use account::{PageTitle, locale, show};
use desk::{ErasureView, Side};
use leptos::prelude::*;
use locales::{Locale, format, office as t, shared};
use ui::ButtonVariant::{Danger, Secondary};
use ui::{
    Actions, Alert, AlertKind, Button, Card, Crumb, Form, Hidden, IconName, LinkButton, PageHead, PlainRow, RowList, Stack, TextField,
};

/// The page at `/office/clients/:client/erase`.
#[component]
pub(crate) fn ErasePage() -> impl IntoView {
    let client = client_in_address();
    let found = Resource::new(move || client.get(), find_erasure);
    show(Side::Office, found, |view| draw(view).into_any())
}

pub(super) fn draw(view: ErasureView) -> impl IntoView {
    let l = locale();
    let crumbs = vec![Crumb::new("/office/clients", t::clients(l)), Crumb::new(client_path(view.id), view.name.clone())];
    let title = t::erase_client(l);
    let body = match (view.erased_at, view.bars.is_empty()) {
        (Some(at), _) => {
            let text = t::erased_on(l, format::day_of(l, at));
            view! { <Alert kind=AlertKind::Info title=text/> }.into_any()
        }
        (None, false) => barred(l, &view),
        (None, true) => view! { {goes(l, &view)} {stays(l, &view)} {form(l, &view)} }.into_any(),
    };
    view! {
        <PageTitle parts=vec![title.to_owned(), view.name.clone()]/>
        <PageHead title=title subtitle=view.name.clone() crumbs=crumbs crumbs_label=t::path_to_page(l)/>
        <Stack>
            <p>{t::erase_hint(l)}</p>
            {body}
        </Stack>
    }
}

fn barred(l: Locale, view: &ErasureView) -> AnyView {
    let rows = view.bars.clone().into_iter().map(move |(bar, reference)| {
        let title = [reference.as_str(), t::erasure_bar(l, bar)].join(" · ");
        view! { <PlainRow title=title icon=IconName::Warning/> }
    });
    let back = client_path(view.id);
    view! {
        <Card title=t::not_yet(l)>
            <p>{t::not_yet_hint(l)}</p>
            <RowList>{rows.collect_view()}</RowList>
            <Actions><LinkButton href=back variant=Secondary>{t::back_to_client(l)}</LinkButton></Actions>
        </Card>
    }
    .into_any()
}

fn goes(l: Locale, view: &ErasureView) -> impl IntoView + use<> {
    let rows = [
        t::goes_person(l).to_owned(),
        t::goes_sign_in(l).to_owned(),
        t::goes_travellers(l, format::count(l, view.travellers)),
        t::goes_trips(l, format::count(l, view.trips)),
        t::goes_mails(l).to_owned(),
    ];
    list(t::what_goes(l), rows)
}

fn stays(l: Locale, view: &ErasureView) -> impl IntoView + use<> {
    let papers = match view.kept_until {
        Some(until) => t::stays_papers(l, format::count(l, view.papers), format::date(l, until)),
        None => t::stays_no_papers(l).to_owned(),
    };
    list(t::what_stays(l), [papers, t::stays_books(l).to_owned(), t::stays_audit(l).to_owned()])
}

fn list(title: &'static str, rows: impl IntoIterator<Item = String>) -> impl IntoView {
    let rows = rows.into_iter().map(|row| view! { <PlainRow title=row/> }).collect_view();
    view! { <Card title=title><RowList>{rows}</RowList></Card> }
}

fn form(l: Locale, view: &ErasureView) -> impl IntoView + use<> {
    let (client, back) = (view.id.to_string(), client_path(view.id));
    let hint = t::type_name_hint(l, &view.name);
    view! {
        <Card title=t::erase_for_good(l)>
            <Form<EraseClient>>
                <Hidden name="client" value=client/>
                <TextField name="name" label=t::type_name(l) hint=hint autocomplete="off"/>
                <Actions>
                    <Button variant=Danger>{t::erase_for_good(l)}</Button>
                    <LinkButton href=back variant=Secondary>{shared::cancel(l)}</LinkButton>
                </Actions>
            </Form<EraseClient>>
        </Card>
    }
}
