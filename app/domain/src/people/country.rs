//! Countries, read from what people type.
//!
//! A client's address holds its country in words. Whoever needs a code reads it here; nobody is ever refused because their country cannot be read.

use super::country_names::COUNTRIES;
use crate::text::fold;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What people also write, in the spelling of [`fold`].
const ALSO: &[(&str, &str)] = &[
    ("allemagne federale", "DE"),
    ("angleterre", "GB"),
    ("belgie", "BE"),
    ("burma", "MM"),
    ("birmanie", "MM"),
    ("deutschland", "DE"),
    ("ecosse", "GB"),
    ("emirats", "AE"),
    ("england", "GB"),
    ("espana", "ES"),
    ("grande bretagne", "GB"),
    ("great britain", "GB"),
    ("helvetia", "CH"),
    ("hollande", "NL"),
    ("holland", "NL"),
    ("hong kong", "HK"),
    ("italia", "IT"),
    ("ivory coast", "CI"),
    ("macao", "MO"),
    ("oesterreich", "AT"),
    ("osterreich", "AT"),
    ("pays de galles", "GB"),
    ("republique tcheque", "CZ"),
    ("czech republic", "CZ"),
    ("reunion", "RE"),
    ("schweiz", "CH"),
    ("scotland", "GB"),
    ("svizzera", "CH"),
    ("swaziland", "SZ"),
    ("turkey", "TR"),
    ("uk", "GB"),
    ("united states of america", "US"),
    ("etats unis d amerique", "US"),
    ("usa", "US"),
    ("wales", "GB"),
];

/// A country of ISO 3166-1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Country(&'static str, u16);

impl Country {
    /// France.
    pub const FRANCE: Self = Self("FR", 250);
    /// Switzerland.
    pub const SWITZERLAND: Self = Self("CH", 756);

    /// The two letters.
    pub const fn code(self) -> &'static str {
        self.0
    }

    /// The three digits of the standard, as a number: 250 for France.
    pub const fn numeric(self) -> u16 {
        self.1
    }

    /// The country that people mean: by its two letters or its French or English name, whatever the case, accents, hyphens and article. `None` when it is none.
    pub fn read(text: &str) -> Option<Self> {
        let (letters, wanted) = (text.trim(), bare(text));
        if let Some((code, number, ..)) = COUNTRIES.iter().find(|(code, ..)| code.eq_ignore_ascii_case(letters)) {
            return Some(Self(code, *number));
        }
        if wanted.is_empty() {
            return None;
        }
        let also = ALSO.iter().find(|(name, _)| *name == wanted).map(|(_, code)| *code);
        COUNTRIES
            .iter()
            .find(|(code, _, fr, en)| also.map_or_else(|| bare(fr) == wanted || bare(en) == wanted, |also| *code == also))
            .map(|(code, number, ..)| Self(code, *number))
    }
}

/// A name in the spelling of [`fold`], without its article and without "and".
fn bare(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(' ').filter(|word| !matches!(*word, "la" | "le" | "les" | "l" | "the" | "et" | "and"));
    words.collect::<Vec<_>>().join(" ")
}

impl Serialize for Country {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Country {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        let known = COUNTRIES.iter().find(|(known, ..)| *known == code);
        known.map(|(code, number, ..)| Self(code, *number)).ok_or_else(|| D::Error::custom("no code of a country"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_read_as_people_write_them() {
        for (text, code) in [
            ("France", "FR"),
            ("FRANCE ", "FR"),
            ("fr", "FR"),
            ("La France", "FR"),
            ("Suisse", "CH"),
            ("Switzerland", "CH"),
            ("CH", "CH"),
            ("Schweiz", "CH"),
            ("Etats-Unis", "US"),
            ("États‑Unis", "US"),
            ("the United States", "US"),
            ("Royaume Uni", "GB"),
            ("UK", "GB"),
            ("Angleterre", "GB"),
            ("Antigua and Barbuda", "AG"),
            ("Côte d’Ivoire", "CI"),
            ("Cote d'Ivoire", "CI"),
            ("Réunion", "RE"),
            ("Pays-Bas", "NL"),
        ] {
            assert_eq!(Country::read(text).map(Country::code), Some(code), "{text}");
        }
        for text in ["", " ", "Savoie", "les", "F", "FRA", "Fra nce", "中国", "Annecy, France"] {
            assert_eq!(Country::read(text), None, "{text}");
        }
    }

    #[test]
    fn the_table_is_whole_and_in_order() {
        assert_eq!(COUNTRIES.len(), 249);
        assert!(COUNTRIES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (code, number, fr, en) in COUNTRIES {
            for text in [*code, *fr, *en] {
                assert_eq!(Country::read(text).map(|country| (country.code(), country.numeric())), Some((*code, *number)), "{text}");
            }
        }
        for (name, code) in ALSO {
            assert_eq!((Country::read(name).map(Country::code), bare(name).as_str()), (Some(*code), *name));
        }
        for known in [Country::FRANCE, Country::SWITZERLAND] {
            assert_eq!(Country::read(known.code()), Some(known));
        }
    }

    #[test]
    fn a_stored_country_is_its_code() {
        assert_eq!(serde_json::to_string(&Country::FRANCE).unwrap(), "\"FR\"");
        assert_eq!(serde_json::from_str::<Country>("\"CH\"").unwrap(), Country::SWITZERLAND);
        assert!(serde_json::from_str::<Country>("\"France\"").is_err());
    }
}
