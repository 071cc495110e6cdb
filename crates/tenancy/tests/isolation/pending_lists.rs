//! New rows' words wait in the search indexes' pending lists, where a search finds them, and no insert empties one.

use sqlx::{Connection, PgConnection};
use tenancy::testing::TestDb;
use uuid::Uuid;

async fn add_lead(test: &TestDb, tenant: Uuid, owner: Uuid) {
    let insert = format!(
        "insert into app.leads (tenant_id, id, owner_id, name) values ('{tenant}', gen_random_uuid(), '{owner}', 'Ada Lovelace')"
    );
    test.superuser(&insert).await;
}

/// How many rows a search of the tenant finds by these words.
async fn found(test: &TestDb, tenant: Uuid, owner: Uuid, words: &str) -> i64 {
    let mut app = test.connect_within("bulkhead_app", tenant, owner).await;
    let search = sqlx::query_scalar(
        "select count(*) from tenancy.search_page('app.leads', $1, $2, 1000, '{}', false, 'created_at', true, null, null, null, 10)",
    );
    search.bind(tenant).bind(words).fetch_one(&mut app).await.unwrap()
}

#[tokio::test]
async fn a_search_finds_a_row_whose_words_are_pending_and_one_whose_words_are_not() {
    let test = TestDb::new().await;
    let (tenant, owner) = test.tenant("acme").await;
    add_lead(&test, tenant, owner).await;
    assert_eq!(found(&test, tenant, owner, "ada love").await, 1);
    let db = test.db(1);
    assert_eq!(db.clean_pending_lists().await.unwrap(), 1);
    assert_eq!(db.clean_pending_lists().await.unwrap(), 0);
    assert_eq!(found(&test, tenant, owner, "ada love").await, 1);
    assert_eq!(found(&test, tenant, owner, "grace").await, 0);
}

#[tokio::test]
async fn each_searched_table_of_tenants_keeps_a_pending_list_of_sixteen_megabytes() {
    let test = TestDb::new().await;
    let mut superuser = test.connect("postgres").await;
    let options = "select c.oid::regclass::text, c.reloptions from tenancy.classes k
        join pg_index i on i.indrelid = k.table_name::regclass join pg_class c on c.oid = i.indexrelid
        join pg_am a on a.oid = c.relam
        where k.searched <> '{}' and k.class <> 'catalog' and a.amname = 'gin'";
    let indexes: Vec<(String, Vec<String>)> = sqlx::query_as(options).fetch_all(&mut superuser).await.unwrap();
    assert!(indexes.iter().any(|(name, _)| name == "app.leads_search"), "{indexes:?}");
    for (name, options) in indexes {
        assert_eq!(options, ["fastupdate=on", "gin_pending_list_limit=16384"], "{name}");
    }
}

#[tokio::test]
async fn of_two_nodes_one_cleans_the_lists_and_the_other_does_not_wait() {
    let test = TestDb::new().await;
    let (tenant, owner) = test.tenant("acme").await;
    let mut other: PgConnection = test.connect("bulkhead_platform").await;
    let mut cleaning = other.begin().await.unwrap();
    let clean = "select tenancy.clean_pending_lists()";
    assert_eq!(sqlx::query_scalar::<_, i64>(clean).fetch_one(&mut *cleaning).await.unwrap(), 0);
    add_lead(&test, tenant, owner).await;
    assert_eq!(test.db(1).clean_pending_lists().await.unwrap(), 0);
    cleaning.commit().await.unwrap();
    assert_eq!(test.db(1).clean_pending_lists().await.unwrap(), 1);
}
