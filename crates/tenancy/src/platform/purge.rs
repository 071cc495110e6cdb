use sqlx::Row;
use uuid::Uuid;

use crate::{Db, Error, Statement};

impl Db {
    /// Removes the tenants whose grace is over, each in a transaction of its own; returns how many there were.
    pub async fn purge_closed_tenants(&self) -> Result<u64, Error> {
        let mut purged = 0;
        for id in self.closed_for_good().await? {
            let mut tx = self.begin_platform().await?;
            let mut sql = Statement::new("select tenancy.purge(");
            sql.bind(id).push(")");
            let rows = tx.run(sql).await?;
            tx.commit().await?;
            let removed = rows.first().map(|row| row.try_get::<bool, _>(0)).transpose()?.unwrap_or(false);
            purged += u64::from(removed);
        }
        Ok(purged)
    }

    async fn closed_for_good(&self) -> Result<Vec<Uuid>, Error> {
        let mut tx = self.begin_platform().await?;
        let sql =
            "select id from tenancy.tenants where deleted_at < statement_timestamp() - interval '30 days' limit 100";
        let rows = tx.run(Statement::new(sql)).await?;
        tx.commit().await?;
        Ok(rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?)
    }
}
