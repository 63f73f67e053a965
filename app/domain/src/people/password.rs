//! What a new password must be.
//!
//! Length and not being the obvious are what counts; no rule about kinds of characters (NIST SP 800-63B, 5.1.1.2).

use crate::error::{ErrorCode, Refusal};
use crate::text;

/// Characters, at least.
pub const PASSWORD_MIN: usize = 10;
/// Characters, at most: enough for any phrase, and a bound on the work of hashing.
pub const PASSWORD_MAX: usize = 128;

const OBVIOUS: [&str; 16] = [
    "password",
    "passwort",
    "motdepasse",
    "azerty",
    "qwerty",
    "qwertz",
    "123456",
    "111111",
    "000000",
    "abcdef",
    "iloveyou",
    "jetaime",
    "bonjour",
    "soleil",
    "voyage",
    "altiport",
];

/// Checks a new password against the owner's e-mail and the obvious.
///
/// # Errors
/// [`ErrorCode::TooShort`], [`ErrorCode::TooLong`], [`ErrorCode::WeakPassword`].
pub fn check_password(password: &str, email: &str) -> Result<(), Refusal> {
    let length = password.chars().count();
    if length < PASSWORD_MIN {
        return Err(Refusal::new(ErrorCode::TooShort).with("min", PASSWORD_MIN));
    }
    if length > PASSWORD_MAX {
        return Err(Refusal::new(ErrorCode::TooLong).with("max", PASSWORD_MAX).with("length", length));
    }
    let folded: String = text::fold(password).split(' ').collect();
    let local: String = text::fold(email.split('@').next().unwrap_or_default()).split(' ').collect();
    // What is left once the obvious part is taken away must still be something.
    let rest = OBVIOUS.iter().fold(folded.clone(), |rest, word| rest.replace(word, "")).len();
    let without_name = if local.len() >= 4 { folded.replace(&local, "").len() } else { folded.len() };
    let mut letters: Vec<char> = folded.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    if rest < 5 || without_name < 5 || letters.len() < 4 {
        return Err(ErrorCode::WeakPassword.into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords() {
        let code = |password: &str| check_password(password, "claire.fontaine@example.org").map_err(|refusal| refusal.code);
        assert_eq!(code("lamas en altitude"), Ok(()));
        assert_eq!(code("court"), Err(ErrorCode::TooShort));
        assert_eq!(code(&"a".repeat(129)), Err(ErrorCode::TooLong));
        for weak in ["motdepasse12", "azerty123456", "aaaaaaaaaaaa", "clairefontaine1", "Password 123"] {
            assert_eq!(code(weak), Err(ErrorCode::WeakPassword), "{weak}");
        }
    }
}
