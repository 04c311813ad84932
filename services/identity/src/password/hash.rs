//! How passwords are kept: argon2id with 19 MiB and two passes (OWASP's first choice for interactive sign-in).
//!
//! A hash takes tens of milliseconds of a core and 19 MiB, so callers run it off the async threads and few at a time.

use std::sync::LazyLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};

use super::Password;

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

#[derive(Debug, thiserror::Error)]
#[error("password hash: {0}")]
pub struct HashError(String);

fn argon2() -> Result<Argon2<'static>, HashError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)
        .map_err(|error| HashError(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The PHC string to store.
///
/// # Errors
/// When the operating system gives no randomness.
pub fn hash(password: &Password) -> Result<String, HashError> {
    let hash: PasswordHash = argon2()?
        .hash_password(password.expose().as_bytes())
        .map_err(|error| HashError(error.to_string()))?;
    Ok(hash.to_string())
}

/// Whether the password is the one that was stored.
///
/// # Errors
/// When what is stored is no hash.
pub fn verify(password: &Password, stored: &str) -> Result<bool, HashError> {
    let stored = PasswordHash::new(stored).map_err(|error| HashError(error.to_string()))?;
    Ok(argon2()?
        .verify_password(password.expose().as_bytes(), &stored)
        .is_ok())
}

/// The same work for an address that nobody has, so that the time of the answer tells nothing.
///
/// # Errors
/// When the operating system gives no randomness.
pub fn verify_nothing(password: &Password) -> Result<(), HashError> {
    static NOBODY: LazyLock<Result<String, String>> = LazyLock::new(|| {
        hash(&Password::new("nobody signs in with this")).map_err(|error| error.to_string())
    });
    let stored = NOBODY.as_ref().map_err(|error| HashError(error.clone()))?;
    verify(password, stored).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_right_password_opens_and_another_does_not() {
        let stored = hash(&Password::new("lantern gravel thimble")).unwrap();
        assert!(
            stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{stored}"
        );
        assert!(verify(&Password::new("lantern gravel thimble"), &stored).unwrap());
        assert!(!verify(&Password::new("lantern gravel thimblE"), &stored).unwrap());
    }

    #[test]
    fn equal_passwords_have_different_hashes() {
        let password = Password::new("lantern gravel thimble");
        assert_ne!(hash(&password).unwrap(), hash(&password).unwrap());
    }

    #[test]
    fn what_is_no_hash_is_an_error() {
        assert!(verify(&Password::new("x"), "plain text").is_err());
    }

    #[test]
    fn nobody_has_no_password() {
        verify_nothing(&Password::new("anything at all")).unwrap();
    }
}
