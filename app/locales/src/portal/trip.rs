//! Texts of the trip page and of its payments.

use crate::Locale;
use domain::schedules::InstalmentKind;

crate::texts! {
    // Countdown.
    /// Under the number of days left, several.
    days_before { fr: "jours avant le départ", en: "days to go" }
    /// Under the number of days left, one.
    day_before { fr: "jour avant le départ", en: "day to go" }
    /// In place of the number, on the day of departure.
    today { fr: "Aujourd’hui", en: "Today" }
    /// Under it.
    departure_day { fr: "c’est le départ", en: "you leave" }
    /// During the trip: which day.
    day_number(day) { fr: "Jour {day}", en: "Day {day}" }
    /// Under it: of how many.
    out_of(days) { fr: "sur {days}", en: "of {days}" }

    // To do.
    /// Title: something to pay; `what` as [`pay_what`].
    todo_pay(what) { fr: "À faire maintenant\u{a0}: {what}", en: "To do now: {what}" }
    /// Its text. `date` in full.
    todo_pay_text(amount, date) { fr: "{amount} à payer au plus tard le {date}. Cela prend trois minutes.", en: "{amount} to pay by {date}. It takes three minutes." }
    /// Its text once the date has come.
    todo_pay_now_text(amount) { fr: "{amount} à payer maintenant. Cela prend trois minutes.", en: "{amount} to pay now. It takes three minutes." }
    /// Its text for the deposit of a proposal: what paying does. `date` in full.
    todo_confirm_text(amount, date) { fr: "Payez {amount} avant le {date} pour confirmer votre voyage. Cela prend trois minutes.", en: "Pay {amount} by {date} to confirm your trip. It takes three minutes." }
    /// The same once that date has come: a proposal is never late.
    todo_confirm_now_text(amount) { fr: "Payez {amount} pour confirmer votre voyage. Cela prend trois minutes.", en: "Pay {amount} to confirm your trip. It takes three minutes." }
    /// Title: overdue; `what` as [`pay_what`].
    todo_late(what) { fr: "En retard\u{a0}: {what}", en: "Overdue: {what}" }
    /// Its text. `late` as [`days`].
    todo_late_text(amount, late) { fr: "{amount} à payer, en retard de {late}. Payez maintenant, ou appelez-nous en cas de difficulté.", en: "{amount} to pay, {late} late. Pay now, or call us if that is difficult." }
    /// Title: nothing soon.
    todo_nothing { fr: "Rien à faire pour l’instant", en: "Nothing to do for now" }
    /// Its text. `date` in full.
    todo_later_text(amount, date) { fr: "Prochain paiement\u{a0}: {amount}, au plus tard le {date}.", en: "Next payment: {amount}, by {date}." }
    /// Title: everything is paid.
    todo_paid { fr: "Tout est réglé", en: "Everything is paid" }
    /// Its text, before departure.
    todo_paid_text { fr: "Vous n’avez plus rien à payer pour ce voyage.", en: "You have nothing left to pay for this trip." }
    /// Title: a payment is being checked.
    todo_under_way { fr: "Un paiement est en cours", en: "A payment is under way" }
    /// Its text.
    todo_under_way_text { fr: "Ne payez pas une seconde fois\u{a0}: suivez celui-ci.", en: "Do not pay a second time: follow this one." }
    /// Link to that payment.
    follow_payment { fr: "Suivre ce paiement", en: "Follow this payment" }
    /// Title: cancelled.
    todo_cancelled { fr: "Ce voyage est annulé", en: "This trip is cancelled" }
    /// Its text.
    todo_cancelled_text { fr: "Votre conseiller répond à vos questions.", en: "Your adviser answers your questions." }
    /// Title: over.
    todo_over { fr: "Bon retour", en: "Welcome back" }
    /// Its text.
    todo_over_text { fr: "Vos reçus restent ici.", en: "Your receipts stay here." }
    /// Button that begins a payment.
    pay(amount) { fr: "Payer {amount}", en: "Pay {amount}" }

    // Page.
    /// Name of the links to the parts of a trip.
    parts { fr: "Parties du voyage", en: "Parts of the trip" }
    /// Link: the trip itself.
    overview { fr: "Voyage", en: "Trip" }
    /// Heading: itinerary.
    day_by_day { fr: "Jour par jour", en: "Day by day" }
    /// No itinerary yet.
    no_days { fr: "Votre conseiller écrit le programme.", en: "Your adviser is writing the programme." }
    /// Above the number of a day.
    day { fr: "Jour", en: "Day" }
    /// Heading: services in the price.
    included { fr: "Compris dans le prix", en: "Included in the price" }
    /// Heading: payments.
    payments { fr: "Paiements", en: "Payments" }
    /// What is left, in a sentence.
    left_of(left, price) { fr: "Reste à payer\u{a0}: {left} sur {price}", en: "Left to pay: {left} of {price}" }
    /// Several people pay, as one of them reads it.
    own_share { fr: "C’est votre part\u{a0}: d’autres personnes paient la leur.", en: "This is your share: others pay theirs." }
    /// Several people pay, as the client who contracted reads it.
    others_pay(rest) { fr: "C’est votre part. D’autres personnes paient le reste du voyage\u{a0}: {rest}.", en: "This is your share. Others pay the rest of the trip: {rest}." }
    /// Nothing is left.
    paid_all_of(price) { fr: "Vous avez tout payé\u{a0}: {price}", en: "You paid everything: {price}" }
    /// Money received beyond what was owed.
    credit(amount) { fr: "Vous avez payé {amount} de trop. Votre conseiller vous appelle à ce sujet.", en: "You have a credit of {amount}. Your adviser will call you about it." }
    /// Link to the page with every payment.
    all_payments { fr: "Tous les paiements", en: "All payments" }
    /// Heading: receipts.
    papers { fr: "Reçus", en: "Receipts" }
    /// No receipt yet.
    no_papers { fr: "Après chaque paiement en ligne, vous trouvez son reçu ici.", en: "After each payment online, you find its receipt here." }
    /// A receipt to download.
    receipt(number) { fr: "Reçu {number} (PDF)", en: "Receipt {number} (PDF)" }
    /// Under a receipt. `date` in full.
    receipt_hint(amount, date) { fr: "{amount}, payés le {date}", en: "{amount}, paid on {date}" }
    /// The same for a receipt whose payment was undone.
    receipt_reversed_hint(amount, date) { fr: "{amount}, paiement annulé le {date}", en: "{amount}, payment reversed on {date}" }
    /// Heading: the person to call.
    adviser { fr: "Votre conseiller", en: "Your adviser" }
    /// Term: phone number.
    phone { fr: "Téléphone", en: "Phone" }
    /// Before the reference of the trip.
    reference(reference) { fr: "Dossier {reference}, à rappeler au téléphone", en: "Trip {reference}: quote it on the phone" }

    // Instalments.
    /// An instalment: what for and how much.
    instalment(kind, amount) { fr: "{kind}\u{a0}: {amount}", en: "{kind}: {amount}" }
    /// Paid, on a day.
    paid_on(date) { fr: "Payé le {date}", en: "Paid on {date}" }
    /// To pay by a day.
    due_by(date) { fr: "À payer au plus tard le {date}", en: "To pay by {date}" }
    /// To pay, once its date has come.
    due_now { fr: "À payer maintenant", en: "To pay now" }
    /// The deposit of a proposal. `date` in full.
    confirms_by(date) { fr: "À payer avant le {date} pour confirmer votre voyage", en: "To pay by {date} to confirm your trip" }
    /// The same once that date has come.
    confirms { fr: "À payer pour confirmer votre voyage", en: "To pay to confirm your trip" }
    /// Overdue; `late` as [`days`].
    late(date, late) { fr: "En retard de {late}\u{a0}: à payer depuis le {date}", en: "Overdue by {late}: due since {date}" }
    /// Paid in part.
    part_paid(paid, left, date) { fr: "{paid} payés\u{a0}; encore {left} au plus tard le {date}", en: "{paid} paid; {left} more by {date}" }
    /// Link under the schedule.
    pay_other { fr: "Payer un autre montant", en: "Pay another amount" }
    /// Under that heading, before the phone number.
    payment_call(name) { fr: "{name} vous répond au", en: "{name} answers on" }
    /// Heading of the help at the end of the payments page.
    payment_question { fr: "Une question sur un paiement\u{a0}?", en: "A question about a payment?" }
    /// No schedule yet.
    no_schedule { fr: "L’échéancier n’est pas encore fixé.", en: "The schedule is not set yet." }
}

/// `1 jour`, `6 jours`.
pub fn days(locale: Locale, number: i64) -> String {
    match (locale, number) {
        (Locale::Fr, -1..=1) => format!("{number}\u{a0}jour"),
        (Locale::Fr, _) => format!("{number}\u{a0}jours"),
        (Locale::En, 1) => "1\u{a0}day".to_owned(),
        (Locale::En, _) => format!("{number}\u{a0}days"),
    }
}

/// What paying an instalment is called, after "To do now:".
pub const fn pay_what(locale: Locale, kind: InstalmentKind) -> &'static str {
    use InstalmentKind as K;
    match (locale, kind) {
        (Locale::Fr, K::Deposit) => "régler l’acompte",
        (Locale::Fr, K::Instalment) => "régler la prochaine échéance",
        (Locale::Fr, K::Balance) => "régler le solde",
        (Locale::Fr, K::Supplement) => "régler le supplément",
        (Locale::Fr, K::Insurance) => "régler l’assurance",
        (Locale::Fr, K::Fee) => "régler les frais de dossier",
        (Locale::En, K::Deposit) => "pay the deposit",
        (Locale::En, K::Instalment) => "pay the next instalment",
        (Locale::En, K::Balance) => "pay the balance",
        (Locale::En, K::Supplement) => "pay the supplement",
        (Locale::En, K::Insurance) => "pay the insurance",
        (Locale::En, K::Fee) => "pay the agency’s fee",
    }
}

/// Given names in a row: `Claire, Marc et Léa`.
pub fn names(locale: Locale, names: &[String]) -> String {
    let and = match locale {
        Locale::Fr => " et ",
        Locale::En => " and ",
    };
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => [first.join(", ").as_str(), and, last].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_days_read_as_people_say_them() {
        let party = ["Ana".to_owned(), "Bo".to_owned(), "Cy".to_owned()];
        assert_eq!(names(Locale::Fr, &party), "Ana, Bo et Cy");
        assert_eq!(names(Locale::En, &party[..1]), "Ana");
        assert_eq!(days(Locale::Fr, 1).replace('\u{a0}', " "), "1 jour");
        assert_eq!(days(Locale::En, 6).replace('\u{a0}', " "), "6 days");
    }
}
