//! Why an amount is what it is: each figure with the figures it was made from, down to the rule, the rate or the word of a person.
//!
//! A derivation is told from the same facts as the amount, and [`Why::holds`] makes the sum anew: one that does not hold is never shown.

use crate::ledger::SourceKind;
use crate::money::Money;
use crate::payments::Instalment;
use crate::schedules::{InstalmentKind, ScheduleRule};
use crate::trips::{Inclusion, InsuranceDecision, Service, ServiceKind, Trip};
use serde::{Deserialize, Serialize};
use time::Date;

/// What a figure stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Term {
    /// What the trip costs its client, or one payer their share of it.
    Price,
    /// The price without the insurance.
    PriceWithoutInsurance,
    /// The premiums.
    Insurance,
    /// What suppliers are paid.
    Cost,
    /// Price without insurance less cost.
    Margin,
    /// One service, as its line names it.
    Service(String),
    /// An instalment of the schedule.
    Instalment(InstalmentKind, Date),
    /// What is still open on it.
    Open,
    /// What was received and counts.
    Received,
    /// What is left to pay.
    Remaining,
    /// A fact of the ledger, and its day.
    Fact(SourceKind, Date),
}

/// How a figure follows from its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rule {
    /// It was said: by a service's line, by a schedule typed by a seller, by a bank.
    Given,
    /// The parts added up, those marked so taken away.
    Sum,
    /// A percentage of the one part, split so that what remains is exact to the cent.
    Percent(u32),
    /// Another currency at a rate in millionths.
    Converted {
        /// The amount there.
        from: Money,
        /// Units of ours for one of theirs, in millionths.
        rate: i64,
    },
}

/// A figure and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// What it stands for.
    pub term: Term,
    /// How much.
    pub amount: Money,
    /// Whether the figure above takes it away instead of adding it.
    pub minus: bool,
    /// How it follows from `parts`.
    pub rule: Rule,
    /// What it was made from.
    pub parts: Vec<Why>,
}

impl Why {
    /// A figure that somebody said.
    pub const fn given(term: Term, amount: Money) -> Self {
        Self { term, amount, minus: false, rule: Rule::Given, parts: Vec::new() }
    }

    /// A figure that is the sum of `parts`.
    pub const fn sum(term: Term, amount: Money, parts: Vec<Self>) -> Self {
        Self { term, amount, minus: false, rule: Rule::Sum, parts }
    }

    /// Taken away by the figure above.
    #[must_use]
    pub fn minus(mut self) -> Self {
        self.minus = true;
        self
    }

    /// Whether the figure and every part of it follow from theirs.
    pub fn holds(&self) -> bool {
        let follows = match self.rule {
            Rule::Given => self.parts.is_empty(),
            Rule::Sum => {
                let signed = self
                    .parts
                    .iter()
                    .map(|part| Money::new(if part.minus { -part.amount.minor } else { part.amount.minor }, part.amount.currency));
                Money::sum(self.amount.currency, signed) == Some(self.amount)
            }
            Rule::Percent(percent) => match self.parts.as_slice() {
                [base] if percent <= 100 => base.amount.split(&[percent, 100 - percent]).first() == Some(&self.amount),
                _ => false,
            },
            Rule::Converted { from, rate } => self.parts.is_empty() && from.convert(self.amount.currency, rate) == Some(self.amount),
        };
        follows && self.parts.iter().all(Self::holds)
    }
}

/// The price from the lines of services, for staff.
pub fn price(trip: &Trip, price: Money) -> Why {
    let lines = counted(trip).map(|service| {
        let line = Why::given(Term::Service(service.label.clone()), service.price);
        if service.kind == ServiceKind::Discount { line.minus() } else { line }
    });
    Why::sum(Term::Price, price, lines.collect())
}

/// The margin, for staff: price without insurance less what suppliers are paid, each in the trip's currency at its rate.
pub fn margin(trip: &Trip, margin: Money) -> Why {
    let currency = trip.currency();
    let own = |service: &&Service| service.kind != ServiceKind::Insurance;
    let sold: Vec<Why> = counted(trip)
        .filter(own)
        .map(|service| {
            let line = Why::given(Term::Service(service.label.clone()), service.price);
            if service.kind == ServiceKind::Discount { line.minus() } else { line }
        })
        .collect();
    let bought: Vec<Why> = counted(trip)
        .filter(own)
        .filter(|service| service.kind != ServiceKind::Discount && !service.cost.is_zero())
        .map(|service| {
            let term = Term::Service(service.label.clone());
            match service.cost.convert(currency, service.rate) {
                Some(amount) if service.cost.currency != currency => {
                    Why { term, amount, minus: false, rule: Rule::Converted { from: service.cost, rate: service.rate }, parts: Vec::new() }
                }
                Some(_) | None => Why::given(term, service.cost),
            }
        })
        .collect();
    let total = |lines: &[Why]| {
        lines.iter().fold(0_i64, |sum, line| sum.saturating_add(if line.minus { -line.amount.minor } else { line.amount.minor }))
    };
    let base = Why::sum(Term::PriceWithoutInsurance, Money::new(total(&sold), currency), sold);
    let cost = Why::sum(Term::Cost, Money::new(total(&bought), currency), bought);
    Why::sum(Term::Margin, margin, vec![base, cost.minus()])
}

fn counted(trip: &Trip) -> impl Iterator<Item = &Service> {
    let insured = trip.insurance.decision == InsuranceDecision::Accepted;
    trip.services.iter().filter(move |service| Inclusion::counts(service.inclusion) && (insured || service.kind != ServiceKind::Insurance))
}

/// An instalment of a schedule: by the rule where the rule gives it, else what the price leaves to the last line, else as it was typed.
pub fn instalment(rule: ScheduleRule, price: Money, insurance: Money, lines: &[Instalment], of: &Instalment) -> Why {
    let term = Term::Instalment(of.kind, of.due_on);
    let base = Money::new(price.minor - insurance.minor, price.currency);
    let percent = rule.deposit_percent.min(100);
    if of.kind == InstalmentKind::Deposit && base.split(&[percent, 100 - percent]).first() == Some(&of.amount) {
        let whole = Why::given(Term::Price, price);
        let from = if insurance.is_zero() {
            whole
        } else {
            Why::sum(Term::PriceWithoutInsurance, base, vec![whole, Why::given(Term::Insurance, insurance).minus()])
        };
        return Why { term, amount: of.amount, minus: false, rule: Rule::Percent(percent), parts: vec![from] };
    }
    if of.kind == InstalmentKind::Insurance && of.amount == insurance {
        return Why::sum(term, of.amount, vec![Why::given(Term::Insurance, insurance)]);
    }
    let others = lines.iter().filter(|line| line.id != of.id);
    let others = others.map(|line| Why::given(Term::Instalment(line.kind, line.due_on), line.amount).minus());
    let rest = Why::sum(term.clone(), of.amount, [Why::given(Term::Price, price)].into_iter().chain(others).collect());
    let is_last = lines.last().is_some_and(|last| last.id == of.id);
    if is_last && rest.holds() { rest } else { Why::given(term, of.amount) }
}

/// What is still open on an instalment on which something was paid; the instalment itself before and after.
pub fn open(line: &Instalment, amount: Why) -> Why {
    if line.paid.is_zero() || line.open().is_zero() {
        return amount;
    }
    Why::sum(Term::Open, line.open(), vec![amount, Why::given(Term::Received, line.paid).minus()])
}

/// What was received, from the facts of the ledger: positive when money came.
pub fn received(facts: &[(SourceKind, Date, Money)], received: Money) -> Why {
    let parts = facts.iter().map(|(kind, day, money)| {
        let fact = Why::given(Term::Fact(*kind, *day), Money::new(money.minor.abs(), money.currency));
        if money.minor < 0 { fact.minus() } else { fact }
    });
    Why::sum(Term::Received, received, parts.collect())
}

/// What is left to pay.
pub fn remaining(price: Why, received: Why, remaining: Money) -> Why {
    Why::sum(Term::Remaining, remaining, vec![price, received.minus()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::from_iso;
    use crate::ids::InstalmentId;
    use crate::money::Currency;
    use crate::payments::pour;
    use crate::schedules::build;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    #[test]
    fn a_figure_that_does_not_follow_is_found_at_any_depth() {
        let whole =
            Why::sum(Term::Price, eur(100), vec![Why::given(Term::PriceWithoutInsurance, eur(90)), Why::given(Term::Insurance, eur(10))]);
        assert!(whole.holds());
        let mut wrong = whole.clone();
        wrong.parts[0].amount = eur(91);
        assert!(!wrong.holds() && !Why::sum(Term::Remaining, eur(100), vec![wrong]).holds());
        assert!(!Why { rule: Rule::Percent(30), ..Why::given(Term::Price, eur(30)) }.holds());
        assert!(
            !Why::sum(Term::Price, eur(2), vec![Why::given(Term::Price, eur(1)), Why::given(Term::Price, Money::new(1, Currency::CHF))])
                .holds()
        );
    }

    proptest! {
        #[test]
        fn every_line_of_a_schedule_by_rule_is_told_by_rule(percent in 0_u32..=100, price in 1_i64..1_000_000_000, insurance in 0_i64..100_000, paid in 0_i64..1_000_000_000) {
            let rule = ScheduleRule { deposit_percent: percent, balance_days_before: 30 };
            let insurance = insurance.min(price);
            let planned = build(rule, eur(price), eur(insurance), from_iso("2027-01-15").unwrap(), from_iso("2027-06-15").unwrap());
            let mut lines: Vec<Instalment> =
                planned.iter().enumerate().map(|(at, line)| Instalment::unpaid(InstalmentId(Uuid::from_u128(at as u128 + 1)), *line)).collect();
            pour(eur(paid.min(price)), &mut lines);
            for line in &lines {
                let why = instalment(rule, eur(price), eur(insurance), &lines, line);
                prop_assert!(why.holds() && why.amount == line.amount && why.rule != Rule::Given, "{:?}", why);
                let left = open(line, why);
                prop_assert!(left.holds() && (left.amount == line.open() || line.open().is_zero()));
            }
        }
    }
}
