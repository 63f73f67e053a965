//! Disputes: a payer's bank takes a capture back, until it is decided whose the money is.
//!
//! A dispute of a card changes nothing of what the payer has paid: it is between the house and the bank. The money is withdrawn once, and then comes back or
//! is lost once, in whatever order the news comes; a fee stays the house's, whoever wins.
//!
//! A direct debit is another matter. Its payer has eight weeks to have it back without a question, thirteen months when they never allowed it, and nobody
//! can object: they have not paid. So it is taken back out of what the house holds of them, and is owed again.

use super::refunds::{Held, Parts};
use super::truth::CaptureKey;
use super::ways::PayMethod;
use crate::money::Money;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

words! {
    /// How far a dispute is.
    DisputeStage {
        /// The payer's bank asks; nothing was taken yet.
        Opened = "opened",
        /// The money was taken from us.
        Withdrawn = "funds_withdrawn",
        /// Decided for us: what was taken came back.
        Won = "won",
        /// Decided against us: it is gone.
        Lost = "lost",
    }
}

words! {
    /// Whose affair a dispute is.
    #[derive(Default)]
    DisputeKind {
        /// Between the house and the payer's bank: the payer's account is left alone.
        #[default]
        Claim = "claim",
        /// A direct debit that came back: the payer has not paid.
        Return = "return",
    }
}

impl DisputeKind {
    /// Of a payment for which `asked` was chosen here and of which the gateway says that `said` was used. Its word counts: a page may offer more than what was
    /// asked for.
    pub const fn of(asked: Option<PayMethod>, said: Option<PayMethod>) -> Self {
        let used = match said {
            Some(_) => said,
            None => asked,
        };
        match used {
            Some(PayMethod::SepaDebit) => Self::Return,
            Some(PayMethod::Card | PayMethod::Twint) | None => Self::Claim,
        }
    }
}

impl DisputeStage {
    /// The stage after a gateway said `seen`: never back, and a decision stands.
    pub const fn next(self, seen: Self) -> Self {
        match (self, seen) {
            (Self::Won | Self::Lost, _) => self,
            (_, Self::Won | Self::Lost) => seen,
            (Self::Withdrawn, _) | (_, Self::Withdrawn) => Self::Withdrawn,
            (Self::Opened, Self::Opened) => Self::Opened,
        }
    }

    /// Whether it is decided.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Won | Self::Lost)
    }

    /// Whether money of the capture may go back to the payer: not while the bank may take it, or has.
    pub const fn blocks_refunds(self) -> bool {
        !matches!(self, Self::Won)
    }
}

/// A dispute as a gateway tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GatewayDispute {
    /// The gateway's name of it.
    pub key: String,
    /// Of which capture.
    pub capture: CaptureKey,
    /// How much is disputed.
    pub money: Money,
    /// What was taken from us; zero until then.
    pub taken: Money,
    /// What the gateway charges for it; zero until then.
    pub fee: Money,
    /// How far it is.
    pub stage: DisputeStage,
    /// With what was paid, as far as the gateway says.
    pub method: Option<PayMethod>,
    /// Until when we may answer.
    #[serde(with = "time::serde::timestamp::option")]
    pub answer_by: Option<OffsetDateTime>,
}

words! {
    /// A fact of a dispute that the ledger holds at most once.
    DisputeFact {
        /// The money was taken.
        Withdrawn = "withdrawn",
        /// It came back.
        Won = "won",
        /// It is gone.
        Lost = "lost",
        /// It was taken out of what the house holds of the payer.
        Returned = "returned",
        /// What was taken so came back all the same.
        Restored = "restored",
    }
}

/// The facts that the ledger has to hold of a dispute at `stage`, of which `taken` was taken, in the order of booking.
pub fn dispute_facts(kind: DisputeKind, stage: DisputeStage, taken: Money) -> &'static [DisputeFact] {
    use DisputeFact as F;
    use DisputeStage as S;
    match (kind, stage, taken.minor > 0) {
        (_, _, false) | (_, S::Opened, true) => &[],
        (DisputeKind::Claim, S::Withdrawn, true) => &[F::Withdrawn],
        (DisputeKind::Claim, S::Won, true) => &[F::Withdrawn, F::Won],
        (DisputeKind::Claim, S::Lost, true) => &[F::Withdrawn, F::Lost],
        // What was taken is gone, whatever is still said about it.
        (DisputeKind::Return, S::Withdrawn | S::Lost, true) => &[F::Returned],
        (DisputeKind::Return, S::Won, true) => &[F::Returned, F::Restored],
    }
}

/// Where money that went back to a payer is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenBack {
    /// Out of the payer's pockets: what counted is then owed again.
    pub parts: Parts,
    /// What they do not hold any more: the payer has had it before, by a refund, and owes it besides the price.
    pub beyond: Money,
}

/// Takes `taken` of a capture that was booked as `booked` out of pockets that hold `held`: what counted first, then what was kept aside, then what has moved
/// into the other pocket since. So an account always says what the house really has of its payer, whatever went back before and on whichever way.
pub fn take_back(taken: Money, booked: Parts, held: Held) -> TakenBack {
    let currency = taken.currency;
    let of = |money: Money| if money.currency == currency { money.minor.max(0) } else { 0 };
    let (in_advances, aside) = (of(held.advances), of(held.unapplied));
    let whole = taken.minor.max(0);
    let first = whole.min(of(booked.advances)).min(in_advances);
    let second = (whole - first).min(of(booked.unapplied)).min(aside);
    let missing = whole - first - second;
    let more_aside = missing.min(aside - second);
    let more_advances = (missing - more_aside).min(in_advances - first);
    let money = |minor: i64| Money::new(minor, currency);
    TakenBack {
        parts: Parts { advances: money(first + more_advances), unapplied: money(second + more_aside) },
        beyond: money(missing - more_aside - more_advances),
    }
}

/// Of `money` that comes back from a payer who had too much, what settles that first, when they owe `claim` besides the price.
pub fn settle_claim(money: Money, claim: Money) -> Money {
    let owed = if claim.currency == money.currency { claim.minor.max(0) } else { 0 };
    Money::new(money.minor.max(0).min(owed), money.currency)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use proptest::prelude::*;

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    fn back(taken: i64, booked: (i64, i64), held: (i64, i64)) -> (i64, i64, i64) {
        let booked = Parts { advances: eur(booked.0), unapplied: eur(booked.1) };
        let TakenBack { parts, beyond } = take_back(eur(taken), booked, Held { advances: eur(held.0), unapplied: eur(held.1) });
        (parts.advances.minor, parts.unapplied.minor, beyond.minor)
    }

    #[test]
    fn only_a_debit_is_the_payer_s_to_have_back() {
        use PayMethod::{Card, SepaDebit, Twint};
        for (asked, said, kind) in [
            (Some(SepaDebit), None, DisputeKind::Return),
            (None, Some(SepaDebit), DisputeKind::Return),
            (Some(Card), Some(SepaDebit), DisputeKind::Return),
            (Some(SepaDebit), Some(Card), DisputeKind::Claim),
            (Some(Twint), None, DisputeKind::Claim),
            (None, None, DisputeKind::Claim),
        ] {
            assert_eq!(DisputeKind::of(asked, said), kind, "{asked:?} {said:?}");
        }
    }

    #[test]
    fn a_debit_is_taken_out_of_where_it_was_put_and_of_nothing_that_is_not_there() {
        assert_eq!(back(900, (900, 0), (900, 0)), (900, 0, 0));
        assert_eq!(back(900, (600, 300), (2_000, 300)), (600, 300, 0));
        assert_eq!(back(900, (900, 0), (500, 400)), (500, 400, 0), "the price fell meanwhile");
        assert_eq!(back(900, (600, 300), (2_000, 0)), (900, 0, 0), "the credit was applied meanwhile");
        assert_eq!(back(600, (900, 0), (600, 0)), (600, 0, 0), "of which 300 were refunded before");
        assert_eq!(back(900, (900, 0), (600, 0)), (600, 0, 300), "and had once more");
        assert_eq!(back(900, (0, 900), (0, 0)), (0, 0, 900));
    }

    #[test]
    fn what_is_gone_is_booked_whatever_is_said_about_it() {
        use DisputeFact::{Lost, Restored, Returned, Withdrawn};
        use DisputeKind::{Claim, Return};
        for (kind, stage, facts) in [
            (Return, DisputeStage::Opened, &[][..]),
            (Return, DisputeStage::Withdrawn, &[Returned][..]),
            (Return, DisputeStage::Lost, &[Returned][..]),
            (Return, DisputeStage::Won, &[Returned, Restored][..]),
            (Claim, DisputeStage::Lost, &[Withdrawn, Lost][..]),
        ] {
            assert_eq!(dispute_facts(kind, stage, eur(1)), facts, "{kind} {stage}");
            assert!(dispute_facts(kind, stage, eur(0)).is_empty());
        }
    }

    proptest! {
        #[test]
        fn what_is_taken_is_the_whole_and_never_more_than_is_held(taken in 0_i64..2_000, a in 0_i64..1_000, u in 0_i64..1_000, ha in -50_i64..1_500, hu in 0_i64..1_500) {
            let (advances, unapplied, beyond) = back(taken, (a, u), (ha, hu));
            prop_assert_eq!(advances + unapplied + beyond, taken);
            prop_assert!((0..=ha.max(0)).contains(&advances) && (0..=hu).contains(&unapplied) && beyond >= 0);
            prop_assert!(beyond == 0 || (advances, unapplied) == (ha.max(0), hu), "nothing is claimed while anything is held");
        }
    }
}
