//! Texts on invoices, for staff.

use crate::Locale;
use domain::invoices::InvoiceKind;

crate::texts! {
    /// Navigation, card and heading: invoices and credit notes.
    invoices { fr: "Factures", en: "Invoices" }
    /// Kind: invoice.
    kind_invoice { fr: "Facture", en: "Invoice" }
    /// Kind: credit note.
    kind_credit_note { fr: "Avoir", en: "Credit note" }
    /// Column: the number in the series.
    invoice_number { fr: "Numéro", en: "Number" }
    /// Column and fact: the day of issue.
    issue_date { fr: "Date d’émission", en: "Date of issue" }
    /// Column: what of an invoice was taken back.
    credited_part { fr: "Crédité", en: "Credited" }
    /// Link to the PDF, with the number for those who hear it alone.
    open_invoice(number) { fr: "{number}\u{a0}: ouvrir le PDF", en: "{number}: open the PDF" }
    /// Heading, link and button: issue an invoice.
    issue_invoice { fr: "Émettre une facture", en: "Issue an invoice" }
    /// The link among those of several payers.
    issue_invoice_to(name, amount) { fr: "Facturer {amount} à {name}", en: "Invoice {amount} to {name}" }
    /// Beside a payer of whom too much was invoiced.
    credit_note_due(name, amount) { fr: "{name} est facturé de {amount} de trop\u{a0}: un avoir est à faire.", en: "{name} was invoiced {amount} too much: a credit note is due." }
    /// No invoice of a trip.
    no_invoices { fr: "Aucune facture.", en: "No invoice." }
    /// Above the form: what issuing means.
    issue_hint { fr: "Une facture émise ne se modifie plus et ne s’efface pas. Pour la corriger, il faut un avoir.", en: "Once issued, an invoice can neither be changed nor removed. Correcting it takes a credit note." }
    /// Fact: who is invoiced.
    invoiced_payer { fr: "Facturé à", en: "Invoiced to" }
    /// Fact: the company that invoices.
    invoicing_company { fr: "Société", en: "Company" }
    /// Fact: what the line is for.
    invoice_line { fr: "Objet", en: "For" }
    /// Fact: the sum.
    invoice_total { fr: "Total de la facture", en: "Invoice total" }
    /// Fact: what is paid of it.
    invoice_paid { fr: "Déjà réglé", en: "Already paid" }
    /// Fact: what is left.
    invoice_left { fr: "Reste à payer", en: "Left to pay" }
    /// Warning: the paper will lack an address.
    address_missing { fr: "L’adresse de ce payeur est inconnue\u{a0}: la facture n’en portera pas.", en: "The address of this payer is unknown: the invoice will not show one." }
    /// Heading, link and button: a credit note.
    issue_credit_note { fr: "Faire un avoir", en: "Issue a credit note" }
    /// The link, with the number of the invoice for those who hear it alone.
    credit_this(number) { fr: "Faire un avoir sur {number}", en: "Issue a credit note on {number}" }
    /// Above that form.
    credit_note_hint {
        fr: "Un avoir annule tout ou partie d’une facture. Il ne baisse pas le prix du voyage et ne rembourse rien\u{a0}: pour une remise, changez d’abord le prix, sinon ce montant restera à facturer.",
        en: "A credit note cancels an invoice in whole or in part. It neither lowers the price of the trip nor gives money back: for a discount change the price first, or this amount will be left to invoice.",
    }
    /// Fact: the invoice a credit note is about.
    credited_invoice { fr: "Facture", en: "Invoice" }
    /// Fact: what is left to credit of it.
    credit_left { fr: "Peut être crédité", en: "Can be credited" }
    /// Field: why, as it is printed.
    credit_reason { fr: "Motif, imprimé sur l’avoir", en: "Reason, as printed on the credit note" }
    /// After an invoice was issued.
    done_invoiced { fr: "La facture est émise.", en: "The invoice is issued." }
    /// After a credit note was issued.
    done_credited { fr: "L’avoir est émis.", en: "The credit note is issued." }
    /// History: an invoice was issued.
    happened_invoice { fr: "Facture émise", en: "Invoice issued" }
    /// History: a credit note was issued.
    happened_credit_note { fr: "Avoir émis", en: "Credit note issued" }
    /// Search of the list.
    search_invoices { fr: "Numéro, voyage ou client", en: "Number, trip or client" }
    /// The list under filters has no row.
    no_invoice_found { fr: "Aucune facture ne correspond.", en: "No invoice matches." }
    /// Nothing was ever issued.
    no_invoice_yet { fr: "Aucune facture n’a encore été émise.", en: "No invoice has been issued yet." }
    /// Sums of every page, credit notes deducted; `sums` one for each currency.
    invoiced_in_all(sums) { fr: "Facturé, avoirs déduits\u{a0}: {sums}", en: "Invoiced, credit notes deducted: {sums}" }
}

/// What was issued, in a word.
pub const fn invoice_kind(locale: Locale, kind: InvoiceKind) -> &'static str {
    match kind {
        InvoiceKind::Invoice => kind_invoice(locale),
        InvoiceKind::CreditNote => kind_credit_note(locale),
    }
}
