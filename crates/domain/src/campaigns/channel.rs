//! How a campaign reaches its recipients, and what that permits.

/// The most characters of a text message, of what is said in one go, and of an e-mail.
const LONGEST_MESSAGE: i64 = 1_600;
const LONGEST_SPEECH: i64 = 3_000;
const LONGEST_EMAIL: i64 = 100_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Channel {
    Email,
    Sms,
    Voice,
}

impl Channel {
    pub fn parse(word: &str) -> Self {
        match word {
            "email" => Self::Email,
            "voice" => Self::Voice,
            _ => Self::Sms,
        }
    }

    /// The most characters of a body.
    pub fn longest(self) -> i64 {
        match self {
            Self::Email => LONGEST_EMAIL,
            Self::Sms => LONGEST_MESSAGE,
            Self::Voice => LONGEST_SPEECH,
        }
    }

    /// The address of a contact `c`.
    pub fn address(self) -> &'static str {
        match self {
            Self::Email => "c.email",
            Self::Sms | Self::Voice => "regexp_replace(c.phone, '[ ()./-]', '', 'g')",
        }
    }

    /// Whether the address of `p` is one that the channel reaches.
    pub fn is_address(self) -> &'static str {
        match self {
            Self::Email => "p.address is not null",
            Self::Sms | Self::Voice => "p.address ~ '^\\+[1-9][0-9]{6,14}$'",
        }
    }
}
