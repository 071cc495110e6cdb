//! What is done when a connection turns out dead as it is used.

use std::io;
use std::sync::atomic::Ordering;

use futures_util::stream::{self, BoxStream, StreamExt, TryStreamExt};
use sqlx::postgres::{PgDatabaseError, PgSeverity};
use sqlx::{ConnectOptions, Executor};

use super::executor::{Item, Repeatable};
use super::{ANSWER_TIMEOUT, Inner, Lease, PING_TIMEOUT};

impl Lease {
    /// Begins a transaction. It has no effect by itself, so it runs again on a new connection where the first is dead.
    pub(super) async fn begin(&mut self, begin: &'static str) -> Result<(), sqlx::Error> {
        if !std::mem::take(&mut self.is_unproved) {
            sqlx::raw_sql(begin).execute(self.connection()).await?;
            return Ok(());
        }
        let outcome = sqlx::raw_sql(begin).execute(self.connection());
        match tokio::time::timeout(PING_TIMEOUT, outcome).await.unwrap_or_else(|_| Err(silence())) {
            Err(error) if is_lost(&error) => {
                self.reconnect().await?;
                sqlx::raw_sql(begin).execute(self.connection()).await?;
                Ok(())
            }
            outcome => outcome.map(|_| ()),
        }
    }

    /// Runs the first statement on the connection, and again on a new one where it is certain to have had no effect.
    pub(super) async fn run(&mut self, query: Repeatable) -> Result<Vec<Item>, sqlx::Error> {
        let items = self.connection().fetch_many(query.clone()).try_collect();
        let ran = tokio::time::timeout(ANSWER_TIMEOUT, items).await.unwrap_or_else(|_| Err(silence()));
        self.is_unproved = false;
        match ran {
            Err(error) if was_unused(&error) || self.pool.is_read_only && is_lost(&error) => {
                self.reconnect().await?;
                self.connection().fetch_many(query).try_collect().await
            }
            ran => ran,
        }
    }

    /// Ends a transaction by a statement.
    pub(super) async fn end(&mut self, statement: &'static str) -> Result<(), sqlx::Error> {
        let (connection, is_silent) = self.parts();
        in_time(is_silent, sqlx::raw_sql(statement).execute(connection)).await?;
        Ok(())
    }

    /// Puts a new connection in the place of a dead one.
    async fn reconnect(&mut self) -> Result<(), sqlx::Error> {
        let Inner { options, losses, size, .. } = &*self.pool;
        losses.fetch_add(1, Ordering::Relaxed);
        let connected = tokio::time::timeout(size.acquire_timeout, options.connect()).await;
        self.connection = Some(connected.unwrap_or_else(|_| Err(silence()))?);
        Ok(())
    }
}

/// What a connection answers, unless it is silent for too long, or was so before.
pub(super) async fn in_time<T>(
    is_silent: &mut bool,
    answer: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, sqlx::Error> {
    if *is_silent {
        return Err(silence());
    }
    tokio::time::timeout(ANSWER_TIMEOUT, answer).await.unwrap_or_else(|_| {
        *is_silent = true;
        Err(silence())
    })
}

/// The rows that a connection answers, with the same limit for each of them.
pub(super) fn each_in_time<'e>(
    is_silent: &'e mut bool,
    items: BoxStream<'e, Result<Item, sqlx::Error>>,
) -> BoxStream<'e, Result<Item, sqlx::Error>> {
    stream::try_unfold((items, is_silent), async |(mut items, is_silent)| {
        let item = in_time(is_silent, items.try_next()).await?;
        Ok(item.map(|item| (item, (items, is_silent))))
    })
    .boxed()
}

fn silence() -> sqlx::Error {
    sqlx::Error::Io(io::Error::new(io::ErrorKind::TimedOut, "the database didn't answer"))
}

/// Whether the connection is gone. What a statement did on it is unknown.
fn is_lost(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) => true,
        _ => fatal_code(error).is_some(),
    }
}

/// Whether the connection had ended before a statement had any effect. The server says so of a session that it ends
/// between statements (57P05), or whose statement it rolls back with the session (57P01); or the statement couldn't be
/// sent whole.
fn was_unused(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(error) => error.kind() == io::ErrorKind::BrokenPipe,
        _ => matches!(fatal_code(error), Some("57P01" | "57P05")),
    }
}

/// The SQLSTATE of an error that ended the session.
fn fatal_code(error: &sqlx::Error) -> Option<&str> {
    let refusal = error.as_database_error()?.try_downcast_ref::<PgDatabaseError>()?;
    matches!(refusal.severity(), PgSeverity::Fatal | PgSeverity::Panic).then(|| refusal.code())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_not_sent_whole_is_certain_to_be_unused() {
        let error = |kind: io::ErrorKind| sqlx::Error::Io(kind.into());
        assert!(was_unused(&error(io::ErrorKind::BrokenPipe)));
        for unknown in [io::ErrorKind::ConnectionReset, io::ErrorKind::UnexpectedEof, io::ErrorKind::TimedOut] {
            assert!(!was_unused(&error(unknown)) && is_lost(&error(unknown)), "{unknown}");
        }
        assert!(!is_lost(&sqlx::Error::RowNotFound) && !was_unused(&sqlx::Error::RowNotFound));
    }
}
