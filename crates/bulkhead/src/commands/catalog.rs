use std::path::Path;

use base::{Clock, Random};
use domain::catalog;
use domain::kit::{self, Format, ImportError, RowError};
use web::files::chunks;

use super::progress::Progress;
use super::{FOLDER, Failure, configure};
use crate::database::open;
use crate::output::{complain, say};

pub async fn import(kind: &str, file: &str) -> Result<(), Failure> {
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
    let progress = Progress::of_bytes(reader.metadata().await.map_or(0, |file| file.len()));
    progress.tell(format!("of {file} read"));
    let rows = chunks(progress.reading(reader));
    let stored = catalog::upsert(&roles.platform_db(), resource, format, rows, || random.uuid_v7(clock.now())).await;
    drop(progress);
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
