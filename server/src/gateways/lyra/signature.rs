//! The signature of forms and notifications: HMAC-SHA-256 over the values of all `vads_` fields, sorted by name, joined by `+`, the key last.
//!
//! Values are signed as they are, in UTF-8: whoever escapes them for HTML does so afterwards.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::collections::BTreeMap;

/// Field names and values; the order of the map is the order of the signature.
pub(super) type Fields = BTreeMap<String, String>;

/// Fields whose names begin like this are signed, known to us or not; no other is.
const PREFIX: &str = "vads_";

/// Bytes of a block of the hash: no key is longer.
const BLOCK: usize = 64;

/// A key of the shop.
#[derive(Clone)]
pub(super) struct Key {
    text: String,
    /// Padded to one block, which is the same key to HMAC and cannot have a wrong length.
    block: [u8; BLOCK],
}

impl Key {
    /// A key as the back office shows it; `None` for one that is empty or longer than any of theirs.
    pub(super) fn new(text: &str) -> Option<Self> {
        let mut block = [0; BLOCK];
        block.get_mut(..text.len()).filter(|_| !text.is_empty())?.copy_from_slice(text.as_bytes());
        Some(Self { text: text.to_owned(), block })
    }

    fn mac(&self, fields: &Fields) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new(&self.block.into());
        for (_, value) in fields.iter().filter(|(name, _)| name.starts_with(PREFIX)) {
            mac.update(value.as_bytes());
            mac.update(b"+");
        }
        mac.update(self.text.as_bytes());
        mac
    }

    /// The value of the field `signature`.
    pub(super) fn sign(&self, fields: &Fields) -> String {
        STANDARD.encode(self.mac(fields).finalize().into_bytes())
    }

    /// Whether `signature` is this key's; takes the same time whichever byte differs.
    pub(super) fn fits(&self, fields: &Fields, signature: &str) -> bool {
        STANDARD.decode(signature).is_ok_and(|code| self.mac(fields).verify_slice(&code).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vector() -> Fields {
        [
            ("vads_action_mode", "INTERACTIVE"),
            ("vads_amount", "5124"),
            ("vads_ctx_mode", "TEST"),
            ("vads_currency", "978"),
            ("vads_page_action", "PAYMENT"),
            ("vads_payment_config", "SINGLE"),
            ("vads_site_id", "12345678"),
            ("vads_trans_date", "20170129130025"),
            ("vads_trans_id", "123456"),
            ("vads_version", "V2"),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
    }

    fn key(text: &str) -> Key {
        Key::new(text).unwrap()
    }

    const OFFICIAL: &str = "ycA5Do5tNvsnKdc/eP1bj2xa19z9q3iWPy9/rpesfS0=";

    #[test]
    fn the_official_vector() {
        assert_eq!(key("1122334455667788").sign(&vector()), OFFICIAL);
        assert!(key("1122334455667788").fits(&vector(), OFFICIAL));
    }

    #[test]
    fn only_fields_with_the_prefix_are_signed_and_all_of_them() {
        let mut fields = vector();
        fields.insert("signature".into(), "anything".into());
        fields.insert("payer".into(), "Pay".into());
        assert_eq!(key("1122334455667788").sign(&fields), OFFICIAL);
        fields.insert("vads_never_heard_of".into(), String::new());
        assert_ne!(key("1122334455667788").sign(&fields), OFFICIAL, "an empty field counts as well");
    }

    #[test]
    fn whatever_else_is_refused() {
        let right = key("1122334455667788");
        let (mut moved, mut swapped) = (vector(), vector());
        moved.insert("vads_amount".into(), "5125".into());
        // The joint hides where a value ends, but the names are sorted: values that trade places are other values.
        swapped.insert("vads_amount".into(), "TEST".into());
        swapped.insert("vads_ctx_mode".into(), "5124".into());
        for fields in [&moved, &swapped] {
            assert!(!right.fits(fields, OFFICIAL));
        }
        assert!(!key("8877665544332211").fits(&vector(), OFFICIAL));
        let (cut, sha1) = (OFFICIAL.get(..40).unwrap(), "59c96b34c74b9375c332b0b6a32e6deeec87de2b");
        for signature in ["", "=", "é", "ycA5Do5tNvsnKdc", cut, sha1, &OFFICIAL.to_lowercase(), &format!(" {OFFICIAL}")] {
            assert!(!right.fits(&vector(), signature), "{signature}");
        }
    }

    #[test]
    fn values_are_signed_as_they_are() {
        let sign = |text: &str| key("1122334455667788").sign(&[("vads_order_info".to_owned(), text.to_owned())].into());
        // Computed elsewhere, over the UTF-8 bytes.
        assert_eq!(sign("Pérou – l’été, 中, 🏔, a+b&c*\"d\""), "Yjp9Wnu9nQD/+8DK9Nm8zzPI4jll7ptKnUwLEVXsEQY=");
        assert_ne!(sign("Pérou"), sign("P&eacute;rou"));
        assert_ne!(sign("Pérou"), sign("Pe\u{301}rou"));
    }

    #[test]
    fn keys_have_a_length() {
        assert!(Key::new("").is_none() && Key::new(&"k".repeat(65)).is_none());
        assert!(Key::new(&"k".repeat(64)).is_some());
    }
}
