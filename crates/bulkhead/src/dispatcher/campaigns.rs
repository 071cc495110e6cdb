//! Campaigns that run, or are to start.

use base::causes;
use domain::campaigns;
use domain::kit;
use futures_util::{StreamExt, stream};
use tenancy::{Error, TenantId};
use uuid::Uuid;

use super::Dispatcher;

/// Campaigns that are read in one go, and that a node deals with at the same time.
const PAGE: i32 = 1_000;
const AT_A_TIME: usize = 4;

/// Deals with each campaign of all tenants once. Returns how many recipients were planned.
pub(super) async fn run(dispatcher: &Dispatcher) -> Result<u64, Error> {
    let (mut after, mut planned) = (None, 0);
    loop {
        let due = campaigns::due(&dispatcher.0.on.db, after, PAGE).await?;
        after = due.last().copied();
        let is_last = due.len() < usize::try_from(PAGE).unwrap_or(usize::MAX);
        let plans = due.into_iter().map(|campaign| plan(dispatcher, campaign));
        planned += stream::iter(plans).buffer_unordered(AT_A_TIME).fold(0, async |sum, count| sum + count).await;
        if is_last {
            return Ok(planned);
        }
    }
}

/// One that fails stops no other.
async fn plan(dispatcher: &Dispatcher, (tenant_id, campaign_id): (TenantId, Uuid)) -> u64 {
    let on = &dispatcher.0.on;
    let entering = dispatcher.entering(tenant_id);
    match campaigns::plan(&on.jobs, &entering, campaign_id, dispatcher.means()).await {
        Ok(count) => count,
        // A client's act was first.
        Err(kit::Error::InvalidState(_) | kit::Error::NotFound) => 0,
        Err(error) => {
            let error = causes::describe(&error);
            tracing::warn!(tenant.id = %tenant_id, campaign.id = %campaign_id, ?error, "a campaign can't go on");
            0
        }
    }
}
