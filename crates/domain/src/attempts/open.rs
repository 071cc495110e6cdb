//! Which attempts of all tenants want something: ids and numbers alone.

use sqlx::Row;
use tenancy::{Db, Error, Statement, TenantId};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Kind, State};

/// A phone's requests of one kind, which leave one after the other at the phone's rate, or a tenant's e-mails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Queue {
    pub tenant_id: TenantId,
    /// None for e-mails.
    pub phone_id: Option<Uuid>,
    pub kind: Kind,
}

/// How many attempts of all tenants are in a state, and since when the oldest is due.
#[derive(Clone, Copy, Debug)]
pub struct OpenAttempts {
    pub state: State,
    pub count: i64,
    pub oldest: Option<OffsetDateTime>,
}

/// The queues of phones with attempts that are due, in the order of tenants: at most `most` of those after a phone of a tenant.
/// Suspended and closed tenants have none.
pub async fn due(db: &Db, after: Option<(TenantId, Uuid)>, most: i32) -> Result<Vec<Queue>, Error> {
    let (tenant, phone) = after.map_or((Uuid::nil(), Uuid::nil()), |(tenant, phone)| (tenant.0, phone));
    let mut sql = Statement::new("select tenant_id, phone_id, kind from tenancy.due_attempts(");
    sql.bind(tenant).push(", ").bind(phone).push(", ").bind(most).push(")");
    let mut tx = db.begin_platform().await?;
    let rows = tx.run(sql).await?;
    tx.commit().await?;
    let queues = rows.iter().filter_map(|row| {
        let queue = || Ok((row.try_get(0)?, row.try_get(1)?, Kind::parse(row.try_get(2)?)));
        match queue() {
            Ok((tenant_id, phone_id, kind)) => Some(Ok(Queue { tenant_id, phone_id, kind: kind? })),
            Err(error) => Some(Err(error)),
        }
    });
    queues.collect::<Result<_, sqlx::Error>>().map_err(Error::from)
}

/// The tenants with e-mails that are due, in their order: at most `most` of those after one. Suspended and closed tenants
/// have none.
pub async fn due_emails(db: &Db, after: Option<TenantId>, most: i32) -> Result<Vec<Queue>, Error> {
    let mut sql = Statement::new("select tenant_id from tenancy.due_emails(");
    sql.bind(after.map_or(Uuid::nil(), |tenant| tenant.0)).push(", ").bind(most).push(")");
    let mut tx = db.begin_platform().await?;
    let rows = tx.run(sql).await?;
    tx.commit().await?;
    let queues = rows.iter().map(|row| Ok(Queue { tenant_id: row.try_get(0)?, phone_id: None, kind: Kind::Email }));
    queues.collect::<Result<_, sqlx::Error>>().map_err(Error::from)
}

/// The phones with attempts whose time is over or which are in doubt, and the tenants with such e-mails, which no phone
/// stands for: at most `most`.
pub async fn stale(db: &Db, most: i32) -> Result<Vec<(TenantId, Option<Uuid>)>, Error> {
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
