use std::fmt;

use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream, StreamExt, TryStreamExt};
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgArguments, PgQueryResult, PgRow, PgStatement, PgTypeInfo};
use sqlx::{Describe, Either, Execute, Executor, Postgres, SqlStr};

use super::loss::{each_in_time, in_time};
use super::{Lease, Mode, Transaction};

pub(super) type Item = Either<PgQueryResult, PgRow>;

/// One statement, as a unit of work of its own.
impl<'c> Executor<'c> for &'c mut Lease {
    type Database = Postgres;

    fn fetch_many<'e, 'q: 'e, E>(self, query: E) -> BoxStream<'e, Result<Item, sqlx::Error>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        if self.pool.mode == Mode::Direct && !self.is_unproved {
            let (connection, is_silent) = self.parts();
            return each_in_time(is_silent, connection.fetch_many(query));
        }
        let items = alone(self, query);
        stream::once(items).map_ok(|items| stream::iter(items).map(Ok)).try_flatten().boxed()
    }

    fn fetch_optional<'e, 'q: 'e, E>(self, query: E) -> BoxFuture<'e, Result<Option<PgRow>, sqlx::Error>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        if self.pool.mode == Mode::Direct && !self.is_unproved {
            let (connection, is_silent) = self.parts();
            return Box::pin(in_time(is_silent, connection.fetch_optional(query)));
        }
        let items = alone(self, query);
        Box::pin(async move { Ok(items.await?.into_iter().find_map(Either::right)) })
    }

    fn prepare_with<'e>(
        self,
        sql: SqlStr,
        parameters: &'e [PgTypeInfo],
    ) -> BoxFuture<'e, Result<PgStatement, sqlx::Error>>
    where
        'c: 'e,
    {
        self.connection().prepare_with(sql, parameters)
    }

    fn describe<'e>(self, sql: SqlStr) -> BoxFuture<'e, Result<Describe<Postgres>, sqlx::Error>>
    where
        'c: 'e,
    {
        self.connection().describe(sql)
    }
}

/// One of several statements.
impl<'c> Executor<'c> for &'c mut Transaction {
    type Database = Postgres;

    fn fetch_many<'e, 'q: 'e, E>(self, query: E) -> BoxStream<'e, Result<Item, sqlx::Error>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        let mode = self.0.pool.mode;
        let (connection, is_silent) = self.0.parts();
        let items = match mode {
            Mode::Direct => connection.fetch_many(query),
            Mode::Transaction => connection.fetch_many(Unnamed(query)),
        };
        each_in_time(is_silent, items)
    }

    fn fetch_optional<'e, 'q: 'e, E>(self, query: E) -> BoxFuture<'e, Result<Option<PgRow>, sqlx::Error>>
    where
        'c: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        let mode = self.0.pool.mode;
        let (connection, is_silent) = self.0.parts();
        let row = match mode {
            Mode::Direct => connection.fetch_optional(query),
            Mode::Transaction => connection.fetch_optional(Unnamed(query)),
        };
        Box::pin(in_time(is_silent, row))
    }

    fn prepare_with<'e>(
        self,
        sql: SqlStr,
        parameters: &'e [PgTypeInfo],
    ) -> BoxFuture<'e, Result<PgStatement, sqlx::Error>>
    where
        'c: 'e,
    {
        self.0.connection().prepare_with(sql, parameters)
    }

    fn describe<'e>(self, sql: SqlStr) -> BoxFuture<'e, Result<Describe<Postgres>, sqlx::Error>>
    where
        'c: 'e,
    {
        self.0.connection().describe(sql)
    }
}

impl fmt::Debug for Lease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lease").finish_non_exhaustive()
    }
}

impl fmt::Debug for Transaction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transaction").finish_non_exhaustive()
    }
}

/// Runs a statement as a unit of work of its own. In transaction mode, a refused one is rolled back and leaves the
/// connection usable.
async fn alone<'q>(lease: &mut Lease, query: impl Execute<'q, Postgres> + 'q) -> Result<Vec<Item>, sqlx::Error> {
    if lease.pool.mode == Mode::Direct {
        return lease.run(Repeatable::of(query)?).await;
    }
    lease.begin(lease.pool.begin).await?;
    let (connection, is_silent) = lease.parts();
    match each_in_time(is_silent, connection.fetch_many(Unnamed(query))).try_collect().await {
        Ok(items) => {
            lease.end("commit").await?;
            Ok(items)
        }
        Err(error) => {
            lease.end("rollback").await?;
            Err(error)
        }
    }
}

/// A query that can run twice.
#[derive(Clone)]
pub(super) struct Repeatable {
    sql: SqlStr,
    arguments: Option<PgArguments>,
    persistent: bool,
}

impl Repeatable {
    fn of<'q>(mut query: impl Execute<'q, Postgres>) -> Result<Self, sqlx::Error> {
        let arguments = query.take_arguments().map_err(sqlx::Error::Encode)?;
        Ok(Self { arguments, persistent: query.persistent(), sql: query.sql() })
    }
}

impl Execute<'_, Postgres> for Repeatable {
    fn sql(self) -> SqlStr {
        self.sql
    }

    fn statement(&self) -> Option<&PgStatement> {
        None
    }

    fn take_arguments(&mut self) -> Result<Option<PgArguments>, BoxDynError> {
        Ok(self.arguments.take())
    }

    fn persistent(&self) -> bool {
        self.persistent
    }
}

/// A query that leaves no named statement behind, for a pooler that lends the connection to another client next.
struct Unnamed<E>(E);

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
