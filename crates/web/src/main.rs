//! `bulkhead`: serves, migrates, and looks after the database.

#![deny(clippy::print_stdout, clippy::print_stderr, reason = "they panic where the reader has gone: output::say")]

mod output;

use std::path::Path;
use std::process::ExitCode;

use auth::{Client, EmailAddress, admins};
use base::audit_chain::Report;
use base::{Clock, Random};
use domain::catalog;
use domain::kit::{self, Format, ImportError, RowError};
use sqlx::ConnectOptions;
use tenancy::migrate;
use web::application::{Application, auth_of_command, open, verify};
use web::causes::describe;
use web::config::Config;
use web::database::{Examination, Expected, examine, unfit_connections};
use web::files::chunks;
use web::post::page;
use web::telemetry::Telemetry;

use output::{complain, say};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const HELP: &str = "\
bulkhead, a multi-tenant backend

  bulkhead [serve]   serves HTTP; in development over a database of its own in .bulkhead/
  bulkhead migrate   runs the migrations that the database lacks, as bulkhead_owner
  bulkhead doctor    says what would keep the database from isolating tenants, one line a fault; 1 if it found any.
                     A line that begins with `warning:` is no such fault
  bulkhead audit verify [--since ANCHOR]...
                     compares the change log and the security log with their audit chains, one line a difference, and names
                     the last links; kept elsewhere, they show with --since that nothing was cut off. 1 if it found any
  bulkhead catalog import universities|courses FILE
                     brings the catalogue to what a CSV or NDJSON file says
  bulkhead admin create EMAIL
                     makes a platform admin, and a user where there is none by this address; to whoever has no
                     password, it prints a link by which they choose one, once and within half an hour
  bulkhead openapi   prints the description of the API
  bulkhead help      prints this

Configuration comes from the environment; .env.example lists the variables.";

/// What development keeps between starts.
const FOLDER: &str = ".bulkhead";

type Failure = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        [] | ["serve"] => serve().await,
        ["migrate"] => migrate().await,
        ["doctor"] => doctor().await,
        ["audit", "verify", since @ ..] => audit_verify(since).await,
        ["catalog", "import", kind, file] => import_catalog(kind, file).await,
        ["admin", "create", email] => create_admin(email).await,
        ["openapi"] => {
            let document = web::openapi::describe(&web::routes::ROUTES, "__Host-session");
            say(format_args!("{document:#}")).map_err(Failure::from)
        }
        ["help" | "--help" | "-h"] => say(HELP).map_err(Failure::from),
        _ => Err(format!("unknown command: {}\n\n{HELP}", words.join(" ")).into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            complain(describe(failure.as_ref()));
            ExitCode::FAILURE
        }
    }
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
    migrate::run(&mut owner.connect().await?).await?;
    say(format_args!("the database has all {} migrations", migrate::MIGRATOR.iter().count()))?;
    if let Some(embedded) = embedded {
        embedded.stop().await?;
    }
    Ok(())
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
    match faults.len() {
        0 => Ok(say("the database isolates tenants")?),
        1 => Err("1 fault found".into()),
        faults => Err(format!("{faults} faults found").into()),
    }
}

async fn create_admin(email: &str) -> Result<(), Failure> {
    let email = EmailAddress::parse(email)?;
    let config = configure()?;
    let (roles, embedded) = open(&config.database, Path::new(FOLDER)).await?;
    let auth = auth_of_command(&config, &roles, Path::new(FOLDER))?;
    let appointed = admins::appoint(&auth, &email, &Client::default()).await;
    if let Some(embedded) = embedded {
        embedded.stop().await?;
    }
    let appointed = appointed?;
    say(format_args!("{email} is a platform admin; what they administer asks for a second factor"))?;
    if !appointed.email_verified {
        say("nobody has confirmed this address yet: make sure that the account is theirs")?;
    }
    if let Some(token) = appointed.token {
        let link = page(&config.http.public_url, "reset-password", &token.into_string());
        say(format_args!("the link by which they choose a password, once and within half an hour: {link}"))?;
    }
    Ok(())
}

async fn audit_verify(arguments: &[&str]) -> Result<(), Failure> {
    let mut since = Vec::new();
    for pair in arguments.chunks(2) {
        let ["--since", anchor] = pair else { return Err(format!("unknown option: {}", pair.join(" ")).into()) };
        since.push(anchor.parse()?);
    }
    let config = configure()?;
    let (roles, embedded) = open(&config.database, Path::new(FOLDER)).await?;
    let reports = verify(&roles, config.audit, config.session, Path::new(FOLDER), &since).await?;
    if let Some(embedded) = embedded {
        embedded.stop().await?;
    }
    let mut faults = 0;
    for Report { log, faults: found, rows, links, unlinked, last } in &reports {
        for fault in found {
            say(format_args!("{log}: {fault}"))?;
        }
        faults += found.len();
        let noun = if *links == 1 { "link" } else { "links" };
        say(format_args!("{log}: {rows} rows under {links} {noun}; {unlinked} more wait for the next"))?;
        if let Some(last) = last {
            say(format_args!("{log}: the last link is {last}"))?;
        }
    }
    match faults {
        0 => Ok(()),
        1 => Err("1 fault found".into()),
        _ => Err(format!("{faults} faults found").into()),
    }
}

async fn import_catalog(kind: &str, file: &str) -> Result<(), Failure> {
    let resource =
        catalog::resource(kind).ok_or_else(|| format!("the catalogue has universities and courses, no {kind}"))?;
    let format = match Path::new(file).extension().and_then(|extension| extension.to_str()) {
        Some("csv") => Format::Csv,
        Some("ndjson" | "jsonl") => Format::Ndjson,
        _ => return Err(format!("{file} must end in .csv or .ndjson").into()),
    };
    let reader = tokio::fs::File::open(file).await.map_err(|error| format!("can't read {file}: {error}"))?;
    let config = configure()?;
    let (roles, embedded) = open(&config.database, Path::new(FOLDER)).await?;
    let (clock, random) = (Clock::system(), Random::system());
    let stored =
        catalog::upsert(&roles.platform_db(), resource, format, chunks(reader), || random.uuid_v7(clock.now())).await;
    if let Some(embedded) = embedded {
        embedded.stop().await?;
    }
    match stored {
        Ok(report) => {
            say(format_args!("{} {kind} are as {file} says", report.imported))?;
            Ok(())
        }
        Err(ImportError::Rows(report)) => {
            for RowError { row, error } in &report.errors {
                complain(format_args!("row {row}: {} {}", error.field, error.message));
            }
            Err(format!("{} rows of {file} are wrong; nothing was stored", report.failed).into())
        }
        Err(ImportError::Body(error)) => Err(format!("can't read {file}: {error}").into()),
        Err(ImportError::Kit(kit::Error::Invalid(errors))) => {
            let lines: Vec<_> = errors.iter().map(|error| format!("{} {}", error.field, error.message)).collect();
            Err(format!("{file}: {}", lines.join(", ")).into())
        }
        Err(ImportError::Kit(error)) => Err(error.into()),
    }
}
