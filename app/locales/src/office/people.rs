//! Texts of the pages on clients and staff.

crate::texts! {
    // Clients.
    /// Button: write down a new client.
    new_client { fr: "Nouveau client", en: "New client" }
    /// Heading of the page that changes a client.
    edit_client { fr: "Modifier le client", en: "Edit the client" }
    /// No client under these words.
    no_client_found { fr: "Aucun client ne correspond à cette recherche", en: "No client matches this search" }
    /// Legend: what a client is.
    client_is { fr: "Ce client est", en: "This client is" }
    /// Field: given name.
    given_name { fr: "Prénom", en: "Given name" }
    /// Field: family name.
    family_name { fr: "Nom de famille", en: "Family name" }
    /// Field: name of a company.
    company { fr: "Entreprise", en: "Company" }
    /// Under that field.
    company_hint { fr: "Nécessaire pour une entreprise\u{a0}; le prénom et le nom sont alors ceux du contact.", en: "Needed for a company; the names are then those of the contact." }
    /// Fact: the contact in a company.
    contact { fr: "Contact", en: "Contact" }
    /// Column and field: e-mail address.
    email { fr: "Adresse e-mail", en: "E-mail address" }
    /// Field: language.
    language { fr: "Langue", en: "Language" }
    /// Column, field and fact: phone number.
    phone { fr: "Téléphone", en: "Phone" }
    /// Legend: phone numbers.
    phones { fr: "Téléphones", en: "Phone numbers" }
    /// Field: one of the phone numbers.
    phone_number(number) { fr: "Numéro {number}", en: "Number {number}" }
    /// Field: what one of the numbers is for.
    phone_label(number) { fr: "Usage du numéro {number}", en: "What number {number} is for" }
    /// Legend: postal addresses.
    addresses { fr: "Adresses", en: "Addresses" }
    /// Heading: one of the addresses.
    address_number(number) { fr: "Adresse {number}", en: "Address {number}" }
    /// Fact: postal address.
    address { fr: "Adresse", en: "Address" }
    /// Field: street and number.
    street { fr: "Rue et numéro", en: "Street and number" }
    /// Field: postcode.
    postcode { fr: "Code postal", en: "Postcode" }
    /// Column and field: town.
    city { fr: "Ville", en: "Town" }
    /// Field: country.
    country { fr: "Pays", en: "Country" }
    /// Heading over likely twins.
    likely_twins { fr: "Ce client existe peut-être déjà", en: "This client may already exist" }
    /// Box: the twins were seen, it is somebody else.
    twins_seen { fr: "J’ai vérifié\u{a0}: c’est un autre client", en: "I have checked: this is another client" }
    /// Card: the client's access to the traveller's space.
    client_space { fr: "Espace voyageur", en: "Traveller’s space" }
    /// State: never invited.
    never_invited { fr: "Jamais invité", en: "Never invited" }
    /// State: invited, not opened yet.
    invited { fr: "Invité, pas encore entré", en: "Invited, not opened yet" }
    /// State: the space is open.
    space_open { fr: "Espace ouvert", en: "Space open" }
    /// Button: mail the first link.
    invite_client { fr: "Inviter le client", en: "Invite the client" }
    /// Button: mail the link again.
    invite_again { fr: "Renvoyer l’invitation", en: "Send the invitation again" }
    /// Button: mail a link to a client whose space is open.
    send_access_link { fr: "Envoyer un lien d’accès", en: "Send an access link" }

    // Staff.
    /// Button: invite a member of staff.
    new_staff { fr: "Inviter un membre", en: "Invite a member" }
    /// Under the heading of that page.
    new_staff_hint { fr: "Un e-mail lui propose de choisir un mot de passe.", en: "An e-mail asks them to choose a password." }
    /// Button of that form.
    send_invitation { fr: "Envoyer l’invitation", en: "Send the invitation" }
    /// Search field of the list.
    search_staff { fr: "Nom ou e-mail", en: "Name or e-mail" }
    /// No member of staff under these filters.
    no_staff_found { fr: "Personne ne correspond à cette recherche", en: "Nobody matches this search" }
    /// Column and field: role.
    role { fr: "Rôle", en: "Role" }
    /// Under the destinations of a member of staff.
    staff_destinations_hint { fr: "Celles que cette personne connaît et vend.", en: "Those this person knows and sells." }
    /// Card: whether somebody can sign in.
    access { fr: "Accès", en: "Access" }
    /// Button: mail an invitation again.
    renew_invitation { fr: "Renvoyer l’invitation", en: "Send the invitation again" }
    /// Button: somebody can no longer sign in.
    disable { fr: "Couper l’accès", en: "Cut off access" }
    /// Button: somebody can sign in again.
    enable { fr: "Rétablir l’accès", en: "Restore access" }
}
