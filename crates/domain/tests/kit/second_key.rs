//! Every statement names its tenant, and in a private resource its owner: with the policies off, that alone isolates.

use domain::RESOURCES;
use domain::call_notes::CALL_NOTES;
use domain::kit::{self, Change, Class, Error, ListQuery, Resource};
use domain::leads::LEADS;
use domain::settings::{self, SettingKey, SettingsQuery};
use serde_json::{Map, Value as Json, json};
use tenancy::testing::TestDb;
use tenancy::testing::attacks::Arena;
use tenancy::{Db, Intent, Role};
use uuid::Uuid;

use crate::{Caller, entry, refused_field};

async fn reaches_nothing(db: &Db, user: Uuid, tenant: &str, resource: &Resource, theirs: Uuid) {
    let read = entry(user, tenant, Role::Viewer, Intent::Read);
    let write = entry(user, tenant, Role::Member, Intent::Write);
    let change = Change { id: theirs, expected: None };
    let versioned = Change { id: theirs, expected: Some(vec![7]) };
    let nothing = kit::parse_merge(resource, Map::new()).unwrap();
    let field = resource.fields.first().unwrap();
    let body = kit::parse_merge(resource, Map::from_iter([(field.name.to_owned(), field.example.into())])).unwrap();
    let listed = kit::list(db, &read, resource, &ListQuery::parse(resource, vec![]).unwrap()).await.unwrap();
    let listed: Json = serde_json::from_slice(&listed.json).unwrap();
    let ids: Vec<_> =
        listed["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect();
    assert!(!ids.contains(&theirs.to_string()), "{} lists {ids:?}", resource.table);
    for (verb, outcome) in [
        ("find", kit::find(db, &read, resource, theirs).await),
        ("update", kit::update(db, &write, resource, &change, &body).await),
        ("update nothing of", kit::update(db, &write, resource, &change, &nothing).await),
        ("update a version of", kit::update(db, &write, resource, &versioned, &body).await),
        ("delete", kit::delete(db, &write, resource, &change).await),
        ("restore", kit::restore(db, &write, resource, &change).await),
    ] {
        assert!(matches!(outcome, Err(Error::NotFound)), "{verb} reaches {}: {outcome:?}", resource.table);
    }
    for verb in resource.verbs() {
        let outcome = kit::act(db, &write, resource, verb.name, &change).await;
        assert!(matches!(outcome, Err(Error::NotFound)), "{} reaches {}: {outcome:?}", verb.name, resource.table);
    }
}

#[tokio::test]
async fn ten_1_with_the_policies_off_no_statement_reaches_another_tenants_row() {
    let test = TestDb::new().await;
    let arena = Arena::prepare(&test).await;
    for resource in RESOURCES.iter().filter(|resource| resource.class != Class::Catalog) {
        test.superuser(&format!("alter table {} disable row level security", resource.table)).await;
        let theirs = arena.row_id(resource.table).await;

        let db = test.db(1);
        reaches_nothing(&db, arena.stranger(), "attacker", resource, theirs).await;
        if resource.class == Class::Private {
            reaches_nothing(&db, arena.colleague(), "victim", resource, theirs).await;
            let owner = arena.owner_in_both_tenants(resource.table, theirs).await;
            reaches_nothing(&db, owner, "attacker", resource, theirs).await;
        }
    }
}

#[tokio::test]
async fn ten_1_with_the_policies_off_no_reference_leads_to_another_tenants_row() {
    let test = TestDb::new().await;
    let arena = Arena::prepare(&test).await;
    test.superuser(
        "alter table app.leads disable row level security; alter table tenancy.memberships disable row level security",
    )
    .await;
    let (lead, stranger) = (arena.row_id("app.leads").await, Caller::new(&test, arena.stranger(), "attacker"));
    let own = stranger.create(&CALL_NOTES, json!({"body": "x"})).await.unwrap().id;
    for refused in [
        stranger.create(&CALL_NOTES, json!({"body": "x", "lead_id": lead})).await,
        stranger.change(&CALL_NOTES, own, json!({"lead_id": lead})).await,
        stranger.create(&LEADS, json!({"name": "x", "assignee_id": arena.colleague()})).await,
    ] {
        assert_eq!(refused_field(&refused.unwrap_err()).1, "reference");
    }
}

#[tokio::test]
async fn ten_1_with_the_policies_off_no_statement_reaches_another_tenants_setting() {
    let test = TestDb::new().await;
    let arena = Arena::prepare(&test).await;
    test.superuser("alter table app.settings disable row level security").await;
    let db = test.db(1);
    let all = SettingsQuery::parse(vec![]).unwrap();
    let (_, theirs) =
        settings::list(&db, &entry(arena.colleague(), "victim", Role::Viewer, Intent::Read), &all).await.unwrap();
    let [theirs] = &theirs.items[..] else { panic!("{theirs:?}") };
    let key = SettingKey::parse(&theirs.key).unwrap();

    let read = entry(arena.stranger(), "attacker", Role::Viewer, Intent::Read);
    let (_, own) = settings::list(&db, &read, &all).await.unwrap();
    assert!(!own.items.contains(theirs));
    assert!(matches!(settings::find(&db, &read, &key).await, Err(Error::NotFound)));
    let write = entry(arena.stranger(), "attacker", Role::Admin, Intent::Write);
    assert!(matches!(settings::delete(&db, &write, &key, None).await, Err(Error::NotFound)));
}
