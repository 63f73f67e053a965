//! The laws of a rising price, for any prices and any days.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use domain::dates::plus_days;
use domain::money::{Currency, Money};
use domain::revisions::{Revision, RevisionLaw, answer_by, change_bp, measure, revise};
use domain::trips::Entity;
use proptest::prelude::*;
use time::Date;

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

fn law() -> impl Strategy<Value = RevisionLaw> {
    prop_oneof![Just(RevisionLaw::of(Entity::France)), Just(RevisionLaw::of(Entity::Switzerland))]
}

/// Any day from 2020 to 2100: leap days, new years and changes of the clock among them.
fn day() -> impl Strategy<Value = Date> {
    (2_458_850_i32..2_488_070).prop_map(|day| Date::from_julian_day(day).unwrap())
}

const fn strictness(revision: Revision) -> u8 {
    match revision {
        Revision::Free => 0,
        Revision::Apply => 1,
        Revision::Ask => 2,
        Revision::Refuse => 3,
    }
}

proptest! {
    #[test]
    fn the_limit_is_exact_to_the_cent(law in law(), agreed in 1_i64..=1_000_000_000_000, day in day()) {
        // The largest price that is within the limit, worked out another way: by whole division.
        let most = agreed + agreed / 100 * i64::from(law.percent) + agreed % 100 * i64::from(law.percent) / 100;
        let at = |new: i64| revise(law, eur(agreed), eur(agreed), eur(new), day, Some(plus_days(day, 100)));
        prop_assert_eq!(at(most + 1), Revision::Ask);
        prop_assert_eq!(at(most), if most > agreed { Revision::Apply } else { Revision::Free });
        prop_assert!(change_bp(eur(agreed), eur(most + 1)).unwrap() > i64::from(law.percent) * 100, "reads as above the limit");
        prop_assert!(change_bp(eur(agreed), eur(most)).unwrap() <= i64::from(law.percent) * 100);
    }

    #[test]
    fn the_notice_is_counted_in_days_of_the_calendar(law in law(), departure in day(), rise in 1_i64..1_000_000) {
        let at = |days: u32| revise(law, eur(1_000_000), eur(1_000_000), eur(1_000_000 + rise), plus_days(departure, -i64::from(days)), Some(departure));
        prop_assert_ne!(at(law.notice_days), Revision::Refuse);
        prop_assert_eq!(at(law.notice_days - 1), Revision::Refuse);
        prop_assert_eq!(at(0), Revision::Refuse);
    }

    #[test]
    fn a_higher_price_or_a_later_day_is_never_treated_more_lightly(
        law in law(), agreed in any::<i64>(), now in any::<i64>(), one in any::<i64>(), other in any::<i64>(), days in 0_i64..60, day in day(),
    ) {
        let (lower, higher) = (one.min(other), one.max(other));
        let at = |new: i64, left: i64| strictness(revise(law, eur(agreed), eur(now), eur(new), day, Some(plus_days(day, left))));
        prop_assert!(at(lower, days) <= at(higher, days));
        prop_assert!(at(higher, days + 1) <= at(higher, days));
    }

    #[test]
    fn rises_that_nobody_was_asked_about_never_add_up_to_more_than_the_limit(
        law in law(), agreed in 1_i64..1_000_000_000, steps in prop::collection::vec(-50_000_000_i64..50_000_000, 1..30), day in day(),
    ) {
        let mut now = agreed;
        for step in steps {
            let new = now.saturating_add(step).max(0);
            match revise(law, eur(agreed), eur(now), eur(new), day, Some(plus_days(day, 90))) {
                Revision::Free | Revision::Apply => now = new,
                Revision::Ask | Revision::Refuse => {}
            }
            prop_assert!(i128::from(now) * 10_000 <= i128::from(agreed) * (10_000 + law.limit_bp()));
            prop_assert!(measure(eur(agreed), eur(now)).minor <= agreed);
        }
    }

    #[test]
    fn an_answer_is_never_due_before_the_question_nor_after_the_departure(today in day(), left in 0_i64..400) {
        let departure = plus_days(today, left);
        let last = answer_by(today, Some(departure));
        prop_assert!(last >= today && last <= departure);
        prop_assert!(left < 1 || last < departure);
    }
}
