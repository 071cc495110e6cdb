//! Replies of agents' models.

use prometheus::{IntCounterVec, Opts, Registry};
use providers::ChatError;

use super::Metrics;

/// Whose model an agent replies by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// The script, or the endpoint of `CHAT_URL`.
    Installation,
    /// The endpoint that the tenant names.
    Tenant,
}

impl Endpoint {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Installation => "installation",
            Self::Tenant => "tenant",
        }
    }
}

/// Results beside those of [`ChatError::kind`].
pub const REPLIED: &str = "replied";
pub const SHARE_USED_UP: &str = "share_used_up";
pub const UNUSABLE: &str = "unusable";

pub struct Replies(IntCounterVec);

impl Replies {
    /// Fails only where two metrics would have one name.
    pub fn new(registry: &Registry) -> prometheus::Result<Self> {
        let replies =
            Opts::new("bulkhead_replies_total", "Replies of agents' models, by whose model it is and by result.");
        let replies = IntCounterVec::new(replies, &["endpoint", "result"])?;
        registry.register(Box::new(replies.clone()))?;
        for endpoint in [Endpoint::Installation, Endpoint::Tenant] {
            for result in ChatError::KINDS.into_iter().chain([REPLIED]) {
                replies.with_label_values(&[endpoint.as_str(), result]);
            }
        }
        for result in [SHARE_USED_UP, UNUSABLE] {
            replies.with_label_values(&[Endpoint::Tenant.as_str(), result]);
        }
        Ok(Self(replies))
    }
}

impl Metrics {
    /// Counts a reply of a model, or that it gave none.
    pub fn count_reply(&self, endpoint: Endpoint, result: &str) {
        self.replies.0.with_label_values(&[endpoint.as_str(), result]).inc();
    }
}
