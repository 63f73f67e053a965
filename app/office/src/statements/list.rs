//! Every statement, and the form that brings another.

use super::calls::list_statements;
use account::{PageTitle, locale, show, use_viewer};
use desk::{Side, StatementList as Statements, StatementRow};
use domain::error::{ErrorCode, Refusal};
use domain::ids::StatementId;
use domain::policy::{Action, may};
use domain::transfers::{LineState, StatementState};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use locales::{Locale, errors, format, office as t, words};
use ui::{
    Actions, Alert, AlertKind, Button, Card, Cell, Choice, Column, DataTable, EmptyState, FileField, IconName, Label, LabelColour,
    PageHead, Row, Select, Stack, TextLink, UploadForm,
};

/// The page at `/office/statements`.
#[component]
pub(crate) fn StatementList() -> impl IntoView {
    let l = locale();
    let found = Resource::new(|| (), |()| list_statements());
    view! {
        <PageTitle parts=vec![t::statements(l).to_owned()]/>
        {show(Side::Office, found, |list| whole(list).into_any())}
    }
}

fn whole(Statements { rows, accounts }: Statements) -> impl IntoView {
    let viewer = use_viewer();
    let l = viewer.locale;
    let refused = use_query_map().read_untracked().get("refused").and_then(|word| word.parse::<ErrorCode>().ok()).map(|code| {
        view! { <Alert kind=AlertKind::Danger title=t::upload_refused(l)><p>{errors::sentence(l, &Refusal::new(code))}</p></Alert> }
    });
    let upload = may(viewer.actor, Action::KeepBooks).then(|| {
        let accounts: Vec<Choice> = accounts.into_iter().map(|(entity, iban)| {
            let text = [words::entity(l, entity), &iban].join(" · ");
            Choice::new(iban, text)
        }).collect();
        // With one account there is nothing to choose.
        let account = (accounts.len() > 1).then(|| view! {
            <Select name="account" label=t::statement_account(l) choices=accounts blank=t::statement_account_blank(l) hint=t::statement_account_hint(l) optional=true/>
        });
        view! {
            <Card title=t::upload_statement(l)>
                <UploadForm action="/office/statements/upload">
                    <FileField name="file" label=t::statement_file(l) accept=".xml,.camt,.053,.054,.csv,.txt,.tsv" hint=t::statement_file_hint(l)/>
                    {account}
                    <Actions><Button>{t::upload(l)}</Button></Actions>
                </UploadForm>
            </Card>
        }
    });
    let list = if rows.is_empty() {
        view! { <EmptyState title=t::no_statements(l) icon=IconName::Balance/> }.into_any()
    } else {
        table(l, rows).into_any()
    };
    view! {
        <PageHead title=t::statements(l) subtitle=t::statements_hint(l)/>
        <Stack>{refused} {list} {upload}</Stack>
    }
}

fn table(l: Locale, rows: Vec<StatementRow>) -> impl IntoView {
    let columns = vec![
        Column::new(t::file(l)),
        Column::new(t::date(l)),
        Column::new(t::state(l)),
        Column::new(t::lines(l)).number(),
        Column::new(t::to_decide(l)).number(),
    ];
    view! {
        <DataTable caption=t::statements(l) columns=columns>
            {rows.into_iter().map(|row| {
                let open = count(&row, |state| state.is_open());
                let state = state_label(l, row.state);
                let href = if row.state == StatementState::Asking { columns_path(row.id) } else { format!("/office/statements/{}", row.id) };
                view! {
                    <Row>
                        <Cell label=t::file(l) head=true><TextLink href=href>{row.name}</TextLink></Cell>
                        <Cell label=t::date(l) whole=true>{format::instant(l, row.at)}</Cell>
                        <Cell label=t::state(l)>{state}</Cell>
                        <Cell label=t::lines(l) number=true>{format::count(l, row.lines)}</Cell>
                        <Cell label=t::to_decide(l) number=true>{format::count(l, open)}</Cell>
                    </Row>
                }
            }).collect_view()}
        </DataTable>
    }
}

/// The page on a table's columns.
pub(super) fn columns_path(statement: StatementId) -> String {
    format!("/office/statements/{statement}/columns")
}

/// How many lines of a statement are in such a state.
pub(super) fn count(row: &StatementRow, wanted: impl Fn(LineState) -> bool) -> u64 {
    row.counts.iter().filter(|(state, _)| wanted(*state)).map(|(_, count)| count).sum()
}

pub(super) fn state_label(l: Locale, state: StatementState) -> impl IntoView {
    let colour = match state {
        StatementState::Asking => LabelColour::Orange,
        StatementState::Reading => LabelColour::Blue,
        StatementState::Read => LabelColour::Green,
        StatementState::Refused => LabelColour::Red,
    };
    view! { <Label colour=colour>{t::statement_state(l, state)}</Label> }
}
