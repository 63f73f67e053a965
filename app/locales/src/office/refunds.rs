//! Texts on money backwards, for staff: refunds, credits, disputes.

use crate::Locale;
use domain::payments::{ClockState, DisputeStage, RefundStage, RefundWay, UnappliedReason};

/// How far a refund is, in a word.
pub fn refund_stage(locale: Locale, stage: RefundStage) -> &'static str {
    match stage {
        RefundStage::Requested => refund_requested(locale),
        RefundStage::Sent => refund_sent(locale),
        RefundStage::Pending => refund_pending(locale),
        RefundStage::Succeeded => refund_succeeded(locale),
        RefundStage::Failed => refund_failed(locale),
    }
}

/// On which way money goes back.
pub fn refund_way(locale: Locale, way: RefundWay) -> &'static str {
    match way {
        RefundWay::Gateway => way_gateway(locale),
        RefundWay::Transfer => way_transfer(locale),
    }
}

/// How a dispute stands, in a word.
pub fn dispute_stage(locale: Locale, stage: DisputeStage) -> &'static str {
    match stage {
        DisputeStage::Opened => dispute_opened(locale),
        DisputeStage::Withdrawn => dispute_withdrawn(locale),
        DisputeStage::Won => dispute_won(locale),
        DisputeStage::Lost => dispute_lost(locale),
    }
}

/// How the fourteen days stand; `days` are those left, or late.
pub fn clock_words(locale: Locale, state: ClockState, days: i64) -> String {
    match (state, days.unsigned_abs()) {
        (ClockState::Late, 1) => clock_late_one(locale).to_owned(),
        (ClockState::Late, days) => clock_late(locale, days),
        (ClockState::Running, 0) => clock_today(locale).to_owned(),
        (ClockState::Running, 1) => clock_one(locale).to_owned(),
        (ClockState::Running, days) => clock_left(locale, days),
        (ClockState::Met, _) => clock_met(locale).to_owned(),
        (ClockState::MetLate, 1) => clock_met_late_one(locale).to_owned(),
        (ClockState::MetLate, days) => clock_met_late(locale, days),
        (ClockState::Stopped, _) => clock_stopped(locale).to_owned(),
    }
}

/// Why money counts towards nothing.
pub fn unapplied_reason(locale: Locale, reason: UnappliedReason) -> &'static str {
    match reason {
        UnappliedReason::Late => reason_late(locale),
        UnappliedReason::Duplicate => reason_duplicate(locale),
        UnappliedReason::OtherPayment => reason_other_payment(locale),
        UnappliedReason::WrongCurrency => reason_wrong_currency(locale),
        UnappliedReason::WrongAmount => reason_wrong_amount(locale),
        UnappliedReason::Excess => reason_excess(locale),
        UnappliedReason::PriceDecrease => reason_price_decrease(locale),
    }
}

/// How long a credit has waited.
pub fn waits_since(locale: Locale, days: i64) -> String {
    match days {
        ..=0 => waits_today(locale).to_owned(),
        1 => waits_one(locale).to_owned(),
        days => waits_days(locale, days),
    }
}

crate::texts! {
    /// Navigation and heading: refunds.
    refunds { fr: "Remboursements", en: "Refunds" }
    /// Under that heading.
    refunds_subtitle { fr: "L’argent rendu, et les quatorze jours pour le rendre.", en: "Money given back, and the fourteen days to do so." }
    /// Navigation and heading: credits.
    unmatched_credits { fr: "Trop-perçus à traiter", en: "Credits to settle" }
    /// Under that heading.
    credits_subtitle { fr: "L’argent reçu qui ne compte encore pour rien\u{a0}: à imputer ou à rendre.", en: "Money received that counts towards nothing yet: to apply or to give back." }
    /// No credit.
    no_unmatched_credits { fr: "Aucun trop-perçu à traiter.", en: "No credit to settle." }
    /// No refund fits the filter.
    no_refund_found { fr: "Aucun remboursement ne correspond.", en: "No refund matches." }
    /// No refund.
    no_refunds { fr: "Aucun remboursement.", en: "No refund." }
    /// Card of a trip: refunds and credits.
    money_back { fr: "Remboursements et trop-perçus", en: "Refunds and credits" }
    /// Name of a table: what was taken.
    captures { fr: "Paiements encaissés", en: "Payments taken" }
    /// Name of a table: credits.
    credit_list { fr: "Trop-perçus", en: "Credits" }
    /// Name of a table: disputes.
    dispute_list { fr: "Contestations", en: "Disputes" }
    /// Column: when it was taken.
    taken_on { fr: "Encaissé le", en: "Taken on" }
    /// Column: who paid.
    paid_by { fr: "Payeur", en: "Payer" }
    /// Column: what went back.
    given_back { fr: "Rendu ou en route", en: "Back or on its way" }
    /// Column: what can go back.
    can_go_back { fr: "Remboursable", en: "Refundable" }
    /// Link: give money of this payment back.
    refund_this { fr: "Rembourser…", en: "Refund…" }
    /// Link: give all of it back.
    refund_everything(amount) { fr: "Tout rembourser\u{a0}: {amount}", en: "Refund everything: {amount}" }
    /// Above the payments of a cancelled trip.
    cancelled_with_money { fr: "Ce voyage est annulé et son argent est encore ici. Il se rend paiement par paiement.", en: "This trip is cancelled and its money is still here. It goes back payment by payment." }
    /// Link: apply a credit.
    apply_this { fr: "Imputer…", en: "Apply…" }
    /// Link: give a credit back.
    return_this { fr: "Rendre…", en: "Give back…" }
    /// Label: the payer's bank disputes it.
    disputed { fr: "Contesté", en: "Disputed" }
    /// Column: reason.
    reason { fr: "Motif", en: "Reason" }
    /// Column: age.
    waiting { fr: "En attente", en: "Waiting" }
    /// Column: the trip.
    trip_and_payer { fr: "Voyage et payeur", en: "Trip and payer" }
    /// Column: the fourteen days.
    fourteen_days { fr: "Quatorze jours", en: "Fourteen days" }
    /// Column: on which way.
    way_back { fr: "Par quel moyen", en: "How it goes back" }
    /// Column: when it was asked for.
    asked_on { fr: "Demandé le", en: "Asked on" }
    /// Spoken name of the column of buttons and links.
    to_do { fr: "À faire", en: "To do" }
    /// Beside a refund made in the gateway’s own back office.
    made_at_gateway { fr: "Fait chez le prestataire de paiement", en: "Made at the payment provider" }
    /// Before the reason of a failure.
    failed_because(why) { fr: "Cause\u{a0}: {why}", en: "Cause: {why}" }
    /// Button: the transfer was made.
    transfer_made { fr: "Virement fait", en: "Transfer made" }
    /// Button: the transfer will not be made.
    transfer_given_up { fr: "Abandonner", en: "Give up" }
    /// Heading of the refund form.
    refund_form { fr: "Rembourser", en: "Refund" }
    /// Legend: which payment.
    which_payment { fr: "Quel paiement", en: "Which payment" }
    /// One payment among others.
    payment_choice(amount, date, payer) { fr: "{amount} encaissés le {date} ({payer})", en: "{amount} taken on {date} ({payer})" }
    /// Card: the payment to give back.
    this_payment { fr: "Ce paiement", en: "This payment" }
    /// No payment can be given back.
    nothing_refundable { fr: "Rien n’est remboursable pour ce voyage.", en: "Nothing can be refunded for this trip." }
    /// Under the amount.
    amount_hint(max) { fr: "{max} au plus.", en: "{max} at most." }
    /// Field: on which way.
    way_field { fr: "Par quel moyen", en: "How it goes back" }
    /// Under it.
    way_hint { fr: "Si le prestataire ne peut pas rembourser, le remboursement devient un virement à faire.", en: "If the provider cannot refund, it becomes a transfer to make." }
    /// Field: reason.
    reason_field { fr: "Motif, pour l’équipe", en: "Reason, for staff" }
    /// Field: what the client reads.
    note_field { fr: "Ce que lira le client", en: "What the client will read" }
    /// Under it.
    note_hint { fr: "Dans le message qu’il reçoit et sur sa page de paiements.", en: "In the mail they get and on their payments page." }
    /// Field: from which day the fourteen days count.
    event_field { fr: "Les quatorze jours comptent depuis le", en: "The fourteen days count from" }
    /// Under it.
    event_hint { fr: "Le jour de l’annulation ou de la demande.", en: "The day of the cancellation or of the demand." }
    /// Button: refund.
    refund_button { fr: "Demander le remboursement", en: "Request the refund" }
    /// Heading of the form that applies a credit.
    apply_form { fr: "Imputer un trop-perçu", en: "Apply a credit" }
    /// What it does.
    apply_hint { fr: "Le trop-perçu compte désormais pour le prix du voyage, dans la même monnaie.", en: "From now on the credit counts towards the price of the trip, in the same currency." }
    /// Button: apply.
    apply_button { fr: "Imputer", en: "Apply" }
    /// Fact: the credit.
    this_credit { fr: "Trop-perçu", en: "Credit" }
    /// Fact: what of it can be applied.
    can_be_applied { fr: "Imputable", en: "Can be applied" }
    /// The credit is gone.
    nothing_applicable { fr: "Aucun trop-perçu à imputer pour ce voyage.", en: "No credit to apply for this trip." }

    // Words.
    /// Refund: written down.
    refund_requested { fr: "Demandé", en: "Requested" }
    /// Refund: the gateway was asked.
    refund_sent { fr: "Envoyé", en: "Sent" }
    /// Refund: on its way.
    refund_pending { fr: "En route", en: "On its way" }
    /// Refund: done.
    refund_succeeded { fr: "Rendu", en: "Given back" }
    /// Refund: failed.
    refund_failed { fr: "Échoué", en: "Failed" }
    /// Way: through the gateway.
    way_gateway { fr: "Sur la carte ou le compte du payeur", en: "To the card or account it came from" }
    /// Way: by transfer.
    way_transfer { fr: "Virement à faire à la banque", en: "Transfer to make at the bank" }
    /// Dispute: opened.
    dispute_opened { fr: "Ouverte", en: "Opened" }
    /// Dispute: money taken.
    dispute_withdrawn { fr: "Argent repris", en: "Money taken" }
    /// Dispute: won.
    dispute_won { fr: "Gagnée", en: "Won" }
    /// Dispute: lost.
    dispute_lost { fr: "Perdue", en: "Lost" }
    /// Column: until when a dispute can be answered.
    answer_by { fr: "À répondre avant le", en: "To answer by" }
    /// Fourteen days: late.
    clock_late(days) { fr: "En retard de {days} jours", en: "{days} days late" }
    /// Fourteen days: one day late.
    clock_late_one { fr: "En retard d’un jour", en: "One day late" }
    /// Fourteen days: some left.
    clock_left(days) { fr: "Encore {days} jours", en: "{days} days left" }
    /// Fourteen days: one left.
    clock_one { fr: "Encore un jour", en: "One day left" }
    /// Fourteen days: the last one.
    clock_today { fr: "Dernier jour", en: "Last day" }
    /// Fourteen days: in time.
    clock_met { fr: "Rendu à temps", en: "Given back in time" }
    /// Fourteen days: given back late.
    clock_met_late(days) { fr: "Rendu avec {days} jours de retard", en: "Given back {days} days late" }
    /// Fourteen days: given back a day late.
    clock_met_late_one { fr: "Rendu avec un jour de retard", en: "Given back one day late" }
    /// Fourteen days: the refund failed.
    clock_stopped { fr: "Échoué\u{a0}: à refaire autrement", en: "Failed: to be done another way" }
    /// Credit: it came after the order was closed.
    reason_late { fr: "Paiement arrivé trop tard", en: "Payment came too late" }
    /// Credit: paid twice.
    reason_duplicate { fr: "Payé deux fois", en: "Paid twice" }
    /// Credit: through another payment.
    reason_other_payment { fr: "Autre paiement du prestataire", en: "Another payment of the provider" }
    /// Credit: another currency.
    reason_wrong_currency { fr: "Autre monnaie", en: "Another currency" }
    /// Credit: another amount.
    reason_wrong_amount { fr: "Autre montant que demandé", en: "Another amount than asked" }
    /// Credit: more than was owed.
    reason_excess { fr: "Plus que ce qui était dû", en: "More than was owed" }
    /// Credit: the price fell.
    reason_price_decrease { fr: "Le prix a baissé", en: "The price fell" }
    /// Credit: since today.
    waits_today { fr: "aujourd’hui", en: "today" }
    /// Credit: since yesterday.
    waits_one { fr: "un jour", en: "one day" }
    /// Credit: for some days.
    waits_days(days) { fr: "{days} jours", en: "{days} days" }

    // What was done, and history.
    /// After a refund was asked for.
    done_refunded { fr: "Le remboursement est demandé.", en: "The refund is requested." }
    /// After a credit was applied.
    done_applied { fr: "Le trop-perçu est imputé.", en: "The credit is applied." }
    /// After a transfer was settled.
    done_transfer { fr: "Le virement est noté.", en: "The transfer is noted." }
    /// History: a refund was asked for.
    happened_refund_requested { fr: "Remboursement demandé", en: "Refund requested" }
    /// History: a refund became a transfer.
    happened_refund_by_transfer { fr: "Remboursement à faire par virement", en: "Refund to be made by transfer" }
    /// History: a refund failed.
    happened_refund_failed { fr: "Remboursement échoué", en: "Refund failed" }
    /// History: a transfer was given up.
    happened_refund_given_up { fr: "Remboursement abandonné", en: "Refund given up" }
    /// History: a credit was applied.
    happened_credit_applied { fr: "Trop-perçu imputé", en: "Credit applied" }
    /// History: the payer's bank disputes a payment.
    happened_dispute_opened { fr: "Paiement contesté par la banque", en: "Payment disputed by the bank" }
    /// History: the bank took the money.
    happened_dispute_withdrawn { fr: "Argent repris par la banque", en: "Money taken by the bank" }
    /// History: a debit came back.
    happened_debit_returned { fr: "Prélèvement rejeté", en: "Direct debit returned" }
    /// History: its money is here again.
    happened_debit_restored { fr: "Prélèvement rejeté, puis encaissé de nouveau", en: "Returned debit received again" }
    /// History: the contract passed to another person.
    happened_handed_over { fr: "Contrat cédé à une autre personne", en: "Contract handed over to another person" }
    /// Label: a debit that came back.
    debit_returned { fr: "Prélèvement rejeté", en: "Debit returned" }
    /// History: a dispute was won.
    happened_dispute_won { fr: "Contestation gagnée", en: "Dispute won" }
    /// History: a dispute was lost.
    happened_dispute_lost { fr: "Contestation perdue", en: "Dispute lost" }
}
