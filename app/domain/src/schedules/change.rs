//! From one schedule to the next: which rows stay, which are superseded, which are new.
//!
//! Rows are never edited. A line on which money has arrived stays as it is, unless the price falls below what such lines add up
//! to: then the last of them are superseded by smaller ones, so that the sum is the price again.

use super::InstalmentKind;
use super::build::{ScheduleRule, apart};
use crate::ids::InstalmentId;
use crate::money::Money;
use crate::payments::Instalment;
use serde::{Deserialize, Serialize};
use time::Date;

/// A line of the schedule that will hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleLine {
    /// The row that stays as it is; `None` for a row to create.
    pub id: Option<InstalmentId>,
    /// What it is for.
    pub kind: InstalmentKind,
    /// When it is due.
    pub due_on: Date,
    /// How much, always above zero.
    pub amount: Money,
}

impl ScheduleLine {
    fn staying(line: &Instalment) -> Self {
        Self { id: Some(line.id), kind: line.kind, due_on: line.due_on, amount: line.amount }
    }

    fn is(&self, line: &Instalment) -> bool {
        self.kind == line.kind && self.due_on == line.due_on && self.amount == line.amount
    }
}

/// What to do to get from the old schedule to the new one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleChange {
    /// The new schedule, in order of payment.
    pub lines: Vec<ScheduleLine>,
    /// Rows that no longer hold.
    pub superseded: Vec<InstalmentId>,
    /// What was received beyond the new price: to be moved from advances to unapplied credit in the same transaction.
    pub excess: Money,
}

/// Compares a checked schedule with the rows of the old one: a row whose line says something else is superseded.
pub fn change(existing: &[Instalment], mut lines: Vec<ScheduleLine>, price: Money) -> ScheduleChange {
    for line in &mut lines {
        if !existing.iter().any(|row| line.id == Some(row.id) && line.is(row)) {
            line.id = None;
        }
    }
    let superseded = existing.iter().filter(|row| !lines.iter().any(|line| line.id == Some(row.id))).map(|row| row.id).collect();
    let received: i64 = existing.iter().fold(0, |sum, row| sum.saturating_add(row.paid.minor));
    ScheduleChange { lines, superseded, excess: Money::new(received.saturating_sub(price.minor.max(0)).max(0), price.currency) }
}

/// The schedule after a change of price, insurance or dates: open lines give way to what `rule` says of the rest.
///
/// `price` includes `insurance`; both have the currency of the existing lines. Open lines that come out the same keep their rows.
pub fn reschedule(
    rule: ScheduleRule,
    existing: &[Instalment],
    price: Money,
    insurance: Money,
    today: Date,
    departure: Date,
) -> ScheduleChange {
    let (base, insurance) = apart(price, insurance);
    let mut room = base.minor.saturating_add(insurance.minor);
    let mut lines = Vec::new();
    for row in existing.iter().filter(|row| row.paid.minor > 0) {
        let amount = row.amount.minor.min(room);
        room -= amount;
        if amount > 0 {
            lines.push(ScheduleLine { amount: Money::new(amount, price.currency), ..ScheduleLine::staying(row) });
        }
    }
    let covered = |kind: &dyn Fn(InstalmentKind) -> bool| {
        lines.iter().filter(|line| kind(line.kind)).fold(0_i64, |sum, line| sum.saturating_add(line.amount.minor))
    };
    let premium = insurance.minor.saturating_sub(covered(&|kind| kind == InstalmentKind::Insurance)).clamp(0, room);
    let rest = room - premium;
    let last_kind = if covered(&|kind| kind == InstalmentKind::Balance) > 0 { InstalmentKind::Supplement } else { InstalmentKind::Balance };
    let (deposit, last_due) = match rule.balance_due(today, departure) {
        None => (0, today),
        // A deposit on which money arrived is the deposit, whatever the price has become since.
        Some(due) if covered(&|kind| kind == InstalmentKind::Deposit) > 0 => (0, due),
        Some(due) => {
            let already = covered(&|kind| kind != InstalmentKind::Insurance);
            (rule.parts(base).0.minor.saturating_sub(already).clamp(0, rest), due)
        }
    };
    let open =
        [(InstalmentKind::Deposit, today, deposit), (InstalmentKind::Insurance, today, premium), (last_kind, last_due, rest - deposit)];
    let mut free: Vec<&Instalment> = existing.iter().filter(|row| row.paid.minor <= 0).collect();
    let mut asked = Vec::new();
    for (kind, due_on, amount) in open.into_iter().filter(|(_, _, amount)| *amount > 0) {
        let amount = Money::new(amount, price.currency);
        // A deposit already asked for keeps its day: asking again must not give more time.
        let same = free
            .iter()
            .position(|row| row.kind == kind && row.amount == amount && (row.due_on == due_on || (due_on == today && row.due_on < today)));
        asked.push(match same.map(|at| free.remove(at)) {
            Some(row) => ScheduleLine::staying(row),
            None => ScheduleLine { id: None, kind, due_on, amount },
        });
    }
    // A line that keeps its day may be due before a new one.
    asked.sort_by_key(|line| line.due_on);
    lines.append(&mut asked);
    change(existing, lines, price)
}
