//! How the platform keeps the catalogue: universities and courses, from files.

use bytes::Bytes;
use futures_util::Stream;
use tenancy::{Db, Statement};
use uuid::Uuid;

use crate::courses::COURSES;
use crate::kit::{Batch, Class, Format, ImportError, ImportOptions, ImportReport, Parsed, Resource, Rows, Scope};
use crate::universities::UNIVERSITIES;

/// The resource of the catalogue with this name: `universities`, `courses`.
pub fn resource(plural: &str) -> Option<&'static Resource> {
    [&UNIVERSITIES, &COURSES].into_iter().find(|resource| resource.plural == plural)
}

/// Brings the catalogue to what a file says, in one unit of work: a row is known by its natural key, changed where it
/// differs, taken out of the trash, or made. Rows that the file doesn't name stay. [`ImportError::Rows`], and nothing
/// is stored, where a row is wrong; of two rows of one thing, the later one counts.
pub async fn upsert<S, E>(
    db: &Db,
    resource: &'static Resource,
    format: Format,
    chunks: S,
    mut new_id: impl FnMut() -> Uuid,
) -> Result<ImportReport, ImportError<E>>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
{
    debug_assert!(resource.class == Class::Catalog, "only a catalogue belongs to no tenant");
    let mut tx = db.begin_platform().await?;
    let mut rows = Rows::new(resource, format, &ImportOptions::default(), chunks);
    let mut batch = Batch::new(resource);
    let mut report = ImportReport::default();
    loop {
        let parsed = rows.next().await?;
        let is_last = parsed.is_none();
        match parsed {
            Some(Parsed { row, body: Err(errors), .. }) => report.refuse(row, errors),
            Some(Parsed { row, size, body: Ok(body) }) => batch.push(row, body, size),
            None => {}
        }
        if batch.is_full() || (is_last && !batch.is_empty()) {
            if let Some(sql) = batch.missing_references(Scope::Catalog) {
                let missing = tx.run(sql).await?;
                batch.refuse(&missing, &mut report)?;
            }
            if !batch.is_empty() {
                let mut sql = Statement::default();
                report.imported += push_upsert(&mut sql, resource, &mut batch, &mut new_id);
                tx.run(sql).await.map_err(|error| resource.refusal(error))?;
            }
        }
        if is_last {
            break;
        }
    }
    report.rows_read = rows.count();
    if report.failed > 0 {
        report.imported = 0;
        return Err(ImportError::Rows(report));
    }
    tx.commit().await?;
    Ok(report)
}

fn push_upsert(
    sql: &mut Statement,
    resource: &'static Resource,
    batch: &mut Batch,
    new_id: &mut impl FnMut() -> Uuid,
) -> usize {
    // A statement can't change a row twice, so of the rows of one key it gets the last.
    sql.push("insert into ").push(resource.table).push(" as kept (id, ").push_all(batch.names(), ", ");
    sql.push(") select distinct on (").push_all(resource.natural_key.iter().copied(), ", ").push(") given.id");
    let rows = batch.push_rows(sql, new_id);
    sql.push(" order by ").push_all(resource.natural_key.iter().copied(), ", ").push(", given.id desc");
    resource.push_conflict_target(sql);
    sql.push(" do update set (deleted_at, ").push_all(batch.names(), ", ").push(") = row(null, excluded.");
    sql.push_all(batch.names(), ", excluded.").push(") where kept.deleted_at is not null or row(kept.");
    sql.push_all(batch.names(), ", kept.").push(") is distinct from row(excluded.");
    sql.push_all(batch.names(), ", excluded.").push(")");
    rows
}
