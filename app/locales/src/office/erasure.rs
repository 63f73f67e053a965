//! Texts of the page that forgets a client.

use crate::Locale;
use domain::people::ErasureBar;

crate::texts! {
    /// Link on a client's page, and heading.
    erase_client { fr: "Effacer ce client", en: "Erase this client" }
    /// Under the heading.
    erase_hint {
        fr: "À sa demande (droit à l’effacement). C’est définitif\u{a0}: personne ne pourra retrouver qui c’était, sauf sur les pièces que la loi oblige à garder.",
        en: "At their own wish (right to erasure). It is final: nobody will be able to find out who it was, except on papers that the law wants kept.",
    }
    /// Card: what stands in the way.
    not_yet { fr: "Pas encore possible", en: "Not possible yet" }
    /// In that card.
    not_yet_hint { fr: "Terminez d’abord ce qui suit, puis revenez ici.", en: "Finish the following first, then come back here." }
    /// Link back.
    back_to_client { fr: "Revenir au client", en: "Back to the client" }
    /// Card: what goes.
    what_goes { fr: "Ce qui s’efface", en: "What goes" }
    /// The person.
    goes_person { fr: "Nom, adresse e-mail, téléphones et adresses\u{a0}: les listes montreront un pseudonyme", en: "Name, e-mail address, phone numbers and addresses: lists will show a pseudonym" }
    /// Their sign-in.
    goes_sign_in { fr: "Accès à son espace, sessions ouvertes, liens envoyés et liens de paiement", en: "Access to their space, open sessions, links sent and payment links" }
    /// Travellers; a number.
    goes_travellers(travellers) { fr: "Noms et dates de naissance de voyageurs\u{a0}: {travellers}", en: "Names and days of birth of travellers: {travellers}" }
    /// Trips; a number.
    goes_trips(trips) { fr: "Notes internes et noms des payeurs sur ses voyages\u{a0}: {trips}", en: "Internal notes and names of payers on their trips: {trips}" }
    /// Mails and what banks were told.
    goes_mails { fr: "Texte des e-mails envoyés ou en attente, et ce que les demandes de paiement disaient du payeur", en: "Text of mails sent or waiting, and what payment requests said about the payer" }
    /// Card: what stays.
    what_stays { fr: "Ce qui reste", en: "What stays" }
    /// Receipts and invoices, a number, and until when they are kept.
    stays_papers(papers, until) { fr: "Reçus et factures avec nom et adresse, pour le personnel seulement\u{a0}: {papers}, jusqu’au {until} au moins", en: "Receipts and invoices with name and address, for staff only: {papers}, until {until} at least" }
    /// Neither.
    stays_no_papers { fr: "Ni reçu ni facture", en: "No receipt, no invoice" }
    /// The books.
    stays_books { fr: "Le grand livre, les paiements et remboursements avec leurs notes, les relevés de banque et les messages des banques\u{a0}: la preuve des comptes, dix ans", en: "The ledger, payments and refunds with their notes, bank statements and messages of banks: what proves the accounts, for ten years" }
    /// The audit.
    stays_audit { fr: "Qui a effacé ce client et quand, sans ce qui a été effacé", en: "Who erased this client and when, without what was erased" }
    /// Field: the name, typed once more.
    type_name { fr: "Nom du client, pour confirmer", en: "The client’s name, to confirm" }
    /// Under that field.
    type_name_hint(name) { fr: "Recopiez\u{a0}: {name}", en: "Copy: {name}" }
    /// Button.
    erase_for_good { fr: "Effacer définitivement", en: "Erase for good" }
    /// Band: it is done.
    client_erased { fr: "Le client est effacé.", en: "The client is erased." }
    /// On the page of a client who was forgotten. `date` in full.
    erased_on(date) { fr: "Effacé à sa demande le {date}", en: "Erased at their own wish on {date}" }
}

/// What stands in the way, in words.
pub const fn erasure_bar(locale: Locale, bar: ErasureBar) -> &'static str {
    match (locale, bar) {
        (Locale::Fr, ErasureBar::TripAhead) => "ce voyage n’est pas terminé",
        (Locale::Fr, ErasureBar::OrderAlive) => "un paiement est en cours",
        (Locale::Fr, ErasureBar::MoneyOwed) => "il reste à payer",
        (Locale::Fr, ErasureBar::CreditHeld) => "un trop-perçu n’est pas rendu",
        (Locale::Fr, ErasureBar::RefundOpen) => "un remboursement est en cours",
        (Locale::Fr, ErasureBar::DisputeOpen) => "un paiement est contesté",
        (Locale::En, ErasureBar::TripAhead) => "this trip is not over",
        (Locale::En, ErasureBar::OrderAlive) => "a payment is under way",
        (Locale::En, ErasureBar::MoneyOwed) => "something is left to pay",
        (Locale::En, ErasureBar::CreditHeld) => "a credit is not given back",
        (Locale::En, ErasureBar::RefundOpen) => "a refund is under way",
        (Locale::En, ErasureBar::DisputeOpen) => "a payment is disputed",
    }
}
