//! What one tenant may have at a time.

use base::Share;
use web::live::StreamLimits;
use web::shares::ShareLimits;

use crate::config::Env;

#[derive(Debug)]
pub struct ShareConfig {
    /// On this node.
    pub limits: ShareLimits,
    /// Of live updates, on this node.
    pub streams: StreamLimits,
    /// Of each worker's pool for tenant data.
    pub connections: Share,
}

impl ShareConfig {
    /// `connections` are those of a pool, `in_flight` the requests that the process answers at once, `import_limit` the
    /// bytes of one import.
    pub fn from_env(env: &Env, connections: usize, workers: usize, in_flight: usize, import_limit: usize) -> Self {
        let spool_bytes = env.number("TENANT_SPOOL_BYTES", import_limit.max(256 << 20), 1 << 20..=1 << 40);
        if spool_bytes < import_limit {
            env.fault("TENANT_SPOOL_BYTES", "must be at least IMPORT_LIMIT_BYTES");
        }
        Self {
            limits: ShareLimits {
                searches: env.number("TENANT_SEARCHES", 4, 1..=10_000),
                imports: env.number("TENANT_IMPORTS", 2, 1..=10_000),
                exports: env.number("TENANT_EXPORTS", 2, 1..=10_000),
                replies: env.number("TENANT_REPLIES", 16, 1..=10_000),
                spool_bytes,
            },
            streams: StreamLimits {
                per_user: env.number("EVENT_STREAMS_PER_USER", 10, 1..=10_000),
                per_tenant: env.number("EVENT_STREAMS_PER_TENANT", 200, 1..=1_000_000),
                per_node: env.number("EVENT_STREAMS_LIMIT", 20_000, 1..=1_000_000),
            },
            connections: Share {
                connections: env.number("TENANT_CONNECTIONS", (connections / 2).max(1), 1..=1000),
                beside_others: env.number("TENANT_CONNECTIONS_BESIDE_OTHERS", 1, 1..=1000),
                // Over both pools of all workers a tenant's callers take at most half of the requests in flight.
                waiting: (in_flight / (4 * workers.max(1))).max(1),
            },
        }
    }
}
