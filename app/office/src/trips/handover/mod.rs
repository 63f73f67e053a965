//! Handing a contract over: who takes over and why, looked at on both sides before it is made.

pub(crate) mod calls;

use super::payers::comparison;
use super::trip_in_address;
use crate::clients::calls::find_client_choices;
use crate::pieces::{SaveOrCancel, Version, VersionField, afresh, trip_path};
use account::{PageTitle, locale, show};
use calls::{HandOver, find_handover, preview_handover};
use desk::{AppError, HandoverPreview, HandoverView, Side};
use domain::payers::{HANDOVER_DAYS, HandoverDraft, Notice};
use leptos::prelude::*;
use locales::{Locale, format, office as t};
use ui::ButtonVariant::Secondary;
use ui::{
    Alert, AlertKind, Button, Checkbox, Choice, Cluster, Crumb, ErrorFor, FieldRow, Form, FormBar, FormSection, Hidden, IconName, Muted,
    PageHead, RadioGroup, Stack, TextArea, TextField, TextKind, replayed_draft, replayed_error,
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
    // A form without a button's word that is drawn again was right: it is to be looked at.
    let asked = replayed.as_ref().is_some_and(|post| post.intent.is_empty()) && replayed_error::<HandOver>() == Some(AppError::Redraw);
    let seen = replayed.as_ref().map_or(view.version, |post| post.version);
    let version = Version::new(action, seen);
    let (draft, search) = replayed.map_or_else(|| (HandoverDraft::default(), String::new()), |post| (post.draft, post.client_search));
    let trip = view.trip;
    let words = RwSignal::new(search.clone());
    let first = asked.then(|| draft.clone());
    let (reason, accepted) = (draft.reason.clone(), !draft.late.is_empty());
    let latest = RwSignal::new(draft);
    let value = action.value();
    let looked_at = Memo::new(move |_| match value.get() {
        Some(Err(AppError::Redraw)) => Some(latest.get_untracked()),
        Some(_) => None,
        None => first.clone(),
    });
    let changes = Resource::new(
        move || looked_at.get(),
        move |draft| async move {
            match draft {
                Some(draft) => preview_handover(trip, draft).await.map(Some),
                None => Ok(None),
            }
        },
    );
    let typed = Callback::new(move |post: HandOver| {
        latest.set(post.draft);
        words.set(post.client_search);
    });
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
                {chooser(l, search, words, latest)}
                <TextArea name="reason" label=t::handover_reason(l) hint=t::handover_reason_hint(l) value=reason/>
                {late}
                <ErrorFor name="late"/>
            </FormSection>
            <Transition>
                {move || Suspend::new(async move { changes.await.ok().flatten().map(|changes| preview(l, changes)) })}
            </Transition>
            <FormBar label=t::handover(l)>
                {move || {
                    let save = if looked_at.get().is_some() { t::handover_make(l) } else { t::handover_look(l) };
                    let back = back.clone();
                    view! { <SaveOrCancel save=save cancel_href=back/> }
                }}
            </FormBar>
        </Form<HandOver>>
    }
}

/// Who takes over: found by a few letters. Without scripts a button asks for them.
fn chooser(l: Locale, start: String, words: RwSignal<String>, latest: RwSignal<HandoverDraft>) -> impl IntoView {
    let chosen = move || latest.with_untracked(|draft| draft.client.clone());
    let found = Resource::new(move || words.get(), move |words| find_client_choices(words, chosen()));
    view! {
        <FieldRow>
            <TextField name="client_search" label=t::search_clients(l) hint=t::search_clients_hint(l) value=start kind=TextKind::Search beside_draft=true/>
            <Cluster><Button variant=Secondary icon=IconName::Search name="intent" value="find-client">{t::search(l)}</Button></Cluster>
        </FieldRow>
        <Transition>
            {move || Suspend::new(async move {
                let clients = found.await.unwrap_or_default();
                let picked = chosen();
                let choices: Vec<_> = clients.into_iter().map(|client| Choice::new(client.id.to_string(), client.name).hint(client.hint)).collect();
                if choices.is_empty() {
                    return view! { <Muted>{t::type_to_search(l)}</Muted> <ErrorFor name="client"/> }.into_any();
                }
                afresh(move || view! { <RadioGroup name="client" label=t::choose_client(l) choices=choices.clone() value=picked.clone()/> }).into_any()
            })}
        </Transition>
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
