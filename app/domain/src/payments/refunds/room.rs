//! What can be given back: never more than was captured, and never more than the house holds of the payer.

use super::state::RefundStage;
use crate::money::Money;
use crate::payments::settle_claim;
use serde::{Deserialize, Serialize};

/// What the house holds of one payer in one currency, less what refunds under way have taken of it already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// What counts towards the price.
    pub advances: Money,
    /// What counts towards nothing yet.
    pub unapplied: Money,
}

impl Held {
    /// Both together; never below zero.
    pub fn all(self) -> Money {
        let sum = self.advances.minor.max(0).saturating_add(self.unapplied.minor.max(0));
        Money::new(sum, self.advances.currency)
    }

    /// What of it can be given back while its payer owes `claim` besides the price: their credit is kept for that first.
    pub fn beside(self, claim: Money) -> Self {
        let kept = settle_claim(self.unapplied, claim);
        let unapplied = Money::new(self.unapplied.minor.saturating_sub(kept.minor), self.unapplied.currency);
        Self { unapplied, ..self }
    }
}

/// Out of which pockets of a payer an amount is given back; both at least zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts {
    /// Out of what counts towards the price, which is then owed again.
    pub advances: Money,
    /// Out of what counts towards nothing.
    pub unapplied: Money,
}

/// What is left of a capture: captured, less its refunds that did not fail. Below zero when more went back than came.
pub fn capture_left(captured: Money, refunds: impl IntoIterator<Item = (RefundStage, Money)>) -> Money {
    let counted = refunds.into_iter().filter(|(stage, money)| stage.counts() && money.currency == captured.currency);
    let minor = counted.fold(captured.minor, |left, (_, money)| left.saturating_sub(money.minor.max(0)));
    Money::new(minor, captured.currency)
}

/// What can be given back now: of a capture of which `left` is left, or of everything held when no capture is meant.
pub fn refundable(left: Option<Money>, held: Held) -> Money {
    let all = held.all();
    match left {
        Some(left) if left.currency == all.currency => Money::new(left.minor.clamp(0, all.minor), all.currency),
        Some(left) => Money::zero(left.currency),
        None => all,
    }
}

/// The pockets for `amount`: the credit first, because giving it back leaves nothing to be paid again. Should the house hold less than that,
/// the rest comes out of the advances: what a gateway has given back is a fact.
pub fn take_from(amount: Money, held: Held) -> Parts {
    let credit = if held.unapplied.currency == amount.currency { held.unapplied.minor.max(0) } else { 0 };
    let unapplied = amount.minor.max(0).min(credit);
    let advances = amount.minor.max(0).saturating_sub(unapplied);
    Parts { advances: Money::new(advances, amount.currency), unapplied: Money::new(unapplied, amount.currency) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    #[test]
    fn a_credit_is_kept_for_what_its_payer_owes_besides() {
        let eur = |minor| Money::new(minor, Currency::EUR);
        let held = |advances, unapplied| Held { advances: eur(advances), unapplied: eur(unapplied) };
        for (claim, left) in [(0, 300), (100, 200), (300, 0), (400, 0), (-100, 300)] {
            assert_eq!(held(500, 300).beside(eur(claim)), held(500, left), "{claim}");
        }
        assert_eq!(held(500, -20).beside(eur(100)), held(500, -20));
        assert_eq!(held(500, 300).beside(Money::new(100, Currency::CHF)), held(500, 300));
    }
}
