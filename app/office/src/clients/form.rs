//! A client's own facts: created, with a look at likely twins, or changed.

use super::calls::{CreateClient, UpdateClient, find_client};
use super::twins::{TwinSearch, Twins};
use super::{client_in_address, client_path};
use crate::pieces::{SaveOrCancel, Version, VersionField};
use account::{PageTitle, Refused, query, show, use_viewer};
use desk::{AppError, ClientView, Side};
use domain::error::ErrorCode;
use domain::locale::Locale;
use domain::people::{AddressDraft, ClientDraft, ClientKind, PhoneDraft};
use domain::policy::{Action, may};
use leptos::prelude::*;
use locales::{office as t, shared, words};
use ui::{
    Choice, Crumb, ErrorFor, FieldRow, Fieldset, Form, FormItem, Hidden, PageHead, RadioGroup, Select, TextField, TextKind, replayed_draft,
};

fn refused() -> AnyView {
    view! { <Refused side=Side::Office error=AppError::from(ErrorCode::NotFound)/> }.into_any()
}

/// The page at `/office/clients/new`; `?back=` names the form that waits for the client.
#[component]
pub(crate) fn NewClient() -> impl IntoView {
    let viewer = use_viewer();
    let l = viewer.locale;
    if !may(viewer.actor, Action::EditClients) {
        return refused();
    }
    let replayed = replayed_draft::<CreateClient>();
    let back = replayed.as_ref().map(|post| post.back.clone()).or_else(|| query("back")).unwrap_or_default();
    let first = ClientDraft { kind: ClientKind::default().to_string(), language: Locale::default().to_string(), ..ClientDraft::default() };
    let draft = replayed.map_or(first, |post| post.draft);
    let search = TwinSearch::new(&draft);
    let typed = Callback::new(move |post: CreateClient| search.typed(&post.draft));
    let cancel = if back.starts_with("/office/") { back.clone() } else { "/office/clients".to_owned() };
    view! {
        <PageTitle parts=vec![t::new_client(l).to_owned()]/>
        <PageHead title=t::new_client(l) crumbs=vec![Crumb::new("/office/clients", t::clients(l))] crumbs_label=t::path_to_page(l)/>
        <Form<CreateClient> on_typed=typed>
            <Hidden name="back" value=back/>
            {fields(l, draft)}
            <Twins search=search/>
            <SaveOrCancel save=shared::save(l) cancel_href=cancel/>
        </Form<CreateClient>>
    }
    .into_any()
}

/// The page at `/office/clients/:client/edit`.
#[component]
pub(crate) fn EditClient() -> impl IntoView {
    let client = client_in_address();
    let found = Resource::new(move || client.get(), find_client);
    show(Side::Office, found, |view| {
        let viewer = use_viewer();
        let l = viewer.locale;
        if !may(viewer.actor, Action::EditClients) {
            return refused();
        }
        let name = view.client.display_name();
        let crumbs = vec![Crumb::new("/office/clients", t::clients(l)), Crumb::new(client_path(view.id), name.clone())];
        view! {
            <PageTitle parts=vec![t::edit_client(l).to_owned(), name.clone()]/>
            <PageHead title=t::edit_client(l) subtitle=name crumbs=crumbs crumbs_label=t::path_to_page(l)/>
            {edit_form(l, &view)}
        }
        .into_any()
    })
}

pub(super) fn edit_form(l: Locale, view: &ClientView) -> impl IntoView + use<> {
    let action = ServerAction::<UpdateClient>::new();
    let replayed = replayed_draft::<UpdateClient>();
    let version = Version::new(action, replayed.as_ref().map_or(view.version, |post| post.version));
    let draft = replayed.map_or_else(|| ClientDraft::from(&view.client), |post| post.draft);
    let here = [&client_path(view.id), "/edit"].concat();
    let (client, cancel) = (view.id.to_string(), client_path(view.id));
    view! {
        <Form<UpdateClient> action=action>
            <Hidden name="client" value=client/>
            <VersionField version=version href=here/>
            {fields(l, draft)}
            <SaveOrCancel save=shared::save(l) cancel_href=cancel/>
        </Form<UpdateClient>>
    }
}

/// One empty row more than there are, two at least: no button is needed to add one.
fn with_room<T: Default + Clone>(rows: Vec<T>, least: usize) -> Vec<T> {
    let wanted = least.max(rows.len() + 1);
    let missing = wanted.saturating_sub(rows.len());
    rows.into_iter().chain(std::iter::repeat_n(T::default(), missing)).collect()
}

fn fields(l: Locale, draft: ClientDraft) -> impl IntoView {
    let kinds = ClientKind::ALL.iter().map(|word| Choice::new(word.as_str(), words::client_kind(l, *word))).collect();
    let languages = Locale::ALL.iter().map(|word| Choice::new(word.as_str(), words::language(l, *word))).collect();
    let phones = with_room(draft.phones, 2).into_iter().enumerate().map(|(row, phone)| phone_row(l, row, phone)).collect_view();
    let addresses = with_room(draft.addresses, 1).into_iter().enumerate().map(|(row, address)| address_row(l, row, address)).collect_view();
    view! {
        <RadioGroup name="kind" label=t::client_is(l) choices=kinds value=draft.kind/>
        <FieldRow>
            <TextField name="given_name" label=t::given_name(l) value=draft.given_name autocomplete="off"/>
            <TextField name="family_name" label=t::family_name(l) value=draft.family_name autocomplete="off"/>
        </FieldRow>
        <TextField name="company" label=t::company(l) hint=t::company_hint(l) value=draft.company autocomplete="off" optional=true/>
        <FieldRow>
            <TextField name="email" label=t::email(l) value=draft.email kind=TextKind::Email autocomplete="off"/>
            <Select name="language" label=t::language(l) choices=languages value=draft.language/>
        </FieldRow>
        <Fieldset legend=t::phones(l)><ErrorFor name="phones"/> {phones}</Fieldset>
        <Fieldset legend=t::addresses(l)><ErrorFor name="addresses"/> {addresses}</Fieldset>
    }
}

fn phone_row(l: Locale, row: usize, phone: PhoneDraft) -> impl IntoView {
    view! {
        <FieldRow>
            <TextField name=format!("phones[{row}][number]") label=t::phone_number(l, row + 1) value=phone.number kind=TextKind::Tel autocomplete="off" optional=true/>
            <TextField name=format!("phones[{row}][label]") label=t::phone_label(l, row + 1) value=phone.label optional=true/>
        </FieldRow>
    }
}

fn address_row(l: Locale, row: usize, address: AddressDraft) -> impl IntoView {
    let name = move |field: &str| format!("addresses[{row}][{field}]");
    view! {
        <FormItem title=t::address_number(l, row + 1)>
            <TextField name=name("street") label=t::street(l) value=address.street autocomplete="off"/>
            <FieldRow>
                <TextField name=name("postcode") label=t::postcode(l) value=address.postcode autocomplete="off"/>
                <TextField name=name("city") label=t::city(l) value=address.city autocomplete="off"/>
                <TextField name=name("country") label=t::country(l) value=address.country autocomplete="off"/>
            </FieldRow>
        </FormItem>
    }
}

#[cfg(test)]
mod tests {
    use super::with_room;

    #[test]
    fn there_is_always_an_empty_row() {
        assert_eq!(with_room(Vec::<u8>::new(), 2), [0, 0]);
        assert_eq!(with_room(vec![7, 8], 2), [7, 8, 0]);
    }
}
