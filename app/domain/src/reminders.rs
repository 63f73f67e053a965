//! When a payer is reminded of what is due.
//!
//! A reminder asks for everything that is open up to its instalment, because money is always poured over the first open line. Nothing is sent here.

use crate::ids::InstalmentId;
use crate::money::Money;
use crate::payments::Instalment;
use serde::{Deserialize, Serialize};
use time::Date;

/// After this many days late nobody is reminded by mail any more: somebody calls.
const LAST_DAY: i64 = 60;

words! {
    /// Which of the reminders of one instalment.
    ReminderStep {
        /// Some days before it is due.
        Before = "before",
        /// Some days after.
        Late = "late",
        /// Some more days after.
        VeryLate = "very_late",
    }
}

/// How many days before and after the due date payers are reminded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReminderRule {
    /// Days before; 0 for no reminder before.
    pub days_before: u32,
    /// Days after, for the first; 0 for none.
    pub days_late: u32,
    /// Days after, for the second; 0 for none.
    pub days_very_late: u32,
}

impl Default for ReminderRule {
    fn default() -> Self {
        Self { days_before: 7, days_late: 3, days_very_late: 10 }
    }
}

impl ReminderRule {
    /// The step whose day has come last, `days` after the due date (below zero: before it).
    fn step(self, days: i64) -> Option<ReminderStep> {
        let reached = |limit: u32| limit > 0 && days >= i64::from(limit);
        match days {
            late if late > LAST_DAY => None,
            _ if reached(self.days_very_late) => Some(ReminderStep::VeryLate),
            _ if reached(self.days_late) => Some(ReminderStep::Late),
            early if self.days_before > 0 && (-i64::from(self.days_before)..=0).contains(&early) => Some(ReminderStep::Before),
            _ => None,
        }
    }
}

/// A line of a payer's schedule, and the day on which it was planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedLine {
    /// The line that holds, with what is paid on it.
    pub line: Instalment,
    /// When it was planned.
    pub planned_on: Date,
}

/// A reminder to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// The last line it asks for; names it.
    pub instalment: InstalmentId,
    /// Which one.
    pub step: ReminderStep,
    /// When that line is due.
    pub due_on: Date,
    /// Everything open up to that line.
    pub amount: Money,
}

/// The reminders of one payer on `today`: for each day on which something is due, the latest step only. Nothing while the trip is not `sold` (or was given
/// up), nor while a payment is `on_its_way`; and nothing before the due date on the day on which a line was planned, since whoever agreed to it just saw it.
pub fn due(rule: ReminderRule, lines: &[PlannedLine], sold: bool, on_its_way: bool, today: Date) -> Vec<Reminder> {
    if !sold || on_its_way {
        return Vec::new();
    }
    let mut reminders: Vec<Reminder> = Vec::new();
    let mut amount: Option<Money> = None;
    for PlannedLine { line, planned_on } in lines.iter().filter(|planned| !planned.line.open().is_zero()) {
        amount = Some(amount.and_then(|sum| sum.add(line.open())).unwrap_or(line.open()));
        let step = rule.step((today - line.due_on).whole_days());
        let fresh = step == Some(ReminderStep::Before) && *planned_on >= today;
        let (Some(step), Some(amount), false) = (step, amount, fresh) else { continue };
        let reminder = Reminder { instalment: line.id, step, due_on: line.due_on, amount };
        match reminders.last_mut() {
            // Two lines due on one day are one mail.
            Some(last) if last.due_on == line.due_on => *last = reminder,
            _ => reminders.push(reminder),
        }
    }
    reminders
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::plus_days;
    use crate::money::Currency;
    use crate::schedules::InstalmentKind;
    use uuid::Uuid;

    /// A leap day.
    fn due_day() -> Date {
        crate::dates::from_iso("2028-02-29").unwrap()
    }

    fn line(number: u128, due_on: Date, minor: i64, paid: i64) -> PlannedLine {
        let eur = |minor| Money::new(minor, Currency::EUR);
        let id = InstalmentId(Uuid::from_u128(number));
        let line = Instalment { id, kind: InstalmentKind::Balance, due_on, amount: eur(minor), paid: eur(paid) };
        PlannedLine { line, planned_on: plus_days(due_on, -90) }
    }

    fn steps(lines: &[PlannedLine], today: Date) -> Vec<(u128, ReminderStep, i64)> {
        let all = due(ReminderRule::default(), lines, true, false, today);
        all.into_iter().map(|one| (one.instalment.0.as_u128(), one.step, one.amount.minor)).collect()
    }

    #[test]
    fn the_latest_step_whose_day_has_come_is_sent() {
        let lines = [line(1, due_day(), 70_000, 0)];
        for (days, expected) in [
            (-8, None),
            (-7, Some(ReminderStep::Before)),
            (0, Some(ReminderStep::Before)),
            (1, None),
            (2, None),
            (3, Some(ReminderStep::Late)),
            (9, Some(ReminderStep::Late)),
            (10, Some(ReminderStep::VeryLate)),
            (60, Some(ReminderStep::VeryLate)),
            (61, None),
        ] {
            let found = steps(&lines, plus_days(due_day(), days));
            assert_eq!(found.first().map(|(_, step, _)| *step), expected, "{days} days after");
            assert!(found.len() <= 1);
        }
    }

    #[test]
    fn nobody_is_reminded_of_what_is_paid_on_its_way_or_given_up() {
        let lines = [line(1, due_day(), 70_000, 70_000)];
        assert_eq!(steps(&lines, due_day()), []);
        let open = [line(1, due_day(), 70_000, 69_999)];
        assert_eq!(steps(&open, due_day()), [(1, ReminderStep::Before, 1)]);
        assert_eq!(due(ReminderRule::default(), &open, true, true, due_day()), []);
        assert_eq!(due(ReminderRule::default(), &open, false, false, due_day()), []);
    }

    #[test]
    fn lines_of_one_day_are_one_mail_and_later_ones_include_earlier_ones() {
        let lines = [line(1, due_day(), 30_000, 10_000), line(2, due_day(), 5_000, 0), line(3, plus_days(due_day(), 15), 70_000, 0)];
        assert_eq!(steps(&lines, due_day()), [(2, ReminderStep::Before, 25_000)]);
        assert_eq!(steps(&lines, plus_days(due_day(), 10)), [(2, ReminderStep::VeryLate, 25_000), (3, ReminderStep::Before, 95_000)]);
    }

    #[test]
    fn what_was_just_agreed_is_not_asked_again_the_same_day() {
        let mut lines = [line(1, due_day(), 30_000, 0)];
        lines[0].planned_on = due_day();
        assert_eq!(steps(&lines, due_day()), []);
        assert_eq!(steps(&lines, plus_days(due_day(), 3)), [(1, ReminderStep::Late, 30_000)]);
        lines[0].planned_on = plus_days(due_day(), -7);
        assert_eq!(steps(&lines, plus_days(due_day(), -6)), [(1, ReminderStep::Before, 30_000)], "the next day it is");
    }

    #[test]
    fn a_step_of_zero_days_is_switched_off() {
        let off = ReminderRule { days_before: 0, days_late: 0, days_very_late: 0 };
        for days in [-7, 0, 3, 10, 30] {
            assert_eq!(due(off, &[line(1, due_day(), 100, 0)], true, false, plus_days(due_day(), days)), []);
        }
    }
}
