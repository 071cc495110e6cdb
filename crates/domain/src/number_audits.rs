//! What carriers have of the numbers of phones: whether they send a number's calls and messages here.

use std::time::Duration;

use sqlx::Row;
use tenancy::{Db, Error, JobRequest, Jobs, Statement, TenantId};
use uuid::Uuid;

use crate::attempts::Sender;

/// A phone whose number is looked at, as it is now.
#[derive(Clone)]
pub struct AuditedPhone {
    pub sender: Sender,
    pub version: i64,
    /// What was found before.
    pub receiving: Option<bool>,
}

/// What a look at a number has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether the carrier sends calls and messages here.
    pub receiving: bool,
    /// What the carrier has that differs from what the phone's `webhook_urls` say.
    pub differences: Vec<String>,
}

/// The phones of all tenants whose numbers are to be looked at, at most `most`.
pub async fn due(db: &Db, most: i32) -> Result<Vec<(TenantId, Uuid)>, Error> {
    let mut sql = Statement::new("select tenant_id, phone_id from tenancy.phones_to_audit(");
    sql.bind(most).push(")");
    let mut tx = db.begin_platform().await?;
    let rows = tx.run(sql).await?;
    tx.commit().await?;
    let phones = rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?)));
    phones.collect::<Result<_, sqlx::Error>>().map_err(Error::from)
}

/// A phone that is to be looked at. `None` where it is gone.
pub async fn find(jobs: &Jobs, entering: &JobRequest, phone_id: Uuid) -> Result<Option<AuditedPhone>, Error> {
    let Some(mut tx) = jobs.begin(entering).await? else { return Ok(None) };
    let mut sql = Statement::new(
        "select id as phone_id, number, provider, account_sid, auth_token, calls_per_second, segments_per_second, version,
           receiving from app.phones where deleted_at is null and tenant_id = ",
    );
    sql.bind(entering.tenant_id).push(" and id = ").bind(phone_id);
    let row = tx.run(sql).await?.pop();
    tx.commit().await?;
    let read = |row| {
        let (version, receiving) = (Row::try_get(&row, "version")?, Row::try_get(&row, "receiving")?);
        Ok::<_, sqlx::Error>(AuditedPhone { sender: Sender::read(&row)?, version, receiving })
    };
    Ok(row.map(read).transpose()?)
}

/// Stores what was found, and when to look again. A phone that has changed meanwhile keeps what it has, and is looked at
/// again; so does one of which nothing was found out.
pub async fn store(
    jobs: &Jobs,
    entering: &JobRequest,
    phone: &AuditedPhone,
    found: Option<&Finding>,
    again_in: Duration,
) -> Result<(), Error> {
    let Some(mut tx) = jobs.begin(entering).await? else { return Ok(()) };
    let (id, tenant_id) = (phone.sender.phone_id, entering.tenant_id);
    let mut version = phone.version;
    if let Some(Finding { receiving, differences }) = found {
        let mut sql = Statement::new("update app.phones set receiving = ");
        sql.bind(receiving).push(", webhook_differences = ").bind(differences);
        sql.push(" where (receiving is distinct from ").bind(receiving);
        sql.push(" or webhook_differences is distinct from ").bind(differences);
        sql.push(") and version = ")
            .bind(version)
            .push(" and tenant_id = ")
            .bind(tenant_id)
            .push(" and id = ")
            .bind(id);
        sql.push(" returning version");
        if let Some(row) = tx.run(sql).await?.first() {
            version = row.try_get(0)?;
        }
    }
    let mut sql = Statement::new(
        "insert into app.number_audits as a (tenant_id, phone_id, phone_version, due_at)
         select tenant_id, id, version, statement_timestamp() + make_interval(secs => ",
    );
    sql.bind(again_in.as_secs_f64()).push(") from app.phones where version = ").bind(version);
    sql.push(" and tenant_id = ").bind(tenant_id).push(" and id = ").bind(id);
    sql.push(
        " on conflict (tenant_id, phone_id) do update
           set phone_version = excluded.phone_version, due_at = excluded.due_at where a.tenant_id = ",
    );
    sql.bind(tenant_id);
    tx.run(sql).await?;
    tx.commit().await.map(drop)
}
