//! What kind of table a file is: what stands between its cells, where its header is, whose account it names.

use super::records::each;
use domain::money::Currency;
use domain::text::fold;
use domain::transfers::{DateForm, DecimalMark, Iban};
use sha2::{Digest, Sha256};
use std::ops::ControlFlow;

/// Rows looked at: a header stands above the first movements, whatever a bank writes above it.
const ROWS: usize = 60;

/// Rows below the header that a person is shown.
const SHOWN: usize = 5;

/// Columns of a table that a bank would write.
const WIDTH: std::ops::RangeInclusive<usize> = 2..=100;

/// Words that headers are made of, folded.
const WORDS: &[&str] = &[
    "date",
    "datum",
    "valeur",
    "valuta",
    "montant",
    "amount",
    "betrag",
    "debit",
    "credit",
    "belastung",
    "gutschrift",
    "lastschrift",
    "libelle",
    "texte",
    "text",
    "buchungstext",
    "description",
    "communication",
    "motif",
    "reference",
    "referenz",
    "devise",
    "currency",
    "wahrung",
    "solde",
    "balance",
    "saldo",
    "compte",
    "account",
    "konto",
    "nom",
    "name",
    "contrepartie",
    "operation",
    "transaction",
    "mitteilung",
    "details",
    "iban",
];

/// A table, before anybody has said what its columns mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// What stands between cells.
    pub delimiter: u8,
    /// The line of the header, from 1.
    pub header_line: u32,
    /// The header's cells.
    pub header: Vec<String>,
    /// The first rows below it.
    pub rows: Vec<Vec<String>>,
    /// The account that the lines above the header name, or the only one that stands in them.
    pub account: Option<Iban>,
}

impl Layout {
    /// The same for every file with this header, whoever's account it is.
    pub fn fingerprint(&self) -> String {
        let cells: Vec<String> = self.header.iter().map(|cell| fold(cell)).collect();
        let digest = Sha256::digest([&[self.delimiter], cells.join("\u{1f}").as_bytes()].concat());
        hex::encode(digest)
    }
}

/// Looks at the beginning of a text whose lines end with `\n`. `None` when it is no table with a header.
pub fn look(text: &str) -> Option<Layout> {
    let found = [b';', b'\t', b','].into_iter().filter_map(|delimiter| header(text, delimiter));
    // Of two readings, the one with more columns: a comma also stands in amounts and texts.
    found.max_by_key(|layout| (layout.header.iter().filter(|cell| !cell.trim().is_empty()).count(), layout.delimiter == b';'))
}

fn header(text: &str, delimiter: u8) -> Option<Layout> {
    let mut rows: Vec<(u32, Vec<String>)> = Vec::new();
    each(text, delimiter, |line, row| {
        if let Ok(row) = row {
            rows.push((line, row.iter().map(|cell| cell.trim().to_owned()).collect()));
        }
        if rows.len() < ROWS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    let at = rows.iter().enumerate().position(|(at, (_, row))| is_header(row, rows.get(at + 1).map(|(_, next)| next.as_slice())))?;
    let (above, below) = rows.split_at_checked(at)?;
    let ((header_line, header), data) = below.split_first()?;
    let mut accounts: Vec<Iban> = above.iter().flat_map(|(_, row)| ibans(row)).collect();
    accounts.dedup();
    Some(Layout {
        delimiter,
        header_line: *header_line,
        header: header.clone(),
        rows: data.iter().take(SHOWN).map(|(_, row)| row.clone()).collect(),
        account: match accounts.as_slice() {
            [one] => Some(one.clone()),
            _ => None,
        },
    })
}

/// A header names columns: no day and no amount stands in it, and the row below holds both, or it says so in words that banks use.
fn is_header(row: &[String], next: Option<&[String]>) -> bool {
    let named = row.iter().filter(|cell| !cell.is_empty()).count();
    if !WIDTH.contains(&named) || !WIDTH.contains(&row.len()) || row.iter().any(|cell| is_day(cell) || is_amount(cell)) {
        return false;
    }
    let known = row.iter().filter(|cell| fold(cell).split(' ').any(|word| WORDS.contains(&word))).count();
    let data =
        next.is_some_and(|next| next.len() == row.len() && next.iter().any(|cell| is_day(cell)) && next.iter().any(|cell| is_amount(cell)));
    data || (known >= 2 && next.is_none_or(|next| next.len() >= row.len()))
}

pub(super) fn is_day(cell: &str) -> bool {
    DateForm::ALL.iter().any(|form| form.read(cell).is_some())
}

pub(super) fn is_amount(cell: &str) -> bool {
    [Currency::EUR, Currency::CHF].iter().any(|currency| DecimalMark::ALL.iter().any(|mark| mark.read(cell, *currency).is_some()))
}

/// Account numbers in the cells of a row, alone or behind a word.
fn ibans(row: &[String]) -> Vec<Iban> {
    let alone = |cell: &String| cell.parse().ok();
    let behind = |cell: &String| {
        let (_, rest) = cell.split_once(':')?;
        rest.parse().ok()
    };
    row.iter().filter_map(|cell| alone(cell).or_else(|| behind(cell))).collect()
}
