//! `Idempotency-Key`: a retried request acts once, and gets the response that the first one got.
//!
//! The unit of work that does the act also stores its response, so a crash leaves both or neither. A refusal is a response
//! to nothing done: it isn't stored, and a retry is judged anew.

use sha2::{Digest, Sha256};
use sqlx::Row;
use sqlx::types::Json;
use time::{Duration, OffsetDateTime};

use uuid::Uuid;

use crate::{Db, Error, Statement, TenantTx};

/// For how long a response is kept for a retry.
pub const KEPT: Duration = Duration::hours(24);

/// A key of a request: 1 to 255 visible ASCII characters. It is the user's own, within the tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// `None` for what is no key.
    pub fn parse(text: &str) -> Option<Self> {
        let good = (1..=255).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        good.then(|| Self(text.to_owned()))
    }

    /// The id of what a user makes with this key outside of any tenant: the same for each retry, so the second finds
    /// the first one's work in its way (a UUID of version 8).
    pub fn derived_id(&self, user_id: Uuid) -> Uuid {
        let digest = Sha256::new().chain_update(user_id.as_bytes()).chain_update(self.0.as_bytes()).finalize();
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        uuid::Builder::from_custom_bytes(bytes).into_uuid()
    }
}

/// What a request asks for: of two equal ones, one is the other's retry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// Of the method, the path with its query, the content type, and the SHA-256 of the body.
    pub fn new(method: &str, path_and_query: &str, content_type: &[u8], body_sha256: [u8; 32]) -> Self {
        let mut hash = Sha256::new();
        for part in [method.as_bytes(), path_and_query.as_bytes(), content_type] {
            hash.update(part.len().to_be_bytes());
            hash.update(part);
        }
        hash.update(body_sha256);
        Self(hash.finalize().into())
    }
}

/// A response as it was given, to be given again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredResponse {
    pub status: u16,
    /// Those that the act decides: `Location`, `ETag`.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// What the key says about a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing yet: act, and [`store`] the response in the same unit of work.
    First,
    /// The act is done, with this response.
    Replay(StoredResponse),
    /// The key was used for another request.
    OtherBody,
    /// A request with this key is under way.
    Running,
}

/// The key as it is stored: a platform admin who acts as a member, and an API key, have keys of their own.
fn stored_key(tx: &TenantTx, key: &Key) -> String {
    match tx.membership().via() {
        None => key.0.clone(),
        Some(via) => format!("{via} {}", hex::encode(Sha256::digest(key.0.as_bytes()))),
    }
}

/// Takes the key for the rest of this unit of work. Unless it is [`Outcome::First`], there is nothing to do in it.
pub async fn begin(
    tx: &mut TenantTx,
    key: &Key,
    fingerprint: &Fingerprint,
    now: OffsetDateTime,
) -> Result<Outcome, Error> {
    let mut sql = Statement::new("select claimed, fingerprint, status, headers, body from tenancy.claim_key(");
    sql.bind(stored_key(tx, key)).push(", ").bind(now - KEPT).push(")");
    let rows = tx.run(sql).await?;
    let row = rows.first().ok_or(sqlx::Error::RowNotFound)?;
    if !row.try_get::<bool, _>(0)? {
        return Ok(Outcome::Running);
    }
    match row.try_get::<Option<&[u8]>, _>(1)? {
        None => Ok(Outcome::First),
        Some(stored) if stored != fingerprint.0 => Ok(Outcome::OtherBody),
        Some(_) => {
            let status = u16::try_from(row.try_get::<i64, _>(2)?).map_err(|error| sqlx::Error::Decode(error.into()))?;
            let Json(headers) = row.try_get(3)?;
            Ok(Outcome::Replay(StoredResponse { status, headers, body: row.try_get(4)? }))
        }
    }
}

/// Stores the response to the request that [`begin`] found to be the first.
pub async fn store(
    tx: &mut TenantTx,
    key: &Key,
    fingerprint: &Fingerprint,
    response: &StoredResponse,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let mut sql = Statement::new(
        "insert into tenancy.idempotency_keys (tenant_id, owner_id, key, fingerprint, status, headers, body, created_at) values (",
    );
    sql.bind(tx.membership().tenant_id().0).push(", ").bind(tx.membership().user_id()).push(", ");
    sql.bind(stored_key(tx, key)).push(", ").bind(fingerprint.0.as_slice()).push(", ").bind(i64::from(response.status));
    sql.push(", ").bind(Json(&response.headers)).push(", ").bind(response.body.as_slice()).push(", ").bind(now);
    // Whatever stands there is past use: begin found nothing else.
    sql.push(
        ") on conflict (tenant_id, owner_id, key) do update set (fingerprint, status, headers, body, created_at)
          = (excluded.fingerprint, excluded.status, excluded.headers, excluded.body, excluded.created_at)",
    );
    tx.run(sql).await.map(drop)
}

impl Db {
    /// Removes the keys that have expired at a time, and returns how many. The database keeps those of the last day by
    /// its own clock.
    pub async fn forget_idempotency_keys(&self, now: OffsetDateTime) -> Result<u64, Error> {
        let mut lease = self.platform().lease().await?;
        let forgotten = sqlx::query!("delete from tenancy.idempotency_keys where created_at <= $1", now - KEPT)
            .execute(&mut lease)
            .await?;
        lease.give_back();
        Ok(forgotten.rows_affected())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_visible_ascii_of_bounded_length() {
        assert!(Key::parse("8e03978e-40d5-43e8-bc93-6894a57f9324").is_some());
        for text in ["", "a b", "ä", "a\n", &"k".repeat(256)] {
            assert_eq!(Key::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_fingerprint_tells_requests_apart() {
        let one = Fingerprint::new("POST", "/api/leads", b"text/csv", [1; 32]);
        assert_eq!(one, Fingerprint::new("POST", "/api/leads", b"text/csv", [1; 32]));
        for (method, target, content_type, body) in [
            ("POST", "/api/leads", &b"text/csv"[..], [2; 32]),
            ("POST", "/api/contacts", b"text/csv", [1; 32]),
            ("POST/", "api/leads", b"text/csv", [1; 32]),
            ("POST", "/api/leads", b"application/x-ndjson", [1; 32]),
        ] {
            assert_ne!(one, Fingerprint::new(method, target, content_type, body));
        }
    }
}
