//! Universities and courses, and which of them the members care for.

use std::convert::Infallible;

use domain::applications::APPLICATIONS;
use domain::catalog;
use domain::courses::COURSES;
use domain::favourites::FAVOURITES;
use domain::kit::{self, Format, ListQuery, Resource};
use domain::universities::UNIVERSITIES;
use futures_util::stream;
use serde_json::{Value as Json, json};
use tenancy::{Intent, TenantRequest};
use uuid::Uuid;

use super::Failure;
use super::steps::Steps;
use super::store::Store;
use super::words::{APPLICATION_NOTES, SUBJECTS, UNIVERSITIES as NAMES};

/// Adds made-up universities and their courses to the catalogue, which all tenants read; the courses' ids.
pub async fn fill(store: &Store<'_>) -> Result<Vec<Uuid>, Failure> {
    let universities = NAMES.map(
        |(name, country, city, ranking)| json!({ "name": name, "country": country, "city": city, "ranking": ranking }),
    );
    upsert(store, &UNIVERSITIES, &universities).await?;
    let mut courses = Vec::new();
    for (number, (name, _, city, _)) in NAMES.iter().enumerate() {
        let found = list(store, &UNIVERSITIES, ("city", city)).await?;
        let found = found.into_iter().find(|university| university["name"] == *name);
        let id = found.as_ref().and_then(id_of).ok_or("a university of the demo data isn't in the catalogue")?;
        let of_university = SUBJECTS.iter().enumerate().filter(|(subject, _)| (subject + number) % 2 == 0);
        let rows: Vec<Json> = of_university
            .map(|(_, (subject, level, months, tuition))| {
                json!({ "name": subject, "university_id": id, "level": level, "language": "English",
                    "duration_months": months, "tuition": tuition, "currency": "EUR" })
            })
            .collect();
        upsert(store, &COURSES, &rows).await?;
        let found = list(store, &COURSES, ("university_id", &id.to_string())).await?;
        courses.extend(found.iter().filter_map(id_of));
    }
    Ok(courses)
}

async fn upsert(store: &Store<'_>, resource: &'static Resource, rows: &[Json]) -> Result<(), Failure> {
    let lines: String = rows.iter().flat_map(|row| [row.to_string(), "\n".to_owned()]).collect();
    let chunks = stream::iter([Ok::<_, Infallible>(lines.into_bytes().into())]);
    let auth = store.auth;
    let new_id = || auth.random.uuid_v7(auth.clock.now());
    let stored = catalog::upsert(store.db, resource, Format::Ndjson, chunks, new_id).await;
    stored.map(drop).map_err(|error| format!("the catalogue refuses the demo data: {error:?}").into())
}

/// The rows of a resource with this value in a field.
async fn list(store: &Store<'_>, resource: &Resource, (field, value): (&str, &str)) -> Result<Vec<Json>, Failure> {
    let query = vec![(field.to_owned(), value.to_owned()), ("limit".to_owned(), "100".to_owned())];
    let query = ListQuery::parse(resource, query).map_err(|errors| format!("{errors:?}"))?;
    let request = TenantRequest { intent: Intent::Read, ..store.team.request(store.auth, 0) };
    let page = kit::list(store.db, &request, resource, &query).await?;
    let mut page: Json = serde_json::from_slice(&page.json)?;
    Ok(page["items"].as_array_mut().map(std::mem::take).unwrap_or_default())
}

fn id_of(row: &Json) -> Option<Uuid> {
    row["id"].as_str().and_then(|id| Uuid::try_parse(id).ok())
}

/// Makes applications, which their owners alone see, and favourites.
pub fn applications(steps: &mut Steps, courses: &[Uuid]) {
    for author in 0..6 {
        for status in ["draft", "submitted", "submitted", "withdrawn"] {
            let (course, note) = (steps.dice.pick(courses), steps.dice.pick(&APPLICATION_NOTES));
            let json = json!({ "course_id": course, "note": note, "status": status });
            steps.record(author, &APPLICATIONS, steps.dice.past(40), json);
        }
        for course in courses.iter().skip(author).step_by(7) {
            let json = json!({ "item_type": "course", "item_id": course });
            steps.create(author, &FAVOURITES, steps.dice.past(40), json);
        }
    }
}
