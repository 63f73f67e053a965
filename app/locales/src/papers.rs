//! Texts of papers.

/// What the law has an agency write on an invoice under the margin scheme. The same in every language. *Unverified*: the exact wording.
pub const MARGIN_SCHEME: &str = "Régime particulier – Agences de voyages";

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
    /// Title of an invoice.
    invoice { fr: "Facture", en: "Invoice" }
    /// Title of a credit note.
    credit_note { fr: "Avoir", en: "Credit note" }
    /// Under the number; `date` as [`crate::format::date`] writes it.
    dated(date) { fr: "Date\u{a0}: {date}", en: "Date: {date}" }
    /// Above the name and address of who is invoiced.
    invoiced_to { fr: "Facturé à", en: "Invoiced to" }
    /// Column: how many.
    quantity { fr: "Quantité", en: "Quantity" }
    /// Column: the price of one.
    unit_price { fr: "Prix unitaire", en: "Unit price" }
    /// What the line of a first invoice is for.
    package(from, to) { fr: "Voyage à forfait du {from} au {to}", en: "Package tour from {from} to {to}" }
    /// The same for one of several payers.
    package_share(from, to) { fr: "Part d’un voyage à forfait du {from} au {to}", en: "Share of a package tour from {from} to {to}" }
    /// What the line of a later invoice is for.
    supplement(from, to) { fr: "Complément de prix du voyage à forfait du {from} au {to}", en: "Supplement to the price of the package tour from {from} to {to}" }
    /// What the line of a credit note is for.
    credited_line(number) { fr: "Avoir sur la facture {number}", en: "Credit on invoice {number}" }
    /// Before the sum of an invoice.
    invoice_total { fr: "Total de la facture", en: "Invoice total" }
    /// Before the sum of a credit note.
    credit_note_total { fr: "Total de l’avoir", en: "Credit note total" }
    /// Which invoice a credit note is about.
    credits_invoice(number, date) { fr: "Cet avoir annule tout ou partie de la facture {number} du {date}.", en: "This credit note cancels invoice {number} of {date}, in whole or in part." }
    /// Why.
    credit_reason(reason) { fr: "Motif\u{a0}: {reason}", en: "Reason: {reason}" }
    /// Why there is no value-added tax, in France; `mention` is [`MARGIN_SCHEME`].
    margin_scheme(mention) { fr: "TVA\u{a0}: {mention} (art. 266, 1, e du CGI). Aucune TVA n’est récupérable.", en: "VAT: {mention} (margin scheme – travel agents, art. 266, 1, e of the French CGI). No VAT can be recovered." }
    /// The same in Switzerland.
    outside_scope { fr: "Prestation de voyage exclue du champ de la TVA suisse (art. 21 al. 2 ch. 31 LTVA). Aucune TVA n’est facturée.", en: "Travel service outside the scope of Swiss VAT (art. 21 para. 2 no. 31 VATA). No VAT is charged." }
    /// Heading over what was paid when an invoice was issued.
    paid_at_issue { fr: "Règlements à la date de la facture", en: "Payments up to the date of the invoice" }
    /// A payment with its receipt.
    payment_of(number, date) { fr: "Reçu {number} du {date}", en: "Receipt {number} of {date}" }
    /// The same without its day.
    payment_number(number) { fr: "Reçu {number}", en: "Receipt {number}" }
    /// A payment without a receipt.
    payment_otherwise { fr: "Autres règlements", en: "Other payments" }
    /// All payments on an invoice.
    paid_in_all { fr: "Déjà réglé", en: "Already paid" }
    /// By when the rest is due.
    due_by(date) { fr: "Au plus tard le {date}, selon l’échéancier du voyage", en: "By {date}, as the schedule of the trip says" }
    /// When an invoice is to be paid, for programs.
    payment_terms { fr: "Selon l’échéancier du voyage", en: "As the schedule of the trip says" }
    /// What the file attached to an invoice is.
    invoice_data { fr: "Les données de cette facture, en XML", en: "The data of this invoice, as XML" }
    /// On an invoice: the number of a French company.
    siren(number) { fr: "N°\u{a0}SIREN\u{a0}: {number}", en: "SIREN number: {number}" }
    /// On an invoice: the number of a Swiss company.
    uid(number) { fr: "N°\u{a0}IDE\u{a0}: {number}", en: "UID number: {number}" }
    /// On an invoice: the number for the value-added tax.
    vat_number(number) { fr: "N°\u{a0}TVA\u{a0}: {number}", en: "VAT number: {number}" }
    /// On an invoice: the registration of travel agents.
    travel_licence(number) { fr: "Immatriculation d’opérateur de voyages\u{a0}: {number}", en: "Registered travel operator: {number}" }
    /// On an invoice: who guarantees clients' money.
    guarantor(name) { fr: "Garantie financière\u{a0}: {name}", en: "Financial guarantee: {name}" }
    /// On an invoice: who insures the company's liability.
    insurer(name) { fr: "Assurance de responsabilité civile professionnelle\u{a0}: {name}", en: "Professional liability insurance: {name}" }
    /// At the end of a receipt.
    not_an_invoice {
        fr: "Ce reçu atteste un paiement. La facture est un document séparé.",
        en: "This receipt confirms a payment. The invoice is a separate document.",
    }
}
