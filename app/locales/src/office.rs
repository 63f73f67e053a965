//! Texts of the back office: what all its pages share. The pages' own stand in the modules below.

mod columns;
mod erasure;
mod funds;
mod handovers;
mod invoices;
mod money;
mod payers;
mod payments;
mod people;
mod reconciliation;
mod recorded;
mod refunds;
mod revisions;
mod statements;
mod trips;

pub use columns::*;
pub use erasure::*;
pub use funds::*;
pub use handovers::*;
pub use invoices::*;
pub use money::*;
pub use payers::*;
pub use payments::*;
pub use people::*;
pub use reconciliation::*;
pub use recorded::*;
pub use refunds::*;
pub use revisions::*;
pub use statements::*;
pub use trips::*;

crate::texts! {
    // Frame.
    /// Beside the logo: the agency and which side of the house this is.
    brand(agency) { fr: "{agency} · Back-office", en: "{agency} · Back office" }
    /// Name of the navigation.
    main_nav { fr: "Navigation principale", en: "Main navigation" }
    /// Button that unfolds the navigation.
    menu { fr: "Menu", en: "Menu" }
    /// Navigation: the first page.
    dashboard { fr: "Tableau de bord", en: "Dashboard" }
    /// Navigation and heading: trips.
    trips { fr: "Voyages", en: "Trips" }
    /// Navigation and heading: clients.
    clients { fr: "Clients", en: "Clients" }
    /// Navigation and heading: staff.
    staff { fr: "Équipe", en: "Staff" }
    /// Navigation and heading: the books.
    books { fr: "Comptes", en: "Books" }
    /// Navigation: the pages on money.
    money { fr: "Argent", en: "Money" }
    /// Heading of one's own account.
    own_account { fr: "Mon compte", en: "My account" }
    /// Spoken name of the link to one's own account; begins with the name that is shown.
    account_of(name) { fr: "{name}, mon compte", en: "{name}, my account" }
    /// Name of the trail of pages above a page.
    path_to_page { fr: "Fil d’Ariane", en: "Breadcrumb" }

    // Dashboard.
    /// Heading of the first page.
    welcome(name) { fr: "Bonjour {name}", en: "Hello {name}" }
    /// Card: departures of the coming days.
    departures_soon(days) { fr: "Départs des {days} prochains jours", en: "Departures in the next {days} days" }
    /// That card without any.
    no_departures { fr: "Aucun départ confirmé.", en: "No confirmed departure." }
    /// Card: trips with an overdue instalment.
    overdue_trips { fr: "Échéances en retard", en: "Overdue instalments" }
    /// That card without any.
    no_overdue { fr: "Aucun retard de paiement.", en: "No payment is late." }
    /// Link: the list behind a card.
    see_all { fr: "Tout voir", en: "See all" }
    /// Link: the books behind their light.
    see_books { fr: "Voir le détail", en: "See the details" }
    /// Card: proposals that clients have not answered.
    open_proposals { fr: "Propositions en attente", en: "Proposals awaiting an answer" }
    /// That card without any.
    no_proposals { fr: "Aucune proposition en attente.", en: "No proposal awaits an answer." }
    /// Figure: departures of the coming days.
    figure_departures(days) { fr: "départs sous {days}\u{a0}jours", en: "departures within {days}\u{a0}days" }
    /// Figure: trips with an overdue instalment.
    figure_overdue { fr: "voyages avec un retard", en: "trips with an overdue instalment" }
    /// Figure: proposals.
    figure_proposals { fr: "propositions en attente", en: "proposals awaiting an answer" }
    /// Figure: drafts.
    figure_drafts { fr: "brouillons", en: "drafts" }
    /// What is left to pay, in a line on a trip.
    left(amount) { fr: "reste {amount}", en: "{amount} left" }
    /// Departure today.
    leaves_today { fr: "Départ aujourd’hui", en: "Leaves today" }
    /// Departure tomorrow.
    leaves_tomorrow { fr: "Départ demain", en: "Leaves tomorrow" }
    /// Departure in some days, two at least.
    leaves_in(days) { fr: "Départ dans {days}\u{a0}jours", en: "Leaves in {days}\u{a0}days" }

    // Lists.
    /// Button and field: look for words.
    search { fr: "Rechercher", en: "Search" }
    /// Button that unfolds the filters, with how many hold.
    filters(count) { fr: "Filtres ({count})", en: "Filters ({count})" }
    /// The same button while none holds.
    no_filters { fr: "Filtres", en: "Filters" }
    /// Button under the filters.
    apply_filters { fr: "Appliquer", en: "Apply" }
    /// Name of the list of filters that hold.
    active_filters { fr: "Filtres actifs", en: "Active filters" }
    /// Link: drop all filters.
    clear_filters { fr: "Effacer les filtres", en: "Clear the filters" }
    /// Spoken name of the cross of a filter.
    remove_filter(group, text) { fr: "Retirer le filtre {group}\u{a0}: {text}", en: "Remove the filter {group}: {text}" }
    /// Choice of a filter: no matter which.
    any { fr: "Indifférent", en: "Any" }
    /// Choice of a list: nothing.
    none { fr: "–", en: "–" }
    /// First choice of a list where one must be made.
    choose { fr: "Choisir…", en: "Choose…" }
    /// Name of the links to other pages of a list.
    pages { fr: "Pages de la liste", en: "Pages of the list" }
    /// Link: the page before.
    previous_page { fr: "Page précédente", en: "Previous page" }
    /// Link: the page after.
    next_page { fr: "Page suivante", en: "Next page" }
    /// Which rows of how many are shown.
    rows_of(first, last, total) { fr: "{first} – {last} sur {total}", en: "{first} – {last} of {total}" }
    /// An empty list.
    no_rows { fr: "Aucune ligne", en: "No rows" }

    // Forms.
    /// A field or a button of a row, numbered for those who hear it alone.
    of_row(text, row) { fr: "{text}, ligne {row}", en: "{text}, row {row}" }
    /// Heading of the column of row buttons.
    row_actions { fr: "Actions", en: "Actions" }
    /// Button: a row changes places with the one before.
    move_up { fr: "Monter", en: "Up" }
    /// Button: a row changes places with the one after.
    move_down { fr: "Descendre", en: "Down" }
    /// Button: take a row away.
    remove { fr: "Retirer", en: "Remove" }
    /// Link: change the object of this page.
    edit { fr: "Modifier", en: "Edit" }
    /// Card and section: the facts of the object.
    facts { fr: "Informations", en: "Facts" }
    /// Under a date field.
    date_hint { fr: "Par exemple 14/03/2027", en: "For example 14/03/2027" }
    /// Heading of a conflict when nobody is named.
    conflict { fr: "Cette fiche a changé pendant votre saisie", en: "This was changed while you were typing" }
    /// Heading of a conflict.
    conflict_with(name) { fr: "{name} a modifié cette fiche pendant votre saisie", en: "{name} changed this while you were typing" }
    /// What a conflict asks for.
    conflict_hint {
        fr: "Les deux valeurs sont à côté de chaque champ concerné. Corrigez si besoin, puis choisissez.",
        en: "Both values stand at each field concerned. Correct what you need, then choose.",
    }
    /// Button: save over the newer version.
    keep_mine { fr: "Garder ma saisie", en: "Keep mine" }
    /// Link: give up what was typed.
    take_theirs { fr: "Reprendre la version enregistrée", en: "Take the saved version" }

    // Columns that several lists share.
    /// Column: what kind of thing.
    kind { fr: "Type", en: "Kind" }
    /// Column: state.
    state { fr: "État", en: "State" }
    /// Column: a day.
    date { fr: "Date", en: "Date" }
    /// Column: an amount of money.
    amount { fr: "Montant", en: "Amount" }
    /// Column: name of a person or company.
    name { fr: "Nom", en: "Name" }
}

/// Words of the button that unfolds the filters.
pub fn filters_button(locale: crate::Locale, held: usize) -> String {
    if held == 0 { no_filters(locale).to_owned() } else { filters(locale, held) }
}

/// What was just done, for the word of `?saved=`; nothing for an unknown word.
pub fn done(locale: crate::Locale, word: &str) -> Option<&'static str> {
    Some(match word {
        "created" => trip_created(locale),
        "updated" => changes_saved(locale),
        "erased" => client_erased(locale),
        "moved" => trip_moved(locale),
        "scheduled" => schedule_saved(locale),
        "recorded" => payment_recorded(locale),
        "reversed" => payment_reversed(locale),
        "line_booked" => line_booked(locale),
        "explained" => difference_explained(locale),
        "lines_explained" => lines_explained(locale),
        "payout" => payout_booked(locale),
        "payout_undone" => payout_undone(locale),
        "returning" => line_returning(locale),
        "columns" => done_columns(locale),
        "payers" => done_payers(locale),
        "handed_over" => done_handed_over(locale),
        "link_sent" => done_link_sent(locale),
        "link_revoked" => done_link_revoked(locale),
        "client" => client_created(locale),
        "refunded" => done_refunded(locale),
        "applied" => done_applied(locale),
        "transfer" => done_transfer(locale),
        "invoiced" => done_invoiced(locale),
        "credited" => done_credited(locale),
        "invited" => invitation_sent(locale),
        "active" => staff_enabled(locale),
        "disabled" => staff_disabled(locale),
        "proposed" => done_revision_proposed(locale),
        "withdrawn" => done_revision_withdrawn(locale),
        "believed" => believed_again(locale),
        "refused" => still_refused(locale),
        _ => return None,
    })
}

crate::texts! {
    /// After the creation of a trip.
    trip_created { fr: "Le voyage est créé.", en: "The trip is created." }
    /// After a change.
    changes_saved { fr: "Les modifications sont enregistrées.", en: "The changes are saved." }
    /// After a move to another state.
    trip_moved { fr: "L’état du voyage a changé.", en: "The state of the trip has changed." }
    /// After a change of the schedule.
    schedule_saved { fr: "L’échéancier est enregistré.", en: "The schedule is saved." }
    /// After the creation of a client.
    client_created { fr: "Le client est créé.", en: "The client is created." }
    /// After a link was mailed.
    invitation_sent { fr: "L’invitation est partie par e-mail.", en: "The invitation was sent by e-mail." }
    /// After a member of staff was enabled.
    staff_enabled { fr: "L’accès est rétabli.", en: "Access is restored." }
    /// After a member of staff was disabled.
    staff_disabled { fr: "L’accès est coupé. Les sessions ouvertes n’ont plus de droits.", en: "Access is cut off. Open sessions have lost their rights." }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Locale;

    #[test]
    fn only_known_words_say_that_something_was_done() {
        assert_eq!(done(Locale::En, "created"), Some("The trip is created."));
        assert_eq!(done(Locale::Fr, "<script>"), None);
    }
}
