//! The invariants of the money, checked over plain rows: after each test step, in a nightly job, and on demand.
//!
//! Each function takes whole tables and answers every breach it finds; an empty answer is proof. The database refuses most of this by
//! itself; these checks do not rely on that.

use crate::ids::{InstalmentId, LedgerAccountId, LedgerTxId, PayerId, PaymentOrderId, TripId};
use crate::money::{Currency, Money};
use crate::payments::{CaptureKey, OrderState, UnappliedReason};
use serde::Serialize;
use std::collections::BTreeMap;

words! {
    /// A rule of the money that always holds.
    Invariant {
        /// A transaction sums to zero in each currency.
        I1 = "I1",
        /// An account's balance is the sum of its entries and the last balance written; versions have no gap.
        I2 = "I2",
        /// One transaction for each external fact.
        I4 = "I4",
        /// What is open and what was received add up to a payer's share; shares add up to the price.
        I7 = "I7",
        /// Nobody's advances exceed their share.
        I8 = "I8",
        /// One live order for each payer, never above what was outstanding.
        I9 = "I9",
        /// The allocations of an order add up to it.
        I10 = "I10",
        /// Refunds do not exceed what was captured.
        I11 = "I11",
        /// An order succeeded, though its debit may have come back since, exactly when the ledger holds its capture.
        I12 = "I12",
    }
}

/// A rule that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Breach {
    /// Which rule.
    pub invariant: Invariant,
    /// Of what.
    pub subject: String,
    /// What is wrong, for the log and the check's output.
    pub detail: String,
}

fn breach(invariant: Invariant, subject: impl ToString, detail: String) -> Breach {
    Breach { invariant, subject: subject.to_string(), detail }
}

/// A row of the ledger's transactions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TxRow {
    /// Which.
    pub id: LedgerTxId,
    /// What kind of fact.
    pub source_kind: String,
    /// The fact's own name.
    pub source_id: String,
}

/// A row of the ledger's entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryRow {
    /// Of which transaction.
    pub tx: LedgerTxId,
    /// On which account.
    pub account: LedgerAccountId,
    /// Debit (+) or credit (−).
    pub amount: Money,
    /// The account's version after it, from 1.
    pub account_version: i64,
    /// The account's balance after it.
    pub balance_after: i64,
}

/// A row of the ledger's accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccountRow {
    /// Which.
    pub id: LedgerAccountId,
    /// Its balance, in its currency.
    pub balance: Money,
    /// How many entries it has.
    pub version: i64,
}

/// I1: every transaction has entries, none zero, that sum to zero in each currency, and every entry has a transaction.
pub fn transactions(txs: &[TxRow], entries: &[EntryRow]) -> Vec<Breach> {
    let mut sums: BTreeMap<LedgerTxId, BTreeMap<Currency, i128>> = txs.iter().map(|tx| (tx.id, BTreeMap::new())).collect();
    let mut breaches = Vec::new();
    for entry in entries {
        if entry.amount.is_zero() {
            breaches.push(breach(Invariant::I1, entry.tx, format!("an entry of zero on {}", entry.account)));
        }
        match sums.get_mut(&entry.tx) {
            Some(sum) => *sum.entry(entry.amount.currency).or_default() += i128::from(entry.amount.minor),
            None => breaches.push(breach(Invariant::I1, entry.tx, "an entry without its transaction".to_owned())),
        }
    }
    for (tx, currencies) in &sums {
        if currencies.is_empty() {
            breaches.push(breach(Invariant::I1, tx, "no entries".to_owned()));
        }
        for (currency, sum) in currencies.iter().filter(|(_, sum)| **sum != 0) {
            breaches.push(breach(Invariant::I1, tx, format!("sums to {sum} {currency}")));
        }
    }
    breaches
}

/// I2: balances, last balances and versions agree.
pub fn balances(accounts: &[AccountRow], entries: &[EntryRow]) -> Vec<Breach> {
    let mut of: BTreeMap<LedgerAccountId, Vec<&EntryRow>> = accounts.iter().map(|account| (account.id, Vec::new())).collect();
    let mut breaches = Vec::new();
    for entry in entries {
        match of.get_mut(&entry.account) {
            Some(list) => list.push(entry),
            None => breaches.push(breach(Invariant::I2, entry.account, "entries on an account that does not exist".to_owned())),
        }
    }
    for account in accounts {
        let mut list = of.remove(&account.id).unwrap_or_default();
        list.sort_by_key(|entry| entry.account_version);
        let (mut sum, mut version) = (0_i128, 0_i64);
        for entry in list {
            sum += i128::from(entry.amount.minor);
            version += 1;
            if entry.amount.currency != account.balance.currency {
                breaches.push(breach(Invariant::I2, account.id, format!("an entry in {}", entry.amount.currency)));
            }
            if entry.account_version != version {
                breaches.push(breach(Invariant::I2, account.id, format!("version {} where {version} was next", entry.account_version)));
                version = entry.account_version;
            }
            if i128::from(entry.balance_after) != sum {
                breaches.push(breach(
                    Invariant::I2,
                    account.id,
                    format!("balance {} after version {version}, entries sum to {sum}", entry.balance_after),
                ));
            }
        }
        if i128::from(account.balance.minor) != sum || account.version != version {
            breaches.push(breach(
                Invariant::I2,
                account.id,
                format!("holds {} at version {}, entries sum to {sum} at version {version}", account.balance.minor, account.version),
            ));
        }
    }
    breaches
}

/// I4: no external fact is booked twice.
pub fn facts(txs: &[TxRow]) -> Vec<Breach> {
    let mut seen: BTreeMap<(&str, &str), LedgerTxId> = BTreeMap::new();
    let twice =
        |tx: &TxRow, first| breach(Invariant::I4, tx.id, format!("{}:{} is already booked by {first}", tx.source_kind, tx.source_id));
    txs.iter().filter_map(|tx| seen.insert((&tx.source_kind, &tx.source_id), tx.id).map(|first| twice(tx, first))).collect()
}

/// A payer, with the sums of the schedule that holds and the balance of the advances (positive when the house holds money).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PayerRow {
    /// Who.
    pub id: PayerId,
    /// Of which trip.
    pub trip: TripId,
    /// The share of the price.
    pub share: Money,
    /// Sum of what is open on the instalments that hold.
    pub open: Money,
    /// Balance of the advances.
    pub received: Money,
}

/// I7 and I8 for payers, and that the shares of each trip of `prices` add up to its price. A trip without payers is not looked at.
pub fn shares(prices: &[(TripId, Money)], payers: &[PayerRow]) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for payer in payers {
        let covered = payer.open.add(payer.received);
        if covered != Some(payer.share) {
            breaches.push(breach(
                Invariant::I7,
                payer.id,
                format!("open {} and received {}, share {}", payer.open.plain(), payer.received.plain(), payer.share.plain()),
            ));
        }
        if payer.received.minor > payer.share.minor {
            breaches.push(breach(Invariant::I8, payer.id, format!("received {}, share {}", payer.received.plain(), payer.share.plain())));
        }
    }
    for (trip, price) in prices {
        let mut own = payers.iter().filter(|payer| payer.trip == *trip).map(|payer| payer.share).peekable();
        if own.peek().is_some() && Money::sum(price.currency, own) != Some(*price) {
            breaches.push(breach(Invariant::I7, trip, format!("the shares do not add up to {}", price.plain())));
        }
    }
    breaches
}

/// A payment order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderRow {
    /// Which.
    pub id: PaymentOrderId,
    /// Of which trip.
    pub trip: TripId,
    /// Whose.
    pub payer: PayerId,
    /// How far it is.
    pub state: OrderState,
    /// Its amount.
    pub amount: Money,
    /// What was outstanding when it was created.
    pub outstanding: Money,
}

/// I9: one live order for each payer of a trip, and no order above what was outstanding.
pub fn orders(orders: &[OrderRow]) -> Vec<Breach> {
    let mut live: BTreeMap<(TripId, PayerId), PaymentOrderId> = BTreeMap::new();
    let mut breaches = Vec::new();
    for order in orders {
        if order.amount.minor <= 0 || order.amount.currency != order.outstanding.currency || order.amount.minor > order.outstanding.minor {
            breaches.push(breach(
                Invariant::I9,
                order.id,
                format!("{} asked, {} outstanding", order.amount.plain(), order.outstanding.plain()),
            ));
        }
        if order.state.is_live()
            && let Some(other) = live.insert((order.trip, order.payer), order.id)
        {
            breaches.push(breach(Invariant::I9, order.payer, format!("{other} and {} are both live", order.id)));
        }
    }
    breaches
}

/// I10: the allocations of each order, all above zero, add up to its amount.
pub fn allocations(orders: &[OrderRow], rows: &[(PaymentOrderId, InstalmentId, Money)]) -> Vec<Breach> {
    let mut sums: BTreeMap<PaymentOrderId, Option<Money>> =
        orders.iter().map(|order| (order.id, Some(Money::zero(order.amount.currency)))).collect();
    let mut breaches = Vec::new();
    for (order, instalment, amount) in rows {
        if amount.minor <= 0 {
            breaches.push(breach(Invariant::I10, order, format!("{} for {instalment}", amount.plain())));
        }
        match sums.get_mut(order) {
            Some(sum) => *sum = sum.and_then(|sum| sum.add(*amount)),
            None => breaches.push(breach(Invariant::I10, order, "allocations without their order".to_owned())),
        }
    }
    let differs = |order: &&OrderRow| sums.get(&order.id).copied().flatten() != Some(order.amount);
    breaches.extend(
        orders
            .iter()
            .filter(differs)
            .map(|order| breach(Invariant::I10, order.id, format!("its allocations do not add up to {}", order.amount.plain()))),
    );
    breaches
}

/// A capture as the ledger holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaptureRow {
    /// Of which order.
    pub order: PaymentOrderId,
    /// The gateway's name of it.
    pub key: CaptureKey,
    /// How much was taken.
    pub money: Money,
    /// How much of it went to advances.
    pub advances: Money,
    /// Why not all of it did.
    pub reason: Option<UnappliedReason>,
}

/// I11: for each capture, the refunds that are not failed do not exceed it. `refunds` are of (order, capture, amount).
pub fn refunds(captures: &[CaptureRow], refunds: &[(PaymentOrderId, CaptureKey, Money)]) -> Vec<Breach> {
    let mut left: BTreeMap<(PaymentOrderId, &CaptureKey), Option<Money>> =
        captures.iter().map(|row| ((row.order, &row.key), Some(row.money))).collect();
    let mut breaches = Vec::new();
    for (order, key, amount) in refunds {
        match left.get_mut(&(*order, key)) {
            Some(money) if amount.minor > 0 => *money = money.and_then(|money| money.sub(*amount)).filter(|money| money.minor >= 0),
            _ => breaches.push(breach(Invariant::I11, order, format!("a refund of {} without capture {}", amount.plain(), key.0))),
        }
    }
    let over = left.iter().filter(|(_, money)| money.is_none());
    breaches.extend(over.map(|((order, key), _)| breach(Invariant::I11, order, format!("more was refunded than captured by {}", key.0))));
    breaches
}

/// I12: an order succeeded exactly when the ledger holds one capture of its full amount for it, which stays there when the debit comes back; what is kept
/// aside says why.
pub fn captures(orders: &[OrderRow], rows: &[CaptureRow]) -> Vec<Breach> {
    let mut own: BTreeMap<PaymentOrderId, Vec<&CaptureRow>> = BTreeMap::new();
    let mut breaches = Vec::new();
    for row in rows {
        let counted = row.advances.minor;
        let fits = match row.reason {
            None => row.advances == row.money,
            Some(UnappliedReason::Excess) => row.advances.currency == row.money.currency && (0..row.money.minor).contains(&counted),
            Some(_) => counted == 0,
        };
        if !fits {
            breaches.push(breach(
                Invariant::I12,
                row.order,
                format!("capture {} has {} of {} in advances", row.key.0, row.advances.plain(), row.money.plain()),
            ));
        }
        own.entry(row.order).or_default().push(row);
    }
    for order in orders {
        let of_order =
            own.get(&order.id).map_or(&[][..], Vec::as_slice).iter().filter(|row| row.reason.is_none_or(UnappliedReason::is_of_order));
        let (count, exact) = of_order.fold((0_u32, true), |(count, exact), row| (count + 1, exact && row.money == order.amount));
        let expected = u32::from(matches!(order.state, OrderState::Succeeded | OrderState::Returned));
        if count != expected || !exact {
            breaches.push(breach(Invariant::I12, order.id, format!("{} with {count} captures of its own", order.state)));
        }
    }
    breaches
}
