//! Texts of the page of a trip's payers.

crate::texts! {
    /// Heading, and the way there.
    payers { fr: "Qui paie quoi", en: "Who pays what" }
    /// Under the form's heading.
    payers_hint { fr: "Les parts font toujours le prix du voyage, au centime près. Chaque payeur a son propre échéancier.", en: "The shares always add up to the price of the trip, to the cent. Each payer has a schedule of their own." }
    /// How shares are said.
    share_by { fr: "Répartir", en: "Share" }
    /// By amount.
    share_by_amount { fr: "par montants", en: "by amounts" }
    /// By people.
    share_by_persons { fr: "par nombre de personnes", en: "by number of people" }
    /// What that means.
    share_by_persons_hint { fr: "Suit le prix jusqu’à la confirmation\u{a0}; ensuite les parts sont des montants.", en: "Follows the price until the trip is confirmed; from then on shares are amounts." }
    /// Column: who.
    payer { fr: "Payeur", en: "Payer" }
    /// Column: amount.
    share { fr: "Part", en: "Share" }
    /// Column: people.
    persons { fr: "Personnes", en: "People" }
    /// Field: what the payer is.
    payer_kind { fr: "Type", en: "Kind" }
    /// A client.
    payer_client { fr: "Client", en: "Client" }
    /// A person.
    payer_person { fr: "Personne", en: "Person" }
    /// A company.
    payer_company { fr: "Société", en: "Company" }
    /// Field: the name.
    payer_name { fr: "Nom", en: "Name" }
    /// Button: one more person.
    add_contact { fr: "Ajouter une personne sans compte", en: "Add a person without an account" }
    /// Button: a client who was found.
    add_found(name) { fr: "Ajouter {name}", en: "Add {name}" }
    /// Field: looking for a client.
    find_payer { fr: "Chercher un client à ajouter", en: "Find a client to add" }
    /// Under that field.
    find_payer_hint { fr: "Nom ou e-mail, puis Chercher.", en: "Name or e-mail, then Search." }
    /// Box to tick.
    release { fr: "Garder à part, en trop-perçu, ce qui a été payé au-delà d’une part plus petite", en: "Keep as a credit what was paid beyond a smaller share" }
    /// What it means.
    release_hint { fr: "Le trop-perçu reste à ce payeur, et une tâche vous le rappelle.", en: "The credit stays with that payer, and a task reminds you of it." }
    /// Button: look before saving.
    look_at_change { fr: "Voir les nouveaux échéanciers", en: "See the new schedules" }
    /// Heading: what a save would do.
    change_title { fr: "Avant d’enregistrer", en: "Before saving" }
    /// Under it.
    change_hint { fr: "Vérifiez, puis enregistrez. Ce qui est payé ne change pas.", en: "Check, then save. What is paid does not change." }
    /// Column.
    change_before { fr: "Aujourd’hui", en: "Today" }
    /// Column.
    change_after { fr: "Après", en: "After" }
    /// A payer who joins.
    joins { fr: "Ne payait pas", en: "Did not pay" }
    /// A payer who leaves.
    leaves { fr: "Ne paie plus", en: "Pays no more" }
    /// What is set aside.
    released(amount) { fr: "{amount} passent en trop-perçu", en: "{amount} become a credit" }
    /// A payer's sums.
    payer_left(left, share) { fr: "Reste {left} sur {share}", en: "{left} left of {share}" }
    /// Button.
    send_link { fr: "Envoyer un lien de paiement", en: "Send a payment link" }
    /// Button.
    make_link { fr: "Copier un lien", en: "Copy a link" }
    /// After it was made.
    link_made { fr: "Lien de paiement prêt à copier", en: "Payment link, ready to copy" }
    /// Under it.
    link_made_hint { fr: "Il n’est montré qu’une fois. Qui le détient peut payer, sans compte ni mot de passe.", en: "It is shown only once. Whoever holds it can pay, without account or password." }
    /// Open links of a payer.
    open_links { fr: "Liens en cours", en: "Open links" }
    /// One of them.
    link_since(made, until) { fr: "Créé le {made}, valable jusqu’au {until}", en: "Made on {made}, valid until {until}" }
    /// Button.
    revoke_link { fr: "Annuler ce lien", en: "Withdraw this link" }
    /// Said after a save.
    done_payers { fr: "Les parts et les échéanciers sont enregistrés.", en: "Shares and schedules are saved." }
    /// Said after a link was sent.
    done_link_sent { fr: "Le lien part par e-mail.", en: "The link is leaving by e-mail." }
    /// Said after a link was revoked.
    done_link_revoked { fr: "Le lien ne fonctionne plus.", en: "The link no longer works." }
    /// History: shares.
    happened_payers { fr: "Prix réparti entre les payeurs", en: "Price shared among payers" }
    /// History: a link was sent.
    happened_paylink_sent { fr: "Lien de paiement envoyé", en: "Payment link sent" }
    /// History: a link was made.
    happened_paylink_made { fr: "Lien de paiement créé", en: "Payment link made" }
    /// History: a link was called back.
    happened_paylink_revoked { fr: "Lien de paiement annulé", en: "Payment link withdrawn" }
    /// History: a reminder.
    happened_reminder { fr: "Rappel d’échéance envoyé", en: "Reminder of an instalment sent" }
}
