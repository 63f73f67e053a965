//! Where a row belongs, and what it does there.

use super::row::{LegacyKind, LegacyRow};
use super::{LegacyRefusal, folded, held};
use crate::ids::PayerId;
use crate::money::Money;
use crate::payers::PayerState;
use crate::payments::{Held, Parts, UnappliedReason, split_received, take_from};

/// Somebody who pays the trip, or once did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegacyPayer {
    /// Who.
    pub id: PayerId,
    /// Whether they still pay.
    pub state: PayerState,
    /// What papers call them.
    pub name: String,
    /// Their address; may be empty.
    pub email: String,
    /// Whether they handed the contract over to another of them.
    pub handed_over: bool,
}

/// Whose a row is. A trip that one person pays, and always paid, needs no name; a name that stands in the row must be theirs all the same.
///
/// # Errors
/// [`LegacyRefusal::NoPayer`], [`LegacyRefusal::WhichPayer`], [`LegacyRefusal::UnknownPayer`], [`LegacyRefusal::TwoPayers`].
pub fn whose(payers: &[LegacyPayer], typed: &str) -> Result<PayerId, LegacyRefusal> {
    let active = || payers.iter().filter(|payer| payer.state == PayerState::Active);
    if typed.is_empty() {
        // Who handed the contract over may have paid, whoever pays today.
        if payers.iter().any(|payer| payer.handed_over) {
            return Err(LegacyRefusal::WhichPayer);
        }
        let mut all = active();
        return match (all.next(), all.next()) {
            (Some(only), None) => Ok(only.id),
            (Some(_), Some(_)) => Err(LegacyRefusal::WhichPayer),
            (None, _) => Err(LegacyRefusal::NoPayer),
        };
    }
    let typed = folded(typed);
    let is = |payer: &&LegacyPayer| folded(&payer.name) == typed || (!payer.email.is_empty() && folded(&payer.email) == typed);
    // Money may have come from who was removed since; who pays today comes first.
    let found: Vec<&LegacyPayer> = match active().filter(is).collect::<Vec<_>>() {
        found if found.is_empty() => payers.iter().filter(is).collect(),
        found => found,
    };
    match found.as_slice() {
        [only] => Ok(only.id),
        [] => Err(LegacyRefusal::UnknownPayer),
        _ => Err(LegacyRefusal::TwoPayers),
    }
}

/// What a row does to the payer's money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegacyStep {
    /// It came: what is owed counts, the rest waits for a person, who is told why.
    Receive(Parts, Option<UnappliedReason>),
    /// It went back, out of these pockets.
    GiveBack(Parts),
}

/// What a row does, when its payer still owes `outstanding` and the house holds `held_now` of them in the row's currency.
///
/// # Errors
/// [`LegacyRefusal::MoreThanHeld`]: a refund of money that has not come.
pub fn decide(row: &LegacyRow, outstanding: Money, held_now: Held) -> Result<LegacyStep, LegacyRefusal> {
    match row.kind {
        LegacyKind::Payment => {
            let parts = split_received(row.amount, outstanding);
            let reason = match (parts.unapplied.is_zero(), row.amount.currency == outstanding.currency) {
                (true, _) => None,
                (false, true) => Some(UnappliedReason::Excess),
                (false, false) => Some(UnappliedReason::WrongCurrency),
            };
            Ok(LegacyStep::Receive(parts, reason))
        }
        LegacyKind::Refund if row.amount.minor > held_now.all().minor => Err(held(held_now.all())),
        LegacyKind::Refund => Ok(LegacyStep::GiveBack(take_from(row.amount, held_now))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates;
    use crate::legacy::LegacyMethod;
    use crate::money::Currency;
    use uuid::Uuid;

    fn payer(at: u128, name: &str, email: &str, state: PayerState) -> LegacyPayer {
        LegacyPayer { id: PayerId(Uuid::from_u128(at)), state, name: name.into(), email: email.into(), handed_over: false }
    }

    #[test]
    fn a_row_is_somebodys_or_nobodys() {
        let one = [payer(1, "Zoé Müller", "zoe@example.org", PayerState::Active)];
        let id = |at| Ok(PayerId(Uuid::from_u128(at)));
        assert_eq!(whose(&one, ""), id(1));
        assert_eq!(whose(&one, "ZOE muller"), id(1));
        assert_eq!(whose(&one, "Zoe@Example.org"), id(1));
        assert_eq!(whose(&one, "Odile Petit"), Err(LegacyRefusal::UnknownPayer));
        assert_eq!(whose(&[], ""), Err(LegacyRefusal::NoPayer));
        let several = [
            payer(1, "Zoé Müller", "zoe@example.org", PayerState::Active),
            payer(2, "Odile Petit", "", PayerState::Active),
            payer(3, "Odile Petit", "odile@example.org", PayerState::Removed),
            payer(4, "Jean Petit", "petit@example.org", PayerState::Active),
            payer(5, "Anne Petit", "petit@example.org", PayerState::Active),
        ];
        assert_eq!(whose(&several, ""), Err(LegacyRefusal::WhichPayer));
        assert_eq!(whose(&several, "Odile Petit"), id(2), "who pays today comes first");
        assert_eq!(whose(&several, "odile@example.org"), id(3));
        assert_eq!(whose(&several, "petit@example.org"), Err(LegacyRefusal::TwoPayers));
        let former = LegacyPayer { handed_over: true, ..payer(2, "Odile Petit", "", PayerState::Removed) };
        let passed = [payer(1, "Zoé Müller", "zoe@example.org", PayerState::Active), former];
        assert_eq!(whose(&passed, ""), Err(LegacyRefusal::WhichPayer), "who paid before may be meant");
        assert_eq!((whose(&passed, "Odile Petit"), whose(&passed, "Zoé Müller")), (id(2), id(1)));
    }

    #[test]
    fn excess_and_other_currencies_wait_and_nothing_goes_back_that_has_not_come() {
        let eur = |minor| Money::new(minor, Currency::EUR);
        let row = |kind, amount| LegacyRow {
            id: "1".into(),
            trip: "AV-2026-0001".into(),
            payer: String::new(),
            kind,
            method: LegacyMethod::Card,
            amount,
            on: dates::from_iso("2026-01-02").unwrap(),
            note: String::new(),
        };
        let held = Held { advances: eur(300), unapplied: eur(50) };
        let parts = |advances, unapplied| Parts { advances: eur(advances), unapplied: eur(unapplied) };
        assert_eq!(decide(&row(LegacyKind::Payment, eur(100)), eur(100), held), Ok(LegacyStep::Receive(parts(100, 0), None)));
        assert_eq!(
            decide(&row(LegacyKind::Payment, eur(100)), eur(70), held),
            Ok(LegacyStep::Receive(parts(70, 30), Some(UnappliedReason::Excess)))
        );
        let francs = Money::new(100, Currency::CHF);
        let aside = Parts { advances: Money::zero(Currency::CHF), unapplied: francs };
        assert_eq!(
            decide(&row(LegacyKind::Payment, francs), eur(70), held),
            Ok(LegacyStep::Receive(aside, Some(UnappliedReason::WrongCurrency)))
        );
        assert_eq!(decide(&row(LegacyKind::Refund, eur(80)), eur(0), held), Ok(LegacyStep::GiveBack(parts(30, 50))));
        assert_eq!(decide(&row(LegacyKind::Refund, eur(351)), eur(0), held), Err(LegacyRefusal::MoreThanHeld("3.50 EUR".to_owned())));
    }
}
