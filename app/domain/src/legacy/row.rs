//! A row of the former system's export, read.

use super::LegacyRefusal;
use crate::money::{Currency, MAX_UNITS, Money};
use crate::text;
use crate::transfers::{DateForm, DecimalMark};
use serde::{Deserialize, Serialize};
use time::Date;

/// The longest old id, in characters.
const ID_MAX: usize = 100;

/// The longest reference or name.
const NAME_MAX: usize = 254;

/// The longest note.
const NOTE_MAX: usize = 500;

words! {
    /// A column of the export. The word is what the header says in English.
    LegacyColumn {
        /// The payment's name in the former system.
        Id = "id",
        /// The trip's reference.
        Trip = "trip",
        /// E-mail or name of who paid, where several people pay.
        Payer = "payer",
        /// How much.
        Amount = "amount",
        /// In which currency: the three letters.
        Currency = "currency",
        /// The day it came or went.
        Date = "date",
        /// How it came.
        Method = "method",
        /// For staff.
        Note = "note",
        /// Payment or refund.
        Kind = "kind",
    }
}

impl LegacyColumn {
    /// Whether an export without it cannot be read.
    pub const fn is_needed(self) -> bool {
        match self {
            Self::Id | Self::Trip | Self::Amount | Self::Currency | Self::Date => true,
            Self::Payer | Self::Method | Self::Note | Self::Kind => false,
        }
    }

    /// The column that a cell of the header names, in English or French.
    pub fn named(cell: &str) -> Option<Self> {
        Some(match text::fold(cell).as_str() {
            "id" | "old id" | "payment id" | "identifiant" | "ancien id" | "numero" => Self::Id,
            "trip" | "trip reference" | "reference" | "voyage" | "dossier" => Self::Trip,
            "payer" | "payeur" | "client" | "email" | "e mail" => Self::Payer,
            "amount" | "montant" => Self::Amount,
            "currency" | "devise" | "monnaie" => Self::Currency,
            "date" | "paid on" | "date de paiement" => Self::Date,
            "method" | "methode" | "mode" | "moyen" | "mode de paiement" | "moyen de paiement" => Self::Method,
            "note" | "notes" | "remarque" | "commentaire" | "comment" => Self::Note,
            "kind" | "type" | "nature" | "sens" => Self::Kind,
            _ => return None,
        })
    }
}

words! {
    /// Which way the money went.
    LegacyKind {
        /// It came.
        Payment = "payment",
        /// It went back.
        Refund = "refund",
    }
}

words! {
    /// How the former system says that money moved.
    LegacyMethod {
        /// A card.
        Card = "card",
        /// A transfer.
        Transfer = "transfer",
        /// A cheque.
        Cheque = "cheque",
        /// Coins and notes.
        Cash = "cash",
        /// Holiday vouchers.
        Voucher = "voucher",
        /// It does not say.
        Untold = "untold",
    }
}

impl LegacyMethod {
    fn read(cell: &str) -> Option<Self> {
        Some(match text::fold(cell).as_str() {
            "" => Self::Untold,
            "card" | "credit card" | "carte" | "carte bancaire" | "carte bleue" | "cb" | "tpe" => Self::Card,
            "transfer" | "bank transfer" | "virement" | "vir" | "virement bancaire" => Self::Transfer,
            "cheque" | "check" | "chq" => Self::Cheque,
            "cash" | "especes" | "liquide" => Self::Cash,
            "voucher" | "cheque vacances" | "cheques vacances" | "ancv" => Self::Voucher,
            _ => return None,
        })
    }
}

/// A row as it stands in the file; empty where there is no such column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LegacyDraft {
    /// [`LegacyColumn::Id`].
    pub id: String,
    /// [`LegacyColumn::Trip`].
    pub trip: String,
    /// [`LegacyColumn::Payer`].
    pub payer: String,
    /// [`LegacyColumn::Amount`].
    pub amount: String,
    /// [`LegacyColumn::Currency`].
    pub currency: String,
    /// [`LegacyColumn::Date`].
    pub date: String,
    /// [`LegacyColumn::Method`].
    pub method: String,
    /// [`LegacyColumn::Note`].
    pub note: String,
    /// [`LegacyColumn::Kind`].
    pub kind: String,
}

/// A row that says something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegacyRow {
    /// Its name in the former system.
    pub id: String,
    /// The trip's reference.
    pub trip: String,
    /// E-mail or name of who paid; may be empty.
    pub payer: String,
    /// Which way.
    pub kind: LegacyKind,
    /// How.
    pub method: LegacyMethod,
    /// How much, above zero.
    pub amount: Money,
    /// The day.
    pub on: Date,
    /// For staff; may be empty.
    pub note: String,
}

/// The column to blame, and why.
type Refused = (LegacyColumn, LegacyRefusal);

impl LegacyDraft {
    /// The row, seen on `today`. A minus makes a refund of a row that does not say what it is, and changes nothing of one that says it is a refund.
    ///
    /// # Errors
    /// The first cell that cannot be read, in the order of [`LegacyColumn::ALL`].
    pub fn check(&self, today: Date) -> Result<LegacyRow, Refused> {
        use LegacyColumn as C;
        let id = named(C::Id, &self.id, ID_MAX)?;
        let trip = named(C::Trip, &self.trip, NAME_MAX)?;
        let payer = optional(C::Payer, &self.payer, NAME_MAX)?;
        let currency = self.currency.trim().to_uppercase().parse::<Currency>();
        let money = amount(&self.amount, *currency.as_ref().unwrap_or(&Currency::EUR)).map_err(|why| (C::Amount, why))?;
        currency.map_err(|_| (C::Currency, LegacyRefusal::Currency))?;
        let on = day(&self.date, today).map_err(|why| (C::Date, why))?;
        let method = LegacyMethod::read(&self.method).ok_or((C::Method, LegacyRefusal::Method))?;
        let note = optional(C::Note, &self.note, NOTE_MAX)?;
        let kind = match (text::fold(&self.kind).as_str(), money.minor > 0) {
            ("" | "payment" | "paiement" | "encaissement", true) => LegacyKind::Payment,
            ("", false) | ("refund" | "remboursement", _) => LegacyKind::Refund,
            ("payment" | "paiement" | "encaissement", false) => return Err((C::Amount, LegacyRefusal::NegativePayment)),
            _ => return Err((C::Kind, LegacyRefusal::Kind)),
        };
        Ok(LegacyRow { id, trip, payer, kind, method, amount: Money::new(money.minor.abs(), money.currency), on, note })
    }
}

fn optional(column: LegacyColumn, cell: &str, max: usize) -> Result<String, Refused> {
    text::optional(cell, max).map_err(|_| (column, LegacyRefusal::TooLong(max)))
}

fn named(column: LegacyColumn, cell: &str, max: usize) -> Result<String, Refused> {
    let name = optional(column, cell, max)?;
    if name.is_empty() { Err((column, LegacyRefusal::Missing)) } else { Ok(name) }
}

/// An amount of which no reading with the other decimal mark differs.
fn amount(cell: &str, currency: Currency) -> Result<Money, LegacyRefusal> {
    if cell.trim().is_empty() {
        return Err(LegacyRefusal::Missing);
    }
    let mut readings: Vec<Money> = DecimalMark::ALL.iter().filter_map(|mark| mark.read(cell, currency)).collect();
    readings.dedup();
    let [money] = readings.as_slice() else { return Err(LegacyRefusal::Amount) };
    let most = MAX_UNITS.saturating_mul(currency.minor_per_unit());
    if money.is_zero() || money.minor.abs() > most { Err(LegacyRefusal::AmountOutside) } else { Ok(*money) }
}

/// A day, written from its day or from its year; no cell can be read both ways.
fn day(cell: &str, today: Date) -> Result<Date, LegacyRefusal> {
    if cell.trim().is_empty() {
        return Err(LegacyRefusal::Missing);
    }
    let read = DateForm::DayMonthYear.read(cell).or_else(|| DateForm::YearMonthDay.read(cell));
    let day = read.ok_or(LegacyRefusal::Date)?;
    if day > today { Err(LegacyRefusal::Future) } else { Ok(day) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates;
    use proptest::prelude::*;

    fn today() -> Date {
        dates::from_iso("2027-03-14").unwrap()
    }

    fn draft() -> LegacyDraft {
        LegacyDraft {
            id: " P-0042 ".into(),
            trip: "AV-2026-0007".into(),
            amount: "1 234,50".into(),
            currency: "eur".into(),
            date: "14/03/2024".into(),
            method: "Chèque".into(),
            ..LegacyDraft::default()
        }
    }

    fn with(change: impl FnOnce(&mut LegacyDraft)) -> Result<LegacyRow, Refused> {
        let mut draft = draft();
        change(&mut draft);
        draft.check(today())
    }

    #[test]
    fn a_row_is_read_however_it_was_exported() {
        let row = draft().check(today()).unwrap();
        assert_eq!((row.id.as_str(), row.kind, row.method), ("P-0042", LegacyKind::Payment, LegacyMethod::Cheque));
        assert_eq!((row.amount, dates::iso(row.on).as_str()), (Money::new(123_450, Currency::EUR), "2024-03-14"));
        for (cell, minor) in
            [("1'234.50", 123_450), ("1’234,50 EUR", 123_450), ("1234", 123_400), ("0.05", 5), ("12,5", 1_250), ("1 000", 100_000)]
        {
            assert_eq!(with(|row| row.amount = cell.into()).map(|row| row.amount.minor), Ok(minor), "{cell}");
        }
        for cell in ["2024-03-14", "14.03.2024", "14-03-24", "20240314", "2024-03-14 08:15:00"] {
            assert_eq!(with(|row| row.date = cell.into()).map(|row| dates::iso(row.on)), Ok("2024-03-14".to_owned()), "{cell}");
        }
        for (cell, method) in
            [("", LegacyMethod::Untold), ("CB", LegacyMethod::Card), ("Virement", LegacyMethod::Transfer), ("Espèces", LegacyMethod::Cash)]
        {
            assert_eq!(with(|row| row.method = cell.into()).map(|row| row.method), Ok(method));
        }
    }

    #[test]
    fn a_sign_or_a_word_makes_a_refund() {
        for (amount, kind) in [("-50", ""), ("50", "Remboursement"), ("-50", "refund")] {
            let row = with(|row| (row.amount, row.kind) = (amount.into(), kind.into())).unwrap();
            assert_eq!((row.kind, row.amount.minor), (LegacyKind::Refund, 5_000));
        }
        assert_eq!(
            with(|row| (row.amount, row.kind) = ("-50".into(), "payment".into())),
            Err((LegacyColumn::Amount, LegacyRefusal::NegativePayment))
        );
        assert_eq!(with(|row| row.kind = "avoir".into()), Err((LegacyColumn::Kind, LegacyRefusal::Kind)));
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_not_read() {
        // One and a half, or fifteen hundred.
        for cell in ["1,500", "1.5.0", "12;50", "1,2,3", "1e5", "abc"] {
            assert_eq!(with(|row| row.amount = cell.into()), Err((LegacyColumn::Amount, LegacyRefusal::Amount)), "{cell}");
        }
        for cell in ["0", "0,00", "99999999"] {
            assert_eq!(with(|row| row.amount = cell.into()), Err((LegacyColumn::Amount, LegacyRefusal::AmountOutside)), "{cell}");
        }
        for (cell, why) in [
            ("31/02/2024", LegacyRefusal::Date),
            ("03/14/2024", LegacyRefusal::Date),
            ("15/03/2027", LegacyRefusal::Future),
            (" ", LegacyRefusal::Missing),
        ] {
            assert_eq!(with(|row| row.date = cell.into()), Err((LegacyColumn::Date, why)), "{cell}");
        }
        assert_eq!(with(|row| row.currency = "€".into()), Err((LegacyColumn::Currency, LegacyRefusal::Currency)));
        assert_eq!(with(|row| row.id.clear()), Err((LegacyColumn::Id, LegacyRefusal::Missing)));
        assert_eq!(with(|row| row.trip.clear()), Err((LegacyColumn::Trip, LegacyRefusal::Missing)));
        assert_eq!(with(|row| row.method = "bitcoin".into()), Err((LegacyColumn::Method, LegacyRefusal::Method)));
        assert_eq!(with(|row| row.note = "a".repeat(501)), Err((LegacyColumn::Note, LegacyRefusal::TooLong(500))));
    }

    #[test]
    fn a_header_is_read_in_both_languages() {
        let named = |cells: [&str; 9]| cells.map(|cell| LegacyColumn::named(cell).unwrap());
        let english = named(["Old id", "Trip reference", "Payer", "Amount", "Currency", "Date", "Method", "Note", "Kind"]);
        let french = named(["Identifiant", "Dossier", "Payeur", "Montant", "Devise", "Date", "Moyen de paiement", "Remarque", "Type"]);
        assert_eq!(english.as_slice(), LegacyColumn::ALL);
        assert_eq!(english, french);
        assert_eq!(LegacyColumn::named("solde"), None);
    }

    proptest! {
        #[test]
        fn an_amount_is_read_as_it_was_written_or_not_at_all(minor in 1_i64..1_000_000_000, point in any::<bool>(), grouping in "[ '’]?") {
            let (units, cents) = ((minor / 100).to_string(), minor % 100);
            let mut grouped = String::new();
            for (at, digit) in units.chars().enumerate() {
                if at > 0 && (units.len() - at) % 3 == 0 {
                    grouped.push_str(&grouping);
                }
                grouped.push(digit);
            }
            let cell = format!("{grouped}{}{cents:02}", if point { '.' } else { ',' });
            prop_assert_eq!(amount(&cell, Currency::CHF), Ok(Money::new(minor, Currency::CHF)));
        }
    }
}
