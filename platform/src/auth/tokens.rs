//! Tokens that were verified already, until they expire: a signature is checked once, not at every request.

use std::collections::HashMap;
use std::sync::RwLock;

use super::Caller;

/// Bounded, so that a stream of new tokens cannot fill the memory.
pub(super) struct KnownTokens {
    tokens: RwLock<HashMap<Box<str>, Caller>>,
    most: usize,
}

impl KnownTokens {
    pub(super) fn new(most: usize) -> Self {
        Self {
            tokens: RwLock::default(),
            most,
        }
    }

    /// The caller of a token that is still good at `now` (seconds).
    pub(super) fn get(&self, token: &str, now: i64) -> Option<Caller> {
        let tokens = crate::lock::read(&self.tokens);
        tokens
            .get(token)
            .filter(|caller| caller.expires_at() > now)
            .cloned()
    }

    pub(super) fn keep(&self, token: &str, caller: Caller, now: i64) {
        let mut tokens = crate::lock::write(&self.tokens);
        if tokens.len() >= self.most {
            tokens.retain(|_, known| known.expires_at() > now);
            if tokens.len() >= self.most {
                tokens.clear();
            }
        }
        tokens.insert(token.into(), caller);
    }

    /// Forgets all: a signing key was taken back.
    pub(super) fn clear(&self) {
        crate::lock::write(&self.tokens).clear();
    }
}
