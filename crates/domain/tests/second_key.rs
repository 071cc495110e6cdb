//! Every statement names its tenant, and in a private resource its owner: with the policies off, that alone isolates.

use domain::RESOURCES;
use domain::kit::{self, Change, Class, Error, ListQuery, Resource};
use serde_json::{Map, Value as Json};
use tenancy::testing::TestDb;
use tenancy::testing::attacks::Arena;
use tenancy::{Db, Entry, Intent, Role, TenantRef};
use uuid::Uuid;

fn entry(user_id: Uuid, tenant: &str, needed: Role, intent: Intent) -> Entry {
    Entry { user_id, tenant: TenantRef::parse(tenant).unwrap(), needed, intent, request_id: Uuid::now_v7() }
}

async fn reaches_nothing(db: &Db, user: Uuid, tenant: &str, resource: &Resource, theirs: Uuid) {
    let read = entry(user, tenant, Role::Viewer, Intent::Read);
    let write = entry(user, tenant, Role::Member, Intent::Write);
    let change = Change { id: theirs, expected: None };
    let versioned = Change { id: theirs, expected: Some(vec![7]) };
    let body = kit::parse_merge(resource, Map::new()).unwrap();
    let listed = kit::list(db, &read, resource, &ListQuery::parse(resource, vec![]).unwrap()).await.unwrap();
    let listed: Json = serde_json::from_slice(&listed.json).unwrap();
    let ids: Vec<_> =
        listed["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect();
    assert!(!ids.contains(&theirs.to_string()), "{} lists {ids:?}", resource.table);
    for (verb, outcome) in [
        ("find", kit::find(db, &read, resource, theirs).await),
        ("update", kit::update(db, &write, resource, &change, &body).await),
        ("update a version", kit::update(db, &write, resource, &versioned, &body).await),
        ("delete", kit::delete(db, &write, resource, &change).await),
        ("restore", kit::restore(db, &write, resource, &change).await),
    ] {
        assert!(matches!(outcome, Err(Error::NotFound)), "{verb} reaches {}: {outcome:?}", resource.table);
    }
}

#[tokio::test]
async fn ten_1_with_the_policies_off_no_statement_reaches_another_tenants_row() {
    let test = TestDb::new().await;
    let arena = Arena::prepare(&test).await;
    for resource in RESOURCES.iter().filter(|resource| resource.class != Class::Catalog) {
        test.superuser(&format!("alter table {} disable row level security", resource.table)).await;
        let ids = format!("select id from {} where tenant_id = $1", resource.table);
        let mut superuser = test.connect("postgres").await;
        let theirs: Uuid =
            sqlx::query_scalar(sqlx::AssertSqlSafe(ids)).bind(arena.victim()).fetch_one(&mut superuser).await.unwrap();

        let db = test.db(1);
        reaches_nothing(&db, arena.stranger(), "attacker", resource, theirs).await;
        if resource.class == Class::Private {
            reaches_nothing(&db, arena.colleague(), "victim", resource, theirs).await;
        }
    }
}
