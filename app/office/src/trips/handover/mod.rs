//! Handing a contract over: who takes over and why, looked at on both sides before it is made.

pub(crate) mod calls;

use super::client_search::{ClientChoices, ClientSearch, ClientSearchField};
use super::look::Look;
use super::payers::comparison;
use super::trip_in_address;
use crate::pieces::{Version, VersionField, trip_path};
use account::{PageTitle, locale, show};
use calls::{HandOver, find_handover, preview_handover};
use desk::{HandoverPreview, HandoverView, Side};
use domain::payers::{HANDOVER_DAYS, HandoverDraft, Notice};
use leptos::prelude::*;
use locales::{Locale, format, office as t};
use ui::{
    Alert, AlertKind, Checkbox, Crumb, ErrorFor, Form, FormBar, FormSection, Hidden, Muted, PageHead, Stack, TextArea, replayed_draft,
};

/// The page at `/office/trips/:trip/handover`.
#[component]
pub(crate) fn HandoverPage() -> impl IntoView {
    let trip = trip_in_address();
    let found = Resource::new(move || trip.get(), find_handover);
    show(Side::Office, found, |view| page(view).into_any())
}

fn page(view: HandoverView) -> impl IntoView {
    let l = locale();
    let payers = [&trip_path(view.trip), "/payers"].concat();
    let crumbs = vec![
        Crumb::new("/office/trips", t::trips(l)),
        Crumb::new(trip_path(view.trip), view.reference.clone()),
        Crumb::new(payers, t::payers(l)),
    ];
    let late = match view.notice {
        Notice::InTime => None,
        Notice::Late if view.may_be_late => Some(t::handover_late(l, HANDOVER_DAYS)),
        Notice::Late => Some(t::handover_late_for_others(l, HANDOVER_DAYS)),
        Notice::Begun => Some(t::handover_begun(l).to_owned()),
    };
    let body = match view.open {
        true => form(&view).into_any(),
        false => view! { <Muted>{t::handover_none(l)}</Muted> }.into_any(),
    };
    view! {
        <PageTitle parts=vec![t::handover(l).to_owned(), view.title.clone()]/>
        <PageHead title=t::handover(l) subtitle=view.title.clone() crumbs=crumbs crumbs_label=t::path_to_page(l)/>
        <Stack>
            <p>{t::handover_holder(l, &view.holder)}</p>
            {late.map(|text| view! { <Alert kind=AlertKind::Warning title=text/> })}
            {body}
        </Stack>
    }
}

fn form(view: &HandoverView) -> impl IntoView + use<> {
    let l = locale();
    let action = ServerAction::<HandOver>::new();
    let replayed = replayed_draft::<HandOver>();
    let version = Version::new(action, replayed.as_ref().map_or(view.version, |post| post.version));
    let (draft, words, intent, seen) =
        replayed.map_or_else(Default::default, |post| (post.draft, post.client_search, post.intent, post.seen));
    let trip = view.trip;
    let search = ClientSearch::new(words);
    let (reason, accepted) = (draft.reason.clone(), !draft.late.is_empty());
    let latest = RwSignal::new(draft);
    let look = Look::new(action, latest, (&intent, &seen), move |draft| preview_handover(trip, draft));
    let typed = Callback::new(move |post: HandOver| {
        latest.set(post.draft);
        search.typed(post.client_search);
    });
    let chosen = Callback::new(move |()| latest.with_untracked(|draft: &HandoverDraft| draft.client.clone()));
    let choose = Callback::new(move |client| latest.update(|draft: &mut HandoverDraft| draft.client = client));
    let back = [&trip_path(trip), "/payers"].concat();
    let here = [&trip_path(trip), "/handover"].concat();
    let late = (view.notice == Notice::Late && view.may_be_late).then(|| {
        view! { <Checkbox name="late" label=t::handover_accept_late(l) hint=t::handover_accept_late_hint(l) value="yes" checked=accepted/> }
    });
    view! {
        <Form<HandOver> action=action on_typed=typed own_values=true long=true>
            <Hidden name="trip" value=trip.to_string()/>
            <VersionField version=version href=here/>
            <FormSection id="handover" title=t::handover_to(l) hint=t::handover_hint(l)>
                <ClientSearchField search=search label=t::search_clients(l) hint=t::search_clients_hint(l)/>
                <ClientChoices search=search chosen=chosen choose=choose/>
                <TextArea name="reason" label=t::handover_reason(l) hint=t::handover_reason_hint(l) value=reason/>
                {late}
                <ErrorFor name="late"/>
            </FormSection>
            {look.effect(move |changes| preview(l, changes))}
            <FormBar label=t::handover(l)>{look.buttons(t::handover_look(l), t::handover_make(l), back)}</FormBar>
        </Form<HandOver>>
    }
}

/// Both sides, and the name under which exactly this is made.
fn preview(l: Locale, preview: HandoverPreview) -> impl IntoView {
    view! {
        <FormSection id="change" title=t::change_title(l) hint=t::handover_change_hint(l)>
            <Hidden name="seen" value=preview.seen/>
            <p><strong>{t::handover_moves(l, format::money(l, preview.moved))}</strong></p>
            {comparison(l, preview.changes)}
        </FormSection>
    }
}
