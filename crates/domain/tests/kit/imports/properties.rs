//! Rows of any values, there and back.

use bytes::Bytes;
use domain::contacts::CONTACTS;
use domain::kit::{self, Existing, Format, Mode};
use futures_util::{TryStreamExt, stream};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value as Json, json};
use std::convert::Infallible;
use tenancy::testing::TestDb;
use uuid::Uuid;

use super::unique::unique;
use super::{counts, import};
use crate::Caller;

/// How many files are tried; each takes some statements.
const FILES: usize = 12;

fn text() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "a",
        "Ö",
        "7",
        " ",
        "\n",
        "\r",
        "\t",
        "\"",
        ",",
        ";",
        "'",
        "=",
        "＋",
        "-",
        "\u{a0}",
        "\u{200b}",
        "[",
        "❤\u{fe0f}",
    ]);
    prop::collection::vec(piece, 0..6).prop_map(|pieces| format!("{}x", pieces.concat()))
}

fn contact() -> impl Strategy<Value = Json> {
    let email = select(vec![Json::Null, json!("a@b.co"), json!("Jörg@Müller.de"), json!("=x@b.co"), json!("'-x@b.co")]);
    let phone = select(vec![Json::Null, json!("+1 (555) 000"), json!("-112"), json!("112")]);
    (text(), email, phone, prop::option::of(text()), prop::collection::vec(text(), 0..3)).prop_map(
        |(name, email, phone, company, tags)| {
            json!({"name": name, "email": email, "phone": phone, "company": company, "tags": tags})
        },
    )
}

/// The first so many values of a strategy, the same in each run.
fn generated<S: Strategy>(strategy: &S, count: usize) -> Vec<S::Value> {
    let mut runner = TestRunner::deterministic();
    (0..count).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect()
}

/// The fields of all contacts, in an order of their own.
async fn contacts(caller: &Caller) -> Vec<String> {
    let page = caller.page(&CONTACTS, &[("limit", "100")]).await;
    let fields = |item: &Json| CONTACTS.fields.iter().map(|field| item[field.name].to_string()).collect();
    let mut rows: Vec<String> = page["items"].as_array().unwrap().iter().map(fields).collect();
    rows.sort();
    rows
}

#[tokio::test]
async fn what_fields_hold_comes_back_from_each_exported_file() {
    let test = TestDb::new().await;
    for (number, file) in generated(&prop::collection::vec(contact(), 1..6), FILES).into_iter().enumerate() {
        let from = Caller::owner(&test, &format!("from-{number}")).await;
        for contact in &file {
            from.create(&CONTACTS, contact.clone()).await.unwrap();
        }
        let expected = contacts(&from).await;
        for (slug, format) in [("csv", Format::Csv), ("ndjson", Format::Ndjson)] {
            let (_, chunks) = kit::export(&from.db, &from.read, &CONTACTS, format).await.unwrap();
            let exported = Bytes::from(chunks.try_collect::<Vec<_>>().await.unwrap().concat());
            let to = Caller::owner(&test, &format!("{slug}-{number}")).await;
            let chunks = stream::iter([Ok::<_, Infallible>(exported.clone())]);
            let done = kit::import(&to.db, &to.write, &CONTACTS, format, Mode::All, chunks, Uuid::now_v7).await;
            assert_eq!(counts(&done.unwrap().1), [file.len(), file.len(), 0, 0, 0], "{file:?}");
            assert_eq!(contacts(&to).await, expected, "{}", String::from_utf8_lossy(&exported));
        }
    }
}

#[tokio::test]
async fn a_repeat_that_tells_rows_apart_never_makes_a_double() {
    let test = TestDb::new().await;
    let address = (0..6_u32, any::<bool>()).prop_map(|(number, is_loud)| {
        let address = format!("user{number}@example.com");
        if is_loud { format!(" {}\u{200b}", address.to_uppercase()) } else { address }
    });
    let files = prop::collection::vec((address, 0..3_u32), 0..12);
    let files = prop::collection::vec((files, select(vec![Existing::Skip, Existing::Update])), 1..4);
    for (number, files) in generated(&files, FILES).into_iter().enumerate() {
        let caller = Caller::owner(&test, &format!("acme-{number}")).await;
        let mut known: std::collections::BTreeMap<String, String> = std::collections::BTreeMap::new();
        for (rows, existing) in &files {
            let mut file = "name,email\n".to_owned();
            let mut expected = [rows.len(), 0, 0, 0, 0];
            for (address, name) in rows {
                let name = format!("Name {name}");
                file.extend([&name, ",", address, "\n"]);
                let address = address.trim_matches([' ', '\u{200b}']).to_lowercase();
                match (known.contains_key(&address), existing) {
                    (false, _) => expected[1] += 1,
                    (true, Existing::Update) => expected[2] += 1,
                    (true, Existing::Skip) => {
                        expected[3] += 1;
                        continue;
                    }
                }
                known.insert(address, name);
            }
            for expected in [expected, repeated(expected, *existing)] {
                let report = import(&caller, &CONTACTS, unique(&CONTACTS, *existing), &file).await.unwrap();
                assert_eq!(counts(&report), expected, "{existing:?}\n{file}");
            }
            let page = caller.page(&CONTACTS, &[("limit", "100")]).await;
            let stored: Vec<_> =
                page["items"].as_array().unwrap().iter().map(|item| (&item["email"], &item["name"])).collect();
            assert_eq!(stored.len(), known.len(), "{existing:?}\n{file}");
            for (address, name) in &known {
                assert!(stored.contains(&(&json!(address), &json!(name))), "{address} {name}\n{file}");
            }
        }
    }
}

/// What a repeat of an import counts.
fn repeated([read, imported, updated, skipped, failed]: [usize; 5], existing: Existing) -> [usize; 5] {
    match existing {
        Existing::Skip => [read, 0, updated, imported + skipped, failed],
        Existing::Update => [read, 0, imported + updated, skipped, failed],
    }
}
