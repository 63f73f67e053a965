//! Monetico's seal: HMAC-SHA1 over all fields but `MAC`, sorted by name in ASCII order, `name=value` joined by `*`.
//!
//! Every field received is sealed, known to us or not, empty or not. Values are bytes here: the bank's own kit writes ISO-8859-1 and others UTF-8, and a seal
//! does not care as long as nobody reads them otherwise. What we send is ASCII.

use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::percent_decode;
use sha1::Sha1;
use std::collections::BTreeMap;

/// Field names and values; the order of the map is the order of the seal: digits, capitals, small letters.
pub(super) type Fields = BTreeMap<String, Vec<u8>>;

/// The one field that is not sealed.
pub(super) const MAC: &str = "MAC";

/// Bytes of a block of the hash.
const BLOCK: usize = 64;

/// The fields of a posted body; `None` when a name comes twice, since two readers could then see two different notifications.
pub(super) fn parse(body: &[u8]) -> Option<Fields> {
    let mut fields = Fields::new();
    for pair in body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
        let at = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
        let (name, value) = (pair.get(..at).unwrap_or_default(), pair.get(at + 1..).unwrap_or_default());
        if fields.insert(String::from_utf8_lossy(&plain(name)).into_owned(), plain(value)).is_some() {
            return None;
        }
    }
    Some(fields)
}

/// The bytes that were escaped.
fn plain(escaped: &[u8]) -> Vec<u8> {
    let blanks: Vec<u8> = escaped.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    percent_decode(&blanks).collect()
}

/// The usable key of a point of sale, padded to one block, which is the same key to HMAC.
#[derive(Clone)]
pub(super) struct Key([u8; BLOCK]);

impl Key {
    /// From the forty characters that the bank hands out, whose last two may be disguised. `None` when they are no key.
    pub(super) fn new(text: &str) -> Option<Self> {
        let mut digits: [u8; 40] = text.as_bytes().try_into().ok()?;
        let [.., last_but_one, last] = &mut digits;
        if (71..=96).contains(last_but_one) {
            *last_but_one -= 23;
        } else if *last == b'M' {
            *last = b'0';
        }
        let mut block = [0; BLOCK];
        hex::decode_to_slice(digits, block.get_mut(..20)?).ok()?;
        Some(Self(block))
    }

    fn mac(&self, fields: &Fields) -> Hmac<Sha1> {
        let sealed = fields.iter().filter(|(name, _)| *name != MAC);
        let mut mac = Hmac::<Sha1>::new(&self.0.into());
        for (place, (name, value)) in sealed.enumerate() {
            if place > 0 {
                mac.update(b"*");
            }
            mac.update(name.as_bytes());
            mac.update(b"=");
            mac.update(value);
        }
        mac
    }

    /// The value of the field `MAC`.
    pub(super) fn seal(&self, fields: &Fields) -> String {
        hex::encode(self.mac(fields).finalize().into_bytes())
    }

    /// Whether the fields carry this key's seal, in small letters or capitals; takes the same time whichever byte differs.
    pub(super) fn fits(&self, fields: &Fields) -> bool {
        fields.get(MAC).and_then(|sent| hex::decode(sent).ok()).is_some_and(|code| self.mac(fields).verify_slice(&code).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DISGUISED: &str = "12345678901234567890123456789012345678P0";

    fn key(text: &str) -> Key {
        Key::new(text).unwrap()
    }

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), value.as_bytes().to_vec())).collect()
    }

    fn sealed(pairs: &[(&str, &str)]) -> Fields {
        let mut fields = fields(pairs);
        fields.insert(MAC.into(), key(DISGUISED).seal(&fields).into_bytes());
        fields
    }

    fn bytes(text: &str) -> [u8; 20] {
        key(text).0[..20].try_into().unwrap()
    }

    #[test]
    fn the_worked_vector() {
        assert_eq!(hex::encode(bytes(DISGUISED)), "1234567890123456789012345678901234567890");
        let mut mac = Hmac::<Sha1>::new(&key(DISGUISED).0.into());
        mac.update(b"hello");
        assert_eq!(hex::encode(mac.finalize().into_bytes()), "a535d23382a5191994c64d2c629114739cd51bf9");
    }

    #[test]
    fn keys_come_in_three_disguises() {
        let start = "1234567890123456789012345678901234567";
        for (end, plain) in
            [("8G0", "800"), ("8P0", "890"), ("8\u{60}F", "8IF"), ("80M", "800"), ("8FM", "8F0"), ("8ab", "8ab"), ("8Z1", "8C1")]
        {
            let wanted = hex::decode(format!("{start}{plain}")).ok();
            assert_eq!(Key::new(&format!("{start}{end}")).map(|key| key.0[..20].to_vec()), wanted, "{end}");
        }
        for wrong in ["", "1234", &"é".repeat(20), &"0".repeat(41), &format!("{}zz", "0".repeat(38)), &format!("x{}", "0".repeat(39))] {
            assert!(Key::new(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn names_are_sorted_as_ascii() {
        // Computed elsewhere over `3DS=b*TPE=1234567*ThreeDSecureChallenge=x*date=d*motifrefus=`.
        let pairs = [("date", "d"), ("TPE", "1234567"), ("motifrefus", ""), ("3DS", "b"), ("ThreeDSecureChallenge", "x")];
        assert_eq!(key(DISGUISED).seal(&fields(&pairs)), "02942aa826975a068a9b73beeb8bd652c4bd2b7d");
    }

    #[test]
    fn new_and_empty_fields_are_sealed_too() {
        let pairs =
            [("TPE", "1234567"), ("code-retour", "paiement"), ("montant", "900.00EUR"), ("motifrefus", ""), ("never-heard-of", "1")];
        let good = sealed(&pairs);
        assert!(key(DISGUISED).fits(&good));
        for (name, value) in [
            ("motifrefus", " "),
            ("montant", "1.00EUR"),
            ("never-heard-of", "2"),
            ("added", ""),
            ("MAC", ""),
            ("MAC", "zz"),
            ("MAC", "a535"),
        ] {
            let mut bad = good.clone();
            bad.insert(name.into(), value.as_bytes().to_vec());
            assert!(!key(DISGUISED).fits(&bad), "{name}={value}");
        }
        for name in ["motifrefus", "MAC"] {
            let mut bad = good.clone();
            bad.remove(name);
            assert!(!key(DISGUISED).fits(&bad), "{name}");
        }
        let mut capitals = good.clone();
        capitals.insert(MAC.into(), good[MAC].to_ascii_uppercase());
        assert!(key(DISGUISED).fits(&capitals));
        assert!(!key("12345678901234567890123456789012345678P1").fits(&good));
    }

    #[test]
    fn values_are_the_bytes_that_came() {
        let latin = parse(b"motifrefus=Refus%E9&texte-libre=a+b%2Bc&empty=&bare").unwrap();
        assert_eq!(latin["motifrefus"], b"Refus\xe9");
        assert_eq!((latin["texte-libre"].as_slice(), latin["empty"].len(), latin["bare"].len()), (b"a b+c".as_slice(), 0, 0));
        assert_ne!(
            key(DISGUISED).seal(&latin),
            key(DISGUISED).seal(&parse("motifrefus=Refus%C3%A9&texte-libre=a+b%2Bc&empty=&bare".as_bytes()).unwrap())
        );
        assert!(parse(b"a=1&a=1").is_none() && parse(b"").is_some_and(|none| none.is_empty()));
    }

    /// A second opinion, from the bank's own kit in a process of its own; `make opinion` fetches it.
    #[test]
    #[ignore = "needs another implementation: make opinion"]
    fn second_opinion_seals_the_same() {
        const SCRIPT: &str = "import json, sys\n\
            from moneticoPaiementEpt import MoneticoPaiement_Ept, MoneticoPaiement_Hmac\n\
            given = json.load(sys.stdin)\n\
            ept = MoneticoPaiement_Ept('3.0', given['key'], '1234567', '', '', 'agency', '', '')\n\
            print(MoneticoPaiement_Hmac(ept).computeHMACSHA1(given['text']))\n";
        for disguised in [DISGUISED, "12345678901234567890123456789012345678G0", "123456789012345678901234567890123456780M"] {
            let pairs =
                [("TPE", "1234567"), ("date", "21/11/2026:12:00:00"), ("motifrefus", ""), ("3DS", "b"), ("texte-libre", "a+b & c*d")];
            let fields = fields(&pairs);
            let text: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", String::from_utf8_lossy(value))).collect();
            let said = crate::gateways::forms::tests::opinion(SCRIPT, &serde_json::json!({ "key": disguised, "text": text.join("*") }));
            assert_eq!(said.to_lowercase(), key(disguised).seal(&fields), "{disguised}");
        }
    }
}
