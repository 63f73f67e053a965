//! Texts of the list of all payments and of the page on gateways.

crate::texts! {
    // The list.
    /// Navigation and heading: all payments.
    all_payments { fr: "Paiements", en: "Payments" }
    /// Search field of the list.
    search_payments { fr: "Dossier, titre, client", en: "Reference, title, client" }
    /// Column: when a payment was begun online, or the day it came otherwise.
    paid_on_day { fr: "Date", en: "Date" }
    /// Column and filter: online by which gateway, or by which other way.
    how_paid { fr: "Moyen", en: "How paid" }
    /// A payment online.
    online_by(gateway) { fr: "En ligne, {gateway}", en: "Online, {gateway}" }
    /// A transfer that a bank statement showed.
    transfer_from_statement { fr: "Virement (relevé)", en: "Bank transfer (statement)" }
    /// Filter and column: the currency.
    currency { fr: "Devise", en: "Currency" }
    /// No payment under these filters.
    no_payment_found { fr: "Aucun paiement ne correspond à cette recherche", en: "No payment matches this search" }
    /// No payment at all.
    no_payment_yet { fr: "Aucun paiement pour l’instant", en: "No payment yet" }
    /// Line under the list: what the succeeded payments of all its pages add up to.
    received_in_all(sums) { fr: "Encaissé, toutes pages confondues\u{a0}: {sums}", en: "Received, on all pages: {sums}" }

    // Gateways.
    /// Navigation and heading: the gateways.
    gateways { fr: "Passerelles", en: "Gateways" }
    /// Under that heading.
    gateways_subtitle { fr: "Ce que chaque banque nous a dit, et ce qui attend encore.", en: "What each bank has told us, and what still waits." }
    /// No gateway is set up.
    no_gateways { fr: "Aucune passerelle n’est réglée\u{a0}: personne ne peut payer en ligne.", en: "No gateway is set up: nobody can pay online." }
    /// Label: new payments go here.
    takes_new_payments { fr: "Reçoit les nouveaux paiements", en: "Takes new payments" }
    /// Fact: our account at the gateway.
    gateway_account { fr: "Notre compte", en: "Our account" }
    /// Fact: the last notification that was well signed.
    last_notification { fr: "Dernière notification", en: "Last notification" }
    /// Fact: the last money.
    last_capture { fr: "Dernier encaissement", en: "Last money received" }
    /// Fact: what the gateway holds for us by our books, company by company and currency by currency.
    clearing_stands { fr: "Nous doit", en: "Holds for us" }
    /// Fact: what it last paid out.
    last_payout { fr: "Dernier versement", en: "Last payout" }
    /// That fact.
    last_payout_words(amount, day, stage) { fr: "{amount}, {day} ({stage})", en: "{amount}, {day} ({stage})" }
    /// Nothing yet.
    never { fr: "Jamais", en: "Never" }
    /// Fact: refused notifications.
    refused_notifications { fr: "Notifications refusées depuis 24\u{a0}h", en: "Notifications refused within 24\u{a0}hours" }
    /// Fact: notifications that wait.
    waiting_notifications { fr: "Notifications en attente", en: "Notifications waiting" }
    /// Fact: notifications given up.
    dead_notifications { fr: "Notifications abandonnées", en: "Notifications given up" }
    /// Fact: orders under way.
    live_orders { fr: "Paiements en cours", en: "Payments under way" }
    /// The light of a gateway without signs.
    gateway_well { fr: "Rien à signaler", en: "Nothing to report" }
    /// Button: verify refused notifications again.
    verify_again { fr: "Revérifier les notifications refusées", en: "Verify refused notifications again" }
    /// Under that button.
    verify_again_hint { fr: "À faire après avoir corrigé une clé\u{a0}: la banque ne renvoie pas une notification refusée.", en: "To do once a key is corrected: the bank does not send a refused notification again." }
    /// Why the last one was refused, in the program's words.
    last_refusal(why) { fr: "Dernier refus\u{a0}: {why}", en: "Last refusal: {why}" }
    /// After the second look, when some are believed.
    believed_again { fr: "Des notifications refusées sont maintenant acceptées et traitées.", en: "Refused notifications are now accepted and looked at." }
    /// After the second look, when none is.
    still_refused { fr: "Les notifications restent refusées\u{a0}: leur signature ne correspond toujours pas.", en: "The notifications stay refused: their signatures still do not match." }
}

crate::texts! {
    /// Sign: orders went to a gateway whose settings are gone.
    sign_not_configured { fr: "Des paiements y sont en cours et ses réglages ont disparu\u{a0}: personne ne peut l’interroger.", en: "Payments are under way there and its settings are gone: nobody can ask it." }
    /// Sign: money comes without notifications.
    sign_silent { fr: "L’argent arrive sans notification\u{a0}: vérifier l’adresse de notification chez la banque. En attendant, chaque paiement est demandé à la banque.", en: "Money comes without notifications: check the notification address at the bank. Meanwhile the bank is asked about each payment." }
    /// Sign: notifications are refused.
    sign_refused { fr: "Des notifications sont refusées\u{a0}: une clé est fausse, ou quelqu’un essaie.", en: "Notifications are refused: a key is wrong, or somebody is trying." }
    /// Sign: notifications wait too long.
    sign_backlog { fr: "Des notifications attendent depuis plus de vingt minutes.", en: "Notifications have been waiting for more than twenty minutes." }
    /// Sign: notifications were given up.
    sign_dead { fr: "Des notifications ont été abandonnées après plusieurs essais.", en: "Notifications were given up after several attempts." }
}

/// What a sign of trouble means and what to do.
pub const fn health_sign(locale: crate::Locale, sign: domain::payments::HealthSign) -> &'static str {
    use domain::payments::HealthSign as W;
    match sign {
        W::NotConfigured => sign_not_configured(locale),
        W::Silent => sign_silent(locale),
        W::Refused => sign_refused(locale),
        W::Backlog => sign_backlog(locale),
        W::Dead => sign_dead(locale),
    }
}

/// How far a payout is.
pub const fn payout_stage(locale: crate::Locale, stage: domain::payments::PayoutStage) -> &'static str {
    use crate::Locale::{En, Fr};
    use domain::payments::PayoutStage as W;
    match (locale, stage) {
        (Fr, W::UnderWay) => "en route",
        (Fr, W::Paid) => "versé",
        (Fr, W::Failed) => "échoué",
        (Fr, W::Cancelled) => "rappelé",
        (En, W::UnderWay) => "under way",
        (En, W::Paid) => "paid",
        (En, W::Failed) => "failed",
        (En, W::Cancelled) => "called back",
    }
}
