use std::sync::Arc;
use std::time::Duration;

use tenancy::TenantId;
use tenancy::live::StreamCredential;
use uuid::Uuid;

use crate::error::Error;
use crate::metrics::Metrics;
use crate::tally::{Bound, Refusal, Share, Tally};

/// How soon a stream's place may be free again: a client that vanished is noticed by then.
const RETRY_AFTER: Duration = Duration::from_secs(30);

/// How many streams of live updates may be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreamLimits {
    pub per_user: usize,
    pub per_tenant: usize,
    pub per_node: usize,
}

/// The places of a node's streams.
pub struct Places {
    by_user: Arc<Tally<Uuid>>,
    by_tenant: Arc<Tally<TenantId>>,
}

/// The places that one stream takes, for as long as it is open.
#[derive(Debug)]
pub struct Place {
    _of_user: Share<Uuid>,
    _of_tenant: Share<TenantId>,
}

impl Places {
    pub fn new(limits: StreamLimits, metrics: &Metrics) -> Self {
        let bound = |most, detail: String, share| {
            let refusal = Refusal::Tenant { detail: detail.into(), retry_after: RETRY_AFTER };
            Bound { most, refusal, refusals: metrics.share_refusals(share) }
        };
        let (user, tenant, node) = (limits.per_user, limits.per_tenant, limits.per_node);
        let of_user = bound(user, format!("You may follow events in {user} places at a time."), "events_of_user");
        let of_tenant =
            bound(tenant, format!("This tenant may have {tenant} streams of events at a time."), "events_of_tenant");
        let of_node = bound(
            node,
            format!("This node has its limit of {node} streams of events (EVENT_STREAMS_LIMIT)."),
            "events",
        );
        Self {
            by_user: Tally::new(of_user, Some(of_node), Some(metrics.live.streams.clone())),
            by_tenant: Tally::new(of_tenant, None, None),
        }
    }

    /// Takes a place; 429 where the user, the tenant or the node has as many streams as it may have.
    pub fn take(&self, credential: &StreamCredential) -> Result<Place, Error> {
        let of_tenant = self.by_tenant.take(credential.tenant_id, 1)?;
        Ok(Place { _of_user: self.by_user.take(credential.user_id, 1)?, _of_tenant: of_tenant })
    }
}
