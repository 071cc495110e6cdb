//! The audit chain of the change log; see [`base::audit_chain`].

use std::collections::HashSet;

use auth::StoreError;
use base::audit_chain::{self, Anchor, AuditKey, ChainedLog, Fault, Report};
use base::chained_log;

use crate::Db;
use crate::migrate::MIGRATOR;

/// The change log. `bulkhead_platform` adds its links from the digests of the rows, which it can't read.
pub static CHANGES: ChainedLog = chained_log!(
    "tenancy.changes",
    "tenancy.chain_links",
    "select tenancy.last_change()",
    "select number, digest from tenancy.change_digests($1, $2, $3)"
);

/// Compares the change log with its links, and the links with anchors that were kept elsewhere. After each link,
/// `so_far` is told the report up to there.
pub async fn verify(
    db: &Db,
    key: &AuditKey,
    since: &[Anchor],
    so_far: &mut (dyn FnMut(&Report) + Send),
) -> Result<Report, StoreError> {
    let digests = digests_are_ours(db).await?;
    let mut report = audit_chain::verify(&CHANGES, key, db.platform(), since, so_far).await?;
    excuse_removed_tenants(db, &mut report.faults).await?;
    if !digests {
        report.faults.insert(0, Fault::Function("tenancy.change_digests"));
    }
    Ok(report)
}

/// Drops the faults of rows that `tenancy.purge` deleted with their tenant, as it recorded. Rows of an existing tenant
/// stay faults.
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

/// Whether the function that computes the digests is the one of a migration. Its owner could replace it by one that
/// returns the former digests of altered rows.
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
