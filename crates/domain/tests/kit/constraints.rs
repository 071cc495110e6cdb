//! What a client learns of a value that the database itself refuses.

use std::convert::Infallible;

use bytes::Bytes;
use domain::kit::{self, Change, Error, Field, Format, ImportError, Mode, Resource};
use futures_util::stream;
use serde_json::json;
use tenancy::testing::TestDb;
use uuid::Uuid;

use crate::{Caller, make_table, object};

/// Visits to leads.
static VISITS: Resource = Resource::new("visit", "visits", "app.visits").shared().importable().fields(&[
    Field::text("code", 1, 20).required(),
    Field::uuid("lead_id"),
    Field::integer("rating", 0, 100),
    Field::text("rating_note", 1, 20),
]);

const COLUMNS: &str = "code text not null, lead_id uuid, rating bigint, rating_note text,
  constraint visits_lead foreign key (tenant_id, lead_id) references app.leads (tenant_id, id),
  constraint visits_rating_range check (rating between 1 and 5),
  constraint visits_rating_note_form check (rating_note <> 'none'),
  constraint visits_code unique (tenant_id, code)";

fn refused_field(error: &Error) -> (&str, &str) {
    let Error::Invalid(errors) = error else { panic!("{error:?}") };
    (&errors[0].field, errors[0].code)
}

#[tokio::test]
async fn a_value_that_a_foreign_key_or_a_check_refuses_is_an_error_of_its_field() {
    let test = TestDb::new().await;
    make_table(&test, "app.visits", COLUMNS).await;
    let caller = Caller::owner(&test, "acme").await;
    let made = caller.create(&VISITS, json!({"code": "a"})).await.unwrap();
    for (wrong, expected) in [
        (json!({"lead_id": Uuid::now_v7()}), ("lead_id", "reference")),
        (json!({"rating": 7}), ("rating", "check")),
        (json!({"rating_note": "none"}), ("rating_note", "check")),
    ] {
        let body = kit::parse_merge(&VISITS, object(wrong.clone())).unwrap();
        let change = Change { id: made.id, expected: None };
        let updated = kit::update(&caller.db, &caller.write, &VISITS, &change, &body).await;
        assert_eq!(refused_field(&updated.unwrap_err()), expected);
        let mut new = object(wrong);
        new.insert("code".to_owned(), json!("b"));
        assert_eq!(refused_field(&caller.create(&VISITS, new.into()).await.unwrap_err()), expected);
    }
}

#[tokio::test]
async fn a_second_row_with_a_unique_value_conflicts() {
    let test = TestDb::new().await;
    make_table(&test, "app.visits", COLUMNS).await;
    let caller = Caller::owner(&test, "acme").await;
    caller.create(&VISITS, json!({"code": "a"})).await.unwrap();
    let again = caller.create(&VISITS, json!({"code": "a"})).await;
    assert!(matches!(again, Err(Error::Conflict(name)) if name == "visits_code"));
}

#[tokio::test]
async fn a_file_with_a_value_that_the_database_refuses_is_refused_by_the_field() {
    let test = TestDb::new().await;
    make_table(&test, "app.visits", COLUMNS).await;
    let caller = Caller::owner(&test, "acme").await;
    let import = async |file: &'static str| {
        let chunks = stream::iter([Ok::<_, Infallible>(Bytes::from_static(file.as_bytes()))]);
        kit::import(&caller.db, &caller.write, &VISITS, Format::Csv, Mode::Valid, chunks, Uuid::now_v7).await
    };
    let Err(ImportError::Kit(error)) = import("code,rating\na,1\nb,9\n").await else { panic!("it is stored") };
    assert_eq!(refused_field(&error), ("rating", "check"));
    assert!(matches!(import("code\na\na\n").await, Err(ImportError::Kit(Error::Conflict(_)))));
    assert_eq!(caller.page(&VISITS, &[]).await["items"], json!([]));
}

#[tokio::test]
async fn what_another_table_refuses_is_a_failure() {
    let test = TestDb::new().await;
    make_table(&test, "app.visits", COLUMNS).await;
    test.superuser("alter table tenancy.changes add constraint visits_rating check (table_name <> 'visits')").await;
    let caller = Caller::owner(&test, "acme").await;
    let made = caller.create(&VISITS, json!({"code": "a"})).await;
    assert!(matches!(made, Err(Error::Tenancy(tenancy::Error::Database(_)))), "{made:?}");
}
