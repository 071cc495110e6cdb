//! The change log under seal; see [`auth::seals`].

use std::collections::HashSet;

use auth::seals::{self, Anchor, AuditKey, Fault, Log, Report};
use auth::{StoreError, sealed_log};

use crate::Db;
use crate::migrate::MIGRATOR;

/// The change log. `bulkhead_platform` seals it by the digests of its rows, and doesn't see the rows.
pub static CHANGES: Log = sealed_log!(
    "tenancy.changes",
    "tenancy.seals",
    "select tenancy.last_change()",
    "select number, digest from tenancy.change_digests($1, $2, $3)"
);

/// Compares the change log with its seals, and with those kept elsewhere.
pub async fn verify(db: &Db, key: &AuditKey, since: &[Anchor]) -> Result<Report, StoreError> {
    let digests = digests_are_ours(db).await?;
    let mut report = seals::verify(&CHANGES, key, db.platform(), since).await?;
    excuse_removed_tenants(db, &mut report.faults).await?;
    if !digests {
        report.faults.insert(0, Fault::Function("tenancy.change_digests"));
    }
    Ok(report)
}

/// Takes out the rows that went with their tenants, as `tenancy.purge` wrote down. A tenant that is still there excuses none.
async fn excuse_removed_tenants(db: &Db, faults: &mut Vec<Fault>) -> Result<(), StoreError> {
    let deleted: Vec<i64> = faults
        .iter()
        .filter_map(|fault| if let Fault::RowDeleted { row, .. } = fault { Some(*row) } else { None })
        .collect();
    if deleted.is_empty() {
        return Ok(());
    }
    let mut lease = db.platform().lease().await?;
    let removed = sqlx::query_scalar!(
        r#"select deleted.row as "row!" from unnest($1::bigint[]) deleted (row)
           where exists (
             select from tenancy.purges p where p.changes @> deleted.row
               and not exists (select from tenancy.tenants t where t.id = p.tenant_id))"#,
        &deleted
    )
    .fetch_all(&mut lease)
    .await?;
    lease.give_back();
    let removed: HashSet<i64> = removed.into_iter().collect();
    faults.retain(|fault| !matches!(fault, Fault::RowDeleted { row, .. } if removed.contains(row)));
    Ok(())
}

/// Whether the function that makes the digests is one that a migration made: its owner could have another one answer
/// what the rows once were.
async fn digests_are_ours(db: &Db) -> Result<bool, StoreError> {
    let mut lease = db.platform().lease().await?;
    let body: String = sqlx::query_scalar(
        "select prosrc from pg_proc where oid = 'tenancy.change_digests'::regproc and prosqlbody is null",
    )
    .fetch_optional(&mut lease)
    .await?
    .unwrap_or_default();
    lease.give_back();
    Ok(!body.is_empty() && MIGRATOR.iter().any(|migration| migration.sql.as_str().contains(&body)))
}
