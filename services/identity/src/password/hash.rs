//! How passwords are kept: argon2id with 19 MiB and two passes (OWASP's first choice for interactive sign-in).
//!
//! A hash takes tens of milliseconds of a core and 19 MiB, so callers run it off the async threads and few at a time.

use std::sync::LazyLock;

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};

use super::Password;

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const OUTPUT_BYTES: usize = 32;

/// What is asked of the allocator: more than the 32 MiB up to which glibc keeps freed memory for the
/// thread that had it. Beyond, memory goes back to the system at once; what is not touched costs
/// nothing. Otherwise every thread that ever hashed would hold its 19 MiB for good.
const ASKED_BLOCKS: usize = 33 * 1024;

#[derive(Debug, thiserror::Error)]
#[error("password hash: {0}")]
pub struct HashError(String);

fn failed(error: impl std::fmt::Display) -> HashError {
    HashError(error.to_string())
}

/// The output for a password under these parameters.
fn compute(password: &Password, salt: &Salt, params: Params) -> Result<Output, HashError> {
    let mut memory = Vec::with_capacity(ASKED_BLOCKS);
    memory.resize(params.block_count(), Block::new());
    let mut output = vec![0; params.output_len().unwrap_or(OUTPUT_BYTES)];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(
            password.expose().as_bytes(),
            salt,
            &mut output,
            &mut memory[..],
        )
        .map_err(failed)?;
    Output::new(&output).map_err(failed)
}

/// The PHC string to store.
///
/// # Errors
/// When the parameters are out of the standard's range.
pub fn hash(password: &Password) -> Result<String, HashError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, Some(OUTPUT_BYTES)).map_err(failed)?;
    let salt = Salt::generate();
    let stored = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(&params).map_err(failed)?,
        salt: Some(salt),
        hash: Some(compute(password, &salt, params)?),
    };
    Ok(stored.to_string())
}

/// Whether the password is the one that was stored.
///
/// # Errors
/// When what is stored is no argon2id hash.
pub fn verify(password: &Password, stored: &str) -> Result<bool, HashError> {
    let stored = PasswordHash::new(stored).map_err(failed)?;
    let ours = stored.algorithm == Algorithm::Argon2id.ident()
        && stored.version == Some(Version::V0x13.into());
    let (Some(salt), Some(expected), true) = (&stored.salt, &stored.hash, ours) else {
        return Err(failed("not argon2id with salt and hash"));
    };
    let params = Params::try_from(&stored).map_err(failed)?;
    // Compared in constant time by the type.
    Ok(compute(password, salt, params)? == *expected)
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
    fn hashes_of_the_reference_implementation_open() {
        // From the test suite of the reference implementation (P-H-C/phc-winner-argon2, test.c).
        for stored in [
            "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
            "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        ] {
            assert!(
                verify(&Password::new("password"), stored).unwrap(),
                "{stored}"
            );
            assert!(!verify(&Password::new("Password"), stored).unwrap());
        }
    }

    #[test]
    fn another_function_is_an_error_and_not_a_wrong_password() {
        let other =
            "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$/U3YPXYsSb3q9XxHvc0MLxur+GP960kN9j7emXX8zwY";
        assert!(verify(&Password::new("password"), other).is_err());
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
