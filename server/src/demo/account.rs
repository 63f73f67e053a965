//! Bank accounts of the demo agency: numbers that the standards print as examples, where no money can arrive. And what its invoices print, invented.

use crate::config::{Agency, BankAccount, Company};

/// Gives both companies an account and particulars, unless they have them.
pub(crate) fn open_accounts(agency: &mut Agency) {
    let account = |iban: &str, qr_iban: &str, bic: &str, lines: [&str; 6]| {
        let [holder, street, number, postcode, town, country] = lines.map(str::to_owned);
        BankAccount {
            iban: iban.into(),
            qr_iban: qr_iban.into(),
            qr_prefix: String::new(),
            bic: bic.into(),
            holder,
            street,
            number,
            postcode,
            town,
            country,
        }
    };
    if agency.france_account == BankAccount::default() {
        let lines = ["Altaïr Voyages SARL", "quai des Marronniers", "1", "74000", "Annecy", "FR"];
        agency.france_account = account("FR1420041010050500013M02606", "", "PSSTFRPPXXX", lines);
    }
    if agency.switzerland_account == BankAccount::default() {
        let lines = ["Altaïr Voyages SA", "place du Marché", "2", "1227", "Carouge", "CH"];
        agency.switzerland_account = account("CH5800791123000889012", "CH4431999123000889012", "", lines);
    }
    let company = |lines: [&str; 10]| {
        let [name, street, postcode, town, number, vat, register, licence, guarantor, insurer] = lines.map(str::to_owned);
        Company { name, street, postcode, town, number, vat, register, licence, guarantor, insurer }
    };
    if agency.france_company == Company::default() {
        agency.france_company = company([
            "Altaïr Voyages SARL",
            "1 quai des Marronniers",
            "74000",
            "Annecy",
            "000000000",
            "FR00000000000",
            "SARL au capital de 50 000 €, RCS Annecy 000 000 000",
            "IM000000000",
            "Garantie de démonstration, Paris",
            "Assurance de démonstration, Paris",
        ]);
    }
    if agency.switzerland_company == Company::default() {
        agency.switzerland_company = company([
            "Altaïr Voyages SA",
            "2 place du Marché",
            "1227",
            "Carouge",
            "CHE-000.000.000",
            "",
            "Registre du commerce de Genève",
            "Inscription de démonstration",
            "Fonds de garantie de démonstration, Berne",
            "Assurance de démonstration, Genève",
        ]);
    }
}
