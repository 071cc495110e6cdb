use std::collections::BTreeMap;
use std::fmt;

use domain::trash::{self, Failure};
use tenancy::Error;

use super::Foundation;
use base::causes;

/// Empties the trash of all tenants. Returns how many rows went.
pub(super) async fn empty(on: &Foundation, days: i32) -> Result<u64, EmptyTrashError> {
    let run_id = || on.auth.random.uuid_v7(on.now());
    let mut failed = BTreeMap::new();
    let note = |failure: &Failure| {
        on.shared.metrics.trash_failures.inc();
        let Failure { tenant_id, table, error } = failure;
        let tenants = failed.entry(*table).or_insert(0_u64);
        *tenants += 1;
        // What is wrong with a table is wrong in every tenant: one line will do.
        if *tenants == 1 {
            let error = causes::describe(error);
            tracing::warn!(tenant.id = %tenant_id, table.name = table, ?error, "could not empty the trash");
        }
    };
    let rows = trash::empty(&on.jobs, days, run_id, note).await?;
    if failed.is_empty() { Ok(rows) } else { Err(EmptyTrashError::Tables(Tables(failed))) }
}

/// Why the trash isn't empty.
#[derive(Debug, thiserror::Error)]
pub(super) enum EmptyTrashError {
    #[error(transparent)]
    Ended(#[from] Error),
    #[error("could not empty the trash of {0}")]
    Tables(Tables),
}

/// In how many tenants it wasn't emptied, by table.
#[derive(Debug)]
pub(super) struct Tables(BTreeMap<&'static str, u64>);

impl fmt::Display for Tables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (table, tenants)) in self.0.iter().enumerate() {
            let separator = if place == 0 { "" } else { ", " };
            let noun = if *tenants == 1 { "tenant" } else { "tenants" };
            write!(f, "{separator}{table} in {tenants} {noun}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_that_failed_are_named_with_the_number_of_tenants() {
        let error = EmptyTrashError::Tables(Tables(BTreeMap::from([("app.leads", 2), ("app.contacts", 1)])));
        assert_eq!(error.to_string(), "could not empty the trash of app.contacts in 1 tenant, app.leads in 2 tenants");
    }
}
