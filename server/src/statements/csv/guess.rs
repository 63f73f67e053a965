//! What the columns of a table probably mean: what a form begins with, never what a file is read by.

use super::look::Layout;
use domain::money::Currency;
use domain::text::fold;
use domain::transfers::{ColumnsDraft, DateForm, DecimalMark};

const DATE: &[&str] =
    &["date de comptabilisation", "date comptable", "date operation", "date d operation", "buchungsdatum", "booking date", "date", "datum"];
const AMOUNT: &[&str] = &["montant", "amount", "betrag"];
const DEBIT: &[&str] = &["debit", "belastung", "lastschrift"];
const CREDIT: &[&str] = &["credit", "gutschrift"];
const CURRENCY: &[&str] = &["devise", "monnaie", "currency", "wahrung"];
const TEXT: &[&str] =
    &["libelle", "texte", "communication", "description", "buchungstext", "mitteilung", "avisierungstext", "motif", "text", "details"];
const REFERENCE: &[&str] = &["reference", "referenz"];
const NAME: &[&str] = &["contrepartie", "emetteur", "donneur d ordre", "tiers", "auftraggeber", "counterparty", "payer", "nom", "name"];
const IBAN: &[&str] = &["iban", "compte contrepartie"];
const ENTRY: &[&str] = &["identifiant", "transaction id", "no de transaction", "numero d operation", "id"];

/// A draft for a table, for an account and its currency as far as they are known.
pub fn guess(layout: &Layout, account: &str, currency: Option<Currency>) -> ColumnsDraft {
    let header: Vec<String> = layout.header.iter().map(|cell| fold(cell)).collect();
    let find = |words: &[&str]| {
        let whole = words.iter().find_map(|word| header.iter().position(|cell| cell == word));
        whole.or_else(|| words.iter().find_map(|word| header.iter().position(|cell| holds(cell, word) && !is_value_day(cell))))
    };
    let number = |at: Option<usize>| at.map(|at| at.to_string()).unwrap_or_default();
    let (debit, credit) = (find(DEBIT), find(CREDIT));
    let apart = debit.is_some() && credit.is_some() && debit != credit;
    let amount = find(AMOUNT).filter(|_| !apart);
    let date = find(DATE);
    let cells =
        |at: Option<usize>| layout.rows.iter().filter_map(move |row| row.get(at?)).map(String::as_str).filter(|cell| !cell.is_empty());
    let amounts: Vec<&str> = cells(amount).chain(cells(debit)).chain(cells(credit)).collect();
    ColumnsDraft {
        account: account.to_owned(),
        currency: currency.map(|currency| currency.to_string()).unwrap_or_default(),
        date_form: date_form(&cells(date).collect::<Vec<_>>()),
        decimal: decimal(&amounts),
        date: number(date),
        amount: number(amount),
        debit: number(debit.filter(|_| apart)),
        credit: number(credit.filter(|_| apart)),
        line_currency: number(find(CURRENCY)),
        text: number(find(TEXT)),
        reference: number(find(REFERENCE)),
        name: number(find(NAME)),
        iban: number(find(IBAN)),
        entry: number(find(ENTRY)),
    }
}

/// Whether the words stand in the cell, as whole words.
fn holds(cell: &str, words: &str) -> bool {
    [" ", cell, " "].concat().contains(&[" ", words, " "].concat())
}

/// The day from which interest counts is not the day of booking.
fn is_value_day(cell: &str) -> bool {
    cell.split(' ').any(|word| matches!(word, "valeur" | "valuta" | "value"))
}

/// The form in which every cell can be read; the first that fits.
fn date_form(cells: &[&str]) -> String {
    let fits = |form: &&DateForm| !cells.is_empty() && cells.iter().all(|cell| form.read(cell).is_some());
    DateForm::ALL.iter().find(fits).map(|form| form.to_string()).unwrap_or_default()
}

/// The mark by which every cell can be read, when only one can.
fn decimal(cells: &[&str]) -> String {
    let fits = |mark: &&DecimalMark| cells.iter().all(|cell| mark.read(cell, Currency::EUR).is_some());
    let fitting: Vec<_> = DecimalMark::ALL.iter().filter(fits).collect();
    match fitting.as_slice() {
        [one] => one.to_string(),
        _ => String::new(),
    }
}
