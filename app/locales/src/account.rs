//! Texts of sign-in, links, passwords, sessions and preferences, on both sides.

crate::texts! {
    // Sign-in.
    /// Heading of the travellers' sign-in page.
    portal_sign_in { fr: "Accéder à mon voyage", en: "Open my trip" }
    /// Heading of the staff's sign-in page.
    office_sign_in { fr: "Espace de l’agence", en: "Agency office" }
    /// Under the heading of the travellers' sign-in page.
    portal_sign_in_hint { fr: "Votre conseiller vous a envoyé un e-mail d’invitation à cette adresse.", en: "Your travel adviser sent an invitation to this e-mail address." }
    /// Link: forgotten password.
    forgotten { fr: "Mot de passe oublié ou première visite", en: "Forgotten password or first visit" }
    /// Legend: several people share the e-mail and the password.
    who_are_you { fr: "Qui êtes-vous\u{a0}?", en: "Who are you?" }
    /// Under the legend: the password is asked again.
    who_are_you_hint { fr: "Choisissez votre nom et tapez encore votre mot de passe.", en: "Choose your name and type your password again." }
    /// Above the phone number on pages one may be stuck at.
    need_help { fr: "Besoin d’aide\u{a0}?", en: "Need help?" }
    /// Link: call this number.
    call(phone) { fr: "Appeler le {phone}", en: "Call {phone}" }
    /// Description of the photograph beside the sign-in form.
    sign_in_photo { fr: "Le Machu Picchu au lever du jour", en: "Machu Picchu at daybreak" }
    /// Heading of the page that asks for the one-time code.
    code_title { fr: "Votre code à usage unique", en: "Your one-time code" }
    /// Field: one-time code.
    code { fr: "Code à 6 chiffres", en: "6-digit code" }
    /// Under the field of the one-time code.
    code_hint { fr: "Il s’affiche dans votre application d’authentification.", en: "Your authenticator app shows it." }
    /// Button: go on.
    go_on { fr: "Continuer", en: "Continue" }

    // Links.
    /// Heading of the page that mails a link.
    forgotten_title { fr: "Recevoir un lien par e-mail", en: "Receive a link by e-mail" }
    /// Under that heading.
    forgotten_hint { fr: "Nous envoyons un lien pour choisir un mot de passe. Il sert une fois.", en: "We send a link to choose a password. It works once." }
    /// Button: mail the link.
    send_link { fr: "Envoyer le lien", en: "Send the link" }
    /// Heading once it was sent, whether the address is known or not.
    link_sent { fr: "Regardez votre boîte aux lettres", en: "Check your mailbox" }
    /// Under that heading.
    link_sent_text { fr: "Si nous connaissons cette adresse, un e-mail arrive dans quelques minutes. Regardez aussi dans les indésirables.", en: "If we know this address, an e-mail arrives within minutes. Look among the unwanted ones too." }
    /// Heading of a link that works, first visit.
    activation_title(name) { fr: "Bienvenue, {name}", en: "Welcome, {name}" }
    /// Heading of a link that works, new password.
    reset_title { fr: "Choisissez un nouveau mot de passe", en: "Choose a new password" }
    /// Under the heading of a link: the address it belongs to.
    link_for(email) { fr: "Pour l’adresse {email}", en: "For the address {email}" }
    /// Field: a password that does not exist yet.
    create_password { fr: "Créez votre mot de passe", en: "Create a password" }
    /// Under the field of a new password.
    password_hint(min) { fr: "{min} caractères au moins. Plusieurs mots qui n’ont rien à voir font un bon mot de passe.", en: "At least {min} characters. Several unrelated words make a good password." }
    /// Button: save the password and open the space.
    open_space { fr: "Enregistrer et entrer", en: "Save and go in" }
    /// Heading of a link that does not work any more.
    link_dead_title { fr: "Ce lien ne fonctionne plus", en: "This link no longer works" }
    /// What to do about a used or expired link.
    link_renew_text { fr: "Nous pouvons envoyer un nouveau lien à la même adresse.", en: "We can send a new link to the same address." }
    /// The same, with the masked address.
    link_renew_to(email) { fr: "Nous pouvons envoyer un nouveau lien à {email}.", en: "We can send a new link to {email}." }
    /// Button: mail a fresh link.
    link_renew { fr: "Envoyer un nouveau lien", en: "Send a new link" }

    // One's own account.
    /// Heading of the section on the password.
    password_title { fr: "Mot de passe", en: "Password" }
    /// Field: the password as it is now.
    current_password { fr: "Mot de passe actuel", en: "Current password" }
    /// Field: the password to be.
    new_password { fr: "Nouveau mot de passe", en: "New password" }
    /// Button: change the password.
    change_password { fr: "Changer le mot de passe", en: "Change the password" }
    /// What else a new password does.
    change_password_hint { fr: "Les autres appareils devront se connecter de nouveau.", en: "Other devices will have to sign in again." }
    /// Heading of the list of sessions.
    sessions_title { fr: "Appareils connectés", en: "Signed-in devices" }
    /// Beside the session of this browser.
    this_device { fr: "Cet appareil", en: "This device" }
    /// When a session was last used; `at` as [`crate::format::instant`] writes it.
    seen_at(at) { fr: "Vu le {at}", en: "Seen on {at}" }
    /// Button: end another session.
    end_session { fr: "Déconnecter", en: "Sign out" }
    /// The same button for screen readers.
    end_session_of(browser) { fr: "Déconnecter {browser}", en: "Sign out {browser}" }
    /// Heading of the section on one-time codes.
    totp_title { fr: "Code à usage unique", en: "One-time code" }
    /// One-time codes are not asked.
    totp_off { fr: "Seul le mot de passe est demandé à la connexion. Une application d’authentification le renforce.", en: "Only the password is asked at sign-in. An authenticator app makes it stronger." }
    /// One-time codes are asked.
    totp_on { fr: "Un code est demandé à chaque connexion.", en: "A code is asked at every sign-in." }
    /// Button: begin setting codes up.
    totp_begin { fr: "Mettre en place", en: "Set up" }
    /// What to do with the secret.
    totp_steps { fr: "Ajoutez un compte dans votre application avec cette clé, puis tapez le code affiché.", en: "Add an account to your app with this key, then type the code it shows." }
    /// Term: the secret to type in the app.
    totp_secret { fr: "Clé", en: "Key" }
    /// Link that opens the app on this device.
    totp_open { fr: "Ouvrir dans l’application de cet appareil", en: "Open in the app of this device" }
    /// Button: confirm the set-up.
    totp_confirm { fr: "Activer le code", en: "Turn the code on" }
    /// Button: stop asking for codes.
    totp_end { fr: "Ne plus demander de code", en: "Stop asking for a code" }
    /// Heading of the preferences.
    preferences_title { fr: "Affichage", en: "Display" }
    /// Name of the choice of languages.
    language { fr: "Langue", en: "Language" }
    /// Name of the choice of colours.
    theme { fr: "Couleurs", en: "Colours" }
    /// Colours: light.
    theme_light { fr: "Clair", en: "Light" }
    /// Colours: dark.
    theme_dark { fr: "Sombre", en: "Dark" }
    /// Colours: as the system says.
    theme_auto { fr: "Comme l’appareil", en: "Like the device" }
    /// After a saved password.
    saved_password { fr: "Votre mot de passe est changé.", en: "Your password is changed." }
    /// After an ended session.
    saved_session { fr: "L’appareil est déconnecté.", en: "The device is signed out." }
    /// After one-time codes came into force.
    saved_totp { fr: "Un code vous sera demandé à la prochaine connexion.", en: "A code will be asked at your next sign-in." }
    /// After one-time codes ended.
    saved_no_totp { fr: "Le code n’est plus demandé.", en: "The code is no longer asked." }

    // Conflicts.
    /// An edit that met a newer version, with its author.
    changed_by(name) { fr: "{name} a modifié ceci entre-temps. Comparez les deux valeurs, puis enregistrez de nouveau.", en: "{name} changed this meanwhile. Compare both values, then save again." }
    /// Both values of a field.
    both_values(mine, theirs) { fr: "Vous avez écrit «\u{a0}{mine}\u{a0}». La valeur enregistrée est «\u{a0}{theirs}\u{a0}».", en: "You wrote “{mine}”. The saved value is “{theirs}”." }

    // Pages that cannot be shown.
    /// Heading of a page that is not there.
    not_found_title { fr: "Page introuvable", en: "Page not found" }
    /// Heading of a page that failed.
    failed_title { fr: "La page ne s’affiche pas", en: "The page cannot be shown" }
    /// Heading of a page that needs a session.
    sign_in_title { fr: "Connectez-vous", en: "Sign in" }
    /// Link to the first page.
    to_home { fr: "Aller à l’accueil", en: "Go to the first page" }
}

/// The name of a language in that language, for the switch.
pub const fn own_name(word: crate::Locale) -> &'static str {
    match word {
        crate::Locale::Fr => "Français",
        crate::Locale::En => "English",
    }
}
