use std::fmt;

use sqlx::PgExecutor;
use time::OffsetDateTime;
use uuid::Uuid;

use super::wakeup::Wakeup;
use super::{BackgroundJob, JobId};
use crate::{Clock, Random, SecretBox};

/// The way into the queue. Cloning shares it; the worker of the process uses the same one, which wakes it.
#[derive(Clone)]
pub struct JobQueue {
    pub(super) clock: Clock,
    pub(super) random: Random,
    pub(super) secret_box: SecretBox,
    pub(super) wakeup: Wakeup,
}

/// A job that is to be enqueued: due at once, in the tenant that the unit of work has entered, if any.
#[derive(Clone, Debug)]
pub struct NewJob<'a, J> {
    payload: &'a J,
    due_at: Option<OffsetDateTime>,
    unique_key: Option<&'a str>,
    tenant: TenantOf,
}

/// Whose job it is.
#[derive(Clone, Copy, Debug)]
enum TenantOf {
    /// The tenant that the unit of work has entered, if any.
    Context,
    Named(Option<Uuid>),
}

impl<'a, J: BackgroundJob> NewJob<'a, J> {
    pub fn new(payload: &'a J) -> Self {
        Self { payload, due_at: None, unique_key: None, tenant: TenantOf::Context }
    }

    #[must_use]
    pub fn due_at(self, at: OffsetDateTime) -> Self {
        Self { due_at: Some(at), ..self }
    }

    /// Has it take the place of the job of this kind, tenant and key that waits. One that runs ends its run, and isn't
    /// tried again. Of 1 to 200 characters.
    #[must_use]
    pub fn unique_key(self, key: &'a str) -> Self {
        Self { unique_key: Some(key), ..self }
    }

    /// Names the tenant, or none. Postgres refuses this to `bulkhead_app`, whose jobs are of the tenant that it has
    /// entered.
    #[must_use]
    pub fn for_tenant(self, tenant: Option<Uuid>) -> Self {
        Self { tenant: TenantOf::Named(tenant), ..self }
    }
}

impl JobQueue {
    pub fn new(clock: Clock, random: Random, secret_box: SecretBox) -> Self {
        Self { clock, random, secret_box, wakeup: Wakeup::default() }
    }

    /// Enqueues a job in the unit of work of `db`. It runs after the commit, and never where that is rolled back.
    pub async fn enqueue<J: BackgroundJob>(
        &self,
        db: impl PgExecutor<'_>,
        new: NewJob<'_, J>,
    ) -> Result<JobId, sqlx::Error> {
        let now = self.clock.now();
        let id = self.random.uuid_v7(now);
        let (plain, encrypted) = if J::IS_SECRET {
            (None, Some(self.encrypt(new.payload)?))
        } else {
            (Some(serde_json::to_value(new.payload).map_err(encode)?), None)
        };
        let (delivery, max_tries) = (J::DELIVERY.as_str(), i64::from(J::MAX_TRIES));
        let due_at = new.due_at.unwrap_or(now);
        let (kind, key) = (J::KIND, new.unique_key);
        // `query!` checks one text at a time, so the two statements are two of them.
        macro_rules! execute {
            ($sql:literal $(, $tenant:expr)?) => {
                sqlx::query!(
                    $sql, $($tenant,)? id, kind, plain, encrypted, delivery, max_tries, due_at, key, now
                )
                .execute(db)
                .await
            };
        }
        match new.tenant {
            TenantOf::Context => execute!("select from jobs.enqueue($1, $2, $3, $4, $5, $6, $7, $8, $9)"),
            TenantOf::Named(tenant) => {
                execute!("select from jobs.enqueue_for($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", tenant)
            }
        }?;
        self.wake();
        Ok(JobId(id))
    }

    /// Encrypts a payload, for a statement that calls `jobs.enqueue` among other things.
    pub fn encrypt<J: BackgroundJob>(&self, payload: &J) -> Result<Vec<u8>, sqlx::Error> {
        let plain = serde_json::to_vec(payload).map_err(encode)?;
        Ok(self.secret_box.encrypt(&self.random, &J::secret_context(), &plain))
    }

    /// Wakes the worker of this process, after such a statement.
    pub fn wake(&self) {
        self.wakeup.notify();
    }

    /// Cancels the job of this kind and key in the tenant that the unit of work has entered. Returns whether one
    /// waited. One that runs ends its run, and isn't tried again.
    pub async fn cancel_key<J: BackgroundJob>(
        &self,
        db: impl PgExecutor<'_>,
        unique_key: &str,
    ) -> Result<bool, sqlx::Error> {
        let now = self.clock.now();
        let waited =
            sqlx::query_scalar!(r#"select jobs.cancel_key($1, $2, $3) as "waited!""#, J::KIND, unique_key, now);
        waited.fetch_one(db).await
    }
}

fn encode(error: serde_json::Error) -> sqlx::Error {
    sqlx::Error::Encode(error.into())
}

impl fmt::Debug for JobQueue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JobQueue").finish_non_exhaustive()
    }
}
