//! The daily e-mail about what a member hasn't read.

use auth::outbox::{self, Notice, Recipient};
use auth::{Auth, UserId, users};
use sqlx::Row;
use tenancy::{Error, JobContext, JobRequest, Jobs, Statement, TenantId, TenantTx};
use uuid::Uuid;

/// The most notifications that one e-mail tells of; the next tells of the others.
const MAX_TOLD: i64 = 1_000;

/// The members of a tenant who are to be told: at most `limit` of those after one, by id.
pub async fn due_digests(
    jobs: &Jobs,
    entering: &JobRequest,
    after: Option<Uuid>,
    limit: i32,
) -> Result<Vec<Uuid>, Error> {
    let Some(mut tx) = jobs.begin(entering).await? else { return Ok(Vec::new()) };
    let mut sql = Statement::new("select tenancy.due_digests(");
    sql.bind(entering.tenant_id).push(", ").bind(after.unwrap_or_default()).push(", ").bind(limit).push(")");
    let members = tx.run(sql).await?.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?;
    tx.commit().await?;
    Ok(members)
}

/// Queues the e-mail to a member, in the transaction that notes of what it tells, and returns whether there is one: the
/// member may have read everything meanwhile, have left, or have no confirmed address.
pub async fn take_digest(auth: &Auth, jobs: &Jobs, entering: &JobRequest, member: Uuid) -> Result<bool, Error> {
    // Users aren't seen from within a tenant.
    let user = users::find(auth, UserId(member)).await?;
    let Some(email) = user.filter(|user| user.email_verified).and_then(|user| user.email) else { return Ok(false) };
    let Some(mut tx) = jobs.begin(entering).await? else { return Ok(false) };
    let is_told = take_in(auth, &mut tx, member, Recipient::Mail(email)).await?;
    tx.commit().await?;
    Ok(is_told)
}

async fn take_in(auth: &Auth, tx: &mut TenantTx<JobContext>, member: Uuid, to: Recipient) -> Result<bool, Error> {
    let tenant_id = tx.proof().tenant_id();
    tx.act_as_owner(member).await?;
    let mut sql = Statement::new(
        "select t.name from tenancy.tenants t join tenancy.memberships m on m.tenant_id = t.tenant_id
         where t.suspended_at is null and t.deleted_at is null and t.id = t.tenant_id and t.tenant_id = ",
    );
    sql.bind(tenant_id).push(" and m.user_id = ").bind(member);
    let Some(tenant) = tx.run(sql).await?.pop() else { return Ok(false) };
    let mut sql =
        Statement::new("with told as (update tenancy.notifications set digested_at = statement_timestamp() where ");
    push_own(&mut sql, tenant_id, member);
    sql.push(" and id in (select n.id from (select * from tenancy.notifications where ");
    push_own(&mut sql, tenant_id, member);
    sql.push(
        " and read_at is null and deleted_at is null and digested_at is null) n
         join (select * from app.notification_preferences where ",
    );
    push_own(&mut sql, tenant_id, member);
    sql.push(" and email and deleted_at is null) p on p.kind = n.kind order by n.unread_since, n.id limit ");
    sql.bind(MAX_TOLD).push(") returning kind) select kind, count(*) as count from told group by kind order by kind");
    let rows = tx.run(sql).await?;
    if rows.is_empty() {
        return Ok(false);
    }
    let counts = rows.iter().map(|row| Ok((row.try_get("kind")?, row.try_get("count")?)));
    let counts = counts.collect::<Result<Vec<(String, i64)>, sqlx::Error>>()?;
    let notice = Notice::Unread { tenant: tenant.try_get(0)?, counts };
    outbox::notify(&mut *tx, auth, to, notice).await?;
    Ok(true)
}

/// Appends what is the member's own.
fn push_own(sql: &mut Statement, tenant_id: TenantId, member: Uuid) {
    sql.push("tenant_id = ").bind(tenant_id).push(" and owner_id = ").bind(member);
}
