//! `bulkhead`: serves, migrates, and looks after the database.

use std::path::Path;
use std::process::ExitCode;

use auth::Clock;
use sqlx::ConnectOptions;
use tenancy::migrate;
use web::application::{Application, open};
use web::config::Config;
use web::telemetry::Telemetry;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const HELP: &str = "\
bulkhead, a multi-tenant backend

  bulkhead [serve]   serves HTTP; in development over a database of its own in .bulkhead/
  bulkhead migrate   runs the migrations that the database lacks, as bulkhead_owner
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
    println!("  the API, described:  {}docs", public_url);
    println!("  is it ready?         {}health/ready", public_url);
    application.run().await?;
    telemetry.stop();
    Ok(())
}

async fn migrate() -> Result<(), Failure> {
    let config = Config::load()?;
    let (roles, embedded) = open(&config.database.source, Path::new(FOLDER)).await?;
    let owner = roles.owner.ok_or("DATABASE_URL_OWNER must be set to migrate")?;
    migrate::run(&mut owner.connect().await?).await?;
    println!("the database has all {} migrations", migrate::MIGRATOR.iter().count());
    if let Some(embedded) = embedded {
        embedded.stop().await?;
    }
    Ok(())
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
