//! The change log as live updates read it: what happened since a position, and who may hear of it.
//!
//! A position is a snapshot, which says of each transaction whether its lines were seen. A number alone would skip a
//! transaction that commits late, and waiting for the oldest one that runs would let a single long transaction stop all
//! readers. A line tells which row changed, and no value: clients read the row under its policies.

#[cfg(test)]
mod model;
mod position;
mod signal;
mod snapshot;

use sqlx::Row;
use sqlx::postgres::PgRow;
use time::OffsetDateTime;
use uuid::Uuid;

pub use position::{ClientPosition, Positions};
pub use signal::{Signal, SignalKind};
pub use snapshot::{Snapshot, SnapshotError};

use crate::caller::Credential;
use crate::{Caller, Db, Error, Membership, Statement, TenantId};

/// How far a reader has followed the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogPosition {
    pub snapshot: Snapshot,
    /// A number up to which all lines were final at that snapshot.
    pub final_row: i64,
}

/// An act on a row, or many acts on rows of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveChange {
    pub tenant_id: TenantId,
    pub number: i64,
    pub transaction: u64,
    /// The table's name without its schema.
    pub table: String,
    /// `None`: it stands for many.
    pub row_id: Option<Uuid>,
    /// `insert`, `update`, `delete` (into the trash, or for good), `restore`, or `many`.
    pub operation: String,
    pub version: Option<i64>,
    /// The owner of a private row, or the conversation that the row belongs to.
    pub audience: Option<Uuid>,
    /// Whose user ids may hear of it; `None`: all members of the tenant.
    hearers: Option<Vec<Uuid>>,
}

impl LiveChange {
    /// Many acts on rows of a table.
    pub fn of_many(tenant_id: TenantId, table: &str, number: i64, transaction: u64) -> Self {
        let (table, operation) = (table.to_owned(), "many".to_owned());
        let (row_id, version, audience, hearers) = (None, None, None, None);
        Self { tenant_id, number, transaction, table, row_id, operation, version, audience, hearers }
    }

    /// Whether a member of a tenant may hear of it.
    pub fn is_for(&self, tenant: TenantId, user: Uuid) -> bool {
        self.tenant_id == tenant && self.hearers.as_ref().is_none_or(|hearers| hearers.contains(&user))
    }
}

/// What happened since a position, by number, and the position that it leads to.
#[derive(Clone, Debug)]
pub struct ChangesSince {
    pub position: LogPosition,
    pub changes: Vec<LiveChange>,
    /// There were more than were asked for, so some are missing.
    pub is_cut: bool,
}

/// What an open stream of live updates is proved by, again and again.
#[derive(Clone, Debug)]
pub struct StreamCredential {
    opener: Opener,
    pub tenant_id: TenantId,
    pub user_id: Uuid,
    /// Whether it is the user's own, and no platform admin's who acts as the user.
    pub is_own: bool,
}

#[derive(Clone, Debug)]
enum Opener {
    Token(Vec<u8>),
    Session(Uuid),
}

impl StreamCredential {
    /// That of a caller who was let into a tenant. `None` for what opens no streams: an API key.
    pub fn of(caller: &Caller, membership: &Membership) -> Option<Self> {
        let Credential::Session { proof, .. } = &caller.credential else { return None };
        let opener = match (proof.token_hash(), proof.session_id()) {
            (Some(hash), _) => Opener::Token(hash.to_vec()),
            (None, Some(session)) => Opener::Session(session),
            (None, None) => return None,
        };
        let is_own = membership.via().is_none();
        Some(Self { opener, tenant_id: membership.tenant_id(), user_id: membership.user_id(), is_own })
    }
}

impl Db {
    /// The position of a reader that begins now.
    pub async fn log_position(&self) -> Result<LogPosition, Error> {
        let rows =
            self.run_on_platform(Statement::new("select snapshot, final_row from tenancy.log_position()")).await?;
        read_position(rows.first().ok_or(sqlx::Error::RowNotFound)?)
    }

    /// What tells this database from the one that it was restored from, where transactions have other numbers.
    pub async fn log_epoch(&self) -> Result<String, Error> {
        let rows = self.run_on_platform(Statement::new("select tenancy.log_epoch()")).await?;
        Ok(rows.first().ok_or(sqlx::Error::RowNotFound)?.try_get(0)?)
    }

    /// What happened since a position, in one tenant or in all, at most `most` lines of the log.
    pub async fn changes_since(
        &self,
        position: &LogPosition,
        tenant: Option<TenantId>,
        most: i32,
    ) -> Result<ChangesSince, Error> {
        let mut sql = Statement::new(
            "select snapshot, final_row, tenant_id, id, transaction_id, table_name, row_id, operation, row_version,
               audience, hearers, lines from tenancy.changes_since(",
        );
        sql.bind(position.snapshot.to_string()).push(", ").bind(position.final_row).push(", ").bind(tenant);
        sql.push(", ").bind(most).push(")");
        read_changes(&self.run_on_platform(sql).await?, most)
    }

    /// Which of these streams have to end, by their places: their credential or their membership has ended. `idle_since`:
    /// a session that was last used then or earlier has ended.
    pub async fn ended_streams(
        &self,
        streams: &[StreamCredential],
        now: OffsetDateTime,
        idle_since: OffsetDateTime,
    ) -> Result<Vec<usize>, Error> {
        if streams.is_empty() {
            return Ok(Vec::new());
        }
        let (mut tokens, mut sessions) = (Vec::new(), Vec::new());
        for stream in streams {
            let (token, session) = match &stream.opener {
                Opener::Token(hash) => (Some(hash.clone()), None),
                Opener::Session(id) => (None, Some(*id)),
            };
            tokens.push(token);
            sessions.push(session);
        }
        let tenants: Vec<_> = streams.iter().map(|stream| stream.tenant_id.0).collect();
        let users: Vec<_> = streams.iter().map(|stream| stream.user_id).collect();
        let mut sql = Statement::new("select * from tenancy.ended_streams(");
        sql.bind(tokens).push(", ").bind(sessions).push(", ").bind(tenants).push(", ").bind(users);
        sql.push(", ").bind(now).push(", ").bind(idle_since).push(")");
        let rows = self.run_on_platform(sql).await?;
        let places = rows.iter().map(|row| row.try_get::<i64, _>(0)).collect::<Result<Vec<_>, _>>()?;
        Ok(places.into_iter().filter_map(|place| usize::try_from(place - 1).ok()).collect())
    }
}

/// What a statement told that asked for at most `most` lines of the log.
fn read_changes(rows: &[PgRow], most: i32) -> Result<ChangesSince, Error> {
    let position = read_position(rows.first().ok_or(sqlx::Error::RowNotFound)?)?;
    let (mut changes, mut lines) = (Vec::with_capacity(rows.len()), 0);
    for row in rows {
        // The one row of a position where nothing happened carries that alone.
        let Some(of_row) = row.try_get::<Option<i64>, _>(11)? else { break };
        lines += of_row;
        changes.push(read_change(row)?);
    }
    Ok(ChangesSince { position, changes, is_cut: lines >= i64::from(most) })
}

fn read_position(row: &PgRow) -> Result<LogPosition, Error> {
    let snapshot: &str = row.try_get(0)?;
    Ok(LogPosition { snapshot: decoded(snapshot.parse())?, final_row: row.try_get(1)? })
}

fn read_change(row: &PgRow) -> Result<LiveChange, Error> {
    let transaction: &str = row.try_get(4)?;
    Ok(LiveChange {
        tenant_id: row.try_get(2)?,
        number: row.try_get(3)?,
        transaction: decoded(transaction.parse())?,
        table: row.try_get(5)?,
        row_id: row.try_get(6)?,
        operation: row.try_get(7)?,
        version: row.try_get(8)?,
        audience: row.try_get(9)?,
        hearers: row.try_get(10)?,
    })
}

/// What the database itself wrote is read, or is a fault of ours.
fn decoded<T, E: std::error::Error + Send + Sync + 'static>(read: Result<T, E>) -> Result<T, Error> {
    read.map_err(|error| sqlx::Error::Decode(Box::new(error)).into())
}
