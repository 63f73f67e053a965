//! Hashing and checking passwords: argon2id, 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet).
//!
//! The work is slow on purpose: it runs beside the async threads, at most one a core at a time, so that a storm of sign-ins queues here rather than
//! exhausting memory. Says nothing about what a password must be: `domain::people::check_password` does.

use argon2::password_hash::{self, PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// Checked when there is no hash, so that an unknown e-mail takes as long as a known one. No password has this hash.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyBpdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

static SLOTS: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(1, usize::from)));

/// Hashing failed: a stored hash is no PHC string, or the machine has no memory left.
#[derive(Debug, thiserror::Error)]
#[error("password hashing: {0}")]
pub struct PasswordFault(String);

/// The hash of `password` as a PHC string, with a salt of its own.
///
/// # Errors
/// See [`PasswordFault`].
pub async fn hash(password: &str) -> Result<String, PasswordFault> {
    let password = password.to_owned();
    beside(move || hasher()?.hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(fault)).await
}

/// Whether `password` has the hash `known`. Takes as long, and says no, when nothing is known.
///
/// # Errors
/// See [`PasswordFault`].
pub async fn verify(password: &str, known: Option<&str>) -> Result<bool, PasswordFault> {
    let (password, hash, somebody) = (password.to_owned(), known.unwrap_or(NOBODY).to_owned(), known.is_some());
    beside(move || match hasher()?.verify_password(password.as_bytes(), hash.as_str()) {
        Ok(()) => Ok(somebody),
        Err(password_hash::Error::PasswordInvalid) => Ok(false),
        Err(error) => Err(fault(error)),
    })
    .await
}

fn hasher() -> Result<Argon2<'static>, PasswordFault> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(fault)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

async fn beside<T: Send + 'static>(work: impl FnOnce() -> Result<T, PasswordFault> + Send + 'static) -> Result<T, PasswordFault> {
    let _slot = SLOTS.acquire().await.map_err(fault)?;
    tokio::task::spawn_blocking(work).await.map_err(fault)?
}

fn fault(error: impl std::fmt::Display) -> PasswordFault {
    PasswordFault(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_is_accepted() {
        let hash = hash("lamas en altitude").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(verify("lamas en altitude", Some(&hash)).await.unwrap());
        assert!(!verify("lamas en plaine", Some(&hash)).await.unwrap());
        assert!(verify("x", Some("not a hash")).await.is_err());
    }

    #[tokio::test]
    async fn nobody_is_checked_like_somebody_and_never_let_in() {
        // The stand-in must parse and cost the same: its parameters are those of every new hash.
        assert!(NOBODY.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        for password in ["", "lamas en altitude"] {
            assert!(!verify(password, None).await.unwrap());
        }
    }

    #[tokio::test]
    async fn one_password_never_gives_one_hash_twice() {
        assert_ne!(hash("lamas en altitude").await.unwrap(), hash("lamas en altitude").await.unwrap());
    }
}
