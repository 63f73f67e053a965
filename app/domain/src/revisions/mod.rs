//! Changing the price of a trip that was sold: what the law lets an agency do by itself, what it must ask, and what it may not do at all.
//!
//! France: Code du tourisme, R.211-9 (more than 8 % lets the traveller refuse; notice of at least 20 days). Switzerland: LVF (RS 944.3), art. 7 (at least
//! three weeks) and art. 8 (an essential change; its 10 % is *unverified*). A price may always fall.
//!
//! A rise above the limit is a proposal: until its traveller accepts it, the old price holds. Silence is no consent: a proposal that nobody answers lapses, and
//! nothing changes. (Whether a contract may let silence mean yes is *unverified*; how long the traveller must be given is too, see [`ANSWER_DAYS`].)

mod draft;
mod state;

pub use draft::{AnswerDraft, REASON_MAX, Revise, RevisionDraft};
pub use state::{RevisionEvent, RevisionStand, RevisionState, next, stand};

use crate::dates;
use crate::money::Money;
use crate::trips::Entity;
use serde::{Deserialize, Serialize};
use time::Date;

/// Days a traveller is given to answer. The law wants a reasonable time and names none (*unverified*).
pub const ANSWER_DAYS: i64 = 7;

/// What the law of a company's country says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionLaw {
    /// Above this many percent of the price that was agreed, the traveller is asked.
    pub percent: u32,
    /// With less notice than this many days before departure, the price may not rise.
    pub notice_days: u32,
}

impl RevisionLaw {
    /// The limit in hundredths of a percent.
    pub const fn limit_bp(self) -> i128 {
        self.percent as i128 * 100
    }

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
        /// Nothing: the price does not rise.
        Free = "free",
        /// Nothing but telling: it holds from now on, and whoever pays is told how it was calculated.
        Apply = "apply",
        /// The traveller's consent: until then the old price holds.
        Ask = "ask",
        /// It may not be: too late.
        Refuse = "refuse",
    }
}

words! {
    /// Why the price of a sold trip rises. The law knows the first three; anything else is a change that the traveller wants and agrees to.
    RevisionCause {
        /// Carriage of passengers: fuel and other power.
        Transport = "transport",
        /// Taxes and fees on what is included, set by others.
        Taxes = "taxes",
        /// Exchange rates.
        Exchange = "exchange",
        /// The traveller asked for it.
        Wish = "wish",
    }
}

/// What follows from changing the price of a sold trip on `today`.
///
/// `agreed` is the price that was agreed at first, not the last one, so that small rises do not add up to a large one unasked; a price that has fallen since is
/// what a rise is measured by. Insurance premiums are no part of any of the three. Without a departure date no notice can be too short. Prices in two currencies
/// are two contracts: the traveller is asked.
pub fn revise(law: RevisionLaw, agreed: Money, now: Money, new: Money, today: Date, departure: Option<Date>) -> Revision {
    if agreed.currency != new.currency || now.currency != new.currency {
        return Revision::Ask;
    }
    if new.minor <= now.minor {
        return Revision::Free;
    }
    if departure.is_some_and(|departure| dates::days_between(today, departure) < i64::from(law.notice_days)) {
        return Revision::Refuse;
    }
    let base = i128::from(measure(agreed, now).minor);
    let rise = i128::from(new.minor) - base;
    if rise * 10_000 > base.max(0) * law.limit_bp() { Revision::Ask } else { Revision::Apply }
}

/// What a rise of a price that is `now` is measured by, when `agreed` was agreed at first.
pub fn measure(agreed: Money, now: Money) -> Money {
    Money::new(agreed.minor.min(now.minor), now.currency)
}

/// What a change for `cause` asks for: whoever wants it agrees to it, early or late, small or large.
pub const fn for_cause(revision: Revision, cause: RevisionCause) -> Revision {
    match (revision, cause) {
        (Revision::Apply | Revision::Ask | Revision::Refuse, RevisionCause::Wish) => Revision::Ask,
        (revision, _) => revision,
    }
}

/// By how many hundredths of a percent `new` is above (or below) `base`. Rounded away from zero, so that what is above a limit never reads as the limit.
/// `None` when nothing compares them: another currency, or nothing to begin with.
pub fn change_bp(base: Money, new: Money) -> Option<i64> {
    if base.currency != new.currency || base.minor <= 0 {
        return None;
    }
    let (base, difference) = (i128::from(base.minor), i128::from(new.minor) - i128::from(base.minor));
    let bp = (difference.abs() * 10_000 + base - 1) / base * difference.signum();
    i64::try_from(bp).ok()
}

/// The last day on which a proposal made on `today` can be answered: before the departure, and never before it was made.
pub fn answer_by(today: Date, departure: Option<Date>) -> Date {
    let last = dates::plus_days(today, ANSWER_DAYS);
    departure.map_or(last, |departure| last.min(dates::plus_days(departure, -1))).max(today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::{central_european, from_iso, plus_days};
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
    fn the_day_is_the_agencys_on_the_nights_the_clock_changes() {
        // 20 days before 17 April is 28 March, the day summer time begins; before 20 November, 31 October, the day it ends.
        for (departure, turns, hour) in [("2027-04-17", "2027-03-28", 22), ("2027-11-20", "2027-10-31", 23)] {
            let midnight = from_iso(turns).unwrap().with_hms(hour, 0, 0).unwrap().assume_utc();
            let at = |instant| {
                revise(FRANCE, eur(1_000_000), eur(1_000_000), eur(1_000_001), central_european(instant).date(), from_iso(departure))
            };
            assert_eq!((at(midnight - time::Duration::SECOND), at(midnight)), (Revision::Apply, Revision::Refuse), "{departure}");
        }
    }

    #[test]
    fn a_price_may_always_fall_and_small_rises_add_up() {
        assert_eq!(change(FRANCE, 999_999, 0, "2027-07-14"), Revision::Free);
        assert_eq!(change(FRANCE, 1_000_000, 0, "2027-07-14"), Revision::Free);
        let departure = from_iso("2027-07-14");
        let today = plus_days(departure.unwrap(), -60);
        let step = |now: i64, new: i64| revise(FRANCE, eur(1_000_000), eur(now), eur(new), today, departure);
        assert_eq!((step(1_000_000, 1_050_000), step(1_050_000, 1_080_001)), (Revision::Apply, Revision::Ask));
        assert_eq!(step(1_050_000, 1_040_000), Revision::Free, "falling back is no rise");
        assert_eq!((step(500_000, 540_000), step(500_000, 540_001)), (Revision::Apply, Revision::Ask), "measured by what it has fallen to");
        assert_eq!(revise(FRANCE, eur(0), eur(0), eur(1), today, None), Revision::Ask, "nothing was agreed");
        let francs = Money::new(1_000_000, Currency::CHF);
        assert_eq!(revise(SWITZERLAND, eur(1_000_000), eur(1_000_000), francs, today, departure), Revision::Ask);
    }

    #[test]
    fn whoever_wants_a_change_agrees_to_it() {
        for revision in [Revision::Apply, Revision::Ask, Revision::Refuse] {
            assert_eq!(for_cause(revision, RevisionCause::Wish), Revision::Ask);
            assert_eq!(for_cause(revision, RevisionCause::Taxes), revision);
        }
        assert_eq!(for_cause(Revision::Free, RevisionCause::Wish), Revision::Free, "who pays less need not agree");
    }

    #[test]
    fn a_percentage_above_the_limit_never_reads_as_the_limit() {
        assert_eq!(change_bp(eur(1_000_000), eur(1_080_000)), Some(800));
        assert_eq!(change_bp(eur(1_000_000), eur(1_080_001)), Some(801));
        assert_eq!(change_bp(eur(1_000_000), eur(999_999)), Some(-1));
        assert_eq!(change_bp(eur(1_000_000), eur(1_000_000)), Some(0));
        assert_eq!(change_bp(eur(0), eur(1)), None);
        assert_eq!(change_bp(eur(1), Money::new(1, Currency::CHF)), None);
        assert_eq!(change_bp(eur(1), eur(i64::MAX)), None, "no number for that");
    }

    #[test]
    fn an_answer_is_due_within_a_week_and_before_the_departure() {
        let day = |text: &str| from_iso(text).unwrap();
        assert_eq!(answer_by(day("2028-02-25"), Some(day("2028-06-01"))), day("2028-03-03"), "over a leap day");
        assert_eq!(answer_by(day("2027-07-10"), Some(day("2027-07-14"))), day("2027-07-13"));
        assert_eq!(answer_by(day("2027-07-14"), Some(day("2027-07-14"))), day("2027-07-14"));
        assert_eq!(answer_by(day("2026-12-28"), None), day("2027-01-04"));
    }
}
