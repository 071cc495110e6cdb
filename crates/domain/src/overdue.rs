//! Calls and text messages that ought to be over, and of which no callback said so. Callbacks may be lost, so the
//! carrier is asked.

use sqlx::Row;
use tenancy::{Db, Error, JobRequest, Jobs, Statement, TenantId};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::attempts::Sender;
use crate::{calls, messages};

/// Calls, and messages, of a phone that are looked at in one pass.
const BATCH: i64 = 100;

/// A phone with what is overdue of it, by the carrier's ids.
pub struct OverduePhone {
    pub sender: Sender,
    pub calls: Vec<String>,
    pub messages: Vec<String>,
    /// Postgres's time at this look.
    pub read_at: OffsetDateTime,
}

/// The phones of all tenants with something that is overdue, at most `most`.
pub async fn phones(db: &Db, most: i32) -> Result<Vec<(TenantId, Uuid)>, Error> {
    let mut tx = db.begin_platform().await?;
    let mut sql = Statement::new("select tenant_id, phone_id from tenancy.overdue_phones(");
    sql.bind(most).push(")");
    let rows = tx.run(sql).await?;
    tx.commit().await?;
    Ok(rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect::<Result<_, sqlx::Error>>()?)
}

/// What is overdue of a phone. `None` where the phone is gone.
pub async fn find(jobs: &Jobs, entering: &JobRequest, phone_id: Uuid) -> Result<Option<OverduePhone>, Error> {
    let Some(mut tx) = jobs.begin(entering).await? else { return Ok(None) };
    let mut sql = Statement::new(
        "select id as phone_id, number, provider, account_sid, auth_token, calls_per_second, segments_per_second,
           statement_timestamp() as read_at from app.phones where tenant_id = ",
    );
    sql.bind(entering.tenant_id).push(" and id = ").bind(phone_id).push(" and deleted_at is null");
    let rows = tx.run(sql).await?;
    let Some(row) = rows.first() else {
        tx.rollback().await?;
        return Ok(None);
    };
    let mut of = async |table: &'static str, after: &'static str| {
        let mut sql = Statement::new("select carrier_sid from ");
        sql.push(table).push(" where tenant_id = ").bind(entering.tenant_id).push(" and phone_id = ").bind(phone_id);
        sql.push(" and ended_at is null and carrier_sid is not null and deleted_at is null");
        sql.push(" and created_at > statement_timestamp() - interval '2 days'");
        sql.push(" and created_at < statement_timestamp() - ").push(after).push(" order by created_at limit ");
        sql.bind(BATCH);
        let rows = tx.run(sql).await?;
        Ok::<_, Error>(rows.iter().map(|row| row.try_get(0)).collect::<Result<Vec<String>, sqlx::Error>>()?)
    };
    let calls = of("app.calls", "interval '4 hours 6 minutes'").await?;
    let messages = of("app.messages", "interval '11 hours'").await?;
    tx.commit().await?;
    Ok(Some(OverduePhone { sender: Sender::read(row)?, calls, messages, read_at: row.try_get("read_at")? }))
}

/// Changes a call by what the carrier says of it. Returns whether that ended it.
pub async fn settle_call(
    jobs: &Jobs,
    entering: &JobRequest,
    (phone_id, sid): (Uuid, &str),
    reports: &[calls::progress::Report],
) -> Result<bool, Error> {
    let Some(mut tx) = jobs.begin(entering).await? else { return Ok(false) };
    let mut is_over = false;
    for report in reports {
        let call = calls::told::report(&mut tx, phone_id, sid, report).await?;
        is_over = call.is_some_and(|call| call.progress.status.is_final());
    }
    tx.commit().await?;
    Ok(is_over)
}

/// The same for a message.
pub async fn settle_message(
    jobs: &Jobs,
    entering: &JobRequest,
    (phone_id, sid): (Uuid, &str),
    report: &messages::progress::Report,
) -> Result<bool, Error> {
    let Some(mut tx) = jobs.begin(entering).await? else { return Ok(false) };
    let message = messages::told::report(&mut tx, phone_id, sid, report).await?;
    tx.commit().await?;
    Ok(message.is_some_and(|message| message.progress.status.is_final()))
}
