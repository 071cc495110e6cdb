use tenancy::{Db, TenantRequest, TenantTx};

use super::{Error, Resource};

/// Acts on rows of the resource in a unit of work of its own, and commits that. A refusal keeps the connection; a
/// failure costs it.
pub(crate) async fn run<T>(
    db: &Db,
    request: &TenantRequest,
    resource: &Resource,
    act: impl AsyncFnOnce(&mut TenantTx) -> Result<T, Error>,
) -> Result<T, Error> {
    let mut tx = db.begin(request).await?;
    let done = act(&mut tx).await;
    match &done {
        Ok(_) => {
            tx.commit().await.map_err(|error| resource.refusal(error))?;
        }
        Err(Error::Tenancy(_)) => {}
        Err(_) => tx.rollback().await?,
    }
    done
}
