//! What the change log has for webhooks, of all tenants: ids and numbers alone.

use sqlx::Row;
use tenancy::{Db, Error, Statement, TenantId};
use uuid::Uuid;

use super::events::tables;
use crate::OpenDeliveries;
/// Reads on in the change log, and makes the deliveries of what is new there. Returns how many; `None` where another
/// node is at it.
pub async fn hear(db: &Db) -> Result<Option<u64>, Error> {
    let (tables, things) = tables();
    let mut sql = Statement::new("select tenancy.hear_changes(");
    sql.bind(tables).push(", ").bind(things).push(")");
    let mut tx = db.begin_platform().await?;
    let row = tx.run(sql).await?.pop();
    let made: Option<i64> = row.map(|row| row.try_get(0)).transpose()?.flatten();
    tx.commit().await?;
    Ok(made.map(i64::unsigned_abs))
}

/// The webhooks with deliveries that are due, in the order of tenants: at most `most` of those after a webhook of a
/// tenant. Suspended and closed tenants have none.
pub async fn due(db: &Db, after: Option<(TenantId, Uuid)>, most: i32) -> Result<Vec<(TenantId, Uuid)>, Error> {
    let (tenant, webhook) = after.map_or((Uuid::nil(), Uuid::nil()), |(tenant, webhook)| (tenant.0, webhook));
    let mut sql = Statement::new("select tenant_id, webhook_id from tenancy.due_webhooks(");
    sql.bind(tenant).push(", ").bind(webhook).push(", ").bind(most).push(")");
    let mut tx = db.begin_platform().await?;
    let rows = tx.run(sql).await?;
    tx.commit().await?;
    let webhooks = rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?)));
    webhooks.collect::<Result<_, sqlx::Error>>().map_err(Error::from)
}

/// The open deliveries of all tenants, by state.
pub async fn count(db: &Db) -> Result<Vec<OpenDeliveries>, Error> {
    OpenDeliveries::count(db, "select status, deliveries, oldest from tenancy.count_deliveries()").await
}
