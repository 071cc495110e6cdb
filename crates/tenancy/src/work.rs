use crate::{Db, Error, TenantRequest, TenantTx};

/// A write in a tenant: a unit of work of its own, or a part of one that does more (and keeps the response for a retry).
pub enum Work<'a> {
    Alone { db: &'a Db, request: &'a TenantRequest },
    Within(&'a mut TenantTx),
}

impl Work<'_> {
    /// Acts in a transaction: one of its own, committed if the act succeeds and rolled back if it doesn't, or the one
    /// that this is a part of.
    pub async fn run<T, E: From<Error>>(self, act: impl AsyncFnOnce(&mut TenantTx) -> Result<T, E>) -> Result<T, E> {
        match self {
            Self::Within(tx) => act(tx).await,
            Self::Alone { db, request } => {
                let mut tx = db.begin(request).await?;
                match act(&mut tx).await {
                    Ok(done) => {
                        tx.commit().await?;
                        Ok(done)
                    }
                    Err(error) => {
                        // A connection that can't roll back closes, which rolls back as well.
                        tx.rollback().await.ok();
                        Err(error)
                    }
                }
            }
        }
    }
}
