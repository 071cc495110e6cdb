//! The next e-mail of a tenant.

use sqlx::Row;
use tenancy::{Error, JobContext, Statement, TenantTx};

use super::claim::tenant_may_start;
use super::stored::{Note, store};
use super::{Attempt, Claim, Claimed, Event, Next, Request};

/// The word of a refusal by which the mail server says that there is no such address.
pub const BOUNCED: &str = "bounced";

/// What a recipient of a campaign gets by e-mail. `Claimed::to` has the address.
#[derive(Clone, Debug)]
pub struct Email {
    /// What the sender is called.
    pub from_name: String,
    pub subject: String,
    pub body: String,
}

/// Claims the e-mail of the tenant that is due for longest. Its place in time is its own, since the campaign's rate gave
/// it one.
pub(super) async fn claim_in(tx: &mut TenantTx<JobContext>, claim: Claim) -> Result<Next, Error> {
    if !tenant_may_start(tx).await? {
        return Ok(Next::Nothing);
    }
    let tenant_id = tx.proof().tenant_id();
    let mut sql = Statement::new(
        "select a.id, a.state, a.tries, a.claim, r.address, r.subject, r.body, coalesce(c.from_name, t.name) as from_name,
           exists (
             select from app.suppressions x where x.tenant_id = a.tenant_id and x.address = r.address
               and x.phone_id is null and x.deleted_at is null) as is_suppressed
         from app.attempts a
         join tenancy.tenants t on t.tenant_id = a.tenant_id and t.id = a.tenant_id
         join app.campaign_recipients r on r.tenant_id = a.tenant_id and r.id = a.recipient_id
         join app.campaigns c on c.tenant_id = r.tenant_id and c.id = r.campaign_id and c.deleted_at is null
         where a.state = 'planned' and a.kind = 'email' and a.due_at <= statement_timestamp()
           and a.expires_at > statement_timestamp() and a.tenant_id = ",
    );
    sql.bind(tenant_id).push(" order by a.due_at, a.id limit 1 for update of a skip locked");
    let Some(row) = tx.run(sql).await?.pop() else { return Ok(Next::Nothing) };
    let (attempt_id, attempt) = (row.try_get("id")?, Attempt::read(&row)?);
    let Some(held) = attempt.after(Event::Claimed(claim)) else { return Ok(Next::Nothing) };
    store(tx, tenant_id, attempt_id, held, Note::default()).await?;
    Ok(Next::Send(Box::new(Claimed {
        tenant_id,
        attempt_id,
        claim,
        tries: attempt.tries,
        to: row.try_get("address")?,
        request: Request::Email(Email {
            from_name: row.try_get("from_name")?,
            subject: row.try_get("subject")?,
            body: row.try_get("body")?,
        }),
        is_suppressed: row.try_get("is_suppressed")?,
    })))
}
