//! What the columns of a table mean: its first rows, and one question a column.

use super::calls::{SaveColumns, find_columns};
use crate::pieces::SaveOrCancel;
use account::{PageTitle, locale, show};
use desk::{ColumnsEffect, ColumnsView, Side};
use domain::ids::StatementId;
use domain::money::Currency;
use domain::transfers::{ColumnsDraft, DateForm, DecimalMark};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use locales::{Locale, office as t, words};
use ui::{
    Alert, AlertKind, Cell, Choice, Column, Crumb, DataTable, FieldRow, Form, FormSection, Hidden, PageHead, Row, Select, Stack, TextField,
};

/// The page at `/office/statements/:statement/columns`.
#[component]
pub(crate) fn ColumnsPage() -> impl IntoView {
    let params = use_params_map();
    let statement = Memo::new(move |_| params.read().get("statement").and_then(|id| id.parse::<StatementId>().ok()));
    let found = Resource::new(move || statement.get(), find_columns);
    let account = use_query_map().read_untracked().get("account").unwrap_or_default();
    show(Side::Office, found, move |view| whole(of_account(view, &account)).into_any())
}

/// The form for the account that was chosen with the file, where nothing else says whose it is.
fn of_account(mut view: ColumnsView, account: &str) -> ColumnsView {
    if let Some((entity, iban)) = view.accounts.iter().find(|(_, iban)| iban == account && view.draft.account.is_empty()) {
        view.draft.account.clone_from(iban);
        view.draft.currency = entity.currency().to_string();
    }
    view
}

fn whole(view: ColumnsView) -> impl IntoView {
    let l = locale();
    let address = format!("/office/statements/{}", view.statement);
    let crumbs = vec![Crumb::new("/office/statements", t::statements(l)), Crumb::new(address.clone(), view.name.clone())];
    let (save, later) = match view.effect {
        ColumnsEffect::Read => (t::columns_save(l), None),
        ColumnsEffect::LaterOnly => (t::columns_save_later(l), Some(view! { <Alert kind=AlertKind::Info title=t::columns_later(l)/> })),
    };
    let statement = view.statement.to_string();
    let asked = view.clone();
    view! {
        <PageTitle parts=vec![t::columns_title(l).to_owned(), view.name.clone()]/>
        <PageHead title=t::columns_title(l) subtitle=t::columns_hint(l) crumbs=crumbs crumbs_label=t::path_to_page(l)/>
        <Stack>
            {later}
            {first_rows(l, &view)}
            <Form<SaveColumns>>
                <Hidden name="statement" value=statement/>
                {account_part(l, &asked)}
                {needed_part(l, &asked)}
                {helping_part(l, &asked)}
                <SaveOrCancel save=save cancel_href=address/>
            </Form<SaveColumns>>
        </Stack>
    }
}

/// What a column is called; by its number when its heading is empty.
fn title(l: Locale, number: usize, heading: &str) -> String {
    if heading.is_empty() { t::column_number(l, number + 1) } else { heading.to_owned() }
}

fn first_rows(l: Locale, view: &ColumnsView) -> impl IntoView + use<> {
    let titles: Vec<String> = view.header.iter().enumerate().map(|(number, heading)| title(l, number, heading)).collect();
    let columns = titles.iter().map(Column::new).collect();
    let rows = view.rows.clone();
    view! {
        <DataTable caption=t::columns_rows(l) columns=columns compact=true>
            {rows.into_iter().map(|row| {
                let cells = titles.iter().enumerate().map(|(at, title)| {
                    let (label, text) = (title.clone(), row.get(at).cloned().unwrap_or_default());
                    view! { <Cell label=label head={at == 0}>{text}</Cell> }
                }).collect_view();
                view! { <Row>{cells}</Row> }
            }).collect_view()}
        </DataTable>
    }
}

fn account_part(l: Locale, view: &ColumnsView) -> impl IntoView + use<> {
    let accounts: Vec<String> = view.accounts.iter().map(|(entity, iban)| [words::entity(l, *entity), iban].join(" ")).collect();
    let hint = if accounts.is_empty() { String::new() } else { t::column_account_hint(l, accounts.join(", ")) };
    let currencies = [Currency::EUR, Currency::CHF].iter().map(|currency| Choice::new(currency.code(), currency.code())).collect();
    let ColumnsDraft { account, currency, .. } = view.draft.clone();
    view! {
        <FormSection id="account" title=t::columns_account(l)>
            <FieldRow>
                <TextField name="account" label=t::column_account(l) value=account hint=hint autocomplete="off"/>
                <Select name="currency" label=t::column_currency(l) choices=currencies value=currency blank=t::column_choose(l)/>
            </FieldRow>
        </FormSection>
    }
}

/// The columns to choose from.
fn choices(l: Locale, view: &ColumnsView) -> Vec<Choice> {
    view.header.iter().enumerate().map(|(number, heading)| Choice::new(number.to_string(), title(l, number, heading))).collect()
}

fn needed_part(l: Locale, view: &ColumnsView) -> impl IntoView + use<> {
    let columns = choices(l, view);
    let pick = |name: &'static str, label: &'static str, value: &str, blank: &'static str| {
        view! { <Select name=name label=label choices=columns.clone() value=value.to_owned() blank=blank/> }
    };
    let forms = DateForm::ALL.iter().map(|form| Choice::new(form.as_str(), t::date_form(l, *form))).collect();
    let marks = DecimalMark::ALL.iter().map(|mark| Choice::new(mark.as_str(), t::decimal_mark(l, *mark))).collect();
    let draft = &view.draft;
    let date = pick("date", t::column_date(l), &draft.date, t::column_choose(l));
    let amount = pick("amount", t::column_amount(l), &draft.amount, t::column_none(l));
    let debit = pick("debit", t::column_debit(l), &draft.debit, t::column_none(l));
    let credit = pick("credit", t::column_credit(l), &draft.credit, t::column_none(l));
    let (date_form, decimal) = (draft.date_form.clone(), draft.decimal.clone());
    view! {
        <FormSection id="needed" title=t::columns_needed(l)>
            <FieldRow>
                {date}
                <Select name="date_form" label=t::column_date_form(l) choices=forms value=date_form blank=t::column_choose(l)/>
            </FieldRow>
            {amount}
            <FieldRow>{debit} {credit}</FieldRow>
            <Select name="decimal" label=t::column_decimal(l) choices=marks value=decimal blank=t::column_choose(l)/>
        </FormSection>
    }
}

fn helping_part(l: Locale, view: &ColumnsView) -> impl IntoView + use<> {
    let columns = choices(l, view);
    let pick = |name: &'static str, label: &'static str, value: &str| {
        view! { <Select name=name label=label choices=columns.clone() value=value.to_owned() blank=t::column_none(l) optional=true/> }
    };
    let draft = &view.draft;
    let (text, reference) = (pick("text", t::column_text(l), &draft.text), pick("reference", t::column_reference(l), &draft.reference));
    let (name, iban) = (pick("name", t::column_name(l), &draft.name), pick("iban", t::column_iban(l), &draft.iban));
    let currency = pick("line_currency", t::column_line_currency(l), &draft.line_currency);
    let (entries, entry) = (columns.clone(), draft.entry.clone());
    view! {
        <FormSection id="helping" title=t::columns_helping(l)>
            <FieldRow>{text} {reference}</FieldRow>
            <FieldRow>{name} {iban}</FieldRow>
            <FieldRow>
                {currency}
                <Select name="entry" label=t::column_entry(l) choices=entries value=entry blank=t::column_none(l) hint=t::column_entry_hint(l) optional=true/>
            </FieldRow>
        </FormSection>
    }
}
