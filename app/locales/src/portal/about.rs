//! Texts of the pages about the site itself, and the descriptions of its photographs.

crate::texts! {
    /// Heading of the accessibility page.
    accessibility_title { fr: "Accessibilité", en: "Accessibility" }
    /// What is aimed at.
    accessibility_aim { fr: "Ce site est construit pour tous, selon les règles WCAG 2.2, niveau AA.", en: "This site is built for everybody, after WCAG 2.2, level AA." }
    /// Heading: what works.
    accessibility_works { fr: "Ce que vous pouvez faire", en: "What you can do" }
    /// It works with the keyboard.
    accessibility_keyboard { fr: "Tout parcourir au clavier et avec un lecteur d’écran.", en: "Go everywhere by keyboard and with a screen reader." }
    /// It works without scripts.
    accessibility_scripts { fr: "Vous connecter, lire votre voyage et payer sans JavaScript.", en: "Sign in, read your trip and pay without JavaScript." }
    /// It can be enlarged and recoloured.
    accessibility_display { fr: "Agrandir le texte au double et choisir des couleurs claires ou sombres.", en: "Double the size of the text and choose light or dark colours." }
    /// Heading: limits.
    accessibility_limits { fr: "Limites connues", en: "Known limits" }
    /// The site was not audited.
    accessibility_audit { fr: "Le site est vérifié par des outils automatiques\u{a0}; aucun audit extérieur n’a encore eu lieu.", en: "The site is checked by automatic tools; no outside audit has taken place yet." }
    /// Papers in PDF.
    accessibility_papers { fr: "Les reçus PDF n’ont pas été essayés avec tous les lecteurs d’écran.", en: "PDF receipts were not tried with every screen reader." }
    /// The bank's page belongs to the bank.
    accessibility_bank { fr: "La page de paiement est celle de la banque.", en: "The payment page is the bank’s own." }
    /// Heading: whom to tell.
    accessibility_contact { fr: "Un obstacle\u{a0}? Dites-le-nous", en: "Something in the way? Tell us" }
    /// Before the phone number.
    accessibility_call { fr: "Nous faisons avec vous, par téléphone, ce que le site ne permet pas\u{a0}:", en: "We do with you on the phone what the site does not allow:" }

    /// Heading of the credits page.
    credits_title { fr: "Crédits des photos", en: "Photo credits" }
    /// Under that heading.
    credits_text { fr: "Les photos ont été réduites\u{a0}; rien d’autre n’y a été changé.", en: "The photos were scaled down; nothing else in them was changed." }
    /// Author and licence of a photo.
    credit(author, licence) { fr: "{author}, licence {licence}", en: "{author}, licence {licence}" }

    /// Photo: Machu Picchu.
    photo_machu_picchu { fr: "Les ruines du Machu Picchu au pied du Huayna Picchu", en: "The ruins of Machu Picchu below Huayna Picchu" }
    /// Photo: Petra.
    photo_petra { fr: "La façade du Monastère taillée dans la roche à Pétra", en: "The rock-cut front of the Monastery at Petra" }
    /// Photo: Great Wall.
    photo_great_wall { fr: "La Grande Muraille sur les crêtes", en: "The Great Wall along the ridges" }
    /// Photo: Taj Mahal.
    photo_taj_mahal { fr: "Le Taj Mahal et son bassin", en: "The Taj Mahal and its pool" }
    /// Photo: Golden Temple.
    photo_golden_temple { fr: "Le Temple d’Or d’Amritsar au bord de son bassin", en: "The Golden Temple of Amritsar on its pool" }
    /// Photo: Hawa Mahal.
    photo_hawa_mahal { fr: "La façade rose du Hawa Mahal à Jaipur", en: "The pink front of the Hawa Mahal in Jaipur" }
    /// Photo: Konark.
    photo_konark { fr: "Le temple du Soleil de Konark", en: "The Sun Temple of Konark" }
    /// Photo: Chichén Itzá.
    photo_chichen_itza { fr: "La pyramide de Chichén Itzá", en: "The pyramid of Chichén Itzá" }
    /// Photo: Rio.
    photo_rio { fr: "Le Christ du Corcovado au-dessus de Rio", en: "The Christ of Corcovado above Rio" }
    /// Photo: Colosseum.
    photo_colosseum { fr: "Le Colisée à Rome", en: "The Colosseum in Rome" }
}
