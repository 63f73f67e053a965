//! Texts that both sides of the house show: the shell, sign-in, account pages.

crate::texts! {
    /// The first link of every page, for keyboards and screen readers.
    skip_to_content { fr: "Aller au contenu", en: "Skip to content" }
    /// Label of the sign-in button and page.
    sign_in { fr: "Se connecter", en: "Sign in" }
    /// Label of the sign-out button.
    sign_out { fr: "Se déconnecter", en: "Sign out" }
    /// Field: e-mail address.
    email { fr: "Adresse e-mail", en: "E-mail address" }
    /// Field: password.
    password { fr: "Mot de passe", en: "Password" }
    /// Heading of the list of refused fields.
    there_is_a_problem { fr: "Il y a un problème", en: "There is a problem" }
    /// Before the title of a page whose form was refused.
    error_prefix { fr: "Erreur\u{a0}:", en: "Error:" }
    /// Beside fields that may stay empty, in brackets.
    optional { fr: "facultatif", en: "optional" }
    /// Button: save a form.
    save { fr: "Enregistrer", en: "Save" }
    /// Link: leave without saving.
    cancel { fr: "Annuler", en: "Cancel" }
    /// Link: to the page before.
    back { fr: "Retour", en: "Back" }
    /// Button: show a hidden password.
    show { fr: "Afficher", en: "Show" }
    /// Button: hide it again.
    hide { fr: "Masquer", en: "Hide" }
    /// Button: close a message or a dialog.
    close { fr: "Fermer", en: "Close" }
    /// Said while a form is on its way.
    busy { fr: "Patientez…", en: "Please wait…" }
    /// Said when no answer came to a form.
    unsent { fr: "Pas de réponse. Vérifiez votre connexion, puis réessayez\u{a0}: rien ne sera fait deux fois.", en: "No answer. Check your connection, then try again: nothing will be done twice." }
    /// Said when an error has no words of its own.
    unknown_error { fr: "Une erreur est survenue. Réessayez dans un instant.", en: "Something went wrong. Try again in a moment." }
    /// Link to change an answer; followed by what it changes, for screen readers.
    change { fr: "Modifier", en: "Change" }
    /// Name of the main navigation.
    main_navigation { fr: "Navigation principale", en: "Main navigation" }
}

crate::texts! {
    /// Heading of a page that cannot be shown.
    cannot_show { fr: "Cette page ne peut pas s’afficher", en: "This page cannot be shown" }
    /// Link to the first page.
    to_home { fr: "Aller à l’accueil", en: "Go to the first page" }
    /// Heading of the demo's mail drop.
    mail_drop { fr: "Boîte aux lettres de la démonstration", en: "Mail drop of the demo" }
    /// What the mail drop is.
    mail_drop_hint { fr: "La démonstration n’envoie rien\u{a0}: elle garde ici chaque message.", en: "The demo sends nothing: it keeps each message here." }
    /// No mail was kept yet.
    mail_drop_empty { fr: "Aucun message pour l’instant", en: "No message yet" }
    /// Addressee of a mail.
    mail_to(address) { fr: "À {address}", en: "To {address}" }
}
