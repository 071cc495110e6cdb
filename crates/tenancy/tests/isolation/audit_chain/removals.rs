//! What a log keeps of what was deleted, and what goes with a tenant.

use base::audit_chain::Fault;

use super::{Case, rows};

#[tokio::test]
async fn aud_2_what_is_deleted_leaves_its_lines_under_seal() {
    let (case, _) = Case::linked().await;
    case.test
        .superuser(
            "select set_config('app.tenant_id', id::text, false) from tenancy.tenants where slug = 'two';
             delete from tenancy.tenants where slug = 'two'",
        )
        .await;
    assert_eq!(rows(&case.add_links().await), [2]);
    let report = case.report(&[]).await;
    assert_eq!((report.faults, report.rows, report.unlinked), (vec![], 8, 0));
}

#[tokio::test]
async fn aud_2_what_a_removed_tenant_took_along_is_no_fault_and_excuses_no_other() {
    let (case, last) = Case::linked().await;
    let over = "update tenancy.tenants set deleted_at = now() - interval '31 days' where slug = 'two'";
    case.test.superuser(over).await;
    assert_eq!(case.test.db(1).purge_closed_tenants().await.unwrap(), 1);
    case.add_links().await;
    assert_eq!(case.report(&[]).await.faults, []);
    // Recording the rows of an existing tenant as purged doesn't hide that they were deleted.
    let (row, link) = (last, 3);
    let faults = case
        .after(&format!(
            "insert into tenancy.purges (tenant_id, changes)
               select tenant_id, int8multirange(int8range({row}, {row}, '[]')) from tenancy.changes where id = {row};
             delete from tenancy.changes where id = {row}"
        ))
        .await;
    assert_eq!(faults, [Fault::RowDeleted { row, link }]);
}
