//! Texts of the traveller's space: its frame, "my trips", the account page.

pub mod about;
pub mod invoices;
pub mod link;
pub mod pay;
pub mod refunds;
pub mod result;
pub mod revision;
pub mod transfer;
pub mod trip;

crate::texts! {
    // Frame.
    /// Navigation: list of trips.
    my_trips { fr: "Mes voyages", en: "My trips" }
    /// Navigation: one's own account.
    my_account { fr: "Mon compte", en: "My account" }
    /// In the head of every page, before the agency's phone number.
    help { fr: "Aide\u{a0}:", en: "Help:" }
    /// In the foot: who is signed in.
    signed_in_as(name) { fr: "Vous êtes connecté comme {name}.", en: "You are signed in as {name}." }
    /// In the foot, for the agency with invented data.
    demo_notice { fr: "Agence de démonstration\u{a0}: personnes et voyages sont inventés, aucun argent ne circule.", en: "Demo agency: people and trips are invented, no money moves." }
    /// Link to the mails of the demo agency.
    demo_mails { fr: "Lire les e-mails de démonstration", en: "Read the demo e-mails" }
    /// Link to the accessibility page.
    accessibility { fr: "Accessibilité", en: "Accessibility" }
    /// Link to the photo credits.
    credits { fr: "Crédits des photos", en: "Photo credits" }

    // My trips.
    /// Greeting by name; heading of the first page.
    hello(name) { fr: "Bonjour {name}", en: "Hello {name}" }
    /// Above the coming trips besides the first.
    coming_trips { fr: "Autres voyages à venir", en: "Other coming trips" }
    /// Above past and cancelled trips.
    past_trips { fr: "Voyages passés", en: "Past trips" }
    /// Nothing is published yet.
    no_trip_title { fr: "Votre conseiller prépare votre voyage", en: "Your adviser is preparing your trip" }
    /// Under that title.
    no_trip_text { fr: "Il apparaîtra ici dès qu’il sera prêt. Une question\u{a0}? Appelez-nous.", en: "It appears here as soon as it is ready. A question? Call us." }
    /// Link from the first page to a trip.
    open_trip { fr: "Voir le voyage", en: "See the trip" }
    /// A trip without dates.
    dates_to_come { fr: "Dates à préciser", en: "Dates to be set" }
    /// On the card of a trip with money left to pay.
    left_to_pay(amount) { fr: "Reste {amount}", en: "{amount} left" }
    /// On the card of a trip that is paid.
    all_paid { fr: "Réglé", en: "Paid" }

    // Account page.
    /// Term: the reader's own name.
    name { fr: "Nom", en: "Name" }
    /// Card with one's name.
    identity { fr: "Vous", en: "You" }
    /// How to correct one's name.
    identity_hint { fr: "Une erreur\u{a0}? Appelez votre agence, elle la corrige.", en: "A mistake? Call your agency, they correct it." }
}
