//! Which deliveries of a webhook are sent next, and what they say.

use auth::UserId;
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value as Json};
use sqlx::postgres::PgRow;
use sqlx::{FromRow, Row};
use tenancy::{Error, JobContext, JobRequest, Jobs, Statement, TenantId, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use super::EncryptedSigners;

/// Deliveries of a webhook that are under way at the same time.
pub const IN_FLIGHT_OF_WEBHOOK: i64 = 4;

/// How long a delivery is its sender's, in seconds: much longer than an attempt takes.
const LEASE: f64 = 60.0;

/// Deliveries that are due, of which those are chosen whose rows have none under way.
const LOOKED_AT: i64 = 100;

/// A delivery that is sent now.
pub struct ClaimedDelivery {
    pub tenant_id: TenantId,
    pub webhook_id: Uuid,
    /// Who made the webhook.
    pub maker: UserId,
    pub id: Uuid,
    pub claim: Uuid,
    /// With this one.
    pub attempts: i64,
    pub url: String,
    pub signers: EncryptedSigners,
    /// JSON, the same at each attempt.
    pub body: String,
}

/// Claims deliveries of the webhook that are due, so many that [`IN_FLIGHT_OF_WEBHOOK`] are under way over all nodes. Of
/// one row's there is never more than one. `new_claim` is a random id. None where nothing is due, or the webhook or its tenant
/// hears of nothing now.
pub async fn claim(
    jobs: &Jobs,
    entering: &JobRequest,
    webhook_id: Uuid,
    new_claim: Uuid,
) -> Result<Vec<ClaimedDelivery>, Error> {
    let Some(mut tx) = jobs.begin(entering).await? else { return Ok(Vec::new()) };
    let claimed = claim_in(&mut tx, webhook_id, new_claim).await?;
    tx.commit().await?;
    Ok(claimed)
}

async fn claim_in(
    tx: &mut TenantTx<JobContext>,
    webhook_id: Uuid,
    new_claim: Uuid,
) -> Result<Vec<ClaimedDelivery>, Error> {
    let tenant_id = tx.proof().tenant_id();
    let Some(webhook) = lock(tx, tenant_id, webhook_id).await? else { return Ok(Vec::new()) };
    let (is_ordered, is_full) = (webhook.try_get("ordered")?, webhook.try_get::<&str, _>("payload")? == "full");
    let (url, signers) = (webhook.try_get::<String, _>("url")?, EncryptedSigners::from_row(&webhook)?);
    let maker = UserId(webhook.try_get("owner_id")?);
    let mut sql = Statement::new("with due as (");
    if is_ordered {
        push_first(&mut sql, tenant_id, webhook_id);
    } else {
        push_due(&mut sql, tenant_id, webhook_id);
    }
    sql.push("), claimed as (update tenancy.webhook_deliveries d set status = 'sending', claim = ").bind(new_claim);
    sql.push(", lease_until = statement_timestamp() + make_interval(secs => ").bind(LEASE);
    sql.push(
        "), attempts = least(d.attempts + 1, 100), first_attempted_at = coalesce(d.first_attempted_at, statement_timestamp())
         from due where d.id = due.id and d.tenant_id = ",
    );
    sql.bind(tenant_id).push(
        " returning d.id, d.attempts, d.event_type, d.change_id, d.created_at)
         select k.id, k.attempts, k.event_type, coalesce(c.changed_at, k.created_at) as happened_at, c.row_id,
           c.row_version, c.fields::text as fields
         from claimed k left join tenancy.changes c on c.id = k.change_id and c.tenant_id = ",
    );
    sql.bind(tenant_id).push(" order by k.change_id nulls first");
    let rows = tx.run(sql).await?;
    let deliveries = rows.iter().map(|row| {
        Ok(ClaimedDelivery {
            tenant_id,
            webhook_id,
            maker,
            id: row.try_get("id")?,
            claim: new_claim,
            attempts: row.try_get("attempts")?,
            url: url.clone(),
            signers: signers.clone(),
            body: body(row, is_full)?,
        })
    });
    deliveries.collect::<Result<_, sqlx::Error>>().map_err(Error::from)
}

/// Locks the webhook, so that no other node claims from it meanwhile. `None` where it hears of nothing now.
async fn lock(tx: &mut TenantTx<JobContext>, tenant_id: TenantId, webhook_id: Uuid) -> Result<Option<PgRow>, Error> {
    let mut sql = Statement::new(
        "select w.owner_id, w.url, w.payload, w.ordered, w.secret, w.signing_key, w.previous_secret, w.previous_signing_key,
           w.secret_replaced_at
         from app.webhooks w join tenancy.tenants t on t.tenant_id = w.tenant_id and t.id = w.tenant_id
         where t.suspended_at is null and t.deleted_at is null and w.status = 'active' and w.deleted_at is null
           and w.tenant_id = ",
    );
    sql.bind(tenant_id).push(" and w.id = ").bind(webhook_id).push(" for no key update of w");
    Ok(tx.run(sql).await?.pop())
}

/// Appends a query of what is due, as far as there is room: of each row the oldest, and none of a row of which one is
/// under way.
fn push_due(sql: &mut Statement, tenant_id: TenantId, webhook_id: Uuid) {
    sql.push("select id from (select distinct on (coalesce(o.row_id, o.id)) o.id, o.next_attempt_at from (");
    sql.push("select id, row_id, change_id, next_attempt_at from tenancy.webhook_deliveries where tenant_id = ");
    sql.bind(tenant_id).push(" and webhook_id = ").bind(webhook_id);
    sql.push(
        " and status in ('pending', 'sending') and next_attempt_at <= statement_timestamp()
           and (lease_until is null or lease_until <= statement_timestamp())
         order by next_attempt_at, change_id limit ",
    );
    sql.bind(LOOKED_AT).push(") o where not exists (select from tenancy.webhook_deliveries u where u.tenant_id = ");
    sql.bind(tenant_id).push(" and u.webhook_id = ").bind(webhook_id);
    sql.push(
        " and u.status = 'sending' and u.lease_until > statement_timestamp() and u.row_id = o.row_id)
         order by coalesce(o.row_id, o.id), o.change_id) f order by next_attempt_at limit greatest(0, ",
    );
    sql.bind(IN_FLIGHT_OF_WEBHOOK).push(" - (select count(*) from tenancy.webhook_deliveries u where u.tenant_id = ");
    sql.bind(tenant_id).push(" and u.webhook_id = ").bind(webhook_id);
    sql.push(" and u.status = 'sending' and u.lease_until > statement_timestamp()))");
}

/// Appends a query of the oldest that isn't delivered, if it is due. Tests come first.
fn push_first(sql: &mut Statement, tenant_id: TenantId, webhook_id: Uuid) {
    sql.push(
        "select id from (select id, next_attempt_at, lease_until from tenancy.webhook_deliveries where tenant_id = ",
    );
    sql.bind(tenant_id).push(" and webhook_id = ").bind(webhook_id);
    sql.push(
        " and status in ('pending', 'sending') order by change_id nulls first limit 1) o
         where next_attempt_at <= statement_timestamp()
           and (lease_until is null or lease_until <= statement_timestamp())",
    );
}

/// What a receiver reads.
#[derive(Serialize)]
struct Message<'a> {
    r#type: &'a str,
    #[serde(with = "time::serde::rfc3339")]
    timestamp: OffsetDateTime,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    /// Absent in a test.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i64>,
    /// The names of the fields that have a new value.
    changed: Vec<&'a str>,
    /// `{field: value}`, or of a change `{field: [before, after]}`, as the change log has them.
    #[serde(skip_serializing_if = "Option::is_none")]
    values: Option<&'a RawValue>,
}

fn body(row: &PgRow, is_full: bool) -> Result<String, sqlx::Error> {
    let logged: Option<String> = row.try_get("fields")?;
    let decode = |error: serde_json::Error| sqlx::Error::Decode(error.into());
    let fields: Map<String, Json> =
        logged.as_deref().map(serde_json::from_str).transpose().map_err(decode)?.unwrap_or_default();
    let values: Option<&RawValue> =
        logged.as_deref().filter(|_| is_full).map(serde_json::from_str).transpose().map_err(decode)?;
    let message = Message {
        r#type: row.try_get("event_type")?,
        timestamp: row.try_get("happened_at")?,
        data: Data {
            id: row.try_get("row_id")?,
            version: row.try_get("row_version")?,
            changed: fields.keys().map(String::as_str).collect(),
            values,
        },
    };
    serde_json::to_string(&message).map_err(decode)
}
