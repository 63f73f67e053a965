//! A contract that passes to another person (directive 2015/2302 art. 9; Code du tourisme L.211-11).
//!
//! A notice of seven days before the start is always in time; what comes later the organiser need not accept. Whoever hands over and whoever takes over are
//! jointly liable for what is open. Here who takes over owes it, and who handed over keeps what they have paid, under their own name: money that comes from them
//! all the same, because it was under way, pays off what is open; money of theirs that goes back is open again for who took over.
//!
//! *Unverified*, so to be asked of a lawyer: the article of the French code, and whether Swiss law wants another notice.

use crate::dates::{self, days_between};
use crate::error::{ErrorCode, FieldErrors, Refusal};
use crate::ids::{ClientId, InstalmentId};
use crate::money::Money;
use crate::payments::Instalment;
use crate::schedules::{ScheduleChange, ScheduleLine};
use crate::text;
use serde::{Deserialize, Serialize};
use time::Date;

/// Days before the start until which a handover is always in time.
pub const HANDOVER_DAYS: i64 = 7;

/// The longest reason, in characters.
pub const HANDOVER_REASON_MAX: usize = 500;

/// A handover as staff type it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HandoverDraft {
    /// Who takes over: a [`ClientId`].
    pub client: String,
    /// Why, or by which request.
    pub reason: String,
    /// Not empty when it is to be accepted though it comes late.
    pub late: String,
}

/// A checked handover.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// Who takes over.
    pub client: ClientId,
    /// Why.
    pub reason: String,
    /// Whether it comes after the notice that is always in time.
    pub late: bool,
}

/// What a handover is checked against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandoverTerms {
    /// Who holds the contract.
    pub holder: ClientId,
    /// Who handed it over before: they do not get it back by this form.
    pub former: Vec<ClientId>,
    /// The start of the trip.
    pub starts_on: Option<Date>,
    /// The agency's day.
    pub today: Date,
    /// Whether whoever asks may accept one that comes late.
    pub may_be_late: bool,
}

impl HandoverTerms {
    /// The last day on which a handover is always in time.
    pub fn last_day(&self) -> Option<Date> {
        self.starts_on.map(|start| dates::plus_days(start, -HANDOVER_DAYS))
    }
}

/// How a handover stands in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notice {
    /// At least seven days before the start, or nobody knows yet when that is.
    InTime,
    /// Later, and before the start: accepted only by whoever may.
    Late,
    /// The trip has begun.
    Begun,
}

/// How a handover on `today` stands towards a start on `starts_on`.
pub fn notice(starts_on: Option<Date>, today: Date) -> Notice {
    match starts_on.map(|start| days_between(today, start)) {
        None | Some(HANDOVER_DAYS..) => Notice::InTime,
        Some(1..HANDOVER_DAYS) => Notice::Late,
        Some(_) => Notice::Begun,
    }
}

impl HandoverDraft {
    /// The checked handover.
    ///
    /// # Errors
    /// At `client`: [`ErrorCode::Required`], [`ErrorCode::NotAChoice`]. At `reason`: [`ErrorCode::Required`], [`ErrorCode::TooLong`]. At `late`:
    /// [`ErrorCode::HandoverTooLate`] (`days` of notice, `last_day`), which only whoever may can lift, and nobody once the trip has begun.
    pub fn check(&self, terms: &HandoverTerms) -> Result<Handover, FieldErrors> {
        let mut errors = FieldErrors::new();
        let client = errors.take("client", text::choice::<ClientId>(&self.client));
        if client.is_some_and(|client| client == terms.holder || terms.former.contains(&client)) {
            errors.add("client", ErrorCode::NotAChoice);
        }
        let reason = errors.take("reason", text::required(&self.reason, HANDOVER_REASON_MAX));
        let notice = notice(terms.starts_on, terms.today);
        let accepted = match notice {
            Notice::InTime => true,
            Notice::Late => terms.may_be_late && !self.late.trim().is_empty(),
            Notice::Begun => false,
        };
        if !accepted {
            let last = terms.last_day().map(dates::iso).unwrap_or_default();
            errors.add("late", Refusal::new(ErrorCode::HandoverTooLate).with("days", HANDOVER_DAYS).with("last_day", last));
        }
        errors.finish(|| Some(Handover { client: client?, reason: reason?, late: notice != Notice::InTime }))
    }
}

/// What a move of debt makes of two schedules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DebtMove {
    /// How much moved: what was asked, or all that was open.
    pub moved: Money,
    /// The schedule of who owed it.
    pub from: ScheduleChange,
    /// The schedule of who owes it now.
    pub to: ScheduleChange,
}

/// Moves the first `amount` of what is open on `from` to who has the schedule `to`, each part with its kind and its day. What is paid stays where it is, so that
/// both shares together stay what they were.
pub fn move_debt(from: &[Instalment], to: &[Instalment], amount: Money) -> DebtMove {
    let zero = Money::zero(amount.currency);
    let mut left = amount.minor.max(0);
    let (mut kept, mut superseded, mut joined) = (Vec::new(), Vec::<InstalmentId>::new(), Vec::new());
    for line in from {
        let staying = ScheduleLine { id: Some(line.id), kind: line.kind, due_on: line.due_on, amount: line.amount };
        let open = if line.amount.currency == amount.currency { line.open().minor } else { 0 };
        let part = open.min(left);
        if part == 0 {
            kept.push(staying);
            continue;
        }
        left -= part;
        superseded.push(line.id);
        let rest = line.amount.minor - part;
        if rest > 0 {
            kept.push(ScheduleLine { id: None, amount: Money::new(rest, amount.currency), ..staying });
        }
        joined.push(ScheduleLine { id: None, amount: Money::new(part, amount.currency), ..staying });
    }
    let own = to.iter().map(|line| ScheduleLine { id: Some(line.id), kind: line.kind, due_on: line.due_on, amount: line.amount });
    let mut lines: Vec<ScheduleLine> = own.chain(joined).collect();
    lines.sort_by_key(|line| line.due_on);
    DebtMove {
        moved: Money::new(amount.minor.max(0) - left, amount.currency),
        from: ScheduleChange { lines: kept, superseded, excess: zero },
        to: ScheduleChange { lines, superseded: Vec::new(), excess: zero },
    }
}

/// What becomes of a schedule whose money went back: `before` and `after` are its lines with what was paid on them then and now. What had been paid in full and
/// was due already is due again on `today`, in a row of its own, so that its payer is reminded as of any other.
pub fn reopen(before: &[Instalment], after: &[Instalment], today: Date) -> ScheduleChange {
    let mut change = ScheduleChange {
        lines: Vec::new(),
        superseded: Vec::new(),
        excess: after.first().map_or(Money::zero(crate::money::Currency::EUR), |line| Money::zero(line.amount.currency)),
    };
    for line in after {
        let staying = ScheduleLine { id: Some(line.id), kind: line.kind, due_on: line.due_on, amount: line.amount };
        let was_paid = before.iter().any(|old| old.id == line.id && old.open().is_zero());
        if !was_paid || line.open().is_zero() || line.due_on >= today {
            change.lines.push(staying);
            continue;
        }
        change.superseded.push(line.id);
        if line.paid.minor > 0 {
            change.lines.push(ScheduleLine { id: None, amount: line.paid, ..staying });
        }
        change.lines.push(ScheduleLine { id: None, due_on: today, amount: line.open(), ..staying });
    }
    change.lines.sort_by_key(|line| line.due_on);
    change
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::{from_iso, plus_days};
    use crate::money::Currency;
    use crate::payments::pour;
    use crate::schedules::InstalmentKind;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    fn client(number: u128) -> ClientId {
        ClientId(Uuid::from_u128(number))
    }

    fn day(text: &str) -> Date {
        from_iso(text).unwrap()
    }

    fn lines(amounts: &[i64], paid: i64) -> Vec<Instalment> {
        let one = |(at, minor): (usize, &i64)| Instalment {
            id: InstalmentId(Uuid::from_u128(at as u128 + 1)),
            kind: InstalmentKind::Deposit,
            due_on: plus_days(day("2027-01-10"), at as i64 * 10),
            amount: eur(*minor),
            paid: eur(0),
        };
        let mut lines: Vec<Instalment> = amounts.iter().enumerate().map(one).collect();
        pour(eur(paid), &mut lines);
        lines
    }

    fn sum(lines: &[ScheduleLine]) -> i64 {
        lines.iter().map(|line| line.amount.minor).sum()
    }

    fn terms(today: &str, may_be_late: bool) -> HandoverTerms {
        HandoverTerms { holder: client(1), former: vec![client(3)], starts_on: Some(day("2027-03-28")), today: day(today), may_be_late }
    }

    fn draft(late: &str) -> HandoverDraft {
        HandoverDraft { client: client(2).to_string(), reason: "fracture".into(), late: late.into() }
    }

    fn refused(draft: &HandoverDraft, terms: &HandoverTerms) -> Vec<(String, ErrorCode)> {
        draft.check(terms).unwrap_err().0.into_iter().map(|(field, refusal)| (field, refusal.code)).collect()
    }

    #[test]
    fn seven_days_before_the_start_are_in_time_and_six_are_not() {
        // The clocks are put forward on the day of the start.
        assert!(draft("").check(&terms("2027-03-21", false)).is_ok_and(|handover| !handover.late));
        let late = || vec![("late".to_owned(), ErrorCode::HandoverTooLate)];
        assert_eq!(refused(&draft(""), &terms("2027-03-22", true)), late());
        assert_eq!(refused(&draft("yes"), &terms("2027-03-22", false)), late(), "not everybody may");
        assert!(draft("yes").check(&terms("2027-03-22", true)).is_ok_and(|handover| handover.late));
        assert_eq!(refused(&draft("yes"), &terms("2027-03-28", true)), late(), "it has begun");
        let refusal = draft("").check(&terms("2027-03-22", false)).unwrap_err();
        assert_eq!(refusal.get("late").unwrap().args.get("last_day").map(String::as_str), Some("2027-03-21"));
    }

    #[test]
    fn nobody_hands_over_to_themselves_or_back() {
        for (typed, code) in [
            (client(1).to_string(), ErrorCode::NotAChoice),
            (client(3).to_string(), ErrorCode::NotAChoice),
            ("somebody".to_owned(), ErrorCode::NotAChoice),
            (String::new(), ErrorCode::Required),
        ] {
            let draft = HandoverDraft { client: typed, ..draft("") };
            assert_eq!(refused(&draft, &terms("2027-01-01", false)), [("client".to_owned(), code)]);
        }
        let silent = HandoverDraft { reason: " ".into(), ..draft("") };
        assert_eq!(refused(&silent, &terms("2027-01-01", false)), [("reason".to_owned(), ErrorCode::Required)]);
    }

    #[test]
    fn what_is_open_moves_and_what_is_paid_stays() {
        let moved = move_debt(&lines(&[90_000, 210_000], 50_000), &[], eur(250_000));
        assert_eq!((moved.moved, sum(&moved.from.lines), sum(&moved.to.lines)), (eur(250_000), 50_000, 250_000));
        assert_eq!(moved.to.lines.iter().map(|line| line.amount.minor).collect::<Vec<_>>(), [40_000, 210_000]);
        let part = move_debt(&lines(&[90_000, 210_000], 0), &lines(&[5], 5), eur(100_000));
        assert_eq!((sum(&part.from.lines), sum(&part.to.lines)), (200_000, 100_005));
    }

    #[test]
    fn what_went_back_is_due_again_today() {
        let (before, after) = (lines(&[90_000, 210_000], 300_000), lines(&[90_000, 210_000], 230_000));
        let change = reopen(&before, &after, day("2027-03-01"));
        let seen: Vec<_> = change.lines.iter().map(|line| (line.amount.minor, dates::iso(line.due_on))).collect();
        assert_eq!(seen, [(90_000, "2027-01-10".to_owned()), (140_000, "2027-01-20".to_owned()), (70_000, "2027-03-01".to_owned())]);
        // What was late before stays late, and what is not due yet keeps its day.
        let change = reopen(&lines(&[90_000, 210_000], 100_000), &lines(&[90_000, 210_000], 95_000), day("2027-03-01"));
        assert!(change.superseded.is_empty());
        assert!(reopen(&before, &after, day("2027-01-15")).superseded.is_empty());
    }

    proptest! {
        #[test]
        fn no_debt_is_lost_or_made(amounts in prop::collection::vec(1_i64..1_000, 1..6), paid in 0_i64..4_000, asked in 0_i64..4_000, others in prop::collection::vec(1_i64..1_000, 0..3)) {
            let (from, to) = (lines(&amounts, paid), lines(&others, 0));
            let whole: i64 = amounts.iter().sum();
            let open: i64 = from.iter().map(|line| line.open().minor).sum();
            let moved = move_debt(&from, &to, eur(asked));
            prop_assert_eq!(moved.moved.minor, asked.min(open));
            prop_assert_eq!(sum(&moved.from.lines), whole - moved.moved.minor);
            prop_assert_eq!(sum(&moved.to.lines), others.iter().sum::<i64>() + moved.moved.minor);
            prop_assert!(moved.from.lines.iter().chain(&moved.to.lines).all(|line| line.amount.minor > 0));
        }

        #[test]
        fn a_reopened_schedule_keeps_its_sum(amounts in prop::collection::vec(1_i64..1_000, 1..6), paid in 0_i64..4_000, back in 0_i64..4_000, late in 0_i64..90) {
            let (before, after) = (lines(&amounts, paid), lines(&amounts, (paid - back).max(0)));
            let change = reopen(&before, &after, plus_days(day("2027-01-01"), late));
            prop_assert_eq!(sum(&change.lines), amounts.iter().sum::<i64>());
            prop_assert!(change.lines.iter().all(|line| line.amount.minor > 0));
        }
    }
}
