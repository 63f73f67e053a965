//! A client who asks to be forgotten: what stands in the way, what they are called afterwards, how long papers are kept.
//!
//! The right to erasure yields where a contract is being performed, money is open, or the law wants papers to be kept; everything else goes.

use crate::error::{ErrorCode, FieldErrors};
use crate::ids::ClientId;
use crate::money::Money;
use crate::text;
use crate::trips::TripState;
use serde::{Deserialize, Serialize};
use time::{Date, Month};

/// For how many years after the one they were issued in papers of accounting are kept.
///
/// *Unverified*: ten years for accounting vouchers (Code de commerce, L.123-22; Swiss Code of Obligations, art. 958f), with an accountant.
pub const PAPERS_KEPT: i32 = 10;

words! {
    /// Why somebody cannot be forgotten yet.
    ErasureBar {
        /// A trip of theirs, or one they pay a share of, is not over.
        TripAhead = "trip_ahead",
        /// A payment may still lead to money.
        OrderAlive = "order_alive",
        /// They owe money.
        MoneyOwed = "money_owed",
        /// Money of theirs counts towards nothing, or has to go back.
        CreditHeld = "credit_held",
        /// Money is on its way back.
        RefundOpen = "refund_open",
        /// Their bank wants money back, and nothing is decided.
        DisputeOpen = "dispute_open",
    }
}

/// A trip of a client, or one they pay a share of, with what is open on their side of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErasureTrip {
    /// Its reference.
    pub reference: String,
    /// Where it stands.
    pub state: TripState,
    /// Its last day.
    pub ends_on: Option<Date>,
    /// What is left to pay of their share, and of what others took over from them.
    pub owed: Money,
    /// Whether they got money back twice and owe it besides the price.
    pub claimed: bool,
    /// Whether an order of theirs is alive.
    pub order_alive: bool,
    /// Whether money of theirs is kept aside in any currency, or a person was asked to give some back.
    pub credit_held: bool,
    /// Whether a refund to them is under way.
    pub refund_open: bool,
    /// Whether a dispute of theirs is not decided.
    pub dispute_open: bool,
}

/// What stands in the way on `today`, each with the reference of its trip; nobody may be forgotten while there is any.
pub fn bars(trips: &[ErasureTrip], today: Date) -> Vec<(ErasureBar, String)> {
    let of = |trip: &ErasureTrip| {
        let open = matches!(trip.state, TripState::Draft | TripState::Proposed | TripState::Confirmed);
        let sold = matches!(trip.state, TripState::Confirmed | TripState::Completed);
        [
            (open && trip.ends_on.is_none_or(|end| end >= today), ErasureBar::TripAhead),
            (trip.order_alive, ErasureBar::OrderAlive),
            (trip.claimed || sold && trip.owed.minor > 0, ErasureBar::MoneyOwed),
            (trip.credit_held, ErasureBar::CreditHeld),
            (trip.refund_open, ErasureBar::RefundOpen),
            (trip.dispute_open, ErasureBar::DisputeOpen),
        ]
    };
    let found =
        trips.iter().flat_map(|trip| of(trip).into_iter().filter(|(holds, _)| *holds).map(|(_, bar)| (bar, trip.reference.clone())));
    found.collect()
}

/// What lists and pages call a client who was forgotten. Says nothing but that it is always the same one.
pub fn pseudonym(client: ClientId) -> String {
    let hex = client.0.simple().to_string().to_uppercase();
    let end = hex.get(hex.len().saturating_sub(8)..).unwrap_or_default();
    format!("Anonyme {}-{}", end.get(..4).unwrap_or_default(), end.get(4..).unwrap_or_default())
}

/// The last day on which a paper that was issued on `issued` has to be kept.
pub fn kept_until(issued: Date) -> Date {
    Date::from_calendar_date(issued.year().saturating_add(PAPERS_KEPT), Month::December, 31).unwrap_or(Date::MAX)
}

/// The form that forgets somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ErasureDraft {
    /// The client's name, typed once more.
    pub name: String,
}

impl ErasureDraft {
    /// Whether the typed name is that of the client; accents and capitals do not matter.
    ///
    /// # Errors
    /// At `name`: [`ErrorCode::Required`], [`ErrorCode::NameDiffers`].
    pub fn check(&self, name: &str) -> Result<(), FieldErrors> {
        let typed = text::required(&self.name, 254).map_err(|refusal| FieldErrors::one("name", refusal))?;
        if text::fold(&typed) == text::fold(name) { Ok(()) } else { Err(FieldErrors::one("name", ErrorCode::NameDiffers)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::from_iso;
    use crate::money::Currency;
    use uuid::Uuid;

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    fn over() -> ErasureTrip {
        ErasureTrip {
            reference: "AV-2026-0007".into(),
            state: TripState::Completed,
            ends_on: from_iso("2026-06-01"),
            owed: eur(0),
            claimed: false,
            order_alive: false,
            credit_held: false,
            refund_open: false,
            dispute_open: false,
        }
    }

    fn found(change: impl FnOnce(&mut ErasureTrip)) -> Vec<ErasureBar> {
        let mut trip = over();
        change(&mut trip);
        bars(&[over(), trip], from_iso("2027-03-14").unwrap()).into_iter().map(|(bar, _)| bar).collect()
    }

    #[test]
    fn nothing_stands_in_the_way_of_whom_all_is_over() {
        assert_eq!(found(|_| ()), []);
        assert_eq!(bars(&[], from_iso("2027-03-14").unwrap()), []);
    }

    #[test]
    fn a_trip_ahead_and_open_money_stand_in_the_way() {
        for state in [TripState::Draft, TripState::Proposed, TripState::Confirmed] {
            assert_eq!(found(|trip| (trip.state, trip.ends_on) = (state, from_iso("2027-03-14"))), [ErasureBar::TripAhead], "{state}");
            assert_eq!(found(|trip| (trip.state, trip.ends_on) = (state, None)), [ErasureBar::TripAhead], "{state}");
            assert_eq!(found(|trip| (trip.state, trip.ends_on) = (state, from_iso("2027-03-13"))), [], "{state}");
        }
        assert_eq!(found(|trip| (trip.state, trip.ends_on) = (TripState::Cancelled, from_iso("2028-01-01"))), []);
        assert_eq!(found(|trip| trip.owed = eur(1)), [ErasureBar::MoneyOwed]);
        assert_eq!(found(|trip| (trip.owed, trip.state) = (eur(1), TripState::Cancelled)), [], "nobody owes a trip that was given up");
        assert_eq!(
            found(|trip| (trip.claimed, trip.state) = (true, TripState::Cancelled)),
            [ErasureBar::MoneyOwed],
            "that is owed all the same"
        );
        assert_eq!(found(|trip| trip.order_alive = true), [ErasureBar::OrderAlive]);
        assert_eq!(found(|trip| trip.credit_held = true), [ErasureBar::CreditHeld]);
        assert_eq!(found(|trip| trip.refund_open = true), [ErasureBar::RefundOpen]);
        assert_eq!(found(|trip| trip.dispute_open = true), [ErasureBar::DisputeOpen]);
    }

    #[test]
    fn the_name_is_typed_once_more() {
        let typed = |name: &str| ErasureDraft { name: name.into() }.check("Zoé Müller").map_err(|errors| errors.0[0].1.code);
        assert_eq!(typed(" zoe MULLER "), Ok(()));
        assert_eq!(typed(""), Err(ErrorCode::Required));
        assert_eq!(typed("Zoé"), Err(ErrorCode::NameDiffers));
    }

    #[test]
    fn a_pseudonym_is_of_the_client_alone_and_papers_are_kept_to_the_end_of_a_year() {
        let client = |number| ClientId(Uuid::from_u128(number));
        assert_eq!(pseudonym(client(0x9f2c_11ab)), "Anonyme 9F2C-11AB");
        assert_ne!(pseudonym(client(1)), pseudonym(client(2)));
        assert_eq!(from_iso("2036-12-31"), Some(kept_until(from_iso("2026-01-01").unwrap())));
    }
}
