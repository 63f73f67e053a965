//! Texts of the page that hands a contract over.

crate::texts! {
    /// Heading, and the way there.
    handover { fr: "Céder le contrat", en: "Hand the contract over" }
    /// Who holds it.
    handover_holder(name) { fr: "Contrat au nom de {name}.", en: "The contract is in the name of {name}." }
    /// Heading of the form.
    handover_to { fr: "À qui", en: "To whom" }
    /// Under it.
    handover_hint { fr: "Ce qui est payé reste au nom de qui l’a payé, avec ses reçus. Ce qui reste à payer passe à la nouvelle personne\u{a0}; les deux en sont tenus. Les voyageurs se changent ensuite dans le voyage\u{a0}; des frais s’y ajoutent comme une ligne de prix, avec leur motif.", en: "What is paid stays in the name of whoever paid it, with its receipts. What is open passes to the new person; both are liable for it. Travellers are changed in the trip afterwards; costs are added there as a line of the price, with their reason." }
    /// Field: why.
    handover_reason { fr: "Motif, ou demande reçue", en: "Reason, or the request received" }
    /// Under it.
    handover_reason_hint { fr: "Pour l’équipe\u{a0}: la date et la forme de la demande.", en: "For staff: the day and the form of the request." }
    /// Warning: it comes late, and may be accepted.
    handover_late(days) { fr: "Le départ est dans moins de {days} jours\u{a0}: rien n’oblige à accepter.", en: "Departure is less than {days} days away: nothing obliges the agency to accept." }
    /// Warning: it comes late, and somebody else may accept it.
    handover_late_for_others(days) { fr: "Le départ est dans moins de {days} jours\u{a0}: seule la direction peut encore accepter.", en: "Departure is less than {days} days away: only a manager can still accept." }
    /// Warning: it has begun.
    handover_begun { fr: "Le voyage a commencé\u{a0}: le contrat ne se cède plus.", en: "The trip has begun: its contract can no longer be handed over." }
    /// Box to tick.
    handover_accept_late { fr: "Accepter malgré le délai", en: "Accept although it is late" }
    /// What it means.
    handover_accept_late_hint { fr: "Le motif reste à côté de la cession, votre nom dans l’historique.", en: "The reason stays beside the handover, your name in the history." }
    /// Nothing to hand over.
    handover_none { fr: "Il n’y a pas de contrat à céder\u{a0}: le voyage n’est ni confirmé ni payé en partie, il est clos, ou son client ne paie aucune part.", en: "There is no contract to hand over: the trip is neither confirmed nor partly paid, it is closed, or its client pays no share." }
    /// Button: look before it is made.
    handover_look { fr: "Voir ce qui change", en: "See what changes" }
    /// Button: make it.
    handover_make { fr: "Céder le contrat", en: "Hand it over" }
    /// Under the heading of the preview.
    handover_change_hint { fr: "Vérifiez les deux côtés. Les deux personnes sont prévenues par e-mail.", en: "Check both sides. Both people are told by e-mail." }
    /// What passes.
    handover_moves(amount) { fr: "{amount} restent à payer et passent à la nouvelle personne.", en: "{amount} are still to be paid and pass to the new person." }
    /// On the page of payers: who is liable beside whom.
    joint_debt(from, to, date) { fr: "{from} a cédé le contrat à {to} le {date}\u{a0}: les deux sont tenus de ce qui reste à payer. {from} peut payer par un lien de {to}.", en: "{from} handed the contract over to {to} on {date}: both are liable for what is open. {from} may pay by a link of {to}." }
    /// The same, when it came late.
    joint_late { fr: "Accepté hors délai.", en: "Accepted although it was late." }
    /// Said after it was made.
    done_handed_over { fr: "Le contrat est cédé. Les deux personnes sont prévenues.", en: "The contract is handed over. Both people are told." }
}
