//! Secrets that don't show themselves.

use std::fmt;
use std::str::FromStr;

/// Key material; `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Box<[u8]>);

/// Why a text is no secret.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    #[error("must have at least 32 bytes")]
    Short,
    #[error("looks like a placeholder; make one with `openssl rand -base64 48`")]
    Placeholder,
}

impl Secret {
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl FromStr for Secret {
    type Err = SecretError;

    fn from_str(text: &str) -> Result<Self, SecretError> {
        if text.len() < 32 {
            return Err(SecretError::Short);
        }
        let lower = text.to_ascii_lowercase();
        let distinct = text.bytes().collect::<std::collections::HashSet<_>>().len();
        let words = ["change", "secret", "example", "default", "password", "placeholder", "0123456789"];
        if distinct < 10 || words.iter().any(|word| lower.contains(word)) {
            return Err(SecretError::Placeholder);
        }
        Ok(Self(text.as_bytes().into()))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}
