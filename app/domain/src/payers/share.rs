//! Shares of a price, and what a change of the price does to them.

use crate::ids::PayerId;
use crate::money::Money;
use serde::{Deserialize, Serialize};

/// What a payer holds of a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// Who.
    pub payer: PayerId,
    /// Their share so far.
    pub share: Money,
    /// For how many people they pay; `None` when the share is an amount.
    pub persons: Option<u32>,
}

/// The shares of `price`, in the order of `held`; their sum is the price (zero when it is negative).
///
/// While a trip is not sold, shares by persons are split anew. Once it is, and whenever shares are amounts, what was agreed stays and only the difference is
/// split, by the shares held so far; nobody's share falls below zero.
pub fn follow(price: Money, held: &[Holding], sold: bool) -> Vec<Money> {
    let price = Money::new(price.minor.max(0), price.currency);
    let persons: Option<Vec<i64>> = held.iter().map(|held| held.persons.map(i64::from)).collect();
    let shares: Vec<i64> =
        held.iter().map(|held| if held.share.currency == price.currency { held.share.minor.max(0) } else { 0 }).collect();
    match persons.filter(|_| !sold) {
        Some(persons) => price.split_among(&persons),
        None => {
            let before = shares.iter().fold(0_i64, |sum, share| sum.saturating_add(*share));
            // Nothing was agreed yet: everybody the same.
            let weights = if before == 0 { vec![1; shares.len()] } else { shares.clone() };
            let difference = Money::new(price.minor.saturating_sub(before), price.currency);
            let parts = difference.split_among(&weights);
            shares.iter().zip(parts).map(|(share, part)| Money::new(share.saturating_add(part.minor), price.currency)).collect()
        }
    }
}

/// The part of the insurance premium that each share carries: in proportion, never above the share.
pub fn premiums(insurance: Money, shares: &[Money]) -> Vec<Money> {
    insurance.split_among(&shares.iter().map(|share| share.minor).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use uuid::Uuid;

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    fn held(shares: &[i64], persons: Option<u32>) -> Vec<Holding> {
        let one = |(at, share): (usize, &i64)| Holding { payer: PayerId(Uuid::from_u128(at as u128)), share: eur(*share), persons };
        shares.iter().enumerate().map(one).collect()
    }

    fn minors(shares: &[Money]) -> Vec<i64> {
        shares.iter().map(|share| share.minor).collect()
    }

    #[test]
    fn persons_are_split_anew_until_the_trip_is_sold() {
        let mut three = held(&[30_000, 60_000, 10_001], Some(1));
        three[1].persons = Some(2);
        assert_eq!(minors(&follow(eur(200_001), &three, false)), [50_000, 100_001, 50_000]);
        assert_eq!(minors(&follow(eur(200_002), &three, true)), [60_000, 120_000, 20_002], "agreed amounts keep their proportion");
    }

    #[test]
    fn only_the_difference_of_agreed_amounts_is_split() {
        assert_eq!(minors(&follow(eur(110_000), &held(&[20_000, 80_000], None), true)), [22_000, 88_000]);
        assert_eq!(minors(&follow(eur(99_999), &held(&[20_000, 80_000], None), true)), [20_000, 79_999]);
        assert_eq!(minors(&follow(eur(0), &held(&[1, 2], None), true)), [0, 0]);
        assert_eq!(minors(&follow(eur(-5), &held(&[1, 2], None), true)), [0, 0]);
        assert_eq!(minors(&follow(eur(101), &held(&[0, 0], None), true)), [51, 50], "nothing agreed yet");
        assert_eq!(
            minors(&follow(Money::new(101, Currency::CHF), &held(&[70, 30], None), true)),
            [51, 50],
            "another currency is a new price"
        );
    }

    #[test]
    fn a_premium_never_exceeds_its_share() {
        assert_eq!(minors(&premiums(eur(100), &[eur(1), eur(99), eur(100)])), [1, 49, 50]);
        assert_eq!(minors(&premiums(eur(200), &[eur(1), eur(99), eur(100)])), [1, 99, 100]);
    }
}
