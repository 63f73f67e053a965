//! Texts of the page behind a payment link: for somebody who has no account and needs none.

crate::texts! {
    /// Heading.
    title(amount) { fr: "Payer {amount}", en: "Pay {amount}" }
    /// Under the heading.
    for_trip(trip) { fr: "Pour le voyage «\u{a0}{trip}\u{a0}»", en: "For the trip “{trip}”" }
    /// Title of the window when nothing is to be paid.
    page_title { fr: "Lien de paiement", en: "Payment link" }
    /// Term: who asks.
    asked_by { fr: "Demandé par", en: "Asked by" }
    /// Term: the trip.
    trip { fr: "Voyage", en: "Trip" }
    /// Term: until when.
    due_on { fr: "À payer au plus tard le", en: "To pay by" }
    /// Term: how much.
    amount { fr: "Montant", en: "Amount" }
    /// A part of the amount; `kind` its name.
    part(kind, due) { fr: "dont {kind}, au plus tard le {due}", en: "of which {kind}, by {due}" }
    /// Button.
    pay(amount) { fr: "Payer {amount}", en: "Pay {amount}" }
    /// Button, after a refusal.
    pay_again(amount) { fr: "Recommencer\u{a0}: payer {amount}", en: "Try again: pay {amount}" }
    /// Under the button.
    how { fr: "Vous payez par carte sur la page de la banque. Il ne faut ni compte ni mot de passe. Votre reçu s’affiche ensuite ici.", en: "You pay by card on the bank’s page. You need neither an account nor a password. Your receipt is shown here afterwards." }
    /// Heading: everything is paid.
    paid_title { fr: "C’est déjà payé", en: "This is already paid" }
    /// Under it.
    paid_text { fr: "Il ne reste rien à payer par ce lien. Merci.", en: "Nothing is left to pay by this link. Thank you." }
    /// Heading: the amount was replaced.
    replaced_title { fr: "Ce lien a été remplacé", en: "This link was replaced" }
    /// Under it.
    replaced_text { fr: "Le montant ou la date a changé depuis. Demandez un nouveau lien. Rien n’a été prélevé.", en: "The amount or the date has changed since. Ask for a new link. Nothing was taken." }
    /// Heading: the trip cannot be paid.
    not_payable_title { fr: "Ce voyage ne se paie plus", en: "This trip cannot be paid any more" }
    /// Under it.
    not_payable_text { fr: "Il n’attend pas de paiement. Rien n’a été prélevé.", en: "It awaits no payment. Nothing was taken." }
    /// Heading: called back.
    revoked_title { fr: "Ce lien a été annulé", en: "This link was withdrawn" }
    /// Under it.
    revoked_text { fr: "L’agence l’a annulé. Demandez-en un nouveau si vous devez encore payer.", en: "The agency withdrew it. Ask for a new one if you still have to pay." }
    /// Heading: too old.
    expired_title { fr: "Ce lien est trop ancien", en: "This link is too old" }
    /// Under it.
    expired_text { fr: "Il ne permet plus de payer. Demandez-en un nouveau.", en: "It can no longer be used to pay. Ask for a new one." }
    /// Before the phone number.
    call(name) { fr: "Une question\u{a0}? Appelez {name}\u{a0}:", en: "A question? Call {name}:" }
    /// Paid: what happens next.
    thanks { fr: "Merci. Votre reçu est prêt, et nous vous l’envoyons aussi par e-mail.", en: "Thank you. Your receipt is ready, and we are sending it by e-mail as well." }
    /// Paid, and the session ended meanwhile.
    thanks_sign_in { fr: "Merci. Nous vous envoyons votre reçu par e-mail\u{a0}; il est aussi dans votre espace.", en: "Thank you. We are sending you the receipt by e-mail; it is in your space as well." }
    /// Button, when the session ended meanwhile: everything else.
    sign_in_to_see { fr: "Ouvrir mon espace", en: "Open my space" }
    /// The same after a refusal.
    sign_in_to_retry { fr: "Ouvrir mon espace pour recommencer", en: "Open my space to try again" }
    /// Declined or abandoned, where one cannot pay again.
    open_first_link { fr: "Pour recommencer, ouvrez de nouveau le lien que vous avez reçu.", en: "To try again, open the link you were sent once more." }
}
