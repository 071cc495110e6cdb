//! Imports of files that others wrote: what is stored of them, and what a repeat does.

mod properties;
mod unique;

use std::convert::Infallible;
use std::time::Duration;

use bytes::Bytes;
use domain::contacts::CONTACTS;
use domain::kit::{self, Error, Format, ImportError, ImportOptions, ImportReport, Mode, Resource};
use domain::leads::LEADS;
use futures_util::stream;
use serde_json::json;
use tenancy::testing::TestDb;
use uuid::Uuid;

use crate::{Caller, object, refused_field};

/// Imports a file of CSV.
async fn import(
    caller: &Caller,
    resource: &'static Resource,
    options: impl Into<ImportOptions>,
    file: &str,
) -> Result<ImportReport, ImportError<Infallible>> {
    let chunks = stream::iter([Ok(Bytes::from(file.to_owned()))]);
    let done = kit::import(&caller.db, &caller.write, resource, Format::Csv, options, chunks, Uuid::now_v7).await;
    done.map(|(_, report)| report)
}

/// What a report counts: read, imported, updated, skipped, failed.
fn counts(report: &ImportReport) -> [usize; 5] {
    [report.rows_read, report.imported, report.updated, report.skipped, report.failed]
}

#[tokio::test]
async fn of_a_file_that_is_cut_off_nothing_is_stored_where_it_must_be_whole() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    let head = "name,email,notes\nAda,ada@example.com,";
    let unclosed = format!("{head}\"call back\n{}", "Bob,bob@example.com,\n".repeat(150));
    for (file, code) in [(unclosed.as_str(), "quote"), ("name,email\nAda,a@b.co\nBob", "truncated")] {
        let Err(ImportError::Rows(report)) = import(&caller, &LEADS, Mode::All, file).await else {
            panic!("{code}: it is stored")
        };
        let named = &report.errors[0];
        assert_eq!((named.row, named.error.code), (if code == "quote" { 1 } else { 2 }, code));
        assert_eq!(counts(&report)[1..], [0, 0, 0, 1]);
    }
    assert!(caller.names(&LEADS, &[]).await.is_empty());
    // A file that ends between two rows is told by how many it had.
    let report = import(&caller, &LEADS, Mode::All, "name,email\nAda,a@b.co\n").await.unwrap();
    assert_eq!(counts(&report), [1, 1, 0, 0, 0]);
}

#[tokio::test]
async fn of_a_file_in_another_encoding_no_row_is_stored() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    let file = b"name\nAda\nM\xfcller\nBob\n";
    for mode in [Mode::Valid, Mode::All, Mode::Check] {
        let chunks = stream::iter([Ok::<_, Infallible>(Bytes::from_static(file))]);
        let done = kit::import(&caller.db, &caller.write, &LEADS, Format::Csv, mode, chunks, Uuid::now_v7).await;
        let Err(ImportError::Kit(error)) = done else { panic!("{mode:?}: it is stored") };
        assert_eq!(refused_field(&error), ("rows[2]", "encoding"), "{mode:?}");
    }
    assert!(caller.names(&LEADS, &[]).await.is_empty());
}

#[tokio::test]
async fn a_check_says_what_an_import_would_do_and_stores_nothing() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    let mut file = "name,email\n".to_owned();
    file.extend((0..1200).map(|n| format!("Lead {n},lead{}@example.com\n", n % 1100)));
    file.push_str("Wrong,nonsense\n");
    let options =
        || ImportOptions { unique_by: Some(unique::by_email(&LEADS, kit::Existing::Skip)), ..Mode::Check.into() };
    let report = import(&caller, &LEADS, options(), &file).await.unwrap();
    assert_eq!(counts(&report), [1201, 1100, 0, 100, 1]);
    assert!(caller.names(&LEADS, &[]).await.is_empty());
    let stored = import(&caller, &LEADS, ImportOptions { mode: Mode::Valid, ..options() }, &file).await.unwrap();
    assert_eq!(stored, report);
}

#[tokio::test]
async fn a_value_is_read_alike_from_a_body_and_from_a_file() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    for (name, email, phone) in [
        ("Ada", "info@m\u{fc}ller.de", "+1 555 000"),
        ("\u{a0}Ada\u{200b}", "\u{feff}INFO@M\u{fc}ller.de ", "\u{202a}+1 555 000\u{202c}"),
    ] {
        let body = json!({"name": name, "email": email, "phone": phone});
        let made = caller.create(&CONTACTS, body).await.unwrap();
        let file = format!("name,email,phone\n{name},{email},{phone}\n");
        assert_eq!(counts(&import(&caller, &CONTACTS, Mode::All, &file).await.unwrap()), [1, 1, 0, 0, 0]);
        let page = caller.page(&CONTACTS, &[]).await;
        for row in [&crate::json(&made), &page["items"][0]] {
            assert_eq!(row["name"], "Ada");
            assert_eq!(row["email"], "info@xn--mller-kva.de");
            assert_eq!(row["phone"], "+1 555 000");
        }
    }
    // A filter reads an address in the same way.
    let found = caller.page(&CONTACTS, &[("email", "Info@M\u{fc}ller.DE")]).await;
    assert_eq!(found["items"].as_array().unwrap().len(), 4);

    for blank in [" ", "\u{a0}", "\u{200b}\u{feff}", "\u{3164}"] {
        for parse in [kit::parse_create, kit::parse_replace, kit::parse_merge] {
            let refused = parse(&CONTACTS, object(json!({"name": blank}))).unwrap_err();
            assert_eq!((refused[0].field.as_str(), refused[0].code), ("name", "blank"), "{blank:?}");
        }
        let refused = kit::parse_merge(&CONTACTS, object(json!({"company": blank}))).unwrap_err();
        assert_eq!((refused[0].field.as_str(), refused[0].code), ("company", "blank"), "{blank:?}");
        let file = format!("name,email\n{blank},a@b.co\n");
        let Err(ImportError::Rows(report)) = import(&caller, &CONTACTS, Mode::All, &file).await else {
            panic!("{blank:?} is stored")
        };
        assert_eq!((report.errors[0].error.field.as_str(), report.errors[0].error.code), ("name", "required"));
    }
    // Empty cells are no values.
    let report = import(&caller, &CONTACTS, Mode::All, "name,company\nAda,\u{a0}\n").await.unwrap();
    assert_eq!(counts(&report), [1, 1, 0, 0, 0]);
}

#[tokio::test]
async fn one_import_into_a_table_of_a_tenant_is_under_way_at_a_time() {
    let test = TestDb::new().await;
    let (caller, neighbour) = (Caller::owner(&test, "acme").await, Caller::owner(&test, "other").await);
    let mut tx = caller.db.begin(&caller.write).await.unwrap();
    assert!(tx.claim_import(LEADS.table).await.unwrap());
    // It is no one else's: another tenant and another table aren't concerned.
    for (who, resource) in [(&neighbour, &LEADS), (&caller, &CONTACTS)] {
        let done = import(who, resource, Mode::All, "name\nAda\n");
        let done = tokio::time::timeout(Duration::from_secs(10), done).await;
        assert_eq!(counts(&done.expect("it doesn't wait").unwrap()), [1, 1, 0, 0, 0]);
    }
    let impatient = ImportOptions { wait: Duration::from_millis(150), ..Mode::All.into() };
    let refused = import(&caller, &LEADS, impatient, "name\nAda\n").await;
    assert!(
        matches!(refused, Err(ImportError::Kit(Error::Conflict { code: "import_in_progress", .. }))),
        "{refused:?}"
    );
    tx.commit().await.unwrap();
    assert_eq!(counts(&import(&caller, &LEADS, Mode::All, "name\nAda\n").await.unwrap()), [1, 1, 0, 0, 0]);
}
