//! Rules of a resource's own: they see the row as it would be, on the locked row, and complete or refuse it.

use domain::kit::{self, Change, Draft, Error, Field, Resource, Value};
use futures_util::FutureExt;
use serde_json::{Value as Json, json};
use tenancy::TenantTx;
use tenancy::testing::TestDb;

use crate::{Caller, json, make_table, object, refused_field};

/// Offers: the total is the server's, and an offer that was sent stays as it is.
static OFFERS: Resource = Resource::new("offer", "offers", "app.offers")
    .shared()
    .before_write(|tx, draft| total(tx, draft).boxed())
    .fields(&[
        Field::text("name", 1, 50).required(),
        Field::text("note", 1, 50),
        Field::integer("price", 0, 1_000).required(),
        Field::integer("total", 0, 2_000).read_only(),
        Field::text("history", 1, 50).internal(),
    ]);

const COLUMNS: &str = "name text not null, note text, price bigint not null, total bigint, history text";

async fn total(tx: &mut TenantTx, draft: &mut Draft<'_>) -> Result<(), Error> {
    // Another change would come between here, were the row not locked.
    tx.run(tenancy::Statement::new("select pg_sleep(0.01)")).await?;
    if draft.text("name")?.as_deref() == Some("refused") && !draft.gives("note") {
        return Err(Error::invalid("note", "required", "must say why"));
    }
    if let Some(Value::Integer(price)) = draft.given("price") {
        let total = Value::Integer(price * 2);
        draft.set("total", total);
    }
    let before: Option<String> = draft.row().map(|row| row.get("history")).transpose()?.flatten();
    draft.set("history", Value::Text(format!("{}x", before.unwrap_or_default())));
    Ok(())
}

async fn history(test: &TestDb) -> String {
    let mut superuser = test.connect("postgres").await;
    sqlx::query_scalar("select history from app.offers").fetch_one(&mut superuser).await.unwrap()
}

#[tokio::test]
async fn a_rule_completes_what_is_stored_each_time_and_on_the_locked_row() {
    let test = TestDb::new().await;
    make_table(&test, "app.offers", COLUMNS).await;
    let caller = Caller::owner(&test, "acme").await;
    let made = caller.create(&OFFERS, json!({"name": "Ada", "price": 7})).await.unwrap();
    assert_eq!((&json(&made)["total"], json(&made).get("history")), (&json!(14), None));
    let changed = caller.change(&OFFERS, made.id, json!({"price": 8})).await.unwrap();
    assert_eq!(json(&changed)["total"], 16);
    let all = [(); 8].map(|()| caller.change(&OFFERS, made.id, json!({"note": "x"})));
    for changed in futures_util::future::join_all(all).await {
        changed.unwrap();
    }
    assert_eq!(history(&test).await, "x".repeat(10));
}

#[tokio::test]
async fn a_rule_refuses_by_what_the_row_would_be() {
    let test = TestDb::new().await;
    make_table(&test, "app.offers", COLUMNS).await;
    let (caller, stranger) = (Caller::owner(&test, "acme").await, Caller::owner(&test, "other").await);
    let refused = caller.create(&OFFERS, json!({"name": "refused", "price": 7})).await;
    // A body that makes a row gives each field.
    let made = refused.unwrap();
    for changes in [json!({"price": 8}), json!({"name": "refused"})] {
        let refused = caller.change(&OFFERS, made.id, changes).await.unwrap_err();
        assert_eq!(refused_field(&refused), ("note", "required"));
    }
    caller.change(&OFFERS, made.id, json!({"name": "good"})).await.unwrap();
    assert!(matches!(stranger.change(&OFFERS, made.id, json!({"price": 8})).await, Err(Error::NotFound)));
    let stale = Change { id: made.id, expected: Some(vec![7]) };
    let body = kit::parse_merge(&OFFERS, object(json!({"name": "refused"}))).unwrap();
    let stale = kit::update(&caller.db, &caller.write, &OFFERS, &stale, &body).await;
    assert!(matches!(stale, Err(Error::VersionMismatch)), "{stale:?}");
    assert_eq!(history(&test).await, "xx");
}

#[test]
fn an_internal_field_is_no_field_to_a_client() {
    let internal: Json = json!({"name": "Ada", "price": 7, "history": "x"});
    for parse in [kit::parse_create, kit::parse_replace, kit::parse_merge] {
        let errors = parse(&OFFERS, object(internal.clone())).unwrap_err();
        assert_eq!((errors[0].field.as_str(), errors[0].code), ("history", "unknown"));
    }
    for parameter in ["history", "sort"] {
        let query = vec![(parameter.to_owned(), "history".to_owned())];
        assert!(kit::ListQuery::parse(&OFFERS, query).is_err(), "{parameter}");
    }
    assert!(OFFERS.readable().chain(OFFERS.writable()).all(|field| field.name != "history"));
}
