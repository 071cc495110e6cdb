use domain::kit::{self, Change, Error, ListQuery};
use domain::leads::LEADS;
use serde_json::{Value as Json, json};
use tenancy::testing::TestDb;
use tenancy::{Intent, Role};
use uuid::Uuid;

use crate::{Caller, entry, object};

#[tokio::test]
async fn a_lead_lives_from_its_making_to_the_bin_and_back() {
    let test = TestDb::new().await;
    let (_, owner) = test.tenant("acme").await;
    let (_, stranger) = test.tenant("other").await;
    let db = test.db(2);
    let write = entry(owner, "acme", Role::Member, Intent::Write);
    let read = entry(owner, "acme", Role::Viewer, Intent::Read);

    let body = kit::parse_create(&LEADS, object(json!({"name": "Lead X", "email": "x@acme.test"}))).unwrap();
    let made = kit::create(&db, &write, &LEADS, Uuid::now_v7(), &body).await.unwrap();
    let found = kit::find(&db, &read, &LEADS, made.id).await.unwrap();
    assert_eq!(found.json, made.json);
    let json: Json = serde_json::from_slice(&found.json).unwrap();
    assert_eq!((&json["name"], &json["status"], &json["version"]), (&json!("Lead X"), &json!("new"), &json!(1)));

    let merge = kit::parse_merge(&LEADS, object(json!({"status": "won"}))).unwrap();
    let change = Change { id: made.id, expected: Some(vec![1]) };
    let changed = kit::update(&db, &write, &LEADS, &change, &merge).await.unwrap();
    assert_eq!(changed.version, 2);
    assert!(matches!(kit::update(&db, &write, &LEADS, &change, &merge).await, Err(Error::VersionMismatch)));

    let any = Change { id: made.id, expected: None };
    kit::delete(&db, &write, &LEADS, &any).await.unwrap();
    assert!(matches!(kit::find(&db, &read, &LEADS, made.id).await, Err(Error::NotFound)));
    kit::restore(&db, &write, &LEADS, &any).await.unwrap();

    let foreign = entry(stranger, "acme", Role::Viewer, Intent::Read);
    assert!(matches!(kit::find(&db, &foreign, &LEADS, made.id).await, Err(Error::Tenancy(tenancy::Error::NotAMember))));
    let own = entry(stranger, "other", Role::Viewer, Intent::Read);
    assert!(matches!(kit::find(&db, &own, &LEADS, made.id).await, Err(Error::NotFound)));
    let elsewhere = entry(stranger, "other", Role::Member, Intent::Write);
    assert!(matches!(kit::update(&db, &elsewhere, &LEADS, &any, &merge).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repetition_and_search_finds_words() {
    let test = TestDb::new().await;
    let (_, owner) = test.tenant("acme").await;
    let db = test.db(2);
    let write = entry(owner, "acme", Role::Member, Intent::Write);
    let read = entry(owner, "acme", Role::Viewer, Intent::Read);
    for n in 0..7 {
        let body =
            kit::parse_create(&LEADS, object(json!({"name": format!("Lead {n}"), "company": "Größe GmbH"}))).unwrap();
        kit::create(&db, &write, &LEADS, Uuid::now_v7(), &body).await.unwrap();
    }
    for sort in ["-created_at", "created_at", "name", "-name", "updated_at"] {
        let mut names = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            let mut parameters = vec![("limit".to_owned(), "3".to_owned()), ("sort".to_owned(), sort.to_owned())];
            parameters.extend(cursor.map(|cursor| ("cursor".to_owned(), cursor)));
            let query = ListQuery::parse(&LEADS, parameters).unwrap();
            let page: Json =
                serde_json::from_slice(&kit::list(&db, &read, &LEADS, &query).await.unwrap().json).unwrap();
            names
                .extend(page["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap().to_owned()));
            cursor = page["next_cursor"].as_str().map(str::to_owned);
            if cursor.is_none() {
                break;
            }
        }
        let mut expected: Vec<_> = (0..7).map(|n| format!("Lead {n}")).collect();
        if sort.starts_with('-') {
            expected.reverse();
        }
        assert_eq!(names, expected, "{sort}");
    }
    for (q, count) in [("lead", 7), ("LEA 3", 1), ("größ", 7), ("ead", 0), ("lead nothing", 0)] {
        let query = ListQuery::parse(&LEADS, vec![("q".into(), q.into())]).unwrap();
        let page: Json = serde_json::from_slice(&kit::list(&db, &read, &LEADS, &query).await.unwrap().json).unwrap();
        assert_eq!(page["items"].as_array().unwrap().len(), count, "{q}");
    }
}

#[tokio::test]
async fn a_viewer_reads_and_does_not_write() {
    let test = TestDb::new().await;
    let (tenant, _) = test.tenant("acme").await;
    let viewer = Uuid::now_v7();
    test.superuser(&format!(
        "insert into tenancy.memberships (tenant_id, user_id, role) values ('{tenant}', '{viewer}', 'viewer')"
    ))
    .await;
    test.sign_in(viewer).await;
    let db = test.db(2);
    let body = kit::parse_create(&LEADS, object(json!({"name": "Lead X"}))).unwrap();
    let refused =
        kit::create(&db, &entry(viewer, "acme", Role::Member, Intent::Write), &LEADS, Uuid::now_v7(), &body).await;
    assert!(matches!(refused, Err(Error::Tenancy(tenancy::Error::RoleTooLow))));
    let query = ListQuery::parse(&LEADS, vec![]).unwrap();
    assert!(kit::list(&db, &entry(viewer, "acme", Role::Viewer, Intent::Read), &LEADS, &query).await.is_ok());

    // Even a statement that forgot to ask for the role can't write for a viewer.
    let mut tx = db.begin(&entry(viewer, "acme", Role::Viewer, Intent::Write)).await.unwrap();
    let refused = sqlx::query("update app.leads set name = 'x'").execute(&mut tx).await.unwrap_err();
    assert_eq!(refused.as_database_error().unwrap().code().as_deref(), Some("25006"));
}

#[tokio::test]
async fn a_search_follows_what_a_row_says() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    let made = caller.create(&LEADS, json!({"name": "Ada Lovelace", "company": "Engines Ltd"})).await.unwrap();
    let merge = kit::parse_merge(&LEADS, object(json!({"name": "Ada Byron", "company": null}))).unwrap();
    let change = Change { id: made.id, expected: None };
    kit::update(&caller.db, &caller.write, &LEADS, &change, &merge).await.unwrap();
    for (q, found) in [("ada", 1), ("byron", 1), ("ada byron", 1), ("lovelace", 0), ("engines", 0)] {
        assert_eq!(caller.names(&LEADS, &[("q", q)]).await.len(), found, "{q}");
    }
}
