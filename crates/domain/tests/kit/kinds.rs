//! Each kind of field, from a body to the column and back, through filters and through files.

use std::convert::Infallible;

use bytes::Bytes;
use domain::kit::{self, Field, Format, Mode, Resource};
use futures_util::{TryStreamExt, stream};
use serde_json::{Value as Json, json};
use tenancy::testing::TestDb;
use uuid::Uuid;

use crate::{Caller, make_table, object};

static THINGS: Resource = Resource::new("thing", "things", "app.things").shared().importable().fields(&[
    Field::text("name", 1, 50).filterable(),
    Field::email("email").filterable(),
    Field::phone("phone").filterable(),
    Field::e164("number").filterable(),
    Field::url("website").filterable(),
    Field::one_of("status", &["new", "old"], "new").filterable(),
    Field::tags("tags").filterable(),
    Field::uuid("ref_id").filterable(),
    Field::timestamp("due_at").filterable(),
    Field::date("day").filterable(),
    Field::integer("count", -1_000, 1_000).filterable(),
    Field::decimal("rate", 30, 7).filterable(),
    Field::boolean("active", true).filterable(),
    Field::json("meta", 1_000),
]);

const COLUMNS: &str = "name text, email text, phone text, number text, website text, status text not null,
  tags text[] not null, ref_id uuid, due_at timestamptz, day date, count bigint, rate numeric(30, 7), active boolean not null,
  meta jsonb";

/// Rows as a client writes them, with every field as an answer shows it.
fn things() -> Vec<Json> {
    vec![
        json!({"name": "=1+1", "email": "a@b.co", "phone": "+1 555 000", "number": "+442079460000",
            "website": "https://example.com/?a=b,c", "status": "old", "tags": ["a,b", "=c"],
            "ref_id": "0197a3c2-7d50-7000-8000-000000000001", "due_at": "2026-01-31T23:59:59.000001Z", "day": "2024-02-29",
            "count": -7, "rate": "-12345678901234567890123.0000001", "active": false, "meta": {"a": [1, null, "x"]}}),
        json!({"name": "two\nlines", "email": null, "phone": null, "number": null, "website": null, "status": "new",
            "tags": [], "ref_id": null, "due_at": null, "day": "0001-01-01", "count": 0, "rate": "0.0000000", "active": true,
            "meta": "=text"}),
        json!({"name": null, "email": null, "phone": null, "number": null, "website": null, "status": "new", "tags": [],
            "ref_id": null, "due_at": null, "day": "9999-12-31", "count": null, "rate": "10000.0000000", "active": true,
            "meta": -1}),
        json!({"name": null, "email": null, "phone": null, "number": null, "website": null, "status": "new", "tags": [],
            "ref_id": null, "due_at": null, "day": null, "count": null, "rate": null, "active": true, "meta": null}),
    ]
}

/// What a page shows of its rows, but for what the server gives them; oldest first.
async fn shown(caller: &Caller) -> Vec<Json> {
    let page = caller.page(&THINGS, &[("sort", "created_at")]).await;
    let fields =
        |item: &Json| THINGS.fields.iter().map(|field| (field.name.to_owned(), item[field.name].clone())).collect();
    page["items"].as_array().unwrap().iter().map(fields).collect()
}

#[tokio::test]
async fn a_value_of_each_kind_is_stored_and_answered_as_it_came() {
    let test = TestDb::new().await;
    make_table(&test, "app.things", COLUMNS).await;
    let caller = Caller::owner(&test, "acme").await;
    for thing in things() {
        caller.create(&THINGS, thing).await.unwrap();
    }
    assert_eq!(shown(&caller).await, things());
}

#[tokio::test]
async fn a_value_of_each_kind_comes_back_from_an_exported_file() {
    let test = TestDb::new().await;
    make_table(&test, "app.things", COLUMNS).await;
    let from = Caller::owner(&test, "from").await;
    for thing in things() {
        from.create(&THINGS, thing).await.unwrap();
    }
    for (slug, format) in [("to-csv", Format::Csv), ("to-lines", Format::Ndjson)] {
        let (_, chunks) = kit::export(&from.db, &from.read, &THINGS, format).await.unwrap();
        let file = Bytes::from(chunks.try_collect::<Vec<_>>().await.unwrap().concat());
        let to = Caller::owner(&test, slug).await;
        let chunks = stream::iter([Ok::<_, Infallible>(file.clone())]);
        let imported = kit::import(&to.db, &to.write, &THINGS, format, Mode::All, chunks, Uuid::now_v7).await;
        assert_eq!(imported.unwrap().1.imported, 4, "{}", String::from_utf8_lossy(&file));
        let mut rows = shown(&to).await;
        rows.sort_by_key(|row| things().iter().position(|thing| thing == row));
        assert_eq!(rows, things(), "{}", String::from_utf8_lossy(&file));
    }
}

#[tokio::test]
async fn a_filter_of_each_kind_finds_the_rows_that_have_its_value() {
    let test = TestDb::new().await;
    make_table(&test, "app.things", COLUMNS).await;
    let caller = Caller::owner(&test, "acme").await;
    for thing in things() {
        caller.create(&THINGS, thing).await.unwrap();
    }
    let first = &things()[0];
    for field in THINGS.fields.iter().filter(|field| field.filterable) {
        let value = match &first[field.name] {
            Json::String(value) => value.clone(),
            Json::Array(_) => "=c".to_owned(),
            other => other.to_string(),
        };
        let found = caller.page(&THINGS, &[(field.name, &value)]).await;
        assert_eq!(found["items"].as_array().unwrap().len(), 1, "{}", field.name);
        assert_eq!(found["items"][0]["name"], first["name"], "{}", field.name);
    }
    assert_eq!(caller.page(&THINGS, &[("rate", "10000")]).await["items"].as_array().unwrap().len(), 1);
}

/// Numbers of every length and scale, with zeros in each place, as the database itself writes them.
#[tokio::test]
async fn decimals_are_what_the_database_makes_of_their_text() {
    let test = TestDb::new().await;
    let mut superuser = test.connect("postgres").await;
    let mut state = 7_u64;
    for scale in 0..=12 {
        for length in 1..=18 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let digits = (state % 10_u64.pow(length)) / 10_u64.pow(length / 2) * 10_u64.pow(length / 2);
            let sign = if state.is_multiple_of(3) && digits > 0 { "-" } else { "" };
            let decimals = "0".repeat(scale / 2) + &(state % 10_u64.pow(6)).to_string();
            let written = match scale {
                0 => format!("{sign}{digits}"),
                _ => format!("{sign}{digits}.{}", &decimals[..decimals.len().min(scale)]),
            };
            let number = kit::Decimal::parse(&written, 30, u8::try_from(scale).unwrap()).unwrap();
            let row: (String, kit::Decimal) = sqlx::query_as("select $1::numeric::text, ($2::text)::numeric(30, 12)")
                .bind(number)
                .bind(&written)
                .fetch_one(&mut superuser)
                .await
                .unwrap();
            assert_eq!(row.0, number.to_string(), "{written}");
            assert_eq!(row.1, kit::Decimal::parse(&written, 30, 12).unwrap(), "{written}");
        }
    }
}

#[tokio::test]
async fn api_2_a_value_that_the_column_would_refuse_is_refused_by_the_field() {
    for (field, wrong) in [
        ("number", json!("020 7946 0000")),
        ("website", json!("ftp://example.com")),
        ("day", json!("2026-02-30")),
        ("count", json!(1_001)),
        ("rate", json!("123456789012345678901234")),
        ("rate", json!("0.12345678")),
        ("active", json!("yes")),
        ("meta", json!("\0")),
    ] {
        let errors = kit::parse_create(&THINGS, object(json!({field: wrong}))).unwrap_err();
        assert_eq!((errors.len(), errors[0].field.as_str()), (1, field), "{wrong}");
    }
}
