//! The sentence of each refusal: says what is wrong and what would be right, without blame and without jargon.

use crate::{Locale, format};
use domain::dates;
use domain::error::{ErrorCode, Refusal};
use domain::money::Money;

/// The sentence for `refusal`, in the reader's language.
pub fn sentence(locale: Locale, refusal: &Refusal) -> String {
    let arg = |name: &str| refusal.args.get(name).map(|value| readable(locale, value)).unwrap_or_default();
    let (max, min, start, end) = (arg("max"), arg("min"), arg("start"), arg("end"));
    match refusal.code {
        ErrorCode::Required if refusal.args.contains_key("what") => insured_missing(locale).to_owned(),
        ErrorCode::Required if refusal.args.contains_key("rows") => no_row_ticked(locale).to_owned(),
        ErrorCode::Required => required(locale).to_owned(),
        ErrorCode::TooLong => too_long(locale, max, arg("length")),
        ErrorCode::TooShort => too_short(locale, min),
        ErrorCode::NotAChoice => not_a_choice(locale).to_owned(),
        ErrorCode::NotAnEmail => not_an_email(locale).to_owned(),
        ErrorCode::NotAPhone => not_a_phone(locale).to_owned(),
        ErrorCode::NotADate => not_a_date(locale).to_owned(),
        ErrorCode::NotAnAmount => not_an_amount(locale).to_owned(),
        ErrorCode::NegativeAmount => negative_amount(locale).to_owned(),
        ErrorCode::AmountTooLarge => amount_too_large(locale, max),
        ErrorCode::NotANumber => not_a_number(locale, min, max),
        ErrorCode::EndsBeforeStart => ends_before_start(locale, start, end),
        ErrorCode::OutsideTrip => outside_trip(locale, start, end),
        ErrorCode::TooManyRows => too_many_rows(locale, max),
        ErrorCode::BadForm => bad_form(locale).to_owned(),
        ErrorCode::WrongCredentials => wrong_credentials(locale).to_owned(),
        ErrorCode::WrongCode => wrong_code(locale).to_owned(),
        ErrorCode::WeakPassword => weak_password(locale).to_owned(),
        ErrorCode::EmailTaken => email_taken(locale).to_owned(),
        ErrorCode::ChooseAccount => choose_account(locale).to_owned(),
        ErrorCode::LikelyTwin => likely_twin(locale).to_owned(),
        ErrorCode::NameDiffers => name_differs(locale).to_owned(),
        ErrorCode::ErasureBarred => erasure_barred(locale, refusal.args.get("trips").cloned().unwrap_or_default()),
        ErrorCode::ClientErased => client_erased(locale).to_owned(),
        ErrorCode::LinkUnknown => link_unknown(locale).to_owned(),
        ErrorCode::LinkUsed => link_used(locale).to_owned(),
        ErrorCode::LinkExpired => link_expired(locale).to_owned(),
        ErrorCode::LastAdministrator => last_administrator(locale).to_owned(),
        ErrorCode::SignInNeeded => sign_in_needed(locale).to_owned(),
        ErrorCode::TooManyTries => too_many_tries(locale, arg("seconds")),
        ErrorCode::NotFound => not_found(locale).to_owned(),
        ErrorCode::Changed => changed(locale).to_owned(),
        ErrorCode::MoveRefused => move_refused(locale).to_owned(),
        ErrorCode::TripClosed => trip_closed(locale).to_owned(),
        ErrorCode::TripIncomplete => trip_incomplete(locale).to_owned(),
        ErrorCode::RevisionTooLate => revision_too_late(locale, arg("days")),
        ErrorCode::HandoverTooLate => handover_too_late(locale, arg("days"), arg("last_day")),
        ErrorCode::RevisionStale => revision_stale(locale).to_owned(),
        ErrorCode::RevisionOver => revision_over(locale).to_owned(),
        ErrorCode::RevisionLapsed => revision_lapsed(locale).to_owned(),
        ErrorCode::SumDiffers if refusal.args.is_empty() => sum_differs_somewhere(locale).to_owned(),
        ErrorCode::SumDiffers => sum_differs(locale, arg("sum"), arg("price"), arg("difference")),
        ErrorCode::SharesDiffer => shares_differ(locale, arg("sum"), arg("price"), arg("difference")),
        ErrorCode::ZeroShare => zero_share(locale).to_owned(),
        ErrorCode::PayerTwice => payer_twice(locale).to_owned(),
        ErrorCode::ShareBelowPaid => share_below_paid(locale, arg("paid")),
        ErrorCode::PayerHasMoney => payer_has_money(locale, refusal.args.get("name").cloned().unwrap_or_default()),
        ErrorCode::InstalmentPaid => instalment_paid(locale).to_owned(),
        ErrorCode::DatesOutOfOrder => dates_out_of_order(locale).to_owned(),
        ErrorCode::DueAfterDeparture => due_after_departure(locale, arg("departure")),
        ErrorCode::OutsidePayable => outside_payable(locale, min, max),
        ErrorCode::NothingDue => nothing_due(locale).to_owned(),
        ErrorCode::NotPayable => not_payable(locale).to_owned(),
        ErrorCode::PaymentUnderWay => payment_under_way(locale).to_owned(),
        ErrorCode::InFuture => in_future(locale).to_owned(),
        ErrorCode::AlreadyRecorded => already_recorded(locale).to_owned(),
        ErrorCode::AlreadyReversed => already_reversed(locale).to_owned(),
        ErrorCode::MoneyGone => money_gone(locale).to_owned(),
        ErrorCode::NotAStatement => not_a_statement(locale).to_owned(),
        ErrorCode::NotAnIban => not_an_iban(locale).to_owned(),
        ErrorCode::AboveClearing => above_clearing(locale, arg("held")),
        ErrorCode::AmountsDiffer => amounts_differ(locale).to_owned(),
        ErrorCode::ChoosePayer => choose_payer(locale).to_owned(),
        ErrorCode::AlreadyDecided => already_decided(locale).to_owned(),
        ErrorCode::GatewayUnavailable => gateway_unavailable(locale).to_owned(),
        ErrorCode::OutsideRefundable => outside_refundable(locale, max),
        ErrorCode::InTheFuture => in_the_future(locale).to_owned(),
        ErrorCode::MoneyMoved => money_moved(locale).to_owned(),
        ErrorCode::CaptureDisputed => capture_disputed(locale).to_owned(),
        ErrorCode::RefundOver => refund_over(locale).to_owned(),
        ErrorCode::NotInvoiceable => not_invoiceable(locale).to_owned(),
        ErrorCode::NothingToInvoice => nothing_to_invoice(locale).to_owned(),
        ErrorCode::CreditNeeded => credit_needed(locale, arg("excess")),
        ErrorCode::CreditOfCredit => credit_of_credit(locale).to_owned(),
        ErrorCode::AllCredited => all_credited(locale).to_owned(),
        ErrorCode::OutsideCreditable => outside_creditable(locale, max),
        ErrorCode::AlreadyIssued => already_issued(locale).to_owned(),
        ErrorCode::DateGoesBack => date_goes_back(locale, arg("last")),
        ErrorCode::CompanyUnknown => company_unknown(locale).to_owned(),
        ErrorCode::TooLarge => too_large(locale).to_owned(),
        ErrorCode::Internal => internal(locale, arg("reference")),
    }
}

/// Arguments travel as ISO dates and plain money; readers see them as their language writes them.
fn readable(locale: Locale, value: &str) -> String {
    if let Some(amount) = Money::from_plain(value) {
        return format::money(locale, amount);
    }
    dates::from_iso(value).map_or_else(|| value.to_owned(), |date| format::date(locale, date))
}

crate::texts! {
    /// See [`ErrorCode::Required`].
    required { fr: "Ce champ est nécessaire.", en: "This field is needed." }
    /// An accepted insurance names who is insured.
    insured_missing { fr: "Cochez au moins un voyageur assuré.", en: "Tick at least one insured traveller." }
    /// See [`ErrorCode::TooLong`].
    too_long(max, length) { fr: "Ce texte compte {length} caractères\u{a0}; il peut en compter {max} au plus.", en: "This text has {length} characters; it may have {max} at most." }
    /// See [`ErrorCode::TooShort`].
    too_short(min) { fr: "Il faut au moins {min} caractères.", en: "At least {min} characters are needed." }
    /// See [`ErrorCode::NotAChoice`].
    not_a_choice { fr: "Choisissez dans la liste.", en: "Choose from the list." }
    /// See [`ErrorCode::NotAnEmail`].
    not_an_email { fr: "Écrivez une adresse e-mail complète, comme nom@exemple.fr.", en: "Write a full e-mail address, such as name@example.com." }
    /// See [`ErrorCode::NotAPhone`].
    not_a_phone { fr: "Écrivez un numéro de téléphone, comme 04 50 00 00 00 ou +41 22 000 00 00.", en: "Write a phone number, such as 04 50 00 00 00 or +41 22 000 00 00." }
    /// See [`ErrorCode::NotADate`].
    not_a_date { fr: "Écrivez une date, comme 14/03/2027 ou 14 mars 2027.", en: "Write a date, such as 14/03/2027 or 14 March 2027." }
    /// See [`ErrorCode::NotAnAmount`].
    not_an_amount { fr: "Écrivez un montant en chiffres, comme 1840 ou 1 840,50.", en: "Write an amount in figures, such as 1840 or 1,840.50." }
    /// See [`ErrorCode::NegativeAmount`].
    negative_amount { fr: "Ce montant ne peut pas être négatif.", en: "This amount cannot be negative." }
    /// See [`ErrorCode::AmountTooLarge`].
    amount_too_large(max) { fr: "Ce montant dépasse {max}.", en: "This amount is above {max}." }
    /// See [`ErrorCode::NotANumber`].
    not_a_number(min, max) { fr: "Écrivez un nombre entier de {min} à {max}.", en: "Write a whole number from {min} to {max}." }
    /// See [`ErrorCode::EndsBeforeStart`].
    ends_before_start(start, end) { fr: "La fin ({end}) est avant le début ({start}).", en: "The end ({end}) is before the start ({start})." }
    /// See [`ErrorCode::OutsideTrip`].
    outside_trip(start, end) { fr: "Cela sort des dates du voyage\u{a0}: du {start} au {end}.", en: "This is outside the dates of the trip: {start} to {end}." }
    /// See [`ErrorCode::TooManyRows`].
    too_many_rows(max) { fr: "{max} lignes au plus.", en: "{max} rows at most." }
    /// See [`ErrorCode::BadForm`].
    bad_form { fr: "Ce formulaire date d’avant une mise à jour. Rechargez la page, puis recommencez.", en: "This form is from before an update. Reload the page, then try again." }
    /// See [`ErrorCode::WrongCredentials`].
    wrong_credentials { fr: "L’adresse e-mail et le mot de passe ne correspondent pas.", en: "The e-mail address and the password do not match." }
    /// See [`ErrorCode::WrongCode`].
    wrong_code { fr: "Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant.", en: "This code is not right, or it was already used. Wait for the next one." }
    /// See [`ErrorCode::WeakPassword`].
    weak_password { fr: "Ce mot de passe se devine trop facilement. Essayez plusieurs mots qui n’ont rien à voir.", en: "This password is too easy to guess. Try several unrelated words." }
    /// See [`ErrorCode::EmailTaken`].
    email_taken { fr: "Un membre de l’équipe a déjà cette adresse.", en: "A member of staff already has this address." }
    /// See [`ErrorCode::ChooseAccount`].
    choose_account { fr: "Plusieurs personnes partagent cette adresse. Dites qui vous êtes.", en: "Several people share this address. Say who you are." }
    /// See [`ErrorCode::LikelyTwin`].
    likely_twin { fr: "Ce client existe peut-être déjà. Vérifiez avant de l’enregistrer.", en: "This client may already exist. Check before saving." }
    /// See [`ErrorCode::NameDiffers`].
    name_differs { fr: "Ce n’est pas le nom de ce client. Recopiez-le tel qu’il est écrit.", en: "This is not this client’s name. Copy it as it is written." }
    /// See [`ErrorCode::ErasureBarred`].
    erasure_barred(trips) { fr: "Ce client ne peut pas encore être effacé\u{a0}: il reste quelque chose d’ouvert ({trips}).", en: "This client cannot be erased yet: something is still open ({trips})." }
    /// See [`ErrorCode::ClientErased`].
    client_erased { fr: "Ce client a été effacé à sa demande.", en: "This client was erased at their own wish." }
    /// See [`ErrorCode::LinkUnknown`].
    link_unknown { fr: "Ce lien n’est pas valable. Vérifiez que vous l’avez copié en entier.", en: "This link is not valid. Check that you copied all of it." }
    /// See [`ErrorCode::LinkUsed`].
    link_used { fr: "Ce lien a déjà servi.", en: "This link was already used." }
    /// See [`ErrorCode::LinkExpired`].
    link_expired { fr: "Ce lien est trop ancien.", en: "This link is too old." }
    /// See [`ErrorCode::LastAdministrator`].
    last_administrator { fr: "Il faut garder au moins un administrateur actif.", en: "At least one active administrator must remain." }
    /// See [`ErrorCode::SignInNeeded`].
    sign_in_needed { fr: "Connectez-vous pour continuer.", en: "Sign in to go on." }
    /// See [`ErrorCode::TooManyTries`].
    too_many_tries(seconds) { fr: "Trop d’essais. Recommencez dans {seconds} secondes.", en: "Too many tries. Try again in {seconds} seconds." }
    /// See [`ErrorCode::NotFound`].
    not_found { fr: "Cette page n’existe pas, ou elle n’est pas à vous.", en: "This page does not exist, or it is not yours." }
    /// See [`ErrorCode::Changed`].
    changed { fr: "Quelqu’un d’autre a modifié ceci entre-temps. Comparez les deux versions.", en: "Somebody else changed this meanwhile. Compare both versions." }
    /// See [`ErrorCode::MoveRefused`].
    move_refused { fr: "Ce changement d’état n’est pas possible maintenant.", en: "This change of state is not possible now." }
    /// See [`ErrorCode::TripClosed`].
    trip_closed { fr: "Ce voyage est clos\u{a0}: il ne se modifie plus.", en: "This trip is closed: it can no longer change." }
    /// See [`ErrorCode::TripIncomplete`].
    trip_incomplete { fr: "Il manque des dates, un voyageur ou une prestation payante.", en: "Dates, a traveller or a priced service are missing." }
    /// See [`ErrorCode::RevisionTooLate`].
    revision_too_late(days) { fr: "À moins de {days} jours du départ, le prix n’augmente plus que si le voyageur l’a demandé.", en: "Less than {days} days before departure, the price may only rise because the traveller asked for it." }
    /// See [`ErrorCode::HandoverTooLate`].
    handover_too_late(days, last_day) { fr: "Un contrat se cède au plus tard {days} jours avant le départ\u{a0}: c’était possible jusqu’au {last_day}.", en: "A contract is handed over at least {days} days before departure: it was possible until {last_day}." }
    /// See [`ErrorCode::RevisionStale`].
    revision_stale { fr: "Le voyage a changé depuis cette proposition. Elle ne vaut plus\u{a0}: votre agence en fera une nouvelle.", en: "The trip has changed since this was proposed. It no longer holds: your agency will make a new proposal." }
    /// See [`ErrorCode::RevisionOver`].
    revision_over { fr: "Cette proposition a déjà reçu une réponse, ou a été retirée.", en: "This proposal was already answered, or taken back." }
    /// See [`ErrorCode::RevisionLapsed`].
    revision_lapsed { fr: "Le délai pour répondre est passé. Rien ne change\u{a0}: le prix convenu reste valable.", en: "The time to answer has passed. Nothing changes: the agreed price holds." }
    /// See [`ErrorCode::SumDiffers`], with figures.
    sum_differs(sum, price, difference) { fr: "Les échéances font {sum} et le prix est {price}\u{a0}: il y a {difference} d’écart.", en: "The instalments add up to {sum} and the price is {price}: they differ by {difference}." }
    /// See [`ErrorCode::SumDiffers`], without figures.
    sum_differs_somewhere { fr: "Les échéances ne font pas le prix du voyage. Corrigez l’échéancier d’abord.", en: "The instalments do not add up to the price. Correct the schedule first." }
    /// See [`ErrorCode::SharesDiffer`].
    shares_differ(sum, price, difference) { fr: "Les parts font {sum} et le prix est {price}\u{a0}: il y a {difference} d’écart.", en: "The shares add up to {sum} and the price is {price}: they differ by {difference}." }
    /// See [`ErrorCode::ZeroShare`].
    zero_share { fr: "Une part ne peut pas être de zéro. Retirez plutôt ce payeur.", en: "A share cannot be zero. Take this payer away instead." }
    /// See [`ErrorCode::PayerTwice`].
    payer_twice { fr: "Ce client paie déjà une part de ce voyage.", en: "This client already pays a share of this trip." }
    /// See [`ErrorCode::ShareBelowPaid`].
    share_below_paid(paid) { fr: "Ce payeur a déjà payé {paid}. Pour une part plus petite, acceptez plus bas de garder la différence à part, en trop-perçu.", en: "This payer has already paid {paid}. For a smaller share, agree below to keep the difference as a credit." }
    /// See [`ErrorCode::PayerHasMoney`].
    payer_has_money(name) { fr: "De l’argent de {name} est arrivé ou en route\u{a0}: ce payeur ne peut pas être retiré.", en: "Money of {name} has arrived or is on its way: this payer cannot be taken away." }
    /// See [`ErrorCode::InstalmentPaid`].
    instalment_paid { fr: "Une échéance payée ne se modifie plus.", en: "A paid instalment can no longer change." }
    /// See [`ErrorCode::DatesOutOfOrder`].
    dates_out_of_order { fr: "Les dates doivent se suivre.", en: "Dates must follow each other." }
    /// See [`ErrorCode::DueAfterDeparture`].
    due_after_departure(departure) { fr: "Une échéance ne peut pas suivre le départ ({departure}).", en: "An instalment cannot be due after departure ({departure})." }
    /// See [`ErrorCode::OutsidePayable`].
    outside_payable(min, max) { fr: "Vous pouvez payer de {min} à {max}.", en: "You can pay from {min} to {max}." }
    /// See [`ErrorCode::NothingDue`].
    nothing_due { fr: "Il ne reste rien à payer.", en: "Nothing is left to pay." }
    /// See [`ErrorCode::NotPayable`].
    not_payable { fr: "Ce voyage ne se paie pas en ligne pour l’instant.", en: "This trip cannot be paid online at the moment." }
    /// See [`ErrorCode::PaymentUnderWay`].
    payment_under_way { fr: "Un paiement est déjà en cours. Ne payez pas une seconde fois.", en: "A payment is already under way. Do not pay a second time." }
    /// See [`ErrorCode::Required`], where rows are to be ticked.
    no_row_ticked { fr: "Cochez au moins une ligne.", en: "Tick at least one line." }
    /// See [`ErrorCode::InFuture`].
    in_future { fr: "Cette date est dans le futur. Indiquez le jour où l’argent est arrivé.", en: "This date is in the future. Give the day the money came." }
    /// See [`ErrorCode::AlreadyRecorded`].
    already_recorded { fr: "Ce formulaire a déjà enregistré un autre paiement. Rechargez la page pour en saisir un nouveau.", en: "This form has already recorded another payment. Reload the page to record a new one." }
    /// See [`ErrorCode::AlreadyReversed`].
    already_reversed { fr: "Ce paiement est déjà annulé.", en: "This payment is already reversed." }
    /// See [`ErrorCode::MoneyGone`].
    money_gone { fr: "Cet argent a été rendu entre-temps\u{a0}: il n’y a plus rien à annuler.", en: "This money was given back meanwhile: there is nothing left to reverse." }
    /// See [`ErrorCode::NotAStatement`].
    not_a_statement { fr: "Ce fichier n’est ni un relevé CAMT.053 ou CAMT.054, ni un tableau CSV avec une ligne de titres.", en: "This file is neither a CAMT.053 or CAMT.054 statement nor a CSV table with a line of headings." }
    /// See [`ErrorCode::NotAnIban`].
    not_an_iban { fr: "Écrivez un numéro IBAN complet, comme FR14 2004 1010 0505 0001 3M02 606.", en: "Write a full IBAN, such as FR14 2004 1010 0505 0001 3M02 606." }
    /// See [`ErrorCode::AboveClearing`].
    above_clearing(held) { fr: "Dans nos comptes, la passerelle ne nous doit que {held}. Le versement et ses frais ne peuvent pas dépasser ce montant.", en: "By our books the gateway holds only {held}. The payout and its fee cannot be more than that." }
    /// See [`ErrorCode::AmountsDiffer`].
    amounts_differ { fr: "Les deux côtés n’indiquent pas le même montant. Expliquez la différence plutôt que de l’enregistrer.", en: "The two sides do not name the same amount. Explain the difference instead of booking it." }
    /// See [`ErrorCode::ChoosePayer`].
    choose_payer { fr: "Ce voyage a plusieurs payeurs. Tapez la référence du payeur qui a payé.", en: "This trip has several payers. Type the reference of the payer who paid." }
    /// See [`ErrorCode::AlreadyDecided`].
    already_decided { fr: "Quelqu’un a déjà traité cette ligne.", en: "Somebody has already dealt with this line." }
    /// See [`ErrorCode::GatewayUnavailable`].
    gateway_unavailable { fr: "La page de la banque ne répond pas. Rien n’a été prélevé. Réessayez dans quelques minutes.", en: "The bank’s page does not answer. Nothing was taken. Try again in a few minutes." }
    /// See [`ErrorCode::OutsideRefundable`].
    outside_refundable(max) { fr: "Il faut plus de zéro et au plus {max}.", en: "It must be more than zero and at most {max}." }
    /// See [`ErrorCode::InTheFuture`].
    in_the_future { fr: "Cette date est dans l’avenir.", en: "This date is in the future." }
    /// See [`ErrorCode::MoneyMoved`].
    money_moved { fr: "Les montants ont changé entre-temps. Regardez-les, puis recommencez si c’est toujours juste.", en: "The amounts changed meanwhile. Look at them, then try again if it is still right." }
    /// See [`ErrorCode::CaptureDisputed`].
    capture_disputed { fr: "La banque du payeur conteste ce paiement\u{a0}: rien n’est remboursé tant que ce n’est pas tranché.", en: "The payer’s bank disputes this payment: nothing is refunded until it is decided." }
    /// See [`ErrorCode::RefundOver`].
    refund_over { fr: "Ce remboursement n’attend plus de virement.", en: "This refund no longer waits for a transfer." }
    /// See [`ErrorCode::NotInvoiceable`].
    not_invoiceable { fr: "Seul un voyage vendu se facture.", en: "Only a trip that is sold can be invoiced." }
    /// See [`ErrorCode::NothingToInvoice`].
    nothing_to_invoice { fr: "Tout ce que ce payeur doit est déjà facturé.", en: "All that this payer owes is invoiced already." }
    /// See [`ErrorCode::CreditNeeded`].
    credit_needed(excess) { fr: "Ce payeur est facturé de {excess} de trop\u{a0}: faites d’abord un avoir.", en: "This payer was invoiced {excess} too much: issue a credit note first." }
    /// See [`ErrorCode::CreditOfCredit`].
    credit_of_credit { fr: "Un avoir porte sur une facture, jamais sur un autre avoir. Pour refacturer, émettez une facture.", en: "A credit note is about an invoice, never about another credit note. To invoice again, issue an invoice." }
    /// See [`ErrorCode::AllCredited`].
    all_credited { fr: "Cette facture est déjà annulée en entier.", en: "This invoice is already cancelled in full." }
    /// See [`ErrorCode::OutsideCreditable`].
    outside_creditable(max) { fr: "Indiquez un montant de plus de zéro, jusqu’à {max}.", en: "Give an amount above zero, up to {max}." }
    /// See [`ErrorCode::AlreadyIssued`].
    already_issued { fr: "Ce formulaire a déjà émis autre chose. Rechargez la page.", en: "This form has already issued something else. Reload the page." }
    /// See [`ErrorCode::DateGoesBack`].
    date_goes_back(last) { fr: "La dernière pièce de la série est du {last}\u{a0}: rien ne peut être émis à une date antérieure. L’horloge du serveur est à vérifier.", en: "The last paper of the series is of {last}: nothing can be issued on an earlier day. The server’s clock needs a look." }
    /// See [`ErrorCode::CompanyUnknown`].
    company_unknown { fr: "Les mentions légales de la société ne sont pas réglées\u{a0}: il faut les compléter dans la configuration avant d’émettre une facture.", en: "The company’s legal particulars are not set: complete them in the settings before issuing an invoice." }
    /// See [`ErrorCode::TooLarge`].
    too_large { fr: "Cet envoi est trop volumineux.", en: "What was sent is too large." }
    /// See [`ErrorCode::Internal`].
    internal(reference) { fr: "Une erreur est survenue de notre côté. Rien n’est perdu. Référence\u{a0}: {reference}", en: "Something went wrong on our side. Nothing is lost. Reference: {reference}" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_a_sentence_of_its_own_in_every_language() {
        for locale in Locale::ALL {
            let sentences: std::collections::BTreeSet<String> =
                ErrorCode::ALL.iter().map(|code| sentence(*locale, &Refusal::new(*code))).collect();
            assert_eq!(sentences.len(), ErrorCode::ALL.len(), "two codes share a sentence in {locale}");
        }
    }

    #[test]
    fn arguments_read_as_the_language_writes_them() {
        let refusal = Refusal::new(ErrorCode::OutsidePayable).with("min", "50.00 EUR").with("max", "1840.00 EUR");
        assert_eq!(sentence(Locale::Fr, &refusal).replace('\u{a0}', " "), "Vous pouvez payer de 50,00 € à 1 840,00 €.");
        let refusal = Refusal::new(ErrorCode::EndsBeforeStart).with("start", "2027-03-14").with("end", "2027-03-01");
        assert_eq!(sentence(Locale::En, &refusal).replace('\u{a0}', " "), "The end (1 March 2027) is before the start (14 March 2027).");
    }
}
