//! What the law has a company print on its invoices.

use domain::trips::Entity;
use serde::{Deserialize, Serialize};

/// Particulars of a company, as its invoices print them. Until they are complete, the company issues no invoice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Company {
    /// Legal name.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// Town.
    pub town: String,
    /// Number in the register of companies: nine digits of the SIREN in France, the UID in Switzerland.
    pub number: String,
    /// Number for the value-added tax; a Swiss company may have none.
    pub vat: String,
    /// Register, legal form and capital, as printed: `RCS Annecy 123 456 789, SARL au capital de 50 000 €`.
    pub register: String,
    /// Registration of travel agents: `IM074…`.
    pub licence: String,
    /// Who guarantees clients' money.
    pub guarantor: String,
    /// Who insures the company's liability.
    pub insurer: String,
}

impl Company {
    /// Refuses numbers that cannot be, by the name of the key under `table`.
    pub(super) fn check(&self, table: &str, entity: Entity) -> Result<(), String> {
        let wrong = |key: &str, why: &str| Err(format!("agency.{table}.{key}: {why}"));
        let digits = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let (number, vat) = (digits(&self.number), digits(&self.vat));
        if entity == Entity::France {
            if !number.is_empty() && (number.len() != 9 || !number.bytes().all(|byte| byte.is_ascii_digit())) {
                return wrong("number", "is not the nine digits of a SIREN");
            }
            let fits = vat.len() == 13 && vat.starts_with("FR") && vat.ends_with(&number);
            if !(vat.is_empty() || fits) {
                return wrong("vat", "is not FR, two characters and the SIREN");
            }
        }
        Ok(())
    }

    /// Whether an invoice of `entity` can be made with them.
    pub(crate) fn is_complete(&self, entity: Entity) -> bool {
        let needed = [&self.name, &self.street, &self.postcode, &self.town, &self.number, &self.licence, &self.guarantor, &self.insurer];
        let vat = entity == Entity::Switzerland || !self.vat.trim().is_empty();
        vat && needed.iter().all(|text| !text.trim().is_empty())
    }
}
