use sqlx::Row;

use crate::{Db, Error, Statement};

impl Db {
    /// Moves the words of new rows from the search indexes' lists of pending entries into the indexes, and returns how
    /// many pages of the lists they took. 0 where another node is doing it.
    pub async fn clean_pending_lists(&self) -> Result<u64, Error> {
        let mut lease = self.platform().lease().await?;
        let row = Statement::new("select tenancy.clean_pending_lists()").finish()?.fetch_one(&mut lease).await?;
        lease.give_back();
        Ok(u64::try_from(row.try_get::<i64, _>(0)?).unwrap_or(0))
    }
}
