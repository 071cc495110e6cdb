//! The canonical form of an e-mail address, so that one address is one identity (REG-5).

use std::fmt;

use base::{is_invisible, visible};
use idna::AsciiDenyList;
use idna::uts46::{DnsLength, Hyphens, Uts46};
use unicode_normalization::UnicodeNormalization;

mod disguise;

/// An e-mail address in its canonical form:
///
/// - no white space and no invisible character around it;
/// - the part before the `@` in Unicode's NFC and in lower case, letter by letter. RFC 5321 lets a mail server tell
///   `Ann` from `ann`; none of note does, and two accounts for one mailbox would be worse;
/// - the domain in ASCII (UTS 46; Punycode where it has to be) and in lower case, with at least two labels;
/// - at most 64 octets before the `@` and 254 in all.
///
/// Mail is sent to this form and to no other spelling of it. Tags (`ann+shop@`) and dots are kept: what they mean is
/// the mail server's business. Refused are what RFC 5321 allows but no real address needs (quotes, comments, address
/// literals) and what only looks like another address: invisible characters, compatibility forms such as full-width
/// letters, and Latin mixed with look-alike scripts.
#[derive(Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, sqlx::Type)]
#[serde(try_from = "String", into = "String")]
#[sqlx(transparent)]
pub struct EmailAddress(String);

/// Why a text is no address. Each reads as the end of "The address …".
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmailAddressError {
    #[error("is empty")]
    Empty,
    #[error("is longer than 254 characters")]
    TooLong,
    #[error("needs one @ between a name and a domain")]
    Shape,
    #[error("has a character before the @ that addresses do not have")]
    LocalPart,
    #[error("has a domain that can't exist")]
    Domain,
    #[error("has characters that look like others or can't be seen")]
    Disguised,
}

const MAX_LOCAL_PART: usize = 64;
const MAX_ADDRESS: usize = 254;
/// Decomposed text is longer than composed, so the raw text may be longer than an address. It bounds the work.
const MAX_RAW: usize = 1_024;

impl TryFrom<String> for EmailAddress {
    type Error = EmailAddressError;

    fn try_from(raw: String) -> Result<Self, EmailAddressError> {
        Self::parse(&raw)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

impl EmailAddress {
    /// Brings an address into its canonical form. Parsing the form again gives the same.
    pub fn parse(raw: &str) -> Result<Self, EmailAddressError> {
        if raw.len() > MAX_RAW {
            return Err(EmailAddressError::TooLong);
        }
        let raw: String = visible(raw).nfc().collect();
        if raw.is_empty() {
            return Err(EmailAddressError::Empty);
        }
        let (local, domain) = raw.split_once('@').ok_or(EmailAddressError::Shape)?;
        if local.is_empty() || domain.is_empty() || domain.contains('@') {
            return Err(EmailAddressError::Shape);
        }
        if disguise::is_disguised(local) || domain.chars().any(is_invisible) {
            return Err(EmailAddressError::Disguised);
        }
        let local = canonical_local_part(local)?;
        let domain = canonical_domain(domain)?;
        let address = format!("{local}@{domain}");
        if local.len() > MAX_LOCAL_PART || address.len() > MAX_ADDRESS {
            return Err(EmailAddressError::TooLong);
        }
        Ok(Self(address))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the `@`.
    pub fn local_part(&self) -> &str {
        self.0.split_once('@').map_or("", |(local, _)| local)
    }
}

/// A part of an address as addresses are kept; a whole one in its canonical form.
pub(crate) fn searched(text: &str) -> String {
    EmailAddress::parse(text).map_or_else(|_| fold(visible(text)), String::from)
}

/// A text in the lower case and the composed form of addresses. Letter by letter, because the lower case of a whole word
/// depends on context (a final sigma).
pub(crate) fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).nfc().collect()
}

fn canonical_local_part(local: &str) -> Result<String, EmailAddressError> {
    let lower = fold(local);
    let dots_stand_alone = !lower.starts_with('.') && !lower.ends_with('.') && !lower.contains("..");
    if dots_stand_alone && lower.chars().all(|c| c == '.' || disguise::is_address_character(c)) {
        Ok(lower)
    } else {
        Err(EmailAddressError::LocalPart)
    }
}

fn canonical_domain(domain: &str) -> Result<String, EmailAddressError> {
    let ascii = Uts46::new()
        .to_ascii(domain.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast, DnsLength::Verify)
        .map_err(|_| EmailAddressError::Domain)?;
    // A top label of digits would make it an IPv4 address.
    match ascii.rsplit_once('.') {
        Some((_, top)) if !top.bytes().all(|b| b.is_ascii_digit()) => Ok(ascii.into_owned()),
        _ => Err(EmailAddressError::Domain),
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Addresses are personal data, so a debug print that reaches a log shows none.
impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(..)")
    }
}

#[cfg(test)]
mod tests;
