//! Everything a person reads at the bank, in both languages. The bank is another house than its merchants, so its
//! words do not come from their catalogue.

use crate::model::{Locale, Reason};

macro_rules! words {
    ($($name:ident: $fr:literal, $en:literal;)+) => {
        /// All the words of one language.
        pub(crate) struct Words { $(pub(crate) $name: &'static str,)+ }
        const FR: Words = Words { $($name: $fr,)+ };
        const EN: Words = Words { $($name: $en,)+ };
    };
}

words! {
    lang: "fr", "en";
    banner: "Banque d’essai — aucun argent réel", "Test bank — no real money";
    payment_to: "Paiement à", "Payment to";
    amount: "Montant", "Amount";
    reference: "Référence", "Reference";
    subject: "Objet", "For";
    card: "Carte d’essai", "Test card";
    card_ok: "Carte acceptée", "Card accepted";
    card_3ds: "Carte acceptée après vérification 3-D Secure", "Card accepted after a 3-D Secure check";
    card_funds: "Carte refusée\u{a0}: provision insuffisante", "Card declined: insufficient funds";
    card_lost: "Carte refusée\u{a0}: carte perdue", "Card declined: lost card";
    pay: "Payer", "Pay";
    cancel: "Annuler et revenir chez le marchand", "Cancel and go back to the merchant";
    misbehave: "Mauvaise conduite de la banque", "Misbehave";
    misbehave_help: "La banque obéit à ces réglages pour ce paiement.", "The bank follows these settings for this payment.";
    notify: "Notifications", "Notifications";
    notify_keep: "Ne rien changer", "Leave as it is";
    notify_normal: "Aussitôt", "At once";
    notify_never: "Jamais", "Never";
    notify_late: "En retard", "Late";
    notify_late_s: "Retard des notifications, en secondes", "Delay of notifications, in seconds";
    notify_twice: "Deux fois", "Twice";
    notify_reversed: "Dans le mauvais ordre", "In the wrong order";
    notify_before: "Avant la réponse de la banque", "Before the bank answers";
    return_delay: "Retour chez le marchand retardé, en secondes", "Delay of the way back to the merchant, in seconds";
    declined: "La carte a été refusée. Vous pouvez en essayer une autre.", "The card was declined. You may try another one.";
    funds: "Motif\u{a0}: provision insuffisante.", "Reason: insufficient funds.";
    lost: "Motif\u{a0}: carte perdue.", "Reason: lost card.";
    refused: "Motif\u{a0}: vérification 3-D Secure refusée.", "Reason: the 3-D Secure check was refused.";
    choose: "Choisissez une carte d’essai.", "Choose a test card.";
    stale: "Cette page n’est plus à jour. Rechargez-la, puis recommencez.", "This page is out of date. Load it again, then retry.";
    number: "Indiquez un nombre de secondes entre 0 et 3600.", "Give a number of seconds between 0 and 3600.";
    threeds_title: "Vérification 3-D Secure", "3-D Secure check";
    threeds_help: "Votre banque vous demande de confirmer ce paiement.", "Your bank asks you to confirm this payment.";
    confirm: "Confirmer", "Confirm";
    refuse: "Refuser", "Refuse";
    processing: "La banque traite ce prélèvement. Cela prend plusieurs jours.", "The bank is processing this direct debit. It takes several days.";
    paid: "Ce paiement est déjà réglé.", "This payment is already paid.";
    failed: "Le paiement a échoué après quatre refus.", "The payment failed after four declines.";
    abandoned: "Le paiement a été annulé.", "The payment was cancelled.";
    expired: "Le délai de paiement est dépassé.", "The time to pay is over.";
    back: "Revenir chez le marchand", "Go back to the merchant";
    returning: "Vous allez être renvoyé chez le marchand dans quelques instants.", "You will be sent back to the merchant in a moment.";
    refused_form: "La banque refuse ce formulaire. Revenez chez le marchand et recommencez.", "The bank refuses this form. Go back to the merchant and start again.";
    missing: "Ce paiement n’existe pas.", "There is no such payment.";
    trouble: "La banque ne peut pas répondre. Réessayez plus tard.", "The bank cannot answer. Try again later.";
    console: "Banque d’essai\u{a0}: paiements récents", "Test bank: recent payments";
    other_language: "English", "Français";
    none: "Aucun paiement pour le moment.", "No payments so far.";
    state: "État", "State";
    created: "Créé (UTC)", "Created (UTC)";
    actions: "Agir comme le payeur", "Act as the buyer";
    capture: "Encaisser", "Capture";
    decline: "Refuser", "Decline";
    challenge: "3-D Secure", "3-D Secure";
    delay: "Prélèvement en cours", "Debit under way";
    abandon: "Abandonner", "Abandon";
    expire: "Fermer", "Expire";
    refund: "Remboursement", "Refund";
    refund_succeeds: "Le remboursement aboutit", "The refund succeeds";
    refund_fails: "Le remboursement échoue", "The refund fails";
    return_debit: "Prélèvement rendu au payeur", "Debit given back to the buyer";
    dispute: "Contester", "Dispute";
    dispute_withdrawn: "Contestation\u{a0}: reprendre l’argent", "Dispute: take the money";
    dispute_won: "Contestation gagnée par le marchand", "Dispute won by the merchant";
    dispute_lost: "Contestation perdue par le marchand", "Dispute lost by the merchant";
    resend: "Renvoyer les notifications", "Resend notifications";
    behaviour: "Conduite de la banque", "Behaviour of the bank";
    scope: "Portée\u{a0}: next, all, un paiement ou une référence", "Scope: next, all, a payment or a reference";
    create: "Création", "Creation";
    payer: "Qui paie", "Who pays";
    fetch: "Lecture", "Fetch";
    ms: "Millisecondes, pour late et slow", "Milliseconds, for late and slow";
    set: "Appliquer", "Apply";
    reset: "Tout remettre à la normale", "Reset everything";
    in_force: "Réglages en vigueur", "Settings in force";
    not_done: "Ce n’est pas possible dans cet état.", "This is not possible in this state.";
    open: "ouvert", "open";
    action_required: "3-D Secure demandé", "3-D Secure asked";
    captured: "encaissé", "captured";
}

/// The words of a language.
pub(crate) fn words(locale: Locale) -> &'static Words {
    match locale {
        Locale::Fr => &FR,
        Locale::En => &EN,
    }
}

impl Words {
    pub(crate) fn reason(&self, reason: Reason) -> &'static str {
        match reason {
            Reason::InsufficientFunds => self.funds,
            Reason::LostCard => self.lost,
            Reason::AuthenticationRefused => self.refused,
        }
    }
}
