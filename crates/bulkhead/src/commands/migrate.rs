use std::path::Path;

use sqlx::migrate::Migration;
use sqlx::{ConnectOptions, PgConnection};
use tenancy::migrate::{self, RunError};

use super::progress::Progress;
use super::{FOLDER, Failure, configure};
use crate::database::{Expected, open, unfit_connections};
use crate::output::say;

pub async fn migrate() -> Result<(), Failure> {
    let config = configure()?;
    let (roles, embedded) = open(&config.database, Path::new(FOLDER)).await?;
    let owner = roles.owner.ok_or("DATABASE_URL_OWNER must be set to migrate")?;
    let expected = Expected { variable: "DATABASE_URL_OWNER", options: &owner, role: "bulkhead_owner" };
    let faults = unfit_connections(&[expected]).await;
    if !faults.is_empty() {
        return Err(faults.join("\n").into());
    }
    run_migrations(&mut owner.connect().await?).await?;
    say(format_args!("the database has all {} migrations", migrate::MIGRATOR.iter().count()))?;
    if let Some(embedded) = embedded {
        embedded.stop().await?;
    }
    Ok(())
}

async fn run_migrations(owner: &mut PgConnection) -> Result<(), RunError> {
    let progress = Progress::of_steps(migrate::MIGRATOR.iter().count() as u64);
    let begins = |done: usize, migration: &Migration| {
        progress.advance_to(done as u64);
        progress.tell(migration.description.clone());
    };
    migrate::run_each(owner, begins).await
}
