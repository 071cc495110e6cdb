//! What doctor only warns about: what Postgres lets every role do, where sql/roles.sql couldn't take it away.

use sqlx::Executor;
use tenancy::doctor::Fault;
use tenancy::migrate::ROLES;
use tenancy::testing::TestDb;

use crate::doctor::{lines, pools};

const RUNTIME: [&str; 3] = ["bulkhead_auth", "bulkhead_app", "bulkhead_platform"];

/// The faults that a server serves over, as doctor prints them, but for the release of Postgres.
pub fn warnings(faults: &[Fault]) -> Vec<String> {
    let warned = faults.iter().filter(|fault| !fault.forbids_serving() && fault.check != "server");
    warned.map(Fault::to_string).collect()
}

/// Those of a database that has no others.
async fn warned(test: &TestDb) -> Vec<String> {
    let faults = pools(test).examine().await;
    assert_eq!(lines(&faults), Vec::<String>::new());
    warnings(&faults)
}

#[tokio::test]
async fn dbr_6_a_runtime_role_makes_no_large_object_and_takes_no_lock_that_outlives_its_work() {
    let test = TestDb::new().await;
    let statements = [
        "select lo_create(0)",
        "select lo_creat(-1)",
        "select lo_from_bytea(0, 'x')",
        "select pg_advisory_lock(1)",
        "select pg_advisory_lock(1, 2)",
        "select pg_advisory_lock_shared(1)",
        "select pg_try_advisory_lock(1)",
        "select pg_try_advisory_lock_shared(1, 2)",
        "select pg_advisory_xact_lock(1)",
        "select pg_try_advisory_xact_lock_shared(1)",
        "select pg_terminate_backend(1)",
        "select pg_cancel_backend(1)",
    ];
    for role in RUNTIME {
        let mut session = test.connect(role).await;
        for sql in statements {
            let refusal = session.execute(sql).await.expect_err(sql).into_database_error().unwrap();
            assert_eq!(refusal.code().as_deref(), Some("42501"), "{role}: {sql}: {refusal}");
        }
    }
    let mut app = test.connect("bulkhead_app").await;
    assert!(app.execute("select pg_try_advisory_xact_lock(1)").await.is_err());
    assert_eq!(warned(&test).await, Vec::<String>::new());
}

#[tokio::test]
async fn dbr_6_what_a_runtime_role_may_take_from_others_is_warned_about() {
    let test = TestDb::new().await;
    for (seed, undo, expected) in [
        (
            "grant execute on function lo_create(oid) to bulkhead_app",
            "revoke execute on function lo_create(oid) from bulkhead_app",
            "bulkhead_app: may make large objects, which no policy binds: run sql/roles.sql as a superuser (lo_create(oid))",
        ),
        (
            "grant execute on function pg_try_advisory_xact_lock(bigint) to bulkhead_app",
            "revoke execute on function pg_try_advisory_xact_lock(bigint) from bulkhead_app",
            "bulkhead_app: may take advisory locks without end: run sql/roles.sql as a superuser (pg_try_advisory_xact_lock(bigint))",
        ),
        (
            "grant execute on function pg_terminate_backend(integer, bigint) to bulkhead_platform",
            "revoke execute on function pg_terminate_backend(integer, bigint) from bulkhead_platform",
            "bulkhead_platform: may end other sessions of its own: run sql/roles.sql as a superuser (pg_terminate_backend(integer,bigint))",
        ),
    ] {
        test.superuser(seed).await;
        assert_eq!(warned(&test).await, [expected]);
        test.superuser(undo).await;
    }
}

#[tokio::test]
async fn dbr_6_a_setting_that_a_role_gives_itself_is_warned_about() {
    let test = TestDb::new().await;
    let database = test.name();
    for role in RUNTIME {
        let alter =
            |what: &str| format!("set role {role}; alter role current_user in database {database} {what}; reset role");
        test.superuser(&alter("set work_mem = '2GB'")).await;
        let expected = format!(
            "role {role}: has work_mem = 2GB in database {database}, which sql/roles.sql doesn't set: \
             alter role {role} in database {database} reset work_mem"
        );
        assert_eq!(warned(&test).await, [expected]);
        test.superuser(&alter("reset work_mem")).await;
    }
    assert_eq!(warned(&test).await, Vec::<String>::new());
}

/// The part of `sql/roles.sql` that takes functions from public.
fn revoke() -> String {
    let (_, part) = ROLES.split_once("-- Built-in functions").unwrap();
    let (_, block) = part.split_once("\ndo $$").unwrap();
    format!("do $${block}")
}

/// As on a managed Postgres, where nothing of `pg_catalog` can be revoked.
#[tokio::test]
async fn dbr_6_what_cannot_be_revoked_fails_nothing_and_is_warned_about() {
    let test = TestDb::new().await;
    for signature in ["lo_create(oid)", "pg_advisory_lock(bigint)", "pg_cancel_backend(integer)"] {
        test.superuser(&format!("grant execute on function {signature} to public")).await;
    }
    test.superuser(&format!("set role bulkhead_owner; {} reset role", revoke())).await;
    let found = warned(&test).await;
    assert_eq!(found.len(), RUNTIME.len() * 3, "{found:#?}");
    test.superuser(&revoke()).await;
    assert_eq!(warned(&test).await, Vec::<String>::new());
}
