//! Texts of the page after a payment: its outcomes, each with what happens next.

use crate::Locale;
use domain::payments::{DeclineReason, PaymentOutcome};

crate::texts! {
    /// Paid: what happens next.
    paid_text { fr: "Merci. Votre reçu est prêt\u{a0}; il reste ici, avec vos autres paiements.", en: "Thank you. Your receipt is ready; it stays here with your other payments." }
    /// Paid, the receipt is still being made.
    paid_no_receipt { fr: "Merci. Votre reçu arrive dans quelques instants, avec vos autres paiements.", en: "Thank you. Your receipt arrives in a moment, with your other payments." }
    /// Pending: what happens next.
    pending_text { fr: "Votre banque confirme le paiement. Cela peut prendre quelques minutes.", en: "Your bank is confirming the payment. It may take a few minutes." }
    /// Declined: first of all.
    nothing_taken { fr: "Rien n’a été prélevé.", en: "Nothing was taken." }
    /// Declined, by a bank that may still be paid on the page that was left.
    not_here { fr: "Nous n’avons rien reçu. Si la page de la banque est encore ouverte, fermez-la\u{a0}: si vous y payez encore, cet argent reste à vous, nous vous le rendons ou le gardons pour ce voyage.", en: "We have received nothing. If the bank’s page is still open, close it: if you still pay there, the money remains yours, and we give it back or keep it for this trip." }
    /// Returned: what it means.
    returned_text { fr: "Votre banque vous a rendu ce prélèvement. Ce paiement est annulé, son reçu n’est plus valable, et la somme est de nouveau à payer.", en: "Your bank gave you this direct debit back. This payment no longer counts, its receipt is no longer valid, and the amount is to be paid again." }
    /// Abandoned: why one is here.
    abandoned_text { fr: "Vous avez quitté la page de la banque avant la fin.", en: "You left the bank’s page before the end." }
    /// Unknown: what happens next.
    unknown_text { fr: "La banque n’a pas encore répondu. Nous lui posons la question jusqu’à connaître la réponse.", en: "The bank has not answered yet. We keep asking until we know." }
    /// Pending and unknown: the one thing not to do.
    not_twice { fr: "Ne payez pas une seconde fois.", en: "Do not pay a second time." }
    /// Pending and unknown: one may leave.
    we_will_write { fr: "Cette page se met à jour toute seule. Vous pouvez aussi la quitter\u{a0}: nous vous écrirons dès que c’est réglé.", en: "This page updates by itself. You may also leave it: we will write to you as soon as it is settled." }
    /// Term: amount.
    amount { fr: "Montant", en: "Amount" }
    /// Term: reference of the payment.
    reference { fr: "Référence", en: "Reference" }
    /// Term: when it was paid.
    paid_at { fr: "Payé le", en: "Paid on" }
    /// Term: reason of the bank.
    reason { fr: "Raison", en: "Reason" }
    /// Button: the receipt.
    receipt { fr: "Télécharger le reçu (PDF)", en: "Download the receipt (PDF)" }
    /// Button: the same page of the bank again.
    resume { fr: "Reprendre sur la page de la banque", en: "Go back to the bank’s page" }
    /// Button: another card, on the same page of the bank.
    other_card { fr: "Essayer une autre carte", en: "Try another card" }
    /// Button: a new payment of the same trip.
    retry { fr: "Recommencer le paiement", en: "Start the payment again" }
    /// Button: what is open, after a debit came back.
    see_payments { fr: "Voir mes paiements", en: "See my payments" }
    /// Heading above the other ways to pay the same amount.
    other_ways { fr: "Payer autrement le même montant", en: "Pay the same amount another way" }
    /// Button: pays the same amount that way.
    pay_with(way) { fr: "Payer par\u{a0}: {way}", en: "Pay by: {way}" }
    /// Button: look again.
    look_again { fr: "Actualiser", en: "Look again" }
    /// Before the phone number.
    call_us(name) { fr: "Une inquiétude\u{a0}? Appelez {name}\u{a0}:", en: "Worried? Call {name}:" }
    /// Title of the window.
    page_title { fr: "Votre paiement", en: "Your payment" }
}

/// Heading of the page; `amount` as written.
pub fn title(locale: Locale, outcome: PaymentOutcome, amount: &str) -> String {
    match (locale, outcome) {
        (Locale::Fr, PaymentOutcome::Paid) => format!("Paiement reçu\u{a0}: {amount}"),
        (Locale::Fr, PaymentOutcome::Pending) => "Votre paiement est en cours".to_owned(),
        (Locale::Fr, PaymentOutcome::Declined) => "Le paiement n’a pas été accepté".to_owned(),
        (Locale::Fr, PaymentOutcome::Abandoned) => "Le paiement n’a pas été fait".to_owned(),
        (Locale::Fr, PaymentOutcome::Unknown) => "Nous vérifions votre paiement".to_owned(),
        (Locale::Fr, PaymentOutcome::Returned) => format!("Prélèvement annulé par votre banque\u{a0}: {amount}"),
        (Locale::En, PaymentOutcome::Paid) => format!("Payment received: {amount}"),
        (Locale::En, PaymentOutcome::Pending) => "Your payment is under way".to_owned(),
        (Locale::En, PaymentOutcome::Declined) => "The payment was not accepted".to_owned(),
        (Locale::En, PaymentOutcome::Abandoned) => "The payment was not made".to_owned(),
        (Locale::En, PaymentOutcome::Unknown) => "We are checking your payment".to_owned(),
        (Locale::En, PaymentOutcome::Returned) => format!("Direct debit reversed by your bank: {amount}"),
    }
}

/// What the payer can do about a refusal of the bank.
pub const fn advice(locale: Locale, reason: DeclineReason) -> &'static str {
    use DeclineReason as R;
    match (locale, reason) {
        (Locale::Fr, R::InsufficientFunds) => {
            "Le plafond de la carte est atteint ou le solde ne suffit pas. Essayez un montant plus petit ou une autre carte."
        }
        (Locale::Fr, R::ExpiredCard) => "La carte est périmée. Prenez-en une autre.",
        (Locale::Fr, R::WrongDetails) => "Un numéro, une date ou un code semble mal tapé. Vérifiez-les et réessayez.",
        (Locale::Fr, R::AuthenticationFailed) => "La banque n’a pas pu vous identifier. Gardez votre téléphone à portée et réessayez.",
        (Locale::Fr, R::CallBank) => "Votre banque souhaite que vous l’appeliez. Le numéro est au dos de la carte.",
        (Locale::Fr, R::NotSupported) => "Cette carte ne permet pas ce paiement. Prenez-en une autre.",
        (Locale::Fr, R::Blocked | R::Other | R::GivenUp) => {
            "La banque a refusé sans en dire plus. Essayez une autre carte ou appelez votre banque."
        }
        (Locale::En, R::InsufficientFunds) => {
            "The card’s limit is reached or there is not enough money. Try a smaller amount or another card."
        }
        (Locale::En, R::ExpiredCard) => "The card is out of date. Use another one.",
        (Locale::En, R::WrongDetails) => "A number, date or code seems mistyped. Check them and try again.",
        (Locale::En, R::AuthenticationFailed) => "The bank could not identify you. Keep your phone at hand and try again.",
        (Locale::En, R::CallBank) => "Your bank would like you to call. The number is on the back of the card.",
        (Locale::En, R::NotSupported) => "This card cannot make this payment. Use another one.",
        (Locale::En, R::Blocked | R::Other | R::GivenUp) => "The bank refused without saying more. Try another card or call your bank.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_or_stolen_card_is_never_named() {
        for locale in Locale::ALL {
            assert_eq!(advice(*locale, DeclineReason::Blocked), advice(*locale, DeclineReason::Other));
        }
    }
}
