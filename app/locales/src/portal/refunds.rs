//! Texts on money that goes back to the traveller.

use crate::Locale;
use domain::payments::{RefundStage, RefundWay};

/// How far a refund is, in a sentence; `by` is the day by which it should arrive.
pub fn standing(locale: Locale, stage: RefundStage, way: RefundWay, by: String) -> String {
    match (stage, way) {
        (RefundStage::Requested | RefundStage::Sent, RefundWay::Gateway) => requested(locale, by),
        (RefundStage::Requested | RefundStage::Sent, RefundWay::Transfer) => by_transfer(locale, by),
        (RefundStage::Pending, _) => pending(locale, by),
        (RefundStage::Succeeded, RefundWay::Gateway) => sent_back(locale).to_owned(),
        (RefundStage::Succeeded, RefundWay::Transfer) => transferred(locale).to_owned(),
        (RefundStage::Failed, _) => failed(locale).to_owned(),
    }
}

crate::texts! {
    /// Card: refunds.
    refunds { fr: "Vos remboursements", en: "Your refunds" }
    /// A refund, as a line.
    of_amount(amount) { fr: "Remboursement de {amount}", en: "Refund of {amount}" }
    /// Asked for.
    requested(by) { fr: "Demandé à notre banque. L’argent devrait être chez vous le {by} au plus tard.", en: "Asked of our bank. The money should be with you by {by}." }
    /// To be made by transfer.
    by_transfer(by) { fr: "Nous vous faisons un virement. L’argent devrait être chez vous le {by} au plus tard.", en: "We are making you a transfer. The money should be with you by {by}." }
    /// On its way.
    pending(by) { fr: "En route vers votre banque. L’argent devrait être chez vous le {by} au plus tard.", en: "On its way to your bank. The money should be with you by {by}." }
    /// Back on the card.
    sent_back { fr: "Rendu là d’où il venait. Selon votre banque, il arrive en quelques jours ouvrés.", en: "Sent back to where it came from. Depending on your bank, it arrives within a few working days." }
    /// Transferred.
    transferred { fr: "Le virement est parti. Il arrive en quelques jours ouvrés.", en: "The transfer has left. It arrives within a few working days." }
    /// Failed.
    failed { fr: "Votre banque n’a pas pu le recevoir. Cet argent reste à vous\u{a0}: nous vous contactons.", en: "Your bank could not take it. The money is still yours: we will contact you." }
}
