//! Disputes: the buyer's bank wants money back. Only merchants who speak Stripe hear of those of cards.
//!
//! A direct debit is given back without a question, for eight weeks and longer: that is lost from the first word on, and told in the bank's own words too.

use crate::{
    books::Fact,
    model::{Dispute, DisputeState, Kind, fraudulent},
    refusal::Refusal,
    teller::{Teller, random_id},
};

/// What a dispute costs the merchant, whoever wins, in minor units.
const FEE: i64 = 1_500;

/// What a debit that comes back costs, in minor units.
const RETURN_FEE: i64 = 750;

/// A debit that comes back.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Return {
    /// Minor units; all that was not given back when absent. The bank of a buyer may take back what they were given back before.
    amount: Option<i64>,
    /// In Stripe's words.
    reason: Option<String>,
    /// When, in unix seconds; now when absent.
    at: Option<i64>,
}

impl Teller<'_> {
    /// Opens a dispute of what was taken and not given back, or of a part of it. What is on its way back to the buyer is not disputed as well.
    ///
    /// # Errors
    /// 409 for a payment of another dialect, one that is disputed already, and more than what is left of it.
    pub(crate) fn dispute(&mut self, id: &str, amount: Option<i64>) -> Result<Dispute, Refusal> {
        let payment = self.payment(id)?;
        let capture = payment.captures.first().filter(|_| payment.checkout().is_some()).ok_or_else(|| Refusal::conflict("not_captured"))?;
        let left = payment.captured() - payment.refunded();
        let amount = amount.unwrap_or(left);
        if payment.is_disputed() || !(1..=left).contains(&amount) {
            return Err(Refusal::conflict("not_disputable"));
        }
        let dispute = Dispute {
            id: random_id("dis"),
            state: DisputeState::Opened,
            amount,
            fee: FEE,
            currency: capture.currency.clone(),
            taken: false,
            reason: fraudulent(),
            at: self.now(),
        };
        self.keep(Fact::Disputed { payment: id.to_owned(), dispute: dispute.clone() })?;
        self.note(id, Kind::DisputeOpened)?;
        Ok(dispute)
    }

    /// Gives a direct debit back to the buyer, for good.
    ///
    /// # Errors
    /// 409 for a payment that is no debit, is not taken yet, or came back already; and for more than was taken.
    pub(crate) fn return_debit(&mut self, id: &str, wanted: Return) -> Result<Dispute, Refusal> {
        let payment = self.payment(id)?;
        let capture = payment.captures.first().filter(|_| payment.is_debit()).ok_or_else(|| Refusal::conflict("not_a_debit"))?;
        let amount = wanted.amount.unwrap_or(payment.captured() - payment.refunded());
        if payment.is_disputed() || !(1..=payment.captured()).contains(&amount) {
            return Err(Refusal::conflict("not_disputable"));
        }
        let dispute = Dispute {
            id: random_id("dis"),
            state: DisputeState::Lost,
            amount,
            fee: RETURN_FEE,
            currency: capture.currency.clone(),
            taken: true,
            reason: wanted.reason.unwrap_or_else(|| "debit_not_authorized".to_owned()),
            at: wanted.at.unwrap_or_else(|| self.now()),
        };
        self.keep(Fact::Disputed { payment: id.to_owned(), dispute: dispute.clone() })?;
        for kind in [Kind::Returned, Kind::DisputeOpened, Kind::DisputeWithdrawn, Kind::DisputeClosed] {
            if self.payment(id)?.tells(kind) {
                self.note(id, kind)?;
            }
        }
        Ok(dispute)
    }

    /// Takes the money, or decides.
    ///
    /// # Errors
    /// 404, or 409 for a dispute that is decided or would go back.
    pub(crate) fn move_dispute(&mut self, id: &str, dispute: &str, to: DisputeState) -> Result<(), Refusal> {
        let held = self.payment(id)?.disputes.iter().find(|held| held.id == dispute).ok_or_else(Refusal::not_found)?;
        let kind = match (held.state, to) {
            (DisputeState::Opened, DisputeState::Withdrawn) => Kind::DisputeWithdrawn,
            (DisputeState::Opened | DisputeState::Withdrawn, DisputeState::Won | DisputeState::Lost) => Kind::DisputeClosed,
            _ => return Err(Refusal::conflict("dispute_state")),
        };
        // Nobody keeps what was never taken.
        if to == DisputeState::Lost && !held.taken {
            self.keep(Fact::DisputeMoved { payment: id.to_owned(), dispute: dispute.to_owned(), to: DisputeState::Withdrawn })?;
        }
        self.keep(Fact::DisputeMoved { payment: id.to_owned(), dispute: dispute.to_owned(), to })?;
        self.note(id, kind)
    }
}
