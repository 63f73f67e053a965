//! What leaves a gateway but by refunds: its fees, and what it pays out to the bank account; and a payout that a person reads from a statement.
//!
//! A payout is booked when it leaves the gateway's balance, onto an account of payouts under way, which the line of the bank statement clears: so that the
//! gateway's own balance and our clearing account agree, and money is on the bank account once.

use crate::error::{ErrorCode, FieldErrors, Refusal};
use crate::money::{Currency, Money};
use crate::text;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

words! {
    /// How far a payout is.
    PayoutStage {
        /// It left the gateway's balance and has not arrived.
        UnderWay = "under_way",
        /// The gateway says that it arrived.
        Paid = "paid",
        /// It came back to the gateway's balance.
        Failed = "failed",
        /// It was called back before it arrived.
        Cancelled = "cancelled",
    }
}

impl PayoutStage {
    /// The stage after a gateway said `seen`: never back, but for a payout that fails after it was paid.
    pub const fn next(self, seen: Self) -> Self {
        match (self, seen) {
            (Self::Failed | Self::Cancelled, _) | (Self::Paid, Self::UnderWay) => self,
            (Self::UnderWay | Self::Paid, _) => seen,
        }
    }

    /// Whether its money is back at the gateway.
    pub const fn came_back(self) -> bool {
        matches!(self, Self::Failed | Self::Cancelled)
    }

    /// What the bank statement has still to show of a payout of `booked`, of which it has shown `shown`; below zero for money that leaves the bank account.
    pub const fn awaited(self, booked: i64, shown: i64) -> i64 {
        let stands = if self.came_back() { 0 } else { booked };
        stands.saturating_sub(shown)
    }
}

/// A fee as a gateway tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GatewayFee {
    /// The gateway's name of it.
    pub key: String,
    /// The gateway's name of the capture or refund that it was taken on; empty for one on nothing in particular.
    pub about: String,
    /// How much; below zero for one given back.
    pub money: Money,
    /// When.
    pub at: OffsetDateTime,
}

/// A payout as a gateway tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GatewayPayout {
    /// The gateway's name of it.
    pub key: String,
    /// How much; below zero when the gateway draws money from our account.
    pub money: Money,
    /// How far it is.
    pub stage: PayoutStage,
    /// When it left the gateway's balance.
    pub at: OffsetDateTime,
    /// The day it is to be on the bank account.
    pub arrives_on: Date,
    /// What the line of the bank statement will say; may be empty.
    pub reference: String,
}

/// What leaves a gateway's balance but by refunds and disputes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BalanceMove {
    /// A fee.
    Fee(GatewayFee),
    /// A payout.
    Payout(GatewayPayout),
}

/// A payout that a person reads from a line of a statement, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PayoutDraft {
    /// Which clearing account: company, gateway and account there (`fr:lyra:12345678`).
    pub gateway: String,
    /// What the gateway kept of it, in the currency of the line; empty for nothing.
    pub fee: String,
}

/// A checked payout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayoutTaken {
    /// Which clearing account.
    pub gateway: String,
    /// What the gateway kept, at least zero.
    pub fee: Money,
}

impl PayoutDraft {
    /// The checked payout, for a line in `currency`.
    ///
    /// # Errors
    /// At `gateway`: [`ErrorCode::Required`]. At `fee`: [`ErrorCode::NotAnAmount`], [`ErrorCode::NegativeAmount`], [`ErrorCode::AmountTooLarge`].
    pub fn check(&self, currency: Currency) -> Result<PayoutTaken, FieldErrors> {
        let mut errors = FieldErrors::new();
        let gateway = errors.take("gateway", text::required(&self.gateway, 200));
        let fee = errors.take("fee", fee(&self.fee, currency));
        errors.finish(|| Some(PayoutTaken { gateway: gateway?, fee: fee? }))
    }
}

fn fee(typed: &str, currency: Currency) -> Result<Money, Refusal> {
    if typed.trim().is_empty() {
        return Ok(Money::zero(currency));
    }
    let fee = Money::parse(typed, currency)?;
    if fee.minor < 0 { Err(ErrorCode::NegativeAmount.into()) } else { Ok(fee) }
}

impl PayoutTaken {
    /// What is taken out of the clearing account, of which `held` is there, when `came` arrived.
    ///
    /// # Errors
    /// [`ErrorCode::AboveClearing`], with `held`, at `fee` when the fee makes it too much, else at `gateway`.
    pub fn gross(&self, came: Money, held: Money) -> Result<Money, FieldErrors> {
        let refusal = |field| FieldErrors::one(field, Refusal::new(ErrorCode::AboveClearing).with("held", held.plain()));
        let gross = came.add(self.fee).filter(|gross| gross.currency == held.currency);
        match gross {
            Some(gross) if gross.minor <= held.minor => Ok(gross),
            _ if came.minor <= held.minor => Err(refusal("fee")),
            _ => Err(refusal("gateway")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use PayoutStage::{Cancelled, Failed, Paid, UnderWay};
    use proptest::prelude::*;

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    #[test]
    fn a_payout_may_fail_after_it_was_paid_and_never_comes_alive_again() {
        assert_eq!(UnderWay.next(Paid), Paid);
        assert_eq!(Paid.next(UnderWay), Paid, "told late");
        assert_eq!(Paid.next(Failed), Failed);
        for seen in PayoutStage::ALL {
            assert_eq!(Failed.next(*seen), Failed);
            assert_eq!(Cancelled.next(*seen), Cancelled);
        }
    }

    #[test]
    fn the_statement_has_to_show_what_stands_and_to_take_back_what_does_not() {
        assert_eq!(UnderWay.awaited(900, 0), 900);
        assert_eq!(Paid.awaited(900, 900), 0);
        assert_eq!(Failed.awaited(900, 0), 0, "it never came");
        assert_eq!(Failed.awaited(900, 900), -900, "it came and goes back");
        assert_eq!(Paid.awaited(-200, 0), -200, "the gateway draws money");
    }

    #[test]
    fn a_fee_is_read_as_typed() {
        let draft = |fee: &str| PayoutDraft { gateway: "fr:lyra:1".into(), fee: fee.into() };
        assert_eq!(draft("").check(Currency::EUR).unwrap().fee, eur(0));
        assert_eq!(draft("12,50").check(Currency::EUR).unwrap().fee, eur(1_250));
        for (typed, code) in [("-1", ErrorCode::NegativeAmount), ("much", ErrorCode::NotAnAmount)] {
            assert_eq!(draft(typed).check(Currency::EUR).unwrap_err().get("fee").map(|refusal| refusal.code), Some(code), "{typed}");
        }
        let none = PayoutDraft::default().check(Currency::EUR).unwrap_err();
        assert_eq!(none.get("gateway").map(|refusal| refusal.code), Some(ErrorCode::Required));
    }

    #[test]
    fn too_much_is_refused_where_it_was_typed() {
        let taken = |fee| PayoutTaken { gateway: "fr:lyra:1".into(), fee: eur(fee) };
        let field = |came, fee, held| {
            taken(fee).gross(eur(came), eur(held)).map_err(|errors| errors.0.into_iter().map(|(field, _)| field).collect::<Vec<_>>())
        };
        assert_eq!(field(900, 100, 1_000), Ok(eur(1_000)));
        assert_eq!(field(900, 101, 1_000), Err(vec!["fee".to_owned()]));
        assert_eq!(field(1_001, 0, 1_000), Err(vec!["gateway".to_owned()]));
        assert_eq!(field(i64::MAX, 1, i64::MAX), Err(vec!["fee".to_owned()]));
        assert!(taken(0).gross(eur(1), Money::new(5, Currency::CHF)).is_err());
    }

    proptest! {
        #[test]
        fn never_more_than_there_is(came in 1_i64..10_000, fee in 0_i64..1_000, held in -1_000_i64..12_000) {
            let taken = PayoutTaken { gateway: "fr:lyra:1".into(), fee: eur(fee) };
            prop_assert_eq!(taken.gross(eur(came), eur(held)).is_ok(), came + fee <= held);
        }

        #[test]
        fn whatever_is_told_in_whatever_order_ends_alike(order in Just(vec![UnderWay, Paid, Failed]).prop_shuffle()) {
            prop_assert_eq!(order.into_iter().fold(UnderWay, PayoutStage::next), Failed);
        }
    }
}
