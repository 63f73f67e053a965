//! Texts on payments that came without a gateway, for staff.

crate::texts! {
    /// Link and heading: write a payment down.
    record_payment { fr: "Enregistrer un paiement", en: "Record a payment" }
    /// Under that heading.
    record_payment_hint {
        fr: "Pour l’argent arrivé sans paiement en ligne. Le client reçoit un reçu par e-mail.",
        en: "For money that came without an online payment. The client gets a receipt by e-mail.",
    }
    /// Field: how the money came.
    payment_method { fr: "Moyen de paiement", en: "Payment method" }
    /// Under the amount: what is due next and in all.
    amount_due_hint(next, all) { fr: "À payer maintenant\u{a0}: {next}. Reste en tout\u{a0}: {all}.", en: "Due next: {next}. Left in all: {all}." }
    /// Under the amount when nothing is left.
    nothing_due_hint { fr: "Rien n’est dû\u{a0}: ce montant deviendra un trop-perçu.", en: "Nothing is due: this amount becomes a credit." }
    /// Field: the day the money came.
    received_on { fr: "Reçu le", en: "Received on" }
    /// Field: what staff want to remember.
    record_note { fr: "Note interne", en: "Internal note" }
    /// Under that field.
    record_note_hint { fr: "Numéro de chèque, banque… Le client ne la voit pas.", en: "Cheque number, bank… The client does not see it." }
    /// Button of the form.
    record { fr: "Enregistrer le paiement", en: "Record the payment" }
    /// Heading over payments that were recorded.
    recorded_payments { fr: "Paiements enregistrés", en: "Recorded payments" }
    /// Heading of one of them.
    recorded_payment { fr: "Paiement enregistré", en: "Recorded payment" }
    /// What of a payment was more than what was owed.
    kept_aside { fr: "Dont trop-perçu", en: "Of which credit" }
    /// Who wrote it down.
    recorded_by { fr: "Enregistré par", en: "Recorded by" }
    /// Fact: its receipt.
    receipt_of_payment { fr: "Reçu", en: "Receipt" }
    /// No receipt was issued: nothing of the money counted.
    no_receipt { fr: "Aucun\u{a0}: ce montant ne règle rien.", en: "None: this amount settles nothing." }
    /// State of a recorded payment that holds.
    record_holds { fr: "Reçu", en: "Received" }
    /// State of one that was undone.
    record_reversed { fr: "Annulé", en: "Reversed" }
    /// Link from the list to one payment, with its amount for those who hear it alone.
    see_payment(method, amount) { fr: "{method}\u{a0}: voir le paiement de {amount}", en: "{method}: see the payment of {amount}" }
    /// Card and button: undo a record.
    reverse_payment { fr: "Annuler ce paiement", en: "Reverse this payment" }
    /// In that card.
    reverse_payment_hint {
        fr: "Pour une erreur de saisie. La ligne et son reçu restent, marqués comme annulés, et le montant est de nouveau dû.",
        en: "For a wrong entry. The line and its receipt stay, marked as reversed, and the amount is owed again.",
    }
    /// Fact: how a payment was undone.
    reversed_by(name, instant) { fr: "{name}, le {instant}", en: "{name}, on {instant}" }
    /// After a payment was recorded.
    payment_recorded { fr: "Le paiement est enregistré.", en: "The payment is recorded." }
    /// After a payment was undone.
    payment_reversed { fr: "Le paiement est annulé.", en: "The payment is reversed." }
    /// History: a payment was recorded.
    happened_recorded { fr: "Paiement enregistré", en: "Payment recorded" }
    /// History: a payment was undone.
    happened_reversed { fr: "Paiement annulé", en: "Payment reversed" }
}
