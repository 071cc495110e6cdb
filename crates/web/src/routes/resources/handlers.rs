//! What the routes of resources do.

use std::rc::Rc;

use actix_web::http::StatusCode;
use actix_web::http::header::ETAG;
use domain::kit::{self, Change, Collection, ListQuery, Record};
use tenancy::{Intent, Work};

use super::{links, path_of};
use crate::error::Error;
use crate::request::{Request, etag};
use crate::route::Response;
use crate::routes::idempotent::{self, TenantResponse};
use crate::shares::Act;

pub(super) async fn list(request: Rc<Request>) -> Response {
    let (resource, rows) = (request.resource()?, request.collection()?);
    let query = ListQuery::parse(resource, request.query()?)?;
    list_page(&request, rows, &query).await
}

/// Responds with a page of these rows.
pub(in crate::routes) async fn list_page(request: &Request, rows: Collection<'_>, query: &ListQuery) -> Response {
    let entry = request.entry(Intent::Read)?;
    let _search = if query.is_search() { Some(request.take_share(&entry, Act::Search).await?) } else { None };
    let page = kit::list(&request.state.db, &entry, rows, query).await?;
    let json = links::complete_page(rows.resource, &request.state.shared.public_origin, page.json);
    Ok(Request::json(StatusCode::OK, &page.membership, json.map_err(Error::internal)?))
}

pub(super) async fn find(request: Rc<Request>) -> Response {
    let rows = request.collection()?;
    let found = kit::find(&request.state.db, &request.entry(Intent::Read)?, rows, request.id()?).await?;
    if !rows.resource.is_computed() && request.has_version(found.version) {
        let mut response = Request::empty(StatusCode::NOT_MODIFIED, &found.membership);
        response.headers_mut().insert(ETAG, etag(found.version));
        return Ok(response);
    }
    row(&request, StatusCode::OK, &found)
}

pub(super) async fn create(request: Rc<Request>) -> Response {
    let (resource, rows) = (request.resource()?, request.collection()?);
    let body = encrypted(&request, kit::parse_create(resource, request.object()?)?);
    let id = request.state.auth.random.uuid_v7(request.state.auth.clock.now());
    idempotent::write(&request, async |work: Work<'_>| {
        let record = match work {
            Work::Alone { db, request } => kit::create(db, request, rows, id, &body).await?,
            Work::Within(tx) => kit::create_in(tx, rows, id, &body).await?,
        };
        // The one of the same natural key that was there is no new one.
        let is_new = record.id == id;
        let location = is_new.then(|| format!("{}/{id}", path_of(rows)));
        stored(&request, if is_new { StatusCode::CREATED } else { StatusCode::OK }, location, record)
    })
    .await
}

pub(super) async fn replace(request: Rc<Request>) -> Response {
    let body = kit::parse_replace(request.resource()?, request.object()?)?;
    update(request, body).await
}

pub(super) async fn change(request: Rc<Request>) -> Response {
    let body = kit::parse_merge(request.resource()?, request.object()?)?;
    update(request, body).await
}

async fn update(request: Rc<Request>, body: kit::Body) -> Response {
    let (rows, target) = (request.collection()?, target(&request)?);
    let body = encrypted(&request, body);
    let changed = kit::update(&request.state.db, &request.entry(Intent::Write)?, rows, &target, &body).await?;
    row(&request, StatusCode::OK, &changed)
}

/// The body, whose secrets are stored encrypted.
fn encrypted(request: &Request, body: kit::Body) -> kit::Body {
    let auth = &request.state.auth;
    body.encrypted_with(&auth.secret_box, &auth.random)
}

pub(super) async fn delete(request: Rc<Request>) -> Response {
    let (rows, target) = (request.collection()?, target(&request)?);
    let deleted = kit::delete(&request.state.db, &request.entry(Intent::Write)?, rows, &target).await?;
    Ok(Request::empty(StatusCode::NO_CONTENT, &deleted.membership))
}

pub(super) async fn restore(request: Rc<Request>) -> Response {
    let (rows, target) = (request.collection()?, target(&request)?);
    idempotent::write(&request, async |work: Work<'_>| {
        let record = match work {
            Work::Alone { db, request } => kit::restore(db, request, rows, &target).await?,
            Work::Within(tx) => kit::restore_in(tx, rows, &target).await?,
        };
        stored(&request, StatusCode::OK, None, record)
    })
    .await
}

/// Does to the row what the last part of the path says.
pub(super) async fn act(request: Rc<Request>) -> Response {
    let (rows, target) = (request.collection()?, target(&request)?);
    let verb = request.route.path.rsplit('/').next().unwrap_or_default();
    idempotent::write(&request, async |work: Work<'_>| {
        let record = match work {
            Work::Alone { db, request } => kit::act(db, request, rows, verb, &target).await?,
            Work::Within(tx) => kit::act_in(tx, rows, verb, &target).await?,
        };
        stored(&request, StatusCode::OK, None, record)
    })
    .await
}

pub(in crate::routes) fn stored(
    request: &Request,
    status: StatusCode,
    location: Option<String>,
    record: Record,
) -> Result<TenantResponse, Error> {
    let (version, json) = (Some(record.version), shown(request, &record)?);
    Ok(TenantResponse { membership: record.membership, status, location, version, json })
}

/// The row with its URLs, or for an API key that writes and may not read, what tells which row it is.
fn shown(request: &Request, record: &Record) -> Result<Vec<u8>, Error> {
    if record.membership.is_write_only() {
        return Ok(format!(r#"{{"id":"{}","version":{}}}"#, record.id, record.version).into_bytes());
    }
    let origin = &request.state.shared.public_origin;
    links::complete_row(request.resource()?, origin, record.json.clone()).map_err(Error::internal)
}

fn target(request: &Request) -> Result<Change, Error> {
    Ok(Change { id: request.id()?, expected: request.expected_versions()? })
}

fn row(request: &Request, status: StatusCode, record: &Record) -> Response {
    let mut response = Request::json(status, &record.membership, shown(request, record)?);
    response.headers_mut().insert(ETAG, etag(record.version));
    Ok(response)
}
