//! `bulkhead`: serves, migrates, and looks after the database.

use std::path::Path;
use std::process::ExitCode;

use auth::{Client, EmailAddress, admins};
use base::audit_chain::Report;
use base::{Clock, Random};
use domain::catalog;
use domain::kit::{self, Format, ImportError, RowError};
use sqlx::ConnectOptions;
use tenancy::doctor::Fault;
use tenancy::migrate;
use web::application::{Application, auth_of_command, diagnose, differences, open, verify};
use web::config::Config;
use web::files::chunks;
use web::post::page;
use web::telemetry::Telemetry;

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
            println!("{:#}", web::openapi::describe(&web::routes::ROUTES, "__Host-session"));
            Ok(())
        }
        ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        _ => Err(format!("unknown command: {}\n\n{HELP}", words.join(" ")).into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{}", chain(failure.as_ref()));
            ExitCode::FAILURE
        }
    }
}

async fn serve() -> Result<(), Failure> {
    let config = Config::load()?;
    let telemetry = Telemetry::start(&config.telemetry)?;
    let public_url = config.http.public_url.clone();
    let application = Application::build(config, Clock::system(), Path::new(FOLDER)).await?;
    println!("Bulkhead serves {} on {}", public_url, application.address());
    println!("  the API, described:  {public_url}docs");
    println!("  is it ready?         {public_url}health/ready");
    application.run().await?;
    telemetry.stop();
    Ok(())
}

async fn migrate() -> Result<(), Failure> {
    let config = Config::load()?;
    let (roles, embedded) = open(&config.database, Path::new(FOLDER)).await?;
    let owner = roles.owner.ok_or("DATABASE_URL_OWNER must be set to migrate")?;
    migrate::run(&mut owner.connect().await?).await?;
    println!("the database has all {} migrations", migrate::MIGRATOR.iter().count());
    if let Some(embedded) = embedded {
        embedded.stop().await?;
    }
    Ok(())
}

async fn doctor() -> Result<(), Failure> {
    let config = Config::load()?;
    let (roles, embedded) = open(&config.database, Path::new(FOLDER)).await?;
    let mut faults = differences(&roles).await?;
    // What other migrations make is no fault of theirs.
    if faults.is_empty() {
        let (serious, minor): (Vec<_>, Vec<_>) = diagnose(&roles).await?.into_iter().partition(Fault::forbids_serving);
        faults.extend(serious.iter().map(ToString::to_string));
        for fault in minor {
            println!("warning: {fault}");
        }
    }
    for fault in &faults {
        println!("{fault}");
    }
    if let Some(embedded) = embedded {
        embedded.stop().await?;
    }
    if faults.is_empty() {
        println!("the database isolates tenants");
        return Ok(());
    }
    Err(format!("{} found", if faults.len() == 1 { "1 fault".to_owned() } else { format!("{} faults", faults.len()) })
        .into())
}

async fn create_admin(email: &str) -> Result<(), Failure> {
    let email = EmailAddress::parse(email)?;
    let config = Config::load()?;
    let (roles, embedded) = open(&config.database, Path::new(FOLDER)).await?;
    let auth = auth_of_command(&config, &roles, Path::new(FOLDER))?;
    let appointed = admins::appoint(&auth, &email, &Client::default()).await;
    if let Some(embedded) = embedded {
        embedded.stop().await?;
    }
    let appointed = appointed?;
    println!("{email} is a platform admin; what they administer asks for a second factor");
    if !appointed.email_verified {
        println!("nobody has confirmed this address yet: make sure that the account is theirs");
    }
    if let Some(token) = appointed.token {
        let link = page(&config.http.public_url, "reset-password", &token.into_string());
        println!("the link by which they choose a password, once and within half an hour: {link}");
    }
    Ok(())
}

async fn audit_verify(arguments: &[&str]) -> Result<(), Failure> {
    let mut since = Vec::new();
    for pair in arguments.chunks(2) {
        let ["--since", anchor] = pair else { return Err(format!("unknown option: {}", pair.join(" ")).into()) };
        since.push(anchor.parse()?);
    }
    let config = Config::load()?;
    let (roles, embedded) = open(&config.database, Path::new(FOLDER)).await?;
    let reports = verify(&roles, config.audit, config.session, Path::new(FOLDER), &since).await?;
    if let Some(embedded) = embedded {
        embedded.stop().await?;
    }
    let mut faults = 0;
    for Report { log, faults: found, rows, links, unlinked, last } in &reports {
        for fault in found {
            println!("{log}: {fault}");
        }
        faults += found.len();
        let noun = if *links == 1 { "link" } else { "links" };
        println!("{log}: {rows} rows under {links} {noun}; {unlinked} more wait for the next");
        if let Some(last) = last {
            println!("{log}: the last link is {last}");
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
    let config = Config::load()?;
    let (roles, embedded) = open(&config.database, Path::new(FOLDER)).await?;
    let (clock, random) = (Clock::system(), Random::system());
    let stored =
        catalog::upsert(&roles.platform_db(), resource, format, chunks(reader), || random.uuid_v7(clock.now())).await;
    if let Some(embedded) = embedded {
        embedded.stop().await?;
    }
    match stored {
        Ok(report) => {
            println!("{} {kind} are as {file} says", report.imported);
            Ok(())
        }
        Err(ImportError::Rows(report)) => {
            for RowError { row, error } in &report.errors {
                eprintln!("row {row}: {} {}", error.field, error.message);
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

/// An error with what caused it, in one line a cause.
fn chain(failure: &dyn std::error::Error) -> String {
    let mut text = failure.to_string();
    let mut cause = failure.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
