//! Bank accounts of the demo agency: numbers that the standards print as examples, where no money can arrive.

use crate::config::{Agency, BankAccount};

/// Gives both companies an account, unless they have one.
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
}
