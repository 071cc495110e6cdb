//! Deliveries that admins ask for: a test, or events of the past once more.

use sqlx::Row;
use tenancy::{Statement, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use super::events::tables;
use crate::kit::{Class, Error, FieldError, Scope};

/// Deliveries of one replay, which are made in one statement and have to be there in time.
const MOST: i64 = 25_000;

/// Which events are delivered once more.
#[derive(Clone, Copy, Debug)]
pub struct Replay {
    /// Those from here on,
    pub since: OffsetDateTime,
    /// and before this; up to now where it is `None`.
    pub until: Option<OffsetDateTime>,
    /// Only those whose delivery failed.
    pub only_failed: bool,
}

/// Has the webhook be sent a test with this id.
pub async fn test(tx: &mut TenantTx, webhook_id: Uuid, id: Uuid) -> Result<(), Error> {
    note(tx, webhook_id, "tested_at").await?;
    let mut sql = Statement::new(
        "insert into tenancy.webhook_deliveries (tenant_id, id, owner_id, webhook_id, event_type) select tenant_id, ",
    );
    sql.bind(id).push(", owner_id, id, 'webhook.test' from app.webhooks where ");
    Scope::Member(tx).push(&mut sql, Class::Shared);
    sql.push(" and id = ").bind(webhook_id);
    tx.run(sql).await?;
    Ok(())
}

/// Has the webhook be sent events of the past once more, under the same ids, and returns how many. Those that are being
/// sent are left as they are.
pub async fn replay(tx: &mut TenantTx, webhook_id: Uuid, wanted: Replay) -> Result<u64, Error> {
    note(tx, webhook_id, "replayed_at").await?;
    let made = deliver_again(tx, webhook_id, wanted).await?;
    if made > MOST.unsigned_abs() {
        let message = "must begin a period of at most 25,000 events";
        return Err(Error::Invalid(vec![FieldError::new("since", "too_many", message)]));
    }
    Ok(made)
}

/// Locks the webhook, and notes in its row, and so in the change log, what it is asked for.
async fn note(tx: &mut TenantTx, webhook_id: Uuid, field: &'static str) -> Result<(), Error> {
    let mut sql = Statement::new("update app.webhooks set ");
    sql.push(field).push(" = statement_timestamp() where ");
    Scope::Member(tx).push(&mut sql, Class::Shared);
    sql.push(" and deleted_at is null and id = ").bind(webhook_id).push(" returning 1");
    if tx.run(sql).await?.is_empty() { Err(Error::NotFound) } else { Ok(()) }
}

async fn deliver_again(tx: &mut TenantTx, webhook_id: Uuid, wanted: Replay) -> Result<u64, Error> {
    let tenant_id = tx.membership().tenant_id();
    let (tables, things) = tables();
    let mut sql = Statement::new(
        "with told as (
           insert into tenancy.webhook_deliveries as d (tenant_id, id, owner_id, webhook_id, change_id, row_id, event_type)
           select w.tenant_id, tenancy.delivery_id(w.id, c.id, c.changed_at), w.owner_id, w.id, c.id, c.row_id, e.type
           from app.webhooks w
             join tenancy.changes c on c.tenant_id = w.tenant_id
             join unnest(",
    );
    sql.bind(tables).push("::text[], ").bind(things);
    sql.push(
        "::text[]) t (name, thing) on t.name = c.table_name
             cross join lateral (select tenancy.event_type(t.thing, c.operation, c.fields) as type) e
           where c.audience is null and e.type is not null and w.events && array['*', e.type] and w.tenant_id = ",
    );
    sql.bind(tenant_id).push(" and w.id = ").bind(webhook_id).push(" and c.changed_at >= ").bind(wanted.since);
    if let Some(until) = wanted.until {
        sql.push(" and c.changed_at < ").bind(until);
    }
    if wanted.only_failed {
        sql.push(
            " and exists (select from tenancy.webhook_deliveries f where f.tenant_id = w.tenant_id and f.webhook_id = w.id
                and f.change_id = c.id and f.status = 'failed')",
        );
    }
    sql.push(" order by c.id limit ").bind(MOST + 1);
    sql.push(
        " on conflict (tenant_id, webhook_id, change_id) do update set status = 'pending', attempts = 0,
             next_attempt_at = statement_timestamp(), first_attempted_at = null, ended_at = null, error = null,
             response_status = null, duration_ms = null, address = null
           where d.status <> 'sending' and d.tenant_id = ",
    );
    sql.bind(tenant_id).push(" returning 1) select count(*) from told");
    let row = tx.run(sql).await?.pop().ok_or(Error::NotFound)?;
    Ok(row.try_get::<i64, _>(0)?.unsigned_abs())
}
