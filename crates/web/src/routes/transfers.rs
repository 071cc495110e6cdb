//! Import and export of a resource's rows as CSV and NDJSON.

use std::io::{self, SeekFrom};
use std::rc::Rc;

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::web::Bytes;
use domain::kit::{
    self, Charset, Columns, Existing, Format, ImportError, ImportOptions, ImportReport, Mode, Operation, Resource,
    RowError, UniqueBy,
};
use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream};
use schemars::JsonSchema;
use sha2::{Digest, Sha256};
use tenancy::{Intent, Role, TenantId, Work};
use tokio::fs::File;
use tokio::io::{AsyncSeekExt, AsyncWriteExt};

use super::idempotent::{self, BodyStorage, TenantResponse};
use super::resources::{leak, line};
use crate::error::Error;
use crate::files::chunks;
use crate::naming::words;
use crate::problem::FieldError;
use crate::request::{Request, X_TENANT};
use crate::route::{Body, Response, Route, handler};
use crate::schema::Schema;
use crate::shares::Act;
use crate::tally::Share;

/// What tells a spreadsheet that a file is UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The lines of the table for a resource whose rows come and go as files.
pub fn routes(resource: &'static Resource) -> [(Operation, Route); 2] {
    let (into, out) = (format!("/api/{}/import", resource.segment), format!("/api/{}/export", resource.segment));
    let all = words(resource.plural);
    let what = format!("Import {all} from a file; ?mode=all stores nothing where a row is wrong");
    [
        (
            Operation::Import,
            line(resource, (Method::POST, leak(into)), "import", what, Role::Member, handler!(import))
                .body(Body::Rows(resource))
                .query(import_parameters(resource))
                .success(200, Schema::of::<Report>()),
        ),
        (
            Operation::Export,
            line(
                resource,
                (Method::GET, leak(out)),
                "export",
                format!("Export all {all} as a file; ?format=csv or ndjson"),
                Role::Viewer,
                handler!(export),
            )
            .query(&["format", "bom", "tenant"])
            .success(200, Schema::Rows(resource))
            .deferrable(),
        ),
    ]
}

/// The parameters of an import: rows are told apart where a field can tell them.
fn import_parameters(resource: &Resource) -> &'static [&'static str] {
    match UniqueBy::fields(resource).next() {
        Some(_) => &["mode", "columns", "unique_by", "existing"],
        None => &["mode", "columns"],
    }
}

/// A file that was taken in.
type Chunks = BoxStream<'static, io::Result<Bytes>>;

/// What became of an imported file.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used; the kit writes the report")]
struct Report {
    /// Rows of the file, without the header and those without a value
    rows_read: usize,
    /// Rows that became new ones
    imported: usize,
    /// Rows whose values went to one that was there
    updated: usize,
    /// Rows that were left out, because there is one already
    skipped: usize,
    /// Rows with at least one error
    failed: usize,
    /// The first 100 errors
    errors: Vec<ReportedError>,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct ReportedError {
    /// Counts from 1; a header and rows without a value don't count
    row: usize,
    field: String,
    code: String,
    message: String,
}

async fn import(request: Rc<Request>) -> Response {
    let resource = request.resource()?;
    let content_type = request.http.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let format = content_type.and_then(Format::from_content_type);
    let format = format.ok_or(Error::UnsupportedMedia { expected: "text/csv or application/x-ndjson" })?;
    let charset = content_type.and_then(Charset::from_content_type);
    let charset = charset.ok_or(Error::UnsupportedMedia {
        expected: "in a charset of the Encoding Standard, as utf-8, utf-16 or windows-1252",
    })?;
    let options = ImportOptions { charset, ..import_options(&request, resource)? };
    let entry = request.entry(Intent::Write)?;
    // A file of many megabytes is not taken in for a caller who may not store it.
    let tenant = request.state.db.authorize(&entry).await?.tenant_id();
    let shares = &request.state.shared.shares;
    let _import = shares.take(tenant, Act::Import)?;

    // The unit of work should not wait for the client, so the file is taken in first.
    let (file, sha256) = spool(&request, shares.spool(tenant)).await?;
    let auth = request.state.auth.clone();
    let new_id = move || auth.random.uuid_v7(auth.clock.now());
    idempotent::write_with(&request, sha256, BodyStorage::Clear, async |work: Work<'_>| {
        let (membership, report) = match work {
            Work::Alone { db, request } => kit::import(db, request, resource, format, options, file, new_id).await?,
            Work::Within(tx) => {
                let report = kit::import_in(tx, resource, format, options, file, new_id).await?;
                (tx.membership().clone(), report)
            }
        };
        let json = json(&report)?;
        Ok(TenantResponse { membership, status: StatusCode::OK, location: None, version: None, json })
    })
    .await
}

async fn export(request: Rc<Request>) -> Response {
    let resource = request.resource()?;
    let (format, byte_order_mark) = export_options(&request)?;
    let extension = match format {
        Format::Csv => "csv",
        Format::Ndjson => "ndjson",
    };
    let entry = request.entry(Intent::Read)?;
    let export = request.take_share(&entry, Act::Export).await?;
    let (membership, rows) = kit::export(&request.state.db, &entry, resource, format).await?;
    let mark = byte_order_mark.then(|| Ok(Bytes::from_static(BYTE_ORDER_MARK)));
    let file = format!("attachment; filename=\"{}.{extension}\"", resource.plural);
    let slug = HeaderValue::from_str(membership.slug()).map_err(Error::internal)?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, format.content_type()))
        .insert_header((CONTENT_DISPOSITION, file))
        .insert_header((X_TENANT, slug))
        // The export lasts until its last row is sent, or its client is gone.
        .streaming(stream::iter(mark).chain(rows.map(move |rows| {
            let _export = &export;
            rows.map_err(Error::from)
        }))))
}

fn import_options(request: &Request, resource: &Resource) -> Result<ImportOptions, Error> {
    let mut options = ImportOptions::default();
    let (mut unique_by, mut existing) = (None, None);
    for (name, value) in parameters(request)? {
        match name.as_str() {
            "mode" => options.mode = Mode::parse(&value).ok_or_else(|| choice("mode", &Mode::NAMES))?,
            "columns" => options.columns = Columns::parse(resource, &value).map_err(|error| vec![error])?,
            "unique_by" => unique_by = Some(value),
            _ => existing = Some(Existing::parse(&value).ok_or_else(|| choice("existing", &Existing::NAMES))?),
        }
    }
    match unique_by {
        Some(name) => {
            let unique_by = UniqueBy::parse(resource, &name, existing.unwrap_or_default());
            let fields: Vec<_> = UniqueBy::fields(resource).map(|field| field.name).collect();
            options.unique_by = Some(unique_by.ok_or_else(|| choice("unique_by", &fields))?);
        }
        None if existing.is_some() => {
            return Err(wrong("existing", "unique_by", "needs unique_by, which says what tells rows apart"));
        }
        None => {}
    }
    Ok(options)
}

/// The format of an export, and whether it begins with a byte order mark.
fn export_options(request: &Request) -> Result<(Format, bool), Error> {
    let (mut format, mut byte_order_mark) = (Format::Csv, false);
    for (name, value) in parameters(request)? {
        match (name.as_str(), value.as_str()) {
            ("format", "csv") => format = Format::Csv,
            ("format", "ndjson") => format = Format::Ndjson,
            ("format", _) => return Err(choice("format", &["csv", "ndjson"])),
            // Read by Request::named_tenant.
            ("tenant", _) => {}
            (_, "true") => byte_order_mark = true,
            (_, "false") => byte_order_mark = false,
            _ => return Err(choice("bom", &["true", "false"])),
        }
    }
    if byte_order_mark && format == Format::Ndjson {
        return Err(wrong("bom", "format", "is for CSV: JSON has no byte order mark"));
    }
    Ok((format, byte_order_mark))
}

/// The parameters of the query: each is one of the route's, and is given once.
fn parameters(request: &Request) -> Result<Vec<(String, String)>, Error> {
    let parameters = request.query()?;
    for (position, (name, _)) in parameters.iter().enumerate() {
        let fault = match () {
            () if !request.route.query.contains(&name.as_str()) => ("unknown", "is not a parameter of this route"),
            () if parameters[..position].iter().any(|(earlier, _)| earlier == name) => {
                ("repeated", "must be given once")
            }
            () => continue,
        };
        return Err(Error::Unprocessable(vec![FieldError::new(name.clone(), fault.0, fault.1)]));
    }
    Ok(parameters)
}

/// Takes the body into a file without a name, which is gone with the stream of what is in it; and its SHA-256.
async fn spool(request: &Request, mut bytes: Share<TenantId>) -> Result<(Chunks, [u8; 32]), Error> {
    let payload = request.payload.borrow_mut().take();
    let mut payload = payload.ok_or_else(|| Error::internal("the body of an import was read before"))?;
    let mut file = File::from_std(tempfile::tempfile().map_err(Error::internal)?);
    let mut hash = Sha256::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk?;
        bytes.grow(chunk.len())?;
        hash.update(&chunk);
        file.write_all(&chunk).await.map_err(Error::internal)?;
    }
    file.flush().await.map_err(Error::internal)?;
    file.seek(SeekFrom::Start(0)).await.map_err(Error::internal)?;
    let chunks = chunks(file).map(move |chunk| {
        let _bytes = &bytes;
        chunk
    });
    Ok((chunks.boxed(), hash.finalize().into()))
}

fn json(report: &ImportReport) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(report).map_err(Error::internal)
}

fn wrong(field: &'static str, code: &'static str, message: &'static str) -> Error {
    Error::Unprocessable(vec![FieldError::new(field, code, message)])
}

fn choice(field: &'static str, words: &[&str]) -> Error {
    Error::Unprocessable(vec![FieldError::new(field, "choice", format!("must be {}", words.join(" or ")))])
}

impl From<ImportError<io::Error>> for Error {
    fn from(error: ImportError<io::Error>) -> Self {
        match error {
            ImportError::Rows(report) => Self::Unprocessable(report.errors.into_iter().map(of_row).collect()),
            ImportError::Body(error) => Self::internal(error),
            ImportError::Kit(error) => error.into(),
        }
    }
}

fn of_row(RowError { row, error }: RowError) -> FieldError {
    let dot = if error.field.is_empty() { "" } else { "." };
    FieldError::new(format!("rows[{row}]{dot}{}", error.field), error.code, error.message)
}
