//! What functions do: the digests that doctor knows are those of the migrations, and any other function is refused.
#![expect(clippy::disallowed_types, reason = "the statement is the check's own, and ends otherwise")]

use std::path::PathBuf;

use sqlx::AssertSqlSafe;
use tenancy::testing::TestDb;

use crate::doctor::{lines, pools, refuses};

/// What stands before the digests in the check, and after them.
const AROUND: [&str; 2] = [", made (signature, digest) as (\n  values\n", "\n)\n"];

const CHANGED: &str = "is not as this build's migrations make it";

#[tokio::test]
async fn the_digests_that_doctor_knows_are_those_of_the_migrations() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../sql/doctor/bodies.sql");
    let check = std::fs::read_to_string(&path).unwrap();
    let (found, rest) = check.split_once(AROUND[0]).unwrap();
    let (_, comparison) = rest.split_once(AROUND[1]).unwrap();

    let test = TestDb::new().await;
    let query = format!("{found} select signature, digest from found order by signature collate \"C\"");
    let functions: Vec<(String, String)> = sqlx::query_as(AssertSqlSafe(query))
        .fetch_all(&mut test.connect("postgres").await)
        .await
        .expect("every function has a text, in $$");
    let made: Vec<_> = functions.iter().map(|(signature, digest)| format!("    ('{signature}', '{digest}')")).collect();
    let fresh = [found, AROUND[0], &made.join(",\n"), AROUND[1], comparison].concat();
    if std::env::var_os("BODIES_FILL").is_some() {
        std::fs::write(&path, &fresh).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(written == fresh, "sql/doctor/bodies.sql is not what the migrations make; `just bodies-fill` renews it");
}

#[tokio::test]
async fn dbr_4_a_function_of_another_text_is_refused() {
    refuses(
        "do $$ begin
           execute replace(pg_get_functiondef('tenancy.rank'::regproc), '''member'' then 2', '''member'' then 3');
         end $$",
        &format!("function tenancy.rank(text): {CHANGED}"),
    )
    .await;
}

#[tokio::test]
async fn dbr_4_a_definer_function_that_asks_for_less_is_refused() {
    refuses(
        "do $$ begin
           execute replace(pg_get_functiondef('tenancy.owners_of_trash'::regproc), 'tenant is distinct from', 'tenant <>');
         end $$",
        &format!("function tenancy.owners_of_trash(text,uuid,integer): {CHANGED}"),
    )
    .await;
}

#[tokio::test]
async fn dbr_4_a_function_that_runs_in_another_way_is_refused() {
    for way in
        ["volatile", "security definer", "strict", "parallel safe", "set search_path = public", "set work_mem = '1GB'"]
    {
        refuses(
            &format!("alter function tenancy.rank(text) {way}"),
            &format!("function tenancy.rank(text): {CHANGED}"),
        )
        .await;
    }
    refuses(
        "alter function tenancy.tenant_of_slug(text) security invoker",
        &format!("function tenancy.tenant_of_slug(text): {CHANGED}"),
    )
    .await;
}

#[tokio::test]
async fn dbr_4_a_function_of_no_migration_is_refused() {
    let expected = "function app.helper(): is made by no migration of this build";
    let revoked =
        "revoke execute on function app.helper() from public; alter function app.helper() owner to bulkhead_owner";
    refuses(&format!("create function app.helper() returns integer language sql as 'select 1'; {revoked}"), expected)
        .await;
    let overload = "create function tenancy.rank(role varchar) returns integer language sql as 'select 4'";
    refuses(overload, "function tenancy.rank(character varying): is made by no migration of this build").await;
}

#[tokio::test]
async fn a_missing_function_is_refused() {
    refuses("drop function tenancy.purge(uuid)", "function tenancy.purge(uuid): is missing: find out who dropped it")
        .await;
}

/// The text of such a body is what its release of Postgres makes of it.
#[tokio::test]
async fn a_body_that_cannot_be_compared_is_refused() {
    refuses(
        "create or replace function tenancy.rank(role text) returns integer language sql immutable begin atomic; select 4; end",
        "function tenancy.rank(text): has a body of `begin atomic`",
    )
    .await;
}

#[tokio::test]
async fn the_functions_of_an_extension_are_its_own() {
    let test = TestDb::new().await;
    test.superuser(
        "create function app.helper() returns integer language sql as 'select 1';
         alter extension plpgsql add function app.helper()",
    )
    .await;
    assert_eq!(lines(&pools(&test).examine().await), Vec::<String>::new());
}

#[tokio::test]
async fn where_the_sessions_look_for_names_makes_no_fault() {
    let test = TestDb::new().await;
    test.superuser(&format!("alter database {} set search_path = tenancy, auth, app", test.name())).await;
    assert_eq!(lines(&pools(&test).examine().await), Vec::<String>::new());
}
