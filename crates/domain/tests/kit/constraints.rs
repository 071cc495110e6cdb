//! What a client learns of a value that the database itself refuses.

use std::convert::Infallible;

use bytes::Bytes;
use domain::contacts::CONTACTS;
use domain::kit::{self, Change, Error, Field, Format, ImportError, Mode, Resource};
use domain::leads::LEADS;
use futures_util::stream;
use serde_json::json;
use tenancy::testing::TestDb;
use uuid::Uuid;

use crate::{Caller, make_table, object, refused_field};

/// Visits to leads.
static VISITS: Resource = Resource::new("visit", "visits", "app.visits")
    .shared()
    .importable()
    .unique("visits_one_open", "visit_open", "This lead has an open visit.")
    .foreign_key("visits_made_by", "agent_id")
    .check("visits_period", "minutes", "must be a multiple of 15")
    .fields(&[
        Field::text("code", 1, 20).required(),
        Field::uuid("lead_id"),
        Field::reference("agent_id", &CONTACTS),
        Field::integer("rating", 0, 100),
        Field::text("rating_note", 1, 20),
        Field::integer("minutes", 0, 1_000),
        Field::boolean("open", false),
    ]);

const COLUMNS: &str = "code text not null, lead_id uuid, agent_id uuid, rating bigint, rating_note text, minutes bigint, open boolean not null,
  constraint visits_made_by foreign key (tenant_id, agent_id) references app.contacts (tenant_id, id),
  constraint visits_period check (minutes % 15 = 0),
  constraint visits_lead foreign key (tenant_id, lead_id) references app.leads (tenant_id, id),
  constraint visits_rating_range check (rating between 1 and 5),
  constraint visits_rating_note_form check (rating_note <> 'none'),
  constraint visits_code unique (tenant_id, code)";

/// One open visit a lead.
const ONE_OPEN: &str = "create unique index visits_one_open on app.visits (tenant_id, lead_id) where open";

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
        (json!({"agent_id": Uuid::now_v7()}), ("agent_id", "reference")),
        (json!({"minutes": 7}), ("minutes", "check")),
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
    let Err(Error::Conflict { constraint, code, .. }) = again else { panic!("{again:?}") };
    assert_eq!((constraint.as_str(), code), ("visits_code", "conflict"));
}

#[tokio::test]
async fn what_a_resource_says_of_a_constraint_is_what_the_client_learns() {
    let test = TestDb::new().await;
    make_table(&test, "app.visits", COLUMNS).await;
    test.superuser(ONE_OPEN).await;
    let caller = Caller::owner(&test, "acme").await;
    let lead = caller.create(&LEADS, json!({"name": "Ada"})).await.unwrap().id;
    caller.create(&VISITS, json!({"code": "a", "lead_id": lead, "open": true})).await.unwrap();
    let again = caller.create(&VISITS, json!({"code": "b", "lead_id": lead, "open": true})).await;
    let Err(Error::Conflict { code, detail, .. }) = again else { panic!("{again:?}") };
    assert_eq!((code, detail), ("visit_open", "This lead has an open visit."));
    for (wrong, expected) in [
        (json!({"code": "c", "minutes": 7}), "must be a multiple of 15"),
        (json!({"code": "c", "agent_id": lead}), "must be the id of one of the contacts"),
        (json!({"code": "c", "lead_id": Uuid::now_v7()}), "must be the id of one of the existing rows"),
    ] {
        let refused = caller.create(&VISITS, wrong).await;
        let Err(Error::Invalid(errors)) = refused else { panic!("{refused:?}") };
        assert_eq!(errors[0].message, expected);
    }
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
    assert!(matches!(import("code\na\na\n").await, Err(ImportError::Kit(Error::Conflict { .. }))));
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
