//! Programs that use an API key.

use serde_json::json;

use super::reply::Reply;
use super::server::Caller;

/// Makes a key.
pub async fn make(maker: &Caller, scopes: &[&str]) -> Reply {
    maker.post("/api/api-keys", json!({"name": "Nightly import", "scopes": scopes})).await.created()
}

/// A program with a new API key of `maker`, in the tenant that the maker names.
pub async fn program(maker: &Caller, scopes: &[&str]) -> Caller {
    maker.bearing(make(maker, scopes).await.text("key"))
}
