//! Texts on differences between the books and what banks and gateways say.

use crate::Locale;
use domain::transfers::{DifferenceKind, DifferenceState};

crate::texts! {
    /// Navigation and heading.
    reconciliation { fr: "Rapprochement", en: "Reconciliation" }
    /// Under that heading.
    reconciliation_hint {
        fr: "Chaque écart entre nos comptes et ce que disent les banques, au centime près. Quelqu’un décide de chacun.",
        en: "Every difference between our books and what the banks say, to the cent. Somebody decides on each.",
    }
    /// Button and name of the filters.
    filter_differences { fr: "Filtrer les écarts", en: "Filter differences" }
    /// Column and filter: what kind of difference.
    difference_kind { fr: "Écart", en: "Difference" }
    /// Column: what the other side says.
    they_say { fr: "La banque dit", en: "The bank says" }
    /// Column: what the books hold.
    we_hold { fr: "Nos comptes", en: "Our books" }
    /// The books hold nothing of it.
    we_hold_nothing { fr: "rien", en: "nothing" }
    /// The other side says nothing of it.
    they_say_nothing { fr: "rien", en: "nothing" }
    /// Column: where it was seen.
    seen_at { fr: "Vu dans", en: "Seen in" }
    /// Fact: the money left.
    money_out { fr: "sortie", en: "out" }
    /// Link: decide about an item.
    decide { fr: "Traiter", en: "Decide" }
    /// The same for those who hear it alone.
    decide_item(amount, name) { fr: "Traiter {amount} {name}", en: "Decide on {amount} {name}" }
    /// Link: look at an item that is decided.
    see_item { fr: "Voir", en: "See" }
    /// The same for those who hear it alone.
    see_item_of(amount, name) { fr: "Voir {amount} {name}", en: "See {amount} {name}" }
    /// Card: what open items add up to.
    open_differences { fr: "À traiter", en: "To decide" }
    /// An empty list.
    no_difference { fr: "Aucun écart\u{a0}: les comptes et les banques disent la même chose.", en: "No difference: books and banks say the same." }
    /// A list without matches.
    no_difference_found { fr: "Aucun écart ne correspond.", en: "No difference matches." }
    /// Heading of one item.
    one_difference(amount) { fr: "Écart de {amount}", en: "Difference of {amount}" }
    /// Card: what is known.
    difference_facts { fr: "Ce que chacun dit", en: "What each side says" }
    /// Fact: the other party.
    other_party { fr: "Autre partie", en: "Other party" }
    /// Fact: why it is doubtful.
    why_doubtful { fr: "Pourquoi un doute", en: "Why it is doubtful" }
    /// Fact: whose it probably is.
    probably { fr: "Sans doute", en: "Probably" }
    /// Fact: who decided, when.
    item_decision { fr: "Décision", en: "Decision" }
    /// That fact.
    decided_words(name, instant) { fr: "{name}, le {instant}", en: "{name}, {instant}" }
    /// Card: book it as a payment.
    book_credit_title { fr: "C’est un paiement de client", en: "It is a client’s payment" }
    /// Field: the reference of the trip that is paid.
    trip_paid { fr: "Voyage payé", en: "Trip paid" }
    /// Under that field.
    trip_paid_hint { fr: "La référence du voyage (AV-2027-0114), ou celle du payeur (RF…).", en: "The trip’s reference (AV-2027-0114), or the payer’s (RF…)." }
    /// Button: book a line as a payment.
    book_line { fr: "Enregistrer comme paiement", en: "Book as a payment" }
    /// Card: it is a refund.
    book_debit_title { fr: "C’est un remboursement", en: "It is a refund" }
    /// Field: the reference of the trip whose refund it is.
    trip_refunded { fr: "Voyage remboursé", en: "Trip refunded" }
    /// Under that field.
    trip_refunded_hint { fr: "Un remboursement par virement du même montant doit y attendre.", en: "A refund by transfer of the same amount must be waiting there." }
    /// Button: a line is the transfer of a refund.
    book_refund { fr: "Enregistrer comme remboursement", en: "Book as a refund" }
    /// Card: send it back.
    return_title { fr: "C’est une erreur de l’émetteur", en: "It is the sender’s mistake" }
    /// Under that title.
    return_hint {
        fr: "Renvoyez l’argent par un virement à la banque, au compte d’où il vient\u{a0}: le relevé le montrera, et les deux lignes se répondront.",
        en: "Send the money back by a transfer at the bank, to the account it came from: the statement will show it, and the two lines will answer each other.",
    }
    /// Button.
    return_money { fr: "À renvoyer", en: "To send back" }
    /// Card: it is right as it is.
    explain_title { fr: "C’est juste ainsi", en: "It is right as it is" }
    /// Under that title.
    explain_hint { fr: "Écrivez pourquoi\u{a0}: un loyer, un fournisseur, un virement entre comptes…", en: "Write down why: a rent, a supplier, a transfer between accounts…" }
    /// Button.
    explain { fr: "Marquer comme expliqué", en: "Mark as explained" }
    /// Card: it is a payout of a gateway.
    book_payout_title { fr: "C’est le versement d’une passerelle", en: "It is a payout of a gateway" }
    /// Under that title.
    book_payout_hint { fr: "Ce que la banque des cartes nous verse. Si elle a retenu des frais, écrivez-les\u{a0}: ils s’ajoutent au montant de la ligne.", en: "What the cards’ bank pays us. If it kept a fee, write it down: it is added to the amount of the line." }
    /// Field: which gateway.
    paid_out_by { fr: "Passerelle", en: "Gateway" }
    /// Blank of that field.
    choose_gateway { fr: "Choisissez", en: "Choose" }
    /// A gateway that a person can choose, with what the books hold there.
    clearing_choice(gateway, entity, held) { fr: "{gateway} · {entity} · nous doit {held}", en: "{gateway} · {entity} · holds {held}" }
    /// A payout that was announced.
    awaited_choice(gateway, amount, day) { fr: "{gateway} · versement annoncé de {amount} pour le {day}", en: "{gateway} · announced payout of {amount} for {day}" }
    /// Field: what the gateway kept.
    payout_fee { fr: "Frais retenus", en: "Fee kept" }
    /// Button.
    book_payout { fr: "Enregistrer comme versement", en: "Book as a payout" }
    /// Fact: which gateway’s payout it is.
    payout_fact { fr: "Versement", en: "Payout" }
    /// That fact.
    payout_words(gateway, fee) { fr: "{gateway}, frais {fee}", en: "{gateway}, fee {fee}" }
    /// Card: undo the decision.
    undo_payout_title { fr: "Ce n’était pas un versement", en: "It was no payout" }
    /// Under that title.
    undo_payout_hint { fr: "La décision est annulée par une écriture contraire, et la ligne est de nouveau à traiter.", en: "The decision is undone by an opposite entry, and the line is to be decided again." }
    /// Button.
    undo_payout { fr: "Annuler le versement", en: "Undo the payout" }
    /// After a payout was booked.
    payout_booked { fr: "Le versement est enregistré.", en: "The payout is booked." }
    /// After that was undone.
    payout_undone { fr: "Le versement est annulé\u{a0}: la ligne est de nouveau à traiter.", en: "The payout is undone: the line is to be decided again." }
    /// After a line was booked.
    line_booked { fr: "La ligne est enregistrée.", en: "The line is booked." }
    /// After an item was explained.
    difference_explained { fr: "L’écart est expliqué.", en: "The difference is explained." }
    /// After it was decided that money goes back.
    line_returning { fr: "L’argent est à renvoyer\u{a0}: faites le virement à la banque.", en: "The money is to go back: make the transfer at the bank." }
}

/// In what two sides differ.
pub const fn difference_words(locale: Locale, kind: DifferenceKind) -> &'static str {
    match (locale, kind) {
        (Locale::Fr, DifferenceKind::UnmatchedCredit) => "Entrée sans dossier",
        (Locale::Fr, DifferenceKind::UnmatchedDebit) => "Sortie sans motif",
        (Locale::Fr, DifferenceKind::CurrencyDiff) => "Autre devise",
        (Locale::Fr, DifferenceKind::AmountDiff) => "Autre montant",
        (Locale::Fr, DifferenceKind::MissingHere) => "Absent de nos comptes",
        (Locale::Fr, DifferenceKind::MissingThere) => "Inconnu de la passerelle",
        (Locale::Fr, DifferenceKind::BalanceDiff) => "Solde différent",
        (Locale::En, DifferenceKind::UnmatchedCredit) => "Money in, nobody’s",
        (Locale::En, DifferenceKind::UnmatchedDebit) => "Money out, unexplained",
        (Locale::En, DifferenceKind::CurrencyDiff) => "Another currency",
        (Locale::En, DifferenceKind::AmountDiff) => "Another amount",
        (Locale::En, DifferenceKind::MissingHere) => "Missing in our books",
        (Locale::En, DifferenceKind::MissingThere) => "Unknown to the gateway",
        (Locale::En, DifferenceKind::BalanceDiff) => "Balance differs",
    }
}

/// How far an item is.
pub const fn difference_state(locale: Locale, state: DifferenceState) -> &'static str {
    match (locale, state) {
        (Locale::Fr, DifferenceState::Open) => "À traiter",
        (Locale::Fr, DifferenceState::Booked) => "Enregistré",
        (Locale::Fr, DifferenceState::Returning) => "À renvoyer",
        (Locale::Fr, DifferenceState::Returned) => "Renvoyé",
        (Locale::Fr, DifferenceState::Explained) => "Expliqué",
        (Locale::Fr, DifferenceState::Gone) => "Disparu",
        (Locale::En, DifferenceState::Open) => "To decide",
        (Locale::En, DifferenceState::Booked) => "Booked",
        (Locale::En, DifferenceState::Returning) => "To send back",
        (Locale::En, DifferenceState::Returned) => "Sent back",
        (Locale::En, DifferenceState::Explained) => "Explained",
        (Locale::En, DifferenceState::Gone) => "Gone",
    }
}
