//! The movements of a table, by the columns that a person named.

use super::records::each;
use crate::statements::{Line, Movement, Pending, Unreadable, Why, shown};
use csv::StringRecord;
use domain::error::{ErrorCode, FieldErrors};
use domain::money::{Currency, Money};
use domain::transfers::{AmountAt, Columns, Direction};
use serde::{Deserialize, Serialize};
use std::ops::ControlFlow;

/// How a file is read. Kept with it, so that it is read alike however often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// What stands between cells.
    pub delimiter: u8,
    /// The line of the header, from 1.
    pub header_line: u32,
    /// How many columns it has.
    pub width: usize,
    /// What they mean.
    pub columns: Columns,
}

/// Rows by which a mapping is tried out before it is believed.
const TRIED: usize = 50;

/// Every row below the header, in the file's order. Lines end with `\n`.
pub fn read(text: &str, reading: &Reading) -> Vec<Line> {
    let mut lines = Vec::new();
    walk(text, reading, |line| {
        lines.push(line);
        ControlFlow::Continue(())
    });
    lines
}

fn walk(text: &str, reading: &Reading, mut take: impl FnMut(Line) -> ControlFlow<()>) {
    each(text, reading.delimiter, |line, row| {
        if line <= reading.header_line {
            return ControlFlow::Continue(());
        }
        let (cell, why, found) = match row {
            Ok(row) => match movement(row, reading) {
                Ok(movement) => return take(Ok(movement)),
                Err(refused) => refused,
            },
            Err(first) => (0, Why::Broken, first.to_owned()),
        };
        let column = u32::try_from(cell).unwrap_or(u32::MAX).saturating_add(1);
        take(Err(Unreadable { line, column, why, found: shown(&found) }))
    });
}

/// What is wrong with columns by which not one of the first rows can be read: nobody has said it right, and the file would be refused line by line.
///
/// # Errors
/// The field to blame: `NotADate` at `date`, `NotAnAmount` at the amount, `NotAChoice` at `line_currency`.
pub fn faults(text: &str, reading: &Reading) -> Result<(), FieldErrors> {
    let mut tried: Vec<Line> = Vec::new();
    walk(text, reading, |line| {
        tried.push(line);
        if tried.len() < TRIED { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    if tried.is_empty() || tried.iter().any(Result::is_ok) {
        return Ok(());
    }
    let amount = match reading.columns.amount {
        AmountAt::One(_) => "amount",
        AmountAt::Two { .. } => "debit",
    };
    let blame = tried.iter().filter_map(|line| line.as_ref().err()).find_map(|refused| match refused.why {
        Why::Date => Some(("date", ErrorCode::NotADate)),
        Why::Amount => Some((amount, ErrorCode::NotAnAmount)),
        Why::Currency => Some(("line_currency", ErrorCode::NotAChoice)),
        Why::Broken | Why::Forbidden => None,
    });
    match blame {
        Some((field, code)) => Err(FieldErrors::one(field, code)),
        None => Ok(()),
    }
}

/// The number of a cell, what is wrong with it, and what stands there.
type Refused = (usize, Why, String);

fn movement(row: &StringRecord, reading: &Reading) -> Result<Movement, Refused> {
    let columns = &reading.columns;
    let cell = |at: usize| row.get(at).unwrap_or_default().trim();
    // A row of another width was cut off, or its cells stand under other columns than they belong to: an amount read from it may be anything.
    let too_long = (reading.width..row.len()).find(|at| !cell(*at).is_empty());
    if let Some(at) = too_long {
        return Err((at, Why::Broken, cell(at).to_owned()));
    }
    if row.len() < reading.width {
        return Err((row.len(), Why::Broken, row.iter().collect::<Vec<_>>().join(" ")));
    }
    let of = |at: Option<usize>| at.map(cell).unwrap_or_default();
    let booked_on = columns.date_form.read(cell(columns.date)).ok_or_else(|| (columns.date, Why::Date, cell(columns.date).to_owned()))?;
    let currency = match of(columns.line_currency) {
        "" => columns.currency,
        code => code.parse().map_err(|_| (columns.line_currency.unwrap_or_default(), Why::Currency, code.to_owned()))?,
    };
    let (amount, direction) = amount(&cell, columns, currency)?;
    let words = |at: Option<usize>| of(at).split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(Movement {
        account: columns.account.clone(),
        entry: words(columns.entry),
        booked_on,
        amount,
        direction,
        pending: Pending::Booked,
        name: words(columns.name),
        iban: words(columns.iban).replace(' ', ""),
        reference: words(columns.reference),
        text: words(columns.text),
    })
}

/// How much, above zero, and which way.
fn amount<'a>(cell: &impl Fn(usize) -> &'a str, columns: &Columns, currency: Currency) -> Result<(Money, Direction), Refused> {
    let wrong = |at: usize| (at, Why::Amount, cell(at).to_owned());
    let read = |at: usize| columns.decimal.read(cell(at), currency).ok_or_else(|| wrong(at));
    let empty = |at: usize| cell(at).is_empty() || read(at).is_ok_and(|money| money.is_zero());
    let (at, money, direction) = match columns.amount {
        AmountAt::One(at) => {
            let money = read(at)?;
            (at, Money::new(money.minor.saturating_abs(), currency), if money.minor < 0 { Direction::Out } else { Direction::In })
        }
        AmountAt::Two { debit, credit } => match (empty(debit), empty(credit)) {
            // A minus among what came would be money that left: nobody should guess so.
            (true, false) => (credit, read(credit)?, Direction::In),
            (false, true) => (debit, Money::new(read(debit)?.minor.saturating_abs(), currency), Direction::Out),
            (true, true) | (false, false) => return Err(wrong(credit)),
        },
    };
    if money.minor > 0 { Ok((money, direction)) } else { Err(wrong(at)) }
}
