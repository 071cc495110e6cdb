//! Asks carriers to cancel calls that clients want cancelled. It may be asked again, since it is about one call by its id and
//! changes none that is answered: so a lost answer does no harm.

use std::time::Duration;

use base::causes;
use domain::attempts::{self, Cancellation, backoff};
use domain::calls::progress::Report;
use futures_util::{StreamExt, stream};
use providers::twilio::carrier::CarrierError;
use tenancy::{Error, JobRequest, TenantId};
use uuid::Uuid;

use super::{Dispatcher, overdue};

/// Calls of a pass, and those that are asked about at the same time.
const CALLS: i32 = 64;
const AT_A_TIME: usize = 16;

/// Returns how many calls are decided: cancelled, answered, or over.
pub(super) async fn run(dispatcher: &Dispatcher) -> Result<u64, Error> {
    let due = attempts::due_cancellations(&dispatcher.0.on.db, CALLS).await?;
    let asked = due.into_iter().map(|call| decide(dispatcher, call));
    Ok(stream::iter(asked)
        .buffer_unordered(AT_A_TIME)
        .fold(0, async |sum, is_decided| sum + u64::from(is_decided))
        .await)
}

/// One that fails stops no other.
async fn decide(dispatcher: &Dispatcher, (tenant_id, attempt_id): (TenantId, Uuid)) -> bool {
    let entering = dispatcher.entering(tenant_id);
    cancel(dispatcher, &entering, attempt_id).await.unwrap_or_else(|error| {
        let error = causes::describe(&error);
        tracing::warn!(tenant.id = %tenant_id, attempt.id = %attempt_id, ?error, "a call can't be cancelled yet");
        false
    })
}

async fn cancel(dispatcher: &Dispatcher, entering: &JobRequest, attempt_id: Uuid) -> Result<bool, Error> {
    let on = &dispatcher.0.on;
    let Some(wanted) = attempts::claim_cancellation(&on.jobs, entering, attempt_id).await? else { return Ok(false) };
    let jitter = f64::from(u16::from_le_bytes(on.random.bytes())) / f64::from(u16::MAX);
    let mut wait = backoff(wanted.tries, jitter);
    let reports = match ask(dispatcher, entering.tenant_id, &wanted).await {
        Ok(reports) => reports,
        Err(refusal) => {
            tracing::info!(attempt.id = %attempt_id, reason = %refusal, "the carrier is asked again to cancel a call");
            if let Refusal::Carrier(error) = refusal {
                wait = wait.max(error.retry_after.unwrap_or(Duration::ZERO));
            }
            Vec::new()
        }
    };
    attempts::report_cancellation(&on.jobs, entering, &wanted, &reports, wait).await
}

/// Why the carrier didn't say what became of the call.
#[derive(Debug, thiserror::Error)]
enum Refusal {
    #[error("it can't be reached: {0}")]
    Unreachable(&'static str),
    #[error(transparent)]
    Carrier(#[from] CarrierError),
}

/// What the carrier says of the call, having cancelled it or not. Nothing where it doesn't know the call.
async fn ask(dispatcher: &Dispatcher, tenant_id: TenantId, wanted: &Cancellation) -> Result<Vec<Report>, Refusal> {
    let on = &dispatcher.0.on;
    let account = on.carriers.account(&on.secret_box, tenant_id, &wanted.sender).map_err(Refusal::Unreachable)?;
    let reached = on.carriers.reach(&wanted.sender, &account, &on.public_origin).await;
    let carrier = reached.map_err(Refusal::Unreachable)?;
    let call = match carrier.cancel_call(&account, &wanted.carrier_sid).await? {
        Some(call) => Some(call),
        None => carrier.fetch_call(&account, &wanted.carrier_sid).await?,
    };
    Ok(call.map(|call| overdue::reports_of(&call, wanted.read_at)).unwrap_or_default())
}
