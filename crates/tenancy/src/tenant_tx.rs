use std::fmt;
use std::sync::Arc;

use base::jobs::{BackgroundJob, JobId, JobQueue, NewJob};
use base::{Lease, Transaction};
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;
use sqlx::postgres::{PgQueryResult, PgRow, PgStatement, PgTypeInfo};
use sqlx::{Either, Execute, Executor, Postgres, Row, SqlStr};
use uuid::Uuid;

use crate::{Db, Error, Intent, Membership, Statement, TenantRequest};

/// A transaction inside one tenant, and the proof it was opened with: a request's [`Membership`], or the
/// [`JobContext`](crate::JobContext) of a job. Whatever runs on it (`sqlx::query!` and the like take `&mut tx`) sees
/// that tenant and no other. Dropped without [`TenantTx::commit`], it is rolled back.
pub struct TenantTx<Proof = Membership> {
    transaction: Transaction,
    proof: Proof,
    /// What the tenant was entered by, for proving it again.
    request: Option<TenantRequest>,
    queue: Option<Arc<JobQueue>>,
    /// The conversations that were entered.
    pub(crate) conversations: Vec<Uuid>,
}

impl TenantTx {
    pub(crate) async fn enter(
        lease: Lease,
        request: &TenantRequest,
        queue: Option<Arc<JobQueue>>,
    ) -> Result<Self, Error> {
        let mut transaction = Transaction::open(lease, request.intent == Intent::Read).await?;
        let mut statement = Db::with_access(request);
        statement.push(" select * from access");
        match transaction.fetch_optional(statement.finish()?).await {
            Ok(Some(row)) => {
                let membership = Membership::from_row(&row, &request.who)?;
                let request = Some(request.clone());
                Ok(Self { transaction, proof: membership, request, queue, conversations: Vec::new() })
            }
            Ok(None) => {
                transaction.rollback().await?;
                Err(Error::NotAMember)
            }
            Err(error) => {
                let error = Error::from(error);
                if error.is_refusal() {
                    transaction.rollback().await?;
                }
                Err(error)
            }
        }
    }

    pub fn membership(&self) -> &Membership {
        &self.proof
    }

    /// Proves the credential and the membership again, for a unit of work that lasts: of what was committed meanwhile,
    /// the next statement sees the end of either.
    pub async fn prove_again(&mut self) -> Result<(), Error> {
        let Some(request) = &self.request else { return Ok(()) };
        let mut statement = Db::with_access(request);
        statement.push(" select * from access");
        match self.transaction.fetch_optional(statement.finish()?).await? {
            Some(_) => Ok(()),
            None => Err(Error::NotAMember),
        }
    }

    /// Claims the imports into a table for the rest of the unit of work, in its tenant; `false` while another one has
    /// the claim.
    pub async fn claim_import(&mut self, table: &'static str) -> Result<bool, Error> {
        let mut sql = Statement::new("select tenancy.claim_import(");
        sql.bind(table).push(")");
        let rows = self.run(sql).await?;
        Ok(rows.first().map(|row| row.try_get(0)).transpose()?.unwrap_or_default())
    }
}

impl TenantTx {
    /// Enqueues a job of this tenant. It runs once this unit of work is committed.
    pub async fn enqueue<J: BackgroundJob>(&mut self, new: NewJob<'_, J>) -> Result<JobId, Error> {
        let queue = self.queue.clone().ok_or_else(|| {
            let missing = "this way to the database has no job queue: Db::with_queue".into();
            Error::Database(sqlx::Error::Configuration(missing))
        })?;
        Ok(queue.enqueue(self, new).await?)
    }
}

impl<Proof> TenantTx<Proof> {
    /// Takes over a transaction that has entered a tenant, by this proof.
    pub(crate) fn entered(transaction: Transaction, proof: Proof) -> Self {
        Self { transaction, proof, request: None, queue: None, conversations: Vec::new() }
    }

    pub fn proof(&self) -> &Proof {
        &self.proof
    }

    /// Runs a statement that was put together at run time.
    pub async fn run(&mut self, statement: Statement) -> Result<Vec<PgRow>, Error>
    where
        Proof: Send + fmt::Debug,
    {
        Ok(self.fetch_all(statement.finish()?).await?)
    }

    /// Commits. An error means that nothing is known to be stored.
    pub async fn commit(self) -> Result<Proof, Error> {
        self.transaction.commit().await?;
        Ok(self.proof)
    }

    /// Undoes everything, and keeps the connection.
    pub async fn rollback(self) -> Result<(), Error> {
        Ok(self.transaction.rollback().await?)
    }
}

impl<Proof: fmt::Debug> fmt::Debug for TenantTx<Proof> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TenantTx").field("proof", &self.proof).finish_non_exhaustive()
    }
}

impl<'c, Proof: Send + fmt::Debug> Executor<'c> for &'c mut TenantTx<Proof> {
    type Database = Postgres;

    fn fetch_many<'e, 'q: 'e, E>(self, query: E) -> BoxStream<'e, Result<Either<PgQueryResult, PgRow>, sqlx::Error>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        self.transaction.fetch_many(query)
    }

    fn fetch_optional<'e, 'q: 'e, E>(self, query: E) -> BoxFuture<'e, Result<Option<PgRow>, sqlx::Error>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        self.transaction.fetch_optional(query)
    }

    fn prepare_with<'e>(
        self,
        sql: SqlStr,
        parameters: &'e [PgTypeInfo],
    ) -> BoxFuture<'e, Result<PgStatement, sqlx::Error>>
    where
        'c: 'e,
    {
        self.transaction.prepare_with(sql, parameters)
    }

    fn describe<'e>(self, sql: SqlStr) -> BoxFuture<'e, Result<sqlx::Describe<Postgres>, sqlx::Error>>
    where
        'c: 'e,
    {
        self.transaction.describe(sql)
    }
}
