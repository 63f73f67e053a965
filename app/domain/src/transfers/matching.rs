//! Whose money a credit on the bank account is: said with a reason, and booked without a person only when nothing is left to decide.

use super::reference::number_of;
use super::{Reference, iban};
use crate::ids::{PayerId, TripId};
use crate::money::{Currency, Money};
use crate::text;
use std::collections::{BTreeSet, HashMap};

words! {
    /// Why a credit is thought to be somebody's, or nobody's.
    MatchReason {
        /// The structured reference names the payer, in the trip's currency.
        Reference = "reference",
        /// The structured reference names the payer, but the money is in another currency.
        OtherCurrency = "other_currency",
        /// A payer's reference stands in the free text.
        ReferenceInText = "reference_in_text",
        /// A trip's reference stands in the free text.
        TripInText = "trip_in_text",
        /// Name and amount are those of one payer.
        NameAndAmount = "name_and_amount",
        /// The name is that of one payer who owes money.
        Name = "name",
        /// Account and amount are those of money that is to go back.
        IbanAndAmount = "iban_and_amount",
        /// The reference is that of money that is to go back, the amount is another.
        OtherAmount = "other_amount",
        /// The amount is that of a payout that a gateway told of.
        Payout = "payout",
        /// The amount is all that a gateway holds of ours.
        ClearingBalance = "clearing_balance",
        /// The amount is what a gateway took on one day.
        DayCaptures = "day_captures",
        /// The same may have been booked from another file, in which the bank named it otherwise.
        MaybeTwice = "maybe_twice",
        /// It may be several payers'.
        Several = "several",
        /// Nothing points to anybody.
        Nothing = "nothing",
    }
}

/// A payer whose money may come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub payer: PayerId,
    /// For which trip.
    pub trip: TripId,
    /// The trip's reference.
    pub trip_reference: String,
    /// Their name.
    pub name: String,
    /// The trip's currency.
    pub currency: Currency,
    /// What is open on the next instalment.
    pub next: i64,
    /// All that is left to pay.
    pub remaining: i64,
}

/// What a bank says of a credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Credit<'a> {
    /// How much.
    pub amount: Money,
    /// Structured reference; may be empty.
    pub reference: &'a str,
    /// Free text; may be empty.
    pub text: &'a str,
    /// Who sent it; may be empty.
    pub name: &'a str,
}

/// What is thought of a credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// Nothing is left to decide: it is this payer's.
    Exact(PayerId, TripId),
    /// Probably this payer's: a person decides.
    Doubtful(PayerId, TripId, MatchReason),
    /// Nobody's, as far as can be seen.
    None(MatchReason),
}

/// All candidates, ready to be looked up.
#[derive(Debug, Default)]
pub struct Matcher {
    candidates: Vec<Candidate>,
    by_number: HashMap<u64, Vec<usize>>,
    by_trip: HashMap<String, Vec<usize>>,
    by_word: HashMap<String, Vec<usize>>,
    /// How long trips' references are.
    lengths: BTreeSet<usize>,
}

impl Matcher {
    /// Over everybody who may pay.
    pub fn new(candidates: Vec<Candidate>) -> Self {
        let mut matcher = Self { candidates, ..Self::default() };
        for (place, candidate) in matcher.candidates.iter().enumerate() {
            matcher.by_number.entry(number_of(candidate.payer)).or_default().push(place);
            matcher.by_trip.entry(squeezed(&candidate.trip_reference)).or_default().push(place);
            for word in words(&candidate.name) {
                matcher.by_word.entry(word).or_default().push(place);
            }
        }
        matcher.lengths = matcher.by_trip.keys().map(String::len).filter(|length| *length >= 6).collect();
        matcher
    }

    /// Whose money a credit is.
    pub fn find(&self, credit: Credit<'_>) -> Match {
        if let Ok(reference) = credit.reference.parse::<Reference>() {
            match self.of_reference(&reference) {
                [one] => return self.exact(*one, credit.amount.currency),
                [] => {}
                _ => return Match::None(MatchReason::Several),
            }
        }
        let in_text = self.references_in(credit.text).chain(self.references_in(credit.reference)).collect::<BTreeSet<usize>>();
        if !in_text.is_empty() {
            return self.one_of(in_text, credit, MatchReason::ReferenceInText);
        }
        let trips: BTreeSet<usize> = self.trips_in(credit.text).chain(self.trips_in(credit.reference)).collect();
        if !trips.is_empty() {
            return self.one_of(trips, credit, MatchReason::TripInText);
        }
        self.of_name(credit)
    }

    fn of_reference(&self, reference: &Reference) -> &[usize] {
        reference.number().and_then(|number| self.by_number.get(&number)).map_or(&[], Vec::as_slice)
    }

    fn exact(&self, place: usize, currency: Currency) -> Match {
        match self.candidates.get(place) {
            Some(found) if found.currency == currency => Match::Exact(found.payer, found.trip),
            Some(found) => Match::Doubtful(found.payer, found.trip, MatchReason::OtherCurrency),
            None => Match::None(MatchReason::Nothing),
        }
    }

    /// Payers whose references stand within a text.
    fn references_in<'a>(&'a self, text: &'a str) -> impl Iterator<Item = usize> + 'a {
        references_in(text).into_iter().flat_map(|reference| self.of_reference(&reference).to_vec())
    }

    fn trips_in<'a>(&'a self, text: &'a str) -> impl Iterator<Item = usize> + 'a {
        let plain = squeezed(text);
        // Every trip's reference is short: each window of the text is looked up, rather than each trip searched in the text.
        let mut found = Vec::new();
        for &length in &self.lengths {
            for at in 0..plain.len().saturating_sub(length - 1) {
                if let Some(places) = plain.get(at..at + length).and_then(|window| self.by_trip.get(window)) {
                    found.extend(places.iter().copied());
                }
            }
        }
        found.into_iter()
    }

    /// By the sender's name: all words of the payer's name must be among the sender's.
    fn of_name(&self, credit: Credit<'_>) -> Match {
        let sender = words(credit.name);
        let mut named: BTreeSet<usize> = sender.iter().filter_map(|word| self.by_word.get(word)).flatten().copied().collect();
        named.retain(|place| {
            self.candidates.get(*place).is_some_and(|candidate| {
                let own = words(&candidate.name);
                !own.is_empty() && candidate.remaining > 0 && candidate.currency == credit.amount.currency && own.is_subset(&sender)
            })
        });
        let fits = |place: &usize| {
            self.candidates.get(*place).is_some_and(|candidate| [candidate.next, candidate.remaining].contains(&credit.amount.minor))
        };
        let exact: BTreeSet<usize> = named.iter().copied().filter(fits).collect();
        if exact.is_empty() {
            self.one_of(named, credit, MatchReason::Name)
        } else {
            self.one_of(exact, credit, MatchReason::NameAndAmount)
        }
    }

    /// The only one; or else the only one that owes this amount.
    fn one_of(&self, places: BTreeSet<usize>, credit: Credit<'_>, reason: MatchReason) -> Match {
        let found: Vec<&Candidate> = places.iter().filter_map(|place| self.candidates.get(*place)).collect();
        if let [one] = found.as_slice() {
            return Match::Doubtful(one.payer, one.trip, reason);
        }
        let due: Vec<&&Candidate> = found
            .iter()
            .filter(|one| one.currency == credit.amount.currency && [one.next, one.remaining].contains(&credit.amount.minor))
            .collect();
        match (due.as_slice(), found.is_empty()) {
            ([one], _) => Match::Doubtful(one.payer, one.trip, reason),
            (_, true) => Match::None(MatchReason::Nothing),
            (_, false) => Match::None(MatchReason::Several),
        }
    }
}

/// References within a text, whatever stands around them and however they are spaced.
pub(super) fn references_in(text: &str) -> Vec<Reference> {
    let plain = iban::squeezed(text);
    plain.match_indices("RF").filter_map(|(at, _)| plain.get(at..at + 17)?.parse().ok()).collect()
}

/// Letters and digits only, in capitals.
pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// The words of a name that tell people apart.
pub(super) fn words(name: &str) -> BTreeSet<String> {
    text::fold(name).split(' ').filter(|word| word.len() > 2).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transfers::ReferenceForm;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn payer(number: u128) -> PayerId {
        PayerId(Uuid::from_u128(number))
    }

    fn candidate(number: u128, reference: &str, name: &str, currency: Currency) -> Candidate {
        Candidate {
            payer: payer(number),
            trip: TripId(Uuid::from_u128(number)),
            trip_reference: reference.to_owned(),
            name: name.to_owned(),
            currency,
            next: 90_000,
            remaining: 300_000,
        }
    }

    fn matcher() -> Matcher {
        Matcher::new(vec![
            candidate(1, "AV-2027-0001", "Ana Müller", Currency::EUR),
            candidate(2, "AV-2027-0002", "Claire Fontaine", Currency::EUR),
            candidate(3, "AV-2027-0003", "Claire Fontaine", Currency::CHF),
            candidate(4, "AV-2027-0004", "Marc Petit", Currency::EUR),
            Candidate { next: 1_000, ..candidate(5, "AV-2027-0005", "Marc Petit", Currency::EUR) },
        ])
    }

    fn doubtful(number: u128, reason: MatchReason) -> Match {
        Match::Doubtful(payer(number), TripId(Uuid::from_u128(number)), reason)
    }

    fn credit<'a>(minor: i64, reference: &'a str, text: &'a str, name: &'a str) -> Credit<'a> {
        Credit { amount: Money::new(minor, Currency::EUR), reference, text, name }
    }

    #[test]
    fn a_structured_reference_in_the_right_currency_leaves_nothing_to_decide() {
        let reference = Reference::of(payer(1), ReferenceForm::Creditor).to_string();
        let exact = Match::Exact(payer(1), TripId(Uuid::from_u128(1)));
        assert_eq!(matcher().find(credit(5, &reference, "", "Somebody Else")), exact);
        let qr = Reference::of(payer(3), ReferenceForm::Qr { prefix: "123" }).to_string();
        assert_eq!(matcher().find(credit(5, &qr, "", "")), doubtful(3, MatchReason::OtherCurrency));
        let unknown = Reference::of(payer(99), ReferenceForm::Creditor).to_string();
        assert_eq!(matcher().find(credit(5, &unknown, "", "")), Match::None(MatchReason::Nothing));
    }

    #[test]
    fn everything_else_is_for_a_person() {
        let spaced = Reference::of(payer(2), ReferenceForm::Creditor).grouped();
        let text = format!("solde voyage {spaced} merci");
        for (credit, expected) in [
            (credit(5, "", &text, ""), doubtful(2, MatchReason::ReferenceInText)),
            (credit(5, "", "Acompte av 2027 0004", ""), doubtful(4, MatchReason::TripInText)),
            (credit(90_000, "", "AV-2027-0001 AV-2027-0005", ""), doubtful(1, MatchReason::TripInText)),
            (credit(7, "", "AV-2027-0001 AV-2027-0005", ""), Match::None(MatchReason::Several)),
            (credit(90_000, "", "", "M. MULLER ANA"), doubtful(1, MatchReason::NameAndAmount)),
            (credit(7, "", "", "Muller Ana"), doubtful(1, MatchReason::Name)),
            (credit(1_000, "", "", "Marc Petit"), doubtful(5, MatchReason::NameAndAmount)),
            (credit(7, "", "", "Marc Petit"), Match::None(MatchReason::Several)),
            (credit(90_000, "", "", "Petit"), Match::None(MatchReason::Nothing)),
            (credit(90_000, "", "", ""), Match::None(MatchReason::Nothing)),
        ] {
            assert_eq!(matcher().find(credit), expected, "{credit:?}");
        }
    }

    proptest! {
        #[test]
        fn only_a_structured_reference_is_ever_exact(reference in ".*", text in ".*", name in ".*", minor in any::<i64>()) {
            let found = matcher().find(credit(minor, &reference, &text, &name));
            prop_assert!(!matches!(found, Match::Exact(..)) || reference.parse::<Reference>().is_ok());
        }
    }
}
