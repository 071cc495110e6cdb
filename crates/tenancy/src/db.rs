use auth::SessionProof;
use std::sync::Arc;

use base::jobs::JobQueue;
use base::{Lane, Pool};
use sqlx::postgres::PgRow;
use sqlx::{Execute, Executor, Postgres};
use uuid::Uuid;

use crate::caller::Credential;
use crate::{Caller, Error, Membership, Role, SeenTenants, SessionDemands, Statement, TenantRef, TenantTx};

/// Whether a unit of work writes. Reads go over connections that the database itself keeps from writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    Read,
    Write,
}

/// Which tenant a caller asks to enter, and what for.
#[derive(Clone, Debug)]
pub struct TenantRequest {
    pub who: Caller,
    pub tenant: TenantRef,
    /// The least role that may do this.
    pub needed: Role,
    pub intent: Intent,
    /// Stands in the change log with each change of the unit of work.
    pub request_id: Uuid,
}

/// The way to tenant data. Cloning shares the connections.
#[derive(Clone)]
pub struct Db {
    write: Pool,
    read: Pool,
    replica: Option<Pool>,
    platform: Pool,
    seen: SeenTenants,
    queue: Option<Arc<JobQueue>>,
}

impl Db {
    /// `write` and `read` are pools of `bulkhead_app` on the primary, `platform` is one of `bulkhead_platform`. `read`
    /// opens its connections read-only.
    pub fn new(write: Pool, read: Pool, platform: Pool) -> Self {
        Self { write, read, replica: None, platform, seen: SeenTenants::default(), queue: None }
    }

    /// The same with a replica for the reads of callers that [`Db::proved_for_replica`] made.
    #[must_use]
    pub fn with_replica(self, replica: Pool) -> Self {
        Self { replica: Some(replica), ..self }
    }

    /// The same, counting callers for the tenants that all of a process's ways to data have seen them in.
    #[must_use]
    pub fn with_seen(self, seen: SeenTenants) -> Self {
        Self { seen, ..self }
    }

    /// The same for units of work that enqueue jobs.
    #[must_use]
    pub fn with_queue(self, queue: JobQueue) -> Self {
        Self { queue: Some(Arc::new(queue)), ..self }
    }

    /// Which tenants callers were let into, for counting.
    pub fn seen(&self) -> &SeenTenants {
        &self.seen
    }

    /// Begins a statement for [`Db::run_once`]. It starts with `with access as materialized (…)`, whose one row has the
    /// columns `tenant_id, slug, role, user_id, last_seen_at, via, write_only, snapshot`; what follows must depend on that row
    /// (`insert … select … from access`, or `from access left join lateral (… limit n)`), so that the context stands
    /// before a policy asks for it, and must select those columns first ([`crate::ACCESS_COLUMNS`]).
    ///
    /// The function that enters is volatile and under `offset 0`, so that it runs once, whatever reads its columns.
    pub fn with_access(request: &TenantRequest) -> Statement {
        let mut sql = Statement::new("with access as materialized ");
        Self::push_access(&mut sql, request);
        sql
    }

    /// Begins a statement that reads one row, as [`Db::with_access`] and `select access.*, r.* from access` do, which
    /// would be slower: it ends with `access`, and `left join lateral (… limit 1) r on true` has to follow.
    pub fn with_access_for_one(request: &TenantRequest) -> Statement {
        let mut sql = Statement::new("select access.*, r.* from ");
        Self::push_access(&mut sql, request);
        sql.push(" access");
        sql
    }

    /// A source of the one row that says which tenant the caller enters.
    fn push_access(sql: &mut Statement, request: &TenantRequest) {
        sql.push("(select ");
        if !matches!(request.who.credential, Credential::OnReplica(_)) {
            sql.push(match request.intent {
                Intent::Read => "(entered).*, pg_current_snapshot()::text as snapshot ",
                Intent::Write => "(entered).*, null::text as snapshot ",
            });
        }
        match &request.who.credential {
            Credential::Session { proof, demands } => match proof.token_hash() {
                Some(hash) if *demands == SessionDemands::default() => {
                    sql.push("from (select tenancy.enter_by_cookie(").bind(hash);
                    sql.push(", ").bind(proof.now()).push(", ").bind(proof.idle_since()).push(", ");
                    name_place(sql, request);
                }
                hash => {
                    sql.push("from (select tenancy.enter_by_proof(").bind(hash);
                    sql.push(", ").bind(proof.session_id()).push(", ").bind(proof.now());
                    sql.push(", ").bind(proof.idle_since()).push(", ");
                    name_place(sql, request);
                    sql.push(", ").bind(demands.proved_since).push(", ").bind(demands.verified);
                    sql.push(", ").bind(demands.hold);
                }
            },
            Credential::Key { digest, scopes, reading, now } => {
                sql.push("from (select tenancy.enter_by_key(").bind(digest.as_slice());
                sql.push(", ")
                    .bind(*now)
                    .push(", ")
                    .bind(scopes.as_slice())
                    .push(", ")
                    .bind(reading.as_slice())
                    .push(", ");
                name_place(sql, request);
            }
            Credential::OnReplica(user_id) => {
                sql.push("entered.*, ").bind(*user_id).push("::uuid as user_id, null::timestamptz as last_seen_at, ");
                sql.push("null::uuid as via, false as write_only, null::text as snapshot from tenancy.enter(")
                    .bind(*user_id)
                    .push(", ");
                name_place(sql, request);
                sql.push(") entered)");
                return;
            }
        }
        sql.push(") as entered offset 0) door where (entered).tenant_id is not null)");
    }

    /// Runs one statement made by [`Db::with_access`] as a unit of work of its own, in one round trip where the mode
    /// allows. Returns the membership and the rows; [`Error::NotAMember`] where the tenant gives none,
    /// [`Error::Credential`] where the credential isn't live or isn't enough.
    pub async fn run_once(
        &self,
        request: &TenantRequest,
        statement: Statement,
    ) -> Result<(Membership, Vec<PgRow>), Error> {
        let rows = alone(self.pool(request), self.seen.lane(request), statement.finish()?).await?;
        let entered = match rows.first() {
            Some(first) => Membership::from_row(first, &request.who).map_err(Error::from),
            None => Err(Error::NotAMember),
        };
        self.seen.note(request, entered.as_ref());
        Ok((entered?, rows))
    }

    /// Whether the caller may enter the tenant, at the role that it needs.
    pub async fn authorize(&self, request: &TenantRequest) -> Result<Membership, Error> {
        let mut sql = Self::with_access(request);
        sql.push(" select * from access");
        Ok(self.run_once(request, sql).await?.0)
    }

    /// Opens a unit of work of several statements: one round trip to begin and enter, one a statement, one to commit.
    pub async fn begin(&self, request: &TenantRequest) -> Result<TenantTx, Error> {
        let lease = self.pool(request).lease_for(self.seen.lane(request)).await?;
        let entered = TenantTx::enter(lease, request, self.queue.clone()).await;
        self.seen.note(request, entered.as_ref().map(TenantTx::membership));
        entered
    }

    /// The caller for reads on the replica, where there is one: a session that the primary has proved just now. The
    /// replica may be behind, so it is asked for the membership alone. The primary proves any other credential at each
    /// read.
    pub async fn proved_for_replica(&self, caller: &Caller) -> Result<Option<Caller>, Error> {
        if self.replica.is_none() || !matches!(caller.credential, Credential::Session { .. }) {
            return Ok(None);
        }
        Ok(self.find_self(caller).await?.map(|own| Caller::on_replica(own.live.user_id.0)))
    }

    /// A source of rows for a statement outside of any tenant: `holder`, whose one row has the `user_id` of the session
    /// that is proved and held, and the verified `email`.
    pub(crate) fn holder(sql: &mut Statement, proof: &SessionProof) {
        sql.push("(select * from auth.holder_of_session(").bind(proof.token_hash());
        sql.push(", ").bind(proof.session_id()).push(", ").bind(proof.now());
        sql.push(", ").bind(proof.idle_since()).push(") offset 0) holder");
    }

    /// Runs one statement that sets its own context, as a unit of work of its own.
    pub(crate) async fn run_unscoped<'q>(&self, query: impl Execute<'q, Postgres> + 'q) -> Result<Vec<PgRow>, Error> {
        alone(&self.write, Lane::COMMON, query).await
    }

    /// Runs one statement of the platform's role as a unit of work of its own.
    pub(crate) async fn run_on_platform(&self, statement: Statement) -> Result<Vec<PgRow>, Error> {
        alone(&self.platform, Lane::COMMON, statement.finish()?).await
    }

    /// How many connections each pool has lent out, by the pool's name; those to a replica are read ones as well.
    pub fn in_use(&self) -> [(&'static str, usize); 3] {
        let read = self.read.in_use() + self.replica.as_ref().map_or(0, Pool::in_use);
        [("write", self.write.in_use()), ("read", read), ("platform", self.platform.in_use())]
    }

    /// How many callers were refused because their tenant's share of a pool was used up.
    pub fn refused(&self) -> u64 {
        self.write.refused() + self.read.refused() + self.replica.as_ref().map_or(0, Pool::refused)
    }

    /// The pool of `bulkhead_platform`, for the work that [`crate::denied`] does across tenants.
    pub fn platform_pool(&self) -> Pool {
        self.platform.clone()
    }

    /// The pool that reads what was written last, whatever the other pool for reads leads to.
    pub(crate) fn primary(&self) -> &Pool {
        &self.write
    }

    pub(crate) fn platform(&self) -> &Pool {
        &self.platform
    }

    fn pool(&self, request: &TenantRequest) -> &Pool {
        match (request.intent, &request.who.credential, &self.replica) {
            (Intent::Write, ..) => &self.write,
            (Intent::Read, Credential::OnReplica(_), Some(replica)) => replica,
            (Intent::Read, ..) => &self.read,
        }
    }
}

/// Binds which tenant is to be entered, the least role, and the request.
fn name_place(sql: &mut Statement, request: &TenantRequest) {
    sql.bind(request.tenant.as_deref()).push(", ").bind(request.needed as i32).push(", ").bind(request.request_id);
}

/// Runs one statement as a unit of work of its own.
async fn alone<'q>(pool: &Pool, lane: Lane, query: impl Execute<'q, Postgres> + 'q) -> Result<Vec<PgRow>, Error> {
    let mut lease = pool.lease_for(lane).await?;
    let rows = lease.fetch_all(query).await;
    // A statement that the server refused leaves nothing behind on its connection.
    if rows.is_ok() || rows.as_ref().is_err_and(is_refusal) {
        lease.give_back();
    }
    Ok(rows?)
}

/// The server answered with an error of the statement's own, and the connection is as good as before.
fn is_refusal(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Database(refused)
        if refused.code().is_some_and(|code| !code.starts_with("57P") && !code.starts_with("08")))
}
