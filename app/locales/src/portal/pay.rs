//! Texts of the pay steps.

use crate::Locale;
use domain::payments::{PayChoice, PayMethod};

crate::texts! {
    /// Where one is among the steps.
    step(current, total) { fr: "Étape {current} sur {total}", en: "Step {current} of {total}" }
    /// Under the heading: the step that follows.
    next_step(title) { fr: "Ensuite\u{a0}: {title}", en: "Next: {title}" }
    /// Heading of the first step.
    amount_title { fr: "Combien voulez-vous payer\u{a0}?", en: "How much do you want to pay?" }
    /// Heading of the second step.
    method_title { fr: "Comment voulez-vous payer\u{a0}?", en: "How do you want to pay?" }
    /// Heading of the third step.
    check_title { fr: "Vérifiez avant de payer", en: "Check before paying" }
    /// Name of the fourth step, on the bank's own page.
    bank_title { fr: "Page de la banque", en: "The bank’s page" }
    /// Heading of the page that leads to the bank’s.
    leaving_title { fr: "Vous allez sur la page de la banque", en: "You are going to the bank’s page" }
    /// Under that heading.
    leaving_text { fr: "Vous y tapez votre carte. Vous revenez ensuite ici.", en: "You type your card there. Then you come back here." }
    /// Button: to the bank’s page.
    leave { fr: "Continuer vers la banque", en: "Continue to the bank" }
    /// Link: to the payment, without leaving.
    stay { fr: "Ne pas payer maintenant", en: "Do not pay now" }
    /// Legend of the choice of amounts, for screen readers.
    amount { fr: "Montant", en: "Amount" }
    /// Choice: the next instalment; `kind` its name.
    choose_next(kind, amount) { fr: "{kind}\u{a0}: {amount}", en: "{kind}: {amount}" }
    /// Choice: everything that is left.
    choose_all(amount) { fr: "Tout ce qui reste\u{a0}: {amount}", en: "Everything that is left: {amount}" }
    /// Choice: another amount.
    choose_other { fr: "Un autre montant", en: "Another amount" }
    /// Field: the other amount.
    other_amount { fr: "Autre montant", en: "Other amount" }
    /// Under that field.
    other_hint(min, max) { fr: "De {min} à {max}", en: "From {min} to {max}" }
    /// Under the choice, while one chooses: what it comes to and what stays.
    comes_to(amount, left) { fr: "Vous payez {amount} maintenant\u{a0}; il restera {left}.", en: "You pay {amount} now; {left} will be left." }
    /// Button or link: to the next step.
    go_on { fr: "Continuer", en: "Continue" }
    /// Link: back to the trip.
    back_to_trip { fr: "Retour au voyage", en: "Back to the trip" }
    /// Link: back to the step before.
    back { fr: "Étape précédente", en: "Previous step" }
    /// Under the method, before the agency’s phone number.
    other_way { fr: "Vous préférez payer autrement\u{a0}? Appelez-nous\u{a0}:", en: "Would you rather pay another way? Call us:" }
    /// The same, for the demo agency.
    card_demo { fr: "Ici, la banque est une banque d’essai\u{a0}: aucun argent ne circule.", en: "Here the bank is a test bank: no money moves." }
    /// Term: which trip.
    trip { fr: "Voyage", en: "Trip" }
    /// Term: dates of the trip.
    dates { fr: "Dates", en: "Dates" }
    /// Heading when the address carries a choice that cannot be read.
    restart_title { fr: "Choisissez de nouveau le montant", en: "Choose the amount again" }
    /// Term: what is paid.
    what { fr: "Vous payez", en: "You pay" }
    /// Term: how.
    method { fr: "Moyen", en: "Method" }
    /// Term: left afterwards.
    left_after { fr: "Restera à payer", en: "Will be left to pay" }
    /// Above the button that pays.
    terms { fr: "Ce paiement vient en déduction du prix de votre voyage, selon le contrat que vous avez accepté.", en: "This payment counts towards the price of your trip, under the contract you accepted." }
    /// Under the button that pays.
    stay_here { fr: "La page de la banque s’ouvre ensuite. Ne fermez pas cette fenêtre.", en: "The bank’s page opens next. Do not close this window." }
    /// Heading of the summary beside every step.
    summary { fr: "Votre voyage", en: "Your trip" }
    /// Term: left to pay now.
    left { fr: "Reste à payer", en: "Left to pay" }
    /// A payment is under way.
    under_way { fr: "Un paiement est déjà en cours pour ce voyage", en: "A payment is already under way for this trip" }
    /// Link to that payment.
    see_under_way { fr: "Voir où il en est", en: "See where it stands" }
    /// Heading when one comes back to a step after paying. `date` in full.
    already_paid(date) { fr: "Déjà payé le {date}", en: "Already paid on {date}" }
    /// The same heading when the day is not known.
    already_paid_undated { fr: "Déjà payé", en: "Already paid" }
    /// Under that heading: the amount of the last payment.
    already_paid_text(amount) { fr: "Nous avons reçu {amount}. Rien d’autre n’a été prélevé.", en: "We received {amount}. Nothing else was taken." }
    /// Heading when the amounts changed for another reason.
    changed_title { fr: "Les montants ont changé", en: "The amounts have changed" }
    /// Under that heading.
    changed_text { fr: "Votre voyage a été mis à jour entre-temps. Rien n’a été prélevé.", en: "Your trip was updated meanwhile. Nothing was taken." }
    /// Link: begin a new payment.
    pay_more { fr: "Faire un autre paiement", en: "Make another payment" }
    /// Link: the payments page.
    see_payments { fr: "Voir mes paiements", en: "See my payments" }
}

/// With what one pays.
pub const fn way(locale: Locale, method: PayMethod) -> &'static str {
    match (locale, method) {
        (Locale::Fr, PayMethod::Card) => "Carte bancaire",
        (Locale::En, PayMethod::Card) => "Payment card",
        (_, PayMethod::Twint) => "TWINT",
        (Locale::Fr, PayMethod::SepaDebit) => "Prélèvement SEPA",
        (Locale::En, PayMethod::SepaDebit) => "SEPA direct debit",
    }
}

/// What happens with it.
pub const fn way_text(locale: Locale, method: PayMethod) -> &'static str {
    match (locale, method) {
        (Locale::Fr, PayMethod::Card) => {
            "Vous tapez votre carte sur la page de la banque, qui vous demande ensuite de confirmer. L’agence ne voit jamais le numéro."
        }
        (Locale::En, PayMethod::Card) => {
            "You type your card on the bank’s own page, which then asks you to confirm. The agency never sees the number."
        }
        (Locale::Fr, PayMethod::Twint) => "Vous confirmez avec l’application de votre banque suisse.",
        (Locale::En, PayMethod::Twint) => "You confirm with the app of your Swiss bank.",
        (Locale::Fr, PayMethod::SepaDebit) => {
            "Vous donnez votre IBAN sur la page de la banque. L’argent est débité après quelques jours, et le reçu arrive alors."
        }
        (Locale::En, PayMethod::SepaDebit) => {
            "You give your IBAN on the bank’s own page. The money is debited after some days, and the receipt comes then."
        }
    }
}

/// What a choice pays, in the summary.
pub const fn choice(locale: Locale, choice: PayChoice) -> &'static str {
    match (locale, choice) {
        (Locale::Fr, PayChoice::Next) => "La prochaine échéance",
        (Locale::Fr, PayChoice::All) => "Tout ce qui reste",
        (Locale::Fr, PayChoice::Other) => "Un montant choisi",
        (Locale::En, PayChoice::Next) => "The next instalment",
        (Locale::En, PayChoice::All) => "Everything that is left",
        (Locale::En, PayChoice::Other) => "An amount of your choice",
    }
}
