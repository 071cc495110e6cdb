//! Asks the carrier about calls and messages that ought to be over: a callback may be lost.

use base::causes;
use domain::calls::progress::{Report as CallReport, Status as CallStatus};
use domain::messages::progress::{Report as MessageReport, Status as MessageStatus};
use domain::overdue;
use providers::twilio::carrier::{Call, SentMessage};
use tenancy::{Job, JobRequest, TenantId};
use time::OffsetDateTime;
use uuid::Uuid;

use super::Dispatcher;
use super::reach::AskError;

/// Phones of a pass.
const PHONES: i32 = 500;

pub(super) async fn run(dispatcher: &Dispatcher) -> Result<u64, tenancy::Error> {
    let mut settled = 0;
    for (tenant_id, phone_id) in overdue::phones(&dispatcher.0.on.db, PHONES).await? {
        match poll_phone(dispatcher, tenant_id, phone_id).await {
            Ok(count) => settled += count,
            Err(AskError::Tenancy(error @ tenancy::Error::Unavailable(_))) => return Err(error),
            Err(error) => {
                let error = causes::describe(&error);
                tracing::warn!(tenant.id = %tenant_id, phone.id = %phone_id, ?error, "overdue calls can't be settled");
            }
        }
    }
    Ok(settled)
}

async fn poll_phone(dispatcher: &Dispatcher, tenant_id: TenantId, phone_id: Uuid) -> Result<u64, AskError> {
    let on = &dispatcher.0.on;
    let entering = JobRequest { job: Job::CARRIER_POLL, ..dispatcher.entering(tenant_id) };
    let Some(phone) = overdue::find(&on.jobs, &entering, phone_id).await? else { return Ok(0) };
    let (carrier, account) = on.reach(tenant_id, &phone.sender).await?;
    let mut settled = 0;
    for sid in &phone.calls {
        let reports = of_call(carrier.fetch_call(&account, sid).await?.as_ref(), phone.read_at);
        settled += u64::from(overdue::settle_call(&on.jobs, &entering, (phone_id, sid), &reports).await?);
    }
    for sid in &phone.messages {
        if let Some(report) = of_message(carrier.fetch_message(&account, sid).await?, phone.read_at) {
            settled += u64::from(overdue::settle_message(&on.jobs, &entering, (phone_id, sid), &report).await?);
        }
    }
    Ok(settled)
}

/// What the carrier says of a call. It fails where the carrier doesn't know it.
fn of_call(call: Option<&Call>, received_at: OffsetDateTime) -> Vec<CallReport> {
    if let Some(call) = call {
        return reports_of(call, received_at);
    }
    let (status, error_code) = (CallStatus::Failed, Some("unknown".to_owned()));
    vec![CallReport { status, at: None, received_at, duration_seconds: None, error_code }]
}

/// What the carrier says of a call that it has: when it was answered, and how it stands. Nothing where the status isn't known.
pub(super) fn reports_of(call: &Call, received_at: OffsetDateTime) -> Vec<CallReport> {
    let Some(status) = CallStatus::parse(&call.status) else { return Vec::new() };
    let report =
        |status, at, duration_seconds| CallReport { status, at, received_at, duration_seconds, error_code: None };
    let answered = call.start_time.filter(|_| status == CallStatus::Completed);
    let answered = answered.map(|at| report(CallStatus::InProgress, Some(at), None));
    let now = report(status, call.end_time, call.duration.map(i64::from));
    answered.into_iter().chain([now]).collect()
}

/// The same of a message.
fn of_message(message: Option<SentMessage>, received_at: OffsetDateTime) -> Option<MessageReport> {
    let Some(message) = message else {
        let (status, error_code) = (MessageStatus::Failed, Some("unknown".to_owned()));
        return Some(MessageReport { status, received_at, segments: None, error_code });
    };
    Some(MessageReport {
        status: MessageStatus::parse(&message.status)?,
        received_at,
        segments: message.num_segments.map(i64::from).filter(|segments| *segments > 0),
        error_code: message.error_code.filter(|code| *code > 0).map(|code| code.to_string()),
    })
}
