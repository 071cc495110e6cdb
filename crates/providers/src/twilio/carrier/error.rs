use std::time::Duration;

/// What a failed request says about a further one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The carrier refused this recipient or this text. Others may be tried.
    Recipient,
    /// The carrier refuses the sending number or the account. Whatever it sends next fails as well.
    Sender,
    /// The request wasn't processed; the same may be sent later.
    Later,
    /// The request may have been processed, so it must not be sent again.
    InDoubt,
}

/// The carrier didn't do what was asked. It names neither number nor text, so it may be logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the carrier refused or was not reached: {reason} (status {status:?}, code {code:?})")]
pub struct CarrierError {
    pub verdict: Verdict,
    /// HTTP status, if there was a response.
    pub status: Option<u16>,
    /// Twilio's error code, if the response named one.
    pub code: Option<u32>,
    /// How long the carrier says to wait.
    pub retry_after: Option<Duration>,
    pub(super) reason: &'static str,
}

/// Numbers that can't be called or texted, and those that don't want to be.
const RECIPIENT: [u32; 6] = [21211, 21214, 21217, 21610, 21612, 21614];

/// Bad credentials, a number that isn't the account's, and (21611, 22005) a sender's full queue.
const SENDER: [u32; 7] = [20003, 20403, 21210, 21212, 21606, 21611, 22005];

/// Too many requests. Documented as not processed.
const TOO_MANY: u32 = 20429;

impl Verdict {
    /// Sorts a response that is no success. A refusal with another code of Twilio's ends this recipient alone; one
    /// without a code may come from a proxy, which says nothing about the carrier.
    pub(super) fn of(status: u16, code: Option<u32>) -> Self {
        match (status, code) {
            (429, _) | (400..=499, Some(TOO_MANY)) => Self::Later,
            (400..=499, Some(code)) if RECIPIENT.contains(&code) => Self::Recipient,
            (400..=499, Some(code)) if SENDER.contains(&code) => Self::Sender,
            (401 | 403 | 404, _) => Self::Sender,
            (400..=499, Some(_)) => Self::Recipient,
            _ => Self::InDoubt,
        }
    }
}

impl CarrierError {
    pub(super) fn new(verdict: Verdict, reason: &'static str) -> Self {
        Self { verdict, status: None, code: None, retry_after: None, reason }
    }

    /// A success whose body says nothing, so that it isn't known what was done.
    pub(super) fn unreadable() -> Self {
        Self::new(Verdict::InDoubt, "the response can't be read")
    }
}
