//! A search answers the same rows in the same pages, however many rows it meets.
#![expect(clippy::disallowed_types, reason = "the conditions are the test's own")]

use domain::kit::{Field, Resource};
use serde_json::Value as Json;
use sqlx::{AssertSqlSafe, PgConnection};
use tenancy::testing::TestDb;
use uuid::Uuid;

use crate::Caller;

/// Contacts, with a filter of each form.
static CONTACTS: Resource = Resource::new("contact", "contacts", "app.contacts").shared().searchable().fields(&[
    Field::text("name", 1, 200).required().sortable(),
    Field::text("company", 1, 200).filterable().sortable(),
    Field::tags("tags").filterable(),
]);

/// Contacts that all have the word *person*, 3,500 of them. *early* is a word of the 1,300 oldest, *odd* of each
/// second, and *seldom* of each 97th; names and times repeat, some rows are in the trash, and a neighbour has the same
/// rows.
const CONTACTS_OF_TENANTS: &str = "insert into app.contacts
    (tenant_id, id, owner_id, name, company, tags, created_at, updated_at, deleted_at)
  select t.id, gen_random_uuid(), t.id,
    'Person ' || case when n % 2 = 1 then 'odd ' else '' end || case when n % 97 = 0 then 'seldom ' else '' end || n % 7,
    case when n % 11 = 0 then null when n < 1300 then 'Early Ltd' else 'Late Ltd' end, case when n % 3 = 0 then array['navy', 'army'] else '{}' end,
    timestamptz '2026-01-01' + (n / 4) * interval '1 microsecond', timestamptz '2026-02-01' + (n * 7919 % 3500) * interval '1 s',
    case when n % 5 = 0 then now() end
  from tenancy.tenants t, generate_series(1, 3500) n;
  analyze app.contacts";

/// What is asked, and the condition that says the same.
const QUESTIONS: [(&[(&str, &str)], &str); 7] = [
    (&[("q", "person")], "deleted_at is null"),
    (&[("q", "pers odd")], "deleted_at is null and name like '%odd%'"),
    (&[("q", "EARLY")], "deleted_at is null and company = 'Early Ltd'"),
    (&[("q", "seldom")], "deleted_at is null and name like '%seldom%'"),
    (&[("q", "person"), ("deleted", "true")], "deleted_at is not null"),
    (&[("q", "person"), ("tags", "navy")], "deleted_at is null and tags @> '{navy}'"),
    (&[("q", "late"), ("company", "Late Ltd"), ("deleted", "true")], "deleted_at is not null and company = 'Late Ltd'"),
];

const SORTS: [(&str, &str); 8] = [
    ("-created_at", "created_at desc, id desc"),
    ("created_at", "created_at, id"),
    ("-updated_at", "updated_at desc, id desc"),
    ("updated_at", "updated_at, id"),
    ("name", "name, id"),
    ("-name", "name desc, id desc"),
    ("company", "company nulls last, id"),
    ("-company", "company desc nulls last, id desc"),
];

#[tokio::test]
async fn ten_8_api_3_a_search_answers_all_its_rows_in_order_in_each_sort_and_with_each_filter() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    test.tenant("other").await;
    test.superuser(CONTACTS_OF_TENANTS).await;
    let mut superuser = test.connect("postgres").await;
    for (question, condition) in QUESTIONS {
        for (sort, order) in SORTS {
            let expected = ids(&mut superuser, condition, order).await;
            assert!(!expected.is_empty(), "{condition}");
            let found = walk(&caller, question, sort).await;
            assert!(found == expected, "{question:?} by {sort}: {} rows of {}", found.len(), expected.len());
        }
    }
}

/// The ids of the tenant's rows that meet a condition, as the database itself orders them.
async fn ids(superuser: &mut PgConnection, condition: &str, order: &str) -> Vec<Uuid> {
    let sql = format!(
        "select c.id from app.contacts c where tenant_id = (select id from tenancy.tenants where slug = 'acme')
         and {condition} order by {order}"
    );
    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(superuser).await.unwrap()
}

/// The ids of a search, page by page.
async fn walk(caller: &Caller, question: &[(&str, &str)], sort: &str) -> Vec<Uuid> {
    let (mut ids, mut cursor) = (Vec::new(), None::<String>);
    loop {
        let mut parameters = [question, &[("sort", sort), ("limit", "100")]].concat();
        parameters.extend(cursor.as_deref().map(|cursor| ("cursor", cursor)));
        let page = caller.page(&CONTACTS, &parameters).await;
        let items = page["items"].as_array().unwrap().iter();
        ids.extend(items.map(|item| item["id"].as_str().unwrap().parse::<Uuid>().unwrap()));
        match &page["next_cursor"] {
            Json::String(next) => cursor = Some(next.clone()),
            _ => return ids,
        }
    }
}
