use std::fmt;

use auth::outbox::{self, Invitation, InvitationLimits, MessageLimit};
use auth::{Auth, EmailAddress, Transaction};
use sqlx::Executor;
use sqlx::postgres::PgRow;

use crate::{Db, Error, Statement};

/// A transaction of the platform, inside no tenant: it writes the catalogue, and what platform admins do to tenants.
/// Dropped without [`PlatformTx::commit`], it is rolled back.
pub struct PlatformTx {
    transaction: Transaction,
}

impl Db {
    /// Opens a unit of work of the platform's.
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
