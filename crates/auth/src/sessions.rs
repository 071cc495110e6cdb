//! Sessions: a signed-in browser or device. Each operation is in a file of its own.
//!
//! Acts lock rows in one order: users (two of them by their ids), sessions, impersonations, and then what belongs to
//! the act: mailed tokens, factors, counts of attempts. `auth.prove_session` takes the first two locks.

use time::{Duration, OffsetDateTime};

use crate::{DisplayName, EmailAddress, SessionId, UserId};

mod claim;
pub(crate) mod create;
mod end;
mod list;
mod load;
mod proof;
mod renew;
mod token;

pub use claim::{Claim, Demands, Holder};
pub use create::{CreateSessionError, NewSession, Started, create};
pub(crate) use end::end_others;
pub use end::{discard, end, end_all, sign_out, sweep};
pub use list::{SessionEntry, list};
pub use load::{load, touch_proved};
pub use proof::SessionProof;
pub(crate) use renew::{Assurance, renew};
pub use token::SessionToken;

/// The longest life of a session with two factors (NIST SP 800-63B-4, 2.2.3: AAL2); `auth.is_live` has the idle limit.
const TWO_FACTORS_ABSOLUTE: Duration = Duration::DAY;

/// How long the second factor may be owed.
const PENDING: Duration = Duration::minutes(10);

/// How long a session lives. One that knows its user by two factors lives at most a day, and an hour without a request.
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
    /// A session that was last seen at this time or before is over.
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
    /// The kinds of second factor that the user has.
    pub factors: Vec<String>,
}

/// Whether it is time to [`touch_proved`] a session: at most once a minute. The idle limit counts from that write, so a
/// session may end up to a minute early, and never late.
pub fn is_touch_due(last_seen_at: OffsetDateTime, now: OffsetDateTime) -> bool {
    now - last_seen_at >= Duration::MINUTE
}
