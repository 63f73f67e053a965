//! Texts of mails.

mod handovers;
mod revisions;

pub use handovers::*;
pub use revisions::*;

crate::texts! {
    /// First line.
    hello(name) { fr: "Bonjour {name},", en: "Hello {name}," }
    /// Last lines.
    closing(agency, phone) { fr: "À bientôt,\n{agency}\n{phone}", en: "With kind regards,\n{agency}\n{phone}" }
    /// Between a button's words and its address in plain text.
    colon { fr: "\u{a0}:", en: ":" }
    /// Subject: a client's space is open.
    activation_subject(agency) { fr: "Votre espace voyage chez {agency}", en: "Your travel space at {agency}" }
    /// A client's space is open.
    activation(agency) { fr: "Votre voyage vous attend dans votre espace chez {agency}\u{a0}: le programme jour par jour, vos paiements et vos documents. Choisissez un mot de passe pour y entrer. Ce lien est valable 14 jours et ne sert qu’une fois.", en: "Your trip is waiting in your space at {agency}: the programme day by day, your payments and your papers. Choose a password to enter. This link is valid for 14 days and works once." }
    /// Button of an activation or invitation.
    activation_button { fr: "Choisir mon mot de passe", en: "Choose my password" }
    /// Subject: a member of staff was invited.
    invitation_subject(agency) { fr: "Invitation à rejoindre l’équipe {agency}", en: "Invitation to join the {agency} team" }
    /// A member of staff was invited.
    invitation(agency) { fr: "Un compte vous a été ouvert dans l’outil de {agency}. Choisissez un mot de passe pour vous connecter. Ce lien est valable 7 jours et ne sert qu’une fois.", en: "An account was opened for you in the {agency} tool. Choose a password to sign in. This link is valid for 7 days and works once." }
    /// Subject: a new password was asked for.
    reset_subject { fr: "Choisir un nouveau mot de passe", en: "Choose a new password" }
    /// A new password was asked for.
    reset { fr: "Vous avez demandé un nouveau mot de passe. Ce lien est valable une heure et ne sert qu’une fois. Si la demande ne vient pas de vous, ne faites rien\u{a0}: votre mot de passe reste le même.", en: "You asked for a new password. This link is valid for one hour and works once. If you did not ask, do nothing: your password stays the same." }
    /// Button of a reset.
    reset_button { fr: "Choisir un nouveau mot de passe", en: "Choose a new password" }
    /// Subject: a payer is asked to pay.
    paylink_subject(amount, trip) { fr: "Payer {amount} pour «\u{a0}{trip}\u{a0}»", en: "Pay {amount} for “{trip}”" }
    /// A payer is asked to pay.
    paylink(amount, trip, due) { fr: "Voici le lien pour payer {amount} pour «\u{a0}{trip}\u{a0}», au plus tard le {due}.", en: "Here is the link to pay {amount} for “{trip}”, by {due}." }
    /// How a link is used.
    paylink_how { fr: "Il ne faut ni compte ni mot de passe. Le paiement se fait par carte sur la page de la banque, et le reçu suit par e-mail.", en: "You need neither an account nor a password. You pay by card on the bank’s page, and the receipt follows by e-mail." }
    /// Button of a mail that asks to pay.
    paylink_button { fr: "Voir et payer", en: "See and pay" }
    /// Subject: something is due soon.
    reminder_subject(amount, due) { fr: "Rappel\u{a0}: {amount} à payer avant le {due}", en: "Reminder: {amount} to pay by {due}" }
    /// Something is due soon.
    reminder(amount, trip, due) { fr: "Pour «\u{a0}{trip}\u{a0}», {amount} sont à payer au plus tard le {due}. Si vous venez de payer, ne faites rien.", en: "For “{trip}”, {amount} are to be paid by {due}. If you have just paid, do nothing." }
    /// Subject: something is overdue.
    late_subject(trip) { fr: "Votre paiement pour «\u{a0}{trip}\u{a0}» n’est pas arrivé", en: "Your payment for “{trip}” has not arrived" }
    /// Something is overdue.
    late(amount, trip, due) { fr: "Pour «\u{a0}{trip}\u{a0}», {amount} étaient à payer le {due} et ne sont pas encore arrivés. En cas de difficulté, appelez-nous\u{a0}: nous trouverons une solution.", en: "For “{trip}”, {amount} were due on {due} and have not arrived yet. If that is difficult, call us: we will find a way." }
    /// Subject: something has been overdue for long.
    very_late_subject(trip) { fr: "Paiement en retard pour «\u{a0}{trip}\u{a0}»\u{a0}: appelez-nous", en: "Payment overdue for “{trip}”: please call us" }
    /// Something has been overdue for long.
    very_late(amount, trip, due) { fr: "Pour «\u{a0}{trip}\u{a0}», {amount} sont attendus depuis le {due}. Payez maintenant, ou appelez-nous cette semaine pour que nous puissions garder vos réservations.", en: "For “{trip}”, {amount} have been awaited since {due}. Pay now, or call us this week so that we can keep your bookings." }
    /// Subject: money was received.
    receipt_subject(amount) { fr: "Nous avons bien reçu {amount}", en: "We received {amount}" }
    /// Money was received.
    receipt(amount, trip, number) { fr: "Nous avons bien reçu votre paiement de {amount} pour «\u{a0}{trip}\u{a0}». Votre reçu porte le numéro {number}.", en: "We received your payment of {amount} for “{trip}”. Your receipt has the number {number}." }
    /// Subject: an invoice was issued.
    invoice_subject(number) { fr: "Votre facture {number}", en: "Your invoice {number}" }
    /// An invoice was issued.
    invoice(amount, trip, number) { fr: "Voici la facture {number} de {amount} pour «\u{a0}{trip}\u{a0}». Elle indique ce que vous avez déjà réglé\u{a0}: rien n’est à payer deux fois.", en: "Here is invoice {number} of {amount} for “{trip}”. It says what you have already paid: nothing is to be paid twice." }
    /// Subject: a credit note was issued.
    credit_note_subject(number) { fr: "Votre avoir {number}", en: "Your credit note {number}" }
    /// A credit note was issued.
    credit_note(amount, trip, number) { fr: "Voici l’avoir {number} de {amount} pour «\u{a0}{trip}\u{a0}». Il annule tout ou partie d’une facture précédente.", en: "Here is credit note {number} of {amount} for “{trip}”. It cancels an earlier invoice in whole or in part." }
    /// An invoice of somebody who has no page to fetch it from.
    invoice_on_request { fr: "Pour la recevoir en PDF, appelez-nous ou répondez à cet e-mail.", en: "To get it as a PDF, call us or reply to this e-mail." }
    /// Button of either.
    invoice_button { fr: "Ouvrir le PDF", en: "Open the PDF" }
    /// Subject: money went back.
    refund_subject(amount) { fr: "Nous vous avons remboursé {amount}", en: "We gave you {amount} back" }
    /// Money went back.
    refund(amount, trip) { fr: "Nous vous avons remboursé {amount} pour «\u{a0}{trip}\u{a0}». Selon votre banque, l’argent arrive en quelques jours ouvrés.", en: "We gave you {amount} back for “{trip}”. Depending on your bank, the money arrives within a few working days." }
    /// Button of a refund.
    refund_button { fr: "Voir mes paiements", en: "See my payments" }
    /// Subject: money did not go back.
    refund_failed_subject(amount) { fr: "Votre remboursement de {amount} n’est pas passé", en: "Your refund of {amount} did not go through" }
    /// Money did not go back.
    refund_failed(amount, trip) { fr: "Votre banque n’a pas pu recevoir le remboursement de {amount} pour «\u{a0}{trip}\u{a0}». Cet argent reste à vous\u{a0}: nous vous contactons pour vous le rendre autrement.", en: "Your bank could not take the refund of {amount} for “{trip}”. The money is still yours: we will contact you to give it back another way." }
    /// Subject, for staff: money did not go back.
    refund_returned_subject(trip) { fr: "Remboursement revenu\u{a0}: {trip}", en: "A refund came back: {trip}" }
    /// The same, for staff.
    refund_returned(amount, trip) { fr: "Le remboursement de {amount} du voyage {trip} a échoué. L’argent est de nouveau au compte du client, qui en est informé. Rien n’est renvoyé tout seul\u{a0}: convenez avec lui d’un autre moyen.", en: "The refund of {amount} for trip {trip} failed. The money is on the client’s account again, and they were told. Nothing is sent again by itself: agree with them on another way." }
    /// Button of that mail.
    refund_returned_button { fr: "Ouvrir le voyage", en: "Open the trip" }
    /// Money was received from somebody who has no page to fetch the receipt from.
    receipt_on_request { fr: "Pour recevoir ce reçu en PDF, appelez-nous ou répondez à cet e-mail.", en: "To get this receipt as a PDF, call us or reply to this e-mail." }
    /// Button of a receipt.
    receipt_button { fr: "Voir mon reçu", en: "See my receipt" }
}
