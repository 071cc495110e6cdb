//! What the simulated carrier has promised and done, in a schema of its own that it makes at its start.

mod accounts;
mod calls;
mod database;
mod events;
mod filter;
mod messages;

use std::time::Duration;

use base::{Conflict, DbError, Mode, Pool, PoolSize, Transaction, retry_conflicts};
use sqlx::postgres::PgConnectOptions;

pub use accounts::NumberRecord;
pub(super) use accounts::{Rates, handset, has_opted_out, opt_in, opt_out, take_call_slot, take_segment_slots};
pub use calls::{CallRecord, Line, RecordingRecord, Speaker};
pub use database::create_database;
pub(super) use events::{ClaimedEvent, Event, NewEvent, cancel_events};
pub use filter::ListFilter;
pub use messages::{MessageRecord, Thread};

/// The books. Cloning shares their connections.
#[derive(Clone)]
pub struct Books {
    pool: Pool,
}

/// The books can't be read or written.
#[derive(Debug, thiserror::Error)]
#[error("the simulated carrier's books can't be read or written")]
pub struct BooksError(#[from] DbError);

impl From<sqlx::Error> for BooksError {
    fn from(error: sqlx::Error) -> Self {
        Self(DbError::Statement(error))
    }
}

impl From<base::PoolError> for BooksError {
    fn from(error: base::PoolError) -> Self {
        Self(DbError::Pool(error))
    }
}

const SIZE: PoolSize = PoolSize { max: 8, acquire_timeout: Duration::from_secs(10) };

impl Conflict for BooksError {
    fn is_conflict(&self) -> bool {
        self.0.is_conflict()
    }
}

/// Of `schema.sql`. Books of another version are thrown away: they are development's.
const VERSION: &str = "1";

impl Books {
    /// Makes the schema where it is missing, as a role that may create it in this database.
    pub async fn open(options: PgConnectOptions) -> Result<Self, BooksError> {
        let books = Self { pool: Pool::new(options, SIZE, Mode::Direct) };
        retry_conflicts(async || books.prepare().await).await?;
        Ok(books)
    }

    async fn prepare(&self) -> Result<(), BooksError> {
        let mut tx = self.begin().await?;
        let version = "select obj_description(to_regnamespace('simulator'), 'pg_namespace')";
        let version: Option<String> = sqlx::query_scalar(version).fetch_one(&mut tx).await?;
        if version.as_deref() != Some(VERSION) {
            sqlx::raw_sql(include_str!("books/schema.sql")).execute(&mut tx).await?;
        }
        // One process at a time works on the books, so what was claimed before its start belongs to no one.
        let unclaim = "update simulator.events set is_claimed = false where is_claimed";
        sqlx::query(unclaim).execute(&mut tx).await?;
        tx.commit().await?;
        Ok(())
    }

    pub(super) async fn begin(&self) -> Result<Transaction, BooksError> {
        Ok(Transaction::begin(&self.pool).await?)
    }
}
