//! One trip: facts, state and moves, money, party, services, itinerary, schedule, history. It follows changes made elsewhere.

use super::calls::{MoveTrip, find_trip, find_trip_money, list_history};
use super::editor::quote_facts;
use super::money::{ledger, orders, schedule_steps};
use super::recorded::{legacy_table, recorded_table};
use super::trip_in_address;
use super::{invoices, refunds, revisions};
use crate::clients::calls::InviteClient;
use crate::invoices::calls::list_trip_invoices;
use crate::pieces::{Done, TripStateLabel, destination_words, table_date, trip_path};
use crate::refunds::calls::find_trip_refunds;
use account::{PageTitle, WhyAmount, locale, show, use_viewer};
use desk::{HistoryLine, Side, TripMoney, TripView};
use domain::dates;
use domain::ids::TripId;
use domain::policy::{Action, may};
use domain::trips::{Day, InsuranceDecision, Service, Traveller, TripMove};
use leptos::prelude::*;
use locales::{Locale, format, office as t, words};
use time::{Date, OffsetDateTime};
use ui::ButtonVariant::{Danger, Link, Primary, Secondary};
use ui::{
    Actions, Button, Card, Cell, Cluster, Column, Columns, Crumb, DataTable, Dialog, Fact, Facts, Form, Hidden, HistoryItem, HistoryList,
    IconName, LinkButton, Muted, PageHead, PlainRow, Row, RowList, Stack, TextLink, replayed_draft, use_live,
};

/// The page at `/office/trips/:trip`.
#[component]
pub(crate) fn TripPage() -> impl IntoView {
    let viewer = use_viewer();
    let trip = trip_in_address();
    let found = Resource::new(move || trip.get(), find_trip);
    let history = Resource::new(move || trip.get(), list_history);
    let money = may(viewer.actor, Action::ReadBooks).then(|| Resource::new(move || trip.get(), find_trip_money));
    let back = may(viewer.actor, Action::ReadBooks).then(|| Resource::new(move || trip.get(), find_trip_refunds));
    let issued = may(viewer.actor, Action::ReadBooks).then(|| Resource::new(move || trip.get(), list_trip_invoices));
    let refetch = Callback::new(move |()| {
        found.refetch();
        if let Some(issued) = issued {
            issued.refetch();
        }
        if let Some(back) = back {
            back.refetch();
        }
        history.refetch();
        if let Some(money) = money {
            money.refetch();
        }
    });
    view! {
        {move || trip.get().map(|trip| view! { <Live trip=trip on_tick=refetch/> })}
        {show(Side::Office, found, move |view| {
            let days = view.trip.days.clone();
            view! {
                <Stack>
                    {whole(view, refetch)}
                    // Only below a trip that is there: one refusal is enough.
                    {back.map(|back| show(Side::Office, back, |view| refunds::card(view).into_any()))}
                    {issued.map(|issued| show(Side::Office, issued, |view| invoices::card(view).into_any()))}
                    {money.map(|money| show(Side::Office, money, move |money| money_card(trip.get_untracked(), money).into_any()))}
                    <Columns aside=move || show(Side::Office, history, |lines| history_card(lines).into_any())>{itinerary_card(locale(), days)}</Columns>
                </Stack>
            }.into_any()
        })}
    }
}

/// Listens for changes of one trip as long as it is on screen; draws nothing.
#[component]
fn Live(
    /// Which trip.
    trip: TripId,
    /// Runs on each change.
    on_tick: Callback<()>,
) -> impl IntoView {
    use_live(format!("/live/trips/{trip}"), on_tick);
}

pub(super) fn whole(view: TripView, refetch: Callback<()>) -> impl IntoView {
    let l = locale();
    let path = trip_path(view.id);
    let (editable, edit) = (view.editable, [&path, "/edit"].concat());
    let crumbs = vec![Crumb::new("/office/trips", t::trips(l))];
    let actions = move || editable.then(|| view! { <LinkButton href=edit variant=Secondary icon=IconName::Edit>{t::edit(l)}</LinkButton> });
    let (state, moves, risen) = (view.state, moves(&view, refetch), revisions::card(&view, refetch));
    let TripView { trip, quote, .. } = view.clone();
    let aside = {
        let (view, why) = (view.clone(), view.why.clone());
        move || {
            view! {
                <Card title=t::sums(l)>
                    <Facts items=quote_facts(l, &quote) sums=true/>
                    <WhyAmount why=why.price named=true/>
                    <WhyAmount why=why.margin named=true/>
                </Card>
                {schedule_card(&view)}
            }
        }
    };
    view! {
        <PageTitle parts=vec![trip.title.clone(), t::trips(l).to_owned()]/>
        <PageHead title=trip.title.clone() subtitle=[view.reference.as_str(), view.client_name.as_str()].join(" · ") crumbs=crumbs crumbs_label=t::path_to_page(l) actions=actions/>
        <Stack>
            <Done/>
            <Cluster><TripStateLabel state=state/> {moves}</Cluster>
            {risen}
            <Columns aside=aside>
                {facts_card(&view)}
                {party_card(l, trip.travellers)}
            </Columns>
            {services_card(l, trip.services)}
        </Stack>
    }
}

/// One form for each move; giving a trip up is asked twice.
fn moves(view: &TripView, refetch: Callback<()>) -> impl IntoView + use<> {
    let l = locale();
    let (trip, version) = (view.id.to_string(), view.version.to_string());
    let form = move |wanted: TripMove, variant: ui::ButtonVariant| {
        let (trip, version) = (trip.clone(), version.clone());
        view! {
            <Form<MoveTrip> prefix="" compact=true key=wanted.as_str() on_success=refetch>
                <Hidden name="trip" value=trip/>
                <Hidden name="version" value=version/>
                <Hidden name="wanted" value=wanted.as_str()/>
                <Button variant=variant>{words::trip_move(l, wanted)}</Button>
            </Form<MoveTrip>>
        }
    };
    let refused = replayed_draft::<MoveTrip>().is_some_and(|post| post.wanted == TripMove::Cancel);
    view.moves
        .clone()
        .into_iter()
        .map(move |wanted| match wanted {
            TripMove::Cancel => {
                let form = form(wanted, Danger);
                view! {
                    <Dialog id="cancel-trip" title=t::cancel_trip_title(l) open_text=words::trip_move(l, wanted) variant=Link open=refused>
                        <p>{t::cancel_trip_text(l)}</p>
                        <Actions>{form}</Actions>
                    </Dialog>
                }
                .into_any()
            }
            TripMove::Propose | TripMove::Confirm => form(wanted, Primary).into_any(),
            TripMove::Withdraw | TripMove::Complete => form(wanted, Secondary).into_any(),
        })
        .collect_view()
}

fn facts_card(view: &TripView) -> impl IntoView + use<> {
    let (l, actor) = (locale(), use_viewer().actor);
    let trip = &view.trip;
    let client_path = format!("/office/clients/{}", trip.client);
    let (client, name, back) = (trip.client.to_string(), view.client_name.clone(), trip_path(view.id));
    let may_invite = may(actor, Action::EditClients);
    let insurance = match (trip.insurance.decision, trip.insurance.consent_on) {
        (InsuranceDecision::Accepted, Some(day)) => t::accepted_on(l, format::date(l, day)),
        (decision, _) => words::insurance_decision(l, decision).to_owned(),
    };
    let client_fact = Fact::new(t::client(l), "").view(move || view! { <TextLink href=client_path>{name}</TextLink> });
    let invite = move || {
        may_invite.then(|| {
            view! {
                <Form<InviteClient> prefix="" compact=true>
                    <Hidden name="client" value=client/>
                    <Hidden name="back" value=back/>
                    <Button variant=Link icon=IconName::Mail>{t::invite_client(l)}</Button>
                </Form<InviteClient>>
            }
        })
    };
    let mut facts = vec![
        client_fact,
        Fact::new(t::seller(l), view.seller_name.clone()),
        Fact::new(t::destination(l), destination_words(l, &trip.destinations)),
        Fact::new(t::departure(l), trip.starts_on.map_or_else(|| t::no_dates(l).to_owned(), |day| format::date(l, day))),
        Fact::new(t::return_date(l), trip.ends_on.map_or_else(|| t::no_dates(l).to_owned(), |day| format::date(l, day))),
        Fact::new(t::entity(l), words::entity(l, trip.entity)),
        Fact::new(t::insurance(l), insurance),
    ];
    if !trip.notes.is_empty() {
        facts.push(Fact::new(t::notes_for_staff(l), trip.notes.clone()));
    }
    view! { <Card title=t::facts(l) action=invite><Facts items=facts columns=true/></Card> }
}

fn party_card(l: Locale, travellers: Vec<Traveller>) -> impl IntoView {
    let none = travellers.is_empty().then(|| view! { <Muted>{t::no_travellers(l)}</Muted> });
    view! {
        <Card title=t::travellers(l)>
            {none}
            <RowList>
                {travellers.into_iter().map(|person| {
                    let born = person.born_on.map(|day| t::born(l, format::date(l, day)));
                    let insured = person.insured.then(|| t::insured(l).to_owned());
                    let hint = born.into_iter().chain(insured).collect::<Vec<_>>().join(" · ");
                    view! { <PlainRow title=[person.given_name, person.family_name].join(" ") hint=hint/> }
                }).collect_view()}
            </RowList>
        </Card>
    }
}

fn services_card(l: Locale, services: Vec<Service>) -> impl IntoView {
    if services.is_empty() {
        return view! { <Card title=t::services(l)><Muted>{t::no_services(l)}</Muted></Card> }.into_any();
    }
    let columns = vec![
        Column::new(t::service(l)),
        Column::new(t::kind(l)),
        Column::new(t::supplier(l)),
        Column::new(t::place(l)),
        Column::new(t::dates(l)),
        Column::new(t::cost(l)).number(),
        Column::new(t::price(l)).number(),
        Column::new(t::inclusion(l)),
    ];
    view! {
        <Card title=t::services(l)>
            <DataTable compact=true caption=t::services(l) columns=columns>
                {services.into_iter().map(|service| {
                    let kind = words::service_kind(l, service.kind);
                    let days = days_of(service.starts_on, service.ends_on);
                    view! {
                        <Row>
                            <Cell label=t::service(l) head=true>{service.label}</Cell>
                            <Cell label=t::kind(l)>{kind}</Cell>
                            <Cell label=t::supplier(l)>{service.supplier}</Cell>
                            <Cell label=t::place(l)>{service.place}</Cell>
                            <Cell label=t::dates(l) whole=true>{days}</Cell>
                            <Cell label=t::cost(l) number=true>{format::money(l, service.cost)}</Cell>
                            <Cell label=t::price(l) number=true>{format::money(l, service.price)}</Cell>
                            <Cell label=t::inclusion(l)>{words::inclusion(l, service.inclusion)}</Cell>
                        </Row>
                    }
                }).collect_view()}
            </DataTable>
        </Card>
    }
    .into_any()
}

/// First and last day of a service for its row; one day stands alone.
fn days_of(first: Option<Date>, last: Option<Date>) -> String {
    match last.filter(|last| Some(*last) != first) {
        Some(last) => [table_date(first), format::short_date(last)].join(" – "),
        None => table_date(first),
    }
}

fn itinerary_card(l: Locale, days: Vec<Day>) -> impl IntoView {
    let mut first = 1;
    let rows = days
        .into_iter()
        .map(|day| {
            let last = first + day.length.max(1) - 1;
            let number = if first == last { t::day_number(l, first) } else { t::day_numbers(l, first, last) };
            first = last + 1;
            let title = match l {
                Locale::En if !day.title_en.is_empty() => day.title_en,
                Locale::Fr | Locale::En => day.title_fr,
            };
            view! { <PlainRow title=title hint=[number, day.place].join(" · ")/> }
        })
        .collect_view();
    let none = (first == 1).then(|| view! { <Muted>{t::no_days(l)}</Muted> });
    view! { <Card title=t::itinerary(l)>{none} <RowList>{rows}</RowList></Card> }
}

fn schedule_card(view: &TripView) -> impl IntoView + use<> {
    let l = locale();
    let (schedulable, href) = (view.schedulable, [&trip_path(view.id), "/schedule"].concat());
    let payers = [&trip_path(view.id), "/payers"].concat();
    let action = move || {
        view! {
            <TextLink href=payers>{t::payers(l)}</TextLink>
            {schedulable.then(|| view! { " " <TextLink href=href>{t::edit_schedule(l)}</TextLink> })}
        }
    };
    let mut facts = vec![Fact::new(t::received(l), format::money(l, view.received))];
    if !view.credit.is_zero() {
        facts.push(Fact::new(t::credit(l), format::money(l, view.credit)));
    }
    let received = (!view.received.is_zero()).then(|| view.why.received.clone());
    let steps = match view.payers.as_slice() {
        [] | [_] => schedule_steps(l, view.instalments.clone()),
        several => several
            .iter()
            .map(|payer| {
                let title = [payer.name.as_str(), &format::money(l, payer.share)].join(" · ");
                view! { <h3>{title}</h3> {schedule_steps(l, payer.instalments.clone())} }
            })
            .collect_view()
            .into_any(),
    };
    view! { <Card title=t::schedule(l) action=action>
        <Facts items=facts sums=true/>
        {received.map(|why| view! { <WhyAmount why=why named=true/> })}
        {steps}
    </Card> }
}

fn money_card(trip: Option<TripId>, money: TripMoney) -> impl IntoView {
    let l = locale();
    let record = trip.filter(|_| may(use_viewer().actor, Action::KeepBooks)).map(|trip| [&trip_path(trip), "/record"].concat());
    let action = move || record.map(|href| view! { <TextLink href=href>{t::record_payment(l)}</TextLink> });
    view! {
        <Card title=t::payments(l) action=action>
            {orders(l, money.orders)}
            {recorded_table(l, money.recorded)}
            {legacy_table(l, money.legacy)}
            {ledger(l, money.lines)}
        </Card>
    }
}

fn history_card(lines: Vec<HistoryLine>) -> impl IntoView {
    let l = locale();
    let items: Vec<_> = lines
        .into_iter()
        .map(|line| HistoryItem {
            when: format::instant(l, line.at),
            when_iso: iso_instant(line.at),
            who: if line.who.is_empty() { t::the_house(l).to_owned() } else { line.who },
            detail: Some(t::mentioned(l, &line.what, &line.detail)).filter(|text| !text.is_empty()),
            what: t::happened(l, &line.what),
        })
        .collect();
    view! { <Card title=t::history(l)><HistoryList items=items/></Card> }
}

fn iso_instant(at: OffsetDateTime) -> String {
    format!("{}T{:02}:{:02}:{:02}Z", dates::iso(at.date()), at.hour(), at.minute(), at.second())
}
