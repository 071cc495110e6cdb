//! What is in the way of a campaign's start, and how a client is told.

use tenancy::Error;

use super::channel::Channel;
use crate::kit::{self, FieldError};

/// Why a campaign can't start as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Obstacle {
    /// The phone is in the trash.
    Phone,
    /// Calls are the matter of the phone's active outgoing agent, and it has none.
    Agent,
    /// The text is no template.
    Template,
    /// No contact of the audience has an address for the channel.
    NoRecipients(Channel),
    /// The text has placeholders for what isn't known of some contacts.
    MissingValues { field: &'static str, count: i64, names: Vec<String>, placeholders: Vec<String> },
    /// The text is too long for the channel once the placeholders are filled.
    TooLong { field: &'static str, count: i64, most: i64 },
    /// The tenant's campaigns have begun with as many recipients today as they may.
    TooMany,
}

impl Obstacle {
    /// The word that a campaign has failed by.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Phone => "phone_missing",
            Self::Agent => "no_agent",
            Self::Template => "placeholder",
            Self::NoRecipients(_) => "no_recipients",
            Self::MissingValues { .. } => "missing_values",
            Self::TooLong { .. } => "too_long",
            Self::TooMany => "quota_reached",
        }
    }

    fn field(&self) -> &'static str {
        match self {
            Self::Phone | Self::Agent => "phone_id",
            Self::MissingValues { field, .. } | Self::TooLong { field, .. } => field,
            Self::Template | Self::TooMany => "body",
            Self::NoRecipients(_) => "audience",
        }
    }

    fn message(&self) -> String {
        match self {
            Self::Phone => "must be a phone that isn't in the trash".to_owned(),
            Self::Agent => "must have an active outgoing agent".to_owned(),
            Self::Template | Self::TooMany => "must be a text whose placeholders are known".to_owned(),
            Self::NoRecipients(Channel::Email) => "must have at least one contact with an e-mail address".to_owned(),
            Self::NoRecipients(_) => {
                "must have at least one contact with a phone number in international form, as +442079460000".to_owned()
            }
            Self::MissingValues { count, names, placeholders, .. } => {
                let (placeholders, names) = (placeholders.join(", "), names.join(", "));
                format!("asks for {placeholders}, which {count} of the contacts lack: {names}, for example")
            }
            Self::TooLong { count, most, .. } => format!("has more than {most} characters for {count} of the contacts"),
        }
    }

    pub fn refusal(&self) -> kit::Error {
        match self {
            Self::TooMany => kit::Error::Tenancy(Error::QuotaReached),
            _ => kit::Error::Invalid(vec![FieldError::new(self.field(), self.code(), self.message())]),
        }
    }
}
