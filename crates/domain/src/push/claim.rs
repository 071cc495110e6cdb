use base::{DecryptError, SecretBox};
use serde::Serialize;
use sqlx::FromRow;
use tenancy::{Error, JobRequest, Jobs, Statement, TenantId};
use uuid::Uuid;

use super::{DuePush, LiveUntil, PUSH_SUBSCRIPTIONS};
use crate::kit::decrypt_secret;

/// How long a delivery is its sender's, in seconds: much longer than an attempt takes.
const LEASE: f64 = 60.0;

/// A delivery that is sent now.
pub struct ClaimedPush {
    pub due: DuePush,
    pub subscription_id: Uuid,
    pub claim: Uuid,
    /// With this one.
    pub attempts: i64,
    pub endpoint: String,
    pub keys: EncryptedKeys,
    notification_id: Uuid,
    kind: String,
    resource: Option<String>,
    row_id: Option<Uuid>,
}

/// A browser's keys, as they are stored.
pub struct EncryptedKeys {
    p256dh: Vec<u8>,
    auth: Vec<u8>,
}

#[derive(FromRow)]
struct Claimed {
    attempts: i64,
    notification_id: Uuid,
    kind: String,
    resource: Option<String>,
    row_id: Option<Uuid>,
    subscription_id: Uuid,
    endpoint: String,
    p256dh: Vec<u8>,
    auth: Vec<u8>,
}

/// Claims a delivery. `None` where it isn't due any more, another node has it, or its subscription's session, user, membership
/// or tenant has ended: the same statement finds that out. `new_claim` is a random id.
pub async fn claim(
    jobs: &Jobs,
    entering: &JobRequest,
    due: DuePush,
    live: LiveUntil,
    new_claim: Uuid,
) -> Result<Option<ClaimedPush>, Error> {
    let Some(mut tx) = jobs.begin(entering).await? else { return Ok(None) };
    tx.act_as_owner(due.user_id).await?;
    let mut sql = Statement::new("update tenancy.push_deliveries d set status = 'sending', claim = ");
    sql.bind(new_claim).push(", lease_until = statement_timestamp() + make_interval(secs => ").bind(LEASE);
    sql.push("), attempts = least(d.attempts + 1, 1000) from app.push_subscriptions s where d.tenant_id = ");
    sql.bind(due.tenant_id).push(" and d.owner_id = ").bind(due.user_id).push(" and d.id = ").bind(due.id);
    sql.push(
        " and d.status in ('pending', 'sending') and d.next_attempt_at <= statement_timestamp()
           and d.created_at > statement_timestamp() - interval '24 hours'
           and (d.lease_until is null or d.lease_until <= statement_timestamp())
           and s.tenant_id = d.tenant_id and s.owner_id = d.owner_id and s.id = d.subscription_id
           and s.deleted_at is null and tenancy.may_push(s.session_id, s.owner_id, s.tenant_id, ",
    );
    sql.bind(live.now).push(", ").bind(live.idle_since);
    sql.push(
        ") returning d.attempts, d.notification_id, d.kind, d.resource, d.row_id, d.subscription_id, s.endpoint, s.p256dh,
           s.auth",
    );
    let row = tx.run(sql).await?.pop();
    let row = row.map(|row| Claimed::from_row(&row)).transpose()?;
    tx.commit().await?;
    Ok(row.map(|row| ClaimedPush {
        due,
        subscription_id: row.subscription_id,
        claim: new_claim,
        attempts: row.attempts,
        endpoint: row.endpoint,
        keys: EncryptedKeys { p256dh: row.p256dh, auth: row.auth },
        notification_id: row.notification_id,
        kind: row.kind,
        resource: row.resource,
        row_id: row.row_id,
    }))
}

/// What a browser reads. It names rows, and has no text of anybody's: a locked screen may show it.
#[derive(Serialize)]
struct Payload<'a> {
    kind: &'a str,
    id: Uuid,
    #[serde(skip_serializing_if = "Option::is_none")]
    resource: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row_id: Option<Uuid>,
}

impl ClaimedPush {
    /// JSON for the browser.
    pub fn payload(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(&Payload {
            kind: &self.kind,
            id: self.notification_id,
            resource: self.resource.as_deref(),
            row_id: self.row_id,
        })
    }

    /// What the push service may read of it: equal for deliveries about the same row alone, of which the browser needs
    /// the newest.
    pub fn topic(&self, secret_box: &SecretBox) -> [u8; 24] {
        use hmac::Mac;
        let about = self.row_id.unwrap_or(self.notification_id);
        let parts = [self.subscription_id.as_bytes().as_slice(), self.kind.as_bytes(), about.as_bytes()];
        let mac: [u8; 32] = secret_box.mac("topic of a push", &parts).finalize().into_bytes().into();
        *mac.first_chunk().expect("32 bytes are more than 24")
    }
}

impl EncryptedKeys {
    /// The texts of `p256dh` and `auth`.
    pub fn decrypt(
        &self,
        secret_box: &SecretBox,
        tenant_id: TenantId,
        subscription_id: Uuid,
    ) -> Result<(String, String), DecryptError> {
        let decrypt = |field, encrypted: &[u8]| {
            decrypt_secret(secret_box, &PUSH_SUBSCRIPTIONS, field, tenant_id, subscription_id, encrypted)
        };
        Ok((decrypt("p256dh", &self.p256dh)?, decrypt("auth", &self.auth)?))
    }
}
