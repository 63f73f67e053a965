//! Secrets that open something: 256 random bits for the holder, their SHA-256 for the database.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// Draws a token, as cookies and addresses carry it.
pub(crate) fn draw() -> String {
    let mut bytes = [0_u8; 32];
    rand::fill(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What the database keeps of a token: who reads the database cannot use it.
pub(crate) fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_long_and_never_the_same() {
        let (one, other) = (draw(), draw());
        assert_eq!(one.len(), 43);
        assert_ne!(one, other);
        assert!(one.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'), "fits an address and a cookie");
        assert_ne!(hash(&one), hash(&other));
        assert_eq!(hash(&one).len(), 32);
    }
}
