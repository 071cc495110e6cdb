//! Requests to a carrier or a mail server that must reach it at most once: a call to place, a message or an e-mail to send.
//!
//! An attempt is claimed and committed before its request leaves, and what came of the request is committed after it. A
//! claim whose holder falls silent leaves the attempt in doubt, and what is in doubt is never requested again by itself.
//! So a request may be lost, and is never doubled. `model` checks this for two nodes, a carrier that answers late, twice
//! or never, and a kill at every step.

mod backoff;
mod cancel;
mod claim;
mod doubt;
mod email;
#[cfg(test)]
mod model;
mod open;
mod overdue;
mod plan;
mod report;
mod stored;
mod subject;
mod transition;
mod words;

use uuid::Uuid;

pub use backoff::backoff;
pub use cancel::{Cancellation, cancel_placed_call, claim_cancellation, due_cancellations, report_cancellation};
pub(crate) use cancel::{ask_no_more, cancel_placed_calls, withdraw_cancellation};
pub use claim::{ClaimRequest, Claimed, Next, Provider, Request, Sender, claim};
pub(crate) use claim::{may_start, tenant_may_start};
pub use doubt::{Doubt, doubts, found, settle};
pub use email::{BOUNCED, Email};
pub use open::{OpenAttempts, Queue, count, due, due_emails, stale};
pub use overdue::{Ended, end_overdue, give_up};
pub(crate) use plan::withdraw_campaign;
pub use plan::{cancel_call, may_change, plan_call, plan_message, replan_call, unblock};
pub use report::{Report, Reported, report};
pub use stored::Subject;
pub use subject::Acceptance;
pub(crate) use subject::call_ended;

/// How often an attempt is requested that the carrier says it did not process.
pub const MAX_TRIES: u8 = 8;

/// Where a request to the carrier stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Attempt {
    pub state: State,
    /// How many requests the carrier has not processed, by its own word.
    pub tries: u8,
    /// Who has the right to report what came of the request.
    pub claim: Option<Claim>,
}

/// A random number that the holder of an attempt gave it, so that a holder that comes too late is told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Claim(pub Uuid);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Waits for its time, or for its next try.
    Planned,
    /// A node holds it, and may have sent the request.
    Dispatching,
    /// The carrier has it. What becomes of it stands in the call or the message. Final.
    Accepted,
    /// The carrier refused the recipient, or was too busy too often. Final.
    Refused,
    /// The carrier refused the phone or its account. It waits until the phone works again.
    Blocked,
    /// The carrier may have it or not.
    InDoubt,
    /// It stayed in doubt for so long that it counts as failed. Final.
    Unknown,
    /// Final.
    Cancelled,
    /// Its time was over before it could be requested. Final.
    Missed,
}

/// What an attempt is a request for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    Call,
    Message,
    /// From no phone: the mail server sends it.
    Email,
}

/// What happens to an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    Claimed(Claim),
    /// The holder of the claim reports what came of its request.
    Reported(Claim, AttemptOutcome),
    /// The holder's time is over.
    LeaseEnded,
    /// A signed callback names the attempt, or the carrier lists its call or message.
    Found,
    /// The carrier has shown nothing of it for as long as it is looked for.
    GivenUp,
    /// The phone works again.
    Unblocked,
    Cancelled,
    /// Its time is over by more than the grace.
    Overdue,
}

/// What came of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AttemptOutcome {
    Accepted,
    /// The recipient can't be reached by this carrier, or not any more.
    RecipientRefused,
    /// The account, the sender or its right to send is at fault.
    SenderRefused,
    /// The carrier did not process the request (429), or no connection was made.
    TryLater,
    /// The request may have been processed.
    InDoubt,
}

impl Attempt {
    pub const PLANNED: Self = Self { state: State::Planned, tries: 0, claim: None };
}

impl State {
    /// Whether nothing changes it any more.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Accepted | Self::Refused | Self::Unknown | Self::Cancelled | Self::Missed)
    }
}
