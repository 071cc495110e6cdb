use std::fmt;

use auth::{Lease, Transaction};
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgArguments, PgQueryResult, PgRow, PgStatement, PgTypeInfo};
use sqlx::{Either, Execute, Executor, Postgres, SqlStr};

use crate::{Db, Entry, Error, Intent, Membership, Mode, Statement};

/// A transaction inside one tenant, and the membership it was opened with. Whatever runs on it (`sqlx::query!` and the
/// like take `&mut tx`) sees that tenant and no other. Dropped without [`TenantTx::commit`], it is rolled back.
pub struct TenantTx {
    transaction: Transaction,
    membership: Membership,
    mode: Mode,
}

impl TenantTx {
    pub(crate) async fn enter(lease: Lease, entry: &Entry, mode: Mode) -> Result<Self, Error> {
        let mut transaction = Transaction::open(lease, entry.intent == Intent::Read).await?;
        let mut statement = Db::entering(entry);
        statement.push(" select tenant_id, slug, role from access");
        let query = statement.finish()?;
        let entered = match mode {
            Mode::Direct => transaction.fetch_optional(query).await,
            Mode::Transaction => transaction.fetch_optional(Unnamed(query)).await,
        };
        match entered {
            Ok(Some(row)) => {
                let membership = Membership::from_row(&row, entry.user_id)?;
                Ok(Self { transaction, membership, mode })
            }
            Ok(None) => {
                transaction.rollback().await?;
                Err(Error::NotAMember)
            }
            Err(error) => {
                let error = Error::from(error);
                if matches!(error, Error::RoleTooLow) {
                    transaction.rollback().await?;
                }
                Err(error)
            }
        }
    }

    pub fn membership(&self) -> &Membership {
        &self.membership
    }

    /// Runs a statement that was put together at run time.
    pub async fn run(&mut self, statement: Statement) -> Result<Vec<PgRow>, Error> {
        Ok(self.fetch_all(statement.finish()?).await?)
    }

    /// Commits. An error means that nothing is known to be stored.
    pub async fn commit(self) -> Result<Membership, Error> {
        self.transaction.commit().await?;
        Ok(self.membership)
    }

    /// Undoes everything, and keeps the connection.
    pub async fn rollback(self) -> Result<(), Error> {
        Ok(self.transaction.rollback().await?)
    }
}

impl fmt::Debug for TenantTx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TenantTx").field("membership", &self.membership).finish_non_exhaustive()
    }
}

impl<'c> Executor<'c> for &'c mut TenantTx {
    type Database = Postgres;

    fn fetch_many<'e, 'q: 'e, E>(self, query: E) -> BoxStream<'e, Result<Either<PgQueryResult, PgRow>, sqlx::Error>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        match self.mode {
            Mode::Direct => self.transaction.fetch_many(query),
            Mode::Transaction => self.transaction.fetch_many(Unnamed(query)),
        }
    }

    fn fetch_optional<'e, 'q: 'e, E>(self, query: E) -> BoxFuture<'e, Result<Option<PgRow>, sqlx::Error>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        match self.mode {
            Mode::Direct => self.transaction.fetch_optional(query),
            Mode::Transaction => self.transaction.fetch_optional(Unnamed(query)),
        }
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

/// A query that leaves no named statement behind, for a pooler that lends the connection to somebody else next.
pub(crate) struct Unnamed<E>(pub E);

impl<'q, E: Execute<'q, Postgres>> Execute<'q, Postgres> for Unnamed<E> {
    fn sql(self) -> SqlStr {
        self.0.sql()
    }

    fn statement(&self) -> Option<&PgStatement> {
        self.0.statement()
    }

    fn take_arguments(&mut self) -> Result<Option<PgArguments>, BoxDynError> {
        self.0.take_arguments()
    }

    fn persistent(&self) -> bool {
        false
    }
}
