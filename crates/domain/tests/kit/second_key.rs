//! Every statement names its tenant, and in a private resource its owner: with the policies off, that alone isolates.

use base::{Random, SecretBox};
use domain::RESOURCES;
use domain::call_notes::CALL_NOTES;
use domain::chat_endpoints::{self, KeyChange, NewChatEndpoint};
use domain::kit::{self, Change, Class, Collection, Error, ListQuery};
use domain::leads::LEADS;
use domain::recordings;
use domain::settings::{self, SettingKey, SettingsQuery};
use serde_json::{Map, json};
use tenancy::testing::TestDb;
use tenancy::testing::attacks::Arena;
use tenancy::{Db, Intent, Job, JobRequest, Jobs, Role, TenantId};
use uuid::Uuid;

use crate::parents::Gallery;
use crate::{Caller, entry, refused_field};

async fn reaches_nothing(db: &Db, user: Uuid, tenant: &str, rows: impl Into<Collection<'static>>, theirs: Uuid) {
    let rows = rows.into();
    let resource = rows.resource;
    let read = entry(user, tenant, Role::Viewer, Intent::Read);
    let write = entry(user, tenant, Role::Member, Intent::Write);
    let change = Change { id: theirs, expected: None };
    let versioned = Change { id: theirs, expected: Some(vec![7]) };
    let nothing = kit::parse_merge(resource, Map::new()).unwrap();
    // Of a resource that clients only read, nothing changes.
    let changes = resource.changeable().take(1).map(|field| (field.name.to_owned(), field.example.into()));
    let body = kit::parse_merge(resource, changes.collect()).unwrap();
    for deleted in ["true", "false"] {
        let query = ListQuery::parse(resource, vec![("deleted".into(), deleted.into())]).unwrap();
        let listed = match kit::list(db, &read, rows, &query).await {
            Ok(page) => String::from_utf8(page.json).unwrap(),
            Err(error) => format!("{error:?}"),
        };
        assert!(!listed.contains(&theirs.to_string()), "{} lists {listed}", resource.table);
    }
    for (verb, outcome) in [
        ("find", kit::find(db, &read, rows, theirs).await),
        ("update", kit::update(db, &write, rows, &change, &body).await),
        ("update nothing of", kit::update(db, &write, rows, &change, &nothing).await),
        ("update a version of", kit::update(db, &write, rows, &versioned, &body).await),
        ("delete", kit::delete(db, &write, rows, &change).await),
        ("restore", kit::restore(db, &write, rows, &change).await),
    ] {
        assert!(matches!(outcome, Err(Error::NotFound)), "{verb} reaches {}: {outcome:?}", resource.table);
    }
    for verb in resource.verbs() {
        let outcome = kit::act(db, &write, rows, verb.name, &change).await;
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
        if let Some(parent) = resource.parent {
            let parent = parent.resource.table;
            test.superuser(&format!("alter table {parent} disable row level security")).await;
            let (foreign, own) = (arena.row_id(parent).await, arena.own_row_id(parent).await);
            reaches_nothing(&db, arena.stranger(), "attacker", resource.of(foreign), theirs).await;
            reaches_nothing(&db, arena.stranger(), "attacker", resource.of(own), theirs).await;
            if resource.class != Class::Shared {
                reaches_nothing(&db, arena.colleague(), "victim", resource.of(foreign), theirs).await;
            }
            continue;
        }
        reaches_nothing(&db, arena.stranger(), "attacker", *resource, theirs).await;
        if resource.class == Class::Participants {
            reaches_nothing(&db, arena.colleague(), "victim", *resource, theirs).await;
        }
        if resource.class == Class::Private {
            reaches_nothing(&db, arena.colleague(), "victim", *resource, theirs).await;
            let owner = arena.owner_in_both_tenants(resource.table, theirs).await;
            reaches_nothing(&db, owner, "attacker", *resource, theirs).await;
        }
    }
}

#[tokio::test]
async fn ten_1_with_the_policies_off_no_statement_reaches_a_row_of_another_parent() {
    let world = Gallery::new().await;
    world.test.superuser("alter table app.albums disable row level security").await;
    world.test.superuser("alter table app.album_photos disable row level security").await;
    let stranger = crate::Caller::owner(&world.test, "other").await;
    for (caller, album) in [(&world.caller, world.albums[1]), (&stranger, world.albums[0])] {
        for (verb, outcome) in world.all(caller, album).await {
            assert!(matches!(outcome, Err(Error::NotFound)), "{verb}: {outcome:?}");
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
async fn ten_1_with_the_policies_off_no_statement_reaches_the_audio_of_another_tenants_recording() {
    let test = TestDb::new().await;
    let arena = Arena::prepare(&test).await;
    for table in ["recordings", "calls", "phones"] {
        test.superuser(&format!("alter table app.{table} disable row level security")).await;
    }
    let theirs = arena.row_id("app.recordings").await;
    let read = entry(arena.stranger(), "attacker", Role::Viewer, Intent::Read);
    let found = recordings::find_audio(&test.db(1), &read, theirs).await.map(|(_, source)| source.phone.phone_id);
    assert!(matches!(found, Err(Error::NotFound)), "{found:?}");
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

#[tokio::test]
async fn ten_1_with_the_policies_off_no_statement_reaches_another_tenants_chat_endpoint() {
    let test = TestDb::new().await;
    let arena = Arena::prepare(&test).await;
    test.superuser("alter table app.chat_endpoints disable row level security").await;
    let (theirs, own) = (arena.row_id("app.chat_endpoints").await, arena.own_row_id("app.chat_endpoints").await);
    let mut superuser = test.connect("postgres").await;
    let sql = "select tenant_id, url, version from app.chat_endpoints where id = $1";
    let mut row = async |id: Uuid| -> (Uuid, String, i64) {
        sqlx::query_as(sql).bind(id).fetch_one(&mut superuser).await.unwrap()
    };
    let (before, (tenant, ..)) = (row(theirs).await, row(own).await);
    test.superuser(&format!("delete from app.chat_endpoints where id = '{own}'")).await;

    let db = test.db(1);
    let read = entry(arena.stranger(), "attacker", Role::Admin, Intent::Read);
    let write = entry(arena.stranger(), "attacker", Role::Admin, Intent::Write);
    assert!(matches!(chat_endpoints::find(&db, &read).await, Err(Error::NotFound)));
    assert!(matches!(chat_endpoints::delete(&db, &write, None).await, Err(Error::NotFound)));
    let jobs = Jobs::new(test.pool("bulkhead_app", 1), test.pool("bulkhead_platform", 1));
    let job =
        JobRequest { tenant_id: TenantId(tenant), job: Job::EMPTY_TRASH, acting_for: None, run_id: Uuid::now_v7() };
    let mut tx = jobs.begin(&job).await.unwrap().unwrap();
    assert!(chat_endpoints::find_for_agents(&mut tx).await.unwrap().is_none());
    tx.rollback().await.unwrap();

    let new = NewChatEndpoint::parse("https://attacker.example/", "m", KeyChange::Set("key".into())).unwrap();
    let secrets = (SecretBox::derive(b"key"), Random::system());
    let put = chat_endpoints::put(&db, &write, Uuid::now_v7(), &new, (&secrets.0, &secrets.1), None).await;
    assert!(put.is_ok_and(|(_, endpoint, made)| made && endpoint.url == "https://attacker.example/"));
    chat_endpoints::delete(&db, &write, None).await.unwrap();
    assert_eq!(row(theirs).await, before);
}
