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

/// Whether a row is the header, going by the row below it.
type IsHeader = fn(&[String], Option<&[String]>) -> bool;

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
    let next = |at: usize| rows.get(at + 1).map(|(_, next)| next.as_slice());
    let find = |is: IsHeader| rows.iter().enumerate().position(|(at, (_, row))| names_columns(row) && is(row, next(at)));
    // Movements below say more than words: a bank may write a small table of its own above the header.
    let at = find(|row, next| next.is_some_and(|next| is_movement(next, row.len()))).or_else(|| find(is_worded))?;
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

/// A header names columns: neither a day nor an amount stands in it.
fn names_columns(row: &[String]) -> bool {
    let named = row.iter().filter(|cell| !cell.is_empty()).count();
    WIDTH.contains(&named) && WIDTH.contains(&row.len()) && !row.iter().any(|cell| is_day(cell) || is_amount(cell))
}

/// A row of a table of such a width in which a day and an amount stand.
fn is_movement(row: &[String], width: usize) -> bool {
    row.len() == width && row.iter().any(|cell| is_day(cell)) && row.iter().any(|cell| is_amount(cell))
}

/// A header in words that banks use, above whatever there is: a month without movements has a header as well.
fn is_worded(row: &[String], next: Option<&[String]>) -> bool {
    let known = row.iter().filter(|cell| fold(cell).split(' ').any(|word| WORDS.contains(&word))).count();
    known >= 2 && next.is_none_or(|next| next.len() >= row.len())
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
