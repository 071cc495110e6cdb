use std::convert::Infallible;

use bytes::Bytes;
use domain::catalog;
use domain::courses::COURSES;
use domain::kit::{Error, Format, ImportError, ImportReport, Resource, find};
use domain::universities::UNIVERSITIES;
use futures_util::stream;
use serde_json::json;
use tenancy::Db;
use tenancy::testing::TestDb;
use uuid::Uuid;

use crate::Caller;

async fn upsert(
    db: &Db,
    resource: &'static Resource,
    format: Format,
    file: &str,
) -> Result<ImportReport, ImportError<Infallible>> {
    let chunks = stream::iter([Ok(Bytes::copy_from_slice(file.as_bytes()))]);
    catalog::upsert(db, resource, format, chunks, Uuid::now_v7).await
}

#[tokio::test]
async fn a_file_brings_the_catalogue_to_what_it_says() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    let csv = "name,country,ranking\nBologna,Italy,133\nParis,,1\nParis,,2\n";
    assert_eq!(upsert(&caller.db, &UNIVERSITIES, Format::Csv, csv).await.unwrap().imported, 3);
    upsert(&caller.db, &UNIVERSITIES, Format::Csv, csv).await.unwrap();
    let page = caller.page(&UNIVERSITIES, &[("sort", "name")]).await;
    let rows: Vec<_> =
        page["items"].as_array().unwrap().iter().map(|row| (&row["name"], &row["ranking"], &row["version"])).collect();
    assert_eq!(rows, [(&json!("Bologna"), &json!(133), &json!(1)), (&json!("Paris"), &json!(2), &json!(1))]);

    upsert(&caller.db, &UNIVERSITIES, Format::Csv, "name,country,ranking\nBologna,Italy,134\n").await.unwrap();
    let page = caller.page(&UNIVERSITIES, &[("q", "bolo ital")]).await;
    let bologna = &page["items"][0];
    assert_eq!((&bologna["ranking"], &bologna["version"]), (&json!(134), &json!(2)));

    let id = bologna["id"].as_str().unwrap();
    let lines =
        format!("{{\"name\":\"Astronomy\",\"university_id\":\"{id}\",\"tuition\":2800,\"currency\":\"EUR\"}}\n");
    upsert(&caller.db, &COURSES, Format::Ndjson, &lines).await.unwrap();
    assert_eq!(caller.names(&COURSES, &[("university_id", id), ("q", "ASTRO")]).await, ["Astronomy"]);
    let course = Uuid::parse_str(caller.page(&COURSES, &[]).await["items"][0]["id"].as_str().unwrap()).unwrap();
    assert_eq!(find(&caller.db, &caller.read, &COURSES, course).await.unwrap().id, course);
    assert!(matches!(find(&caller.db, &caller.read, &COURSES, Uuid::now_v7()).await, Err(Error::NotFound)));

    let wrong = upsert(&caller.db, &UNIVERSITIES, Format::Csv, "name,ranking\nNew,1\nNewer,0\n").await;
    assert!(matches!(wrong, Err(ImportError::Rows(report)) if report.errors[0].row == 2));
    assert_eq!(caller.names(&UNIVERSITIES, &[("sort", "name")]).await, ["Bologna", "Paris"]);
}

#[tokio::test]
async fn a_search_of_the_catalogue_knows_the_words_that_a_search_of_rows_knows() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    let csv = "name,city\nTechnische Universität München,Munich\nÖrebro universitet,Örebro\nO'Neill's,\"x & !y | (z) <-> 'q':*\"\n";
    upsert(&caller.db, &UNIVERSITIES, Format::Csv, csv).await.unwrap();
    for (q, found) in [("MÜNCH", 1), ("univ", 2), ("öre", 1), ("unic", 0), ("o'neill", 1), ("x & !y", 1), ("q:*'", 1)]
    {
        assert_eq!(caller.names(&UNIVERSITIES, &[("q", q)]).await.len(), found, "{q}");
    }
}

#[tokio::test]
async fn no_tenant_writes_the_catalogue() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    let mut tx = caller.db.begin(&caller.write).await.unwrap();
    let refused =
        sqlx::query("insert into app.universities (id, name) values (gen_random_uuid(), 'x')").execute(&mut tx).await;
    assert_eq!(refused.unwrap_err().as_database_error().unwrap().code().as_deref(), Some("42501"));
}
