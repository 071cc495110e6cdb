//! A POST that is sent again with its `Idempotency-Key` gets the response of the first, and acts once.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, ETAG, HeaderName, HeaderValue, LOCATION};
use sha2::{Digest, Sha256};
use tenancy::idempotency::{self, Fingerprint, Key, Outcome, StoredResponse};
use tenancy::{Intent, Membership, TenantRequest, Work};

use crate::error::Error;
use crate::problem::FieldError;
use crate::request::{Request, etag};
use crate::route::Response;

/// The header that names a request and its retries.
pub const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// Says that a response is that of an earlier request.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// What an act returns, before it is known whether it is stored.
pub struct TenantResponse {
    pub membership: Membership,
    pub status: StatusCode,
    pub location: Option<String>,
    pub version: Option<i64>,
    pub json: Vec<u8>,
}

/// How the body of a response is kept for a retry.
#[derive(Clone, Copy)]
pub enum BodyStorage {
    Clear,
    /// For a response that tells a secret.
    Encrypted,
}

/// The request's key, if it brings one; 422 where that is no key.
pub fn key(request: &Request) -> Result<Option<Key>, Error> {
    debug_assert!(request.route.takes_idempotency_key(), "{} says so of itself", request.route.operation);
    let mut values = request.http.headers().get_all(IDEMPOTENCY_KEY);
    let Some(value) = values.next() else { return Ok(None) };
    let key = value.to_str().ok().and_then(Key::parse).filter(|_| values.next().is_none());
    key.map(Some).ok_or_else(|| refused("key", "must be one key of 1 to 255 visible ASCII characters"))
}

/// Acts as a member of the tenant, in a unit of work; once, where the request brings an `Idempotency-Key`: then the act
/// and its response are stored in one unit of work, or neither is.
pub async fn write(request: &Request, act: impl AsyncFnOnce(Work<'_>) -> Result<TenantResponse, Error>) -> Response {
    write_with(request, digest(&request.body), BodyStorage::Clear, act).await
}

/// As [`write()`], for a body of this SHA-256, and a response that is kept in this way.
pub async fn write_with(
    request: &Request,
    body_sha256: [u8; 32],
    storage: BodyStorage,
    act: impl AsyncFnOnce(Work<'_>) -> Result<TenantResponse, Error>,
) -> Response {
    let entry = request.entry(Intent::Write)?;
    match key(request)? {
        Some(key) => run_once(request, &entry, &key, body_sha256, storage, act).await,
        None => act(Work::Alone { db: &request.state.db, request: &entry }).await?.response(),
    }
}

impl BodyStorage {
    fn store(self, request: &Request, membership: &Membership, response: StoredResponse) -> StoredResponse {
        let Self::Encrypted = self else { return response };
        let auth = &request.state.auth;
        let body = auth.secret_box.encrypt(&auth.random, &context(request, membership), &response.body);
        StoredResponse { body, ..response }
    }

    fn read(self, request: &Request, membership: &Membership, stored: StoredResponse) -> Result<StoredResponse, Error> {
        let Self::Encrypted = self else { return Ok(stored) };
        let body = request.state.auth.secret_box.decrypt(&context(request, membership), &stored.body);
        Ok(StoredResponse { body: body.map_err(Error::internal)?, ..stored })
    }
}

/// The context that an encrypted response is bound to: operation, tenant and user.
fn context(request: &Request, membership: &Membership) -> String {
    format!("response {} {} {}", request.route.operation, membership.tenant_id().0, membership.user_id())
}

async fn run_once(
    request: &Request,
    entry: &TenantRequest,
    key: &Key,
    body_sha256: [u8; 32],
    storage: BodyStorage,
    act: impl AsyncFnOnce(Work<'_>) -> Result<TenantResponse, Error>,
) -> Response {
    let mut tx = request.state.db.begin(entry).await?;
    let target = request.http.uri().path_and_query().map_or("", |target| target.as_str());
    let content_type = request.http.headers().get(CONTENT_TYPE).map_or(&b""[..], HeaderValue::as_bytes);
    let fingerprint = Fingerprint::new(request.route.method.as_str(), target, content_type, body_sha256);
    let now = request.state.auth.clock.now();
    match idempotency::begin(&mut tx, key, &fingerprint, now).await? {
        Outcome::First => {
            let done = match act(Work::Within(&mut tx)).await {
                Ok(done) => done,
                Err(error) => {
                    // A connection that can't roll back closes, which rolls back as well.
                    tx.rollback().await.ok();
                    return Err(error);
                }
            };
            let stored = storage.store(request, tx.membership(), done.stored());
            idempotency::store(&mut tx, key, &fingerprint, &stored, now).await?;
            tx.commit().await?;
            done.response()
        }
        Outcome::Replay(stored) => {
            let membership = tx.membership().clone();
            tx.rollback().await?;
            replay(&membership, storage.read(request, &membership, stored)?)
        }
        Outcome::OtherBody => {
            tx.rollback().await?;
            Err(reused())
        }
        Outcome::Running => {
            tx.rollback().await?;
            Err(Error::conflict("in_progress", "A request with this Idempotency-Key is under way."))
        }
    }
}

/// The SHA-256 of a body that was read.
pub fn digest(body: &[u8]) -> [u8; 32] {
    Sha256::digest(body).into()
}

impl TenantResponse {
    /// The response, for a tenant.
    pub fn response(self) -> Response {
        let mut response = of(self.status, &self.membership, self.json);
        if let Some(location) = self.location {
            response.headers_mut().insert(LOCATION, HeaderValue::from_str(&location).map_err(Error::internal)?);
        }
        if let Some(version) = self.version {
            response.headers_mut().insert(ETAG, etag(version));
        }
        Ok(response)
    }

    fn stored(&self) -> StoredResponse {
        let location = self.location.iter().map(|location| (LOCATION.to_string(), location.clone()));
        let version = self.version.iter().map(|version| (ETAG.to_string(), format!("\"{version}\"")));
        StoredResponse {
            status: self.status.as_u16(),
            headers: location.chain(version).collect(),
            body: self.json.clone(),
        }
    }
}

fn replay(membership: &Membership, stored: StoredResponse) -> Response {
    let status = StatusCode::from_u16(stored.status).map_err(Error::internal)?;
    let mut response = of(status, membership, stored.body);
    let headers = response.headers_mut();
    for (name, value) in stored.headers {
        let name = HeaderName::try_from(name).map_err(Error::internal)?;
        headers.insert(name, HeaderValue::from_str(&value).map_err(Error::internal)?);
    }
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    debug_assert!(headers.contains_key(CONTENT_TYPE) || status == StatusCode::NO_CONTENT);
    Ok(response)
}

fn of(status: StatusCode, membership: &Membership, json: Vec<u8>) -> HttpResponse {
    match status {
        StatusCode::NO_CONTENT => Request::empty(status, membership),
        _ => Request::json(status, membership, json),
    }
}

/// The key stands for another request.
pub fn reused() -> Error {
    refused("reused", "was used for another request")
}

fn refused(code: &'static str, message: &'static str) -> Error {
    Error::Unprocessable(vec![FieldError::new("Idempotency-Key", code, message)])
}
