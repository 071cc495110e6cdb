//! Fields that only answers have, and fields that only bodies have.

use std::convert::Infallible;

use bytes::Bytes;
use domain::kit::{self, Change, Field, Format, ListQuery, Mode, Resource};
use futures_util::{TryStreamExt, stream};
use serde_json::json;
use tenancy::testing::TestDb;
use uuid::Uuid;

use crate::{Caller, json, make_table, object};

static LINES: Resource = Resource::new("line", "lines", "app.lines").shared().importable().fields(&[
    Field::text("auth_token", 1, 50).required().write_only(),
    Field::text("label", 1, 50),
    Field::text("status", 1, 50).required().read_only().filterable().sortable(),
    Field::text("pin", 1, 50).write_only(),
]);

const COLUMNS: &str = "auth_token text not null, label text, status text not null default 'idle', pin text";

/// The tokens of all lines, as the database keeps them.
async fn tokens(test: &TestDb) -> Vec<(String, String)> {
    sqlx::query_as("select auth_token, status from app.lines order by auth_token, status")
        .fetch_all(&mut test.connect("postgres").await)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_read_only_field_is_in_answers_and_refused_in_bodies() {
    let test = TestDb::new().await;
    make_table(&test, "app.lines", COLUMNS).await;
    let caller = Caller::owner(&test, "acme").await;
    let made = caller.create(&LINES, json!({"auth_token": "t1"})).await.unwrap();
    assert_eq!(json(&made)["status"], "idle");
    for parse in [kit::parse_create, kit::parse_replace, kit::parse_merge] {
        for value in [json!("busy"), json!(null)] {
            let errors = parse(&LINES, object(json!({"auth_token": "t1", "status": value}))).unwrap_err();
            assert_eq!((errors[0].field.as_str(), errors[0].code, errors.len()), ("status", "read_only", 1));
        }
    }
    test.superuser("update app.lines set status = 'busy'").await;
    let change = Change { id: made.id, expected: None };
    let body = kit::parse_replace(&LINES, object(json!({"auth_token": "t2"}))).unwrap();
    let replaced = kit::update(&caller.db, &caller.write, &LINES, &change, &body).await.unwrap();
    assert_eq!(json(&replaced)["status"], "busy");
    assert_eq!(caller.page(&LINES, &[("status", "busy"), ("sort", "status")]).await["items"], json!([json(&replaced)]));
}

#[tokio::test]
async fn a_write_only_field_is_stored_and_in_no_answer() {
    let test = TestDb::new().await;
    make_table(&test, "app.lines", COLUMNS).await;
    let caller = Caller::owner(&test, "acme").await;
    let made = caller.create(&LINES, json!({"auth_token": "s3cret", "pin": "s3cret"})).await.unwrap();
    let found = kit::find(&caller.db, &caller.read, &LINES, made.id).await.unwrap();
    let page = caller.page(&LINES, &[]).await;
    assert_eq!(page["items"], json!([json(&found)]));
    let exports = [export(&caller, Format::Csv).await, export(&caller, Format::Ndjson).await];
    for answer in [json(&made), json(&found), page, exports.into()] {
        let shown = answer.to_string();
        assert!(!["s3cret", "auth_token", "pin"].iter().any(|word| shown.contains(word)), "{shown}");
    }
    assert_eq!(tokens(&test).await, [("s3cret".to_owned(), "idle".to_owned())]);
    for parameter in [("auth_token", "s3cret"), ("sort", "auth_token"), ("sort", "pin")] {
        let parameters = vec![(parameter.0.to_owned(), parameter.1.to_owned())];
        assert_eq!(ListQuery::parse(&LINES, parameters).unwrap_err()[0].field, parameter.0);
    }
}

#[tokio::test]
async fn a_file_brings_write_only_fields_and_its_read_only_ones_are_skipped() {
    let test = TestDb::new().await;
    make_table(&test, "app.lines", COLUMNS).await;
    let caller = Caller::owner(&test, "acme").await;
    let (csv, lines) = ("status,label,auth_token\nbusy,x,t1\n", "{\"status\":\"busy\",\"auth_token\":\"t2\"}\n");
    for (format, file) in [(Format::Csv, csv), (Format::Ndjson, lines)] {
        let chunks = stream::iter([Ok::<_, Infallible>(Bytes::from_static(file.as_bytes()))]);
        let imported =
            kit::import(&caller.db, &caller.write, &LINES, format, Mode::All, chunks, Uuid::now_v7).await.unwrap();
        assert_eq!(imported.1.imported, 1);
    }
    let idle = |token: &str| (token.to_owned(), "idle".to_owned());
    assert_eq!(tokens(&test).await, [idle("t1"), idle("t2")]);
}

async fn export(caller: &Caller, format: Format) -> String {
    let (_, chunks) = kit::export(&caller.db, &caller.read, &LINES, format).await.unwrap();
    let chunks: Vec<_> = chunks.try_collect().await.unwrap();
    String::from_utf8(chunks.concat()).unwrap()
}
