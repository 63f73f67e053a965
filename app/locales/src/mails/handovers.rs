//! Texts of the mails about debits that come back and contracts that pass to another person.

crate::texts! {
    /// Subject: a debit came back.
    debit_returned_subject(trip) { fr: "Votre prélèvement pour «\u{a0}{trip}\u{a0}» a été annulé par votre banque", en: "Your bank has reversed your direct debit for “{trip}”" }
    /// It is owed again.
    debit_owed(amount, trip) { fr: "Votre banque vous a rendu le prélèvement de {amount} pour «\u{a0}{trip}\u{a0}». Ce paiement est annulé, son reçu n’est plus valable, et cette somme est de nouveau à payer. Si vous ne l’avez pas voulu, appelez-nous.", en: "Your bank gave you the direct debit of {amount} for “{trip}” back. This payment no longer counts, its receipt is no longer valid, and the amount is to be paid again. If you did not want this, call us." }
    /// Nothing is to be paid any more.
    debit_closed(amount, trip) { fr: "Votre banque vous a rendu le prélèvement de {amount} pour «\u{a0}{trip}\u{a0}». Ce paiement est annulé et son reçu n’est plus valable. Nous vous appelons s’il reste quelque chose à régler.", en: "Your bank gave you the direct debit of {amount} for “{trip}” back. This payment no longer counts, and its receipt is no longer valid. We will call you if anything is left to settle." }
    /// To whoever had handed the contract over.
    debit_handed_over(amount, trip) { fr: "Votre banque vous a rendu le prélèvement de {amount} pour «\u{a0}{trip}\u{a0}», que vous avez cédé. Cette somme est de nouveau à payer\u{a0}: nous la demandons à la personne qui a repris le contrat, et vous en restez tenu avec elle. Si vous ne l’avez pas voulu, appelez-nous.", en: "Your bank gave you the direct debit of {amount} back, for “{trip}”, which you handed over. The amount is to be paid again: we ask whoever took the contract over, and you remain liable together with them. If you did not want this, call us." }
    /// To whoever took the contract over.
    debit_taken_over(amount, trip) { fr: "Un prélèvement de {amount} payé avant vous pour «\u{a0}{trip}\u{a0}» est revenu\u{a0}: la banque l’a rendu à la personne qui vous a cédé le contrat. Cette somme est de nouveau à payer, et vous en êtes tenus ensemble. Payez-la, ou appelez-nous.", en: "A direct debit of {amount} that was paid before you for “{trip}” came back: the bank gave it back to whoever handed the contract over to you. The amount is to be paid again, and you are both liable for it. Pay it, or call us." }
    /// Button of that mail.
    debit_returned_button { fr: "Voir et payer", en: "See and pay" }
    /// Subject: to whoever handed over.
    handed_over_subject(trip) { fr: "Vous avez cédé «\u{a0}{trip}\u{a0}»", en: "You handed “{trip}” over" }
    /// To whoever handed over.
    handed_over(trip, other) { fr: "Votre contrat pour «\u{a0}{trip}\u{a0}» est passé à {other}, comme vous l’avez demandé.", en: "Your contract for “{trip}” has passed to {other}, as you asked." }
    /// What becomes of the money.
    handed_over_money(paid, open, other) { fr: "Ce que vous avez payé, {paid}, reste à votre nom avec ses reçus. Les {open} encore à payer sont demandés à {other}\u{a0}; la loi vous en tient solidaires jusqu’au paiement.", en: "What you have paid, {paid}, stays in your name with its receipts. The {open} still to be paid are asked of {other}; by law you are both liable until they are paid." }
    /// What becomes of the money when everything was paid.
    handed_over_paid(paid) { fr: "Tout est déjà payé. Ce que vous avez payé, {paid}, reste à votre nom avec ses reçus.", en: "Everything is paid already. What you have paid, {paid}, stays in your name with its receipts." }
    /// Subject: to whoever took over.
    taken_over_subject(trip) { fr: "«\u{a0}{trip}\u{a0}» est à votre nom", en: "“{trip}” is in your name" }
    /// To whoever took over.
    taken_over(trip, other) { fr: "Le contrat de {other} pour «\u{a0}{trip}\u{a0}» est passé à votre nom.", en: "The contract of {other} for “{trip}” has passed to your name." }
    /// What is open.
    taken_over_money(open, other) { fr: "De ce contrat, il reste {open} à payer. La loi vous en tient, avec {other}, jusqu’au paiement.", en: "Of this contract, {open} are still to be paid. By law you are liable for it, together with {other}, until it is paid." }
    /// When everything was paid.
    taken_over_paid { fr: "Tout est déjà payé.", en: "Everything is paid already." }
    /// Button of that mail.
    taken_over_button { fr: "Voir mon voyage", en: "See my trip" }
}
