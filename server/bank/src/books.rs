//! The bank's memory: facts, and the books they add up to.
//!
//! Applying the same facts in the same order always gives the same books, now and at every later start, so nothing
//! here reads a clock, draws a random number or decides anything.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use crate::{
    model::{Attempt, Capture, Dispute, DisputeState, Notice, Payment, Post, Refund, RefundState},
    payouts::{Payout, PayoutState},
    rules::{self, Rules},
    states::State,
};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub(crate) enum Fact {
    Opened {
        key: String,
        payment: Box<Payment>,
    },
    Moved {
        payment: String,
        to: State,
    },
    Attempted {
        payment: String,
        attempt: Attempt,
    },
    Captured {
        payment: String,
        capture: Capture,
    },
    Refunding {
        payment: String,
        key: String,
        refund: Refund,
    },
    RefundMoved {
        payment: String,
        refund: String,
        to: RefundState,
    },
    Disputed {
        payment: String,
        dispute: Dispute,
    },
    DisputeMoved {
        payment: String,
        dispute: String,
        to: DisputeState,
    },
    PaidOut {
        payout: Payout,
    },
    PayoutMoved {
        payout: String,
        to: PayoutState,
    },
    Noted {
        payment: String,
        notice: Notice,
    },
    /// Every held notification of the payment may leave, the newest first.
    Released {
        payment: String,
        due_ms: i64,
    },
    Delivered {
        payment: String,
        notice: String,
    },
    Ruled {
        scope: String,
        rules: Rules,
    },
    /// One scope forgotten, or all of them.
    Unruled {
        scope: Option<String>,
    },
    /// The idempotency keys of creations are forgotten, as a bank does after a day.
    KeysPruned,
}

/// Facts of one operation: they become durable together or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Batch {
    /// Position in the journal, from 0.
    pub(crate) n: u64,
    /// Unix seconds.
    pub(crate) at: i64,
    pub(crate) facts: Vec<Fact>,
}

/// A fact names something that the books do not hold.
#[derive(Debug, thiserror::Error)]
#[error("a fact speaks of {0}, which is not in the books")]
pub(crate) struct Unheard(String);

/// Where the refund of an idempotency key went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RefundKey {
    pub(crate) payment: String,
    pub(crate) refund: String,
}

/// Everything the bank knows.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Books {
    pub(crate) payments: HashMap<String, Payment>,
    /// Payment ids by position of last change.
    pub(crate) changes: BTreeMap<u64, String>,
    pub(crate) by_reference: HashMap<String, Vec<String>>,
    pub(crate) keys: HashMap<String, String>,
    pub(crate) refund_keys: HashMap<String, RefundKey>,
    /// Live payments by the second in which they expire.
    pub(crate) expiries: BTreeSet<(i64, String)>,
    /// Payments with notifications that wait to be sent.
    pub(crate) waiting: BTreeSet<String>,
    pub(crate) rules: BTreeMap<String, Rules>,
    /// In the order in which they were made.
    pub(crate) payouts: Vec<Payout>,
    last_change: u64,
    last_at: i64,
}

impl Books {
    /// The rules for a payment: its own, its reference's, everybody's.
    pub(crate) fn rules_of(&self, payment: &Payment) -> Rules {
        let of = |scope: &str| self.rules.get(scope).copied().unwrap_or_default();
        of(&payment.id).or(of(&payment.params.reference)).or(of(rules::ALL))
    }

    /// The rules that a payment with this reference would be created under.
    pub(crate) fn rules_of_next(&self, reference: &str) -> Rules {
        let of = |scope: &str| self.rules.get(scope).copied().unwrap_or_default();
        of(rules::NEXT).or(of(reference)).or(of(rules::ALL))
    }

    /// The rules for a question about a reference, or about everything when it is empty.
    pub(crate) fn rules_for_list(&self, reference: &str) -> Rules {
        let of = |scope: &str| self.rules.get(scope).copied().unwrap_or_default();
        of(reference).or(of(rules::ALL))
    }

    pub(crate) fn apply(&mut self, at: i64, fact: &Fact) -> Result<(), Unheard> {
        // A clock set back must not hide a change from a list that starts at an instant already seen.
        self.last_at = self.last_at.max(at);
        match fact {
            Fact::Opened { key, payment } => {
                let id = payment.id.clone();
                self.keys.insert(key.clone(), id.clone());
                self.by_reference.entry(payment.params.reference.clone()).or_default().push(id.clone());
                self.payments.insert(id.clone(), Payment::clone(payment));
                self.touch(&id)?;
            }
            Fact::Moved { payment, to } => {
                self.payment(payment)?.state = *to;
                self.touch(payment)?;
            }
            Fact::Attempted { payment, attempt } => {
                self.payment(payment)?.attempts.push(attempt.clone());
                self.touch(payment)?;
            }
            Fact::Captured { payment, capture } => {
                self.payment(payment)?.captures.push(capture.clone());
                self.touch(payment)?;
            }
            Fact::Refunding { payment, key, refund } => {
                self.refund_keys.insert(key.clone(), RefundKey { payment: payment.clone(), refund: refund.id.clone() });
                self.payment(payment)?.refunds.push(refund.clone());
                self.touch(payment)?;
            }
            Fact::RefundMoved { payment, refund, to } => {
                self.payment(payment)?.refunds.iter_mut().find(|held| held.id == *refund).ok_or_else(|| Unheard(refund.clone()))?.state =
                    *to;
                self.touch(payment)?;
            }
            Fact::Disputed { payment, dispute } => {
                self.payment(payment)?.disputes.push(dispute.clone());
                self.touch(payment)?;
            }
            Fact::DisputeMoved { payment, dispute, to } => {
                let held =
                    self.payment(payment)?.disputes.iter_mut().find(|held| held.id == *dispute).ok_or_else(|| Unheard(dispute.clone()))?;
                held.state = *to;
                held.taken |= *to == DisputeState::Withdrawn;
                self.touch(payment)?;
            }
            Fact::PaidOut { payout } => self.payouts.push(payout.clone()),
            Fact::PayoutMoved { payout, to } => {
                let held = self.payouts.iter_mut().find(|held| held.id == *payout).ok_or_else(|| Unheard(payout.clone()))?;
                held.state = *to;
                held.changed_at = at;
            }
            Fact::Noted { payment, notice } => {
                self.payment(payment)?.notices.push(notice.clone());
                self.sort_post(payment)?;
            }
            Fact::Released { payment, due_ms } => {
                for (position, notice) in self.payment(payment)?.notices.iter_mut().enumerate() {
                    if notice.post == Post::Held {
                        notice.post = Post::Waiting;
                        notice.due_ms = *due_ms;
                        notice.rank = -i64::try_from(position).unwrap_or(i64::MAX);
                    }
                }
                self.sort_post(payment)?;
            }
            Fact::Delivered { payment, notice } => {
                let held =
                    self.payment(payment)?.notices.iter_mut().find(|held| held.id == *notice).ok_or_else(|| Unheard(notice.clone()))?;
                held.copies = held.copies.saturating_sub(1);
                if held.copies == 0 {
                    held.post = Post::Delivered;
                }
                self.sort_post(payment)?;
            }
            Fact::Ruled { scope, rules } => {
                let held = self.rules.entry(scope.clone()).or_default();
                *held = rules.or(*held);
            }
            Fact::Unruled { scope: Some(scope) } => {
                self.rules.remove(scope);
            }
            Fact::Unruled { scope: None } => self.rules.clear(),
            Fact::KeysPruned => self.keys.clear(),
        }
        Ok(())
    }

    fn payment(&mut self, id: &str) -> Result<&mut Payment, Unheard> {
        self.payments.get_mut(id).ok_or_else(|| Unheard(id.to_owned()))
    }

    /// Moves a payment to the end of the order of changes and keeps the list of expiries true.
    fn touch(&mut self, id: &str) -> Result<(), Unheard> {
        self.last_change += 1;
        let (change, at) = (self.last_change, self.last_at);
        let payment = self.payment(id)?;
        let before = std::mem::replace(&mut payment.change, change);
        payment.changed_at = at;
        let expiry = (payment.params.expires_at, payment.id.clone());
        let live = payment.state.is_live();
        if live {
            self.expiries.insert(expiry);
        } else {
            self.expiries.remove(&expiry);
        }
        self.changes.remove(&before);
        self.changes.insert(change, id.to_owned());
        Ok(())
    }

    fn sort_post(&mut self, id: &str) -> Result<(), Unheard> {
        let waits = self.payment(id)?.notices.iter().any(|notice| notice.post == Post::Waiting);
        if waits {
            self.waiting.insert(id.to_owned());
        } else {
            self.waiting.remove(id);
        }
        Ok(())
    }
}
