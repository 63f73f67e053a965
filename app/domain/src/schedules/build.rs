//! The schedule a rule gives: a deposit at booking, the insurance with it, the balance before departure.

use super::InstalmentKind;
use crate::dates;
use crate::money::Money;
use serde::{Deserialize, Serialize};
use time::Date;

/// How a trip is paid unless a seller says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleRule {
    /// Percent of the price without insurance that is due at booking; above 100 counts as 100.
    pub deposit_percent: u32,
    /// How many days before departure the balance is due. Booked that late or later, everything is due at once.
    pub balance_days_before: u32,
}

impl Default for ScheduleRule {
    fn default() -> Self {
        Self { deposit_percent: 30, balance_days_before: 30 }
    }
}

impl ScheduleRule {
    /// The day the balance is due; `None` when that day is `today` or past, so that everything is due at once.
    pub fn balance_due(self, today: Date, departure: Date) -> Option<Date> {
        let due = dates::plus_days(departure, -i64::from(self.balance_days_before));
        (due > today).then_some(due)
    }

    /// The two parts of `base`: at booking, and later.
    pub(super) fn parts(self, base: Money) -> (Money, Money) {
        let percent = self.deposit_percent.min(100);
        match base.split(&[percent, 100 - percent]).as_slice() {
            [deposit, balance] => (*deposit, *balance),
            _ => (base, Money::zero(base.currency)),
        }
    }
}

/// An instalment that no row stands for yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedInstalment {
    /// What it is for.
    pub kind: InstalmentKind,
    /// When it is due.
    pub due_on: Date,
    /// How much, always above zero.
    pub amount: Money,
}

/// What the rule makes of a price that includes `insurance`, in order of payment.
///
/// The lines add up to `price` exactly and none is zero; a price of zero or less gives no line. Within the rule's threshold before
/// `departure`, the whole price is due on `booked_on`, the insurance still on a line of its own.
pub fn build(rule: ScheduleRule, price: Money, insurance: Money, booked_on: Date, departure: Date) -> Vec<PlannedInstalment> {
    let (base, insurance) = apart(price, insurance);
    let (first, last, last_due) = match rule.balance_due(booked_on, departure) {
        None => ((InstalmentKind::Balance, base), Money::zero(price.currency), booked_on),
        Some(due) => {
            let (deposit, balance) = rule.parts(base);
            ((InstalmentKind::Deposit, deposit), balance, due)
        }
    };
    let lines =
        [(first.0, booked_on, first.1), (InstalmentKind::Insurance, booked_on, insurance), (InstalmentKind::Balance, last_due, last)];
    lines
        .into_iter()
        .filter(|(_, _, amount)| !amount.is_zero())
        .map(|(kind, due_on, amount)| PlannedInstalment { kind, due_on, amount })
        .collect()
}

/// Price without insurance, and insurance: both at least zero and together the price (zero when the price is negative).
pub(super) fn apart(price: Money, insurance: Money) -> (Money, Money) {
    let total = price.minor.max(0);
    // A premium in another currency cannot be part of this price.
    let insurance = if insurance.currency == price.currency { insurance.minor.clamp(0, total) } else { 0 };
    (Money::new(total - insurance, price.currency), Money::new(insurance, price.currency))
}
