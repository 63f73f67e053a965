//! The check of money backwards: refunds and disputes against captures and the ledger, both ways round.

use super::check::breach;
use desk::BreachView;
use domain::ledger::{Invariant, SourceKind, verify};
use domain::money::Money;
use domain::payments::{CaptureKey, DisputeFact, DisputeKind, OrderState, RefundStage, UnappliedReason, dispute_facts};
use sea_orm::{DatabaseTransaction, DbErr, EntityTrait};
use std::collections::{BTreeMap, BTreeSet};
use store::entities::{dispute, ledger_account, ledger_entry, ledger_tx, payment_capture, payment_order, refund};

/// Refunds and disputes, as one snapshot saw them.
pub(super) struct Backwards {
    refunds: Vec<refund::Model>,
    disputes: Vec<dispute::Model>,
}

/// What the ledger holds of facts of one kind: by their own names, how much moved.
struct Booked<'a>(BTreeMap<(&'a str, &'a str), i128>);

impl Booked<'_> {
    fn has(&self, kind: SourceKind, id: &str) -> Option<i128> {
        self.0.get(&(kind.as_str(), id)).copied()
    }
}

impl Backwards {
    pub(super) async fn read(tx: &DatabaseTransaction) -> Result<Self, DbErr> {
        Ok(Self { refunds: refund::Entity::find().all(tx).await?, disputes: dispute::Entity::find().all(tx).await? })
    }

    /// I11 from the refunds themselves; that each of them, and each dispute, is in the ledger exactly as far as it got, and nothing else is.
    pub(super) fn check(
        &self,
        captures: &[payment_capture::Model],
        orders: &[payment_order::Model],
        txs: &[ledger_tx::Model],
        entries: &[ledger_entry::Model],
        accounts: &[ledger_account::Model],
    ) -> Vec<BreachView> {
        // The side that left or came back at the gateway or the bank: the only one of its transaction.
        let outside: BTreeMap<_, _> = accounts.iter().map(|account| (account.id, account.code.starts_with("51"))).collect();
        let mut moved: BTreeMap<_, i128> = BTreeMap::new();
        for entry in entries.iter().filter(|entry| outside.get(&entry.account_id) == Some(&true)) {
            *moved.entry(entry.tx_id).or_default() += i128::from(entry.amount_minor);
        }
        let of = |tx: &ledger_tx::Model| moved.get(&tx.id).copied().unwrap_or(0);
        let booked = Booked(txs.iter().map(|tx| ((tx.source_kind.as_str(), tx.source_id.as_str()), of(tx))).collect());
        let mut breaches = self.covered(captures);
        breaches.extend(self.refunds_are_booked(&booked, txs));
        breaches.extend(self.disputes_are_booked(&booked, txs));
        breaches.extend(self.returns_are_shown(captures, orders));
        breaches
    }

    /// I12: an order is shown as returned exactly when the debit that had paid it came back.
    fn returns_are_shown(&self, captures: &[payment_capture::Model], orders: &[payment_order::Model]) -> Vec<BreachView> {
        let came_back = |row: &&dispute::Model| row.kind == DisputeKind::Return && row.taken_minor > 0;
        let own = |row: &dispute::Model| {
            let of = |capture: &&payment_capture::Model| capture.order_id == row.order_id && capture.capture_key == row.capture_key;
            captures.iter().find(of).is_some_and(|capture| capture.reason.is_none_or(UnappliedReason::is_of_order))
        };
        let returned: BTreeSet<_> = self.disputes.iter().filter(came_back).filter(|row| own(row)).map(|row| row.order_id).collect();
        let shown = |order: &&payment_order::Model| (order.state == OrderState::Returned) != returned.contains(&order.id);
        let wrong = orders.iter().filter(shown);
        wrong.map(|order| breach(Invariant::I12.as_str(), order.id, format!("{}, and its debit says otherwise", order.state))).collect()
    }

    fn covered(&self, captures: &[payment_capture::Model]) -> Vec<BreachView> {
        let rows: Vec<verify::CaptureRow> = captures
            .iter()
            .map(|row| verify::CaptureRow {
                order: row.order_id,
                key: CaptureKey(row.capture_key.clone()),
                money: Money::new(row.amount_minor, row.currency),
                advances: Money::new(row.advances_minor, row.currency),
                reason: row.reason,
            })
            .collect();
        let counted = self.refunds.iter().filter(|row| row.state.counts());
        let refunds: Vec<_> = counted
            .filter_map(|row| Some((row.order_id?, CaptureKey(row.capture_key.clone()?), Money::new(row.amount_minor, row.currency))))
            .collect();
        verify::refunds(&rows, &refunds).into_iter().map(|found| breach(found.invariant.as_str(), found.subject, found.detail)).collect()
    }

    fn refunds_are_booked(&self, booked: &Booked<'_>, txs: &[ledger_tx::Model]) -> Vec<BreachView> {
        let i11 = Invariant::I11.as_str();
        let mut breaches = Vec::new();
        let mut named = BTreeMap::new();
        for row in &self.refunds {
            let source = source(row);
            let (left, back) = (booked.has(SourceKind::Refund, &source), booked.has(SourceKind::RefundFail, &source));
            let amount = i128::from(row.amount_minor);
            let fits = match row.state {
                RefundStage::Succeeded => left == Some(-amount) && back.is_none(),
                RefundStage::Failed => (left.is_none() && back.is_none()) || (left == Some(-amount) && back == Some(amount)),
                RefundStage::Requested | RefundStage::Sent | RefundStage::Pending => left.is_none() && back.is_none(),
            };
            if !fits {
                let detail = format!("{} of {}, the ledger holds {left:?} and back {back:?}", row.state, row.amount_minor);
                breaches.push(breach(i11, row.id, detail));
            }
            named.insert(source, row.id);
        }
        let kinds = [SourceKind::Refund.as_str(), SourceKind::RefundFail.as_str()];
        for tx in txs.iter().filter(|tx| kinds.contains(&tx.source_kind.as_str()) && !named.contains_key(&tx.source_id)) {
            breaches.push(breach(i11, tx.id, format!("books {} {} and nobody asked for it", tx.source_kind, tx.source_id)));
        }
        breaches
    }

    fn disputes_are_booked(&self, booked: &Booked<'_>, txs: &[ledger_tx::Model]) -> Vec<BreachView> {
        let mut breaches = Vec::new();
        let mut named = BTreeMap::new();
        for row in &self.disputes {
            let key = format!("{}:{}:{}", row.gateway, row.gateway_account, row.dispute_key);
            let expected = dispute_facts(row.kind, row.state, Money::new(row.taken_minor, row.currency));
            for fact in DisputeFact::ALL {
                let source = format!("{key}:{fact}");
                let found = booked.has(SourceKind::Dispute, &source);
                let amount = i128::from(row.taken_minor);
                let wanted = expected.contains(fact).then_some(match fact {
                    DisputeFact::Withdrawn | DisputeFact::Returned => -amount,
                    DisputeFact::Won | DisputeFact::Restored => amount,
                    // Lost money moves between accounts of the house.
                    DisputeFact::Lost => 0,
                });
                if found != wanted {
                    breaches.push(breach("I4", row.id, format!("{} and {fact}: the ledger holds {found:?}, not {wanted:?}", row.state)));
                }
                named.insert(source, row.id);
            }
        }
        for tx in txs.iter().filter(|tx| tx.source_kind == SourceKind::Dispute.as_str() && !named.contains_key(&tx.source_id)) {
            breaches.push(breach("I4", tx.id, format!("books {} of no dispute", tx.source_id)));
        }
        breaches
    }
}

/// The name under which a refund is booked.
fn source(row: &refund::Model) -> String {
    match &row.refund_key {
        Some(key) => format!("{}:{}:{key}", row.gateway, row.gateway_account),
        None => row.id.to_string(),
    }
}
