//! Clients: the person, household or company that contracts.

use crate::error::{ErrorCode, FieldErrors, Refusal};
use crate::locale::Locale;
use crate::text;
use serde::{Deserialize, Serialize};

words! {
    /// What a client is.
    #[derive(Default)]
    ClientKind {
        /// One person.
        #[default]
        Person = "person",
        /// People under one roof who contract together.
        Household = "household",
        /// A company, an association, a school.
        Company = "company",
    }
}

/// A phone number with what it is for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone {
    /// "mobile", "office": free words, may be empty.
    pub label: String,
    /// The number as typed.
    pub number: String,
}

/// A postal address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Street and number, one or two lines.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// Town.
    pub city: String,
    /// Country, in words.
    pub country: String,
}

/// A client, checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Client {
    /// Person, household or company.
    pub kind: ClientKind,
    /// Given name of the person or of the household's contact.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Name of the company; empty for others.
    pub company: String,
    /// The language they read.
    pub language: Locale,
    /// Lower-case address; may be shared by two clients.
    pub email: String,
    /// Numbers, in order of preference.
    pub phones: Vec<Phone>,
    /// Addresses, the first one for papers.
    pub addresses: Vec<Address>,
}

impl Client {
    /// The name that lists and papers show.
    pub fn display_name(&self) -> String {
        match self.kind {
            ClientKind::Company => self.company.clone(),
            ClientKind::Person | ClientKind::Household => format!("{} {}", self.given_name, self.family_name).trim().to_owned(),
        }
    }
}

/// A phone number as typed. A row whose number is empty is dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PhoneDraft {
    /// See [`Phone::label`].
    pub label: String,
    /// See [`Phone::number`].
    pub number: String,
}

/// An address as typed. An entirely empty row is dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AddressDraft {
    /// See [`Address::street`].
    pub street: String,
    /// See [`Address::postcode`].
    pub postcode: String,
    /// See [`Address::city`].
    pub city: String,
    /// See [`Address::country`].
    pub country: String,
}

/// A client as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClientDraft {
    /// A [`ClientKind`].
    pub kind: String,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Company name.
    pub company: String,
    /// A [`Locale`].
    pub language: String,
    /// E-mail address.
    pub email: String,
    /// Numbers.
    pub phones: Vec<PhoneDraft>,
    /// Addresses.
    pub addresses: Vec<AddressDraft>,
    /// Not empty once the person typing has seen the likely twins and goes on.
    pub twins_seen: String,
}

impl ClientDraft {
    /// Parses the form.
    ///
    /// # Errors
    /// Every refused field, by its path.
    pub fn check(&self) -> Result<Client, FieldErrors> {
        let mut errors = FieldErrors::new();
        let kind: Option<ClientKind> = errors.take("kind", text::choice(&self.kind));
        let company = if kind == Some(ClientKind::Company) { text::required(&self.company, 120) } else { Ok(String::new()) };
        // A company's contact may be unknown at first; a person has a name.
        let name = |value: &str| if kind == Some(ClientKind::Company) { text::optional(value, 80) } else { text::required(value, 80) };
        let given_name = errors.take("given_name", name(&self.given_name));
        let family_name = errors.take("family_name", name(&self.family_name));
        let company = errors.take("company", company);
        let language = errors.take("language", text::choice(&self.language));
        let email = errors.take("email", text::email(&self.email));
        let mut phones = Vec::new();
        for (index, draft) in
            self.phones.iter().enumerate().filter(|(_, draft)| !draft.number.trim().is_empty() || !draft.label.trim().is_empty())
        {
            let label = errors.take(&format!("phones[{index}][label]"), text::optional(&draft.label, 40));
            let number = errors.take(&format!("phones[{index}][number]"), text::phone(&draft.number));
            phones.extend(label.zip(number).map(|(label, number)| Phone { label, number }));
        }
        let mut addresses = Vec::new();
        for (index, draft) in self.addresses.iter().enumerate() {
            let AddressDraft { street, postcode, city, country } = draft;
            if [street, postcode, city, country].iter().all(|part| part.trim().is_empty()) {
                continue;
            }
            let mut part = |name: &str, parsed: Result<String, Refusal>| errors.take(&format!("addresses[{index}][{name}]"), parsed);
            let parsed = (
                part("street", text::required(street, 200)),
                part("postcode", text::required(postcode, 16)),
                part("city", text::required(city, 80)),
                part("country", text::required(country, 60)),
            );
            if let (Some(street), Some(postcode), Some(city), Some(country)) = parsed {
                addresses.push(Address { street, postcode, city, country });
            }
        }
        for (field, rows) in [("phones", self.phones.len()), ("addresses", self.addresses.len())] {
            if rows > 10 {
                errors.add(field, Refusal::new(ErrorCode::TooManyRows).with("max", 10));
            }
        }
        errors.finish(|| {
            Some(Client {
                kind: kind?,
                given_name: given_name?,
                family_name: family_name?,
                company: company?,
                language: language?,
                email: email?,
                phones,
                addresses,
            })
        })
    }
}

impl From<&Client> for ClientDraft {
    fn from(client: &Client) -> Self {
        let Client { kind, given_name, family_name, company, language, email, phones, addresses } = client.clone();
        Self {
            kind: kind.to_string(),
            given_name,
            family_name,
            company,
            language: language.to_string(),
            email,
            phones: phones.into_iter().map(|Phone { label, number }| PhoneDraft { label, number }).collect(),
            addresses: addresses
                .into_iter()
                .map(|Address { street, postcode, city, country }| AddressDraft { street, postcode, city, country })
                .collect(),
            twins_seen: String::new(),
        }
    }
}

words! {
    /// Why two clients may be the same.
    Twin {
        /// The same e-mail address.
        SameEmail = "same_email",
        /// Names that differ by a letter or two, or by their order.
        NearName = "near_name",
    }
}

/// Whether `name` and `email` look like those of a client already known. Names are folded first; up to one edit for each six letters counts as near.
pub fn likely_twin(name: &str, email: &str, known_name: &str, known_email: &str) -> Option<Twin> {
    if !email.trim().is_empty() && email.trim().to_lowercase() == known_email {
        return Some(Twin::SameEmail);
    }
    let sorted = |name: &str| {
        let folded = text::fold(name);
        let mut words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        words.sort_unstable();
        words.join(" ")
    };
    let (name, known_name) = (sorted(name), sorted(known_name));
    let near = name.chars().count() >= 5 && text::edits(&name, &known_name) <= name.chars().count() / 6;
    near.then_some(Twin::NearName)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> ClientDraft {
        ClientDraft {
            kind: "person".into(),
            given_name: "Ana".into(),
            family_name: "Roux".into(),
            language: "fr".into(),
            email: "ana@example.org".into(),
            ..Default::default()
        }
    }

    #[test]
    fn a_client_comes_back_as_typed() {
        let mut draft = draft();
        draft.phones = vec![PhoneDraft { label: "mobile".into(), number: "06 00 00 00 00".into() }, PhoneDraft::default()];
        draft.addresses =
            vec![AddressDraft { street: "1 rue du Lac".into(), postcode: "74000".into(), city: "Annecy".into(), country: "France".into() }];
        let client = draft.check().unwrap();
        draft.phones.pop();
        assert_eq!(ClientDraft::from(&client), draft);
    }

    #[test]
    fn each_wrong_field_is_named() {
        let mut draft = draft();
        draft.email = "ana".into();
        draft.family_name = String::new();
        draft.phones = vec![PhoneDraft { label: String::new(), number: "abc".into() }];
        draft.addresses = vec![AddressDraft { city: "Annecy".into(), ..Default::default() }];
        let errors = draft.check().unwrap_err();
        let names: Vec<&str> = errors.0.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            ["family_name", "email", "phones[0][number]", "addresses[0][street]", "addresses[0][postcode]", "addresses[0][country]"]
        );
    }

    #[test]
    fn twins_are_seen_through_accents_order_and_slips() {
        assert_eq!(likely_twin("Hélène Müller", "", "Muller Helene", "x@example.org"), Some(Twin::NearName));
        assert_eq!(likely_twin("Claire Fontane", "", "Claire Fontaine", ""), Some(Twin::NearName));
        assert_eq!(likely_twin("Ana Roux", "ANA@example.org ", "Someone Else", "ana@example.org"), Some(Twin::SameEmail));
        assert_eq!(likely_twin("Claire Fontaine", "", "Marc Fontaine", ""), None);
        assert_eq!(likely_twin("Li", "", "Lu", ""), None);
    }
}
