//! Every difference: open ones first, with what they add up to, kind by kind and never across currencies.

use super::calls::list_differences;
use super::item_path;
use crate::lists::ListPage;
use crate::pieces::{Done, table_date, trip_path};
use account::{PageTitle, locale, show};
use desk::{DifferenceList, DifferenceView, SeenAt, Side};
use domain::money::{Currency, Money};
use domain::paging::ListQuery;
use domain::transfers::{DifferenceKind, DifferenceState, Direction};
use domain::trips::Entity;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use locales::{Locale, format, office as t, words};
use ui::{
    Card, Cell, Choice, Column, DataTable, Fact, Facts, FilterChips, Label, LabelColour, Muted, PageHead, Row, Select, Stack, TextLink,
    Toolbar,
};

const LIST: ListPage = ListPage { path: "/office/reconciliation", filters: &["state", "kind", "entity", "currency"] };

/// The page at `/office/reconciliation`.
#[component]
pub(crate) fn DifferenceListPage() -> impl IntoView {
    let l = locale();
    let params = use_query_map();
    let found = Resource::new(move || LIST.query(&params.read()), list_differences);
    view! {
        <PageTitle parts=vec![t::reconciliation(l).to_owned()]/>
        {show(Side::Office, found, move |list| whole(&LIST.query(&params.read_untracked()), list).into_any())}
    }
}

pub(super) fn whole(query: &ListQuery, list: DifferenceList) -> impl IntoView + use<> {
    let l = locale();
    let chips = LIST.chips(l, query, |name, value| filter_words(l, name, value));
    let (pagination, cleared) = (LIST.pagination(query, &list.page), LIST.cleared(query));
    let total = format::count(l, list.page.total);
    let (totals, toolbar) = (totals(l, &list.totals), toolbar(l, query));
    let rows = if list.page.rows.is_empty() {
        LIST.nothing(l, query, t::no_difference_found(l), t::no_difference(l)).into_any()
    } else {
        table(l, list.page.rows).into_any()
    };
    view! {
        <PageHead title=t::reconciliation(l) count=total subtitle=t::reconciliation_hint(l)/>
        <Stack>
            <Done/>
            {toolbar}
            <FilterChips label=t::active_filters(l) chips=chips clear_href=cleared clear_text=t::clear_filters(l)/>
            {totals}
            {rows}
            {pagination}
        </Stack>
    }
}

/// What open items add up to: a fact for each kind, with one sum a currency.
fn totals(l: Locale, totals: &[(DifferenceKind, Money)]) -> Option<impl IntoView + use<>> {
    let of = |kind: DifferenceKind| {
        let sums: Vec<String> = totals.iter().filter(|(own, _)| *own == kind).map(|(_, sum)| format::money(l, *sum)).collect();
        (!sums.is_empty()).then(|| Fact::new(t::difference_words(l, kind), sums.join(" · ")).strong())
    };
    let facts: Vec<Fact> = DifferenceKind::ALL.iter().filter_map(|kind| of(*kind)).collect();
    (!facts.is_empty()).then(|| view! { <Card title=t::open_differences(l)><Facts items=facts columns=true/></Card> })
}

fn toolbar(l: Locale, query: &ListQuery) -> impl IntoView + use<> {
    let value = |name: &str| query.filter(name).unwrap_or_default().to_owned();
    let (state, kind, entity, currency) = (value("state"), value("kind"), value("entity"), value("currency"));
    let states = DifferenceState::ALL.iter().map(|word| Choice::new(word.as_str(), t::difference_state(l, *word))).collect();
    let kinds = DifferenceKind::ALL.iter().map(|word| Choice::new(word.as_str(), t::difference_words(l, *word))).collect();
    let entities = Entity::ALL.iter().map(|word| Choice::new(word.as_str(), words::entity(l, *word))).collect();
    let currencies = [Currency::EUR, Currency::CHF].iter().map(|code| Choice::new(code.to_string(), code.to_string())).collect();
    let search = move || view! { <Select name="state" label=t::state(l) choices=states value=state blank=t::any(l)/> };
    let filters = move || {
        view! {
            <Select name="kind" label=t::difference_kind(l) choices=kinds value=kind blank=t::any(l)/>
            <Select name="entity" label=t::entity(l) choices=entities value=entity blank=t::any(l)/>
            <Select name="currency" label=t::currency(l) choices=currencies value=currency blank=t::any(l)/>
        }
    };
    view! {
        <Toolbar action=LIST.path label=t::filter_differences(l) button=t::apply_filters(l) filters_text=t::filters_button(l, query.filters.len())
            apply=t::apply_filters(l) search=search filters=filters/>
    }
}

fn filter_words(l: Locale, name: &str, value: &str) -> (&'static str, String) {
    let plain = value.to_owned();
    match name {
        "state" => (t::state(l), value.parse().map_or(plain, |word| t::difference_state(l, word).to_owned())),
        "kind" => (t::difference_kind(l), value.parse().map_or(plain, |word| t::difference_words(l, word).to_owned())),
        "entity" => (t::entity(l), value.parse().map_or(plain, |word| words::entity(l, word).to_owned())),
        _ => (t::currency(l), plain),
    }
}

fn table(l: Locale, rows: Vec<DifferenceView>) -> impl IntoView {
    let columns = vec![
        Column::new(t::date(l)),
        Column::new(t::difference_kind(l)),
        Column::new(t::they_say(l)).number(),
        Column::new(t::we_hold(l)).number(),
        Column::new(t::seen_at(l)),
        Column::new(t::state(l)),
        Column::new(t::row_actions(l)).spoken_only(),
    ];
    view! { <DataTable caption=t::reconciliation(l) columns=columns>{rows.into_iter().map(|row| one(l, row)).collect_view()}</DataTable> }
}

fn one(l: Locale, row: DifferenceView) -> impl IntoView {
    let (theirs, ours) = (said(l, row.theirs, t::they_say_nothing(l)), said(l, row.ours, t::we_hold_nothing(l)));
    let out = (row.direction == Direction::Out).then(|| view! { <p><Muted>{t::money_out(l)}</Muted></p> });
    let seen = seen_at(&row);
    let words = [row.party.clone(), row.info.clone()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
    let reason = row.reason.map(|reason| view! { <p><Muted>{t::match_reason(l, reason)}</Muted></p> });
    let payer = row.payer.as_ref().map(|payer| {
        let (href, words) = (trip_path(payer.trip), [payer.reference.as_str(), payer.name.as_str()].join(" · "));
        view! { <p><TextLink href=href>{words}</TextLink></p> }
    });
    let (amount, party) = (said(l, row.theirs.or(row.ours), ""), row.party.clone());
    let (text, label) = match row.state {
        DifferenceState::Open | DifferenceState::Returning => (t::decide(l), t::decide_item(l, &amount, &party)),
        _ => (t::see_item(l), t::see_item_of(l, &amount, &party)),
    };
    let href = item_path(row.id);
    view! {
        <Row>
            <Cell label=t::date(l) whole=true>{table_date(row.on)}</Cell>
            <Cell label=t::difference_kind(l) head=true>{t::difference_words(l, row.kind)} <p><Muted>{words}</Muted></p> {payer}</Cell>
            <Cell label=t::they_say(l) number=true>{theirs} {out}</Cell>
            <Cell label=t::we_hold(l) number=true>{ours}</Cell>
            <Cell label=t::seen_at(l)>{seen}</Cell>
            <Cell label=t::state(l)>{state_label(l, row.state)} {reason}</Cell>
            <Cell label=t::row_actions(l)><TextLink href=href label=label>{text}</TextLink></Cell>
        </Row>
    }
}

/// An amount that a side names, or that it names none.
pub(super) fn said(l: Locale, money: Option<Money>, nothing: &str) -> String {
    money.map_or_else(|| nothing.to_owned(), |money| format::money(l, money))
}

/// Where a difference was seen.
pub(super) fn seen_at(row: &DifferenceView) -> AnyView {
    match row.seen_at.clone() {
        SeenAt::Statement(id, name) => view! { <TextLink href=format!("/office/statements/{id}")>{name}</TextLink> }.into_any(),
        SeenAt::Gateway(name, fact) => view! { {name} <p><Muted>{fact}</Muted></p> }.into_any(),
    }
}

/// How far an item is.
pub(super) fn state_label(l: Locale, state: DifferenceState) -> impl IntoView {
    let colour = match state {
        DifferenceState::Open => LabelColour::Orange,
        DifferenceState::Booked => LabelColour::Green,
        DifferenceState::Returning => LabelColour::Purple,
        DifferenceState::Explained => LabelColour::Teal,
        DifferenceState::Returned | DifferenceState::Gone => LabelColour::Grey,
    };
    view! { <Label colour=colour>{t::difference_state(l, state)}</Label> }
}
