//! Texts of papers.

crate::texts! {
    /// Title of a receipt.
    receipt { fr: "Reçu de paiement", en: "Payment receipt" }
    /// Under the title; `number` as issued.
    receipt_number(number) { fr: "N°\u{a0}{number}", en: "No.\u{a0}{number}" }
    /// Under the number; `date` as [`crate::format::date`] writes it.
    issued_on(date) { fr: "Émis le {date}", en: "Issued on {date}" }
    /// Above the amount of a receipt.
    amount_received { fr: "Montant reçu", en: "Amount received" }
    /// Before the instant of a payment.
    paid_at { fr: "Payé le", en: "Paid on" }
    /// Before the method of a payment.
    method { fr: "Moyen de paiement", en: "Payment method" }
    /// The method of a payment by card.
    card { fr: "Carte bancaire", en: "Bank card" }
    /// What a payment holds beyond what was owed, among what it settles.
    credit { fr: "Crédit en votre faveur", en: "Credit in your favour" }
    /// Before the reference of a payment order.
    order_reference { fr: "Référence du paiement", en: "Payment reference" }
    /// Above the payer's name and address.
    received_from { fr: "Reçu de", en: "Received from" }
    /// Above the trip a payment is for.
    trip { fr: "Pour le voyage", en: "For the trip" }
    /// Beside the title of the trip.
    trip_reference(reference) { fr: "Dossier {reference}", en: "Trip {reference}" }
    /// Heading over the instalments that a payment settles.
    allocations { fr: "Ce que ce paiement règle", en: "What this payment settles" }
    /// Column of labels in a table of amounts.
    line { fr: "Objet", en: "For" }
    /// Column of amounts.
    amount { fr: "Montant", en: "Amount" }
    /// Last row of the table of amounts.
    payment_total { fr: "Total de ce paiement", en: "Total of this payment" }
    /// Heading over what is paid and what is left.
    standing { fr: "Où en est votre voyage", en: "Where your trip stands" }
    /// The price of the trip.
    total_price { fr: "Prix total", en: "Total price" }
    /// All payments, this one included.
    paid_so_far { fr: "Déjà payé, ce paiement compris", en: "Paid so far, this payment included" }
    /// What is left.
    remaining { fr: "Reste à payer", en: "Left to pay" }
    /// At the end of a receipt.
    not_an_invoice {
        fr: "Ce reçu atteste un paiement. La facture est un document séparé.",
        en: "This receipt confirms a payment. The invoice is a separate document.",
    }
}
