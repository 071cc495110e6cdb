//! Passwords and which of them are accepted (REG-4).

use std::fmt;

use unicode_normalization::{UnicodeNormalization, is_nfc};
use zeroize::{Zeroize, Zeroizing};

use crate::EmailAddress;

mod common;

/// A password as the user typed it, in Unicode's NFC (RFC 8265, `OpaqueString`), so that two keyboards that compose
/// letters differently mean the same password. NFKC would fold more and with it throw away choices. Nothing is trimmed
/// or cut. Wiped from memory when dropped, and never printed.
pub struct Password(Zeroizing<String>);

/// A password that its policy has accepted: the only kind that can be stored.
pub struct NewPassword(Password);

/// The password has more than [`Password::MAX_CHARS`] characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("The password has more than {} characters.", Password::MAX_CHARS)]
pub struct PasswordTooLong;

impl Password {
    /// The most characters (Unicode code points after normalization) that a password may have.
    pub const MAX_CHARS: usize = 128;

    /// No sequence of NFC's takes more bytes than this when decomposed; what is longer is refused before any work.
    const MAX_RAW_BYTES: usize = Self::MAX_CHARS * 4 * 4;

    /// Takes what was typed. Applies no policy: a user who signs in may have chosen their password under an older one.
    pub fn parse(raw: String) -> Result<Self, PasswordTooLong> {
        let mut raw = Zeroizing::new(raw);
        if raw.len() > Self::MAX_RAW_BYTES {
            return Err(PasswordTooLong);
        }
        if !is_nfc(&raw) {
            // Reserved up front: a string that grows leaves unwiped copies behind.
            let mut composed = String::with_capacity(raw.len() * 3);
            composed.extend(raw.nfc());
            raw.zeroize();
            raw = Zeroizing::new(composed);
        }
        if raw.chars().count() > Self::MAX_CHARS {
            return Err(PasswordTooLong);
        }
        Ok(Self(raw))
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl NewPassword {
    pub(crate) fn into_password(self) -> Password {
        self.0
    }
}

impl fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewPassword(..)")
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(..)")
    }
}

/// Which passwords may be chosen. There are no rules of composition (NIST SP 800-63B-4, 3.1.1.2).
#[derive(Clone, Copy, Debug)]
pub struct PasswordPolicy {
    min_chars: usize,
}

/// The user that a password is for: words that it must not be made of.
#[derive(Clone, Copy, Debug)]
pub struct PasswordOwner<'a> {
    pub email: &'a EmailAddress,
    pub name: &'a str,
}

/// Why a password can't be chosen. The text is for the user who chose it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefused {
    #[error("The password needs at least {min} characters.")]
    TooShort { min: usize },
    #[error("The password is one of those that are tried first.")]
    Common,
    #[error("The password is little more than your name, your e-mail address or the name of this service.")]
    Context,
    #[error("The password repeats one character or counts up or down.")]
    Pattern,
}

impl PasswordRefused {
    /// A stable name for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooShort { .. } => "password_too_short",
            Self::Common => "password_common",
            Self::Context => "password_context",
            Self::Pattern => "password_pattern",
        }
    }
}

impl PasswordPolicy {
    /// The least that may be configured (ASVS 6.2.1).
    pub const FLOOR: usize = 8;

    /// A policy that wants `min_chars` characters, or [`PasswordPolicy::FLOOR`] where that is more.
    pub fn new(min_chars: usize) -> Self {
        Self { min_chars: min_chars.clamp(Self::FLOOR, Password::MAX_CHARS) }
    }

    /// Accepts a password for its owner, or says why not.
    pub fn accept(self, password: Password, owner: PasswordOwner<'_>) -> Result<NewPassword, PasswordRefused> {
        if password.0.chars().count() < self.min_chars {
            return Err(PasswordRefused::TooShort { min: self.min_chars });
        }
        let lower = Zeroizing::new(password.0.to_lowercase());
        if common::contains(&lower) {
            return Err(PasswordRefused::Common);
        }
        if is_pattern(&lower) {
            return Err(PasswordRefused::Pattern);
        }
        if is_made_of_context(&lower, owner) {
            return Err(PasswordRefused::Context);
        }
        Ok(NewPassword(password))
    }
}

/// One character throughout, or each one the successor (or each the predecessor) of the one before.
fn is_pattern(lower: &str) -> bool {
    let steps =
        lower.chars().zip(lower.chars().skip(1)).map(|(a, b)| i64::from(u32::from(b)) - i64::from(u32::from(a)));
    [0, 1, -1].iter().any(|step| steps.clone().all(|found| found == *step))
}

/// Whether fewer than four characters are left when the owner's words, and what is no letter, are taken out.
fn is_made_of_context(lower: &str, owner: PasswordOwner<'_>) -> bool {
    const MIN_WORD: usize = 4;
    const MIN_REST: usize = 4;
    let lower = with_one_sigma(lower);
    let name = with_one_sigma(&owner.name.to_lowercase());
    let email = with_one_sigma(owner.email.as_str());
    let local_part = email.split('@').next().unwrap_or_default();
    let mut words = vec!["bulkhead", email.as_str(), local_part];
    words.extend(local_part.split(|c: char| !c.is_alphanumeric()));
    words.extend(name.split(|c: char| !c.is_alphanumeric()));
    words.retain(|word| word.chars().count() >= MIN_WORD);
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    if !words.iter().any(|word| lower.contains(word)) {
        return false;
    }
    let rest = Zeroizing::new(words.iter().fold((*lower).clone(), |rest, word| rest.replace(word, "")));
    rest.chars().filter(|c| c.is_alphabetic()).count() < MIN_REST
}

/// A text in lower case with one form of sigma, which has another at a word's end.
fn with_one_sigma(lower: &str) -> Zeroizing<String> {
    Zeroizing::new(lower.replace('ς', "σ"))
}

#[cfg(test)]
mod tests;
