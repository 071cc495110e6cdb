//! The image of an image job, which its owner alone may see.

use std::rc::Rc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderValue, IF_NONE_MATCH,
    IF_RANGE, RANGE,
};
use actix_web::web::Bytes;
use domain::image_jobs::{self, Content, StoredFile};
use providers::twilio::carrier::{ByteRange, Part};
use tenancy::{Intent, Membership};
use uuid::Uuid;

use crate::error::Error;
use crate::request::{Request, X_TENANT};
use crate::route::Response;
use crate::stored_file::{self, ReadError};

pub async fn download(request: Rc<Request>) -> Response {
    let (db, entry, id) = (&request.state.db, request.entry(Intent::Read)?, request.id()?);
    let (membership, status, file) = image_jobs::find_file(db, &entry, id, &known(&request)).await?;
    let Some(file) = file else {
        let detail = format!("The image job has no image: it is {status}.");
        return Err(Error::special(StatusCode::NOT_FOUND, "no_image", detail));
    };
    let Some(content) = &file.content else {
        return Ok(begin(StatusCode::NOT_MODIFIED, &membership, &file)?.finish());
    };
    let part = match range(&request, &file) {
        None => None,
        Some(range) => Some(range.within(file.size).ok_or_else(|| {
            let detail = "The image ends before the range begins.".to_owned();
            Error::special(StatusCode::RANGE_NOT_SATISFIABLE, "range_not_satisfiable", detail)
        })?),
    };
    let bytes = read(&request, content).await?;
    let bytes = part.map_or_else(|| bytes.clone(), |part| cut(&bytes, part));
    respond(&membership, (id, &file), part, bytes)
}

async fn read(request: &Request, content: &Content) -> Result<Bytes, Error> {
    stored_file::read(request.state.shared.files.as_ref(), content).await.map_err(|error| match error {
        lost @ ReadError::Lost(_) => {
            tracing::error!("{lost}");
            Error::special(StatusCode::NOT_FOUND, "no_image", "The image's file is lost.".to_owned())
        }
        error => Error::unavailable(error),
    })
}

/// The SHA-256 digests that `If-None-Match` names; `*` for any.
fn known(request: &Request) -> Vec<String> {
    let values = request.http.headers().get_all(IF_NONE_MATCH).filter_map(|value| value.to_str().ok());
    let tags = values.flat_map(|value| value.split(',')).map(str::trim);
    // Compared weakly (RFC 9110, 13.1.2).
    let tags = tags.map(|tag| tag.strip_prefix("W/").unwrap_or(tag));
    tags.filter_map(|tag| unquoted(tag).map(str::to_owned)).take(16).collect()
}

fn unquoted(tag: &str) -> Option<&str> {
    if tag == "*" { Some(tag) } else { tag.strip_prefix('"')?.strip_suffix('"') }
}

/// The one range that is asked for, if it is of this very image (RFC 9110, 13.1.5).
fn range(request: &Request, file: &StoredFile) -> Option<ByteRange> {
    let headers = request.http.headers();
    let of_this = |tag: &HeaderValue| tag.as_bytes() == format!("\"{}\"", file.sha256).as_bytes();
    let header = headers.get(RANGE).filter(|_| headers.get(IF_RANGE).is_none_or(of_this))?;
    ByteRange::parse(header.to_str().ok()?)
}

fn cut(bytes: &Bytes, part: Part) -> Bytes {
    let at = |place: u64| usize::try_from(place).unwrap_or(usize::MAX).min(bytes.len());
    bytes.slice(at(part.first)..at(part.last.saturating_add(1)))
}

fn begin(
    status: StatusCode,
    membership: &Membership,
    file: &StoredFile,
) -> Result<actix_web::HttpResponseBuilder, Error> {
    let mut response = HttpResponse::build(status);
    response
        .insert_header((ETAG, format!("\"{}\"", file.sha256)))
        .insert_header((CACHE_CONTROL, HeaderValue::from_static("private, no-store")))
        .insert_header((X_TENANT, HeaderValue::from_str(membership.slug()).map_err(Error::internal)?));
    Ok(response)
}

fn respond(membership: &Membership, (id, file): (Uuid, &StoredFile), part: Option<Part>, bytes: Bytes) -> Response {
    let status = if part.is_some() { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK };
    let mut response = begin(status, membership, file)?;
    let ending = if file.media_type == "image/jpeg" { "jpg" } else { "png" };
    response
        .insert_header((CONTENT_TYPE, file.media_type.as_str()))
        .insert_header((CONTENT_DISPOSITION, format!("inline; filename=\"{id}.{ending}\"")))
        .insert_header((ACCEPT_RANGES, HeaderValue::from_static("bytes")));
    if let Some(part) = part {
        response.insert_header((CONTENT_RANGE, part.to_string()));
    }
    Ok(response.body(bytes))
}
