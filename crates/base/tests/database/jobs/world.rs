use std::sync::Arc;
use std::time::Duration;

use base::jobs::{self, BackgroundJob, JobFilter, JobId, JobQueue, JobState, ListedJob, NewJob, Registry, Worker};
use base::{Clock, Pool, Random, SecretBox, Transaction};
use tenancy::testing::TestDb;
use time::macros::datetime;
use uuid::Uuid;

use super::kinds::{Act, Again, Brief, BriefOnce, Expiring, Limited, Log, Long, Once, Secret};

pub const ACME: Uuid = Uuid::from_u128(0xAC);
pub const OTHER: Uuid = Uuid::from_u128(0x07);

/// A database, a clock, and what jobs have done.
pub struct World {
    pub db: TestDb,
    pub app: Pool,
    pub platform: Pool,
    pub queue: JobQueue,
    pub clock: Clock,
    pub log: Arc<Log>,
}

impl World {
    /// With a clock that stands still.
    pub async fn new() -> Self {
        Self::at(Clock::manual(datetime!(2030-01-01 12:00 UTC))).await
    }

    pub async fn at(clock: Clock) -> Self {
        let db = TestDb::new().await;
        let secret_box = SecretBox::derive(b"a secret of this test");
        Self {
            app: db.pool("bulkhead_app", 4),
            platform: db.pool("bulkhead_platform", 4),
            queue: JobQueue::new(clock.clone(), Random::seeded(7), secret_box),
            db,
            clock,
            log: Arc::default(),
        }
    }

    /// A worker of all kinds.
    pub fn worker(&self) -> Worker {
        self.worker_with(self.queue.clone())
    }

    pub fn worker_with(&self, queue: JobQueue) -> Worker {
        let log = || Arc::clone(&self.log);
        let mut registry = Registry::new();
        registry.register::<Again>(log()).register::<Once>(log()).register::<Secret>(log()).register::<Limited>(log());
        registry.register::<Brief>(log()).register::<BriefOnce>(log()).register::<Long>(log());
        registry.register::<Expiring>(log());
        Worker::new(self.platform.clone(), queue, registry)
    }

    /// Begins a unit of work in a tenant, or in none.
    pub async fn begin(&self, tenant: Option<Uuid>) -> Transaction {
        let mut tx = Transaction::begin(&self.app).await.unwrap();
        let tenant = tenant.map(|tenant| tenant.to_string()).unwrap_or_default();
        sqlx::query("select set_config('app.tenant_id', $1, true)").bind(tenant).execute(&mut tx).await.unwrap();
        tx
    }

    /// Enqueues a job in a unit of work of its own.
    pub async fn enqueue<J: BackgroundJob>(&self, tenant: Option<Uuid>, new: NewJob<'_, J>) -> JobId {
        let mut tx = self.begin(tenant).await;
        let id = self.queue.enqueue(&mut tx, new).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    pub async fn again(&self, number: u32, act: Act) -> JobId {
        self.enqueue(Some(ACME), NewJob::new(&Again { number, act })).await
    }

    pub async fn once(&self, number: u32, act: Act) -> JobId {
        self.enqueue(Some(ACME), NewJob::new(&Once { number, act })).await
    }

    /// Runs all that is due.
    pub async fn run_due(&self) {
        self.worker().run_due().await.unwrap();
    }

    pub fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }

    pub async fn list(&self, filter: JobFilter) -> Vec<ListedJob> {
        let mut db = self.platform.lease().await.unwrap();
        let listed = jobs::list(&mut db, &filter, 2000).await.unwrap();
        db.give_back();
        listed
    }

    pub async fn job(&self, id: JobId) -> ListedJob {
        self.list(JobFilter::default()).await.into_iter().find(|job| job.id == id).unwrap()
    }

    pub async fn state(&self, id: JobId) -> JobState {
        self.job(id).await.state
    }

    /// Claims one job of a kind, as a node that dies right after it. Answers its token.
    pub async fn claim_and_die(&self, kind: &str) -> i64 {
        let mut db = self.platform.lease().await.unwrap();
        let claim = "select fence from jobs.claim(array[$1], '{1}', '{100}', '{100}', '{60000}', 1, $2)";
        let fence = sqlx::query_scalar(claim).bind(kind).bind(self.clock.now()).fetch_one(&mut db).await.unwrap();
        db.give_back();
        fence
    }

    /// Ends a run by the token of its claim; answers the state, if the token was good.
    pub async fn end_run(&self, id: JobId, token: i64, outcome: &str) -> Option<String> {
        let mut db = self.platform.lease().await.unwrap();
        let end = "select jobs.end_run($1, $2, $3, $4, $4, 'a reason')";
        let query = sqlx::query_scalar(end).bind(id).bind(token).bind(outcome).bind(self.clock.now());
        let state = query.fetch_one(&mut db).await.unwrap();
        db.give_back();
        state
    }
}
