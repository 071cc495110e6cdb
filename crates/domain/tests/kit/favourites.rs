use domain::favourites::FAVOURITES;
use domain::kit::{self, Change, Error};
use serde_json::json;
use tenancy::testing::TestDb;
use uuid::Uuid;

use crate::Caller;

#[tokio::test]
async fn a_favourite_is_one_however_often_it_is_made() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    let item = json!({"item_type": "course", "item_id": Uuid::now_v7()});
    let made = caller.create(&FAVOURITES, item.clone()).await.unwrap();
    let again = caller.create(&FAVOURITES, item.clone()).await.unwrap();
    assert_eq!((again.id, again.version), (made.id, 1));

    let any = Change { id: made.id, expected: None };
    kit::delete(&caller.db, &caller.write, &FAVOURITES, &any).await.unwrap();
    let out = caller.create(&FAVOURITES, item).await.unwrap();
    assert_eq!(out.id, made.id);
    assert!(kit::find(&caller.db, &caller.read, &FAVOURITES, made.id).await.is_ok());
    assert_eq!(caller.page(&FAVOURITES, &[]).await["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_favourite_that_would_become_another_one_conflicts() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    let item = Uuid::now_v7();
    caller.create(&FAVOURITES, json!({"item_type": "course", "item_id": item})).await.unwrap();
    let made = caller.create(&FAVOURITES, json!({"item_type": "university", "item_id": item})).await.unwrap();
    let body = kit::parse_merge(&FAVOURITES, crate::object(json!({"item_type": "course"}))).unwrap();
    let change = Change { id: made.id, expected: None };
    let refused = kit::update(&caller.db, &caller.write, &FAVOURITES, &change, &body).await;
    assert!(matches!(refused, Err(Error::Conflict { constraint, .. }) if constraint == "favourites_item"));
}

#[tokio::test]
async fn ten_1_a_favourite_is_its_owners_within_the_tenant_too() {
    let test = TestDb::new().await;
    let (tenant, owner) = test.tenant("acme").await;
    let colleague = Uuid::now_v7();
    test.superuser(&format!(
        "insert into tenancy.memberships (tenant_id, user_id, role) values ('{tenant}', '{colleague}', 'admin')"
    ))
    .await;
    test.sign_in(colleague).await;
    let (owner, colleague) = (Caller::new(&test, owner, "acme"), Caller::new(&test, colleague, "acme"));
    let item = json!({"item_type": "course", "item_id": Uuid::now_v7()});
    let made = owner.create(&FAVOURITES, item.clone()).await.unwrap();
    assert!(matches!(kit::find(&colleague.db, &colleague.read, &FAVOURITES, made.id).await, Err(Error::NotFound)));
    let any = Change { id: made.id, expected: None };
    assert!(matches!(kit::delete(&colleague.db, &colleague.write, &FAVOURITES, &any).await, Err(Error::NotFound)));
    assert!(colleague.page(&FAVOURITES, &[]).await["items"].as_array().unwrap().is_empty());
    assert_ne!(colleague.create(&FAVOURITES, item).await.unwrap().id, made.id);
}
