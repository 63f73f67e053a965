//! Who speaks: the header `Stripe-Signature: t=UNIX,v1=HEX[,v1=HEX…]`, each `v1` an HMAC-SHA256 of `t.body` under the whole signing secret.
//!
//! The instant is an argument. Nothing that arrives can make this panic, and an answer takes the same time whichever byte is wrong.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Name of the header.
pub(super) const HEADER: &str = "stripe-signature";

/// How far the signing instant may lie from ours, in seconds: before and after alike, since a clock is no more often slow than fast.
const TOLERANCE: u64 = 300;

/// Why a signature is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refused {
    /// No instant, no `v1`, or an instant that cannot be read.
    #[error("the signature header cannot be read")]
    Malformed,
    /// Signed more than [`TOLERANCE`] seconds before or after now.
    #[error("the signature is too old or lies in the future")]
    Untimely,
    /// No `v1` fits the body under any of our secrets.
    #[error("the signature does not fit the body")]
    Wrong,
}

/// Checks `header` against the raw `body` at `now` (unix seconds). One `v1` that fits under one of `secrets` is enough: both sides have two while a secret
/// is replaced. Other schemes are not looked at: `v0` is for tests of Stripe's own.
pub(super) fn verify<'a>(secrets: impl IntoIterator<Item = &'a str>, header: &str, body: &[u8], now: i64) -> Result<(), Refused> {
    let (mut instant, mut codes) = (None, Vec::new());
    for part in header.split(',') {
        match part.trim().split_once('=') {
            Some(("t", text)) if instant.is_none() => instant = Some(text),
            // Two instants: it is not for us to choose the one that was signed.
            Some(("t", _)) => return Err(Refused::Malformed),
            Some(("v1", code)) => codes.push(code),
            _ => {}
        }
    }
    let text = instant.filter(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).ok_or(Refused::Malformed)?;
    let at: i64 = text.parse().map_err(|_| Refused::Malformed)?;
    if codes.is_empty() {
        return Err(Refused::Malformed);
    }
    if now.abs_diff(at) > TOLERANCE {
        return Err(Refused::Untimely);
    }
    // One that cannot be decoded fits nothing, and does not spoil the one beside it.
    let codes: Vec<Vec<u8>> = codes.iter().filter_map(|code| hex::decode(code).ok()).collect();
    let mut fits = false;
    for secret in secrets {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { continue };
        mac.update(text.as_bytes());
        mac.update(b".");
        mac.update(body);
        for code in &codes {
            fits |= mac.clone().verify_slice(code).is_ok();
        }
    }
    if fits { Ok(()) } else { Err(Refused::Wrong) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "whsec_test_secret";
    const AT: i64 = 1_700_000_000;
    const BODY: &[u8] = br#"{"id":"evt_1","object":"event","type":"payment_intent.succeeded"}"#;
    /// Of [`BODY`] at [`AT`] under [`SECRET`], computed by another implementation.
    const CODE: &str = "67da5088c63e080c71bd2bb0cb5c03d85a8fc6a21ce3aaf484df809654745b92";

    fn check(header: &str, now: i64) -> Result<(), Refused> {
        verify([SECRET], header, BODY, now)
    }

    #[test]
    fn the_known_signature_is_good_within_five_minutes_on_both_sides() {
        let header = format!("t={AT},v1={CODE}");
        for now in [AT - 300, AT, AT + 300] {
            assert_eq!(check(&header, now), Ok(()));
        }
        for now in [AT - 301, AT + 301, i64::MIN, i64::MAX, 0] {
            assert_eq!(check(&header, now), Err(Refused::Untimely), "{now}");
        }
    }

    #[test]
    fn one_code_and_one_secret_that_fit_are_enough() {
        let zeros = "0".repeat(64);
        for header in [
            format!("t={AT},v1={zeros},v1={CODE}"),
            format!("t={AT},v1={CODE},v1={zeros}"),
            format!("t={AT},v1=zz,v1={CODE}"),
            format!("v1={CODE},v0={zeros},t={AT}"),
            format!("t={AT}, v1={CODE}, v2=é"),
        ] {
            assert_eq!(check(&header, AT), Ok(()), "{header}");
            assert_eq!(verify(["whsec_new", SECRET], &header, BODY, AT), Ok(()), "{header}");
            assert_eq!(verify(["whsec_new", ""], &header, BODY, AT), Err(Refused::Wrong), "the old secret is no longer ours");
            assert_eq!(verify([], &header, BODY, AT), Err(Refused::Wrong));
        }
    }

    #[test]
    fn what_was_not_signed_is_refused() {
        let header = format!("t={AT},v1={CODE}");
        assert_eq!(verify([SECRET], &header, b"{}", AT), Err(Refused::Wrong));
        assert_eq!(verify([SECRET], &header, &[0xff, 0x00], AT), Err(Refused::Wrong));
        assert_eq!(check(&format!("t={},v1={CODE}", AT + 1), AT), Err(Refused::Wrong), "the instant is signed too");
        assert_eq!(check(&format!("t={AT},v1={}", &CODE[..62]), AT), Err(Refused::Wrong));
        assert_eq!(check(&format!("t={AT},v1="), AT), Err(Refused::Wrong));
        assert_eq!(check(&format!("t={AT},v1={CODE}00"), AT), Err(Refused::Wrong));
        assert_eq!(check(&format!("t={AT},v0={CODE},v1=é"), AT), Err(Refused::Wrong));
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        for header in [
            String::new(),
            ",,,".into(),
            "=".into(),
            "é=ü,💶".into(),
            format!("v1={CODE}"),
            format!("t=,v1={CODE}"),
            format!("t=soon,v1={CODE}"),
            format!("t=+{AT},v1={CODE}"),
            format!("t=-{AT},v1={CODE}"),
            format!("t={AT}.5,v1={CODE}"),
            format!("t=99999999999999999999,v1={CODE}"),
            format!("t={AT},t={AT},v1={CODE}"),
            format!("t={AT}"),
            format!("t={AT},v0={CODE}"),
            format!("t={AT};v1={CODE}"),
        ] {
            assert_eq!(check(&header, AT), Err(Refused::Malformed), "{header}");
        }
    }
}
