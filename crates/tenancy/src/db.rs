use auth::{Lane, Pool};
use sqlx::postgres::PgRow;
use sqlx::{Execute, Executor, Postgres};
use uuid::Uuid;

use crate::caller::Credential;
use crate::{Caller, Error, Membership, Role, SeenTenants, Statement, TenantRef, TenantTx};

/// Whether a unit of work writes. Reads go over connections that the database itself keeps from writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    Read,
    Write,
}

/// Who wants into which tenant, and to do what.
#[derive(Clone, Debug)]
pub struct Entry {
    pub who: Caller,
    pub tenant: TenantRef,
    /// The least role that may do this.
    pub needed: Role,
    pub intent: Intent,
    /// Stands in the change log beside whatever the unit of work writes.
    pub request_id: Uuid,
}

impl Entry {
    /// Whether the unit of work is one that the database keeps from writing.
    pub(crate) fn reads_only(&self) -> bool {
        self.intent == Intent::Read || self.who.is_read_only()
    }
}

/// The way to tenant data. Cloning shares the connections.
#[derive(Clone)]
pub struct Db {
    write: Pool,
    read: Pool,
    platform: Pool,
    seen: SeenTenants,
}

impl Db {
    /// `write` and `read` are pools of `bulkhead_app`, `platform` is one of `bulkhead_platform`.
    /// `read` opens its connections read-only and may lead to a replica.
    pub fn new(write: Pool, read: Pool, platform: Pool) -> Self {
        Self { write, read, platform, seen: SeenTenants::default() }
    }

    /// The same, counting callers for the tenants that all of a process's ways to data have seen them in.
    #[must_use]
    pub fn with_seen(self, seen: SeenTenants) -> Self {
        Self { seen, ..self }
    }

    /// Which tenants callers were let into, for counting.
    pub fn seen(&self) -> &SeenTenants {
        &self.seen
    }

    /// Begins a statement for [`Db::once`]. It starts with `with access as materialized (…)`, whose one row has the columns
    /// `tenant_id, slug, role, user_id, last_seen_at`; what follows must depend on that row (`insert … select … from
    /// access`, or `from access left join lateral (… limit n)`), so that the context stands before a policy asks for it,
    /// and must select those columns first ([`crate::ACCESS_COLUMNS`]).
    pub fn entering(entry: &Entry) -> Statement {
        let mut statement =
            Statement::new("with access as materialized (select entered.*, who.user_id, who.last_seen_at from ");
        match &entry.who.credential {
            Credential::User(id) => {
                statement.push("(values (").bind(*id).push(", null::timestamptz))");
            }
            Credential::Key(id, key) => {
                statement.push("(select ").bind(*id).push(", null::timestamptz from set_config('app.api_key_id', ");
                statement.bind(key.to_string()).push(", true))");
            }
            Credential::Impersonator { user_id, admin_id, .. } => {
                statement
                    .push("(select ")
                    .bind(*user_id)
                    .push(", null::timestamptz from set_config('app.impersonator_id', ");
                statement.bind(admin_id.to_string()).push(", true))");
            }
            Credential::Session(proof) => {
                statement.push("auth.user_of_session(").bind(proof.token_hash()).push(", ").bind(proof.now());
                statement.push(", ").bind(proof.idle_since()).push(")");
            }
        }
        statement.push(" who (user_id, last_seen_at), tenancy.enter(who.user_id, ").bind(entry.tenant.as_deref());
        statement.push(", ").bind(entry.needed as i32).push(", ").bind(entry.request_id).push(") entered)");
        statement
    }

    /// Runs one statement made by [`Db::entering`] as a unit of work of its own, in one round trip where the mode allows.
    /// Answers the membership and the rows; [`Error::NotAMember`] where the tenant gives none, or the
    /// credential opens nothing.
    pub async fn once(&self, entry: &Entry, statement: Statement) -> Result<(Membership, Vec<PgRow>), Error> {
        let rows = alone(self.pool(entry), self.seen.lane(entry), statement.finish()?).await?;
        let entered = match rows.first() {
            Some(first) => Membership::from_row(first, &entry.who).map_err(Error::from),
            None => Err(Error::NotAMember),
        };
        self.seen.note(entry, entered.as_ref());
        Ok((entered?, rows))
    }

    /// Whether the entry leads into its tenant, at the role that it needs.
    pub async fn admit(&self, entry: &Entry) -> Result<Membership, Error> {
        let mut sql = Self::entering(entry);
        sql.push(" select * from access");
        Ok(self.once(entry, sql).await?.0)
    }

    /// Opens a unit of work of several statements: one round trip to begin and enter, one a statement, one to commit.
    pub async fn begin(&self, entry: &Entry) -> Result<TenantTx, Error> {
        let lease = self.pool(entry).lease_for(self.seen.lane(entry)).await?;
        let entered = TenantTx::enter(lease, entry).await;
        self.seen.note(entry, entered.as_ref().map(TenantTx::membership));
        entered
    }

    /// Runs one statement that sets its own context, as a unit of work of its own.
    pub(crate) async fn outside<'q>(&self, query: impl Execute<'q, Postgres> + 'q) -> Result<Vec<PgRow>, Error> {
        alone(&self.write, Lane::COMMON, query).await
    }

    /// How many connections each pool has lent out, by the pool's name.
    pub fn in_use(&self) -> [(&'static str, usize); 3] {
        [("write", self.write.in_use()), ("read", self.read.in_use()), ("platform", self.platform.in_use())]
    }

    /// How many callers were refused because their tenant's share of a pool was used up.
    pub fn refused(&self) -> u64 {
        self.write.refused() + self.read.refused()
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

    fn pool(&self, entry: &Entry) -> &Pool {
        if entry.reads_only() { &self.read } else { &self.write }
    }
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
