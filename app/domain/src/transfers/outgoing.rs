//! Which refund a debit on the bank account is: done without a person only when a reference or an account says so and the amount is that of the refund.

use super::Reference;
use super::matching::{MatchReason, references_in, squeezed, words};
use crate::ids::{PayerId, RefundId, TripId};
use crate::money::Money;

/// Money that a person sends back, or says to have sent, by a transfer that no statement has shown yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// Which refund.
    pub refund: RefundId,
    /// For which trip.
    pub trip: TripId,
    /// The trip's reference.
    pub trip_reference: String,
    /// To whom.
    pub payer: PayerId,
    /// Their name.
    pub name: String,
    /// How much.
    pub money: Money,
    /// Accounts that they paid from.
    pub ibans: Vec<String>,
}

/// What a bank says of a debit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Debit<'a> {
    /// How much.
    pub amount: Money,
    /// Structured reference; may be empty.
    pub reference: &'a str,
    /// Free text; may be empty.
    pub text: &'a str,
    /// Who gets it; may be empty.
    pub name: &'a str,
    /// On which account; may be empty.
    pub iban: &'a str,
}

/// What is thought of a debit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DebitMatch {
    /// It is this refund.
    Exact(RefundId, MatchReason),
    /// It is probably this refund: a person decides.
    Doubtful(RefundId, MatchReason),
    /// No refund, as far as can be seen.
    None(MatchReason),
}

/// Which of the refunds owed a debit is.
pub fn find_refund(owed: &[Owed], debit: Debit<'_>) -> DebitMatch {
    use MatchReason as R;
    let same = |one: &&Owed| one.money == debit.amount;
    let references: Vec<Reference> =
        debit.reference.parse().ok().into_iter().chain(references_in(debit.text)).chain(references_in(debit.reference)).collect();
    let named = || owed.iter().filter(|one| references.iter().any(|reference| reference.is_of(one.payer)));
    match named().filter(same).collect::<Vec<_>>().as_slice() {
        [one] => return DebitMatch::Exact(one.refund, R::Reference),
        [_, ..] => return DebitMatch::None(R::Several),
        [] => {}
    }
    if let [one] = named().collect::<Vec<_>>().as_slice() {
        let reason = if one.money.currency == debit.amount.currency { R::OtherAmount } else { R::OtherCurrency };
        return DebitMatch::Doubtful(one.refund, reason);
    }
    let account = squeezed(debit.iban);
    let to_account = owed.iter().filter(same).filter(|one| !account.is_empty() && one.ibans.iter().any(|iban| squeezed(iban) == account));
    match to_account.collect::<Vec<_>>().as_slice() {
        [one] => return DebitMatch::Exact(one.refund, R::IbanAndAmount),
        [_, ..] => return DebitMatch::None(R::Several),
        [] => {}
    }
    let said = squeezed(&[debit.reference, " ", debit.text].concat());
    let of_trip = owed.iter().filter(same).filter(|one| said.contains(&squeezed(&one.trip_reference)));
    let receiver = words(debit.name);
    let of_name = owed.iter().filter(same).filter(|one| !words(&one.name).is_empty() && words(&one.name).is_subset(&receiver));
    for (found, reason) in [(of_trip.collect::<Vec<_>>(), R::TripInText), (of_name.collect::<Vec<_>>(), R::NameAndAmount)] {
        match found.as_slice() {
            [one] => return DebitMatch::Doubtful(one.refund, reason),
            [_, ..] => return DebitMatch::None(R::Several),
            [] => {}
        }
    }
    DebitMatch::None(R::Nothing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use crate::transfers::ReferenceForm;
    use MatchReason as R;
    use proptest::prelude::*;
    use uuid::Uuid;

    const IBAN: &str = "DE89 3704 0044 0532 0130 00";

    fn owed(number: u128, minor: i64, ibans: &[&str]) -> Owed {
        Owed {
            refund: RefundId(Uuid::from_u128(number)),
            trip: TripId(Uuid::from_u128(number)),
            trip_reference: format!("AV-2027-000{number}"),
            payer: PayerId(Uuid::from_u128(number)),
            name: "Ana Müller".into(),
            money: Money::new(minor, Currency::EUR),
            ibans: ibans.iter().map(|iban| (*iban).to_owned()).collect(),
        }
    }

    fn debit<'a>(minor: i64, reference: &'a str, text: &'a str, name: &'a str, iban: &'a str) -> Debit<'a> {
        Debit { amount: Money::new(minor, Currency::EUR), reference, text, name, iban }
    }

    #[test]
    fn a_reference_or_an_account_with_the_amount_leaves_nothing_to_decide() {
        let waiting = [owed(1, 5_000, &[]), owed(2, 5_000, &["DE89370400440532013000"]), owed(3, 7_000, &[])];
        let id = |number| RefundId(Uuid::from_u128(number));
        let first = Reference::of(PayerId(Uuid::from_u128(1)), ReferenceForm::Creditor);
        let text = format!("remboursement {} merci", first.grouped());
        let franc = Debit { amount: Money::new(5_000, Currency::CHF), ..debit(0, "", &text, "", "") };
        for (debit, expected) in [
            (debit(5_000, &first.to_string(), "", "", ""), DebitMatch::Exact(id(1), R::Reference)),
            (debit(5_000, "", &text, "", ""), DebitMatch::Exact(id(1), R::Reference)),
            (debit(4_999, "", &text, "", ""), DebitMatch::Doubtful(id(1), R::OtherAmount)),
            (franc, DebitMatch::Doubtful(id(1), R::OtherCurrency)),
            (debit(5_000, "", "", "", IBAN), DebitMatch::Exact(id(2), R::IbanAndAmount)),
            (debit(4_999, "", "", "", IBAN), DebitMatch::None(R::Nothing)),
            (debit(5_000, "", "av 2027 0002", "", ""), DebitMatch::Doubtful(id(2), R::TripInText)),
            (debit(7_000, "", "", "MULLER ANA", ""), DebitMatch::Doubtful(id(3), R::NameAndAmount)),
            (debit(5_000, "", "", "MULLER ANA", ""), DebitMatch::None(R::Several)),
            (debit(5_000, "", "loyer", "Régie", ""), DebitMatch::None(R::Nothing)),
        ] {
            assert_eq!(find_refund(&waiting, debit), expected, "{debit:?}");
        }
        assert_eq!(find_refund(&[], debit(5_000, "", "", "", "")), DebitMatch::None(R::Nothing));
        let twice = [owed(1, 5_000, &[IBAN]), owed(1, 5_000, &[IBAN])];
        assert_eq!(find_refund(&twice, debit(5_000, "", "", "", IBAN)), DebitMatch::None(R::Several));
    }

    proptest! {
        #[test]
        fn another_amount_is_never_exact(minor in 1_i64..20_000, text in ".*", name in ".*") {
            let waiting = [owed(1, 5_000, &[IBAN])];
            let reference = Reference::of(PayerId(Uuid::from_u128(1)), ReferenceForm::Creditor).to_string();
            let found = find_refund(&waiting, debit(minor, &reference, &text, &name, IBAN));
            prop_assert_eq!(matches!(found, DebitMatch::Exact(..)), minor == 5_000);
        }
    }
}
