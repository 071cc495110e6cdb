//! Migrations and roles, as sqlx-cli and psql would run them from `migrations/` and `sql/`.

use base::Pool;
use sqlx::migrate::{MigrateError, Migration, Migrator};
use sqlx::{Executor, PgConnection};

use crate::Error;

/// The migrations of this binary. `sqlx migrate run` over the folder does the same as [`run`].
pub static MIGRATOR: Migrator = sqlx::migrate!("../../migrations");

/// `sql/roles.sql`: the four roles, made by a superuser.
pub const ROLES: &str = include_str!("../../../sql/roles.sql");

/// Why the migrations did not run.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    #[error(
        "the database was migrated by a newer version of Bulkhead, to migration {0}: run that version or a later one"
    )]
    Newer(i64),
    #[error("the migrations can't be run")]
    Failed(#[source] MigrateError),
}

/// Runs the migrations that the database lacks, as `bulkhead_owner`. Errors where an applied one has changed or is unknown.
pub async fn run(owner: &mut PgConnection) -> Result<(), RunError> {
    MIGRATOR.run(owner).await.map_err(RunError::from)
}

/// As [`run`], one migration after the other. Before each, applied ones too, it tells how many come before it.
pub async fn run_each(owner: &mut PgConnection, mut begins: impl FnMut(usize, &Migration)) -> Result<(), RunError> {
    for (before, migration) in MIGRATOR.iter().enumerate() {
        begins(before, migration);
        MIGRATOR.run_to(migration.version, &mut *owner).await?;
    }
    Ok(())
}

impl From<MigrateError> for RunError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::VersionMissing(version) => Self::Newer(version),
            error => Self::Failed(error),
        }
    }
}

/// Makes the database `bulkhead` where the server lacks it; the connection is a superuser's, in another database.
pub async fn create_database(superuser: &mut PgConnection) -> Result<(), sqlx::Error> {
    let exists: bool = sqlx::query_scalar("select exists (select from pg_database where datname = 'bulkhead')")
        .fetch_one(&mut *superuser)
        .await?;
    if !exists {
        superuser.execute(sqlx::raw_sql("create database bulkhead")).await?;
    }
    Ok(())
}

/// Makes the roles of a database that the connection, a superuser's, is in.
pub async fn create_roles(superuser: &mut PgConnection) -> Result<(), sqlx::Error> {
    superuser.execute(sqlx::raw_sql(ROLES)).await.map(drop)
}

/// What keeps this binary from serving a database: migrations it lacks, or has beyond this binary, one line each.
pub async fn differences(platform: &Pool) -> Result<Vec<String>, Error> {
    let mut lease = platform.lease().await?;
    let is_migrated: bool = sqlx::query_scalar(
        "select exists (select from pg_catalog.pg_tables where schemaname = 'public' and tablename = '_sqlx_migrations')",
    )
    .persistent(false)
    .fetch_one(&mut lease)
    .await?;
    if !is_migrated {
        lease.give_back();
        return Ok(vec!["the database has no migration yet: run `bulkhead migrate`".to_owned()]);
    }
    let applied = sqlx::query!("select version, success, checksum from public._sqlx_migrations order by version")
        .fetch_all(&mut lease)
        .await?;
    lease.give_back();
    let mut lines = Vec::new();
    let mut pending = Vec::new();
    for ours in MIGRATOR.iter() {
        match applied.iter().find(|row| row.version == ours.version) {
            None => pending.push(ours),
            Some(row) if !row.success => lines.push(format!("migration {} ended halfway", ours.version)),
            Some(row) if row.checksum != *ours.checksum => {
                lines.push(format!("migration {} was applied with another text", ours.version));
            }
            Some(_) => {}
        }
    }
    if let [first, others @ ..] = pending.as_slice() {
        let what = format!("migration {} ({})", first.version, first.description);
        lines.push(match others.len() {
            0 => format!("{what} is pending: run `bulkhead migrate`"),
            others => format!("{what} and {others} more are pending: run `bulkhead migrate`"),
        });
    }
    let unknown = applied.iter().filter(|row| !MIGRATOR.version_exists(row.version));
    if let Some(last) = unknown.map(|row| row.version).max() {
        lines.push(format!(
            "the database was migrated by a newer version of Bulkhead, to migration {last}: run that version or a later one"
        ));
    }
    Ok(lines)
}
