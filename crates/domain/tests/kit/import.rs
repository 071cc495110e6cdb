use std::convert::Infallible;

use bytes::Bytes;
use domain::contacts::CONTACTS;
use domain::kit::{self, Error, Format, ImportError, ImportReport, Mode, Resource};
use domain::leads::LEADS;
use futures_util::{Stream, StreamExt, TryStreamExt, stream};
use serde_json::{Value as Json, json};
use tenancy::testing::TestDb;
use uuid::Uuid;

use crate::Caller;

/// A file in chunks of this many bytes.
fn chunks(file: &str, size: usize) -> impl Stream<Item = Result<Bytes, Infallible>> + Unpin + use<> {
    stream::iter(file.as_bytes().chunks(size).map(Bytes::copy_from_slice).map(Ok).collect::<Vec<_>>())
}

impl Caller {
    async fn import(
        &self,
        resource: &'static Resource,
        format: Format,
        mode: Mode,
        file: &str,
        size: usize,
    ) -> Result<ImportReport, ImportError<Infallible>> {
        kit::import(&self.db, &self.write, resource, format, mode, chunks(file, size), Uuid::now_v7)
            .await
            .map(|(_, report)| report)
    }

    async fn export(&self, resource: &'static Resource, format: Format) -> String {
        let (_, chunks) = kit::export(&self.db, &self.read, resource, format).await.unwrap();
        let chunks: Vec<_> = chunks.try_collect().await.unwrap();
        String::from_utf8(chunks.concat()).unwrap()
    }
}

/// The fields of all contacts, by name.
async fn fields(caller: &Caller) -> Vec<Vec<Json>> {
    let page = caller.page(&CONTACTS, &[("sort", "name")]).await;
    let row = |item: &Json| CONTACTS.fields.iter().map(|field| item[field.name].clone()).collect();
    page["items"].as_array().unwrap().iter().map(row).collect()
}

fn errors(report: &ImportReport) -> Vec<(usize, &str, &str)> {
    report.errors.iter().map(|error| (error.row, error.error.field.as_str(), error.error.code)).collect()
}

#[tokio::test]
async fn good_rows_are_stored_and_wrong_ones_named_wherever_a_chunk_ends() {
    let test = TestDb::new().await;
    let file = "\u{feff}Email,name,notes\r\nada@example.com,Ada,\"two\r\nlines, \"\"quoted\"\"\"\r\n\r\nno address,,x\r\nx@y.de,Bob\r\n,Čapek,";
    for size in [1, 2, 3, 7, 1000] {
        let slug = format!("acme-{size}");
        let caller = Caller::owner(&test, &slug).await;
        let report = caller.import(&LEADS, Format::Csv, Mode::Valid, file, size).await.unwrap();
        assert_eq!((report.imported, report.failed), (3, 1), "{report:?}");
        assert_eq!(errors(&report), [(2, "name", "required"), (2, "email", "email")]);
        let page = caller.page(&LEADS, &[("sort", "name")]).await;
        assert_eq!(page["items"][0]["notes"], json!("two\r\nlines, \"quoted\""));
        assert_eq!(page["items"][2]["name"], json!("Čapek"));
    }
}

#[tokio::test]
async fn lines_of_json_are_rows_and_what_is_no_object_is_named() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    let file = "{\"name\":\"Ada\",\"tags\":[\"a\",\"b\"]}\n\nnonsense\r\n{\"name\":\"Bob\",\"tenant_id\":\"x\"}\n[]\n{\"name\":\"Čapek\"}";
    for size in [1, 5, 1000] {
        let report = caller.import(&CONTACTS, Format::Ndjson, Mode::Valid, file, size).await.unwrap();
        assert_eq!((report.imported, report.failed), (2, 3));
        assert_eq!(errors(&report), [(2, "", "json"), (3, "tenant_id", "unknown"), (4, "", "json")]);
    }
}

#[tokio::test]
async fn a_file_that_must_be_whole_is_refused_for_one_wrong_row() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    let mut file = "name\n".to_owned();
    file.extend((0..1500).map(|n| format!("Lead {n}\n")));
    let wrong = format!("{file}\"\",x\nlast\n");
    let Err(ImportError::Rows(report)) = caller.import(&LEADS, Format::Csv, Mode::All, &wrong, 4096).await else {
        panic!()
    };
    assert_eq!((report.imported, report.failed, errors(&report)), (0, 1, vec![(1501, "", "columns")]));
    assert!(caller.names(&LEADS, &[]).await.is_empty());
    assert_eq!(caller.import(&LEADS, Format::Csv, Mode::All, &file, 4096).await.unwrap().imported, 1500);
    // Newest first, and of one batch the file's last: the order of the file is kept.
    assert_eq!(caller.names(&LEADS, &[("limit", "2")]).await, ["Lead 1499", "Lead 1498"]);
}

#[tokio::test]
async fn a_header_is_refused_by_the_names_of_its_columns() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    for (header, expected) in [
        ("email,Email,tenant_id\n", vec![("email", "repeated"), ("tenant_id", "unknown"), ("name", "required")]),
        ("", vec![("", "header")]),
    ] {
        let Err(ImportError::Kit(Error::Invalid(errors))) =
            caller.import(&LEADS, Format::Csv, Mode::Valid, header, 9).await
        else {
            panic!("{header}")
        };
        assert_eq!(errors.iter().map(|error| (error.field.as_str(), error.code)).collect::<Vec<_>>(), expected);
    }
}

#[tokio::test]
async fn api_3_a_row_is_bounded_and_a_longer_one_costs_itself_only() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    let long = "x".repeat(300_000);
    let csv = format!("name\nAda\n{long}\nBob\n{}\n{}\nCid\n", ",".repeat(500), ",".repeat(300_000));
    let report = caller.import(&LEADS, Format::Csv, Mode::Valid, &csv, 1000).await.unwrap();
    assert_eq!((report.imported, errors(&report)), (3, vec![(2, "", "length"), (4, "", "length")]));
    let lines = format!("{{\"name\":\"Ada\"}}\n{{\"name\":\"{long}\"}}\n{{\"name\":\"Bob\"}}\n");
    let report = caller.import(&LEADS, Format::Ndjson, Mode::Valid, &lines, 1000).await.unwrap();
    assert_eq!((report.imported, errors(&report)), (2, vec![(2, "", "length")]));
}

#[tokio::test]
async fn what_is_exported_is_imported_as_it_was() {
    let test = TestDb::new().await;
    let from = Caller::owner(&test, "from").await;
    for contact in [
        json!({"name": "=HYPERLINK(\"x\")", "tags": ["a,b", "=c"], "phone": "+1 555 000"}),
        json!({"name": "'-1", "company": "two\nlines, \"quoted\"", "tags": ["x", "y"]}),
        json!({"name": "\ttab", "email": "ada@example.com"}),
    ] {
        from.create(&CONTACTS, contact).await.unwrap();
    }
    let trashed = from.create(&CONTACTS, json!({"name": "trashed"})).await.unwrap();
    kit::delete(&from.db, &from.write, &CONTACTS, &kit::Change { id: trashed.id, expected: None }).await.unwrap();

    let expected = fields(&from).await;
    assert_eq!(expected.len(), 3);
    for (slug, format) in [("to-csv", Format::Csv), ("to-lines", Format::Ndjson)] {
        let file = from.export(&CONTACTS, format).await;
        let to = Caller::owner(&test, slug).await;
        let report = to.import(&CONTACTS, format, Mode::All, &file, 100).await.unwrap();
        assert_eq!(report.imported, 3, "{file}");
        assert_eq!(fields(&to).await, expected, "{file}");
    }
    let csv = from.export(&CONTACTS, Format::Csv).await;
    assert!(csv.starts_with("id,created_at,updated_at,name,email,phone,company,tags\r\n"), "{csv}");
    assert!(csv.contains("\"'=HYPERLINK(\"\"x\"\")\",,+1 555 000,"), "{csv}");
}

#[tokio::test]
async fn ten_3_an_export_holds_the_rows_of_its_tenant_in_order_and_ends_with_the_membership() {
    let test = TestDb::new().await;
    let (tenant, owner) = test.tenant("acme").await;
    let caller = Caller::new(&test, owner, "acme");
    let stranger = Caller::owner(&test, "other").await;
    stranger.create(&LEADS, json!({"name": "CANARY"})).await.unwrap();
    let mut file = "name\n".to_owned();
    file.extend((0..1700).map(|n| format!("Lead {n}\n")));
    caller.import(&LEADS, Format::Csv, Mode::All, &file, 4096).await.unwrap();

    let exported = caller.export(&LEADS, Format::Ndjson).await;
    let names: Vec<_> = exported
        .lines()
        .map(|line| serde_json::from_str::<Json>(line).unwrap()["name"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(names, (0..1700).map(|n| format!("Lead {n}")).collect::<Vec<_>>());

    let refused = kit::export(
        &stranger.db,
        &tenancy::TenantRequest { tenant: tenancy::TenantRef::parse("acme").unwrap(), ..stranger.read.clone() },
        &LEADS,
        Format::Csv,
    )
    .await;
    assert!(matches!(refused.err(), Some(Error::Tenancy(tenancy::Error::NotAMember))));

    let (_, chunks) = kit::export(&caller.db, &caller.read, &LEADS, Format::Csv).await.unwrap();
    let mut chunks = Box::pin(chunks);
    assert!(chunks.next().await.unwrap().is_ok());
    // The last owner would stay.
    let another = "00000000-0000-7000-8000-000000000001";
    test.superuser(&format!("insert into tenancy.memberships values ('{tenant}', '{another}', 'owner')")).await;
    let all_but = format!("delete from tenancy.memberships where tenant_id = '{tenant}' and user_id <> '{another}'");
    test.superuser(&all_but).await;
    assert!(matches!(chunks.next().await.unwrap(), Err(Error::Tenancy(tenancy::Error::NotAMember))));
}

#[tokio::test]
async fn api_3_a_file_has_at_most_a_hundred_thousand_rows() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    // Nothing is stored after a wrong row of a file that must be whole, so this is quick.
    let file = format!("name,email\n,nonsense\n{}", "Ada,\n".repeat(kit::MAX_ROWS));
    let refused = caller.import(&LEADS, Format::Csv, Mode::All, &file, 65_536).await;
    assert!(matches!(refused, Err(ImportError::Kit(Error::Invalid(errors))) if errors[0].code == "rows"));
    let whole = &file[..file.len() - "Ada,\n".len()];
    let refused = caller.import(&LEADS, Format::Csv, Mode::All, whole, 65_536).await;
    assert!(matches!(refused, Err(ImportError::Rows(report)) if report.failed == 1));
}

#[tokio::test]
async fn rel_1_a_file_that_breaks_off_leaves_nothing() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    let start = format!("name\n{}", "Ada\n".repeat(2500));
    let chunks = stream::iter([Ok(Bytes::from(start)), Err("reset by peer")]);
    let broken = kit::import(&caller.db, &caller.write, &LEADS, Format::Csv, Mode::Valid, chunks, Uuid::now_v7).await;
    assert!(matches!(broken, Err(ImportError::Body("reset by peer"))));
    assert!(caller.names(&LEADS, &[]).await.is_empty());
}
