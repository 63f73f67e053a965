//! References of transfers: which payer the money is from, in a form that banks carry and check.

use super::iban::{grouped, mod_97, squeezed};
use crate::error::UnknownWord;
use crate::ids::PayerId;

/// Digits and capitals that nobody confuses (no I, L, O, U).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Characters of a payer's number in a creditor reference: 62 bits, five a character.
const BODY: usize = 13;

/// The check digit of the Swiss reference, by the carry and the digit (mod 10 recursive).
const CARRY: [u8; 10] = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];

/// How a reference is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceForm<'a> {
    /// Creditor reference, ISO 11649: `RF18…`, for any account.
    Creditor,
    /// Swiss QR reference of 27 digits, for a QR-IBAN. Some banks want their customer's number in front: up to seven digits.
    Qr {
        /// That number; empty for none.
        prefix: &'a str,
    },
}

/// A reference whose check digits are right, without spaces.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference(String);

impl Reference {
    /// The reference of a payer: the same for ever.
    pub fn of(payer: PayerId, form: ReferenceForm<'_>) -> Self {
        let number = number_of(payer);
        match form {
            ReferenceForm::Creditor => {
                let body: String =
                    (0..BODY).rev().map(|place| char::from(ALPHABET[usize::try_from(number >> (5 * place) & 31).unwrap_or(0)])).collect();
                let rest = mod_97(&format!("RF00{body}")).unwrap_or(0);
                Self(format!("RF{:02}{body}", 98 - rest))
            }
            ReferenceForm::Qr { prefix } => {
                let digits: String = prefix.chars().filter(char::is_ascii_digit).take(7).collect();
                let body = format!("{digits}{number:0>width$}", width = 26 - digits.len());
                let check = check_digit(&body);
                Self(format!("{body}{check}"))
            }
        }
    }

    /// Whether it is the reference of `payer`, in either form and with any prefix.
    pub fn is_of(&self, payer: PayerId) -> bool {
        self.number() == Some(number_of(payer))
    }

    /// The payer's number within it; `None` for a reference that is not one of ours.
    pub fn number(&self) -> Option<u64> {
        match self.0.strip_prefix("RF") {
            Some(rest) => {
                let body = rest.get(2..).filter(|body| body.len() == BODY)?;
                body.bytes().try_fold(0_u64, |number, byte| {
                    let value = ALPHABET.iter().position(|known| *known == byte)?;
                    (number >> 59 == 0).then(|| number << 5 | u64::try_from(value).unwrap_or(0))
                })
            }
            // The last nineteen digits before the check digit; what stands before them is the bank's.
            None => self.0.get(7..26)?.parse().ok(),
        }
    }

    /// As machines write it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is a QR reference.
    pub fn is_qr(&self) -> bool {
        !self.0.starts_with("RF")
    }

    /// As people read it: groups of four, or of five after the first two digits of a QR reference.
    pub fn grouped(&self) -> String {
        if !self.is_qr() {
            return grouped(&self.0);
        }
        let (head, tail) = self.0.split_at_checked(2).unwrap_or((&self.0, ""));
        let chars: Vec<char> = tail.chars().collect();
        std::iter::once(head.to_owned()).chain(chars.chunks(5).map(|group| group.iter().collect())).collect::<Vec<_>>().join(" ")
    }
}

impl std::fmt::Display for Reference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Reference {
    type Err = UnknownWord;

    /// Spaces are passed over, and a QR reference may have lost the zeros in front.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let plain = squeezed(text);
        let unknown = || UnknownWord(text.chars().take(40).collect());
        if plain.starts_with("RF") {
            return if (5..=25).contains(&plain.len()) && mod_97(&plain) == Some(1) { Ok(Self(plain)) } else { Err(unknown()) };
        }
        if !(10..=27).contains(&plain.len()) || !plain.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(unknown());
        }
        let padded = format!("{plain:0>27}");
        let right = padded.split_at_checked(26).is_some_and(|(body, check)| check == check_digit(body).to_string());
        if right { Ok(Self(padded)) } else { Err(unknown()) }
    }
}

/// A payer's number: the random end of its id, 62 bits.
pub(super) fn number_of(payer: PayerId) -> u64 {
    payer.0.as_u64_pair().1 & (u64::MAX >> 2)
}

fn check_digit(digits: &str) -> u8 {
    let carry = digits.bytes().fold(0_u8, |carry, byte| CARRY[usize::from((carry + byte.saturating_sub(b'0')) % 10)]);
    (10 - carry) % 10
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    #[test]
    fn published_references_are_read() {
        let qr: Reference = "21 00000 00003 13947 14300 09017".parse().unwrap();
        assert_eq!((qr.as_str(), qr.is_qr()), ("210000000003139471430009017", true));
        assert_eq!(qr.grouped(), "21 00000 00003 13947 14300 09017");
        assert!("RF18 5390 0754 7034".parse::<Reference>().is_ok());
        for wrong in ["RF19 5390 0754 7034", "210000000003139471430009018", "RF18", "", "abc", "21000000000313947143000901é"] {
            assert!(wrong.parse::<Reference>().is_err(), "{wrong}");
        }
        assert_eq!("RF18539007547034".parse::<Reference>().unwrap().number(), None);
    }

    proptest! {
        #[test]
        fn a_reference_finds_its_payer_and_no_other(id in any::<u128>(), other in any::<u128>(), prefix in "[0-9]{0,7}") {
            let (payer, other) = (PayerId(Uuid::from_u128(id)), PayerId(Uuid::from_u128(other)));
            for form in [ReferenceForm::Creditor, ReferenceForm::Qr { prefix: &prefix }] {
                let reference = Reference::of(payer, form);
                let read: Reference = reference.grouped().parse().unwrap();
                prop_assert_eq!(&read, &reference);
                prop_assert!(read.is_of(payer));
                prop_assert_eq!(read.is_of(other), number_of(payer) == number_of(other));
                prop_assert!(reference.as_str().len() <= 27);
            }
        }

        #[test]
        fn one_wrong_character_is_noticed(id in any::<u128>(), place in 0_usize..27, digit in 0_u8..10) {
            for form in [ReferenceForm::Creditor, ReferenceForm::Qr { prefix: "" }] {
                let right = Reference::of(PayerId(Uuid::from_u128(id)), form).to_string();
                let mut wrong = right.clone().into_bytes();
                let place = place % wrong.len();
                if form == ReferenceForm::Creditor && place < 2 {
                    continue;
                }
                // A digit for a letter changes the length of the number that is checked: modulo 97 then promises nothing.
                wrong[place] = if wrong[place].is_ascii_digit() { b'0' + digit } else { b'A' + digit };
                let wrong = String::from_utf8(wrong).unwrap();
                prop_assert!(wrong == right || wrong.parse::<Reference>().is_err(), "{wrong}");
            }
        }

        #[test]
        fn whatever_is_typed_is_answered(text in ".*") {
            let _ = text.parse::<Reference>().map(|reference| reference.number());
        }
    }
}
