//! Sessions: a signed-in browser or device. Each operation is in a file of its own.

use time::{Duration, OffsetDateTime};

use crate::{DisplayName, EmailAddress, SessionId, UserId};

pub(crate) mod create;
mod end;
mod list;
mod load;
mod proof;
mod token;

pub(crate) use create::renew;
pub use create::{CreateSessionError, NewSession, create};
pub(crate) use end::end_others;
pub use end::{discard, end, end_all, sweep};
pub use list::{SessionEntry, list};
pub(crate) use load::load_for_token;
pub use load::{load, touch, touch_proved};
pub use proof::SessionProof;
pub use token::SessionToken;

/// How long a session lives.
#[derive(Clone, Copy, Debug)]
pub struct SessionLimits {
    /// Without a request.
    pub idle: Duration,
    /// In all. A session keeps the limit that it was made under.
    pub absolute: Duration,
}

impl Default for SessionLimits {
    fn default() -> Self {
        Self { idle: Duration::hours(24), absolute: Duration::days(30) }
    }
}

impl SessionLimits {
    /// Who was last seen at this time or before is gone.
    pub(crate) fn idle_since(&self, now: OffsetDateTime) -> OffsetDateTime {
        now - self.idle
    }
}

/// A session that its token just opened, with all that a request needs to know of its user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveSession {
    pub id: SessionId,
    pub user_id: UserId,
    pub email: Option<EmailAddress>,
    pub email_verified: bool,
    pub phone: Option<String>,
    pub name: DisplayName,
    /// When the user registered.
    pub registered_at: OffsetDateTime,
    pub created_at: OffsetDateTime,
    pub last_seen_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
    pub device_name: Option<String>,
    /// When the user last proved, in this session, who they are.
    pub proved_at: OffsetDateTime,
    /// Whether with two factors.
    pub second_factor: bool,
    /// The second factor is still owed: the session opens nothing but the routes that ask for it.
    pub pending: bool,
}

/// Whether it is time to [`touch`] a session: at most once a minute. The idle limit counts from that write, so a session may
/// end up to a minute early, and never late.
pub fn is_touch_due(last_seen_at: OffsetDateTime, now: OffsetDateTime) -> bool {
    now - last_seen_at >= Duration::MINUTE
}
