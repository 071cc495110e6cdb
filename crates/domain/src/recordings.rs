//! Recordings of calls.

use tenancy::{Error, JobContext, Statement, TenantTx};
use uuid::Uuid;

use crate::calls::CALLS;
use crate::kit::{Field, Resource};

/// Recordings of calls. The server sets the URL, once there is something to hear.
pub static RECORDINGS: Resource = Resource::new("recording", "recordings", "app.recordings").shared().fields(&[
    Field::reference("call_id", &CALLS).required().filterable().example("0197a3c2-7d50-7000-8000-000000000001"),
    Field::integer("duration_seconds", 0, 86_400).example("42"),
    Field::url("url").read_only(),
    Field::text("carrier_sid", 1, 100).read_only().example("RE00000000000000000000000000000001"),
]);

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
