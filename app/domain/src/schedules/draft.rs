//! A schedule as a seller types it, and its check: the lines must add up to the price.

use super::{InstalmentKind, ScheduleLine};
use crate::dates;
use crate::error::{ErrorCode, FieldErrors, Refusal};
use crate::ids::InstalmentId;
use crate::money::Money;
use crate::payments::Instalment;
use crate::text;
use serde::{Deserialize, Serialize};
use time::Date;

/// The most lines a schedule may have.
pub const ROWS_MAX: usize = 24;

/// A line as typed. A line without date and amount is no line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScheduleLineDraft {
    /// The row it stands for; empty for a new line.
    pub id: String,
    /// An [`InstalmentKind`].
    pub kind: String,
    /// When it is due.
    pub due_on: String,
    /// How much.
    pub amount: String,
}

impl ScheduleLineDraft {
    fn is_blank(&self) -> bool {
        self.due_on.trim().is_empty() && self.amount.trim().is_empty()
    }
}

impl From<&Instalment> for ScheduleLineDraft {
    fn from(line: &Instalment) -> Self {
        Self { id: line.id.to_string(), kind: line.kind.to_string(), due_on: dates::iso(line.due_on), amount: line.amount.to_field() }
    }
}

/// A schedule as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScheduleDraft {
    /// Its lines, in order of payment.
    pub lines: Vec<ScheduleLineDraft>,
}

/// What a typed schedule is checked against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScheduleTerms {
    /// What the lines must add up to.
    pub price: Money,
    /// The day after which nothing may fall due, once known.
    pub departure: Option<Date>,
}

impl ScheduleDraft {
    /// The checked lines, in order. `existing` are the rows of the schedule that holds now; a line whose row has money on it must come
    /// back unchanged, before the open ones. Lines with an amount of zero are dropped.
    ///
    /// # Errors
    /// At `lines[i][kind|due_on|amount]`: what cannot be read, [`ErrorCode::NegativeAmount`], [`ErrorCode::DueAfterDeparture`] (`departure`),
    /// [`ErrorCode::DatesOutOfOrder`], [`ErrorCode::InstalmentPaid`]. At `lines`: [`ErrorCode::SumDiffers`] (`sum`, `price`, `difference` = price − sum),
    /// [`ErrorCode::InstalmentPaid`] for one left out (`due_on`, `amount`), [`ErrorCode::TooManyRows`] (`max`).
    pub fn check(&self, terms: ScheduleTerms, existing: &[Instalment]) -> Result<Vec<ScheduleLine>, FieldErrors> {
        let mut errors = FieldErrors::new();
        if self.lines.len() > ROWS_MAX {
            return Err(FieldErrors::one("lines", Refusal::new(ErrorCode::TooManyRows).with("max", ROWS_MAX)));
        }
        let mut lines: Vec<ScheduleLine> = Vec::new();
        let mut unread = false;
        let mut open_since: Option<Date> = None;
        for (index, draft) in self.lines.iter().enumerate() {
            let at = |field: &str| format!("lines[{index}][{field}]");
            let row = draft.id.trim().parse::<InstalmentId>().ok().and_then(|id| existing.iter().find(|row| row.id == id));
            let paid = row.filter(|row| row.paid.minor > 0);
            if draft.is_blank() && paid.is_none() {
                continue;
            }
            let kind = errors.take(&at("kind"), text::choice::<InstalmentKind>(&draft.kind));
            let due_on = errors.take(&at("due_on"), dates::parse(&draft.due_on));
            let amount = errors.take(&at("amount"), amount(&draft.amount, terms.price));
            let (Some(kind), Some(due_on), Some(amount)) = (kind, due_on, amount) else {
                unread = true;
                continue;
            };
            let line = ScheduleLine { id: row.map(|row| row.id), kind, due_on, amount };
            if lines.iter().any(|other| line.id.is_some() && other.id == line.id) {
                errors.add(&at("amount"), ErrorCode::BadForm);
            }
            match paid {
                Some(row) => {
                    let changed = [("kind", row.kind != kind), ("due_on", row.due_on != due_on), ("amount", row.amount != amount)];
                    for (field, _) in changed.iter().filter(|(_, changed)| *changed) {
                        errors.add(&at(field), ErrorCode::InstalmentPaid);
                    }
                    if open_since.is_some() {
                        errors.add(&at("due_on"), ErrorCode::DatesOutOfOrder);
                    }
                }
                None if amount.is_zero() => continue,
                None => {
                    if let Some(departure) = terms.departure.filter(|departure| due_on > *departure) {
                        errors.add(&at("due_on"), Refusal::new(ErrorCode::DueAfterDeparture).with("departure", dates::iso(departure)));
                    }
                    if open_since.is_some_and(|before| due_on < before) {
                        errors.add(&at("due_on"), ErrorCode::DatesOutOfOrder);
                    }
                    open_since = Some(due_on);
                }
            }
            lines.push(line);
        }
        // Lines that could not be read are refused at their fields; a sum without them would only mislead.
        if !unread {
            let missing = existing.iter().find(|row| row.paid.minor > 0 && !lines.iter().any(|line| line.id == Some(row.id)));
            if let Some(row) = missing {
                errors.add(
                    "lines",
                    Refusal::new(ErrorCode::InstalmentPaid).with("due_on", dates::iso(row.due_on)).with("amount", row.amount.plain()),
                );
            }
            if let Some(refusal) = sum_refused(&lines, terms.price) {
                errors.add("lines", refusal);
            }
        }
        errors.finish(|| Some(lines))
    }
}

fn amount(text: &str, price: Money) -> Result<Money, Refusal> {
    if text.trim().is_empty() {
        return Err(ErrorCode::Required.into());
    }
    match Money::parse(text, price.currency)? {
        amount if amount.minor < 0 => Err(ErrorCode::NegativeAmount.into()),
        amount => Ok(amount),
    }
}

fn sum_refused(lines: &[ScheduleLine], price: Money) -> Option<Refusal> {
    let due = Money::new(price.minor.max(0), price.currency);
    // At most ROWS_MAX amounts of at most MAX_UNITS units: far within i64.
    let sum = Money::sum(price.currency, lines.iter().map(|line| line.amount))?;
    let difference = due.sub(sum)?;
    let differs =
        || Refusal::new(ErrorCode::SumDiffers).with("sum", sum.plain()).with("price", due.plain()).with("difference", difference.plain());
    (!difference.is_zero()).then(differs)
}
