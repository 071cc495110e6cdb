use sqlx::{Executor, Postgres, Row};

/// The role that a connection acts as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectedRole {
    pub name: String,
    pub is_superuser: bool,
}

impl ConnectedRole {
    pub async fn of<'c>(connection: impl Executor<'c, Database = Postgres>) -> Result<Self, sqlx::Error> {
        let role = "select rolname::text, rolsuper from pg_catalog.pg_roles where rolname = current_user";
        // A statement that is prepared would need a transaction in a pooler's transaction mode.
        let row = connection.fetch_one(sqlx::raw_sql(role)).await?;
        Ok(Self { name: row.try_get(0)?, is_superuser: row.try_get(1)? })
    }
}
