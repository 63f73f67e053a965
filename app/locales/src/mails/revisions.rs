//! Texts of the mails about a rise of a price.

use crate::Locale;
use domain::revisions::RevisionState;

/// Subject of the mail that tells the seller what became of a proposal.
pub fn revision_answered_subject(locale: Locale, state: RevisionState, trip: &str) -> String {
    match state {
        RevisionState::Accepted => revision_accepted_subject(locale, trip),
        RevisionState::Declined => revision_declined_subject(locale, trip),
        RevisionState::Lapsed | RevisionState::Applied | RevisionState::Proposed | RevisionState::Withdrawn => {
            revision_lapsed_subject(locale, trip)
        }
    }
}

/// That mail.
pub fn revision_answered(locale: Locale, state: RevisionState, trip: &str, price: &str) -> String {
    match state {
        RevisionState::Accepted => revision_accepted(locale, trip, price),
        RevisionState::Declined => revision_declined(locale, trip, price),
        RevisionState::Lapsed | RevisionState::Applied | RevisionState::Proposed | RevisionState::Withdrawn => {
            revision_lapsed(locale, trip, price)
        }
    }
}

crate::texts! {
    /// Subject: the price changed.
    revision_told_subject(trip) { fr: "Le prix de «\u{a0}{trip}\u{a0}» a changé", en: "The price of “{trip}” has changed" }
    /// The price changed.
    revision_told(trip, old, new, difference) { fr: "Le prix de «\u{a0}{trip}\u{a0}» passe de {old} à {new}\u{a0}: {difference}.", en: "The price of “{trip}” goes from {old} to {new}: {difference}." }
    /// What a change leaves alone.
    revision_told_open { fr: "Seules les échéances encore ouvertes changent\u{a0}; ce que vous avez payé reste compté.", en: "Only instalments that are still open change; what you have paid still counts." }
    /// Why, and how it was calculated.
    revision_why(cause, reason) { fr: "Motif\u{a0}: {cause}. {reason}", en: "Reason: {cause}. {reason}" }
    /// Button of that mail.
    revision_told_button { fr: "Voir mes paiements", en: "See my payments" }
    /// Subject: a traveller is asked.
    revision_asked_subject(trip) { fr: "Nouveau prix pour «\u{a0}{trip}\u{a0}»\u{a0}: votre accord est nécessaire", en: "A new price for “{trip}”: we need your consent" }
    /// A traveller is asked to accept a rise.
    revision_asked(trip, old, new, difference) { fr: "Nous ne pouvons plus tenir le prix de «\u{a0}{trip}\u{a0}». Il passerait de {old} à {new}\u{a0}: {difference}. Vous pouvez l’accepter, ou refuser\u{a0}: votre voyage est alors annulé sans frais et tout ce que vous avez payé vous est rendu sous 14 jours.", en: "We can no longer hold the price of “{trip}”. It would go from {old} to {new}: {difference}. You may accept it, or decline: your trip is then cancelled without any fee and everything you paid is given back within 14 days." }
    /// A traveller is asked to confirm what they asked for.
    revision_wished(trip, old, new, difference) { fr: "Voici le changement que vous nous avez demandé pour «\u{a0}{trip}\u{a0}». Le prix passerait de {old} à {new}\u{a0}: {difference}. Si vous refusez, votre voyage reste comme il est.", en: "Here is the change you asked us for on “{trip}”. The price would go from {old} to {new}: {difference}. If you decline, your trip stays as it is." }
    /// Subject: a traveller is asked to confirm what they asked for.
    revision_wished_subject(trip) { fr: "Votre changement pour «\u{a0}{trip}\u{a0}»\u{a0}: à confirmer", en: "Your change to “{trip}”: please confirm" }
    /// Until when, and what silence does.
    revision_answer_by(date) { fr: "Répondez avant la fin du {date}. Sans réponse, rien ne change\u{a0}: le prix convenu reste valable et nous vous appelons.", en: "Answer by the end of {date}. Without an answer nothing changes: the agreed price holds, and we will call you." }
    /// Button of that mail.
    revision_asked_button { fr: "Comparer et répondre", en: "Compare and answer" }
    /// Subject: a proposal no longer holds.
    revision_gone_subject(trip) { fr: "Nouveau prix pour «\u{a0}{trip}\u{a0}»\u{a0}: vous n’avez plus à répondre", en: "The new price of “{trip}”: no answer is needed any more" }
    /// It was taken back.
    revision_withdrawn(price, trip) { fr: "Nous avons retiré la proposition d’un nouveau prix de {price} pour «\u{a0}{trip}\u{a0}». Le prix convenu reste valable et vous n’avez rien à faire.", en: "We have taken back the new price of {price} proposed for “{trip}”. The agreed price holds, and you need not do anything." }
    /// The trip changed meanwhile.
    revision_stale(price, trip) { fr: "«\u{a0}{trip}\u{a0}» a changé depuis que nous vous avons proposé un nouveau prix de {price}. Cette proposition ne vaut plus et vous n’avez rien à faire\u{a0}; s’il en faut une autre, nous vous écrirons.", en: "“{trip}” has changed since we proposed a new price of {price}. That proposal no longer holds, and you need not do anything; if there has to be another, we will write to you." }
    /// Button of that mail.
    revision_gone_button { fr: "Voir mon voyage", en: "See my trip" }
    /// Subject: the trip ended.
    revision_ended_subject(trip) { fr: "«\u{a0}{trip}\u{a0}» est annulé sans frais", en: "“{trip}” is cancelled without any fee" }
    /// The trip ended.
    revision_ended(trip) { fr: "Le nouveau prix de «\u{a0}{trip}\u{a0}» a été refusé\u{a0}: le voyage est annulé sans frais.", en: "The new price of “{trip}” was declined: the trip is cancelled without any fee." }
    /// What goes back.
    revision_ended_back(amount, date) { fr: "Nous vous rendons {amount} au plus tard le {date}. Vous n’avez rien à faire.", en: "We give you {amount} back by {date}. You need not do anything." }
    /// Button of that mail.
    revision_ended_button { fr: "Voir mes paiements", en: "See my payments" }
    /// For the seller: subject, accepted.
    revision_accepted_subject(trip) { fr: "Nouveau prix accepté\u{a0}: {trip}", en: "New price accepted: {trip}" }
    /// For the seller: accepted.
    revision_accepted(trip, price) { fr: "Le nouveau prix de {price} pour {trip} est accepté. Le voyage et les échéances sont à jour.", en: "The new price of {price} for {trip} was accepted. Trip and instalments are up to date." }
    /// For the seller: subject, declined.
    revision_declined_subject(trip) { fr: "Nouveau prix refusé\u{a0}: {trip}", en: "New price declined: {trip}" }
    /// For the seller: declined.
    revision_declined(trip, price) { fr: "Le nouveau prix de {price} pour {trip} est refusé. La page du voyage dit ce qui s’ensuit.", en: "The new price of {price} for {trip} was declined. The trip’s page says what follows." }
    /// For the seller: subject, no answer.
    revision_lapsed_subject(trip) { fr: "Pas de réponse au nouveau prix\u{a0}: {trip}", en: "No answer to the new price: {trip}" }
    /// For the seller: no answer.
    revision_lapsed(trip, price) { fr: "Personne n’a répondu à temps au nouveau prix de {price} pour {trip}. L’ancien prix reste valable\u{a0}; appelez le voyageur, puis proposez de nouveau si besoin.", en: "Nobody answered the new price of {price} for {trip} in time. The old price holds; call the traveller, then propose again if needed." }
    /// Button of that mail.
    revision_answered_button { fr: "Voir le voyage", en: "See the trip" }
}
