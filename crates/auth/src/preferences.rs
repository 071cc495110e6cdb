//! What a client remembers for its user, on every device: theme, columns, saved views.

use serde_json::{Map, Value as Json};

use crate::{Auth, Claim, StoreError};

/// Bytes of the JSON.
pub const LARGEST: usize = 8 << 10;

/// The preferences of the holder's user; empty where none were kept. One round trip.
pub async fn find(auth: &Auth, claim: &Claim) -> Result<Map<String, Json>, StoreError> {
    let (proof, demands) = (claim.proof(), claim.demands());
    let mut db = auth.pool.lease().await?;
    let kept = sqlx::query_scalar!(
        r#"select p.value as "value?"
           from auth.prove_session($1, $2, $3, $4, $5, $6, $7, $8, false) s
           left join auth.preferences p on p.user_id = s.user_id"#,
        proof.token_hash(),
        proof.session_id(),
        proof.now(),
        proof.idle_since(),
        demands.may_owe,
        demands.proved_since,
        demands.verified,
        demands.platform,
    )
    .fetch_one(&mut db)
    .await?;
    db.give_back();
    match kept {
        Some(Json::Object(preferences)) => Ok(preferences),
        _ => Ok(Map::new()),
    }
}

/// Keeps this object for the holder's user in place of the one before: at most [`LARGEST`] bytes of JSON. It outlasts the session,
/// so whatever would end that one waits. One round trip.
pub async fn replace(auth: &Auth, claim: &Claim, preferences: Json) -> Result<(), StoreError> {
    let (proof, demands) = (claim.proof(), claim.demands());
    let mut db = auth.pool.lease().await?;
    sqlx::query!(
        "insert into auth.preferences (user_id, value, updated_at)
         select s.user_id, $9, $3 from auth.prove_session($1, $2, $3, $4, $5, $6, $7, $8, true) s
         on conflict (user_id) do update set value = excluded.value, updated_at = excluded.updated_at",
        proof.token_hash(),
        proof.session_id(),
        proof.now(),
        proof.idle_since(),
        demands.may_owe,
        demands.proved_since,
        demands.verified,
        demands.platform,
        preferences,
    )
    .execute(&mut db)
    .await?;
    db.give_back();
    Ok(())
}
