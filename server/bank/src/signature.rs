//! The signature of notifications: `t=UNIX,v1=HEX`, an HMAC-SHA256 over `t.body`.
//!
//! Both ends use this module, so it knows nothing of payments, HTTP or clocks: the instant is an argument.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// Name of the request header that carries the signature.
pub const HEADER: &str = "bank-signature";

/// How far the signing instant may lie from ours, in seconds, in the past and in the future alike.
pub const TOLERANCE: i64 = 300;

const BLOCK: usize = 64;

/// Why a signature is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// The header lacks `t` or `v1`, or they cannot be read.
    #[error("the signature header cannot be read")]
    Malformed,
    /// The signing instant is more than [`TOLERANCE`] away.
    #[error("the signature is too old or lies in the future")]
    Untimely,
    /// No `v1` fits the body.
    #[error("the signature does not fit the body")]
    Wrong,
}

/// Signs `body` at `at` (unix seconds): the value of the header.
#[must_use]
pub fn sign(secret: &[u8], at: i64, body: &[u8]) -> String {
    let code = mac(secret, at, body).finalize().into_bytes();
    format!("t={at},v1={}", hex::encode(code))
}

/// Checks a header against the raw body and answers the signing instant (unix seconds).
///
/// Several `v1` may be present while a secret is replaced: one that fits is enough. Other schemes are ignored.
///
/// # Errors
/// [`SignatureError`]; the comparison takes the same time whichever byte differs.
pub fn verify(secret: &[u8], header: &str, body: &[u8], now: i64) -> Result<i64, SignatureError> {
    let mut at = None;
    let mut codes = Vec::new();
    for part in header.split(',') {
        match part.trim().split_once('=') {
            Some(("t", value)) if at.is_none() => {
                at = Some(value.parse::<i64>().map_err(|_| SignatureError::Malformed)?);
            }
            Some(("t", _)) => return Err(SignatureError::Malformed),
            Some(("v1", value)) => {
                codes.push(hex::decode(value).map_err(|_| SignatureError::Malformed)?);
            }
            _ => {}
        }
    }
    let at = at.ok_or(SignatureError::Malformed)?;
    if codes.is_empty() {
        return Err(SignatureError::Malformed);
    }
    if now.abs_diff(at) > TOLERANCE.unsigned_abs() {
        return Err(SignatureError::Untimely);
    }
    let mut fits = false;
    for code in &codes {
        fits |= mac(secret, at, body).verify_slice(code).is_ok();
    }
    if fits { Ok(at) } else { Err(SignatureError::Wrong) }
}

/// A key padded to one block is the same key to HMAC and cannot have a wrong length.
fn mac(secret: &[u8], at: i64, body: &[u8]) -> Hmac<Sha256> {
    let mut block = [0_u8; BLOCK];
    let digest;
    let key: &[u8] = if secret.len() > BLOCK {
        digest = Sha256::digest(secret);
        &digest
    } else {
        secret
    };
    for (slot, byte) in block.iter_mut().zip(key) {
        *slot = *byte;
    }
    let mut mac = Hmac::<Sha256>::new(&block.into());
    mac.update(at.to_string().as_bytes());
    mac.update(b".");
    mac.update(body);
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"whsec_test_secret";
    const AT: i64 = 1_700_000_000;
    const BODY: &[u8] = br#"{"id":"evt_1","object":"event","type":"payment_intent.succeeded"}"#;

    #[test]
    fn agrees_with_a_vector_computed_elsewhere() {
        assert_eq!(sign(SECRET, AT, BODY), "t=1700000000,v1=67da5088c63e080c71bd2bb0cb5c03d85a8fc6a21ce3aaf484df809654745b92");
    }

    #[test]
    fn tolerance_holds_on_both_sides() {
        let header = sign(SECRET, AT, BODY);
        for now in [AT - 300, AT, AT + 300] {
            assert_eq!(verify(SECRET, &header, BODY, now), Ok(AT));
        }
        for now in [AT - 301, AT + 301, i64::MIN, i64::MAX] {
            assert_eq!(verify(SECRET, &header, BODY, now), Err(SignatureError::Untimely));
        }
    }

    #[test]
    fn another_body_secret_or_instant_is_wrong() {
        let header = sign(SECRET, AT, BODY);
        assert_eq!(verify(SECRET, &header, b"{}", AT), Err(SignatureError::Wrong));
        assert_eq!(verify(b"other", &header, BODY, AT), Err(SignatureError::Wrong));
        let moved = header.replace("t=1700000000", "t=1700000001");
        assert_eq!(verify(SECRET, &moved, BODY, AT), Err(SignatureError::Wrong));
        let cut = header.get(..header.len() - 2).unwrap();
        assert_eq!(verify(SECRET, cut, BODY, AT), Err(SignatureError::Wrong));
    }

    #[test]
    fn unreadable_headers_are_refused() {
        for header in [
            "",
            "t=",
            "v1=00",
            "t=1",
            "t=1700000000,v1=zz",
            "t=99999999999999999999,v1=00",
            "t=1700000000,v0=00",
            "t=1700000000,t=1700000000,v1=00",
            "t=1700000000,v1=0",
        ] {
            assert_eq!(verify(SECRET, header, BODY, AT), Err(SignatureError::Malformed), "{header}");
        }
    }

    #[test]
    fn one_of_two_codes_is_enough_and_long_secrets_work() {
        let good = sign(SECRET, AT, BODY);
        let both = format!("{},{}", sign(b"old", AT, BODY), good.split_once(',').unwrap().1);
        assert_eq!(verify(SECRET, &both, BODY, AT), Ok(AT));
        let long = [7_u8; 200];
        assert_eq!(verify(&long, &sign(&long, AT, BODY), BODY, AT), Ok(AT));
    }
}
