//! Texts on payments of the system before this one, for both sides of the house.

use crate::Locale;
use domain::legacy::{LegacyKind, LegacyMethod};

crate::texts! {
    /// Heading over them.
    former_payments { fr: "Paiements de l’ancien système", en: "Payments from the former system" }
    /// Under that heading, for travellers: where their receipts are.
    former_hint { fr: "Leurs reçus vous ont été envoyés à l’époque.", en: "Their receipts were sent to you at the time." }
    /// One of them, for those who hear it alone.
    former(method) { fr: "{method}, ancien système", en: "{method}, former system" }
    /// What it was called there.
    former_id { fr: "Ancien numéro", en: "Former number" }
    /// The history: a payment was brought over.
    happened_brought_over { fr: "Paiement repris de l’ancien système", en: "Payment brought over from the former system" }
    /// The history: a refund was brought over.
    happened_refund_brought_over { fr: "Remboursement repris de l’ancien système", en: "Refund brought over from the former system" }
}

/// How money moved in the former system, and which way.
pub const fn way(locale: Locale, kind: LegacyKind, method: LegacyMethod) -> &'static str {
    use LegacyKind::{Payment, Refund};
    use LegacyMethod::{Card, Cash, Cheque, Transfer, Untold, Voucher};
    match (locale, kind, method) {
        (Locale::Fr, Payment, Card) => "Carte",
        (Locale::Fr, Payment, Transfer) => "Virement",
        (Locale::Fr, Payment, Cheque) => "Chèque",
        (Locale::Fr, Payment, Cash) => "Espèces",
        (Locale::Fr, Payment, Voucher) => "Chèques-vacances",
        (Locale::Fr, Payment, Untold) => "Paiement",
        (Locale::Fr, Refund, Card) => "Remboursement sur carte",
        (Locale::Fr, Refund, Transfer) => "Remboursement par virement",
        (Locale::Fr, Refund, Cheque) => "Remboursement par chèque",
        (Locale::Fr, Refund, Cash) => "Remboursement en espèces",
        (Locale::Fr, Refund, Voucher) => "Remboursement en chèques-vacances",
        (Locale::Fr, Refund, Untold) => "Remboursement",
        (Locale::En, Payment, Card) => "Card",
        (Locale::En, Payment, Transfer) => "Bank transfer",
        (Locale::En, Payment, Cheque) => "Cheque",
        (Locale::En, Payment, Cash) => "Cash",
        (Locale::En, Payment, Voucher) => "Holiday vouchers",
        (Locale::En, Payment, Untold) => "Payment",
        (Locale::En, Refund, Card) => "Refund on a card",
        (Locale::En, Refund, Transfer) => "Refund by bank transfer",
        (Locale::En, Refund, Cheque) => "Refund by cheque",
        (Locale::En, Refund, Cash) => "Refund in cash",
        (Locale::En, Refund, Voucher) => "Refund in holiday vouchers",
        (Locale::En, Refund, Untold) => "Refund",
    }
}
