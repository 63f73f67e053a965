//! Texts on clients' money that the house holds.

crate::texts! {
    /// Navigation and heading.
    funds { fr: "Fonds clients", en: "Client funds" }
    /// Under that heading.
    funds_hint {
        fr: "L’argent reçu pour des voyages non terminés à la date choisie, d’après le grand livre. Les devises ne s’additionnent pas.",
        en: "Money received for trips not over on the chosen day, by the ledger. Currencies are never added up.",
    }
    /// Field: the day.
    funds_on { fr: "À la date du", en: "On" }
    /// Button beside it.
    show_day { fr: "Afficher", en: "Show" }
    /// Card: the sums.
    funds_totals { fr: "Détenu par société", en: "Held by each company" }
    /// Nothing is held on that day.
    no_funds { fr: "Rien n’est détenu à cette date.", en: "Nothing is held on that day." }
    /// Button: the table as a file.
    download_table { fr: "Télécharger (CSV)", en: "Download (CSV)" }
    /// Column: which trip.
    fund_trip { fr: "Voyage", en: "Trip" }
}
