//! `sql/functions/` has the present text of each function: the last in `migrations/`, and that of a migrated database.
#![expect(clippy::disallowed_types, reason = "the statements are those of the files")]

mod migrations;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tenancy::testing::TestDb;

/// The text of each file of `sql/functions/`, by its name without `.sql`.
type Files = BTreeMap<String, String>;

#[tokio::test]
async fn each_function_has_the_last_text_of_the_migrations_in_a_file_of_its_own() {
    let test = TestDb::new().await;
    let fresh = migrations::files(&grants(&test).await);
    if std::env::var_os("FUNCTIONS_FILL").is_some() {
        write(&fresh);
    }
    let written = read();
    let names: BTreeSet<_> = fresh.keys().chain(written.keys()).collect();
    let stale: Vec<_> = names.into_iter().filter(|name| fresh.get(*name) != written.get(*name)).collect();
    assert!(
        stale.is_empty(),
        "sql/functions isn't what the migrations make of {stale:?}; `just functions-fill` renews it"
    );
}

#[tokio::test]
async fn the_files_make_the_functions_of_the_migrated_database() {
    assert_eq!(differences(&TestDb::new().await, &read()).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_file_that_differs_from_the_database_is_noticed() {
    let named = ["tenancy.rank(text)"];
    let changes: [(&str, &str); 3] =
        [("then 2", "then 3"), ("to bulkhead_app", "to bulkhead_auth"), ("immutable", "stable")];
    for (from, to) in changes {
        let mut files = read();
        let text = files["tenancy.rank"].replace(from, to);
        assert_ne!(text, files["tenancy.rank"]);
        files.insert("tenancy.rank".to_owned(), text);
        assert_eq!(differences(&TestDb::new().await, &files).await, named, "{to}");
    }
    let mut files = read();
    let text = files.remove("tenancy.rank").unwrap();
    assert_eq!(differences(&TestDb::new().await, &files).await, named);
    let former = text.replace("tenancy.rank", "tenancy.former_rank");
    files.extend([("tenancy.rank".to_owned(), text), ("tenancy.former_rank".to_owned(), former)]);
    assert_eq!(differences(&TestDb::new().await, &files).await, ["tenancy.former_rank(text)"]);
}

/// The functions that the database and these files make differently: another text or way to run, another caller, no
/// file, or no migration.
async fn differences(test: &TestDb, files: &Files) -> Vec<String> {
    let before = functions(&mut test.connect("postgres").await).await;
    test.superuser(
        "revoke execute on all functions in schema auth, tenancy, app
           from bulkhead_auth, bulkhead_app, bulkhead_platform",
    )
    .await;
    let mut owner = test.connect("bulkhead_owner").await;
    let mut made = owner.begin().await.unwrap();
    for text in files.values() {
        sqlx::raw_sql(AssertSqlSafe(text.clone())).execute(&mut *made).await.unwrap();
    }
    let after = functions(&mut made).await;
    let untouched: Vec<String> = sqlx::query_scalar(
        "select p.oid::regprocedure::text from pg_proc p
         where p.pronamespace in ('auth'::regnamespace, 'tenancy'::regnamespace, 'app'::regnamespace)
           and p.xmin <> pg_current_xact_id()::xid",
    )
    .fetch_all(&mut *made)
    .await
    .unwrap();
    let signatures: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let differs =
        |signature: &&String| before.get(*signature) != after.get(*signature) || untouched.contains(signature);
    signatures.into_iter().filter(differs).cloned().collect()
}

/// What each function is, and which roles may call it, by its signature.
async fn functions(session: &mut PgConnection) -> BTreeMap<String, (String, String, Option<Vec<String>>)> {
    let rows: Vec<(String, String, String, Option<Vec<String>>)> = sqlx::query_as(
        "select p.oid::regprocedure::text, pg_get_functiondef(p.oid), p.proowner::regrole::text,
           array(select a::text from unnest(p.proacl) a order by a::text)
         from pg_proc p where p.pronamespace in ('auth'::regnamespace, 'tenancy'::regnamespace, 'app'::regnamespace)",
    )
    .fetch_all(session)
    .await
    .unwrap();
    rows.into_iter().map(|(signature, text, owner, callers)| (signature, (text, owner, callers))).collect()
}

/// The grants of each function, by its name without the arguments.
async fn grants(test: &TestDb) -> BTreeMap<String, Vec<String>> {
    let rows: Vec<(String, String, String)> = sqlx::query_as(
        "select format('%s.%s', p.pronamespace::regnamespace, p.proname),
           replace(oidvectortypes(p.proargtypes), 'timestamp with time zone', 'timestamptz'),
           string_agg(g.grantee::regrole::text, ', '
             order by array_position('{bulkhead_auth,bulkhead_app,bulkhead_platform}', g.grantee::regrole::text))
         from pg_proc p cross join aclexplode(p.proacl) g
         where p.pronamespace in ('auth'::regnamespace, 'tenancy'::regnamespace, 'app'::regnamespace)
           and g.grantee <> p.proowner
         group by p.oid order by p.oid::regprocedure::text",
    )
    .fetch_all(&mut test.connect("postgres").await)
    .await
    .unwrap();
    let mut grants = BTreeMap::<String, Vec<String>>::new();
    for (name, arguments, roles) in rows {
        grants.entry(name.clone()).or_default().push(migrations::grant(&name, &arguments, &roles));
    }
    grants
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../sql/functions")
}

fn read() -> Files {
    let entries = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    entries
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect()
}

fn write(files: &Files) {
    for name in read().keys().filter(|name| !files.contains_key(*name)) {
        std::fs::remove_file(folder().join(format!("{name}.sql"))).unwrap();
    }
    for (name, text) in files {
        std::fs::write(folder().join(format!("{name}.sql")), text).unwrap();
    }
}
