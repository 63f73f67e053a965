//! Texts of the page where a traveller answers a new price.

use crate::Locale;
use domain::revisions::{RevisionCause, RevisionStand};

/// The page's heading.
pub const fn title(locale: Locale, stand: RevisionStand, cause: RevisionCause) -> &'static str {
    match (stand, cause) {
        (RevisionStand::Open, RevisionCause::Wish) => wish_title(locale),
        (RevisionStand::Open, _) => open_title(locale),
        (RevisionStand::Stale, _) => stale_title(locale),
        (RevisionStand::Applied, _) => applied_title(locale),
        (RevisionStand::Accepted, _) => accepted_title(locale),
        (RevisionStand::Declined, RevisionCause::Wish) => kept_title(locale),
        (RevisionStand::Declined, _) => declined_title(locale),
        (RevisionStand::Withdrawn, _) => withdrawn_title(locale),
        (RevisionStand::Lapsed, _) => lapsed_title(locale),
    }
}

/// What it means, for a change that cannot be answered; what was declined says more.
pub const fn text(locale: Locale, stand: RevisionStand) -> &'static str {
    match stand {
        RevisionStand::Open => only_open(locale),
        RevisionStand::Stale => stale_text(locale),
        RevisionStand::Applied => applied_text(locale),
        RevisionStand::Accepted => accepted_text(locale),
        RevisionStand::Declined => kept_text(locale),
        RevisionStand::Withdrawn => withdrawn_text(locale),
        RevisionStand::Lapsed => lapsed_text(locale),
    }
}

crate::texts! {
    /// On the trip’s page: there is something to answer.
    band_title { fr: "Un nouveau prix vous est proposé", en: "A new price is proposed to you" }
    /// Until when.
    band_text(date) { fr: "Comparez, puis répondez avant la fin du {date}. D’ici là, rien ne change.", en: "Compare, then answer by the end of {date}. Until then nothing changes." }
    /// Button to the comparison.
    band_button { fr: "Comparer et répondre", en: "Compare and answer" }
    /// Heading: a rise to answer.
    open_title { fr: "Votre accord sur un nouveau prix", en: "Your consent to a new price" }
    /// Heading: one’s own change to confirm.
    wish_title { fr: "Votre changement à confirmer", en: "Your change to confirm" }
    /// Above the comparison.
    only_open { fr: "Seules les échéances encore ouvertes changent\u{a0}; ce que vous avez payé reste compté.", en: "Only instalments that are still open change; what you have paid still counts." }
    /// Heading of the two answers.
    answer { fr: "Votre réponse", en: "Your answer" }
    /// Button: yes.
    accept(price) { fr: "J’accepte le prix de {price}", en: "I accept the price of {price}" }
    /// Button: no, to what the agency wants.
    decline { fr: "Je refuse et j’annule mon voyage", en: "I decline and cancel my trip" }
    /// Button: no, to what one asked for.
    keep { fr: "Je garde mon voyage comme il est", en: "I keep my trip as it is" }
    /// What declining does.
    decline_text(amount, date) { fr: "Si vous refusez, votre voyage est annulé sans frais. Les {amount} que vous avez payés vous sont rendus au plus tard le {date}.", en: "If you decline, your trip is cancelled without any fee. The {amount} you paid is given back by {date}." }
    /// What declining does when nothing was paid.
    decline_unpaid { fr: "Si vous refusez, votre voyage est annulé sans frais.", en: "If you decline, your trip is cancelled without any fee." }
    /// Box to tick before that.
    sure { fr: "J’ai compris\u{a0}: mon voyage sera annulé.", en: "I understand: my trip will be cancelled." }
    /// What silence does.
    silence { fr: "Sans réponse, rien ne change\u{a0}: le prix convenu reste valable.", en: "Without an answer nothing changes: the agreed price holds." }
    /// Heading: overtaken.
    stale_title { fr: "Cette proposition ne vaut plus", en: "This proposal no longer holds" }
    /// What that means.
    stale_text { fr: "Votre voyage a changé depuis. Votre agence vous fera une nouvelle proposition\u{a0}; d’ici là, rien ne change.", en: "Your trip has changed since. Your agency will make a new proposal; until then nothing changes." }
    /// Heading: a rise within the limit.
    applied_title { fr: "Le prix de votre voyage a changé", en: "The price of your trip has changed" }
    /// What that means.
    applied_text { fr: "Vos échéances sont à jour.", en: "Your instalments are up to date." }
    /// Heading: accepted.
    accepted_title { fr: "Vous avez accepté le nouveau prix", en: "You accepted the new price" }
    /// What that means.
    accepted_text { fr: "Merci. Vos échéances sont à jour, et tout est confirmé par e-mail.", en: "Thank you. Your instalments are up to date, and an e-mail confirms everything." }
    /// Heading: declined, and the trip is over.
    declined_title { fr: "Vous avez refusé le nouveau prix", en: "You declined the new price" }
    /// What goes back.
    declined_back(amount, date) { fr: "Votre voyage est annulé sans frais. Nous vous rendons {amount} au plus tard le {date}\u{a0}; vous n’avez rien à faire.", en: "Your trip is cancelled without any fee. We give you {amount} back by {date}; you need not do anything." }
    /// Nothing to give back.
    declined_unpaid { fr: "Votre voyage est annulé sans frais.", en: "Your trip is cancelled without any fee." }
    /// Heading: one’s own change, not wanted any more.
    kept_title { fr: "Votre voyage reste comme il est", en: "Your trip stays as it is" }
    /// What that means.
    kept_text { fr: "Rien ne change, et le prix convenu reste valable.", en: "Nothing changes, and the agreed price holds." }
    /// Heading: taken back.
    withdrawn_title { fr: "Cette proposition a été retirée", en: "This proposal was taken back" }
    /// What that means.
    withdrawn_text { fr: "Rien ne change, et le prix convenu reste valable.", en: "Nothing changes, and the agreed price holds." }
    /// Heading: too late.
    lapsed_title { fr: "Le délai pour répondre est passé", en: "The time to answer has passed" }
    /// What that means.
    lapsed_text { fr: "Rien ne change\u{a0}: le prix convenu reste valable. Pour en parler, appelez-nous.", en: "Nothing changes: the agreed price holds. To talk about it, call us." }
    /// Link to the payments.
    see_payments { fr: "Voir mes paiements", en: "See my payments" }
    /// Link back.
    back { fr: "Retour au voyage", en: "Back to the trip" }
    /// Side: instalments as they are.
    side_before(price) { fr: "Aujourd’hui\u{a0}: {price}", en: "Today: {price}" }
    /// Side: instalments as they would be.
    side_after(price) { fr: "Si vous acceptez\u{a0}: {price}", en: "If you accept: {price}" }
}
