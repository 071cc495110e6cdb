//! What the server's roles may do to the logs and their seals.

use tenancy::testing::TestDb;

#[tokio::test]
async fn aud_2_the_server_puts_nothing_into_a_log_but_what_happened() {
    let test = TestDb::new().await;
    let (tenant, owner) = test.tenant("one").await;
    for (role, sql) in [
        (
            "bulkhead_app",
            "insert into tenancy.changes (tenant_id, table_name, row_id, operation, fields) values ($1::uuid, 'leads', $2::uuid, 'delete', '{}')",
        ),
        (
            "bulkhead_platform",
            "insert into tenancy.changes (tenant_id, table_name, row_id, operation, fields) values ($1::uuid, 'leads', $2::uuid, 'delete', '{}')",
        ),
        (
            "bulkhead_auth",
            "insert into auth.events (id, at, kind, outcome, transaction_id) values ($1::uuid, now(), $2, 'success', '1')",
        ),
        (
            "bulkhead_auth",
            "insert into auth.events (id, at, kind, outcome, number) overriding system value values ($1::uuid, now(), $2, 'success', 1)",
        ),
        ("bulkhead_app", "select $1 || $2 || number from tenancy.chain_links"),
        ("bulkhead_app", "select $1 || $2 || number from tenancy.change_digests(0, 1, 1)"),
        ("bulkhead_platform", "update tenancy.chain_links set last_row = 0 where $1 < $2"),
        ("bulkhead_platform", "delete from tenancy.chain_links where $1 < $2"),
        ("bulkhead_auth", "delete from auth.chain_links where $1 < $2"),
    ] {
        let mut session = test.connect_within(role, tenant, owner).await;
        let refused =
            sqlx::query(sql).bind(tenant.to_string()).bind(owner.to_string()).execute(&mut session).await.unwrap_err();
        let code = refused.as_database_error().and_then(|error| error.code().map(std::borrow::Cow::into_owned));
        assert_eq!(code.as_deref(), Some("42501"), "{role}: {sql}: {refused}");
    }
}
