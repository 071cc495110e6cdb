//! Recordings of calls. Their audio stays at the carrier.

use base::{DecryptError, SecretBox};
use sqlx::Row;
use tenancy::{ACCESS_COLUMNS, Db, Error, JobContext, Membership, Statement, TenantId, TenantRequest, TenantTx};
use uuid::Uuid;

use crate::attempts::Sender;
use crate::calls::CALLS;
use crate::kit::{self, Field, Resource, decrypt_secret};
use crate::phones::PHONES;

/// Recordings of calls. One of a carrier's can be heard at its URL; one that a client adds has none.
pub static RECORDINGS: Resource = Resource::new("recording", "recordings", "app.recordings")
    .section("Voice", "disc")
    .shared()
    .link("url", "/api/recordings/{id}/audio", "carrier_sid")
    .fields(&[
        Field::reference("call_id", &CALLS).required().filterable().example("0197a3c2-7d50-7000-8000-000000000001"),
        Field::integer("duration_seconds", 0, 86_400).example("42"),
        Field::text("carrier_sid", 1, 100).read_only().example("RE00000000000000000000000000000001"),
    ]);

/// Where the audio of a recording is.
pub struct AudioSource {
    /// The phone of the call, with the account that has the recording.
    pub phone: Sender,
    /// The carrier's id. `None` where the recording is no carrier's.
    pub sid: Option<String>,
}

impl AudioSource {
    /// The SID of the phone's account, and its token. `None` where the phone has none.
    pub fn account(
        &self,
        secret_box: &SecretBox,
        tenant_id: TenantId,
    ) -> Result<Option<(String, String)>, DecryptError> {
        let (Some(sid), Some(token)) = (&self.phone.account_sid, &self.phone.auth_token) else { return Ok(None) };
        let token = decrypt_secret(secret_box, &PHONES, "auth_token", tenant_id, self.phone.phone_id, token)?;
        Ok(Some((sid.clone(), token)))
    }
}

/// Finds where the audio of a recording is. One in the trash is not found.
pub async fn find_audio(db: &Db, request: &TenantRequest, id: Uuid) -> Result<(Membership, AudioSource), kit::Error> {
    let mut sql = Db::with_access_for_one(request);
    sql.push(
        " left join lateral (select r.carrier_sid, p.id as phone_id, p.number, p.provider, p.account_sid, p.auth_token,
             p.calls_per_second, p.segments_per_second
           from app.recordings r
           join app.calls c on c.tenant_id = r.tenant_id and c.id = r.call_id
           join app.phones p on p.tenant_id = c.tenant_id and p.id = c.phone_id
           where r.tenant_id = access.tenant_id and r.deleted_at is null and r.id = ",
    );
    sql.bind(id).push(" limit 1) r on true");
    let (membership, rows) = db.run_once(request, sql).await?;
    if rows[0].try_get::<Option<Uuid>, _>("phone_id")?.is_none() {
        return Err(kit::Error::NotFound);
    }
    let sid = rows[0].try_get(ACCESS_COLUMNS)?;
    Ok((membership, AudioSource { phone: Sender::read(&rows[0])?, sid }))
}

/// A recording that the carrier tells of.
#[derive(Clone, Copy, Debug)]
pub struct ToldRecording<'a> {
    pub id: Uuid,
    pub owner_id: Uuid,
    pub call_id: Uuid,
    pub sid: &'a str,
    pub duration_seconds: Option<i64>,
}

/// Adds a recording, unless the call has it.
pub async fn add(tx: &mut TenantTx<JobContext>, told: &ToldRecording<'_>) -> Result<(), Error> {
    let mut sql = Statement::new(
        "insert into app.recordings (tenant_id, id, owner_id, call_id, carrier_sid, duration_seconds) values (",
    );
    sql.bind(tx.proof().tenant_id()).push(", ").bind(told.id).push(", ").bind(told.owner_id).push(", ");
    sql.bind(told.call_id).push(", ").bind(told.sid).push(", ").bind(told.duration_seconds);
    sql.push(") on conflict (tenant_id, call_id, carrier_sid) where carrier_sid is not null do nothing");
    tx.run(sql).await.map(drop)
}
