//! The names of the words of `domain`: states, kinds, roles, destinations.

use crate::Locale;

/// The name of a [`domain::locale::Locale`].
pub const fn language(locale: Locale, word: domain::locale::Locale) -> &'static str {
    use domain::locale::Locale as W;
    match (locale, word) {
        (Locale::Fr, W::Fr) => "français",
        (Locale::Fr, W::En) => "anglais",
        (Locale::En, W::Fr) => "French",
        (Locale::En, W::En) => "English",
    }
}

/// The name of a [`domain::people::ClientKind`].
pub const fn client_kind(locale: Locale, word: domain::people::ClientKind) -> &'static str {
    use domain::people::ClientKind as W;
    match (locale, word) {
        (Locale::Fr, W::Person) => "Personne",
        (Locale::Fr, W::Household) => "Foyer",
        (Locale::Fr, W::Company) => "Entreprise",
        (Locale::En, W::Person) => "Person",
        (Locale::En, W::Household) => "Household",
        (Locale::En, W::Company) => "Company",
    }
}

/// The name of a [`domain::people::StaffRole`].
pub const fn staff_role(locale: Locale, word: domain::people::StaffRole) -> &'static str {
    use domain::people::StaffRole as W;
    match (locale, word) {
        (Locale::Fr, W::Seller) => "Conseiller",
        (Locale::Fr, W::Manager) => "Responsable",
        (Locale::Fr, W::Accountant) => "Comptable",
        (Locale::Fr, W::Administrator) => "Administrateur",
        (Locale::En, W::Seller) => "Seller",
        (Locale::En, W::Manager) => "Manager",
        (Locale::En, W::Accountant) => "Accountant",
        (Locale::En, W::Administrator) => "Administrator",
    }
}

/// The name of a [`domain::people::StaffState`].
pub const fn staff_state(locale: Locale, word: domain::people::StaffState) -> &'static str {
    use domain::people::StaffState as W;
    match (locale, word) {
        (Locale::Fr, W::Invited) => "Invité",
        (Locale::Fr, W::Active) => "Actif",
        (Locale::Fr, W::Disabled) => "Désactivé",
        (Locale::En, W::Invited) => "Invited",
        (Locale::En, W::Active) => "Active",
        (Locale::En, W::Disabled) => "Disabled",
    }
}

/// The name of a [`domain::trips::Entity`].
pub const fn entity(locale: Locale, word: domain::trips::Entity) -> &'static str {
    use domain::trips::Entity as W;
    match (locale, word) {
        (Locale::Fr, W::France) => "France (EUR)",
        (Locale::Fr, W::Switzerland) => "Suisse (CHF)",
        (Locale::En, W::France) => "France (EUR)",
        (Locale::En, W::Switzerland) => "Switzerland (CHF)",
    }
}

/// The name of a [`domain::trips::Destination`].
pub const fn destination(locale: Locale, word: domain::trips::Destination) -> &'static str {
    use domain::trips::Destination as W;
    match (locale, word) {
        (Locale::Fr, W::Argentina) => "Argentine",
        (Locale::Fr, W::Bolivia) => "Bolivie",
        (Locale::Fr, W::Brazil) => "Brésil",
        (Locale::Fr, W::Cambodia) => "Cambodge",
        (Locale::Fr, W::Chile) => "Chili",
        (Locale::Fr, W::China) => "Chine",
        (Locale::Fr, W::Colombia) => "Colombie",
        (Locale::Fr, W::CostaRica) => "Costa Rica",
        (Locale::Fr, W::Cuba) => "Cuba",
        (Locale::Fr, W::Ecuador) => "Équateur",
        (Locale::Fr, W::Guatemala) => "Guatemala",
        (Locale::Fr, W::India) => "Inde",
        (Locale::Fr, W::Indonesia) => "Indonésie",
        (Locale::Fr, W::Italy) => "Italie",
        (Locale::Fr, W::Japan) => "Japon",
        (Locale::Fr, W::Jordan) => "Jordanie",
        (Locale::Fr, W::Laos) => "Laos",
        (Locale::Fr, W::Mexico) => "Mexique",
        (Locale::Fr, W::Nepal) => "Népal",
        (Locale::Fr, W::Peru) => "Pérou",
        (Locale::Fr, W::SriLanka) => "Sri Lanka",
        (Locale::Fr, W::Thailand) => "Thaïlande",
        (Locale::Fr, W::Vietnam) => "Vietnam",
        (Locale::En, W::Argentina) => "Argentina",
        (Locale::En, W::Bolivia) => "Bolivia",
        (Locale::En, W::Brazil) => "Brazil",
        (Locale::En, W::Cambodia) => "Cambodia",
        (Locale::En, W::Chile) => "Chile",
        (Locale::En, W::China) => "China",
        (Locale::En, W::Colombia) => "Colombia",
        (Locale::En, W::CostaRica) => "Costa Rica",
        (Locale::En, W::Cuba) => "Cuba",
        (Locale::En, W::Ecuador) => "Ecuador",
        (Locale::En, W::Guatemala) => "Guatemala",
        (Locale::En, W::India) => "India",
        (Locale::En, W::Indonesia) => "Indonesia",
        (Locale::En, W::Italy) => "Italy",
        (Locale::En, W::Japan) => "Japan",
        (Locale::En, W::Jordan) => "Jordan",
        (Locale::En, W::Laos) => "Laos",
        (Locale::En, W::Mexico) => "Mexico",
        (Locale::En, W::Nepal) => "Nepal",
        (Locale::En, W::Peru) => "Peru",
        (Locale::En, W::SriLanka) => "Sri Lanka",
        (Locale::En, W::Thailand) => "Thailand",
        (Locale::En, W::Vietnam) => "Vietnam",
    }
}

/// The name of a [`domain::trips::ServiceKind`].
pub const fn service_kind(locale: Locale, word: domain::trips::ServiceKind) -> &'static str {
    use domain::trips::ServiceKind as W;
    match (locale, word) {
        (Locale::Fr, W::Flight) => "Vol",
        (Locale::Fr, W::Stay) => "Séjour",
        (Locale::Fr, W::Transfer) => "Transfert",
        (Locale::Fr, W::Activity) => "Activité",
        (Locale::Fr, W::Guide) => "Guide",
        (Locale::Fr, W::Fee) => "Frais de dossier",
        (Locale::Fr, W::Discount) => "Remise",
        (Locale::Fr, W::Insurance) => "Assurance",
        (Locale::En, W::Flight) => "Flight",
        (Locale::En, W::Stay) => "Stay",
        (Locale::En, W::Transfer) => "Transfer",
        (Locale::En, W::Activity) => "Activity",
        (Locale::En, W::Guide) => "Guide",
        (Locale::En, W::Fee) => "Fee",
        (Locale::En, W::Discount) => "Discount",
        (Locale::En, W::Insurance) => "Insurance",
    }
}

/// The name of a [`domain::trips::Zone`].
pub const fn zone(locale: Locale, word: domain::trips::Zone) -> &'static str {
    use domain::trips::Zone as W;
    match (locale, word) {
        (Locale::Fr, W::Inside) => "UE",
        (Locale::Fr, W::Outside) => "Hors UE",
        (Locale::En, W::Inside) => "EU",
        (Locale::En, W::Outside) => "Outside the EU",
    }
}

/// The name of a [`domain::trips::Inclusion`].
pub const fn inclusion(locale: Locale, word: domain::trips::Inclusion) -> &'static str {
    use domain::trips::Inclusion as W;
    match (locale, word) {
        (Locale::Fr, W::Included) => "Inclus",
        (Locale::Fr, W::Optional) => "En option",
        (Locale::Fr, W::Taken) => "Option choisie",
        (Locale::En, W::Included) => "Included",
        (Locale::En, W::Optional) => "Optional",
        (Locale::En, W::Taken) => "Option taken",
    }
}

/// The name of a [`domain::trips::InsuranceDecision`].
pub const fn insurance_decision(locale: Locale, word: domain::trips::InsuranceDecision) -> &'static str {
    use domain::trips::InsuranceDecision as W;
    match (locale, word) {
        (Locale::Fr, W::NotOffered) => "Pas encore proposée",
        (Locale::Fr, W::Offered) => "Proposée",
        (Locale::Fr, W::Accepted) => "Acceptée",
        (Locale::Fr, W::Declined) => "Refusée",
        (Locale::En, W::NotOffered) => "Not offered yet",
        (Locale::En, W::Offered) => "Offered",
        (Locale::En, W::Accepted) => "Accepted",
        (Locale::En, W::Declined) => "Declined",
    }
}

/// The name of a [`domain::trips::TripState`].
pub const fn trip_state(locale: Locale, word: domain::trips::TripState) -> &'static str {
    use domain::trips::TripState as W;
    match (locale, word) {
        (Locale::Fr, W::Draft) => "Brouillon",
        (Locale::Fr, W::Proposed) => "Proposé",
        (Locale::Fr, W::Confirmed) => "Confirmé",
        (Locale::Fr, W::Completed) => "Terminé",
        (Locale::Fr, W::Cancelled) => "Annulé",
        (Locale::En, W::Draft) => "Draft",
        (Locale::En, W::Proposed) => "Proposed",
        (Locale::En, W::Confirmed) => "Confirmed",
        (Locale::En, W::Completed) => "Completed",
        (Locale::En, W::Cancelled) => "Cancelled",
    }
}

/// The name of a [`domain::trips::TripMove`].
pub const fn trip_move(locale: Locale, word: domain::trips::TripMove) -> &'static str {
    use domain::trips::TripMove as W;
    match (locale, word) {
        (Locale::Fr, W::Propose) => "Proposer au client",
        (Locale::Fr, W::Withdraw) => "Remettre en brouillon",
        (Locale::Fr, W::Confirm) => "Confirmer",
        (Locale::Fr, W::Complete) => "Terminer",
        (Locale::Fr, W::Cancel) => "Annuler le voyage",
        (Locale::En, W::Propose) => "Propose to the client",
        (Locale::En, W::Withdraw) => "Back to draft",
        (Locale::En, W::Confirm) => "Confirm",
        (Locale::En, W::Complete) => "Complete",
        (Locale::En, W::Cancel) => "Cancel the trip",
    }
}
