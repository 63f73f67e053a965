//! What a link asks for: everything that is open up to one instalment.
//!
//! Money is poured over the first open line: asking for a later line alone would pay an earlier one.

use super::account::{Account, Instalment};
use crate::ids::InstalmentId;
use crate::money::Money;
use serde::{Deserialize, Serialize};

/// What can be asked for on an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Asked {
    /// This amount, for these lines: each with what is open on it.
    Pay(Money, Vec<Instalment>),
    /// Nothing: it is paid.
    Paid,
    /// Nothing: the instalment no longer holds.
    Replaced,
}

/// What to ask for up to the instalment `upto`; without one, for whatever is due on the day of the next. Never more than what remains.
pub fn asked(account: &Account, upto: Option<InstalmentId>) -> Asked {
    let open: Vec<(usize, &Instalment)> = account.instalments.iter().enumerate().filter(|(_, line)| !line.open().is_zero()).collect();
    let end = match upto {
        Some(id) => match account.instalments.iter().position(|line| line.id == id) {
            Some(at) => at,
            None if account.remaining.is_zero() => return Asked::Paid,
            None => return Asked::Replaced,
        },
        None => match open.first() {
            Some((_, first)) => account.instalments.iter().rposition(|line| line.due_on == first.due_on).unwrap_or_default(),
            None => return Asked::Paid,
        },
    };
    let lines: Vec<Instalment> = open.into_iter().filter(|(at, _)| *at <= end).map(|(_, line)| *line).collect();
    let sum = lines.iter().fold(0_i64, |sum, line| sum.saturating_add(line.open().minor));
    let amount = Money::new(sum.min(account.remaining.minor), account.remaining.currency);
    if amount.minor <= 0 { Asked::Paid } else { Asked::Pay(amount, lines) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use crate::schedules::InstalmentKind;
    use time::Date;
    use uuid::Uuid;

    fn account(paid: i64) -> Account {
        let eur = |minor| Money::new(minor, Currency::EUR);
        let line = |number: u128, day: i32, minor: i64| Instalment {
            id: InstalmentId(Uuid::from_u128(number)),
            kind: InstalmentKind::Deposit,
            due_on: Date::from_julian_day(2_461_002 + day).unwrap(),
            amount: eur(minor),
            paid: eur(0),
        };
        let lines = vec![line(1, 0, 300), line(2, 0, 50), line(3, 30, 650)];
        Account::new(eur(1_000), eur(paid), eur(0), lines, Date::from_julian_day(2_461_002).unwrap())
    }

    fn ask(paid: i64, upto: Option<u128>) -> Option<(i64, Vec<i64>)> {
        match asked(&account(paid), upto.map(|number| InstalmentId(Uuid::from_u128(number)))) {
            Asked::Pay(amount, lines) => Some((amount.minor, lines.iter().map(|line| line.open().minor).collect())),
            Asked::Paid | Asked::Replaced => None,
        }
    }

    #[test]
    fn a_link_asks_for_everything_open_up_to_its_instalment() {
        assert_eq!(ask(0, Some(1)), Some((300, vec![300])));
        assert_eq!(ask(100, Some(2)), Some((250, vec![200, 50])));
        assert_eq!(ask(300, Some(3)), Some((700, vec![50, 650])));
        assert_eq!(ask(0, None), Some((350, vec![300, 50])), "what is due on one day is asked at once");
        assert_eq!(ask(350, None), Some((650, vec![650])));
    }

    #[test]
    fn what_is_paid_or_replaced_asks_for_nothing() {
        assert_eq!(asked(&account(300), Some(InstalmentId(Uuid::from_u128(1)))), Asked::Paid);
        assert_eq!(asked(&account(1_000), None), Asked::Paid);
        let unknown = Some(InstalmentId(Uuid::from_u128(9)));
        assert_eq!(asked(&account(300), unknown), Asked::Replaced);
        assert_eq!(asked(&account(1_000), unknown), Asked::Paid, "replaced, but nothing is left");
    }
}
