//! Texts on one's own invoices.

use crate::Locale;
use domain::invoices::InvoiceKind;

crate::texts! {
    /// Card: invoices and credit notes.
    invoices { fr: "Factures", en: "Invoices" }
    /// An invoice; `number` as issued.
    invoice(number) { fr: "Facture {number}", en: "Invoice {number}" }
    /// A credit note; `number` as issued.
    credit_note(number) { fr: "Avoir {number}", en: "Credit note {number}" }
    /// Amount and day of either.
    issued(amount, date) { fr: "{amount} le {date}", en: "{amount} on {date}" }
}

/// What was issued, with its number.
pub fn title(locale: Locale, kind: InvoiceKind, number: &str) -> String {
    match kind {
        InvoiceKind::Invoice => invoice(locale, number),
        InvoiceKind::CreditNote => credit_note(locale, number),
    }
}
