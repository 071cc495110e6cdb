use std::fmt;

use auth::outbox::{self, Invitation, InvitationLimits, MessageLimit};
use auth::{Auth, EmailAddress};
use base::Transaction;
use sqlx::postgres::PgRow;
use sqlx::{Executor, Row};

use crate::platform::{Actor, PlatformCaller};
use crate::{Db, Error, Statement};

/// A transaction of the platform, inside no tenant: it writes the catalogue, and what platform admins do to tenants.
/// Dropped without [`PlatformTx::commit`], it is rolled back.
pub struct PlatformTx {
    transaction: Transaction,
}

impl Db {
    /// Opens a unit of work for a platform admin, who is proved in it.
    pub(crate) async fn begin_platform_as(&self, caller: &PlatformCaller) -> Result<(PlatformTx, Actor), Error> {
        let mut tx = self.begin_platform().await?;
        let mut sql = Statement::new("select auth.platform_admin_of_session(");
        sql.bind(caller.proof.token_hash()).push(", ").bind(caller.proof.session_id());
        sql.push(", ").bind(caller.proof.now()).push(", ").bind(caller.proof.idle_since());
        sql.push(", ").bind(caller.proved_since).push(", ").bind(caller.hold).push(")");
        match tx.run(sql).await {
            Ok(rows) => {
                let user_id = rows.first().ok_or(sqlx::Error::RowNotFound)?.try_get(0)?;
                Ok((tx, Actor { user_id, request_id: caller.request_id }))
            }
            Err(refused) if refused.is_refusal() => {
                tx.transaction.rollback().await?;
                Err(refused)
            }
            Err(error) => Err(error),
        }
    }

    /// Opens a unit of work of the platform's own, for chores and commands: no request has this.
    pub async fn begin_platform(&self) -> Result<PlatformTx, Error> {
        Ok(PlatformTx { transaction: Transaction::begin(self.platform()).await? })
    }
}

impl PlatformTx {
    /// Runs a statement that was put together at run time.
    pub async fn run(&mut self, statement: Statement) -> Result<Vec<PgRow>, Error> {
        Ok(self.transaction.fetch_all(statement.finish()?).await?)
    }

    /// Puts an invitation down, which is sent when the transaction commits, unless its address has had too many.
    pub async fn send_invitation(
        &mut self,
        auth: &Auth,
        to: &EmailAddress,
        invitation: Invitation,
    ) -> Result<Result<(), MessageLimit>, Error> {
        let limits = InvitationLimits::OfAddress;
        let admitted = match outbox::admit_invitation(&mut self.transaction, auth, to, limits).await? {
            Ok(admitted) => admitted,
            Err(limit) => return Ok(Err(limit)),
        };
        outbox::send(&mut self.transaction, auth, admitted, invitation).await?;
        Ok(Ok(()))
    }

    /// Undoes everything, and keeps the connection.
    pub async fn rollback(self) -> Result<(), Error> {
        Ok(self.transaction.rollback().await?)
    }

    /// The transaction itself, for checked queries.
    pub(crate) fn transaction(&mut self) -> &mut Transaction {
        &mut self.transaction
    }

    /// Commits. An error means that nothing is known to be stored.
    pub async fn commit(self) -> Result<(), Error> {
        Ok(self.transaction.commit().await?)
    }
}

impl fmt::Debug for PlatformTx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PlatformTx").finish_non_exhaustive()
    }
}
