//! What the program does, a function a command.

mod admin;
mod audit;
mod catalog;
mod demo;
mod doctor;
mod jobs;
mod migrate;
mod progress;
mod serve;
mod simulate;
mod table;

use base::jobs::{JobFilter, JobId};
use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::command_line::{
    AdminCommand, Arguments, AuditCommand, CatalogCommand, Command, JobsCommand, SimulateCommand,
};
use crate::config::Config;
use crate::output::{complain, say};

/// What development keeps between starts.
const FOLDER: &str = ".bulkhead";

pub type Failure = Box<dyn std::error::Error>;

pub async fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Serve => Box::pin(serve::serve()).await,
        Command::Migrate => migrate::migrate().await,
        Command::Doctor => doctor::doctor().await,
        Command::Audit(AuditCommand::Verify { since }) => audit::verify(&since).await,
        Command::Catalog(CatalogCommand::Import { kind, file }) => catalog::import(kind.as_str(), &file).await,
        Command::Demo { seed } => Box::pin(demo::demo(seed)).await,
        Command::Admin(AdminCommand::Create { email }) => admin::create(&email).await,
        Command::Jobs(JobsCommand::List { state, kind, tenant, limit }) => {
            jobs::list(JobFilter { state, kind, tenant_id: tenant, before: None }, limit).await
        }
        Command::Jobs(JobsCommand::Retry { id }) => jobs::retry(JobId(id)).await,
        Command::Jobs(JobsCommand::Cancel { id }) => jobs::cancel(JobId(id)).await,
        Command::Jobs(JobsCommand::Periodic) => jobs::periodic().await,
        Command::Simulate(SimulateCommand::Call { sides, says }) => simulate::call(sides, says).await,
        Command::Simulate(SimulateCommand::Message { sides, body }) => simulate::message(sides, body).await,
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

/// The configuration of a command other than `serve`, whose warnings go to its log.
fn configure() -> Result<Config, Failure> {
    let config = Config::load()?;
    for warning in &config.warnings {
        complain(format_args!("warning: {warning}"));
    }
    Ok(config)
}
