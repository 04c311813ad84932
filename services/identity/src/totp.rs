//! The second factor: time-based codes after RFC 6238 and the recovery codes that stand in for a lost phone.
//!
//! Six digits, thirty seconds, SHA-1 (what every authenticator app speaks), one step of tolerance to either side.
//! A step is accepted once: whoever calls keeps the last one used.

use jiff::Timestamp;
use rand::TryRng as _;
use rand::rngs::{SysError, SysRng};
use sha2::{Digest as _, Sha256};
use totp_rs::{Algorithm, Builder, Secret, Totp, TotpError};
use uuid::Uuid;

/// The name that authenticator apps show.
pub const ISSUER: &str = "Autolytiq";
/// Recovery codes given at once.
pub const RECOVERY_CODES: usize = 10;
/// RFC 4226 §4 (R6) asks for 128 bits and recommends 160.
const SECRET_BYTES: usize = 20;
/// Digits and letters without those that are mistaken for one another on paper (0 O, 1 I L, U V).
const RECOVERY_ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTWXYZV";
const RECOVERY_LENGTH: usize = 16;

/// A new random secret.
///
/// # Errors
/// When the operating system gives no randomness.
pub fn generate_secret() -> Result<Vec<u8>, SysError> {
    let mut secret = vec![0; SECRET_BYTES];
    SysRng.try_fill_bytes(&mut secret)?;
    Ok(secret)
}

fn generator(secret: &[u8], account: &str) -> Result<Totp, TotpError> {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(30)
        .with_secret(secret.to_vec())
        // A colon divides issuer and account in the URI, so an account may not hold one.
        .with_account_name(account.replace(':', "_"))
        .with_issuer(Some(ISSUER))
        .build()
}

/// What the person types or scans into the authenticator app.
pub struct Enrolment {
    pub secret: String,
    pub otpauth_uri: String,
}

/// # Errors
/// When the secret is too short for the standard.
pub fn enrolment(secret: &[u8], account: &str) -> Result<Enrolment, TotpError> {
    Ok(Enrolment {
        secret: Secret::new(secret.to_vec().into_boxed_slice()).to_base32(),
        otpauth_uri: generator(secret, account)?.to_url()?,
    })
}

/// The step that a code belongs to, when it is right at `now` and later than the last step that was used.
///
/// # Errors
/// When the secret is too short for the standard.
pub fn accept(
    secret: &[u8],
    code: &str,
    now: Timestamp,
    last_step: Option<i64>,
) -> Result<Option<i64>, TotpError> {
    let seconds = u64::try_from(now.as_second()).unwrap_or(0);
    let step = generator(secret, "")?
        .check(code, seconds)
        .and_then(|step| i64::try_from(step).ok());
    Ok(step.filter(|step| last_step.is_none_or(|last| *step > last)))
}

/// A fresh set of recovery codes, `XXXX-XXXX-XXXX-XXXX`, each worth about 78 bits.
///
/// # Errors
/// When the operating system gives no randomness.
pub fn recovery_codes() -> Result<Vec<String>, SysError> {
    (0..RECOVERY_CODES).map(|_| recovery_code()).collect()
}

fn recovery_code() -> Result<String, SysError> {
    let mut code = String::with_capacity(RECOVERY_LENGTH + 3);
    let mut drawn = 0;
    while drawn < RECOVERY_LENGTH {
        let mut byte = [0_u8];
        SysRng.try_fill_bytes(&mut byte)?;
        // 240 is the largest multiple of 30 in a byte: above it a letter would be likelier than another.
        if byte[0] >= 240 {
            continue;
        }
        if drawn > 0 && drawn % 4 == 0 {
            code.push('-');
        }
        code.push(char::from(RECOVERY_ALPHABET[usize::from(byte[0] % 30)]));
        drawn += 1;
    }
    Ok(code)
}

/// What is stored of a recovery code. A plain hash is enough for 78 random bits; the user's id keeps two people's equal
/// codes apart. Case, spaces and dashes do not matter. `None` when the text cannot be a recovery code.
#[must_use]
pub fn recovery_digest(user: Uuid, typed: &str) -> Option<Vec<u8>> {
    let plain: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| c.to_ascii_uppercase())
        .collect();
    if plain.len() != RECOVERY_LENGTH
        || !plain.bytes().all(|byte| RECOVERY_ALPHABET.contains(&byte))
    {
        return None;
    }
    Some(
        Sha256::new()
            .chain_update(user.as_bytes())
            .chain_update(plain.as_bytes())
            .finalize()
            .to_vec(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    // RFC 6238 Appendix B, SHA-1, secret "12345678901234567890"; the last six of its eight digits.
    const RFC_SECRET: &[u8] = b"12345678901234567890";

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn codes_of_the_standard_are_accepted_at_their_time() {
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let step = accept(RFC_SECRET, code, at(second), None).unwrap();
            assert_eq!(step, Some(second / 30), "{code}");
        }
    }

    #[test]
    fn one_step_either_side_is_tolerated_and_no_more() {
        // "287082" is the code of seconds 30 to 59, step 1.
        assert_eq!(accept(RFC_SECRET, "287082", at(0), None).unwrap(), Some(1));
        assert_eq!(accept(RFC_SECRET, "287082", at(89), None).unwrap(), Some(1));
        assert_eq!(accept(RFC_SECRET, "287082", at(90), None).unwrap(), None);
    }

    #[test]
    fn a_step_is_accepted_once() {
        assert_eq!(
            accept(RFC_SECRET, "287082", at(59), Some(0)).unwrap(),
            Some(1)
        );
        assert_eq!(accept(RFC_SECRET, "287082", at(59), Some(1)).unwrap(), None);
        assert_eq!(accept(RFC_SECRET, "287082", at(59), Some(2)).unwrap(), None);
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for code in ["", "28708", "2870820", "+28708", "２８７０８２", "abcdef"] {
            assert_eq!(
                accept(RFC_SECRET, code, at(59), None).unwrap(),
                None,
                "{code}"
            );
        }
    }

    #[test]
    fn the_uri_is_what_apps_read() {
        let enrolment = enrolment(RFC_SECRET, "maria@harbor.example").unwrap();
        // RFC 4648 base32 of the secret, without padding.
        assert_eq!(enrolment.secret, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        let uri = enrolment.otpauth_uri;
        assert!(
            uri.starts_with("otpauth://totp/Autolytiq:maria%40harbor.example?"),
            "{uri}"
        );
        assert!(
            uri.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"),
            "{uri}"
        );
        assert!(uri.contains("issuer=Autolytiq"), "{uri}");
    }

    #[test]
    fn recovery_codes_are_read_however_they_are_typed() {
        let user = Uuid::now_v7();
        let codes = recovery_codes().unwrap();
        assert_eq!(codes.len(), RECOVERY_CODES);
        for code in &codes {
            let digest = recovery_digest(user, code).unwrap();
            assert_eq!(
                recovery_digest(user, &code.to_lowercase().replace('-', " ")),
                Some(digest.clone())
            );
            assert_ne!(recovery_digest(Uuid::now_v7(), code), Some(digest));
        }
        assert_eq!(recovery_digest(user, "123456"), None);
        assert_eq!(recovery_digest(user, "OOOO-OOOO-OOOO-OOOO"), None);
    }
}
