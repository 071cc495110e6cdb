use auth::evidence;
use base::{Clock, Pool, causes};
use sqlx::Row;
use uuid::Uuid;

use super::{MissedLookup, Target};
use crate::{Error, Statement, TenantId};

/// Checks misses one after another and records those that are denied accesses.
pub struct Worker {
    misses: evidence::Receiver<MissedLookup>,
    platform: Pool,
    clock: Clock,
}

impl Worker {
    pub(super) fn new(misses: evidence::Receiver<MissedLookup>, platform: Pool, clock: Clock) -> Self {
        Self { misses, platform, clock }
    }

    /// Works until every [`super::DeniedAccessQueue`] is gone and the queue is empty.
    pub async fn run(mut self) {
        while let Some(miss) = self.misses.recv().await {
            if let Err(error) = self.check(&miss).await {
                tracing::error!(
                    error = ?causes::describe(&error),
                    actor.id = %miss.actor_id,
                    request.id = %miss.request_id,
                    "a miss could not be checked"
                );
                self.misses.give_up(miss.person());
            }
        }
    }

    async fn check(&self, miss: &MissedLookup) -> Result<(), Error> {
        match &miss.target {
            Target::Nested(rows) => {
                for (table, id) in *rows {
                    if self.check_target(miss, &Target::Row { table, id }).await? {
                        break;
                    }
                }
            }
            target => {
                self.check_target(miss, target).await?;
            }
        }
        Ok(())
    }

    /// Returns whether it was a denied access.
    async fn check_target(&self, miss: &MissedLookup, target: &Target) -> Result<bool, Error> {
        let Some((owner, table, row)) = self.locate(target).await? else { return Ok(false) };
        let Some(alert) = self.record(miss, owner, table, row).await? else { return Ok(false) };
        if alert {
            tracing::warn!(
                target: "bulkhead::alert",
                {
                    actor.id = %miss.actor_id,
                    impersonator.id = miss.impersonator_id.map(tracing::field::display),
                    tenant.named = miss.named.as_deref(),
                    owner.tenant.id = %owner,
                    table.name = table,
                    row.id = %row,
                    http.route = miss.route,
                    request.id = %miss.request_id,
                    client.address = miss.address.map(tracing::field::display),
                },
                "malicious_direct_reference"
            );
        }
        Ok(true)
    }

    /// Whose the target is, by table and id; `None` where there is no such thing.
    async fn locate(&self, target: &Target) -> Result<Option<(TenantId, &'static str, Uuid)>, Error> {
        let (mut statement, table) = match target {
            Target::Row { table, id } => {
                // One probe of the primary key a tenant. Looking for the id alone would read the whole table.
                let mut statement =
                    Statement::new("select t.id, r.id from tenancy.tenants t cross join lateral (select id from ");
                statement.push(table).push(" where tenant_id = t.id and id = ").bind(*id);
                statement.push(" limit 1) r");
                (statement, *table)
            }
            Target::Nested(_) => return Ok(None),
            Target::Tenant(named) => {
                let mut statement = Statement::new("select id, id from tenancy.tenants where ");
                let named = named.as_deref().unwrap_or_default();
                match Uuid::try_parse(named) {
                    Ok(id) => statement.push("id = ").bind(id),
                    Err(_) => statement.push("slug = ").bind(named),
                };
                (statement, "tenancy.tenants")
            }
        };
        statement.push(" limit 1");
        let query = statement.finish()?.persistent(false);
        let mut lease = self.platform.lease().await?;
        let row = query.fetch_optional(&mut lease).await?;
        lease.give_back();
        Ok(match row {
            Some(row) => Some((row.try_get(0)?, table, row.try_get(1)?)),
            None => None,
        })
    }

    /// Records a denied access, unless its actor belongs to the owner (whose row may be in the trash); returns whether
    /// it is the third within ten minutes of the person who acted, or a later one; `None` where it isn't recorded. An
    /// impersonator belongs to the one tenant that the impersonation opens, wherever else the member does.
    async fn record(
        &self,
        miss: &MissedLookup,
        owner: TenantId,
        table: &str,
        row: Uuid,
    ) -> Result<Option<bool>, Error> {
        let mut lease = self.platform.lease().await?;
        let alert = sqlx::query_scalar!(
            "with acting as (
               select tenant_id from tenancy.impersonations where admin_id = $10 and user_id = $2
               order by created_at desc limit 1)
             insert into tenancy.denied_accesses
               (at, actor_id, actor_tenant_id, owner_tenant_id, table_name, row_id, route, request_id, address, impersonator_id, alert)
             select $1::timestamptz, $2::uuid, coalesce(
                 (select tenant_id from acting),
                 (select t.id from tenancy.tenants t join tenancy.memberships m on m.tenant_id = t.id
                  where m.user_id = $2 and (t.slug = $3::text or t.id::text = $3)),
                 (select tenant_id from tenancy.homes where user_id = $2)
               ), $4, $5, $6, $7, $8, $9::text::inet, $10::uuid,
               (select count(*) >= 2 from tenancy.denied_accesses
                where coalesce(impersonator_id, actor_id) = coalesce($10, $2) and at > $1 - interval '10 minutes')
             where not exists (select from acting where tenant_id = $4)
               and ($10 is not null or not exists (select from tenancy.memberships where tenant_id = $4 and user_id = $2))
             returning alert",
            self.clock.now(),
            miss.actor_id,
            miss.named.as_deref(),
            owner.0,
            table,
            row,
            miss.route,
            miss.request_id,
            miss.address.map(|address| address.to_string()),
            miss.impersonator_id
        )
        .fetch_optional(&mut lease)
        .await?;
        lease.give_back();
        Ok(alert)
    }
}
