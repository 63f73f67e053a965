//! What a gateway says about refunds, against what is written down here.

use super::state::{RefundEvent, RefundStage, RefundStand, RefundWay};
use crate::ids::RefundId;
use crate::money::Money;
use crate::payments::truth::{CaptureKey, GatewayRefund};
use serde::{Deserialize, Serialize};

/// A refund that is written down here, read under the payer's lock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownRefund {
    /// Which.
    pub id: RefundId,
    /// How far it is, and on which way.
    pub stand: RefundStand,
    /// The gateway's name of it, once it is known.
    pub key: Option<String>,
    /// Of which capture.
    pub capture: CaptureKey,
    /// How much.
    pub money: Money,
}

/// What one refund of the gateway means here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Finding {
    /// One of ours moved, or got its name.
    Moved {
        /// Which of ours.
        id: RefundId,
        /// The gateway's name of it.
        key: String,
        /// Where it stood.
        from: RefundStand,
        /// Where it stands.
        to: RefundStand,
    },
    /// Nobody here asked for it: it was made in the gateway's back office.
    Foreign {
        /// What the gateway says.
        refund: GatewayRefund,
        /// Where it stands.
        stand: RefundStand,
    },
}

/// What `seen` changes in `known`, which is in the order of making. Only refunds of `captures`, which are in the books, are looked at: one of
/// money that was never booked would make the ledger owe what it never had.
///
/// A refund is ours by its name; without one known here it is the oldest that the gateway was asked for, of the same capture and amount, and
/// whose name is not known yet. One that was never sent is never taken for one that the gateway has.
pub fn compare_refunds(known: &[KnownRefund], seen: &[GatewayRefund], captures: &[CaptureKey]) -> Vec<Finding> {
    let mut known = known.to_vec();
    let mut foreign: Vec<(GatewayRefund, RefundStand)> = Vec::new();
    let mut moved: Vec<(RefundId, RefundStand)> = Vec::new();
    for refund in seen.iter().filter(|refund| refund.money.minor > 0 && captures.contains(&refund.capture)) {
        let event = RefundEvent::Seen(refund.state);
        if let Some((_, stand)) = foreign.iter_mut().find(|(other, _)| other.key == refund.key) {
            *stand = stand.next(event);
            continue;
        }
        let named = known.iter().position(|row| row.key.as_ref() == Some(&refund.key));
        let waiting = |row: &KnownRefund| {
            let asked = row.stand.way == RefundWay::Gateway && row.stand.stage == RefundStage::Sent;
            row.key.is_none() && asked && row.capture == refund.capture && row.money == refund.money
        };
        let Some(row) = named.or_else(|| known.iter().position(waiting)).and_then(|at| known.get_mut(at)) else {
            foreign.push((refund.clone(), RefundStand::new(RefundWay::Gateway).next(event)));
            continue;
        };
        let to = row.stand.next(event);
        if (to != row.stand || row.key.is_none()) && !moved.iter().any(|(id, _)| *id == row.id) {
            moved.push((row.id, row.stand));
        }
        row.stand = to;
        row.key = Some(refund.key.clone());
    }
    let moved = moved.into_iter().filter_map(|(id, from)| {
        let row = known.iter().find(|row| row.id == id)?;
        Some(Finding::Moved { id, key: row.key.clone()?, from, to: row.stand })
    });
    moved.chain(foreign.into_iter().map(|(refund, stand)| Finding::Foreign { refund, stand })).collect()
}
