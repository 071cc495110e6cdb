//! What goes from the trash for good, and what stays.

use domain::trash;
use sqlx::Row;
use tenancy::Jobs;
use tenancy::testing::TestDb;
use uuid::Uuid;

const DAYS: i32 = 30;

async fn empty(test: &TestDb) -> u64 {
    let (deleted, failures) = try_to_empty(test).await;
    assert!(failures.is_empty(), "{failures:?}");
    deleted
}

/// How many rows were deleted, and which tables failed.
async fn try_to_empty(test: &TestDb) -> (u64, Vec<&'static str>) {
    let jobs = Jobs::new(test.pool("bulkhead_app", 1), test.pool("bulkhead_platform", 1));
    let mut failures = Vec::new();
    let deleted = trash::empty(&jobs, DAYS, Uuid::now_v7, |failure| failures.push(failure.table)).await.unwrap();
    (deleted, failures)
}

/// Rows of a table: one that isn't in the trash, one that came into it 29 days ago, and `old` that did 31 days ago.
async fn add(test: &TestDb, table: &str, columns: &str, values: &str, tenant: Uuid, owner: Uuid, old: usize) {
    test.superuser(&format!(
        "insert into {table} (tenant_id, id, owner_id, {columns}, deleted_at)
         select '{tenant}', gen_random_uuid(), '{owner}', {values}, case n when 0 then null when 1 then now() - interval '29 days'
           else now() - interval '31 days' end from generate_series(0, {}) n",
        old + 1
    ))
    .await;
}

async fn count(test: &TestDb, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(&mut test.connect("postgres").await).await.unwrap()
}

#[tokio::test]
async fn the_trash_keeps_for_its_time_what_every_tenant_and_member_put_there() {
    let test = TestDb::new().await;
    for slug in ["acme", "other"] {
        let (tenant, owner) = test.tenant(slug).await;
        add(&test, "app.leads", "name", "'x'", tenant, owner, 2).await;
        add(&test, "app.contacts", "name", "'x'", tenant, owner, 1).await;
        add(&test, "app.settings", "key, value", "n::text, '1'", tenant, owner, 1).await;
        add(&test, "app.favourites", "item_type, item_id", "'course', gen_random_uuid()", tenant, owner, 1).await;
    }
    assert_eq!(empty(&test).await, 10);
    assert_eq!(empty(&test).await, 0);
    for (table, left) in [
        ("leads", count(&test, "select count(*) from app.leads").await),
        ("contacts", count(&test, "select count(*) from app.contacts").await),
        ("settings", count(&test, "select count(*) from app.settings").await),
        ("favourites", count(&test, "select count(*) from app.favourites").await),
    ] {
        assert_eq!(left, 4, "{table}");
    }
}

#[tokio::test]
async fn aud_1_a_row_that_leaves_the_trash_is_in_its_tenants_log_under_the_job() {
    let test = TestDb::new().await;
    let (tenant, owner) = test.tenant("acme").await;
    add(&test, "app.leads", "name", "'Ada'", tenant, owner, 1).await;
    add(&test, "app.favourites", "item_type, item_id", "'course', gen_random_uuid()", tenant, owner, 1).await;
    assert_eq!(empty(&test).await, 2);
    let mut superuser = test.connect("postgres").await;
    let lines = sqlx::query(
        "select table_name, actor_id, job, fields ->> 'name', request_id is not null from tenancy.changes
         where operation = 'delete' and tenant_id = $1 order by table_name desc",
    )
    .bind(tenant)
    .fetch_all(&mut superuser)
    .await
    .unwrap();
    let [lead, favourite] = &lines[..] else { panic!("{} lines", lines.len()) };
    assert_eq!(
        (lead.get::<&str, _>(0), lead.get::<Option<Uuid>, _>(1), lead.get::<&str, _>(2)),
        ("leads", None, "empty_trash")
    );
    assert_eq!((lead.get::<&str, _>(3), lead.get::<bool, _>(4)), ("Ada", true));
    let of_favourite: (&str, Option<Uuid>, &str) = (favourite.get(0), favourite.get(1), favourite.get(2));
    assert_eq!(of_favourite, ("favourites", Some(owner), "empty_trash"));
}

#[tokio::test]
async fn a_full_trash_is_emptied_in_batches_by_several_nodes_at_once() {
    let test = TestDb::new().await;
    let (tenant, owner) = test.tenant("acme").await;
    add(&test, "app.leads", "name", "'x'", tenant, owner, 1_201).await;
    let (one, two, three) = tokio::join!(empty(&test), empty(&test), empty(&test));
    // Each skips what another is at, so a row may wait for the next time.
    let rest = empty(&test).await;
    assert_eq!(one + two + three + rest, 1_201);
    let per_transaction = "select max(n)::bigint from (select count(*) n from tenancy.changes where operation = 'delete' group by transaction_id) t";
    assert_eq!(count(&test, per_transaction).await, 500);
    assert_eq!(count(&test, "select count(*) from tenancy.changes where operation = 'delete'").await, 1_201);
}

#[tokio::test]
async fn a_table_that_fails_keeps_no_other_trash_full() {
    let test = TestDb::new().await;
    for slug in ["acme", "other"] {
        let (tenant, owner) = test.tenant(slug).await;
        add(&test, "app.leads", "name", "'x'", tenant, owner, 1).await;
        add(&test, "app.contacts", "name", "'x'", tenant, owner, 1).await;
        add(&test, "app.favourites", "item_type, item_id", "'course', gen_random_uuid()", tenant, owner, 1).await;
    }
    test.superuser("revoke delete on app.leads from bulkhead_app").await;
    assert_eq!(try_to_empty(&test).await, (4, vec!["app.leads", "app.leads"]));
    test.superuser("grant delete on app.leads to bulkhead_app").await;
    assert_eq!(empty(&test).await, 2);
}

#[tokio::test]
async fn a_conversation_leaves_the_trash_with_its_messages_and_participants() {
    let test = TestDb::new().await;
    let (tenant, owner) = test.tenant("acme").await;
    add(&test, "app.conversations", "title", "n::text", tenant, owner, 45).await;
    // The one that isn't in the trash has a participant who left it long ago.
    test.superuser(&format!(
        "insert into app.conversation_participants (tenant_id, id, owner_id, conversation_id, user_id, deleted_at)
           select tenant_id, gen_random_uuid(), owner_id, id, '{owner}', case when deleted_at is null then now() - interval '31 days' end
           from app.conversations;
         insert into app.conversation_messages (tenant_id, id, owner_id, conversation_id, client_id, body)
           select tenant_id, gen_random_uuid(), owner_id, id, gen_random_uuid(), 'hello' from app.conversations;
         -- A tombstone is in no trash.
         update app.conversation_messages set deleted_at = now() - interval '31 days', body = null"
    ))
    .await;
    assert_eq!(empty(&test).await, 46);
    assert_eq!(empty(&test).await, 0);
    for (table, left) in [
        ("conversations", count(&test, "select count(*) from app.conversations").await),
        ("messages", count(&test, "select count(*) from app.conversation_messages").await),
        ("participants", count(&test, "select count(*) + 1 from app.conversation_participants").await),
    ] {
        assert_eq!(left, 2, "{table}");
    }
    let unaddressed = "select count(*) from tenancy.changes where table_name like 'conversation%' and (audience is null
      or operation = 'delete' and (actor_id is not null or job <> 'empty_trash'))";
    assert_eq!(count(&test, unaddressed).await, 0);
    assert_eq!(count(&test, "select count(*) from tenancy.changes where operation = 'delete'").await, 3 * 45 + 1);
}

#[tokio::test]
async fn a_private_row_goes_whatever_has_become_of_its_owner() {
    let test = TestDb::new().await;
    let (tenant, owner) = test.tenant("acme").await;
    let (viewer, gone) = (Uuid::now_v7(), Uuid::now_v7());
    test.superuser(&format!(
        "insert into tenancy.memberships (tenant_id, user_id, role) values ('{tenant}', '{viewer}', 'viewer')"
    ))
    .await;
    test.sign_in(viewer).await;
    let put = async || {
        for owner in [owner, viewer, gone] {
            add(&test, "app.favourites", "item_type, item_id", "'course', gen_random_uuid()", tenant, owner, 1).await;
        }
    };
    for state in ["require_second_factor = true", "suspended_at = now()", "suspended_at = null"] {
        put().await;
        test.superuser(&format!("update tenancy.tenants set {state}")).await;
        assert_eq!(empty(&test).await, 3, "{state}");
    }
    let mut superuser = test.connect("postgres").await;
    let actors = sqlx::query_scalar::<_, Uuid>(
        "select distinct actor_id from tenancy.changes where operation = 'delete' and job = 'empty_trash' order by 1",
    );
    let mut owners = [owner, viewer, gone];
    owners.sort();
    assert_eq!(actors.fetch_all(&mut superuser).await.unwrap(), owners);
}
