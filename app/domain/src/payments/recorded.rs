//! Money that came without a gateway: what a member of staff types about it, how much of it counts, and how a wrong record is undone.

use crate::dates;
use crate::error::{ErrorCode, FieldErrors, Refusal};
use crate::ids::PayerId;
use crate::money::{Currency, Money};
use crate::payments::{Held, Parts};
use crate::text;
use serde::{Deserialize, Serialize};
use time::Date;

/// The longest note and reason, in characters.
pub const RECORD_NOTE_MAX: usize = 500;

words! {
    /// How money came that no gateway took.
    #[derive(Default)]
    PaymentMethod {
        /// A credit on the bank account.
        #[default]
        Transfer = "transfer",
        /// A cheque, to be taken to the bank.
        Cheque = "cheque",
        /// Coins and notes.
        Cash = "cash",
        /// Holiday vouchers, to be sent to who issued them.
        Voucher = "voucher",
    }
}

/// A payment as a member of staff types it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RecordDraft {
    /// Whose payment: a [`PayerId`].
    pub payer: String,
    /// A [`PaymentMethod`].
    pub method: String,
    /// How much.
    pub amount: String,
    /// In which currency: the three letters.
    pub currency: String,
    /// The day it came.
    pub received_on: String,
    /// A cheque's number, a bank's name: for staff only.
    pub note: String,
}

/// A checked payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Whose payment.
    pub payer: PayerId,
    /// How it came.
    pub method: PaymentMethod,
    /// How much, above zero.
    pub amount: Money,
    /// The day it came.
    pub received_on: Date,
    /// For staff only; may be empty.
    pub note: String,
}

impl RecordDraft {
    /// The checked payment, seen on `today`.
    ///
    /// # Errors
    /// At `payer`, `method`, `currency`: [`ErrorCode::Required`], [`ErrorCode::NotAChoice`]. At `amount`: [`ErrorCode::Required`],
    /// [`ErrorCode::NotAnAmount`], [`ErrorCode::NegativeAmount`] (for nothing, too), [`ErrorCode::AmountTooLarge`]. At `received_on`: [`ErrorCode::Required`],
    /// [`ErrorCode::NotADate`], [`ErrorCode::InFuture`]. At `note`: [`ErrorCode::TooLong`].
    pub fn check(&self, today: Date) -> Result<Record, FieldErrors> {
        let mut errors = FieldErrors::new();
        let payer = errors.take("payer", text::choice::<PayerId>(&self.payer));
        let method = errors.take("method", text::choice::<PaymentMethod>(&self.method));
        let currency = errors.take("currency", text::choice::<Currency>(&self.currency));
        // An amount can be read, and refused, before its currency is known.
        let amount = errors.take("amount", amount(&self.amount, currency.unwrap_or(Currency::EUR)));
        let received_on = errors.take("received_on", day(&self.received_on, today));
        let note = errors.take("note", text::optional(&self.note, RECORD_NOTE_MAX));
        errors.finish(|| {
            currency?;
            Some(Record { payer: payer?, method: method?, amount: amount?, received_on: received_on?, note: note? })
        })
    }
}

fn amount(text: &str, currency: Currency) -> Result<Money, Refusal> {
    if text.trim().is_empty() {
        return Err(ErrorCode::Required.into());
    }
    let amount = Money::parse(text, currency)?;
    if amount.minor > 0 { Ok(amount) } else { Err(ErrorCode::NegativeAmount.into()) }
}

fn day(text: &str, today: Date) -> Result<Date, Refusal> {
    let day = dates::parse(text)?;
    if day > today { Err(Refusal::new(ErrorCode::InFuture).with("today", dates::iso(today))) } else { Ok(day) }
}

/// Why a record is undone, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReversalDraft {
    /// In words, for whoever reads the books later.
    pub reason: String,
}

impl ReversalDraft {
    /// The reason.
    ///
    /// # Errors
    /// At `reason`: [`ErrorCode::Required`], [`ErrorCode::TooLong`].
    pub fn check(&self) -> Result<String, FieldErrors> {
        text::required(&self.reason, RECORD_NOTE_MAX).map_err(|refusal| FieldErrors::one("reason", refusal))
    }
}

/// Of `money`, what is owed counts and the rest is kept aside. Money of another currency than `outstanding` is kept aside whole.
pub fn split_received(money: Money, outstanding: Money) -> Parts {
    let owed = if outstanding.currency == money.currency { outstanding.minor.max(0) } else { 0 };
    let counts = money.minor.max(0).min(owed);
    Parts { advances: Money::new(counts, money.currency), unapplied: Money::new(money.minor.max(0).saturating_sub(counts), money.currency) }
}

/// Out of which pocket a record that was booked as `booked` is taken back, when the payer's pockets hold `held` today: each part out of where it was put,
/// and what has moved since out of the other one.
///
/// # Errors
/// [`ErrorCode::MoneyGone`] when both together hold less: the money was given back meanwhile.
pub fn undo_received(booked: Parts, held: Held) -> Result<Parts, Refusal> {
    let currency = booked.advances.currency;
    let gone = || Refusal::new(ErrorCode::MoneyGone);
    if [booked.unapplied, held.advances, held.unapplied].iter().any(|money| money.currency != currency) {
        return Err(gone());
    }
    let total = booked.advances.minor.checked_add(booked.unapplied.minor).ok_or_else(gone)?;
    let (in_advances, aside) = (held.advances.minor.max(0), held.unapplied.minor.max(0));
    // First each part from its own pocket, then what is missing of either from what is left in the other.
    let first = booked.advances.minor.min(in_advances);
    let second = booked.unapplied.minor.min(aside);
    let missing = total - first - second;
    let more_aside = missing.min(aside - second);
    let more_advances = (missing - more_aside).min(in_advances - first);
    if more_aside + more_advances < missing {
        return Err(gone());
    }
    Ok(Parts { advances: Money::new(first + more_advances, currency), unapplied: Money::new(second + more_aside, currency) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    const TODAY: &str = "2027-03-14";

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    fn parts(advances: i64, unapplied: i64) -> Parts {
        Parts { advances: eur(advances), unapplied: eur(unapplied) }
    }

    fn held(advances: i64, unapplied: i64) -> Held {
        Held { advances: eur(advances), unapplied: eur(unapplied) }
    }

    fn draft() -> RecordDraft {
        RecordDraft {
            payer: PayerId(Uuid::from_u128(7)).to_string(),
            method: "cheque".into(),
            amount: "1 840,50".into(),
            currency: "EUR".into(),
            received_on: "13/03/2027".into(),
            note: " BNP 4711 ".into(),
        }
    }

    #[test]
    fn a_payment_is_read_as_typed() {
        let record = draft().check(dates::from_iso(TODAY).unwrap()).unwrap();
        assert_eq!((record.amount, record.method, record.note.as_str()), (eur(184_050), PaymentMethod::Cheque, "BNP 4711"));
        assert_eq!(dates::iso(record.received_on), "2027-03-13");
    }

    #[test]
    fn each_field_says_what_is_wrong() {
        let today = dates::from_iso(TODAY).unwrap();
        for (field, typed, code) in [
            ("payer", "somebody", ErrorCode::NotAChoice),
            ("method", "", ErrorCode::Required),
            ("amount", "0", ErrorCode::NegativeAmount),
            ("amount", "-5", ErrorCode::NegativeAmount),
            ("amount", "much", ErrorCode::NotAnAmount),
            ("amount", "", ErrorCode::Required),
            ("currency", "EURO", ErrorCode::NotAChoice),
            ("received_on", "15/03/2027", ErrorCode::InFuture),
            ("received_on", "soon", ErrorCode::NotADate),
        ] {
            let mut draft = draft();
            match field {
                "payer" => draft.payer = typed.into(),
                "method" => draft.method = typed.into(),
                "amount" => draft.amount = typed.into(),
                "currency" => draft.currency = typed.into(),
                _ => draft.received_on = typed.into(),
            }
            let errors = draft.check(today).unwrap_err();
            assert_eq!(errors.get(field).map(|refusal| refusal.code), Some(code), "{field} {typed:?}");
            assert_eq!(errors.0.len(), 1);
        }
        assert!(RecordDraft { received_on: TODAY.into(), ..draft() }.check(today).is_ok());
        assert_eq!(ReversalDraft::default().check().unwrap_err().get("reason").map(|refusal| refusal.code), Some(ErrorCode::Required));
    }

    #[test]
    fn what_exceeds_the_debt_is_kept_aside() {
        assert_eq!(split_received(eur(500), eur(300)), parts(300, 200));
        assert_eq!(split_received(eur(500), eur(0)), parts(0, 500));
        let francs = Money::new(500, Currency::CHF);
        assert_eq!(split_received(francs, eur(300)), Parts { advances: Money::zero(Currency::CHF), unapplied: francs });
    }

    #[test]
    fn a_record_is_taken_back_from_where_it_was_put() {
        assert_eq!(undo_received(parts(300, 200), held(900, 250)), Ok(parts(300, 200)));
        // The price fell: part of what counted was set aside meanwhile.
        assert_eq!(undo_received(parts(300, 0), held(100, 250)), Ok(parts(100, 200)));
        // The credit was applied meanwhile.
        assert_eq!(undo_received(parts(300, 200), held(900, 0)), Ok(parts(500, 0)));
        assert_eq!(undo_received(parts(300, 200), held(300, 199)), Err(ErrorCode::MoneyGone.into()));
    }

    proptest! {
        #[test]
        fn nothing_is_lost_or_made(amount in 1_i64..=i64::MAX, owed in any::<i64>()) {
            let split = split_received(eur(amount), eur(owed));
            prop_assert_eq!(split.advances.add(split.unapplied), Some(eur(amount)));
            prop_assert!(split.advances.minor >= 0 && split.unapplied.minor >= 0 && split.advances.minor <= owed.max(0));
        }

        #[test]
        fn what_is_undone_is_the_whole_and_never_more_than_is_held(a in 0_i64..1_000, u in 0_i64..1_000, ha in 0_i64..1_500, hu in 0_i64..1_500) {
            match undo_received(parts(a, u), held(ha, hu)) {
                Ok(taken) => {
                    prop_assert_eq!(taken.advances.minor + taken.unapplied.minor, a + u);
                    prop_assert!((0..=ha).contains(&taken.advances.minor) && (0..=hu).contains(&taken.unapplied.minor));
                }
                Err(_) => prop_assert!(ha + hu < a + u),
            }
        }
    }
}
