//! The payload of a Swiss QR-bill, by the implementation guidelines 2.3: structured addresses only.
//!
//! *Unverified*: against a bank's own reader; another implementation agrees with the payload (`make opinion`).

use super::{Iban, Reference};
use crate::money::{Currency, Money};

/// A name with its address. Lines that are too long are cut, and characters that the standard does not know left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QrParty {
    /// Name, 70 characters at most.
    pub name: String,
    /// Street, 70 at most.
    pub street: String,
    /// Number in the street, 16 at most.
    pub number: String,
    /// Postcode, 16 at most.
    pub postcode: String,
    /// Town, 35 at most.
    pub town: String,
    /// Country: two letters.
    pub country: String,
}

/// A bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QrBill {
    /// The account; a QR-IBAN exactly when the reference is a QR reference.
    pub account: Iban,
    /// Who is paid.
    pub creditor: QrParty,
    /// How much, in EUR or CHF.
    pub amount: Money,
    /// Who pays; none when the address is not known.
    pub debtor: Option<QrParty>,
    /// Whose money it is.
    pub reference: Reference,
    /// For people, 140 characters at most.
    pub message: String,
}

/// Why a bill cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QrBillError {
    /// Neither EUR nor CHF.
    #[error("a QR-bill is in EUR or CHF")]
    Currency,
    /// Not from 0.01 to 999 999 999.99.
    #[error("an amount that a QR-bill cannot carry")]
    Amount,
    /// Not a Swiss account, or a reference of the other kind.
    #[error("the account and the reference do not go together")]
    Account,
    /// A party without name, postcode, town or country.
    #[error("an address without name, postcode, town or country")]
    Address,
}

impl QrBill {
    /// What the symbol holds: 31 lines.
    ///
    /// # Errors
    /// [`QrBillError`].
    pub fn payload(&self) -> Result<String, QrBillError> {
        let Money { minor, currency } = self.amount;
        if ![Currency::CHF, Currency::EUR].contains(&currency) {
            return Err(QrBillError::Currency);
        }
        if !(1..=99_999_999_999).contains(&minor) {
            return Err(QrBillError::Amount);
        }
        if !self.account.is_swiss() || self.account.is_qr() != self.reference.is_qr() {
            return Err(QrBillError::Account);
        }
        let mut lines = vec!["SPC".to_owned(), "0200".to_owned(), "1".to_owned(), self.account.to_string()];
        lines.extend(address(&self.creditor)?);
        lines.extend(std::iter::repeat_n(String::new(), 7));
        lines.extend([self.amount.to_field(), currency.to_string()]);
        match &self.debtor {
            Some(debtor) => lines.extend(address(debtor)?),
            None => lines.extend(std::iter::repeat_n(String::new(), 7)),
        }
        lines.push(if self.reference.is_qr() { "QRR" } else { "SCOR" }.to_owned());
        lines.extend([self.reference.to_string(), line(&self.message, 140), "EPD".to_owned()]);
        Ok(lines.join("\r\n"))
    }
}

fn address(party: &QrParty) -> Result<[String; 7], QrBillError> {
    let lines = [
        "S".to_owned(),
        line(&party.name, 70),
        line(&party.street, 70),
        line(&party.number, 16),
        line(&party.postcode, 16),
        line(&party.town, 35),
        line(&party.country, 2).to_uppercase(),
    ];
    let [_, name, _, _, postcode, town, country] = &lines;
    let known = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
    if name.is_empty() || postcode.is_empty() || town.is_empty() || !known { Err(QrBillError::Address) } else { Ok(lines) }
}

/// One line of at most `max` characters, of those the standard knows.
fn line(text: &str, max: usize) -> String {
    let spaced = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let known: String = spaced.chars().filter(|c| is_known(*c)).take(max).collect();
    known.trim().to_owned()
}

const fn is_known(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{17f}' | '\u{218}'..='\u{21b}' | '€')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::PayerId;
    use crate::transfers::ReferenceForm;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn bill() -> QrBill {
        QrBill {
            account: "CH4431999123000889012".parse().unwrap(),
            creditor: QrParty {
                name: "Altaïr Voyages SA".into(),
                street: "place du Marché".into(),
                number: "2".into(),
                postcode: "1227".into(),
                town: "Carouge".into(),
                country: "ch".into(),
            },
            amount: Money::new(194_975, Currency::CHF),
            debtor: None,
            reference: "210000000003139471430009017".parse().unwrap(),
            message: "AV-2027-0114".into(),
        }
    }

    #[test]
    fn every_line_stands_in_its_place() {
        let payload = bill().payload().unwrap();
        let lines: Vec<&str> = payload.split("\r\n").collect();
        assert_eq!(lines.len(), 31);
        assert_eq!(
            lines[..11],
            ["SPC", "0200", "1", "CH4431999123000889012", "S", "Altaïr Voyages SA", "place du Marché", "2", "1227", "Carouge", "CH"]
        );
        assert_eq!((lines[18], lines[19]), ("1949.75", "CHF"));
        assert_eq!(lines[27..], ["QRR", "210000000003139471430009017", "AV-2027-0114", "EPD"]);
    }

    #[test]
    fn what_banks_refuse_is_not_printed() {
        let other = |change: fn(&mut QrBill)| {
            let mut bill = bill();
            change(&mut bill);
            bill.payload()
        };
        assert_eq!(other(|bill| bill.amount = Money::new(1, Currency::USD)), Err(QrBillError::Currency));
        assert_eq!(other(|bill| bill.amount.minor = 0), Err(QrBillError::Amount));
        assert_eq!(other(|bill| bill.amount.minor = 100_000_000_000), Err(QrBillError::Amount));
        assert_eq!(other(|bill| bill.account = "CH5800791123000889012".parse().unwrap()), Err(QrBillError::Account));
        assert_eq!(other(|bill| bill.reference = "RF18539007547034".parse().unwrap()), Err(QrBillError::Account));
        assert_eq!(other(|bill| bill.creditor.town = "\u{4e2d}".into()), Err(QrBillError::Address));
    }

    proptest! {
        #[test]
        fn whatever_people_are_called_there_are_31_lines(name in ".*", street in ".*", message in ".*", minor in 1_i64..=99_999_999_999, id in any::<u128>()) {
            let debtor = QrParty { name: format!("A{name}"), street, ..bill().creditor };
            let reference = Reference::of(PayerId(Uuid::from_u128(id)), ReferenceForm::Qr { prefix: "" });
            let bill = QrBill { debtor: Some(debtor), message, amount: Money::new(minor, Currency::CHF), reference, ..bill() };
            let payload = bill.payload().unwrap();
            prop_assert_eq!(payload.split("\r\n").count(), 31);
            prop_assert_eq!(payload.lines().count(), 31);
            // The symbol holds 997 bytes at most.
            prop_assert!(payload.len() <= 997, "{}", payload.len());
        }
    }
}
