//! One statement: how far it has been read, and its lines by state. What is not plain is decided on the page of its item.

use super::calls::{AcceptLine, BookPayout, ExplainLines, find_statement};
use super::list::{columns_path, count, state_label};
use crate::lists::ListPage;
use crate::pieces::{Done, trip_path};
use crate::reconciliation::item_path;
use account::{PageTitle, show, use_viewer};
use desk::{PayoutSeen, Side, StatementLineView, StatementRow, StatementView};
use domain::ids::{StatementId, StatementLineId};
use domain::paging::ListQuery;
use domain::policy::{Action, may};
use domain::transfers::{Iban, ItemId, LineState, StatementState};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use locales::{Locale, format, office as t};
use std::time::Duration;
use ui::ButtonVariant::Secondary;
use ui::{
    Actions, Button, Card, Cell, Cluster, Column, Crumb, DataTable, EmptyState, ErrorFor, Form, Hidden, HiddenField, IconName, Label,
    LabelColour, LinkButton, Muted, NavLink, PageHead, Pagination, Row, RowCheckbox, Stack, Tabs, TextArea, TextLink,
};

/// The page at `/office/statements/:statement`.
#[component]
pub(crate) fn StatementPage() -> impl IntoView {
    let (params, address) = (use_params_map(), use_query_map());
    let statement = Memo::new(move |_| params.read().get("statement").and_then(|id| id.parse::<StatementId>().ok()));
    let query = Memo::new(move |_| LIST.query(&address.read()));
    let found = Resource::new(move || (statement.get(), query.get()), |(statement, query)| find_statement(statement, query));
    let refetch = Callback::new(move |()| found.refetch());
    show(Side::Office, found, move |view| {
        if view.row.state == StatementState::Reading {
            Effect::new(move |_| set_timeout(move || refetch.run(()), Duration::from_secs(2)));
        }
        whole(view, &query.get_untracked(), refetch).into_any()
    })
}

/// Read from the address only: where its pages are depends on the statement.
const LIST: ListPage = ListPage { path: "", filters: &["state"] };

pub(super) fn whole(view: StatementView, query: &ListQuery, refetch: Callback<()>) -> impl IntoView + use<> {
    let viewer = use_viewer();
    let l = viewer.locale;
    let keeps = may(viewer.actor, Action::KeepBooks);
    let StatementView { row, lines } = view;
    let here = format!("/office/statements/{}", row.id);
    let crumbs = vec![Crumb::new("/office/statements", t::statements(l))];
    let tabs = tabs(l, &row, &here, query.filter("state"));
    let progress = progress(l, &row, &here);
    let pagination = pagination(l, query, &here, (lines.page, lines.pages(), lines.total));
    let table = if lines.rows.is_empty() {
        view! { <EmptyState title=t::no_lines(l) icon=IconName::Balance/> }.into_any()
    } else {
        let ticks = keeps && query.filter("state") == Some(LineState::Outgoing.as_str());
        let draw = move || table(l, lines.rows, (keeps, ticks), refetch).into_any();
        if ticks { explain_form(l, row.id, refetch, draw).into_any() } else { draw() }
    };
    // Forms of single lines stand in the other tables: a form cannot stand within another.
    let several = keeps && query.filter("state").is_none() && count(&row, |state| state == LineState::Outgoing) > 1;
    let several = several.then(|| {
        let href = format!("{here}?state={}", LineState::Outgoing);
        view! { <p><TextLink href=href>{t::explain_several_link(l)}</TextLink></p> }
    });
    view! {
        <PageTitle parts=vec![row.name.clone(), t::statements(l).to_owned()]/>
        <PageHead title=row.name.clone() subtitle=t::brought_by(l, &row.by, format::instant(l, row.at)) crumbs=crumbs crumbs_label=t::path_to_page(l)/>
        <Stack>
            <Done/>
            {progress}
            {tabs}
            {several}
            {table}
            {pagination}
        </Stack>
    }
}

/// The pages around, below the statement's own address.
fn pagination(l: Locale, query: &ListQuery, here: &str, (page, pages, total): (u32, u32, u64)) -> impl IntoView + use<> {
    let state = query.filter("state").map(|state| format!("&state={state}")).unwrap_or_default();
    let turned = |number: u32| format!("{here}?page={number}{state}");
    let previous = (page > 1).then(|| turned(page - 1));
    let next = (page < pages).then(|| turned(page + 1));
    let summary = [format::count(l, total), t::lines(l).to_lowercase()].join(" ");
    view! { <Pagination label=t::pages(l) summary=summary previous=(previous, t::previous_page(l).to_owned()) next=(next, t::next_page(l).to_owned())/> }
}

fn progress(l: Locale, row: &StatementRow, here: &str) -> impl IntoView + use<> {
    let (href, reading) = (here.to_owned(), row.state == StatementState::Reading);
    let text = if row.lines == 0 && reading {
        t::reading_soon(l).to_owned()
    } else {
        t::lines_read(l, format::count(l, row.read), format::count(l, row.lines))
    };
    let known = row.read.saturating_sub(count(row, |_| true));
    let known = (known > 0 && !reading).then(|| view! { <p><Muted>{t::known_lines(l, format::count(l, known))}</Muted></p> });
    let again = reading.then(|| view! { <LinkButton href=href variant=Secondary>{t::look_again(l)}</LinkButton> });
    let label = state_label(l, row.state);
    let asking = row.state == StatementState::Asking;
    let text = if asking { t::columns_asked(l).to_owned() } else { text };
    let table = (asking || row.columns_of.is_some()).then(|| {
        let account = row.columns_of.as_ref().map(|account| t::columns_known(l, grouped(account)));
        let (account, href) = (account.map(|account| view! { <Muted>{account}</Muted> }), columns_path(row.id));
        view! { {account} <TextLink href=href>{t::change_columns(l)}</TextLink> }
    });
    view! { <Card><Cluster>{label} <span role="status">{text}</span> {again} {table}</Cluster> {known}</Card> }
}

/// An account number in groups of four.
fn grouped(account: &str) -> String {
    account.parse::<Iban>().map_or_else(|_| account.to_owned(), |iban| iban.grouped())
}

fn tabs(l: Locale, row: &StatementRow, here: &str, current: Option<&str>) -> impl IntoView + use<> {
    let all = NavLink::new(here, t::all_lines(l)).count(count(row, |_| true)).current(current.is_none());
    let states = LineState::ALL.iter().filter_map(|state| {
        let lines = count(row, |known| known == *state);
        let chosen = current == Some(state.as_str());
        (lines > 0 || chosen).then(|| NavLink::new(format!("{here}?state={state}"), t::line_state(l, *state)).count(lines).current(chosen))
    });
    let items = std::iter::once(all).chain(states).collect();
    view! { <Tabs label=t::line_states(l) items=items/> }
}

fn table(l: Locale, lines: Vec<StatementLineView>, (keeps, ticks): (bool, bool), refetch: Callback<()>) -> impl IntoView + use<> {
    let mut columns = vec![
        Column::new(t::date(l)),
        Column::new(t::amount(l)).number(),
        Column::new(t::sender(l)),
        Column::new(t::state(l)),
        Column::new(t::row_actions(l)).spoken_only(),
    ];
    if ticks {
        columns.insert(0, Column::new(t::tick(l)).spoken_only());
    }
    view! {
        <DataTable caption=t::lines(l) columns=columns>
            {lines.into_iter().map(|line| {
                let amount = line.amount.map(|amount| format::money(l, amount)).unwrap_or_default();
                let date = line.booked_on.map(format::short_date).unwrap_or_default();
                let info = if line.state == LineState::Unreadable { t::unreadable(l, &line.info) } else { line.info.clone() };
                let words = [line.reference.clone(), info].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
                let standing = standing(l, &line);
                let open = keeps && line.state.is_open();
                let payout = line.payout.as_ref().filter(|_| open && line.state == LineState::Proposed).map(|payout| payout_form(l, line.id, payout, refetch));
                let accept = line.payer.as_ref().filter(|_| open && line.state == LineState::Proposed).map(|payer| accept_form(l, line.id, &payer.reference, refetch));
                let (href, label) = (item_path(ItemId::Line(line.id)), t::decide_item(l, &amount, &line.name));
                let decide = open.then(|| view! { <TextLink href=href label=label>{t::decide(l)}</TextLink> });
                let tick = ticks.then(|| {
                    let (id, label) = (line.id.to_string(), t::tick_line(l, &amount, &line.name));
                    view! { <Cell label=t::tick(l)><RowCheckbox name="lines[]" value=id label=label/></Cell> }
                });
                view! {
                    <Row>
                        {tick}
                        <Cell label=t::date(l) whole=true>{date}</Cell>
                        <Cell label=t::amount(l) number=true>{amount}</Cell>
                        <Cell label=t::sender(l) head=true>{line.name} <br/> <Muted>{words}</Muted></Cell>
                        <Cell label=t::state(l)>{standing}</Cell>
                        <Cell label=t::row_actions(l)><Cluster>{accept} {payout} {decide}</Cluster></Cell>
                    </Row>
                }
            }).collect_view()}
        </DataTable>
    }
}

/// State, reason, whose it is, who decided.
fn standing(l: Locale, line: &StatementLineView) -> impl IntoView + use<> {
    let colour = match line.state {
        LineState::Booked => LabelColour::Green,
        LineState::Exact => LabelColour::Blue,
        LineState::Proposed => LabelColour::Yellow,
        LineState::Unmatched | LineState::Outgoing => LabelColour::Orange,
        LineState::Returning => LabelColour::Purple,
        LineState::SetAside | LineState::Returned | LineState::Pending => LabelColour::Grey,
        LineState::Unreadable => LabelColour::Red,
    };
    let text = t::line_state(l, line.state);
    let payer = line.payer.as_ref().map(|payer| {
        let (href, words) = (trip_path(payer.trip), [payer.reference.as_str(), payer.name.as_str()].join(" · "));
        view! { <p><TextLink href=href>{words}</TextLink></p> }
    });
    let payout = line.payout.as_ref().map(|payout| view! { <p>{t::payout_of(l, &payout.gateway)}</p> });
    let mut why: Vec<String> = line.reason.map(|reason| t::match_reason(l, reason).to_owned()).into_iter().collect();
    if !line.by.is_empty() {
        why.push(t::decided_by(l, &line.by));
    }
    if !line.note.is_empty() {
        why.push(line.note.clone());
    }
    let why = (!why.is_empty()).then(|| view! { <p><Muted>{why.join(", ")}</Muted></p> });
    view! { <Label colour=colour>{text}</Label> {payer} {payout} {why} }
}

/// Around a table whose rows can be ticked, which is drawn within it: one text for all of them.
fn explain_form(
    l: Locale,
    statement: StatementId,
    refetch: Callback<()>,
    table: impl FnOnce() -> AnyView + Send + 'static,
) -> impl IntoView {
    view! {
        <Form<ExplainLines> on_success=refetch>
            <Hidden name="statement" value=statement.to_string()/>
            <p>{t::explain_several_hint(l)}</p>
            <ErrorFor name="lines"/>
            {table()}
            <TextArea name="reason" label=t::reason(l) rows=2/>
            <Actions><Button variant=Secondary>{t::explain_ticked(l)}</Button></Actions>
        </Form<ExplainLines>>
    }
}

fn payout_form(l: Locale, line: StatementLineId, payout: &PayoutSeen, refetch: Callback<()>) -> impl IntoView + use<> {
    let (label, value) = (t::accept_payout_of(l, &payout.gateway), payout.value.clone());
    view! {
        <Form<BookPayout> compact=true key=line.to_string() on_success=refetch>
            <Hidden name="line" value=line.to_string()/>
            <Hidden name="from" value="statement"/>
            <HiddenField name="gateway" value=value/>
            <Button variant=Secondary label=label>{t::accept(l)}</Button>
        </Form<BookPayout>>
    }
}

fn accept_form(l: Locale, line: StatementLineId, reference: &str, refetch: Callback<()>) -> impl IntoView + use<> {
    let label = t::accept_for(l, reference);
    view! {
        <Form<AcceptLine> compact=true key=line.to_string() on_success=refetch>
            <Hidden name="line" value=line.to_string()/>
            <Hidden name="from" value="statement"/>
            <HiddenField name="trip" value=""/>
            <Button variant=Secondary label=label>{t::accept(l)}</Button>
        </Form<AcceptLine>>
    }
}
