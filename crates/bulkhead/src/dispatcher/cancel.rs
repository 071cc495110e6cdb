//! Asks carriers to cancel calls that clients want cancelled. It may be asked again, since it is about one call by its id and
//! changes none that is answered: so a lost answer does no harm.

use std::time::Duration;

use base::causes;
use domain::attempts::{self, Cancellation};
use domain::calls::progress::Report;
use futures_util::{StreamExt, stream};
use tenancy::{Error, JobRequest, TenantId};
use uuid::Uuid;

use super::reach::AskError;
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
    let mut wait = on.wait_after(wanted.tries);
    let reports = match ask(dispatcher, entering.tenant_id, &wanted).await {
        Ok(reports) => reports,
        Err(reason) => {
            tracing::info!(attempt.id = %attempt_id, %reason, "the carrier is asked again to cancel a call");
            if let AskError::Carrier(error) = reason {
                wait = wait.max(error.retry_after.unwrap_or(Duration::ZERO));
            }
            Vec::new()
        }
    };
    attempts::report_cancellation(&on.jobs, entering, &wanted, &reports, wait).await
}

/// What the carrier says of the call, having cancelled it or not. Nothing where it doesn't know the call.
async fn ask(dispatcher: &Dispatcher, tenant_id: TenantId, wanted: &Cancellation) -> Result<Vec<Report>, AskError> {
    let (carrier, account) = dispatcher.0.on.reach(tenant_id, &wanted.sender).await?;
    let call = match carrier.cancel_call(&account, &wanted.carrier_sid).await? {
        Some(call) => Some(call),
        None => carrier.fetch_call(&account, &wanted.carrier_sid).await?,
    };
    Ok(call.map(|call| overdue::reports_of(&call, wanted.read_at)).unwrap_or_default())
}
