use std::fmt;

use base::visible;

/// A telephone number in E.164: `+` and at most 15 digits, a number that the numbering plan of its country can have.
#[derive(Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, sqlx::Type)]
#[serde(try_from = "String", into = "String")]
#[sqlx(transparent)]
pub struct PhoneNumber(String);

/// Why a text is no telephone number. Reads as the end of "The number …".
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("needs + and the country's code, and has to be one that exists, like +4930123456")]
pub struct PhoneNumberError;

/// Longer than any spelling of a number.
const MAX_RAW: usize = 40;

impl PhoneNumber {
    /// Reads a number in international form, with the usual spaces and separators, and brings it into E.164.
    pub fn parse(raw: &str) -> Result<Self, PhoneNumberError> {
        let raw = visible(raw);
        let usual = |c: char| c.is_ascii_digit() || " -./()".contains(c);
        let digits = raw.strip_prefix('+').ok_or(PhoneNumberError)?;
        if raw.len() > MAX_RAW || !digits.chars().all(usual) {
            return Err(PhoneNumberError);
        }
        let number = phonenumber::parse(None, raw).map_err(|_| PhoneNumberError)?;
        if !number.is_valid() || number.extension().is_some() {
            return Err(PhoneNumberError);
        }
        Ok(Self(number.format().mode(phonenumber::Mode::E164).to_string()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for PhoneNumber {
    type Error = PhoneNumberError;

    fn try_from(raw: String) -> Result<Self, PhoneNumberError> {
        Self::parse(&raw)
    }
}

impl From<PhoneNumber> for String {
    fn from(number: PhoneNumber) -> Self {
        number.0
    }
}

/// Numbers are no business of logs.
impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PhoneNumber(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_number_are_one_number() {
        for raw in ["+14155552671", " +1 (415) 555-2671 ", "\u{202a}+1 415 555 2671\u{202c}", "+1.415.555.2671"] {
            assert_eq!(PhoneNumber::parse(raw).unwrap().as_str(), "+14155552671", "{raw}");
        }
        assert_eq!(PhoneNumber::parse("+49 30 901820").unwrap().as_str(), "+4930901820");
    }

    #[test]
    fn what_no_plan_can_have_is_refused() {
        let wrong =
            ["", "+", "4155552671", "0014155552671", "+1", "+999123456789", "+1415555267100000", "+1415555ABCD"];
        for raw in wrong.into_iter().chain(["+1 415 555 2671 ext. 5", "+１４１５５５５２６７１", &"+1".repeat(30)])
        {
            assert_eq!(PhoneNumber::parse(raw), Err(PhoneNumberError), "{raw}");
        }
    }

    #[test]
    fn aud_3_a_debug_print_shows_no_number() {
        assert_eq!(format!("{:?}", PhoneNumber::parse("+14155552671").unwrap()), "PhoneNumber(..)");
    }
}
