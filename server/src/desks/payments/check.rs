//! The check of the books: every invariant over one snapshot of the database, and the gateways asked what they hold.
//!
//! It relies on nothing the house believes while it works: the database's own refusals are looked for, sums are made anew. It writes nothing.

mod invoices;
mod queries;

use super::backwards::Backwards;
use super::receipts::MAIL;
use super::{Broken, Payments, amount, compare};
use desk::BreachView;
use domain::ids::LedgerTxId;
use domain::ledger::verify::{self, AccountRow, CaptureRow, EntryRow, OrderRow, TxRow};
use domain::ledger::{Breach, SourceKind};
use domain::legacy::LegacyKind;
use domain::money::Money;
use domain::payments::CaptureKey;
use sea_orm::{
    AccessMode, ColumnTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait, IsolationLevel, QueryFilter, QueryOrder, TransactionTrait,
};
use std::collections::{BTreeMap, BTreeSet};
use store::entities::{
    ledger_account, ledger_entry, ledger_tx, legacy_payment, outbox, payment_allocation, payment_capture, payment_order, receipt,
    receipt_series, recorded_payment, recorded_reversal,
};
use time::Date;

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What does not hold; empty when the books balance.
    pub breaches: Vec<BreachView>,
    /// How many ledger transactions were looked at.
    pub transactions: u64,
}

/// The money tables, as one snapshot saw them.
pub(super) struct Books {
    pub(super) accounts: Vec<ledger_account::Model>,
    pub(super) captures: Vec<payment_capture::Model>,
    recorded: Vec<recorded_payment::Model>,
    reversed: Vec<recorded_reversal::Model>,
    legacy: Vec<legacy_payment::Model>,
    pub(super) txs: Vec<ledger_tx::Model>,
    entries: Vec<ledger_entry::Model>,
    orders: Vec<payment_order::Model>,
    allocations: Vec<payment_allocation::Model>,
    receipts: Vec<receipt::Model>,
    series: Vec<receipt_series::Model>,
    mails: BTreeSet<String>,
    backwards: Backwards,
    invoices: invoices::Invoices,
}

/// A breach in words.
pub(super) fn breach(invariant: &str, subject: impl ToString, detail: impl Into<String>) -> BreachView {
    BreachView { invariant: invariant.to_owned(), subject: subject.to_string(), detail: detail.into(), trip: None }
}

fn told(breaches: Vec<Breach>) -> impl Iterator<Item = BreachView> {
    breaches.into_iter().map(|found| breach(found.invariant.as_str(), found.subject, found.detail))
}

impl Payments {
    /// Checks every invariant of the books.
    ///
    /// # Errors
    /// The database does not answer. A gateway that does not answer is left out.
    pub async fn check(&self) -> Result<Report, Broken> {
        let (db, now) = (&self.counter.db, self.counter.now());
        // One snapshot, so that nothing moves between two tables.
        let tx = match db.backend() {
            DbBackend::Postgres => db.read().begin_with_config(Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly)).await?,
            _ => db.read().begin().await?,
        };
        let books = Books::read(&tx).await?;
        let mut breaches = books.check();
        breaches.extend(queries::guards(&tx, db.backend()).await?);
        breaches.extend(queries::shares(&tx, self.counter.today()).await?);
        breaches.extend(queries::waiting(&tx, now).await?);
        tx.commit().await?;
        for gateway in self.gateways.all() {
            breaches.extend(compare::with_gateway(gateway.as_ref(), &books, now).await);
        }
        Ok(Report { breaches, transactions: u64::try_from(books.txs.len()).unwrap_or(u64::MAX) })
    }
}

impl Books {
    async fn read(tx: &DatabaseTransaction) -> Result<Self, DbErr> {
        Ok(Self {
            accounts: ledger_account::Entity::find().all(tx).await?,
            captures: payment_capture::Entity::find().all(tx).await?,
            recorded: recorded_payment::Entity::find().all(tx).await?,
            reversed: recorded_reversal::Entity::find().all(tx).await?,
            legacy: legacy_payment::Entity::find().all(tx).await?,
            txs: ledger_tx::Entity::find().all(tx).await?,
            entries: ledger_entry::Entity::find().all(tx).await?,
            orders: payment_order::Entity::find().order_by_asc(payment_order::Column::Id).all(tx).await?,
            allocations: payment_allocation::Entity::find().all(tx).await?,
            receipts: receipt::Entity::find().order_by_asc(receipt::Column::Number).all(tx).await?,
            series: receipt_series::Entity::find().all(tx).await?,
            mails: outbox::Entity::find()
                .filter(outbox::Column::DedupeKey.starts_with(MAIL))
                .all(tx)
                .await?
                .into_iter()
                .map(|job| job.dedupe_key)
                .collect(),
            backwards: Backwards::read(tx).await?,
            invoices: invoices::Invoices::read(tx).await?,
        })
    }

    /// I1, I2, I4, I9, I10, I11, I12, I15, I16.
    fn check(&self) -> Vec<BreachView> {
        let txs: Vec<TxRow> =
            self.txs.iter().map(|tx| TxRow { id: tx.id, source_kind: tx.source_kind.clone(), source_id: tx.source_id.clone() }).collect();
        let entry = |entry: &ledger_entry::Model| EntryRow {
            tx: entry.tx_id,
            account: entry.account_id,
            amount: Money::new(entry.amount_minor, entry.currency),
            account_version: entry.account_version,
            balance_after: entry.balance_after,
        };
        let entries: Vec<EntryRow> = self.entries.iter().map(entry).collect();
        let account = |account: &ledger_account::Model| AccountRow {
            id: account.id,
            balance: Money::new(account.balance, account.currency),
            version: account.version,
        };
        let accounts: Vec<AccountRow> = self.accounts.iter().map(account).collect();
        let order = |order: &payment_order::Model| OrderRow {
            id: order.id,
            trip: order.trip_id,
            payer: order.payer_id,
            state: order.state,
            amount: amount(order),
            outstanding: Money::new(order.outstanding_minor, order.currency),
        };
        let orders: Vec<OrderRow> = self.orders.iter().map(order).collect();
        let currencies: BTreeMap<_, _> = self.orders.iter().map(|order| (order.id, order.currency)).collect();
        let allocations: Vec<_> = self
            .allocations
            .iter()
            .filter_map(|row| {
                currencies.get(&row.order_id).map(|currency| (row.order_id, row.instalment_id, Money::new(row.amount_minor, *currency)))
            })
            .collect();
        let capture = |row: &payment_capture::Model| CaptureRow {
            order: row.order_id,
            key: CaptureKey(row.capture_key.clone()),
            money: Money::new(row.amount_minor, row.currency),
            advances: Money::new(row.advances_minor, row.currency),
            reason: row.reason,
        };
        let captures: Vec<CaptureRow> = self.captures.iter().map(capture).collect();
        let mut breaches: Vec<BreachView> = told(verify::transactions(&txs, &entries))
            .chain(told(verify::balances(&accounts, &entries)))
            .chain(told(verify::facts(&txs)))
            .chain(told(verify::orders(&orders)))
            .chain(told(verify::allocations(&orders, &allocations)))
            .chain(told(verify::captures(&orders, &captures)))
            .collect();
        breaches.extend(self.captures_are_booked());
        breaches.extend(self.records_are_booked());
        breaches.extend(self.legacy_is_booked());
        breaches.extend(self.backwards.check(&self.captures, &self.orders, &self.txs, &self.entries, &self.accounts));
        breaches.extend(self.papers());
        breaches.extend(self.numbers());
        breaches.extend(self.invoices.check(&self.txs, &self.entries, &self.accounts));
        breaches
    }

    /// I12, the other way round: a capture row and its transaction say the same, and no transaction books a capture without its row.
    fn captures_are_booked(&self) -> Vec<BreachView> {
        let mut breaches = Vec::new();
        let credited = self.credited();
        let mut rows: BTreeMap<_, _> = self.captures.iter().map(|row| (row.tx_id, row)).collect();
        for tx in self.txs.iter().filter(|tx| tx.source_kind == SourceKind::Capture.as_str()) {
            match rows.remove(&tx.id) {
                None => breaches.push(breach("I12", tx.id, format!("books {} for no order", tx.source_id))),
                Some(row) => {
                    let sum = credited.get(&tx.id).copied().unwrap_or(0);
                    if sum != i128::from(row.advances_minor) {
                        breaches.push(breach(
                            "I12",
                            row.order_id,
                            format!(
                                "{} counts {} of {}, its transaction credits {sum}",
                                row.capture_key, row.advances_minor, row.amount_minor
                            ),
                        ));
                    }
                }
            }
        }
        breaches.extend(rows.values().map(|row| breach("I12", row.order_id, format!("{} is not in the ledger", row.capture_key))));
        breaches
    }

    /// What each transaction credits to advances.
    fn credited(&self) -> BTreeMap<LedgerTxId, i128> {
        let advances: BTreeSet<_> = self
            .accounts
            .iter()
            .filter(|account| account.code == domain::ledger::AccountCode::Advances.as_str())
            .map(|account| account.id)
            .collect();
        let mut credited: BTreeMap<_, i128> = BTreeMap::new();
        for entry in self.entries.iter().filter(|entry| advances.contains(&entry.account_id)) {
            *credited.entry(entry.tx_id).or_default() -= i128::from(entry.amount_minor);
        }
        credited
    }

    /// I12 for money that came without a gateway: each record and each reversal is in the ledger as its row says, and none without its row.
    fn records_are_booked(&self) -> Vec<BreachView> {
        let (mut breaches, credited) = (Vec::new(), self.credited());
        let told = |tx: &LedgerTxId| credited.get(tx).copied().unwrap_or(0);
        let known: BTreeSet<_> = self.txs.iter().map(|tx| tx.id).collect();
        let booked = self.recorded.iter().map(|row| (row.id, row.tx_id, i128::from(row.advances_minor)));
        let undone = self.reversed.iter().map(|row| (row.payment_id, row.tx_id, -i128::from(row.advances_minor)));
        let mut rows = BTreeSet::new();
        for (id, tx, advances) in booked.chain(undone) {
            rows.insert(tx);
            if !known.contains(&tx) {
                breaches.push(breach("I12", id, "is not in the ledger"));
            } else if told(&tx) != advances {
                breaches.push(breach("I12", id, format!("counts {advances}, its transaction credits {}", told(&tx))));
            }
        }
        let alone = self.txs.iter().filter(|tx| tx.source_kind == SourceKind::Recorded.as_str() && !rows.contains(&tx.id));
        breaches.extend(alone.map(|tx| breach("I12", tx.id, format!("books {} for no record", tx.source_id))));
        breaches
    }

    /// I12 for money of the former system: each row is in the ledger as it says, under its old id, and nothing else is under such a name.
    fn legacy_is_booked(&self) -> Vec<BreachView> {
        let (mut breaches, credited) = (Vec::new(), self.credited());
        let mut booked: BTreeMap<_, _> =
            self.txs.iter().filter(|tx| tx.source_kind == SourceKind::Legacy.as_str()).map(|tx| (tx.id, tx)).collect();
        for row in &self.legacy {
            let counts = match row.kind {
                LegacyKind::Payment => i128::from(row.advances_minor),
                LegacyKind::Refund => -i128::from(row.advances_minor),
            };
            let found = credited.get(&row.tx_id).copied().unwrap_or(0);
            match booked.remove(&row.tx_id) {
                Some(tx) if tx.source_id == row.id && found == counts => {}
                Some(tx) => {
                    breaches.push(breach("I12", tx.id, format!("{} counts {counts}, {} credits {found}", row.id, tx.source_id)));
                }
                None => breaches.push(breach("I12", row.trip_id, format!("{} is not in the ledger", row.id))),
            }
        }
        breaches.extend(booked.values().map(|tx| breach("I12", tx.id, format!("books {} of no row", tx.source_id))));
        breaches
    }

    /// I16: one receipt and one mail for each capture that counts, and none without. What the former system took has none here: it issued its own.
    fn papers(&self) -> Vec<BreachView> {
        let mut breaches = Vec::new();
        let captures = self.captures.iter().filter(|row| row.advances_minor > 0);
        let recorded = self.recorded.iter().filter(|row| row.advances_minor > 0);
        let mut counted: BTreeMap<_, _> = captures
            .map(|row| (row.tx_id, (row.amount_minor, row.currency, Some(row.order_id))))
            .chain(recorded.map(|row| (row.tx_id, (row.amount_minor, row.currency, None))))
            .collect();
        let mut mails = self.mails.clone();
        for receipt in &self.receipts {
            match counted.remove(&receipt.tx_id) {
                None => breaches.push(breach("I16", &receipt.number, "a receipt without money that counts")),
                Some((minor, currency, order))
                    if (minor, currency, order) != (receipt.amount_minor, receipt.currency, receipt.order_id) =>
                {
                    breaches.push(breach(
                        "I16",
                        &receipt.number,
                        format!("says {} {}, {minor} {currency} were taken", receipt.amount_minor, receipt.currency),
                    ));
                }
                Some(_) => {}
            }
            if !mails.remove(&format!("{MAIL}{}", receipt.id)) {
                breaches.push(breach("I16", &receipt.number, "no mail was written"));
            }
        }
        breaches
            .extend(counted.into_iter().map(|(tx, (minor, currency, _))| breach("I16", tx, format!("no receipt for {minor} {currency}"))));
        breaches.extend(mails.iter().map(|key| breach("I16", key, "a mail without its receipt")));
        breaches
    }

    /// I15: the numbers of a series have no gap, and their dates never go back.
    fn numbers(&self) -> Vec<BreachView> {
        let mut breaches = Vec::new();
        for series in &self.series {
            let own = self.receipts.iter().filter(|receipt| receipt.series == series.id);
            breaches.extend(series_holds(&series.id, series.next, own.map(|receipt| (receipt.number.as_str(), receipt.issued_on))));
        }
        breaches
    }
}

/// I15 for one series: `papers` are its numbers and days in the order of their numbers, which are of one width, so that their order as text is their order.
fn series_holds<'a>(series: &str, next: i64, papers: impl Iterator<Item = (&'a str, Date)>) -> Vec<BreachView> {
    let mut breaches = Vec::new();
    let (mut position, mut last) = (1_i64, Date::MIN);
    for (number, issued_on) in papers {
        if number != format!("{series}-{position:06}") {
            breaches.push(breach("I15", number, format!("number {position} was next in {series}")));
        }
        if issued_on < last {
            breaches.push(breach("I15", number, "is dated before the one it follows"));
        }
        (position, last) = (position + 1, issued_on);
    }
    if next != position {
        breaches.push(breach("I15", series, format!("draws {next} next, {} were issued", position - 1)));
    }
    breaches
}
