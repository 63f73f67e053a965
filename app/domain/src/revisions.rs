//! Raising the price of a trip that was sold: what the law lets an agency do by itself, what it must ask, and what it may not do at all.
//!
//! France: Code du tourisme, R.211-9 (more than 8 % lets the traveller refuse; notice of at least 20 days). Switzerland: LVF (RS 944.3), art. 7 (at least
//! three weeks) and art. 8 (an essential change; its 10 % is *unverified*). A price may always fall.

use crate::dates;
use crate::money::Money;
use crate::trips::Entity;
use serde::{Deserialize, Serialize};
use time::Date;

/// Days within which money goes back to whoever refuses.
pub const REFUND_DAYS: i64 = 14;

/// What the law of a company's country says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionLaw {
    /// Above this many percent of the price that was agreed, the traveller is asked.
    pub percent: u32,
    /// With less notice than this many days before departure, the price may not rise.
    pub notice_days: u32,
}

impl RevisionLaw {
    /// The law that holds for trips of `entity`.
    pub const fn of(entity: Entity) -> Self {
        match entity {
            Entity::France => Self { percent: 8, notice_days: 20 },
            Entity::Switzerland => Self { percent: 10, notice_days: 21 },
        }
    }
}

words! {
    /// What a change of price asks for.
    Revision {
        /// Nothing: it may be written down, and the traveller is told.
        Apply = "apply",
        /// The traveller's consent: until then the old price holds.
        Ask = "ask",
        /// It may not be: too late.
        Refuse = "refuse",
    }
}

/// What follows from changing the price of a sold trip on `today`.
///
/// `agreed` is the price that was agreed at first, not the last one, so that small rises do not add up to a large one unasked; insurance premiums are no part of
/// either. Without a departure date no notice can be too short. Prices in two currencies are two contracts: the traveller is asked.
pub fn revise(law: RevisionLaw, agreed: Money, now: Money, new: Money, today: Date, departure: Option<Date>) -> Revision {
    if agreed.currency != new.currency || now.currency != new.currency {
        return Revision::Ask;
    }
    if new.minor <= now.minor {
        return Revision::Apply;
    }
    if departure.is_some_and(|departure| dates::days_between(today, departure) < i64::from(law.notice_days)) {
        return Revision::Refuse;
    }
    let rise = i128::from(new.minor) - i128::from(agreed.minor);
    if rise * 100 > i128::from(agreed.minor.max(0)) * i128::from(law.percent) { Revision::Ask } else { Revision::Apply }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::{from_iso, plus_days};
    use crate::money::Currency;

    const FRANCE: RevisionLaw = RevisionLaw::of(Entity::France);
    const SWITZERLAND: RevisionLaw = RevisionLaw::of(Entity::Switzerland);

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    /// A change from 10 000.00 to `new`, so many days before a departure on `departure`.
    fn change(law: RevisionLaw, new: i64, days: i64, departure: &str) -> Revision {
        let departure = from_iso(departure).unwrap();
        revise(law, eur(1_000_000), eur(1_000_000), eur(new), plus_days(departure, -days), Some(departure))
    }

    #[test]
    fn eight_percent_is_applied_and_a_hundredth_more_is_asked() {
        for departure in ["2028-02-29", "2027-03-28", "2027-10-31", "2027-07-14"] {
            assert_eq!(change(FRANCE, 1_080_000, 60, departure), Revision::Apply);
            assert_eq!(change(FRANCE, 1_080_001, 60, departure), Revision::Ask);
            assert_eq!(change(FRANCE, 1_080_100, 60, departure), Revision::Ask, "8.01 %");
            assert_eq!(change(SWITZERLAND, 1_100_000, 60, departure), Revision::Apply);
            assert_eq!(change(SWITZERLAND, 1_100_001, 60, departure), Revision::Ask);
        }
    }

    #[test]
    fn the_notice_is_twenty_days_in_france_and_twenty_one_in_switzerland() {
        // A leap day, both changes of the clock, the new year.
        for departure in ["2028-02-29", "2028-03-19", "2027-03-28", "2027-04-16", "2027-10-31", "2027-11-19", "2027-01-10"] {
            assert_eq!(change(FRANCE, 1_000_001, 20, departure), Revision::Apply, "{departure}");
            assert_eq!(change(FRANCE, 1_000_001, 19, departure), Revision::Refuse, "{departure}");
            assert_eq!(change(FRANCE, 1_080_001, 20, departure), Revision::Ask, "{departure}");
            assert_eq!(change(FRANCE, 1_080_001, 19, departure), Revision::Refuse, "{departure}");
            assert_eq!(change(SWITZERLAND, 1_000_001, 21, departure), Revision::Apply, "{departure}");
            assert_eq!(change(SWITZERLAND, 1_000_001, 20, departure), Revision::Refuse, "{departure}");
        }
    }

    #[test]
    fn a_price_may_always_fall_and_small_rises_add_up() {
        assert_eq!(change(FRANCE, 999_999, 0, "2027-07-14"), Revision::Apply);
        assert_eq!(change(FRANCE, 1_000_000, 0, "2027-07-14"), Revision::Apply);
        let departure = from_iso("2027-07-14");
        let today = plus_days(departure.unwrap(), -60);
        let step = |now: i64, new: i64| revise(FRANCE, eur(1_000_000), eur(now), eur(new), today, departure);
        assert_eq!((step(1_000_000, 1_050_000), step(1_050_000, 1_080_001)), (Revision::Apply, Revision::Ask));
        assert_eq!(step(1_050_000, 1_040_000), Revision::Apply, "falling back is no rise");
        assert_eq!(revise(FRANCE, eur(0), eur(0), eur(1), today, None), Revision::Ask, "nothing was agreed");
        let francs = Money::new(1_000_000, Currency::CHF);
        assert_eq!(revise(SWITZERLAND, eur(1_000_000), eur(1_000_000), francs, today, departure), Revision::Ask);
    }
}
