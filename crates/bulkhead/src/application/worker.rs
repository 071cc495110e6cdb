use std::sync::Arc;

use auth::Auth;
use auth::denial_log::DenialLog;
use base::{PoolSize, RecentLanes, Share};
use tenancy::SeenTenants;
use tenancy::denied::DeniedAccessQueue;
use tenancy::live::Positions;
use web::state::{Shared, State};

use crate::background::count_connections;
use crate::config::Config;
use crate::database::{Pools, Roles};

/// What a worker makes its own state from.
#[derive(Clone)]
pub(super) struct Worker {
    pub shared: Arc<Shared>,
    roles: Roles,
    /// The size of a pool for tenant data, and of one of the others.
    tenant: PoolSize,
    other: PoolSize,
    /// What a tenant has of a pool for tenant data.
    share: Share,
    /// The tenants that asked last for a connection, on all workers.
    recent: RecentLanes,
    /// The tenant that a caller is counted for, as all workers know it.
    seen: SeenTenants,
    pub auth: Auth,
}

impl Worker {
    pub fn new(config: &Config, shared: Arc<Shared>, roles: Roles, auth: Auth) -> Self {
        let size = |max| PoolSize { max, acquire_timeout: config.database.acquire_timeout };
        Self {
            shared,
            roles,
            tenant: size(config.database.tenant_connections),
            other: size(config.database.auth_connections),
            share: config.shares.connections,
            recent: RecentLanes::default(),
            seen: SeenTenants::default(),
            auth,
        }
    }

    pub fn pools(&self) -> Pools {
        self.roles.pools(self.tenant, self.other)
    }

    /// The state of the worker whose thread this is, over connections of its own.
    pub fn state(&self, notes: DeniedAccessQueue, denial_log: DenialLog) -> State {
        let pools = self.pools().sharing(self.share, &self.recent);
        let auth = self.auth.with_pool(pools.auth.clone());
        let db = pools.db().with_seen(self.seen.clone()).with_queue(auth.jobs.clone());
        let shared = Arc::clone(&self.shared);
        actix_web::rt::spawn(count_connections(auth.pool.clone(), db.clone(), Arc::clone(&shared)));
        let positions = Positions::new(auth.secret_box.clone(), auth.random.clone());
        State { shared, auth, db, positions, notes, denial_log }
    }
}
