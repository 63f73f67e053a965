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

/// The name of a [`domain::payments::PaymentMethod`].
pub const fn payment_method(locale: Locale, word: domain::payments::PaymentMethod) -> &'static str {
    use domain::payments::PaymentMethod as W;
    match (locale, word) {
        (Locale::Fr, W::Transfer) => "Virement",
        (Locale::Fr, W::Cheque) => "Chèque",
        (Locale::Fr, W::Cash) => "Espèces",
        (Locale::Fr, W::Voucher) => "Chèques-vacances",
        (Locale::En, W::Transfer) => "Bank transfer",
        (Locale::En, W::Cheque) => "Cheque",
        (Locale::En, W::Cash) => "Cash",
        (Locale::En, W::Voucher) => "Holiday vouchers",
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

/// The name of a [`domain::schedules::InstalmentKind`].
pub const fn instalment_kind(locale: Locale, word: domain::schedules::InstalmentKind) -> &'static str {
    use domain::schedules::InstalmentKind as W;
    match (locale, word) {
        (Locale::Fr, W::Deposit) => "Acompte",
        (Locale::Fr, W::Instalment) => "Échéance intermédiaire",
        (Locale::Fr, W::Balance) => "Solde",
        (Locale::Fr, W::Supplement) => "Supplément",
        (Locale::Fr, W::Insurance) => "Assurance",
        (Locale::Fr, W::Fee) => "Frais de dossier",
        (Locale::En, W::Deposit) => "Deposit",
        (Locale::En, W::Instalment) => "Instalment",
        (Locale::En, W::Balance) => "Balance",
        (Locale::En, W::Supplement) => "Supplement",
        (Locale::En, W::Insurance) => "Insurance",
        (Locale::En, W::Fee) => "Fee",
    }
}

/// The name of a [`domain::payments::InstalmentState`].
pub const fn instalment_state(locale: Locale, word: domain::payments::InstalmentState) -> &'static str {
    use domain::payments::InstalmentState as W;
    match (locale, word) {
        (Locale::Fr, W::Paid) => "Payé",
        (Locale::Fr, W::PartPaid) => "Payé en partie",
        (Locale::Fr, W::Due) => "À payer aujourd’hui",
        (Locale::Fr, W::Overdue) => "En retard",
        (Locale::Fr, W::Later) => "À venir",
        (Locale::En, W::Paid) => "Paid",
        (Locale::En, W::PartPaid) => "Partly paid",
        (Locale::En, W::Due) => "Due today",
        (Locale::En, W::Overdue) => "Overdue",
        (Locale::En, W::Later) => "Later",
    }
}

/// The name of a [`domain::payments::PaymentOutcome`].
pub const fn payment_outcome(locale: Locale, word: domain::payments::PaymentOutcome) -> &'static str {
    use domain::payments::PaymentOutcome as W;
    match (locale, word) {
        (Locale::Fr, W::Paid) => "Payé",
        (Locale::Fr, W::Pending) => "En cours",
        (Locale::Fr, W::Declined) => "Refusé",
        (Locale::Fr, W::Abandoned) => "Abandonné",
        (Locale::Fr, W::Unknown) => "En vérification",
        (Locale::Fr, W::Returned) => "Prélèvement rejeté",
        (Locale::En, W::Paid) => "Paid",
        (Locale::En, W::Pending) => "Pending",
        (Locale::En, W::Declined) => "Declined",
        (Locale::En, W::Abandoned) => "Abandoned",
        (Locale::En, W::Unknown) => "Being checked",
        (Locale::En, W::Returned) => "Debit returned",
    }
}

/// The name of a [`domain::payments::DeclineReason`].
pub const fn decline_reason(locale: Locale, word: domain::payments::DeclineReason) -> &'static str {
    use domain::payments::DeclineReason as W;
    match (locale, word) {
        (Locale::Fr, W::InsufficientFunds) => "Plafond atteint ou solde insuffisant",
        (Locale::Fr, W::ExpiredCard) => "Carte périmée",
        (Locale::Fr, W::WrongDetails) => "Numéro, date ou code mal saisi",
        (Locale::Fr, W::AuthenticationFailed) => "Identification par la banque non terminée",
        (Locale::Fr, W::CallBank) => "La banque demande de l’appeler",
        (Locale::Fr, W::NotSupported) => "Carte non acceptée pour ce paiement",
        (Locale::Fr, W::Blocked) => "Refus de la banque",
        (Locale::Fr, W::Other) => "Refus de la banque",
        (Locale::Fr, W::GivenUp) => "Page de la banque quittée",
        (Locale::En, W::InsufficientFunds) => "Limit reached or not enough money",
        (Locale::En, W::ExpiredCard) => "Expired card",
        (Locale::En, W::WrongDetails) => "Mistyped number, date or code",
        (Locale::En, W::AuthenticationFailed) => "Identification by the bank not completed",
        (Locale::En, W::CallBank) => "The bank asks for a call",
        (Locale::En, W::NotSupported) => "Card not accepted for this payment",
        (Locale::En, W::Blocked) => "Refused by the bank",
        (Locale::En, W::Other) => "Refused by the bank",
        (Locale::En, W::GivenUp) => "The bank’s page was left",
    }
}

/// The name of a [`domain::payments::OrderState`].
pub const fn order_state(locale: Locale, word: domain::payments::OrderState) -> &'static str {
    use domain::payments::OrderState as W;
    match (locale, word) {
        (Locale::Fr, W::Created) => "Créé",
        (Locale::Fr, W::Open) => "Ouvert",
        (Locale::Fr, W::ActionRequired) => "Authentification demandée",
        (Locale::Fr, W::Processing) => "En cours",
        (Locale::Fr, W::Authorized) => "Autorisé",
        (Locale::Fr, W::Succeeded) => "Encaissé",
        (Locale::Fr, W::Failed) => "Échoué",
        (Locale::Fr, W::Expired) => "Expiré",
        (Locale::Fr, W::Cancelled) => "Annulé",
        (Locale::Fr, W::Returned) => "Prélèvement rejeté",
        (Locale::En, W::Created) => "Created",
        (Locale::En, W::Open) => "Open",
        (Locale::En, W::ActionRequired) => "Authentication asked",
        (Locale::En, W::Processing) => "Processing",
        (Locale::En, W::Authorized) => "Authorised",
        (Locale::En, W::Succeeded) => "Captured",
        (Locale::En, W::Failed) => "Failed",
        (Locale::En, W::Expired) => "Expired",
        (Locale::En, W::Cancelled) => "Cancelled",
        (Locale::En, W::Returned) => "Debit returned",
    }
}

/// The name of a [`domain::people::Twin`].
pub const fn twin(locale: Locale, word: domain::people::Twin) -> &'static str {
    use domain::people::Twin as W;
    match (locale, word) {
        (Locale::Fr, W::SameEmail) => "même adresse e-mail",
        (Locale::Fr, W::NearName) => "nom très proche",
        (Locale::En, W::SameEmail) => "same e-mail address",
        (Locale::En, W::NearName) => "very similar name",
    }
}
