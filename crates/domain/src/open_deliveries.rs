//! How many messages of the server's own are not over.

use sqlx::Row;
use tenancy::{Db, Error, Statement};
use time::OffsetDateTime;

/// How many deliveries of all tenants are in a state, and since when the oldest is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenDeliveries {
    /// `pending` or `sending`.
    pub status: String,
    pub count: i64,
    pub oldest: Option<OffsetDateTime>,
}

impl OpenDeliveries {
    /// Runs a query of a state, a number and the time of the oldest, for all tenants.
    pub(crate) async fn count(db: &Db, sql: &'static str) -> Result<Vec<Self>, Error> {
        let mut tx = db.begin_platform().await?;
        let rows = tx.run(Statement::new(sql)).await?;
        tx.commit().await?;
        let counts = rows
            .iter()
            .map(|row| Ok(Self { status: row.try_get(0)?, count: row.try_get(1)?, oldest: row.try_get(2)? }));
        counts.collect::<Result<_, sqlx::Error>>().map_err(Error::from)
    }
}
