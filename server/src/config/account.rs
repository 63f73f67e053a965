//! Where transfers go: the bank account of one company.

use domain::ids::PayerId;
use domain::money::Currency;
use domain::transfers::{Iban, QrParty, Reference, ReferenceForm};
use serde::{Deserialize, Serialize};

/// The bank account of a company, with its holder as the bank knows them. Without `iban` nobody is offered to pay by transfer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BankAccount {
    /// Account number.
    pub iban: String,
    /// The QR-IBAN of a Swiss account, for payments in CHF; empty for none.
    pub qr_iban: String,
    /// The number that some banks want in front of each QR reference: up to seven digits.
    pub qr_prefix: String,
    /// Bank code; may be empty.
    pub bic: String,
    /// Holder.
    pub holder: String,
    /// Street of the holder.
    pub street: String,
    /// Number in the street.
    pub number: String,
    /// Postcode.
    pub postcode: String,
    /// Town.
    pub town: String,
    /// Country: two letters.
    pub country: String,
}

impl BankAccount {
    /// Refuses what no bank would take, by the name of the key under `table`.
    pub(super) fn check(&self, table: &str) -> Result<(), String> {
        let wrong = |key: &str, why: &str| Err(format!("agency.{table}.{key}: {why}"));
        if self.iban.is_empty() {
            return if self.qr_iban.is_empty() { Ok(()) } else { wrong("iban", "is missing beside the qr_iban") };
        }
        match self.iban.parse::<Iban>() {
            Ok(iban) if iban.is_qr() => return wrong("iban", "is a QR-IBAN, which belongs into qr_iban"),
            Ok(_) => {}
            Err(_) => return wrong("iban", "is not an account number"),
        }
        if !self.qr_iban.is_empty() && !self.qr_iban.parse::<Iban>().is_ok_and(|iban| iban.is_qr()) {
            return wrong("qr_iban", "is not a QR-IBAN");
        }
        if self.qr_prefix.len() > 7 || !self.qr_prefix.bytes().all(|byte| byte.is_ascii_digit()) {
            return wrong("qr_prefix", "is not up to seven digits");
        }
        for (key, value) in [("holder", &self.holder), ("postcode", &self.postcode), ("town", &self.town), ("country", &self.country)] {
            if value.trim().is_empty() {
                return wrong(key, "is missing: payers and banks need it");
            }
        }
        Ok(())
    }

    /// The account number; `None` without an account.
    pub(crate) fn iban(&self) -> Option<Iban> {
        self.iban.parse().ok()
    }

    /// The account for payments in `currency`, and the reference that names `payer` there; `None` without an account.
    pub(crate) fn of_payer(&self, payer: PayerId, currency: Currency) -> Option<(Iban, Reference)> {
        let qr = self.qr_iban.parse::<Iban>().ok().filter(|_| currency == Currency::CHF);
        match qr {
            Some(iban) => Some((iban, Reference::of(payer, ReferenceForm::Qr { prefix: &self.qr_prefix }))),
            None => Some((self.iban()?, Reference::of(payer, ReferenceForm::Creditor))),
        }
    }

    /// Name and address, a line each.
    pub(crate) fn lines(&self) -> Vec<String> {
        let street = [self.street.as_str(), self.number.as_str()].join(" ").trim().to_owned();
        let town = [self.postcode.as_str(), self.town.as_str()].join(" ").trim().to_owned();
        [self.holder.clone(), street, town].into_iter().filter(|line| !line.is_empty()).collect()
    }

    /// As a QR-bill names the holder.
    pub(crate) fn party(&self) -> QrParty {
        QrParty {
            name: self.holder.clone(),
            street: self.street.clone(),
            number: self.number.clone(),
            postcode: self.postcode.clone(),
            town: self.town.clone(),
            country: self.country.clone(),
        }
    }
}
