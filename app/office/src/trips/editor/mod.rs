//! One screen to write a trip, new or known, with prices that follow while typing.

mod client;
mod facts;
mod itinerary;
mod panel;
mod party;
mod revision;
mod row_buttons;
mod services;
mod state;
#[cfg(all(test, feature = "ssr"))]
mod tests;

use super::calls::{CreateTrip, UpdateTrip, find_trip};
use super::trip_in_address;
use crate::pieces::{SaveOrCancel, Version, VersionField, trip_path, written_number};
use crate::staff::calls::list_sellers;
use account::{PageTitle, Refused, locale, query, show, use_viewer};
use desk::{AppError, Side, TripView};
use domain::error::ErrorCode;
use domain::ids::StaffId;
use domain::policy::{Action, Actor, may};
use domain::trips::{Entity, InsuranceDecision, InsuranceDraft, TravellerDraft, TripDraft};
use leptos::prelude::*;
use locales::{office as t, shared};
use state::{Editor, blank_day, blank_service, redraw};
use ui::{Crumb, Form, FormBar, Hidden, Muted, PageHead, replayed_draft};

pub(super) use panel::quote_facts;

type Sellers = Vec<(StaffId, String)>;

/// The page at `/office/trips/new`; `?client=` chooses the client.
#[component]
pub(crate) fn NewTrip() -> impl IntoView {
    let viewer = use_viewer();
    let (l, actor) = (viewer.locale, viewer.actor);
    let Actor::Staff { id: own, .. } = actor else {
        return view! { <Refused side=Side::Office error=AppError::from(ErrorCode::NotFound)/> }.into_any();
    };
    if !may(actor, Action::CreateTrip { seller: own }) {
        return view! { <Refused side=Side::Office error=AppError::from(ErrorCode::NotFound)/> }.into_any();
    }
    let sellers = Resource::new(|| (), |()| list_sellers());
    view! {
        <PageTitle parts=vec![t::new_trip(l).to_owned()]/>
        {show(Side::Office, sellers, move |mut sellers: Sellers| {
            sellers.retain(|(seller, _)| may(actor, Action::CreateTrip { seller: *seller }));
            view! {
                <PageHead title=t::new_trip(l) crumbs=vec![Crumb::new("/office/trips", t::trips(l))] crumbs_label=t::path_to_page(l)/>
                {new_form(own, sellers)}
            }
            .into_any()
        })}
    }
    .into_any()
}

/// A draft to begin with: a few empty rows, oneself as the seller.
fn first_draft(own: StaffId) -> TripDraft {
    TripDraft {
        client: query("client").unwrap_or_default(),
        entity: Entity::default().to_string(),
        seller: own.to_string(),
        services: vec![blank_service(), blank_service(), blank_service()],
        insurance: InsuranceDraft { decision: InsuranceDecision::default().to_string(), ..InsuranceDraft::default() },
        travellers: vec![TravellerDraft::default(), TravellerDraft::default()],
        days: vec![blank_day()],
        ..TripDraft::default()
    }
}

fn new_form(own: StaffId, sellers: Sellers) -> impl IntoView {
    let replayed = replayed_draft::<CreateTrip>();
    let (mut draft, search, intent) =
        replayed.map_or_else(|| (first_draft(own), String::new(), String::new()), |post| (post.draft, post.client_search, post.intent));
    redraw(&mut draft, &intent);
    let editor = Editor::new("create_trip", draft, search);
    let typed = Callback::new(move |post: CreateTrip| editor.typed(post.draft, post.client_search));
    view! {
        <Form<CreateTrip> on_typed=typed own_values=true long=true>
            {fields(editor, sellers, None, "/office/trips/new".to_owned(), "/office/trips".to_owned())}
        </Form<CreateTrip>>
    }
}

/// The page at `/office/trips/:trip/edit`.
#[component]
pub(crate) fn EditTrip() -> impl IntoView {
    let trip = trip_in_address();
    let found = Resource::new(
        move || trip.get(),
        |trip| async move {
            let (view, sellers) = (find_trip(trip).await?, list_sellers().await?);
            Ok::<_, AppError>((view, sellers))
        },
    );
    show(Side::Office, found, |(view, sellers)| {
        let l = locale();
        if !view.editable {
            let code = if view.state.is_open() { ErrorCode::NotFound } else { ErrorCode::TripClosed };
            return view! { <Refused side=Side::Office error=AppError::from(code)/> }.into_any();
        }
        let crumbs = vec![Crumb::new("/office/trips", t::trips(l)), Crumb::new(trip_path(view.id), view.reference.clone())];
        view! {
            <PageTitle parts=vec![t::edit_trip(l).to_owned(), view.trip.title.clone()]/>
            <PageHead title=t::edit_trip(l) subtitle=view.trip.title.clone() crumbs=crumbs crumbs_label=t::path_to_page(l)/>
            {edit_form(view, sellers)}
        }
        .into_any()
    })
}

fn edit_form(view: TripView, mut sellers: Sellers) -> impl IntoView {
    if !sellers.iter().any(|(seller, _)| *seller == view.trip.seller) {
        // Somebody who no longer sells keeps their trips until they are handed over.
        sellers.push((view.trip.seller, view.seller_name.clone()));
    }
    let href = [trip_path(view.id), "/edit".to_owned()].concat();
    let action = ServerAction::<UpdateTrip>::new();
    let replayed = replayed_draft::<UpdateTrip>().filter(|post| post.trip == view.id);
    let seen = replayed.as_ref().map_or(view.version, |post| post.version);
    let version = Version::new(action, seen);
    let saved = || {
        let mut draft = TripDraft::from(&view.trip);
        for line in &mut draft.services {
            for number in [&mut line.cost, &mut line.rate, &mut line.price] {
                *number = written_number(locale(), number);
            }
        }
        // A client that was just created for this trip comes in the address.
        TripDraft { client: query("client").unwrap_or_else(|| draft.client.clone()), ..draft }
    };
    let (mut draft, search, intent) = replayed.as_ref().map_or_else(
        || (saved(), String::new(), String::new()),
        |post| (post.draft.clone(), post.client_search.clone(), post.intent.clone()),
    );
    redraw(&mut draft, &intent);
    let editor = Editor::new("update_trip", draft, search);
    let changes = revision::Changes::new(view.id, editor, action, replayed.as_ref());
    let typed = Callback::new(move |post: UpdateTrip| {
        changes.said.set(post.revision);
        editor.typed(post.draft, post.client_search);
    });
    let (trip, cancel, agreed) = (view.id.to_string(), trip_path(view.id), revision::Agreed::of(&view));
    view! {
        <Form<UpdateTrip> action=action on_typed=typed own_values=true long=true>
            <Hidden name="trip" value=trip/>
            <VersionField version=version href=href.clone()/>
            {fields(editor, sellers, agreed.map(|agreed| (agreed, changes)), href, cancel)}
        </Form<UpdateTrip>>
    }
}

/// Everything between the head of the page and its end, the same for a new trip and a known one; of a sold one, what its change would do.
fn fields(editor: Editor, sellers: Sellers, sold: Option<(revision::Agreed, revision::Changes)>, here: String, cancel: String) -> AnyView {
    let l = locale();
    view! {
        <client::ClientSection editor=editor here=here/>
        {sections(editor, sellers)}
        {sold.map(|(agreed, changes)| view! {
            <revision::RevisionNotice editor=editor agreed=agreed/>
            <revision::Comparison changes=changes/>
        })}
        <Muted>{t::shortcut_hint(l)}</Muted>
        <FormBar label=t::sums(l)>
            <panel::PricePanel editor=editor/>
            {match sold {
                Some((_, changes)) => changes.look.buttons(shared::save(l), t::revision_confirm(l), cancel).into_any(),
                None => view! { <SaveOrCancel save=shared::save(l) cancel_href=cancel/> }.into_any(),
            }}
        </FormBar>
    }
    .into_any()
}

/// Everything that is typed about a trip but its client.
fn sections(editor: Editor, sellers: Sellers) -> AnyView {
    view! {
        <facts::FactsSection editor=editor sellers=sellers/>
        <party::TravellersSection editor=editor/>
        <services::ServicesSection editor=editor/>
        <party::InsuranceSection editor=editor/>
        <itinerary::ItinerarySection editor=editor/>
        <facts::NotesSection editor=editor/>
    }
    .into_any()
}
