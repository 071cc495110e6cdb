use std::error::Error;
use std::time::Duration;

/// Why there is no client for an endpoint.
#[derive(Debug, thiserror::Error)]
pub enum ImageSetupError {
    #[error("the endpoint's URL can't be extended by a path")]
    Url,
    #[error("the key makes no header")]
    Key(#[from] hyper::http::header::InvalidHeaderValue),
}

/// Why there is no image.
#[derive(Debug, thiserror::Error)]
pub enum ImageError {
    /// 400 or 422: not of this prompt.
    #[error("the endpoint refuses the prompt: it answered {0}")]
    Refused(u16),
    /// Another status that no repetition changes, as of a wrong key.
    #[error("the endpoint answered {0}")]
    Status(u16),
    #[error("the endpoint is busy or has failed: it answered {status}")]
    Busy { status: u16, retry_after: Option<Duration> },
    #[error("the endpoint takes too long")]
    TooSlow,
    #[error("there was no exchange with the endpoint")]
    Unreachable(#[source] Box<dyn Error + Send + Sync>),
    #[error("the endpoint's response is too long")]
    TooLong,
    #[error("the endpoint's response has no image")]
    Unreadable,
    #[error("the image can't be drawn")]
    Failed(#[source] Box<dyn Error + Send + Sync>),
}

impl ImageError {
    /// Whether no later try would bring an image.
    pub fn is_lasting(&self) -> bool {
        match self {
            Self::Refused(_) | Self::Status(_) | Self::TooLong | Self::Unreadable => true,
            Self::Busy { .. } | Self::TooSlow | Self::Unreachable(_) | Self::Failed(_) => false,
        }
    }

    /// The wait that the endpoint asks for.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Busy { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// What who asked for the image is told.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(_) => "refused",
            Self::TooLong => "too_large",
            Self::Unreadable => "unreadable",
            Self::Status(_) | Self::Busy { .. } | Self::TooSlow | Self::Unreachable(_) | Self::Failed(_) => {
                "unavailable"
            }
        }
    }
}
