use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};
use sqlx::Row;
use sqlx::postgres::PgRow;
use tenancy::{Db, Membership, TenantRequest, put_in_order};
use time::OffsetDateTime;
use uuid::Uuid;

use super::import::ROWS_A_TURN;
use super::{Error, Format, Resource, Scope, format, row};

const BATCH: usize = 500;

/// Exports the rows that are not in the trash, by id, as a file that [`super::import()`] reads.
///
/// Each batch is a unit of work of its own over a read connection: it asks for the membership again, and no connection
/// is held while a client takes its time. Rows made meanwhile may or may not be in the file; no row is there twice. The
/// first batch is read before this returns, so that a caller who isn't a member gets an error and not a broken file.
pub async fn export(
    db: &Db,
    request: &TenantRequest,
    resource: &'static Resource,
    format: Format,
) -> Result<(Membership, impl Stream<Item = Result<Bytes, Error>> + 'static), Error> {
    let mut rest =
        ExportCursor { db: db.clone(), request: request.clone(), resource, format, after: Some(Uuid::nil()) };
    let (membership, batch) = rest.next().await?;
    let first = Bytes::from([header(resource, format)?, batch].concat());
    let others = stream::try_unfold(rest, |mut rest| async {
        if rest.after.is_none() {
            return Ok(None);
        }
        let (_, batch) = rest.next().await?;
        Ok(Some((Bytes::from(batch), rest)))
    });
    let chunks = stream::once(async { Ok(first) }).chain(others);
    Ok((membership, chunks.filter(|chunk| std::future::ready(!chunk.as_ref().is_ok_and(Bytes::is_empty)))))
}

/// What remains to be exported.
struct ExportCursor {
    db: Db,
    request: TenantRequest,
    resource: &'static Resource,
    format: Format,
    /// The last id that was exported; `None` when there are no more.
    after: Option<Uuid>,
}

impl ExportCursor {
    async fn next(&mut self) -> Result<(Membership, Vec<u8>), Error> {
        let resource = self.resource;
        let mut sql = Db::with_access(&self.request);
        sql.push(" select access.*, r.* from access left join lateral (select ").push_all(resource.selected(), ", ");
        sql.push(" from ").push(resource.table).push(" where ");
        Scope::Access.push_rows(&mut sql, resource.into());
        sql.push(" and deleted_at is null and id > ").bind(self.after).push(" order by id limit ");
        sql.bind(i64::try_from(BATCH).unwrap_or(i64::MAX)).push(") r on true");

        let (membership, mut rows) = self.db.run_once(&self.request, sql).await?;
        if !row::is_present(&rows[0])? {
            rows.clear();
        }
        put_in_order(&mut rows, |row| row::id(row, row::FIRST))?;
        self.after = match rows.last() {
            Some(last) if rows.len() == BATCH => Some(row::id(last, row::FIRST)?),
            _ => None,
        };
        let mut written = Vec::with_capacity(rows.len() * 512);
        for rows in rows.chunks(ROWS_A_TURN) {
            match self.format {
                Format::Csv => written.extend(csv_rows(resource, rows)?),
                Format::Ndjson => {
                    for row in rows {
                        row::write_json(resource, row, row::FIRST, &mut written)?;
                        written.push(b'\n');
                    }
                }
            }
            tokio::task::yield_now().await;
        }
        Ok((membership, written))
    }
}

fn header(resource: &Resource, format: Format) -> Result<Vec<u8>, Error> {
    if format == Format::Ndjson {
        return Ok(Vec::new());
    }
    let mut csv = writer(0);
    csv.write_record(["id", "created_at", "updated_at"].into_iter().chain(resource.readable().map(|field| field.name)))
        .map_err(unwritable)?;
    csv.into_inner().map_err(|error| unwritable(error.into_error().into()))
}

fn csv_rows(resource: &Resource, rows: &[PgRow]) -> Result<Vec<u8>, Error> {
    let mut csv = writer(rows.len() * 256);
    let fields = row::FIRST + resource.fixed_columns().len();
    let mut cells = Vec::with_capacity(3 + resource.fields.len());
    for row in rows {
        cells.clear();
        cells.push(row::id(row, row::FIRST)?.to_string());
        for column in [2, 3] {
            cells.push(format::time_cell(row.try_get::<OffsetDateTime, _>(row::FIRST + column)?));
        }
        for (column, field) in (fields..).zip(resource.readable()) {
            cells.push(format::write_cell(field.kind, row, column)?);
        }
        csv.write_record(&cells).map_err(unwritable)?;
    }
    csv.into_inner().map_err(|error| unwritable(error.into_error().into()))
}

fn writer(capacity: usize) -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::with_capacity(capacity))
}

/// Writing into memory fails for no reason that a caller could mend.
fn unwritable(error: csv::Error) -> Error {
    sqlx::Error::Encode(error.into()).into()
}
