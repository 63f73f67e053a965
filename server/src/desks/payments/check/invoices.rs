//! I15 and I16 for invoices: numbers without gaps, dates that never go back, no credit note beyond its invoice, and for each paper exactly one fact of the same amount.

use super::{breach, series_holds};
use crate::desks::invoices::MAIL;
use desk::BreachView;
use domain::invoices::InvoiceKind;
use domain::ledger::{AccountCode, SourceKind};
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder};
use std::collections::{BTreeMap, BTreeSet};
use store::entities::{invoice, invoice_series, ledger_account, ledger_entry, ledger_tx, outbox};

/// The tables of invoices, as one snapshot saw them.
pub(super) struct Invoices {
    rows: Vec<invoice::Model>,
    series: Vec<invoice_series::Model>,
    mails: BTreeSet<String>,
}

impl Invoices {
    pub(super) async fn read(tx: &DatabaseTransaction) -> Result<Self, DbErr> {
        let mails = outbox::Entity::find().filter(outbox::Column::DedupeKey.starts_with(MAIL)).all(tx).await?;
        Ok(Self {
            rows: invoice::Entity::find().order_by_asc(invoice::Column::Number).all(tx).await?,
            series: invoice_series::Entity::find().all(tx).await?,
            mails: mails.into_iter().map(|job| job.dedupe_key).collect(),
        })
    }

    pub(super) fn check(
        &self,
        txs: &[ledger_tx::Model],
        entries: &[ledger_entry::Model],
        accounts: &[ledger_account::Model],
    ) -> Vec<BreachView> {
        let mut breaches = Vec::new();
        for series in &self.series {
            let own = self.rows.iter().filter(|row| row.series == series.id);
            breaches.extend(series_holds(&series.id, series.next, own.clone().map(|row| (row.number.as_str(), row.issued_on))));
            let last = own.map(|row| row.issued_on).next_back();
            if series.last_issued_on != last {
                breaches.push(breach("I15", &series.id, format!("says {:?} of its last day, which is {last:?}", series.last_issued_on)));
            }
        }
        breaches.extend(self.credits());
        breaches.extend(self.facts(txs, entries, accounts));
        let mut mails = self.mails.clone();
        for row in &self.rows {
            if !mails.remove(&format!("{MAIL}{}", row.id)) {
                breaches.push(breach("I16", &row.number, "no mail was written"));
            }
        }
        breaches.extend(mails.iter().map(|key| breach("I16", key, "a mail without its invoice")));
        breaches
    }

    /// I15: a credit note takes back an invoice of the same payer in the same currency, and all of them together not more than its total.
    fn credits(&self) -> Vec<BreachView> {
        let mut breaches = Vec::new();
        let mut left: BTreeMap<_, i128> = self.rows.iter().map(|row| (row.id, i128::from(row.total_minor))).collect();
        let by_id: BTreeMap<_, _> = self.rows.iter().map(|row| (row.id, row)).collect();
        for note in &self.rows {
            let Some(about) = note.credited_id else { continue };
            let fits = |row: &&invoice::Model| {
                row.kind == InvoiceKind::Invoice && row.payer_id == note.payer_id && row.currency == note.currency && row.id != note.id
            };
            match by_id.get(&about).copied().filter(fits) {
                None => breaches.push(breach("I15", &note.number, format!("credits {about}, which is no invoice of this payer"))),
                Some(row) => {
                    let rest = left.entry(row.id).or_default();
                    let covered = *rest >= 0;
                    *rest -= i128::from(note.total_minor);
                    if covered && *rest < 0 {
                        breaches.push(breach("I15", &row.number, "more was credited than invoiced"));
                    }
                }
            }
        }
        breaches
    }

    /// I16: each paper has one fact, under its number, of its kind, with its total on the payer's account; and no such fact is without its paper.
    fn facts(&self, txs: &[ledger_tx::Model], entries: &[ledger_entry::Model], accounts: &[ledger_account::Model]) -> Vec<BreachView> {
        let of_payer = |account: &&ledger_account::Model| account.code == AccountCode::Receivable.as_str();
        let receivable: BTreeMap<_, _> = accounts.iter().filter(of_payer).map(|account| (account.id, account.payer_id)).collect();
        let mut debits = BTreeMap::<_, Vec<_>>::new();
        for entry in entries {
            if let Some(payer) = receivable.get(&entry.account_id) {
                debits.entry(entry.tx_id).or_default().push((*payer, entry.amount_minor, entry.currency));
            }
        }
        let kinds = [SourceKind::Invoice.as_str(), SourceKind::CreditNote.as_str()];
        let mut booked: BTreeMap<_, _> = txs.iter().filter(|tx| kinds.contains(&tx.source_kind.as_str())).map(|tx| (tx.id, tx)).collect();
        let mut breaches = Vec::new();
        for row in &self.rows {
            let Some(tx) = booked.remove(&row.tx_id) else {
                breaches.push(breach("I16", &row.number, "is not in the ledger"));
                continue;
            };
            let (kind, debit) = match row.kind {
                InvoiceKind::Invoice => (SourceKind::Invoice, row.total_minor),
                InvoiceKind::CreditNote => (SourceKind::CreditNote, 0_i64.saturating_sub(row.total_minor)),
            };
            let same = debits.get(&tx.id).is_some_and(|found| found.as_slice() == [(row.payer_id, debit, row.currency)]);
            if tx.source_kind != kind.as_str() || tx.source_id != row.number || !same {
                breaches.push(breach("I16", &row.number, format!("says {} {}, its fact says otherwise", row.total_minor, row.currency)));
            }
        }
        breaches.extend(booked.values().map(|tx| breach("I16", tx.id, format!("books {} for no invoice", tx.source_id))));
        breaches
    }
}
