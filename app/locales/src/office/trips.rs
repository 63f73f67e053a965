//! Texts of the pages on trips.

crate::texts! {
    // List.
    /// Button: write a new trip.
    new_trip { fr: "Nouveau voyage", en: "New trip" }
    /// Search field of the list.
    search_trips { fr: "Dossier, titre, client", en: "Reference, title, client" }
    /// Column: reference of a trip.
    reference { fr: "Dossier", en: "Reference" }
    /// Column and field: title of a trip.
    trip_title { fr: "Titre", en: "Title" }
    /// Column and section: who contracts.
    client { fr: "Client", en: "Client" }
    /// Column and field: where a trip goes.
    destination { fr: "Destination", en: "Destination" }
    /// Further fields of destinations.
    destination_number(number) { fr: "Destination {number}", en: "Destination {number}" }
    /// Field and fact: several destinations.
    destinations { fr: "Destinations", en: "Destinations" }
    /// Column and field: who sells a trip.
    seller { fr: "Conseiller", en: "Seller" }
    /// Column and field: which company sells a trip.
    entity { fr: "Société", en: "Company of the group" }
    /// Column and field: day of departure.
    departure { fr: "Départ", en: "Departure" }
    /// Field and fact: day of return.
    return_date { fr: "Retour", en: "Return" }
    /// Filter: departures from this day on.
    departure_from { fr: "Départ à partir du", en: "Departure from" }
    /// Filter: departures up to this day.
    departure_to { fr: "Départ jusqu’au", en: "Departure until" }
    /// Label and filter: something is overdue.
    overdue { fr: "En retard", en: "Overdue" }
    /// Filter: trips with an overdue instalment.
    overdue_only { fr: "En retard seulement", en: "Overdue only" }
    /// Line under the list: sums of this page.
    page_totals(price, remaining) { fr: "Cette page\u{a0}: prix {price} · reste à payer {remaining}", en: "This page: price {price} · left to pay {remaining}" }
    /// No trip under these filters.
    no_trip_found { fr: "Aucun voyage ne correspond à cette recherche", en: "No trip matches this search" }
    /// No trip at all.
    no_trip_yet { fr: "Aucun voyage pour l’instant", en: "No trip so far" }
    /// A trip whose dates are not known.
    no_dates { fr: "Dates à fixer", en: "Dates to be set" }

    // Editor.
    /// Heading of the page that changes a trip.
    edit_trip { fr: "Modifier le voyage", en: "Edit the trip" }
    /// Search field for the client.
    search_clients { fr: "Nom, e-mail ou ville du client", en: "Name, e-mail or town of the client" }
    /// Under that field.
    search_clients_hint { fr: "Quelques lettres suffisent.", en: "A few letters are enough." }
    /// Before anything was typed.
    type_to_search { fr: "Tapez quelques lettres pour trouver le client.", en: "Type a few letters to find the client." }
    /// The search for clients failed.
    search_failed { fr: "La recherche n’a pas abouti. Réessayez.", en: "The search did not work. Try again." }
    /// Legend of the clients found.
    choose_client { fr: "Choisissez le client", en: "Choose the client" }
    /// Section: what is sold.
    services { fr: "Prestations", en: "Services" }
    /// Under that heading.
    services_hint { fr: "Une ligne sans libellé ni montant est ignorée. Le taux sert quand le coût est dans une autre devise.", en: "A line without label and amounts is left out. The rate counts when the cost is in another currency." }
    /// Heading of one service among several.
    service_number(number) { fr: "Prestation {number}", en: "Service {number}" }
    /// One of the travellers, by its place in the list.
    traveller_number(number) { fr: "Voyageur {number}", en: "Traveller {number}" }
    /// Column: kind and label of a service.
    service { fr: "Prestation", en: "Service" }
    /// Field: label of a service.
    label { fr: "Libellé", en: "Label" }
    /// Field: who renders a service.
    supplier { fr: "Prestataire", en: "Supplier" }
    /// Field: where.
    place { fr: "Lieu", en: "Place" }
    /// Column: first and last day.
    dates { fr: "Dates", en: "Dates" }
    /// Field: first day of a service.
    from_day { fr: "Du", en: "From" }
    /// Field: last day of a service.
    to_day { fr: "Au", en: "Until" }
    /// Field: currency of a cost.
    cost_currency { fr: "Devise", en: "Currency" }
    /// Field: exchange rate of a cost.
    rate { fr: "Taux", en: "Rate" }
    /// Field: whether a line is in the price.
    inclusion { fr: "Dans le prix", en: "In the price" }
    /// Field: inside or outside the European Union.
    zone { fr: "TVA", en: "VAT" }
    /// Button: one more service.
    add_service { fr: "Ajouter une prestation", en: "Add a service" }
    /// Section: who travels.
    travellers { fr: "Voyageurs", en: "Travellers" }
    /// Under that heading.
    travellers_hint { fr: "Prénoms et noms comme sur le passeport.", en: "Names as in the passport." }
    /// Field: date of birth.
    born_on { fr: "Date de naissance", en: "Date of birth" }
    /// Box and label: covered by the insurance.
    insured { fr: "Assuré", en: "Insured" }
    /// Button: one more traveller.
    add_traveller { fr: "Ajouter un voyageur", en: "Add a traveller" }
    /// Section: the insurance.
    insurance { fr: "Assurance", en: "Insurance" }
    /// Under that heading.
    insurance_hint { fr: "Rien n’est décidé d’avance pour le client.", en: "Nothing is decided for the client beforehand." }
    /// Field: what was decided.
    decision { fr: "Décision du client", en: "The client’s decision" }
    /// Field: day of the consent.
    consent_on { fr: "Date de l’accord", en: "Date of the consent" }
    /// Under that field.
    consent_hint { fr: "Nécessaire quand l’assurance est acceptée.", en: "Needed when the insurance is accepted." }
    /// Section: the itinerary.
    itinerary { fr: "Itinéraire", en: "Itinerary" }
    /// Under that heading.
    itinerary_hint { fr: "Les dates suivent le jour du départ. Sans texte anglais, le texte français est montré.", en: "Dates follow the day of departure. Without an English text the French one is shown." }
    /// Heading of a stage.
    stage(number) { fr: "Étape {number}", en: "Stage {number}" }
    /// A stage of one day.
    day_number(day) { fr: "Jour {day}", en: "Day {day}" }
    /// A stage of several days.
    day_numbers(first, last) { fr: "Jours {first} – {last}", en: "Days {first} – {last}" }
    /// Field: how many days a stage lasts.
    length { fr: "Durée en jours", en: "Length in days" }
    /// Field: French title.
    title_fr { fr: "Titre en français", en: "Title in French" }
    /// Field: English title.
    title_en { fr: "Titre en anglais", en: "Title in English" }
    /// Field: French text.
    text_fr { fr: "Texte en français", en: "Text in French" }
    /// Field: English text.
    text_en { fr: "Texte en anglais", en: "Text in English" }
    /// Button: one more stage.
    add_day { fr: "Ajouter une étape", en: "Add a stage" }
    /// Section: notes.
    notes { fr: "Notes", en: "Notes" }
    /// Field: notes.
    notes_for_staff { fr: "Notes pour l’équipe", en: "Notes for staff" }
    /// Under that field.
    notes_hint { fr: "Le client ne les voit jamais.", en: "The client never sees them." }
    /// Under the save button.
    shortcut_hint { fr: "Ctrl + Entrée enregistre depuis n’importe quel champ.", en: "Ctrl + Enter saves from any field." }

    // One trip.
    /// Heading of the question before a trip is given up.
    cancel_trip_title { fr: "Annuler ce voyage\u{a0}?", en: "Cancel this trip?" }
    /// What giving up means.
    cancel_trip_text { fr: "Le voyage est clos et ne se modifie plus. L’argent reçu reste dans les comptes.", en: "The trip is closed and can no longer change. Money received stays in the books." }
    /// Insurance accepted on a day.
    accepted_on(date) { fr: "Acceptée le {date}", en: "Accepted on {date}" }
    /// No traveller yet.
    no_travellers { fr: "Aucun voyageur.", en: "No traveller." }
    /// No service yet.
    no_services { fr: "Aucune prestation.", en: "No service." }
    /// No stage yet.
    no_days { fr: "Aucune étape.", en: "No stage." }
    /// Date of birth of a traveller, without saying of whom.
    born(date) { fr: "Naissance\u{a0}: {date}", en: "Born: {date}" }
    /// Card: what happened.
    history { fr: "Historique", en: "History" }
    /// The author of what the house did by itself.
    the_house { fr: "Altiport", en: "Altiport" }
}

/// What happened, for a verb of the audit; an unknown verb is shown as it is.
pub fn happened(locale: crate::Locale, verb: &str) -> String {
    match verb {
        "trip.created" => happened_created(locale),
        "trip.updated" => happened_updated(locale),
        "trip.moved" => happened_moved(locale),
        "schedule.saved" | "trip.scheduled" => happened_scheduled(locale),
        "schedule.reset" | "schedule.rebuilt" => happened_reset(locale),
        "payment.started" => happened_payment_started(locale),
        "payment.captured" => happened_captured(locale),
        "payment.transferred" => happened_transferred(locale),
        "payment.recorded" => super::happened_recorded(locale),
        "payment.brought_over" => crate::legacy::happened_brought_over(locale),
        "refund.brought_over" => crate::legacy::happened_refund_brought_over(locale),
        "payment.reversed" => super::happened_reversed(locale),
        "payment.failed" => happened_failed(locale),
        "payment.expired" => happened_expired(locale),
        "payment.unapplied" => happened_unapplied(locale),
        "payment.refunded" => happened_refunded(locale),
        "refund.requested" => super::happened_refund_requested(locale),
        "refund.by_transfer" => super::happened_refund_by_transfer(locale),
        "refund.failed" => super::happened_refund_failed(locale),
        "refund.given_up" => super::happened_refund_given_up(locale),
        "credit.applied" => super::happened_credit_applied(locale),
        "payment.returned" => super::happened_debit_returned(locale),
        "payment.restored" => super::happened_debit_restored(locale),
        "trip.handed_over" => super::happened_handed_over(locale),
        "dispute.opened" => super::happened_dispute_opened(locale),
        "dispute.funds_withdrawn" => super::happened_dispute_withdrawn(locale),
        "dispute.won" => super::happened_dispute_won(locale),
        "dispute.lost" => super::happened_dispute_lost(locale),
        "invoice.issued" => super::happened_invoice(locale),
        "invoice.credited" => super::happened_credit_note(locale),
        "receipt.issued" => happened_receipt(locale),
        "revision.applied" => super::happened_revision_applied(locale),
        "revision.proposed" => super::happened_revision_proposed(locale),
        "revision.accepted" => super::happened_revision_accepted(locale),
        "revision.declined" => super::happened_revision_declined(locale),
        "revision.withdrawn" => super::happened_revision_withdrawn(locale),
        "revision.lapsed" => super::happened_revision_lapsed(locale),
        "payers.saved" => super::happened_payers(locale),
        "paylink.sent" => super::happened_paylink_sent(locale),
        "paylink.made" => super::happened_paylink_made(locale),
        "paylink.revoked" => super::happened_paylink_revoked(locale),
        "reminder.queued" => super::happened_reminder(locale),
        other => return other.to_owned(),
    }
    .to_owned()
}

/// What a line of the history mentions, in words: states, amounts and fields come in plain form, separated by commas.
pub fn mentioned(locale: crate::Locale, verb: &str, detail: &str) -> String {
    let part = |part: &str| -> String {
        if let Some(amount) = domain::money::Money::from_plain(part) {
            return crate::format::money(locale, amount);
        }
        match (verb, part.parse()) {
            ("trip.moved", Ok(state)) => crate::words::trip_state(locale, state).to_owned(),
            ("revision.applied" | "revision.proposed", _) if part.parse::<domain::revisions::RevisionCause>().is_ok() => {
                part.parse().map_or(part, |cause| crate::revisions::cause(locale, cause)).to_owned()
            }
            ("payment.recorded", _) => part.parse().map_or(part, |method| crate::words::payment_method(locale, method)).to_owned(),
            ("trip.updated", _) => field_of_trip(locale, part).unwrap_or(part).to_owned(),
            _ => part.to_owned(),
        }
    };
    detail.split(", ").filter(|text| !text.is_empty()).map(part).collect::<Vec<_>>().join(", ")
}

fn field_of_trip(locale: crate::Locale, field: &str) -> Option<&'static str> {
    Some(match field {
        "client" => client(locale),
        "title" => trip_title(locale),
        "destinations" => destinations(locale),
        "entity" => entity(locale),
        "seller" => seller(locale),
        "starts_on" => departure(locale),
        "ends_on" => return_date(locale),
        "notes" => notes(locale),
        "services" => services(locale),
        "insurance" => insurance(locale),
        "travellers" => travellers(locale),
        "days" => itinerary(locale),
        _ => return None,
    })
}

crate::texts! {
    /// History: a trip was created.
    happened_created { fr: "Voyage créé", en: "Trip created" }
    /// History: its content changed.
    happened_updated { fr: "Contenu modifié", en: "Content changed" }
    /// History: its state changed.
    happened_moved { fr: "État modifié", en: "State changed" }
    /// History: its schedule was typed.
    happened_scheduled { fr: "Échéancier modifié", en: "Schedule changed" }
    /// History: its schedule was rebuilt by the rule.
    happened_reset { fr: "Échéancier recalculé selon la règle", en: "Schedule rebuilt by the rule" }
    /// History: a payment was started.
    happened_payment_started { fr: "Paiement commencé", en: "Payment started" }
    /// History: a transfer arrived on the bank account.
    happened_transferred { fr: "Virement reçu", en: "Transfer received" }
    /// History: money arrived.
    happened_captured { fr: "Paiement reçu", en: "Payment received" }
    /// History: a payment failed.
    happened_failed { fr: "Paiement refusé", en: "Payment refused" }
    /// History: a payment was given up.
    happened_expired { fr: "Paiement abandonné", en: "Payment given up" }
    /// History: money arrived that no instalment was waiting for.
    happened_unapplied { fr: "Argent reçu mis de côté", en: "Money received and set aside" }
    /// History: money went back.
    happened_refunded { fr: "Remboursement", en: "Refund" }
    /// History: a receipt was made.
    happened_receipt { fr: "Reçu établi", en: "Receipt issued" }
}

#[cfg(test)]
mod tests {
    use super::mentioned;
    use crate::Locale;

    #[test]
    fn history_is_told_in_words() {
        assert_eq!(mentioned(Locale::En, "trip.moved", "proposed"), "Proposed");
        assert_eq!(
            mentioned(Locale::Fr, "trip.updated", "title, services, 120.00 EUR").replace('\u{a0}', " "),
            "Titre, Prestations, 120,00 €"
        );
        assert_eq!(mentioned(Locale::Fr, "trip.created", "AV-2027-0114"), "AV-2027-0114");
        assert_eq!(mentioned(Locale::Fr, "trip.created", ""), "");
    }
}
