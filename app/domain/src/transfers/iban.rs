//! International bank account numbers (ISO 13616).

use crate::error::UnknownWord;

/// An account number whose check digits are right: capitals and digits, no spaces.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Iban(String);

impl Iban {
    /// As machines write it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In groups of four, as people read it.
    pub fn grouped(&self) -> String {
        grouped(&self.0)
    }

    /// Whether it is an account in Switzerland or Liechtenstein.
    pub fn is_swiss(&self) -> bool {
        self.0.starts_with("CH") || self.0.starts_with("LI")
    }

    /// Whether it is a QR-IBAN: its institution's number is from 30000 to 31999.
    pub fn is_qr(&self) -> bool {
        let institution = self.0.get(4..9).and_then(|text| text.parse::<u32>().ok());
        self.is_swiss() && institution.is_some_and(|number| (30_000..=31_999).contains(&number))
    }
}

impl std::fmt::Display for Iban {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Iban {
    type Err = UnknownWord;

    /// Spaces are passed over.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let plain = squeezed(text);
        let country = plain.bytes().take(2).all(|byte| byte.is_ascii_uppercase());
        // The shortest is Norway's with 15, the longest of the standard has 34; a Swiss one has 21.
        let length = (15..=34).contains(&plain.len()) && (plain.len() == 21 || !(plain.starts_with("CH") || plain.starts_with("LI")));
        if length && country && mod_97(&plain) == Some(1) { Ok(Self(plain)) } else { Err(UnknownWord(text.chars().take(40).collect())) }
    }
}

/// Without white space, in capitals.
pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect()
}

/// Groups of four.
pub(super) fn grouped(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    chars.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// The remainder by 97 of a text whose first four characters are put last, letters counting from 10 (ISO 7064); `None` for any other character.
pub(super) fn mod_97(text: &str) -> Option<u32> {
    let (head, tail) = text.split_at_checked(4)?;
    let mut rest = 0_u32;
    for c in tail.chars().chain(head.chars()) {
        let value = if c.is_ascii_uppercase() || c.is_ascii_digit() { c.to_digit(36)? } else { return None };
        rest = (rest * if value < 10 { 10 } else { 100 } + value) % 97;
    }
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_right_check_digits_are_an_account() {
        for right in ["CH58 0079 1123 0008 8901 2", "ch4431999123000889012", "FR1420041010050500013M02606", "DE89370400440532013000"] {
            assert!(right.parse::<Iban>().is_ok(), "{right}");
        }
        for wrong in [
            "CH5800791123000889013",
            "CH580079112300088901",
            "FR14",
            "",
            "1234",
            "CH58 0079 1123 0008 8901 é",
            "FR1420041010050500013M02607",
        ] {
            assert!(wrong.parse::<Iban>().is_err(), "{wrong}");
        }
        let (plain, qr): (Iban, Iban) = ("CH5800791123000889012".parse().unwrap(), "CH4431999123000889012".parse().unwrap());
        assert!(plain.is_swiss() && !plain.is_qr() && qr.is_qr());
        assert_eq!(plain.grouped(), "CH58 0079 1123 0008 8901 2");
    }
}
