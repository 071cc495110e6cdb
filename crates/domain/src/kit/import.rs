//! Import of a file of any length at constant memory.

mod batch;
mod csv;
mod header;
mod lines;
mod options;
mod record;
mod rows;
#[cfg(test)]
mod tests;

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use futures_util::Stream;
use serde::Serialize;
use tenancy::{Db, Membership, Statement, TenantRequest, TenantTx};
use tokio::time::Instant;
use uuid::Uuid;

pub(crate) use batch::Batch;
pub use options::{Charset, Columns, Existing, ImportOptions, Mode, UniqueBy};
pub(crate) use rows::{Parsed, Rows};

use super::{Error, FieldError, Format, Resource};

/// The most rows of one import.
pub const MAX_ROWS: usize = 100_000;

/// How many rows are read or written before the thread's other requests have their turn.
pub(super) const ROWS_A_TURN: usize = 50;

/// How many errors a report spells out.
const MAX_ERRORS: usize = 100;

/// How long an import that waits for another one lies between two looks.
const CLAIM_PAUSE: Duration = Duration::from_millis(100);

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// Rows of the file, without the header and those without a value. Each is one of the others below.
    pub rows_read: usize,
    /// Rows that became new ones.
    pub imported: usize,
    /// Rows whose values went to one that was there.
    pub updated: usize,
    /// Rows that were left out, because there is one already.
    pub skipped: usize,
    /// Rows with at least one error.
    pub failed: usize,
    /// The first 100 errors.
    pub errors: Vec<RowError>,
}

/// What is wrong with one row of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RowError {
    /// Counts from 1; a header and rows without a value don't count.
    pub row: usize,
    /// Empty where the row as a whole is wrong.
    #[serde(flatten)]
    pub error: FieldError,
}

/// Why a file was not imported. Nothing of it is stored.
#[derive(Debug)]
pub enum ImportError<E> {
    /// In [`Mode::All`]: at least one row is wrong.
    Rows(ImportReport),
    /// The file did not arrive.
    Body(E),
    /// [`Error::Invalid`] names the columns that are unknown, missing or repeated.
    Kit(Error),
}

impl<E: fmt::Display> fmt::Display for ImportError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rows(report) => write!(f, "{} rows are wrong", report.failed),
            Self::Body(_) => f.write_str("the file did not arrive"),
            Self::Kit(error) => error.fmt(f),
        }
    }
}

impl<E: std::error::Error + 'static> std::error::Error for ImportError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Rows(_) => None,
            Self::Body(error) => Some(error),
            Self::Kit(error) => error.source(),
        }
    }
}

impl<E> From<Error> for ImportError<E> {
    fn from(error: Error) -> Self {
        Self::Kit(error)
    }
}

impl<E> From<tenancy::Error> for ImportError<E> {
    fn from(error: tenancy::Error) -> Self {
        Self::Kit(error.into())
    }
}

impl ImportReport {
    /// Counts a wrong row. The errors stay in the order of the file, though a batch is looked at after the rows that
    /// can't be read.
    pub(crate) fn refuse(&mut self, row: usize, errors: Vec<FieldError>) {
        self.failed += 1;
        let at = self.errors.partition_point(|known| known.row <= row);
        self.errors.splice(at..at, errors.into_iter().map(|error| RowError { row, error }));
        self.errors.truncate(MAX_ERRORS);
    }
}

/// Imports a file in one unit of work: on an error, and when the caller goes away, nothing of it is stored.
///
/// The unit of work holds its connection while it waits for a chunk, so the chunks should come from a place that
/// doesn't stall, not straight from a client. `new_id` gives an id a call; rows get them in the file's order.
/// [`Error::Conflict`] where another import into the table takes too long.
pub async fn import<S, E>(
    db: &Db,
    request: &TenantRequest,
    resource: &'static Resource,
    format: Format,
    options: impl Into<ImportOptions>,
    chunks: S,
    new_id: impl FnMut() -> Uuid,
) -> Result<(Membership, ImportReport), ImportError<E>>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
{
    let mut tx = db.begin(request).await?;
    match import_in(&mut tx, resource, format, options, chunks, new_id).await {
        Ok(report) => Ok((tx.commit().await.map_err(|error| resource.refusal(error))?, report)),
        Err(error) => {
            if matches!(
                error,
                ImportError::Rows(_)
                    | ImportError::Body(_)
                    | ImportError::Kit(Error::Invalid(_) | Error::Conflict { .. })
            ) {
                tx.rollback().await?;
            }
            Err(error)
        }
    }
}

/// As [`import`], inside a unit of work that does more than this, and that an error must end.
pub async fn import_in<S, E>(
    tx: &mut TenantTx,
    resource: &'static Resource,
    format: Format,
    options: impl Into<ImportOptions>,
    chunks: S,
    mut new_id: impl FnMut() -> Uuid,
) -> Result<ImportReport, ImportError<E>>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
{
    let options = options.into();
    claim(tx, resource, options.wait).await?;
    if options.mode == Mode::Check {
        tx.run(Statement::new("savepoint unchecked")).await?;
    }
    let mut rows = Rows::new(resource, format, &options, chunks);
    let mut batch = Batch::new(resource);
    let mut report = ImportReport::default();
    while let Some(Parsed { row, size, body }) = rows.next().await? {
        if row.is_multiple_of(ROWS_A_TURN) {
            tokio::task::yield_now().await;
        }
        if row > MAX_ROWS {
            let message = format!("a file has at most {MAX_ROWS} rows");
            return Err(Error::Invalid(vec![FieldError::new("", "rows", message)]).into());
        }
        match body {
            Err(errors) => report.refuse(row, errors),
            Ok(body) => {
                batch.push(row, body, size);
                if batch.is_full() {
                    store(tx, &mut batch, &options, &mut new_id, &mut report).await?;
                }
            }
        }
    }
    store(tx, &mut batch, &options, &mut new_id, &mut report).await?;
    report.rows_read = rows.count();
    match options.mode {
        Mode::Check => {
            tx.run(Statement::new("rollback to savepoint unchecked")).await?;
        }
        Mode::All if report.failed > 0 => {
            (report.imported, report.updated, report.skipped) = (0, 0, 0);
            return Err(ImportError::Rows(report));
        }
        Mode::Valid | Mode::All => {}
    }
    Ok(report)
}

/// Waits until no other import into the table is under way in the tenant: this one then finds the rows of that one.
async fn claim(tx: &mut TenantTx, resource: &Resource, wait: Duration) -> Result<(), Error> {
    let until = Instant::now() + wait;
    while !tx.claim_import(resource.table).await? {
        if Instant::now() > until {
            return Err(Error::Conflict {
                constraint: "import".to_owned(),
                code: "import_in_progress",
                detail: "Another import of these is under way.",
            });
        }
        tokio::time::sleep(CLAIM_PAUSE).await;
    }
    Ok(())
}

/// Stores a batch. What is refused as a whole is read to its end for its errors, and not stored.
async fn store(
    tx: &mut TenantTx,
    batch: &mut Batch,
    options: &ImportOptions,
    new_id: &mut impl FnMut() -> Uuid,
    report: &mut ImportReport,
) -> Result<(), Error> {
    tx.prove_again().await?;
    batch.refuse_missing(tx, report).await?;
    let matches = match &options.unique_by {
        Some(unique_by) => Some(batch.find_matches(tx, unique_by, report).await?),
        None => None,
    };
    if options.mode == Mode::All && report.failed > 0 {
        batch.clear();
        return Ok(());
    }
    if let Some(matches) = &matches {
        batch.update_matches(tx, matches, report).await?;
    }
    batch.insert(tx, new_id, report).await
}
