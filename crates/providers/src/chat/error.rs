use std::error::Error;

use crate::direct::DirectError;
use crate::guarded::{GuardedError, Refusal};

/// Why there is no client for an endpoint.
#[derive(Debug, thiserror::Error)]
pub enum ChatSetupError {
    #[error("the endpoint's URL can't be extended by a path")]
    Url,
    #[error("the key makes no header")]
    Key(#[from] hyper::http::header::InvalidHeaderValue),
}

/// Why there is no reply. In each case the agent falls back to a sentence of its own (`FALLBACK`).
#[derive(Debug, thiserror::Error)]
pub enum ChatError {
    #[error("the endpoint's URL {0}")]
    Refused(Refusal),
    #[error("the endpoint takes too long")]
    TooSlow,
    #[error("there was no exchange with the endpoint")]
    Unreachable(#[source] Box<dyn Error + Send + Sync>),
    #[error("the endpoint answered {0}")]
    Status(u16),
    #[error("the endpoint's reply is too long")]
    TooLong,
    #[error("the endpoint's response is no chat completion")]
    Unreadable,
}

impl ChatError {
    pub const KINDS: [&str; 6] = ["refused", "too_slow", "unreachable", "status", "too_long", "unreadable"];

    /// One of [`ChatError::KINDS`], for counting.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Refused(_) => "refused",
            Self::TooSlow => "too_slow",
            Self::Unreachable(_) => "unreachable",
            Self::Status(_) => "status",
            Self::TooLong => "too_long",
            Self::Unreadable => "unreadable",
        }
    }
}

impl From<GuardedError> for ChatError {
    fn from(error: GuardedError) -> Self {
        match error {
            GuardedError::Refused(refusal) => Self::Refused(refusal),
            GuardedError::TooSlow => Self::TooSlow,
            GuardedError::BodyTooLong => Self::TooLong,
            error => Self::Unreachable(error.into()),
        }
    }
}

impl From<DirectError> for ChatError {
    fn from(error: DirectError) -> Self {
        match error {
            DirectError::TooLong => Self::TooLong,
            DirectError::Unreachable(error) => Self::Unreachable(error),
        }
    }
}
