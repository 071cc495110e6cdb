//! What the program does, a function a command.

mod admin;
mod audit;
mod catalog;
mod jobs;
mod progress;
mod table;

use std::path::Path;

use base::Clock;
use base::jobs::{JobFilter, JobId};
use clap::CommandFactory as _;
use clap_complete::Shell;
use sqlx::migrate::Migration;
use sqlx::{ConnectOptions, PgConnection};
use tenancy::migrate::{self, RunError};
use web::application::{Application, open};
use web::config::Config;
use web::database::{Examination, Expected, examine, unfit_connections};
use web::telemetry::Telemetry;

use self::progress::Progress;
use crate::command_line::{AdminCommand, Arguments, AuditCommand, CatalogCommand, Command, JobsCommand};
use crate::output::{complain, say};

/// What development keeps between starts.
const FOLDER: &str = ".bulkhead";

pub type Failure = Box<dyn std::error::Error>;

pub async fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Serve => serve().await,
        Command::Migrate => migrate().await,
        Command::Doctor => doctor().await,
        Command::Audit(AuditCommand::Verify { since }) => audit::verify(&since).await,
        Command::Catalog(CatalogCommand::Import { kind, file }) => catalog::import(kind.as_str(), &file).await,
        Command::Admin(AdminCommand::Create { email }) => admin::create(&email).await,
        Command::Jobs(JobsCommand::List { state, kind, tenant, limit }) => {
            jobs::list(JobFilter { state, kind, tenant_id: tenant, before: None }, limit).await
        }
        Command::Jobs(JobsCommand::Retry { id }) => jobs::retry(JobId(id)).await,
        Command::Jobs(JobsCommand::Cancel { id }) => jobs::cancel(JobId(id)).await,
        Command::Jobs(JobsCommand::Periodic) => jobs::periodic().await,
        Command::Openapi => {
            let document = web::openapi::describe(&web::routes::ROUTES, "__Host-session");
            Ok(say(format_args!("{document:#}"))?)
        }
        Command::Completions { shell } => completions(shell),
    }
}

/// Ends as the number of faults says.
fn found(faults: usize) -> Result<(), Failure> {
    match faults {
        0 => Ok(()),
        1 => Err("1 fault found".into()),
        faults => Err(format!("{faults} faults found").into()),
    }
}

fn completions(shell: Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "bulkhead", &mut script);
    Ok(say(String::from_utf8(script)?.trim_end())?)
}

async fn serve() -> Result<(), Failure> {
    let config = Config::load()?;
    let telemetry = Telemetry::start(&config.telemetry)?;
    for warning in &config.warnings {
        tracing::warn!("{warning}");
    }
    let public_url = config.http.public_url.clone();
    let application = Application::build(config, Clock::system(), Path::new(FOLDER)).await?;
    say(format_args!("Bulkhead serves {} on {}", public_url, application.address()))?;
    say(format_args!("  the API, described:  {public_url}docs"))?;
    say(format_args!("  is it ready?         {public_url}health/ready"))?;
    application.run().await?;
    telemetry.stop();
    say("Bulkhead has stopped")?;
    Ok(())
}

/// The configuration of a command other than `serve`, whose warnings go to its log.
fn configure() -> Result<Config, Failure> {
    let config = Config::load()?;
    for warning in &config.warnings {
        complain(format_args!("warning: {warning}"));
    }
    Ok(config)
}

async fn migrate() -> Result<(), Failure> {
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

async fn doctor() -> Result<(), Failure> {
    let config = configure()?;
    let (roles, embedded) = open(&config.database, Path::new(FOLDER)).await?;
    let Examination { faults, warnings } = examine(&roles).await?;
    if let Some(embedded) = embedded {
        embedded.stop().await?;
    }
    for fault in warnings {
        say(format_args!("warning: {fault}"))?;
    }
    for fault in &faults {
        say(fault)?;
    }
    if faults.is_empty() {
        say("the database isolates tenants")?;
    }
    found(faults.len())
}
