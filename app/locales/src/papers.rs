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
    /// Across a receipt whose payment was undone.
    reversed_on(date) { fr: "Paiement annulé le {date}\u{a0}: ce reçu n’atteste plus aucun paiement.", en: "Payment reversed on {date}: this receipt no longer confirms a payment." }
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
    /// Title of a page that ends in a QR-bill.
    qr_title { fr: "Virement", en: "Bank transfer" }
    /// Under the title of the trip.
    qr_intro {
        fr: "Scannez le code avec l’application de votre banque, ou recopiez le compte et la référence. La référence nous dit que cet argent vient de vous.",
        en: "Scan the code with your bank’s app, or copy the account and the reference. The reference tells us that this money is from you.",
    }
    /// Part of a QR-bill, as the standard words it.
    qr_receipt { fr: "Récépissé", en: "Receipt" }
    /// Part of a QR-bill, as the standard words it.
    qr_payment { fr: "Section paiement", en: "Payment part" }
    /// On a QR-bill, as the standard words it.
    qr_account { fr: "Compte / Payable à", en: "Account / Payable to" }
    /// On a QR-bill, as the standard words it.
    qr_reference { fr: "Référence", en: "Reference" }
    /// On a QR-bill, as the standard words it.
    qr_message { fr: "Informations supplémentaires", en: "Additional information" }
    /// On a QR-bill, as the standard words it.
    qr_debtor { fr: "Payable par", en: "Payable by" }
    /// On a QR-bill, as the standard words it.
    qr_currency { fr: "Monnaie", en: "Currency" }
    /// On a QR-bill, as the standard words it.
    qr_amount { fr: "Montant", en: "Amount" }
    /// On a QR-bill, as the standard words it.
    qr_acceptance { fr: "Point de dépôt", en: "Acceptance point" }
    /// Over the line to cut along.
    qr_cut { fr: "À détacher avant le versement", en: "Separate before paying in" }
    /// At the end of a receipt.
    not_an_invoice {
        fr: "Ce reçu atteste un paiement. La facture est un document séparé.",
        en: "This receipt confirms a payment. The invoice is a separate document.",
    }
}
