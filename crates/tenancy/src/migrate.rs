//! Migrations and roles, as sqlx-cli and psql would run them from `migrations/` and `sql/`.

use base::Pool;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{Executor, PgConnection};

use crate::Error;

/// The migrations of this binary. `sqlx migrate run` over the folder does the same as [`run`].
pub static MIGRATOR: Migrator = sqlx::migrate!("../../migrations");

/// `sql/roles.sql`: the four roles, made by a superuser.
pub const ROLES: &str = include_str!("../../../sql/roles.sql");

/// Runs the migrations that the database lacks, as `bulkhead_owner`. Errors where an applied one has changed or is unknown.
pub async fn run(owner: &mut PgConnection) -> Result<(), MigrateError> {
    MIGRATOR.run(owner).await
}

/// Makes the roles of a database that the connection, a superuser's, is in.
pub async fn create_roles(superuser: &mut PgConnection) -> Result<(), sqlx::Error> {
    superuser.execute(sqlx::raw_sql(ROLES)).await.map(drop)
}

/// What keeps this binary from serving a database: migrations it lacks, or has beyond this binary, one line each.
pub async fn differences(platform: &Pool) -> Result<Vec<String>, Error> {
    let mut lease = platform.lease().await?;
    let applied = sqlx::query!("select version, success, checksum from public._sqlx_migrations order by version")
        .fetch_all(&mut lease)
        .await?;
    lease.give_back();
    let mut lines = Vec::new();
    for ours in MIGRATOR.iter() {
        match applied.iter().find(|row| row.version == ours.version) {
            None => lines
                .push(format!("migration {} ({}) is pending: run `bulkhead migrate`", ours.version, ours.description)),
            Some(row) if !row.success => lines.push(format!("migration {} ended halfway", ours.version)),
            Some(row) if row.checksum != *ours.checksum => {
                lines.push(format!("migration {} was applied with another text", ours.version));
            }
            Some(_) => {}
        }
    }
    for row in &applied {
        if !MIGRATOR.version_exists(row.version) {
            lines
                .push(format!("migration {} is unknown to this binary, which is older than the database", row.version));
        }
    }
    Ok(lines)
}
