//! What a database holds, boiled down for comparison: every table, as the superuser sees it.

#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "the tables come from the catalogue")]

use std::collections::BTreeMap;

use sqlx::{AssertSqlSafe, Row};
use tenancy::testing::TestDb;
use uuid::Uuid;

/// A digest of each table.
pub type Digest = BTreeMap<String, String>;

/// All rows of a tenant, in every table of the schemas `tenancy` and `app` that has tenants, but for the times at which
/// background work looks at the numbers of phones, and notes that streams are open.
pub async fn of_tenant(db: &TestDb, tenant: Uuid) -> Digest {
    let tables = "has_tenants and schema in ('tenancy', 'app')
      and (schema, name) not in (('app', 'number_audits'), ('tenancy', 'presence'))";
    digest(db, tables, &format!("where tenant_id = '{tenant}'")).await
}

/// Everything but what the server does by itself: letters that wait leave (their tokens and counts stay), logs are
/// sealed and read on in, numbers are looked at, open streams are noted, and a node that starts may make keys to sign with, and
/// runs its periodic tasks.
pub async fn of_all(db: &TestDb) -> Digest {
    digest(
        db,
        "schema in ('auth', 'tenancy', 'app') and name <> 'chain_links'
           and (schema, name) not in (('auth', 'signing_keys'), ('app', 'number_audits'), ('tenancy', 'webhook_position'),
             ('tenancy', 'presence'), ('tenancy', 'push_key'))",
        "",
    )
    .await
}

/// Everything as text, for searches: the rows of each table.
pub async fn dump(db: &TestDb) -> BTreeMap<String, Vec<String>> {
    let mut superuser = db.connect("postgres").await;
    let mut dump = BTreeMap::new();
    for table in tables(db, "schema in ('auth', 'tenancy', 'app', 'jobs')").await {
        let sql = AssertSqlSafe(format!("select t::text from {table} t"));
        let rows = sqlx::query_scalar(sql).fetch_all(&mut superuser).await.expect("the superuser may read");
        dump.insert(table, rows);
    }
    dump
}

async fn digest(db: &TestDb, of: &str, rows: &str) -> Digest {
    let mut superuser = db.connect("postgres").await;
    let mut digest = Digest::new();
    for table in tables(db, of).await {
        // Deliveries are tried in the background, once something has made them.
        let row = match table.as_str() {
            "tenancy.webhook_deliveries" | "tenancy.push_deliveries" => "t.id",
            _ => "t",
        };
        let sql = format!(
            "select coalesce(md5(string_agg({row}::text, '|' order by {row}::text)), '') from {table} t {rows}"
        );
        let value = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut superuser).await;
        digest.insert(table, value.expect("the superuser may read"));
    }
    digest
}

async fn tables(db: &TestDb, of: &str) -> Vec<String> {
    let mut superuser = db.connect("postgres").await;
    let sql = format!(
        "select format('%I.%I', schema, name) as name from (
           select n.nspname as schema, c.relname as name, exists (
             select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
           ) as has_tenants
           from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p')
         ) t where {of} order by 1"
    );
    let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut superuser).await.expect("the catalogue can be read");
    rows.iter().map(|row| row.get("name")).collect()
}
