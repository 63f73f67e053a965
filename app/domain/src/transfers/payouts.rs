//! Which payout of a gateway a line of a statement is: one that was told, cleared without a person only when nothing else can be meant; or one that the
//! amount alone points to, which a person decides.

use super::matching::{MatchReason, squeezed};
use crate::ids::PayoutId;
use crate::money::Money;
use crate::trips::Entity;
use time::{Date, Duration};

/// How far from its announced day a payout is looked for.
const BEFORE: Duration = Duration::days(5);
const AFTER: Duration = Duration::days(15);

/// A payout that the bank statement has still to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwaitedPayout {
    /// Which.
    pub id: PayoutId,
    /// In whose books.
    pub entity: Entity,
    /// What is awaited: below zero for money that leaves the bank account.
    pub money: Money,
    /// The day it is to be there.
    pub arrives_on: Date,
    /// What the line will say; may be empty.
    pub reference: String,
}

/// What is thought of a line as a payout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayoutMatch {
    /// It is this one.
    Exact(PayoutId),
    /// It is probably this one: a person decides.
    Doubtful(PayoutId),
    /// It is none.
    None,
}

/// Which of the `awaited` payouts a line of `entity`'s account is, of `money` (below zero when it left), booked `on` that day, saying `texts`.
///
/// The amount must be that of the payout, to the cent, and the day near. A reference that the line repeats leaves nothing to decide; without a reference, a
/// payout is only taken for certain when no other could be meant.
pub fn find_payout(awaited: &[AwaitedPayout], entity: Option<Entity>, money: Money, on: Date, texts: &[&str]) -> PayoutMatch {
    let said = squeezed(&texts.concat());
    let fits = |one: &&AwaitedPayout| {
        let near = one.arrives_on.saturating_sub(BEFORE) <= on && on <= one.arrives_on.saturating_add(AFTER);
        one.money == money && near && entity.is_none_or(|entity| entity == one.entity)
    };
    let found: Vec<&AwaitedPayout> = awaited.iter().filter(fits).collect();
    let repeats = |one: &AwaitedPayout| !squeezed(&one.reference).is_empty() && said.contains(&squeezed(&one.reference));
    let named: Vec<&&AwaitedPayout> = found.iter().filter(|one| repeats(one)).collect();
    match (named.as_slice(), found.as_slice()) {
        ([one], _) => PayoutMatch::Exact(one.id),
        ([first, ..], _) => PayoutMatch::Doubtful(first.id),
        ([], [one]) if one.reference.is_empty() && entity.is_some() => PayoutMatch::Exact(one.id),
        ([], [first, ..]) => PayoutMatch::Doubtful(first.id),
        ([], []) => PayoutMatch::None,
    }
}

/// What a gateway holds of ours, by the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clearing {
    /// In whose books.
    pub entity: Entity,
    /// Gateway and account there: `lyra:12345678`.
    pub gateway: String,
    /// What stands there.
    pub held: Money,
    /// What was taken there, by day.
    pub days: Vec<(Date, i64)>,
}

impl Clearing {
    /// Its name in a form: company, gateway and account.
    pub fn name(&self) -> String {
        [self.entity.as_str(), ":", &self.gateway].concat()
    }
}

/// The clearing account that an amount points to, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClearingMatch {
    /// Its name: [`Clearing::name`].
    pub name: String,
    /// Why.
    pub reason: MatchReason,
}

/// The clearing account that a credit of `money` on `entity`'s account, booked `on` that day, points to: all of it, or what came on one day before. Nothing
/// when several do.
pub fn find_clearing(accounts: &[Clearing], entity: Option<Entity>, money: Money, on: Date) -> Option<ClearingMatch> {
    let own = || {
        let fits = move |one: &&Clearing| one.held.currency == money.currency && one.held.minor >= money.minor && money.minor > 0;
        accounts.iter().filter(fits).filter(move |one| entity.is_none_or(|entity| entity == one.entity))
    };
    let of_day = |one: &&Clearing| one.days.iter().any(|(day, sum)| *sum == money.minor && *day <= on && on <= day.saturating_add(AFTER));
    let whole: Vec<&Clearing> = own().filter(|one| one.held == money).collect();
    let days: Vec<&Clearing> = own().filter(of_day).collect();
    match (whole.as_slice(), days.as_slice()) {
        ([one], _) => Some(ClearingMatch { name: one.name(), reason: MatchReason::ClearingBalance }),
        ([], [one]) => Some(ClearingMatch { name: one.name(), reason: MatchReason::DayCaptures }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates;
    use crate::money::Currency;
    use PayoutMatch::{Doubtful, Exact};
    use uuid::Uuid;

    const FRANCE: Option<Entity> = Some(Entity::France);

    fn day(text: &str) -> Date {
        dates::from_iso(text).unwrap()
    }

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    fn id(number: u128) -> PayoutId {
        PayoutId(Uuid::from_u128(number))
    }

    fn awaited(number: u128, minor: i64, reference: &str) -> AwaitedPayout {
        AwaitedPayout {
            id: id(number),
            entity: Entity::France,
            money: eur(minor),
            arrives_on: day("2027-03-10"),
            reference: reference.into(),
        }
    }

    #[test]
    fn a_payout_is_cleared_when_nothing_else_can_be_meant() {
        let on = day("2027-03-11");
        let find = |all: &[AwaitedPayout], entity, minor, texts: &[&str]| find_payout(all, entity, eur(minor), on, texts);
        assert_eq!(find(&[awaited(1, 900, "")], FRANCE, 900, &["VIR"]), Exact(id(1)));
        assert_eq!(find(&[awaited(1, 900, "")], FRANCE, 901, &["VIR"]), PayoutMatch::None);
        assert_eq!(find(&[awaited(1, 900, "")], Some(Entity::Switzerland), 900, &[]), PayoutMatch::None);
        assert_eq!(find(&[awaited(1, 900, "")], None, 900, &[]), Doubtful(id(1)), "nobody knows whose account it is");
        assert_eq!(find(&[awaited(1, 900, ""), awaited(2, 900, "")], FRANCE, 900, &[]), Doubtful(id(1)));
        let two = [awaited(1, 900, "PO-71"), awaited(2, 900, "PO-72")];
        assert_eq!(find(&two, FRANCE, 900, &["VIR PO", "72 merci"]), Exact(id(2)), "spaced as banks do");
        assert_eq!(find(&two, FRANCE, 900, &["VIR"]), Doubtful(id(1)), "a reference was announced and is not there");
        assert_eq!(find(&[awaited(1, -200, "")], FRANCE, -200, &[]), Exact(id(1)), "drawn from our account");
        for (on, seen) in [("2027-03-05", true), ("2027-03-04", false), ("2027-03-25", true), ("2027-03-26", false)] {
            let found = find_payout(&[awaited(1, 900, "")], FRANCE, eur(900), day(on), &[]);
            assert_eq!(found != PayoutMatch::None, seen, "{on}");
        }
    }

    #[test]
    fn an_amount_points_to_one_clearing_account_or_to_none() {
        let account = |gateway: &str, held: i64, sum: i64| Clearing {
            entity: Entity::France,
            gateway: gateway.into(),
            held: eur(held),
            days: vec![(day("2027-03-09"), sum)],
        };
        let find =
            |all: &[Clearing], minor| find_clearing(all, FRANCE, eur(minor), day("2027-03-10")).map(|found| (found.name, found.reason));
        let one = [account("lyra:1", 1_000, 600)];
        assert_eq!(find(&one, 1_000), Some(("fr:lyra:1".into(), MatchReason::ClearingBalance)));
        assert_eq!(find(&one, 600), Some(("fr:lyra:1".into(), MatchReason::DayCaptures)));
        assert_eq!(find(&one, 999), None);
        assert_eq!(find(&[account("lyra:1", 500, 600)], 600), None, "more than is there");
        assert_eq!(find(&[account("lyra:1", 1_000, 0), account("monetico:2", 1_000, 0)], 1_000), None, "which one?");
        assert_eq!(find_clearing(&one, Some(Entity::Switzerland), eur(1_000), day("2027-03-10")), None);
        assert_eq!(find_clearing(&one, FRANCE, eur(600), day("2027-03-08")), None, "before it was taken");
    }
}
