//! Fields may be named by words that SQL reserves.

use std::convert::Infallible;

use bytes::Bytes;
use domain::kit::{self, Existing, Field, Format, ImportOptions, Mode, Resource, UniqueBy};
use futures_util::{TryStreamExt, stream};
use serde_json::json;
use tenancy::testing::TestDb;
use uuid::Uuid;

use crate::{Caller, json, make_table};

/// Journeys, whose fields and key are reserved words.
static JOURNEYS: Resource =
    Resource::new("journey", "journeys", "app.journeys").shared().importable().natural_key(&["from", "to"]).fields(&[
        Field::text("from", 1, 50).required().filterable().sortable(),
        Field::text("to", 1, 50).filterable().sortable(),
        Field::integer("limit", 0, 100).filterable(),
        Field::email("user").filterable(),
    ]);

const COLUMNS: &str = r#""from" text not null, "to" text, "limit" bigint, "user" text"#;

#[tokio::test]
async fn a_field_may_have_a_reserved_word_for_its_name() {
    let test = TestDb::new().await;
    make_table(&test, "app.journeys", COLUMNS).await;
    test.superuser(r#"create unique index journeys_key on app.journeys (tenant_id, "from", "to")"#).await;
    let caller = Caller::owner(&test, "acme").await;
    let mut made = Vec::new();
    for (from, to) in [("Bern", "Rome"), ("Oslo", "Bonn"), ("Oslo", "Rome")] {
        let journey = json!({"from": from, "to": to, "limit": 7});
        made.push(caller.create(&JOURNEYS, journey.clone()).await.unwrap().id);
        assert_eq!(caller.create(&JOURNEYS, journey).await.unwrap().id, *made.last().unwrap());
    }
    let changed = caller.change(&JOURNEYS, made[0], json!({"to": "Bonn", "limit": null})).await.unwrap();
    assert_eq!((&json(&changed)["to"], &json(&changed)["limit"]), (&json!("Bonn"), &json!(null)));
    let listed = async |parameters: &[(&str, &str)]| {
        let page = caller.page(&JOURNEYS, parameters).await;
        let of_item = |item: &serde_json::Value| format!("{}-{}", item["from"], item["to"]).replace('"', "");
        (page["items"].as_array().unwrap().iter().map(of_item).collect::<Vec<_>>(), page["next_cursor"].clone())
    };
    assert_eq!(listed(&[("from", "Oslo"), ("to", "Rome")]).await.0, ["Oslo-Rome"]);
    let (first, cursor) = listed(&[("sort", "-to"), ("limit", "1")]).await;
    assert_eq!(first, ["Oslo-Rome"]);
    let rest = listed(&[("sort", "-to"), ("cursor", cursor.as_str().unwrap())]).await.0;
    assert_eq!(rest.len(), 2, "{rest:?}");
}

#[tokio::test]
async fn a_field_with_a_reserved_word_for_its_name_comes_and_goes_by_file() {
    let test = TestDb::new().await;
    make_table(&test, "app.journeys", COLUMNS).await;
    let caller = Caller::owner(&test, "acme").await;
    let import = async |file: &'static str| {
        let unique_by = UniqueBy::parse(&JOURNEYS, "user", Existing::Update).unwrap();
        let options = ImportOptions { unique_by: Some(unique_by), ..Mode::All.into() };
        let chunks = stream::iter([Ok::<_, Infallible>(Bytes::from_static(file.as_bytes()))]);
        kit::import(&caller.db, &caller.write, &JOURNEYS, Format::Csv, options, chunks, Uuid::now_v7).await.unwrap().1
    };
    let made = import("from,to,limit,user\nBern,Rome,7,ada@example.com\n").await;
    let changed = import("from,user\nOslo,ada@example.com\n").await;
    assert_eq!([made.imported, changed.updated], [1, 1]);
    let (_, exported) = kit::export(&caller.db, &caller.read, &JOURNEYS, Format::Csv).await.unwrap();
    let exported: Vec<Bytes> = exported.try_collect().await.unwrap();
    let file = String::from_utf8(exported.concat()).unwrap();
    assert!(file.starts_with("id,created_at,updated_at,from,to,limit,user\r\n"), "{file}");
    assert!(file.ends_with(",Oslo,Rome,7,ada@example.com\r\n"), "{file}");
}
