//! Jobs: background work in tenants, without a session.

use std::fmt;

use base::{Pool, Transaction};
use sqlx::{Executor, Row};
use uuid::Uuid;

use crate::{Error, Membership, Role, Statement, TenantId, TenantTx};

/// A kind of background work. The change log names it with each of its changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job(&'static str);

impl Job {
    /// Deletes what has been in the trash for long. The database lets it, and nothing else, delete rows of resources.
    pub const EMPTY_TRASH: Self = Self("empty_trash");

    /// Has the carrier place calls and send messages, and notes what came of it.
    pub const DISPATCH: Self = Self("dispatch");

    /// Takes over what a phone's carrier tells by a signed request.
    pub const CARRIER_WEBHOOK: Self = Self("carrier_webhook");

    /// Takes over what a phone's carrier says of calls, messages and numbers when it is asked.
    pub const CARRIER_POLL: Self = Self("carrier_poll");

    /// Notes that the reader of an e-mail wants no more of them.
    pub const UNSUBSCRIBE: Self = Self("unsubscribe");

    /// Delivers events to webhooks, and notes what came of it.
    pub const DELIVER_WEBHOOKS: Self = Self("deliver_webhooks");

    /// Tells members by e-mail of notifications that they haven't read.
    pub const DIGEST: Self = Self("digest");

    /// Pushes notifications to browsers, and notes what came of it.
    pub const SEND_PUSHES: Self = Self("send_pushes");

    /// Makes the images that members ask for, and stores them.
    pub const GENERATE_IMAGES: Self = Self("generate_images");

    /// Moves files from the database to the file store.
    pub const MOVE_FILES: Self = Self("move_files");

    pub fn as_str(self) -> &'static str {
        self.0
    }
}

/// The tenant that a job enters, and the work that it does there.
#[derive(Clone, Debug)]
pub struct JobRequest {
    pub tenant_id: TenantId,
    pub job: Job,
    /// The user that the job acts for, and the least role that the work needs. Of the private rows the job sees this
    /// user's; without a user, none.
    pub acting_for: Option<(Uuid, Role)>,
    /// Stands in the change log where a request's id does.
    pub run_id: Uuid,
}

/// The proof that a job is in a tenant, read in the unit of work that it stands for.
#[derive(Clone, Debug)]
pub struct JobContext {
    tenant_id: TenantId,
    job: Job,
    acting_for: Option<Membership>,
}

impl JobContext {
    pub fn tenant_id(&self) -> TenantId {
        self.tenant_id
    }

    pub fn job(&self) -> Job {
        self.job
    }

    /// The membership of the user that the job acts for.
    pub fn acting_for(&self) -> Option<&Membership> {
        self.acting_for.as_ref()
    }
}

impl TenantTx<JobContext> {
    /// Lets the statements that follow reach the private rows of this user, who need not be a member. The change log
    /// names the user as the actor.
    pub async fn act_as_owner(&mut self, owner: Uuid) -> Result<(), Error> {
        let mut statement = Statement::new("select set_config('app.user_id', ");
        statement.bind(owner.to_string()).push(", true)");
        self.run(statement).await?;
        Ok(())
    }
}

/// The way to tenant data for jobs. It is made from the pools, which requests lack, so a request can't be a job.
#[derive(Clone)]
pub struct Jobs {
    write: Pool,
    platform: Pool,
}

impl Jobs {
    /// `write` is a pool of `bulkhead_app`, `platform` one of `bulkhead_platform`.
    pub fn new(write: Pool, platform: Pool) -> Self {
        Self { write, platform }
    }

    /// Opens a unit of work. `None`: there is no such tenant, or the user that the job would act for isn't a member
    /// (any more). Errors with [`Error::RoleTooLow`] where they are of a lower role than needed, and as for them
    /// themselves where the tenant is suspended or asks for a second factor.
    pub async fn begin(&self, request: &JobRequest) -> Result<Option<TenantTx<JobContext>>, Error> {
        enter(Transaction::begin(&self.write).await?, request).await
    }

    /// The tenants that jobs work in, by id: at most `limit` of those after one.
    pub async fn tenants(&self, after: Option<TenantId>, limit: i64) -> Result<Vec<TenantId>, Error> {
        let mut lease = self.platform.lease().await?;
        let ids = sqlx::query_scalar!(
            r#"select id as "id: TenantId" from tenancy.tenants where id > $1 order by id limit $2"#,
            after.map_or(Uuid::nil(), |tenant| tenant.0),
            limit
        )
        .fetch_all(&mut lease)
        .await?;
        lease.give_back();
        Ok(ids)
    }
}

/// Enters a job's tenant; see [`Jobs::begin`].
pub(crate) async fn enter(
    mut transaction: Transaction,
    request: &JobRequest,
) -> Result<Option<TenantTx<JobContext>>, Error> {
    let (user_id, needed) = request.acting_for.map_or((None, Role::Viewer), |(user, role)| (Some(user), role));
    let mut statement = Statement::new("select tenant_id, slug, role from tenancy.enter_job(");
    statement.bind(request.tenant_id).push(", ").bind(request.job.0).push(", ").bind(user_id).push(", ");
    statement.bind(needed as i32).push(", ").bind(request.run_id).push(")");
    let entered = match transaction.fetch_optional(statement.finish()?).await {
        Ok(entered) => entered,
        Err(error) => {
            transaction.rollback().await?;
            return Err(error.into());
        }
    };
    let Some(row) = entered else {
        transaction.rollback().await?;
        return Ok(None);
    };
    let acting_for = user_id.map(|user_id| Membership::of(&row, user_id)).transpose()?;
    let pass = JobContext { tenant_id: row.try_get(0)?, job: request.job, acting_for };
    Ok(Some(TenantTx::entered(transaction, pass)))
}

impl fmt::Debug for Jobs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Jobs").finish_non_exhaustive()
    }
}
