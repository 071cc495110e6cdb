use base::visible;
use unicode_normalization::UnicodeNormalization;

/// What a user is called: 1 to 200 characters of NFC without control characters, and nothing around them that isn't seen.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct DisplayName(String);

/// Why a text is no name. Each reads as the end of "The name …".
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DisplayNameError {
    #[error("is empty")]
    Empty,
    #[error("has more than 200 characters")]
    TooLong,
    #[error("has a control character")]
    Control,
}

impl DisplayName {
    const MAX_CHARS: usize = 200;

    pub fn parse(raw: &str) -> Result<Self, DisplayNameError> {
        if raw.len() > Self::MAX_CHARS * 16 {
            return Err(DisplayNameError::TooLong);
        }
        let name: String = visible(raw).nfc().collect();
        if name.is_empty() {
            return Err(DisplayNameError::Empty);
        }
        if name.chars().count() > Self::MAX_CHARS {
            return Err(DisplayNameError::TooLong);
        }
        if raw.trim().chars().any(char::is_control) {
            return Err(DisplayNameError::Control);
        }
        Ok(Self(name))
    }

    /// The name of a user who gave none: what stands before the `@`.
    pub fn from_email(email: &crate::EmailAddress) -> Self {
        Self(email.local_part().to_owned())
    }

    /// The name of a user who gave none and registered with a phone number: its last digits.
    pub fn from_phone(phone: &crate::PhoneNumber) -> Self {
        let digits = phone.as_str();
        Self(format!("…{}", &digits[digits.len().saturating_sub(4)..]))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_trimmed_composed_and_bounded() {
        let name = |raw: &str| DisplayName::parse(raw).map(|name| name.as_str().to_owned());
        assert_eq!(name("  Zoe\u{308} 🦀 "), Ok("Zoë 🦀".to_owned()));
        assert_eq!(name(" \t"), Err(DisplayNameError::Empty));
        assert_eq!(name("\u{200b}\u{2060}\u{3164}"), Err(DisplayNameError::Empty));
        assert_eq!(name("\u{feff}Ada\u{200b}"), Ok("Ada".to_owned()));
        assert_eq!(name("\0Ada"), Err(DisplayNameError::Control));
        assert_eq!(name("a\0b"), Err(DisplayNameError::Control));
        assert_eq!(name("a\nb"), Err(DisplayNameError::Control));
        assert!(name(&"ü".repeat(200)).is_ok());
        assert_eq!(name(&"ü".repeat(201)), Err(DisplayNameError::TooLong));
    }
}
