//! Laws of schedules: sums to the cent, no line of zero, money on a line is never moved.
#![expect(clippy::unwrap_used, reason = "tests")]

use domain::dates;
use domain::error::{ErrorCode, FieldErrors};
use domain::ids::InstalmentId;
use domain::money::{Currency, Money};
use domain::payments::{Instalment, pour};
use domain::schedules::{
    InstalmentKind, ScheduleDraft, ScheduleLine, ScheduleLineDraft, ScheduleRule, ScheduleTerms, build, change, reschedule,
};
use proptest::prelude::*;
use time::Date;
use uuid::Uuid;

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

fn day(text: &str) -> Date {
    dates::from_iso(text).unwrap()
}

fn id(number: usize) -> InstalmentId {
    InstalmentId(Uuid::from_u128(number as u128 + 1))
}

fn rows(lines: Vec<domain::schedules::PlannedInstalment>, received: i64) -> Vec<Instalment> {
    let mut rows: Vec<Instalment> = lines.into_iter().enumerate().map(|(at, line)| Instalment::unpaid(id(at), line)).collect();
    pour(eur(received), &mut rows);
    rows
}

fn total<'a>(lines: impl IntoIterator<Item = &'a ScheduleLine>) -> i64 {
    lines.into_iter().map(|line| line.amount.minor).sum()
}

prop_compose! {
    fn any_rule()(deposit_percent in 0_u32..=120, balance_days_before in 0_u32..120) -> ScheduleRule {
        ScheduleRule { deposit_percent, balance_days_before }
    }
}

/// One cent and its neighbours, primes, and anything up to ten million units.
fn any_price() -> impl Strategy<Value = i64> {
    prop_oneof![1_i64..100, prop::sample::select(vec![97_i64, 101, 9_973, 100_003, 999_983, 15_485_863]), 1_i64..1_000_000_000]
}

proptest! {
    #[test]
    fn a_built_schedule_adds_up(rule in any_rule(), price in -10_i64..1_000_000_000, insurance in -5_i64..1_000_000, ahead in -10_i64..400) {
        let booked_on = day("2027-01-15");
        let departure = dates::plus_days(booked_on, ahead);
        let lines = build(rule, eur(price), eur(insurance), booked_on, departure);
        prop_assert_eq!(lines.iter().map(|line| line.amount.minor).sum::<i64>(), price.max(0));
        prop_assert!(lines.iter().all(|line| line.amount.minor > 0));
        prop_assert!(lines.windows(2).all(|pair| pair[0].due_on <= pair[1].due_on));
        let premium: i64 = lines.iter().filter(|line| line.kind == InstalmentKind::Insurance).map(|line| line.amount.minor).sum();
        prop_assert_eq!(premium, insurance.clamp(0, price.max(0)));
        prop_assert!(lines.iter().filter(|line| line.kind == InstalmentKind::Insurance).all(|line| line.due_on == booked_on));
        if ahead <= i64::from(rule.balance_days_before) {
            prop_assert!(lines.iter().all(|line| line.due_on == booked_on));
        } else {
            let base = price.max(0) - premium;
            let deposit = lines.iter().find(|line| line.kind == InstalmentKind::Deposit).map_or(0, |line| line.amount.minor);
            let exact = i128::from(base) * i128::from(rule.deposit_percent.min(100));
            prop_assert!((i128::from(deposit) * 100 - exact).abs() < 100, "the deposit is within a cent of its percentage");
        }
    }

    #[test]
    fn one_to_nine_payers_share_to_the_cent(price in any_price(), weights in prop::collection::vec(1_u32..100, 1..=9), rule in any_rule(), ahead in 0_i64..200) {
        let booked_on = day("2027-01-15");
        let shares = eur(price).split(&weights);
        let all: i64 = shares.iter().flat_map(|share| build(rule, *share, eur(0), booked_on, dates::plus_days(booked_on, ahead))).map(|line| line.amount.minor).sum();
        prop_assert_eq!(all, price);
    }

    #[test]
    fn a_rebuilt_schedule_adds_up_and_leaves_money_where_it_is(
        rule in any_rule(), old in any_price(), new in any_price(), premiums in (0_i64..50_000, 0_i64..50_000),
        part in 0_u32..=100, days in 0_i64..200, ahead in (0_i64..300, 0_i64..300),
    ) {
        let booked_on = day("2027-01-15");
        let today = dates::plus_days(booked_on, days);
        let received = eur(old).split(&[part, 100 - part])[0].minor;
        let existing = rows(build(rule, eur(old), eur(premiums.0), booked_on, dates::plus_days(booked_on, ahead.0)), received);
        let next = reschedule(rule, &existing, eur(new), eur(premiums.1), today, dates::plus_days(booked_on, ahead.1));
        prop_assert_eq!(total(&next.lines), new);
        prop_assert!(next.lines.iter().all(|line| line.amount.minor > 0));
        prop_assert_eq!(next.excess.minor, (received - new).max(0));
        let paid: Vec<&Instalment> = existing.iter().filter(|row| row.paid.minor > 0).collect();
        if paid.iter().map(|row| row.amount.minor).sum::<i64>() <= new {
            prop_assert!(paid.iter().all(|row| next.lines.iter().any(|line| line.id == Some(row.id) && line.amount == row.amount && line.due_on == row.due_on)));
        }
        // A row stays as it is, or it is superseded: never both, never neither.
        for row in &existing {
            let stays = next.lines.iter().any(|line| line.id == Some(row.id));
            prop_assert_ne!(stays, next.superseded.contains(&row.id));
        }
        // What was received fills the new schedule from the front: nothing that was paid is asked for again.
        let mut fresh: Vec<Instalment> = next.lines.iter().enumerate().map(|(at, line)| Instalment {
            id: line.id.unwrap_or_else(|| id(100 + at)), kind: line.kind, due_on: line.due_on, amount: line.amount, paid: eur(0),
        }).collect();
        pour(eur(received - next.excess.minor), &mut fresh);
        prop_assert_eq!(fresh.iter().map(|line| line.open().minor).sum::<i64>(), (new - received).max(0));
        for row in paid {
            let now = fresh.iter().find(|line| line.id == row.id);
            prop_assert!(now.is_none_or(|now| now.paid == row.paid));
        }
        // Doing it again changes nothing.
        let again = reschedule(rule, &fresh, eur(new), eur(premiums.1), today, dates::plus_days(booked_on, ahead.1));
        prop_assert_eq!(total(&again.lines), new);
        prop_assert!(again.excess.is_zero());
        // And a seller can save what was built.
        let draft = ScheduleDraft { lines: fresh.iter().map(ScheduleLineDraft::from).collect() };
        let departure = dates::plus_days(booked_on, ahead.1.max(days).max(ahead.0));
        let checked = draft.check(ScheduleTerms { price: eur(new), departure: Some(departure) }, &fresh);
        prop_assert!(checked.is_ok(), "{:?}", checked);
    }

    #[test]
    fn a_typed_schedule_passes_only_when_it_adds_up(amounts in prop::collection::vec(1_i64..100_000, 1..8), wrong in -5_i64..=5) {
        let price: i64 = amounts.iter().sum();
        let lines = amounts.iter().map(|minor| typed("instalment", "2027-02-01", &eur(*minor).to_field())).collect();
        // Of a price below zero nothing is owed.
        let due = (price + wrong).max(0);
        let checked = ScheduleDraft { lines }.check(ScheduleTerms { price: eur(price + wrong), departure: None }, &[]);
        prop_assert_eq!(checked.is_ok(), wrong == 0);
        if let Err(errors) = checked {
            prop_assert_eq!(errors.get("lines").unwrap().args.get("difference").cloned(), Some(eur(due - price).plain()));
        }
    }

    #[test]
    fn whatever_is_typed_is_answered(lines in prop::collection::vec((".{0,12}", ".{0,12}", ".{0,12}", ".{0,12}"), 0..30), price in any::<i64>()) {
        let lines = lines.into_iter().map(|(id, kind, due_on, amount)| ScheduleLineDraft { id, kind, due_on, amount }).collect();
        if let Ok(lines) = (ScheduleDraft { lines }).check(ScheduleTerms { price: eur(price), departure: None }, &[]) {
            prop_assert_eq!(total(&lines), price.max(0));
        }
    }
}

fn typed(kind: &str, due_on: &str, amount: &str) -> ScheduleLineDraft {
    ScheduleLineDraft { id: String::new(), kind: kind.into(), due_on: due_on.into(), amount: amount.into() }
}

fn codes(checked: Result<Vec<ScheduleLine>, FieldErrors>) -> Vec<(String, ErrorCode)> {
    checked.err().map(|errors| errors.0.into_iter().map(|(field, refusal)| (field, refusal.code)).collect()).unwrap_or_default()
}

#[test]
fn the_usual_schedule() {
    let lines = build(ScheduleRule::default(), eur(333_333), eur(33_333), day("2027-01-15"), day("2027-06-30"));
    let seen: Vec<_> = lines.iter().map(|line| (line.kind, dates::iso(line.due_on), line.amount.minor)).collect();
    assert_eq!(
        seen,
        [
            (InstalmentKind::Deposit, "2027-01-15".into(), 90_000),
            (InstalmentKind::Insurance, "2027-01-15".into(), 33_333),
            (InstalmentKind::Balance, "2027-05-31".into(), 210_000),
        ]
    );
    let late = build(ScheduleRule::default(), eur(1_000), eur(0), day("2027-05-31"), day("2027-06-30"));
    assert_eq!(late.iter().map(|line| (line.kind, line.amount.minor)).collect::<Vec<_>>(), [(InstalmentKind::Balance, 1_000)]);
    assert_eq!(build(ScheduleRule::default(), eur(1_000), eur(0), day("2027-05-30"), day("2027-06-30")).len(), 2);
    assert!(build(ScheduleRule::default(), eur(0), eur(0), day("2027-05-31"), day("2027-06-30")).is_empty());
}

#[test]
fn a_premium_that_keeps_its_day_comes_before_a_new_deposit() {
    let rule = ScheduleRule { deposit_percent: 30, balance_days_before: 30 };
    let existing = rows(build(rule, eur(10_000), eur(10_000), day("2027-01-15"), day("2027-06-30")), 0);
    let next = reschedule(rule, &existing, eur(110_000), eur(10_000), day("2027-01-16"), day("2027-06-30"));
    let seen: Vec<_> = next.lines.iter().map(|line| (line.kind, dates::iso(line.due_on), line.amount.minor, line.id)).collect();
    assert_eq!(
        seen,
        [
            (InstalmentKind::Insurance, "2027-01-15".into(), 10_000, Some(id(0))),
            (InstalmentKind::Deposit, "2027-01-16".into(), 30_000, None),
            (InstalmentKind::Balance, "2027-05-31".into(), 70_000, None),
        ]
    );
}

#[test]
fn a_paid_deposit_stays_whatever_the_price_becomes() {
    let existing = rows(build(ScheduleRule::default(), eur(100_000), eur(0), day("2027-01-15"), day("2027-06-30")), 30_000);
    let rule = ScheduleRule::default();
    let (today, departure) = (day("2027-02-01"), day("2027-06-30"));
    let dearer = reschedule(rule, &existing, eur(120_000), eur(5_000), today, departure);
    assert_eq!(
        dearer.lines.iter().map(|line| (line.kind, line.amount.minor, line.id)).collect::<Vec<_>>(),
        [(InstalmentKind::Deposit, 30_000, Some(id(0))), (InstalmentKind::Insurance, 5_000, None), (InstalmentKind::Balance, 85_000, None),]
    );
    assert_eq!(dearer.superseded, [id(1)]);
    let cheaper = reschedule(rule, &existing, eur(20_000), eur(0), today, departure);
    assert_eq!((total(&cheaper.lines), cheaper.excess, cheaper.superseded.len()), (20_000, eur(10_000), 2));
    let same = reschedule(rule, &existing, eur(100_000), eur(0), today, departure);
    assert!(same.superseded.is_empty() && same.lines.iter().all(|line| line.id.is_some()));
    let full = rows(build(rule, eur(100_000), eur(0), day("2027-01-15"), departure), 100_000);
    let after = reschedule(rule, &full, eur(100_800), eur(0), today, departure);
    assert_eq!(after.lines.last().map(|line| (line.kind, line.amount.minor)), Some((InstalmentKind::Supplement, 800)));
}

#[test]
fn refusals_stand_at_their_fields() {
    let terms = ScheduleTerms { price: eur(100_000), departure: Some(day("2027-06-30")) };
    let existing = rows(build(ScheduleRule::default(), eur(100_000), eur(0), day("2027-01-15"), day("2027-06-30")), 30_000);
    let good: Vec<ScheduleLineDraft> = existing.iter().map(ScheduleLineDraft::from).collect();
    let check = |edit: &dyn Fn(&mut Vec<ScheduleLineDraft>)| {
        let mut lines = good.clone();
        edit(&mut lines);
        codes(ScheduleDraft { lines }.check(terms, &existing))
    };
    assert!(check(&|_| ()).is_empty());
    assert_eq!(check(&|lines| lines[0].due_on = "2027-01-16".into()), [("lines[0][due_on]".to_owned(), ErrorCode::InstalmentPaid)]);
    assert_eq!(
        check(&|lines| {
            lines.remove(0);
            lines[0].amount = "1000".into();
        }),
        [("lines".to_owned(), ErrorCode::InstalmentPaid)]
    );
    assert_eq!(check(&|lines| lines.reverse()), [("lines[1][due_on]".to_owned(), ErrorCode::DatesOutOfOrder)]);
    assert_eq!(check(&|lines| lines[1].due_on = "2027-07-01".into()), [("lines[1][due_on]".to_owned(), ErrorCode::DueAfterDeparture)]);
    assert_eq!(check(&|lines| lines[1].amount = "-5".into()), [("lines[1][amount]".to_owned(), ErrorCode::NegativeAmount)]);
    assert_eq!(check(&|lines| lines[1].amount = "soon".into()), [("lines[1][amount]".to_owned(), ErrorCode::NotAnAmount)]);
    assert_eq!(check(&|lines| lines[1].kind = "gift".into()), [("lines[1][kind]".to_owned(), ErrorCode::NotAChoice)]);
    assert_eq!(
        check(&|lines| {
            lines[0].amount = "200".into();
            lines[1].amount = "800".into();
        }),
        [("lines[0][amount]".to_owned(), ErrorCode::InstalmentPaid)]
    );
    assert_eq!(
        check(&|lines| {
            lines[1].amount = "600".into();
            lines.push(typed("fee", "2027-02-01", "100"));
        }),
        [("lines[2][due_on]".to_owned(), ErrorCode::DatesOutOfOrder)]
    );
    assert_eq!(check(&|lines| lines[1].amount = "699.99".into()), [("lines".to_owned(), ErrorCode::SumDiffers)]);
    assert_eq!(
        check(&|lines| lines.push(lines[0].clone())),
        [
            ("lines[2][amount]".to_owned(), ErrorCode::BadForm),
            ("lines[2][due_on]".to_owned(), ErrorCode::DatesOutOfOrder),
            ("lines".to_owned(), ErrorCode::SumDiffers)
        ]
    );
    assert!(check(&|lines| lines.push(typed("", "", ""))).is_empty(), "a blank line is no line");
    let errors = ScheduleDraft { lines: vec![typed("balance", "2027-03-01", "900")] }.check(terms, &[]).unwrap_err();
    let args = &errors.get("lines").unwrap().args;
    assert_eq!((args["sum"].as_str(), args["price"].as_str(), args["difference"].as_str()), ("900.00 EUR", "1000.00 EUR", "100.00 EUR"));
}

#[test]
fn an_edited_open_line_is_a_new_row() {
    let existing = rows(build(ScheduleRule::default(), eur(100_000), eur(0), day("2027-01-15"), day("2027-06-30")), 30_000);
    let mut draft = ScheduleDraft { lines: existing.iter().map(ScheduleLineDraft::from).collect() };
    draft.lines[1].amount = "400".into();
    draft.lines.push(typed("instalment", "2027-06-01", "300,00"));
    let lines = draft.check(ScheduleTerms { price: eur(100_000), departure: None }, &existing).unwrap();
    let next = change(&existing, lines, eur(100_000));
    assert_eq!(next.superseded, [id(1)]);
    assert_eq!(next.lines.iter().map(|line| line.id).collect::<Vec<_>>(), [Some(id(0)), None, None]);
    assert!(next.excess.is_zero());
}

#[test]
fn what_was_paid_at_once_counts_towards_a_later_deposit() {
    // Booked late, so all was due at once; then departure moves away.
    let late = rows(build(ScheduleRule::default(), eur(100_000), eur(0), day("2027-06-15"), day("2027-06-30")), 100_000);
    let moved = reschedule(ScheduleRule::default(), &late, eur(400_000), eur(0), day("2027-06-20"), day("2027-12-31"));
    assert_eq!(
        moved.lines.iter().map(|line| (line.kind, line.amount.minor)).collect::<Vec<_>>(),
        [(InstalmentKind::Balance, 100_000), (InstalmentKind::Deposit, 20_000), (InstalmentKind::Supplement, 280_000),]
    );
}
