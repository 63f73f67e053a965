//! What the bank keeps and what it pays out: fees, payouts and the balance between them.
//!
//! Whoever speaks Stripe has a balance of their own, as they have payments of their own.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    books::{Books, Fact},
    model::{Payment, RefundState},
    refusal::Refusal,
    rules::Notify,
    teller::{Teller, random_id},
};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// In whose words a merchant is told of payouts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Side {
    /// The bank's own.
    #[default]
    Own,
    /// Stripe's.
    Stripe,
}

impl Side {
    pub(crate) fn has(self, payment: &Payment) -> bool {
        (self == Self::Stripe) == payment.checkout().is_some()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PayoutState {
    /// It left the balance.
    Pending,
    /// It arrived, as far as the bank knows.
    #[default]
    Paid,
    /// It came back.
    Failed,
    /// It was called back before it arrived.
    Cancelled,
}

impl PayoutState {
    pub(crate) const fn came_back(self) -> bool {
        matches!(self, Self::Failed | Self::Cancelled)
    }
}

/// Money paid out; drawn from the merchant's account when it is below zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Payout {
    pub(crate) id: String,
    pub(crate) side: Side,
    /// Minor units.
    pub(crate) amount: i64,
    pub(crate) currency: String,
    pub(crate) state: PayoutState,
    /// What the merchant's bank statement will say.
    pub(crate) reference: String,
    /// How it is told: twice, late, never.
    pub(crate) tell: Notify,
    /// Unix seconds.
    pub(crate) arrives_at: i64,
    pub(crate) at: i64,
    pub(crate) changed_at: i64,
}

impl Payout {
    /// How often it stands in a list at this instant.
    pub(crate) fn told(&self, now_ms: i64) -> usize {
        match self.tell {
            Notify::Never => 0,
            Notify::Late(ms) if now_ms < (self.at * 1_000).saturating_add_unsigned(ms) => 0,
            Notify::Twice => 2,
            Notify::Late(_) | Notify::Normal | Notify::Reversed | Notify::BeforeAnswer => 1,
        }
    }
}

/// What a tester asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Asked {
    side: Side,
    /// Minor units; the whole balance when absent.
    amount: Option<i64>,
    /// Of that amount; of every currency when absent.
    currency: Option<String>,
    state: PayoutState,
    reference: String,
    tell: Notify,
    arrives_in_days: i64,
}

/// Sums in minor units by currency.
pub(crate) type Sums = BTreeMap<String, i64>;

impl Books {
    pub(crate) fn payments_of(&self, side: Side) -> impl Iterator<Item = &Payment> {
        self.payments.values().filter(move |payment| side.has(payment))
    }

    /// What was kept.
    pub(crate) fn fees(&self, side: Side) -> Sums {
        let mut sums = Sums::new();
        for capture in self.payments_of(side).flat_map(|payment| &payment.captures).filter(|capture| capture.fee != 0) {
            *sums.entry(capture.currency.clone()).or_default() += capture.fee;
        }
        sums
    }

    /// What left and did not come back.
    pub(crate) fn paid_out(&self, side: Side) -> Sums {
        let mut sums = Sums::new();
        for payout in self.payouts.iter().filter(|payout| payout.side == side && !payout.state.came_back()) {
            *sums.entry(payout.currency.clone()).or_default() += payout.amount;
        }
        sums
    }

    /// What the bank owes the merchant.
    pub(crate) fn balance(&self, side: Side) -> Sums {
        let mut sums = Sums::new();
        let mut add = |currency: &str, amount: i64| *sums.entry(currency.to_owned()).or_default() += amount;
        for payment in self.payments_of(side) {
            payment.captures.iter().for_each(|capture| add(&capture.currency, capture.amount - capture.fee));
            let back = payment.refunds.iter().filter(|refund| refund.state == RefundState::Succeeded);
            back.for_each(|refund| add(&refund.currency, -refund.amount));
            for dispute in payment.disputes.iter().filter(|dispute| dispute.taken) {
                let lost = if dispute.state == crate::model::DisputeState::Won { 0 } else { dispute.amount };
                add(&dispute.currency, -lost - dispute.fee);
            }
        }
        for (currency, amount) in self.paid_out(side) {
            add(&currency, -amount);
        }
        sums
    }
}

impl Teller<'_> {
    /// Pays out: an amount, or all there is in each currency, drawn from the merchant where that is below zero.
    ///
    /// # Errors
    /// 400 for nothing, or for an amount without a currency; 409 for more than there is.
    pub(crate) fn pay_out(&mut self, asked: &Asked) -> Result<Vec<Payout>, Refusal> {
        let balance = self.books.balance(asked.side);
        let wanted: Sums = match (asked.amount, &asked.currency) {
            (Some(0), _) | (Some(_), None) => return Err(Refusal::bad("invalid_amount")),
            (Some(amount), Some(currency)) => {
                let held = balance.get(currency).copied().unwrap_or(0);
                if amount > 0 && amount > held {
                    return Err(Refusal::conflict("balance_insufficient"));
                }
                Sums::from([(currency.clone(), amount)])
            }
            (None, currency) => {
                balance.into_iter().filter(|(own, sum)| *sum != 0 && currency.as_ref().is_none_or(|wanted| wanted == own)).collect()
            }
        };
        let mut made = Vec::new();
        for (currency, amount) in wanted {
            let payout = Payout {
                id: random_id("out"),
                side: asked.side,
                amount,
                currency,
                state: asked.state,
                reference: asked.reference.clone(),
                tell: asked.tell,
                arrives_at: self.now() + asked.arrives_in_days * DAY,
                at: self.now(),
                changed_at: self.now(),
            };
            self.keep(Fact::PaidOut { payout: payout.clone() })?;
            made.push(payout);
        }
        Ok(made)
    }

    /// Moves a payout on: one under way arrives or comes back, and one that was paid may still fail.
    ///
    /// # Errors
    /// 404, or 409 for a move that does not exist.
    pub(crate) fn move_payout(&mut self, id: &str, to: PayoutState) -> Result<(), Refusal> {
        use PayoutState::{Cancelled, Failed, Paid, Pending};
        let held = self.books.payouts.iter().find(|held| held.id == id).ok_or_else(Refusal::not_found)?;
        match (held.state, to) {
            (Pending, Paid | Failed | Cancelled) | (Paid, Failed) => self.keep(Fact::PayoutMoved { payout: id.to_owned(), to }),
            _ => Err(Refusal::conflict("payout_state")),
        }
    }
}
