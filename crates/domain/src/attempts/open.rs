//! Which attempts of all tenants want something: ids and numbers alone.

use sqlx::Row;
use tenancy::{Db, Error, Statement, TenantId};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Kind, State};

/// A phone's requests of one kind, which leave one after the other, at the phone's rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PhoneQueue {
    pub tenant_id: TenantId,
    pub phone_id: Uuid,
    pub kind: Kind,
}

/// How many attempts of all tenants are in a state, and since when the oldest is due.
#[derive(Clone, Copy, Debug)]
pub struct OpenAttempts {
    pub state: State,
    pub count: i64,
    pub oldest: Option<OffsetDateTime>,
}

/// The queues with attempts that are due, in the order of tenants: at most `most` of those after a phone of a tenant.
/// Suspended and closed tenants have none.
pub async fn due(db: &Db, after: Option<(TenantId, Uuid)>, most: i32) -> Result<Vec<PhoneQueue>, Error> {
    let (tenant, phone) = after.map_or((Uuid::nil(), Uuid::nil()), |(tenant, phone)| (tenant.0, phone));
    let mut sql = Statement::new("select tenant_id, phone_id, kind from tenancy.due_attempts(");
    sql.bind(tenant).push(", ").bind(phone).push(", ").bind(most).push(")");
    let mut tx = db.begin_platform().await?;
    let rows = tx.run(sql).await?;
    tx.commit().await?;
    let queues = rows.iter().filter_map(|row| {
        let queue = || Ok((row.try_get(0)?, row.try_get(1)?, Kind::parse(row.try_get(2)?)));
        match queue() {
            Ok((tenant_id, phone_id, kind)) => Some(Ok(PhoneQueue { tenant_id, phone_id, kind: kind? })),
            Err(error) => Some(Err(error)),
        }
    });
    queues.collect::<Result<_, sqlx::Error>>().map_err(Error::from)
}

/// The phones with attempts whose time is over or which are in doubt: at most `most`.
pub async fn stale(db: &Db, most: i32) -> Result<Vec<(TenantId, Uuid)>, Error> {
    let mut sql = Statement::new("select tenant_id, phone_id from tenancy.stale_attempts(");
    sql.bind(most).push(")");
    let mut tx = db.begin_platform().await?;
    let rows = tx.run(sql).await?;
    tx.commit().await?;
    let phones = rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?)));
    phones.collect::<Result<_, sqlx::Error>>().map_err(Error::from)
}

/// The open attempts of all tenants, by state: of those that are planned or blocked, the ones that are due.
pub async fn count(db: &Db) -> Result<Vec<OpenAttempts>, Error> {
    let mut tx = db.begin_platform().await?;
    let rows = tx.run(Statement::new("select state, attempts, oldest from tenancy.count_attempts()")).await?;
    tx.commit().await?;
    let counts = rows.iter().filter_map(|row| {
        let read = || Ok((State::parse(row.try_get(0)?), row.try_get(1)?, row.try_get(2)?));
        match read() {
            Ok((state, count, oldest)) => Some(Ok(OpenAttempts { state: state?, count, oldest })),
            Err(error) => Some(Err(error)),
        }
    });
    counts.collect::<Result<_, sqlx::Error>>().map_err(Error::from)
}
