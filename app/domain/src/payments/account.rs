//! What a payer owes and has paid, seen on a day.

use crate::ids::InstalmentId;
use crate::money::{Currency, Money};
use crate::schedules::{InstalmentKind, PlannedInstalment};
use serde::{Deserialize, Serialize};
use time::Date;

/// An instalment that holds (not superseded), with what has been paid on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instalment {
    /// Which row.
    pub id: InstalmentId,
    /// What it is for.
    pub kind: InstalmentKind,
    /// When it is due.
    pub due_on: Date,
    /// How much, always above zero.
    pub amount: Money,
    /// How much of it was received; from zero to `amount`. Never stored: see [`pour`].
    pub paid: Money,
}

impl Instalment {
    /// A row on which nothing has been paid.
    pub fn unpaid(id: InstalmentId, planned: PlannedInstalment) -> Self {
        let PlannedInstalment { kind, due_on, amount } = planned;
        Self { id, kind, due_on, amount, paid: Money::zero(amount.currency) }
    }

    /// What is still to be paid on it.
    pub fn open(&self) -> Money {
        Money::new(self.amount.minor.saturating_sub(self.paid.minor).max(0), self.amount.currency)
    }

    /// How it stands on `today`.
    pub fn state(&self, today: Date) -> InstalmentState {
        match (self.open().is_zero(), self.due_on.cmp(&today), self.paid.minor > 0) {
            (true, _, _) => InstalmentState::Paid,
            (false, std::cmp::Ordering::Less, _) => InstalmentState::Overdue,
            (false, _, true) => InstalmentState::PartPaid,
            (false, std::cmp::Ordering::Equal, false) => InstalmentState::Due,
            (false, std::cmp::Ordering::Greater, false) => InstalmentState::Later,
        }
    }
}

words! {
    /// How an instalment stands on a day; derived, never stored.
    InstalmentState {
        /// Paid in full.
        Paid = "paid",
        /// Paid in part, and not overdue.
        PartPaid = "part_paid",
        /// Due today.
        Due = "due",
        /// Due before today and not paid in full.
        Overdue = "overdue",
        /// Due after today.
        Later = "later",
    }
}

/// Pours what was received over the lines in order of payment: the first is filled before the second gets anything.
///
/// This is the one definition of what is paid on an instalment: it follows from the balance of the payer's advances, so it cannot drift
/// from the ledger. Lines of another currency than `received` get nothing.
pub fn pour(received: Money, lines: &mut [Instalment]) {
    let mut left = received.minor.max(0);
    for line in lines {
        let part = if line.amount.currency == received.currency { left.min(line.amount.minor.max(0)) } else { 0 };
        line.paid = Money::new(part, line.amount.currency);
        left -= part;
    }
}

/// The account of a payer with the house, for one trip, all in the trip's currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The payer's share of the price.
    pub price: Money,
    /// What was received and counts towards the price: the balance of the payer's advances.
    pub received: Money,
    /// What was received and counts towards nothing yet: the balance of the payer's unapplied credit in this currency.
    pub credit: Money,
    /// What is still to be paid; never below zero.
    pub remaining: Money,
    /// What of it was due before the day.
    pub overdue: Money,
    /// The next instalment to pay.
    pub next: Option<NextDue>,
    /// The schedule, in order of payment, with what is paid on each line.
    pub instalments: Vec<Instalment>,
}

/// The first instalment that is not paid in full.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextDue {
    /// Which.
    pub id: InstalmentId,
    /// What for.
    pub kind: InstalmentKind,
    /// When it is due.
    pub due_on: Date,
    /// What is still open on it.
    pub amount: Money,
    /// How it stands.
    pub state: InstalmentState,
}

impl Account {
    /// The account on `today`, from the schedule that holds (in order of payment) and two balances of the ledger, both positive when
    /// the house holds money of the payer.
    pub fn new(price: Money, received: Money, credit: Money, mut instalments: Vec<Instalment>, today: Date) -> Self {
        pour(received, &mut instalments);
        let currency = price.currency;
        let late = instalments.iter().filter(|line| line.state(today) == InstalmentState::Overdue);
        let overdue = late.fold(0_i64, |sum, line| sum.saturating_add(line.open().minor));
        let next = instalments.iter().find(|line| !line.open().is_zero()).map(|line| NextDue {
            id: line.id,
            kind: line.kind,
            due_on: line.due_on,
            amount: line.open(),
            state: line.state(today),
        });
        let counted = if received.currency == currency { received.minor } else { 0 };
        let remaining = Money::new(price.minor.saturating_sub(counted).max(0), currency);
        Self { price, received, credit, remaining, overdue: Money::new(overdue, currency), next, instalments }
    }

    /// The accounts of all payers of a trip as one, to look at: sums, and every line in order of payment. Never to decide what anybody may pay.
    pub fn together(currency: Currency, accounts: &[Self]) -> Self {
        let sum = |part: fn(&Self) -> Money| {
            let own = accounts.iter().map(part).filter(|money| money.currency == currency);
            Money::new(own.fold(0_i64, |sum, money| sum.saturating_add(money.minor)), currency)
        };
        let mut instalments: Vec<Instalment> = accounts.iter().flat_map(|account| account.instalments.iter().copied()).collect();
        instalments.sort_by_key(|line| (line.due_on, line.id));
        Self {
            price: sum(|account| account.price),
            received: sum(|account| account.received),
            credit: sum(|account| account.credit),
            remaining: sum(|account| account.remaining),
            overdue: sum(|account| account.overdue),
            next: accounts.iter().filter_map(|account| account.next).min_by_key(|next| (next.due_on, next.id)),
            instalments,
        }
    }
}
