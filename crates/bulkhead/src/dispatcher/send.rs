//! A request to the carrier, and what came of it.

use std::time::Duration;

use domain::attempts::{Acceptance, AttemptOutcome, Claimed, Report, Request, Sender};
use providers::twilio::carrier::{CarrierError, NewCall, NewSms, Verdict};
use tokio::time::Instant;

use super::{DispatcherParts, email, webhook};

/// A request is begun within this time of its claim: 30 s of the lease remain, and a request takes 20 s at most.
pub(super) const BEGUN_WITHIN: Duration = Duration::from_secs(30);

/// Seconds of ringing, and seconds after which the carrier ends a call.
const RINGING: u16 = 30;
const CALL_LIMIT: u32 = 3_600;

/// Seconds for which a text is worth sending: as long as the carrier permits.
const VALIDITY: u16 = 36_000;

/// What came of a request.
#[derive(Debug)]
pub(super) struct Answer {
    outcome: AttemptOutcome,
    accepted: Option<Accepted>,
    error_code: Option<String>,
    wait: Duration,
}

#[derive(Debug)]
struct Accepted {
    sid: String,
    status: String,
    segments: Option<i64>,
}

impl Answer {
    pub fn of(outcome: AttemptOutcome, error_code: &str) -> Self {
        Self { outcome, accepted: None, error_code: Some(error_code.to_owned()), wait: Duration::ZERO }
    }

    pub fn later(claimed: &Claimed, on: &DispatcherParts, error_code: &str) -> Self {
        Self { wait: on.wait_after(claimed.tries + 1), ..Self::of(AttemptOutcome::TryLater, error_code) }
    }

    pub fn in_doubt() -> Self {
        Self { outcome: AttemptOutcome::InDoubt, accepted: None, error_code: None, wait: Duration::ZERO }
    }

    fn accepted(sid: String, status: String, segments: Option<u32>) -> Self {
        let accepted = Accepted { sid, status, segments: segments.map(i64::from) };
        Self { outcome: AttemptOutcome::Accepted, accepted: Some(accepted), error_code: None, wait: Duration::ZERO }
    }

    /// Accepted by one that gives it no id.
    pub fn handed_over() -> Self {
        Self { outcome: AttemptOutcome::Accepted, accepted: None, error_code: None, wait: Duration::ZERO }
    }

    pub fn report(&self) -> Report<'_> {
        let accepted = self.accepted.as_ref().map(|accepted| Acceptance {
            sid: &accepted.sid,
            status: &accepted.status,
            segments: accepted.segments,
        });
        Report { outcome: self.outcome, accepted, error_code: self.error_code.as_deref(), wait: self.wait }
    }
}

/// Sends the request once. Where it isn't sent at all, the answer says that it may be sent later, or never.
pub(super) async fn send(on: &DispatcherParts, claimed: &Claimed, claimed_at: Instant) -> Answer {
    if claimed.is_suppressed {
        return Answer::of(AttemptOutcome::RecipientRefused, "suppressed");
    }
    match &claimed.request {
        Request::Call { sender } => send_by_carrier(on, claimed, claimed_at, sender, None).await,
        Request::Message { sender, body } => send_by_carrier(on, claimed, claimed_at, sender, Some(body)).await,
        Request::Email(email) => email::send(on, claimed, claimed_at, email).await,
    }
}

/// A call, or with a body a text message.
async fn send_by_carrier(
    on: &DispatcherParts,
    claimed: &Claimed,
    claimed_at: Instant,
    sender: &Sender,
    body: Option<&String>,
) -> Answer {
    let account = match on.carriers.account(&on.secret_box, claimed.tenant_id, sender) {
        Ok(account) => account,
        Err(reason) => return Answer::of(AttemptOutcome::SenderRefused, reason),
    };
    let carrier = match on.carriers.reach(sender, &account, &on.public_origin).await {
        Ok(carrier) => carrier,
        Err(reason) => return Answer::later(claimed, on, reason),
    };
    if claimed_at.elapsed() > BEGUN_WITHIN {
        return Answer::later(claimed, on, "late");
    }
    let url = |what| webhook(&on.public_origin, sender.phone_id, what, claimed.attempt_id);
    let (to, from) = (claimed.to.clone(), sender.number.clone());
    let sent = match body {
        None => {
            let call = NewCall {
                to,
                from,
                url: url("voice"),
                // Callbacks that fail are tried thrice more, after any failure.
                status_callback: format!("{}#rc=3&rp=all", url("status")),
                timeout: RINGING,
                time_limit: CALL_LIMIT,
                machine_detection: false,
            };
            let made = carrier.create_call(&account, &call).await;
            made.map(|call| Answer::accepted(call.sid, call.status, None))
        }
        Some(body) => {
            let status_callback = format!("{}#rc=3&rp=all", url("status"));
            let sms = NewSms { to, from, body: body.clone(), status_callback, validity_period: VALIDITY };
            let made = carrier.create_message(&account, &sms).await;
            made.map(|message| Answer::accepted(message.sid, message.status, message.num_segments))
        }
    };
    sent.unwrap_or_else(|error| failed(on, claimed, sender, &error))
}

fn failed(on: &DispatcherParts, claimed: &Claimed, sender: &Sender, error: &CarrierError) -> Answer {
    let code = error.code.or(error.status.map(u32::from)).map(|code| code.to_string()).unwrap_or_default();
    match error.verdict {
        Verdict::Recipient => Answer::of(AttemptOutcome::RecipientRefused, &code),
        Verdict::Sender => {
            on.carriers.forget(sender.phone_id);
            Answer::of(AttemptOutcome::SenderRefused, &code)
        }
        Verdict::InDoubt => Answer::in_doubt(),
        Verdict::Later => {
            let answer = Answer::later(claimed, on, if code.is_empty() { "unreachable" } else { &code });
            Answer { wait: answer.wait.max(error.retry_after.unwrap_or_default()), ..answer }
        }
    }
}
