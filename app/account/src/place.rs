//! Where the shared pages stand on each side.

use desk::Side;

/// A page that both sides have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The first page once signed in.
    Home,
    /// Sign-in.
    SignIn,
    /// The one-time code; staff only.
    Code,
    /// A forgotten password.
    Forgotten,
    /// One's own account.
    Account,
}

/// The address of `place` on `side`.
pub const fn path(side: Side, place: Place) -> &'static str {
    match (side, place) {
        (Side::Portal, Place::Home) => "/",
        (Side::Portal, Place::SignIn | Place::Code) => "/sign-in",
        (Side::Portal, Place::Forgotten) => "/forgotten",
        (Side::Portal, Place::Account) => "/account",
        (Side::Office, Place::Home) => "/office",
        (Side::Office, Place::SignIn) => "/office/sign-in",
        (Side::Office, Place::Code) => "/office/code",
        (Side::Office, Place::Forgotten) => "/office/forgotten",
        (Side::Office, Place::Account) => "/office/account",
    }
}

/// How a form says which side it is on.
pub(crate) const fn word(side: Side) -> &'static str {
    match side {
        Side::Portal => "portal",
        Side::Office => "office",
    }
}

/// A path of this site to return to, or `otherwise`: never another site's address.
#[cfg(any(feature = "ssr", test))]
pub(crate) fn local(wanted: &str, otherwise: &str) -> String {
    let safe = wanted.starts_with('/') && !wanted.starts_with("//") && !wanted.contains(['\\', '\n', '\r']);
    if safe { wanted } else { otherwise }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::{local, word};
    use desk::Side;

    #[test]
    fn a_form_says_its_side_as_the_server_reads_it() {
        for side in [Side::Portal, Side::Office] {
            let read: Side =
                serde::Deserialize::deserialize(serde::de::value::StrDeserializer::<serde::de::value::Error>::new(word(side))).unwrap();
            assert_eq!(read, side);
        }
    }

    #[test]
    fn nobody_is_sent_to_another_site() {
        for outside in ["https://example.com", "//example.com", "/\\example.com", "", "trips", "/a\r\nb"] {
            assert_eq!(local(outside, "/account"), "/account", "{outside:?}");
        }
        assert_eq!(local("/trips/trip_1?x=1", "/"), "/trips/trip_1?x=1");
    }
}
