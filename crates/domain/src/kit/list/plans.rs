//! Lists are served by indexes, as the role that serves them, whatever the size of the table.
#![expect(clippy::disallowed_methods, reason = "a test's ids may come from the machine's own clock")]

use sqlx::Row;
use tenancy::testing::{TestDb, caller};
use tenancy::{Intent, Role, TenantRef, TenantRequest, TenantTx};
use uuid::Uuid;

use super::{Collection, Cursor, Field, ListQuery, Resource, statement};
use crate::calls::{CALLS, TURNS};
use crate::conversations::{CONVERSATIONS, MESSAGES};
use crate::leads::LEADS;
use crate::posts::{self, POSTS};
use crate::universities::UNIVERSITIES;

/// Two thousand conversations of a tenant, of which its owner takes part in two hundred, one of them with ten thousand
/// messages.
const CONVERSATIONS_OF_TENANT: &str = "set session_replication_role = replica;
  insert into app.conversations (tenant_id, id, owner_id)
    select t.id, md5(n::text)::uuid, t.id from tenancy.tenants t, generate_series(1, 2000) n;
  insert into app.conversation_participants (tenant_id, id, owner_id, conversation_id, user_id)
    select m.tenant_id, gen_random_uuid(), m.user_id, md5(n::text)::uuid, case when n % 10 = 0 then m.user_id else gen_random_uuid() end
    from tenancy.memberships m, generate_series(1, 2000) n;
  insert into app.conversation_messages (tenant_id, id, owner_id, conversation_id, client_id, body, seq)
    select t.id, gen_random_uuid(), t.id, md5('10')::uuid, gen_random_uuid(), 'hello', n from tenancy.tenants t, generate_series(1, 10000) n;
  insert into app.conversation_messages (tenant_id, id, owner_id, conversation_id, client_id, body, seq)
    select c.tenant_id, gen_random_uuid(), c.owner_id, c.id, gen_random_uuid(), 'hello', n from app.conversations c, generate_series(1, 5) n
    where c.id <> md5('10')::uuid;
  set session_replication_role = origin;
  analyze app.conversations; analyze app.conversation_participants; analyze app.conversation_messages";

/// Ten rows for each of a thousand tenants without members, and ten thousand for each tenant with members.
const LEADS_OF_TENANTS: &str = "insert into app.leads (tenant_id, id, owner_id, name, company)
  select t.id, gen_random_uuid(), t.id, 'Lead ' || n, 'company' || n % 100 from tenancy.tenants t, generate_series(1, 10000) n
  union all
  select md5(t::text)::uuid, gen_random_uuid(), gen_random_uuid(), 'Lead ' || n, 'company' || n from generate_series(1, 1000) t, generate_series(1, 10) n;
  analyze app.leads";

/// Twenty thousand calls of each tenant with members, of ten phones, the newest of which has two hundred turns.
const CALLS_OF_TENANTS: &str = "set session_replication_role = replica;
  insert into app.phones (tenant_id, id, owner_id, number, calls_per_second, segments_per_second)
    select t.id, md5(n::text)::uuid, t.id, '+1415555010' || n, 1, 1 from tenancy.tenants t, generate_series(0, 9) n;
  insert into app.calls (tenant_id, id, owner_id, phone_id, direction, \"from\", \"to\", status, created_at)
    select t.id, md5(n::text)::uuid, t.id, md5((n % 10)::text)::uuid, 'incoming', '+14155550100', '+14155550101',
      case when n % 7 = 0 then 'failed' else 'completed' end, now() - n * interval '1 minute'
    from tenancy.tenants t, generate_series(1, 20000) n;
  insert into app.call_turns (tenant_id, id, owner_id, call_id, number, heard, said)
    select t.id, gen_random_uuid(), t.id, md5(c::text)::uuid, n, 'Hello', 'Good morning'
    from tenancy.tenants t, generate_series(1, 100) c, generate_series(1, 200) n;
  set session_replication_role = origin;
  analyze app.phones; analyze app.calls; analyze app.call_turns";

/// Twenty thousand posts of a tenant by two hundred authors, and a hundred by its owner, who follows twenty of the others.
const POSTS_OF_TENANT: &str = "set session_replication_role = replica;
  insert into app.posts (tenant_id, id, owner_id, body, created_at)
    select t.id, md5(n::text)::uuid, md5((n % 200)::text)::uuid, 'hello', now() - n * interval '1 minute'
    from tenancy.tenants t, generate_series(1, 20000) n;
  insert into app.posts (tenant_id, id, owner_id, body, created_at)
    select m.tenant_id, gen_random_uuid(), m.user_id, 'hello', now() - n * interval '1 minute'
    from tenancy.memberships m, generate_series(1, 100) n;
  insert into app.follows (tenant_id, id, owner_id, user_id)
    select m.tenant_id, gen_random_uuid(), m.user_id, md5((n * 10 - 10)::text)::uuid
    from tenancy.memberships m, generate_series(1, 20) n;
  set session_replication_role = origin;
  analyze app.posts; analyze app.follows";

const CATALOGUE: &str = "insert into app.universities (id, name, country)
  select gen_random_uuid(), 'University ' || n, 'Country' || n % 100 from generate_series(1, 20000) n;
  analyze app.universities";

fn request(user_id: Uuid) -> TenantRequest {
    let tenant = TenantRef::parse("acme").unwrap();
    TenantRequest {
        who: caller(user_id),
        tenant,
        needed: Role::Viewer,
        intent: Intent::Read,
        request_id: Uuid::now_v7(),
    }
}

async fn explain<'r>(
    tx: &mut TenantTx,
    user_id: Uuid,
    rows: impl Into<Collection<'r>>,
    parameters: &[(&str, &str)],
) -> String {
    let rows = rows.into();
    let parameters = parameters.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
    let query = ListQuery::parse(rows.resource, parameters).unwrap();
    let lines = tx.run(statement(&request(user_id), rows, &query).explained()).await.unwrap();
    // Postgres 18 counts rows with decimals.
    lines.iter().map(|line| line.get::<String, _>(0).replace(".00 loops=", " loops=") + "\n").collect()
}

async fn plan<'r>(
    test: &TestDb,
    user_id: Uuid,
    rows: impl Into<Collection<'r>>,
    parameters: &[(&str, &str)],
) -> String {
    let mut tx = test.db(1).begin(&request(user_id)).await.unwrap();
    explain(&mut tx, user_id, rows, parameters).await
}

#[tokio::test]
async fn a_search_is_served_by_the_word_index_and_reads_only_its_tenants_rows() {
    let test = TestDb::new().await;
    let (_, owner) = test.tenant("acme").await;
    test.tenant("other").await;
    test.superuser(LEADS_OF_TENANTS).await;
    // Words that every tenant's rows have, one that a hundred of its own have, and both before one of a single row.
    for (q, found) in
        [("9999", 1), ("company7 777", 11), ("lead company77", 100), ("LEAD 99 company99", 3), ("lead", 10_000)]
    {
        let mut tx = test.db(1).begin(&request(owner)).await.unwrap();
        let plan = explain(&mut tx, owner, &LEADS, &[("q", q)]).await;
        assert!(plan.contains("using leads_pkey on leads") && !plan.contains("Seq Scan"), "{q}: {plan}");
        let row = sqlx::query(
            "select pg_stat_get_xact_numscans('app.leads'::regclass) as read_whole,
               pg_stat_get_xact_numscans('app.leads_search'::regclass) as searched,
               pg_stat_get_xact_tuples_returned('app.leads_search'::regclass) as found",
        );
        let row = row.fetch_one(&mut tx).await.unwrap();
        let reads: (i64, i64, i64) = (row.get(0), row.get(1), row.get(2));
        assert_eq!(reads, (0, 1, found), "{q}: whole table, index scans, rows found");
    }
}

#[tokio::test]
async fn ten_8_a_search_for_a_word_that_many_rows_have_reads_a_bounded_number_of_them() {
    let test = TestDb::new().await;
    let (_, owner) = test.tenant("acme").await;
    test.superuser(LEADS_OF_TENANTS).await;
    let first: Uuid = sqlx::query_scalar("select id from app.leads order by created_at desc, id desc limit 1")
        .fetch_one(&mut test.connect("postgres").await)
        .await
        .unwrap();
    let cursor = Cursor("-created_at".into(), Some("4000000000000000".into()), first).encode();
    for parameters in [vec![("q", "lead")], vec![("q", "lead"), ("cursor", &cursor)], vec![("q", "lead company77")]] {
        let mut tx = test.db(1).begin(&request(owner)).await.unwrap();
        explain(&mut tx, owner, &LEADS, &parameters).await;
        let read: i64 = sqlx::query_scalar(
            "select pg_stat_get_xact_tuples_fetched('app.leads'::regclass) + pg_stat_get_xact_tuples_returned('app.leads'::regclass)",
        )
        .fetch_one(&mut tx)
        .await
        .unwrap();
        assert!(read < 2_000, "{parameters:?}: {read} rows of 10,000 read");
    }
}

#[tokio::test]
async fn a_page_of_a_tenants_rows_is_a_range_of_the_newest_first_index() {
    let test = TestDb::new().await;
    let (_, owner) = test.tenant("acme").await;
    test.tenant("other").await;
    test.superuser(LEADS_OF_TENANTS).await;
    let plan = plan(&test, owner, &LEADS, &[]).await;
    assert!(plan.contains("Index Scan using leads_newest on leads (actual rows=51 loops=1)"), "{plan}");
}

#[tokio::test]
async fn a_page_that_the_index_has_sorted_is_sorted_by_nothing_else() {
    let test = TestDb::new().await;
    let (_, owner) = test.tenant("acme").await;
    for sort in ["-created_at", "created_at"] {
        let plan = plan(&test, owner, &LEADS, &[("sort", sort)]).await;
        assert!(plan.contains("using leads_newest on leads") && !plan.contains("Sort"), "{sort}: {plan}");
    }
}

#[tokio::test]
async fn the_rows_that_refer_to_one_are_a_range_of_an_index_without_those_that_refer_to_none() {
    let test = TestDb::new().await;
    let (_, owner) = test.tenant("acme").await;
    test.superuser(LEADS_OF_TENANTS).await;
    let assigned = format!("update app.leads set assignee_id = '{owner}' where name = 'Lead 7'; analyze app.leads");
    test.superuser(&assigned).await;
    for mode in ["force_custom_plan", "force_generic_plan"] {
        let mut tx = test.db(1).begin(&request(owner)).await.unwrap();
        sqlx::query("select set_config('plan_cache_mode', $1, true)").bind(mode).execute(&mut tx).await.unwrap();
        let plan = explain(&mut tx, owner, &LEADS, &[("assignee_id", &owner.to_string())]).await;
        assert!(plan.contains("using leads_assigned on leads (actual rows=1 loops=1)"), "{mode}: {plan}");
    }
}

#[tokio::test]
async fn texts_are_sorted_by_the_collation_of_the_database() {
    let test = TestDb::new().await;
    let (_, owner) = test.tenant("acme").await;
    let plan = plan(&test, owner, &LEADS, &[("sort", "-name")]).await;
    assert!(plan.starts_with("Sort") && plan.contains("Sort Key: leads.name DESC, leads.id DESC"), "{plan}");
}

#[tokio::test]
async fn a_page_in_the_order_of_an_optional_field_is_two_ranges_of_its_index() {
    static BY_COMPANY: Resource = Resource::new("lead", "leads", "app.leads")
        .shared()
        .fields(&[Field::text("name", 1, 200).required(), Field::text("company", 1, 200).sortable()]);
    let test = TestDb::new().await;
    let (_, owner) = test.tenant("acme").await;
    test.superuser(LEADS_OF_TENANTS).await;
    let index = "create index leads_by_company on app.leads (tenant_id, company, id);
      update app.leads set company = null where name like '%7'; analyze app.leads";
    test.superuser(index).await;
    let first = Cursor("company".into(), Some("company50".into()), Uuid::nil()).encode();
    let last = Cursor("company".into(), None, Uuid::nil()).encode();
    for (cursor, ranges) in [(first, 2), (last, 1)] {
        let plan = plan(&test, owner, &BY_COMPANY, &[("sort", "company"), ("cursor", &cursor)]).await;
        let scans = plan.matches("Index Scan using leads_by_company on leads").count();
        assert!(scans == ranges && !plan.contains("Rows Removed by Filter"), "{plan}");
    }
}

#[tokio::test]
async fn a_search_of_the_catalogue_is_served_by_its_word_index() {
    let test = TestDb::new().await;
    let (_, owner) = test.tenant("acme").await;
    test.superuser(CATALOGUE).await;
    let plan = plan(&test, owner, &UNIVERSITIES, &[("q", "country77 1277")]).await;
    assert!(plan.contains("Bitmap Index Scan on universities_search"), "{plan}");
    assert!(!plan.contains("Seq Scan on universities"), "{plan}");
}

#[tokio::test]
async fn the_conversations_of_a_user_are_found_by_their_keys_and_those_of_others_are_not_read() {
    let test = TestDb::new().await;
    let (_, owner) = test.tenant("acme").await;
    test.superuser(CONVERSATIONS_OF_TENANT).await;
    let plan = plan(&test, owner, &CONVERSATIONS, &[]).await;
    assert!(plan.contains("using conversations_pkey on conversations (actual rows=200 loops=1)"), "{plan}");
    assert!(!plan.contains("Seq Scan"), "{plan}");
}

#[tokio::test]
async fn a_page_of_messages_is_a_range_of_their_numbers() {
    let test = TestDb::new().await;
    let (_, owner) = test.tenant("acme").await;
    test.superuser(CONVERSATIONS_OF_TENANT).await;
    let mut superuser = test.connect("postgres").await;
    let conversation = sqlx::query_scalar("select md5('10')::uuid").fetch_one(&mut superuser).await.unwrap();
    for parameters in [vec![], vec![("after_seq", "9000")]] {
        let plan = plan(&test, owner, MESSAGES.of(conversation), &parameters).await;
        let range = "using conversation_messages_seq on conversation_messages (actual rows=51 loops=1)";
        assert!(plan.contains(range), "{parameters:?}: {plan}");
    }
}

#[tokio::test]
async fn calls_of_a_phone_and_calls_in_a_status_are_ranges_of_their_indexes() {
    let test = TestDb::new().await;
    let (_, owner) = test.tenant("acme").await;
    test.tenant("other").await;
    test.superuser(CALLS_OF_TENANTS).await;
    let mut superuser = test.connect("postgres").await;
    let phone: Uuid = sqlx::query_scalar("select md5('3')::uuid").fetch_one(&mut superuser).await.unwrap();
    let phone = phone.to_string();
    for (parameters, index) in [
        (vec![], "calls_newest"),
        (vec![("phone_id", phone.as_str())], "calls_of_phone"),
        (vec![("status", "failed")], "calls_of_status"),
    ] {
        let plan = plan(&test, owner, &CALLS, &parameters).await;
        let range = format!("Index Scan using {index} on calls (actual rows=51 loops=1)");
        assert!(plan.contains(&range) && !plan.contains("Seq Scan"), "{parameters:?}: {plan}");
    }
    // Both at once read one of the two, and sift.
    let plan = plan(&test, owner, &CALLS, &[("phone_id", &phone), ("status", "failed")]).await;
    assert!(plan.contains("Index Scan using calls_of_") && !plan.contains("Seq Scan"), "{plan}");
}

#[tokio::test]
async fn a_feed_reads_a_page_of_each_author_and_no_post_of_others() {
    let test = TestDb::new().await;
    let (_, owner) = test.tenant("acme").await;
    test.tenant("other").await;
    test.superuser(POSTS_OF_TENANT).await;
    let middle = Cursor("-created_at".into(), Some("1700000000000000".into()), Uuid::nil()).encode();
    for (parameters, rows) in [(vec![("limit", "10")], "11"), (vec![("limit", "10"), ("cursor", middle.as_str())], "0")]
    {
        let plan = plan(&test, owner, posts::feed(), &parameters).await;
        let range = format!("using posts_of_owner on posts (actual rows={rows} loops=21)");
        assert!(plan.contains(&range), "{parameters:?}: {plan}");
        assert!(!plan.contains("Seq Scan on posts"), "{plan}");
    }
    let of_author = plan(&test, owner, &POSTS, &[("owner_id", &Uuid::from_u128(7).to_string())]).await;
    assert!(of_author.contains("using posts_of_owner on posts"), "{of_author}");
}

#[tokio::test]
async fn a_page_of_a_transcript_is_a_range_of_its_numbers() {
    let test = TestDb::new().await;
    let (_, owner) = test.tenant("acme").await;
    test.superuser(CALLS_OF_TENANTS).await;
    let mut superuser = test.connect("postgres").await;
    let call: Uuid = sqlx::query_scalar("select md5('3')::uuid").fetch_one(&mut superuser).await.unwrap();
    let plan = plan(&test, owner, TURNS.of(call), &[]).await;
    assert!(plan.contains("using call_turns_number on call_turns (actual rows=51 loops=1)"), "{plan}");
}
