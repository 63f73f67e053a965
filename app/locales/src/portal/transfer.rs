//! Texts on paying by bank transfer.

crate::texts! {
    /// Heading.
    title { fr: "Payer par virement", en: "Pay by bank transfer" }
    /// Under the heading.
    intro { fr: "Recopiez ces informations dans votre banque.", en: "Copy these details into your bank." }
    /// Fact: who holds the account.
    holder { fr: "Bénéficiaire", en: "Beneficiary" }
    /// Fact: account number.
    iban { fr: "IBAN", en: "IBAN" }
    /// Fact: bank code.
    bic { fr: "BIC", en: "BIC" }
    /// Fact: reference of the payer.
    reference { fr: "Référence", en: "Reference" }
    /// Alert: what must not be forgotten.
    reference_matters { fr: "N’oubliez pas la référence", en: "Do not forget the reference" }
    /// In that alert.
    delay {
        fr: "C’est elle qui nous dit que le virement vient de vous. Il apparaîtra dans vos paiements une fois arrivé, en général sous trois jours ouvrés.",
        en: "It tells us that the transfer is from you. It shows among your payments once it has arrived, usually within three working days.",
    }
    /// Card: the QR-bill.
    slip_title { fr: "QR-facture", en: "QR-bill" }
    /// In that card.
    slip_text { fr: "Pour payer avec l’application de votre banque suisse.", en: "To pay with the app of your Swiss bank." }
    /// Button: the PDF.
    slip { fr: "Télécharger la QR-facture (PDF)", en: "Download the QR-bill (PDF)" }
    /// Button: back to the payments of the trip.
    done { fr: "Voir mes paiements", en: "See my payments" }
    /// Card among the methods.
    method { fr: "Virement bancaire", en: "Bank transfer" }
    /// In that card.
    method_text { fr: "Depuis votre banque, en quelques jours. Nous vous donnons le compte et la référence.", en: "From your bank, within a few days. We give you the account and the reference." }
    /// Button in that card.
    choose { fr: "Payer par virement", en: "Pay by bank transfer" }
}
