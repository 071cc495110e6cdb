//! The phones of all tenants at the simulated carrier, which has to know of a phone before anyone can call it.

use sqlx::Row;
use tenancy::{Db, Error, JobRequest, Jobs, Statement, TenantId};
use uuid::Uuid;

use crate::attempts::Sender;

/// Which state of which phone: a change gives another version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SimulatedPhone {
    pub tenant_id: TenantId,
    pub id: Uuid,
    pub version: i64,
}

/// At most `most` of them; those in the trash are none.
pub async fn list(db: &Db, most: i32) -> Result<Vec<SimulatedPhone>, Error> {
    let mut tx = db.begin_platform().await?;
    let mut sql = Statement::new("select tenant_id, phone_id, version from tenancy.simulated_phones(");
    sql.bind(most).push(")");
    let rows = tx.run(sql).await?;
    tx.commit().await?;
    let phones = rows
        .iter()
        .map(|row| Ok(SimulatedPhone { tenant_id: row.try_get(0)?, id: row.try_get(1)?, version: row.try_get(2)? }));
    phones.collect::<Result<_, sqlx::Error>>().map_err(Error::from)
}

/// What the carrier is told of a phone. `None` where it has left the carrier meanwhile.
pub async fn find(jobs: &Jobs, entering: &JobRequest, id: Uuid) -> Result<Option<Sender>, Error> {
    let Some(mut tx) = jobs.begin(entering).await? else { return Ok(None) };
    let mut sql = Statement::new(
        "select id as phone_id, number, provider, account_sid, auth_token, calls_per_second, segments_per_second
         from app.phones where provider = 'simulated' and deleted_at is null and tenant_id = ",
    );
    sql.bind(entering.tenant_id).push(" and id = ").bind(id);
    let rows = tx.run(sql).await?;
    tx.commit().await?;
    Ok(rows.first().map(Sender::read).transpose()?)
}
