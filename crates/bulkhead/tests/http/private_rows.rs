//! What a class hides in its table is hidden in every copy of a row: only answers to the row's owner hold a word of it.

use std::collections::BTreeSet;

use domain::kit::{Class, Operation};
use reqwest::{Method, RequestBuilder};
use serde_json::Value as Json;
use tenancy::Role;
use uuid::Uuid;
use web::route::{Access, Route};
use web::routes::ROUTES;

use crate::support::api_keys;
use crate::support::findings::Findings;
use crate::support::openapi_requests;
use crate::support::reply::Ask;
use crate::support::server::{COURSE, Caller};
use crate::support::team::Team;
use crate::support::world::{makes_a_row, send};

/// How many private rows are made.
const ROWS: usize = 24;

/// A private row: its id, and each word of it that no other row has.
struct Canary {
    id: String,
    words: Vec<String>,
}

#[tokio::test]
async fn ten_9_no_answer_to_another_member_holds_a_word_of_a_private_row() {
    let team = Team::new().await;
    let mia = team.member("mia", Role::Member).await;
    let mut readers = vec![("the tenant's owner", team.owner.clone())];
    for role in [Role::Admin, Role::Member, Role::Viewer] {
        readers.push((role.as_str(), team.member(&format!("other-{role}"), role).await));
    }
    readers.push(("a key of the owner's", api_keys::program(&team.owner, &["*:read"]).await));
    readers.push(("a key of an admin's", api_keys::program(&readers[1].1, &["*:read"]).await));

    let canaries = plant(&mia).await;
    let words: BTreeSet<String> = canaries
        .iter()
        .flat_map(|canary| canary.words.iter().chain([&canary.id]))
        .map(|word| word.to_lowercase())
        .collect();
    // Preferences have no words of their own, and of a kind there is one.
    assert!(words.len() >= ROWS * 3 / 2, "{words:?}");

    let mut findings = Findings::default();
    for (reader, caller) in &readers {
        for request in questions(caller, &canaries, mia.id()) {
            let url =
                request.try_clone().and_then(|request| request.build().ok()).expect("a request").url().to_string();
            let seen = request.reply().await;
            findings.require(seen.status < 500, || format!("{reader}: {url}: {seen:?}"));
            let learned = format!("{:?} {}", seen.headers, seen.body).to_lowercase();
            // What was asked may be quoted.
            let hits: Vec<_> = words.iter().filter(|word| learned.contains(*word) && !url.contains(*word)).collect();
            findings.require(hits.is_empty(), || format!("{reader}: {url} tells {hits:?}"));
        }
    }
    findings.report();
}

#[tokio::test]
async fn ten_9_the_audit_log_shows_an_admin_their_own_private_rows() {
    let team = Team::new().await;
    let admin = team.member("admin", Role::Admin).await;
    let canaries = plant(&admin).await;
    let log = admin.get("/api/audit-log?limit=100").await.ok();
    for canary in &canaries {
        assert!(canary.words.iter().all(|word| log.body.contains(word)), "{} is not in {log}", canary.id);
    }
    let log = team.owner.get("/api/audit-log?limit=100").await.ok();
    let tables = ["favourites", "applications", "push_subscriptions"];
    let is_private = |line: &Json| tables.iter().any(|table| line["table"] == *table);
    assert!(!log.items().iter().any(is_private), "{log}");
}

/// Makes private rows of every resource that has them, in each state: changed, in the trash, and taken out of it where that can be.
async fn plant(owner: &Caller) -> Vec<Canary> {
    let is_private = |route: &Route| route.resource.is_some_and(|resource| resource.class == Class::Private);
    let routes: Vec<&Route> = ROUTES.iter().filter(|route| makes_a_row(route) && is_private(route)).collect();
    assert!(!routes.is_empty(), "no resource is private");
    let mut canaries = Vec::new();
    for (number, route) in routes.iter().cycle().take(ROWS).enumerate() {
        let mark = format!("CANARY-P{number}X");
        let body = openapi_requests::object(route, &mark).expect("a body is read");
        let is_own = |text: &&str| text.contains(&mark) || Uuid::try_parse(text).is_ok_and(|id| id != COURSE);
        let words = body.values().filter_map(Json::as_str).filter(is_own).map(str::to_owned).collect();
        let request = owner.request(Method::POST, route.path).header("Idempotency-Key", &mark);
        let made = request.json(&body).reply().await;
        assert!(made.is_success(), "{made:?}");
        let id = made.json()["id"].as_str().expect("a row has an id").to_owned();
        let row = format!("{}/{id}", route.path);
        if number % 3 > 0 {
            owner.delete(&row).await.no_content();
        }
        let is_restored = route.resource.is_some_and(|resource| resource.operations.contains(Operation::Restore));
        if number % 3 > 1 && is_restored {
            assert!(owner.post_empty(&format!("{row}/restore")).await.is_success());
        }
        canaries.push(Canary { id, words });
    }
    canaries
}

/// Every reading route of the tenant, asked in every way that could lead to the rows.
fn questions(caller: &Caller, canaries: &[Canary], owner: Uuid) -> Vec<RequestBuilder> {
    let mut questions = Vec::new();
    for route in ROUTES
        .iter()
        .filter(|route| route.method == "GET" && matches!(route.access, Access::Member(_) | Access::SignedIn))
    {
        let ask = || send(caller, route, "x", "x");
        questions.push(ask());
        questions.push(ask().header("Accept", "text/csv"));
        questions.push(ask().header("Accept", "application/x-ndjson"));
        if route.path.contains('{') {
            questions.extend(canaries.iter().map(|canary| send(caller, route, &canary.id, "x")));
        }
        for (name, _) in openapi_requests::query(route) {
            let values = match name.as_str() {
                "q" => canaries
                    .iter()
                    .flat_map(|canary| canary.words.clone())
                    .take(3)
                    .chain(["canary".to_owned()])
                    .collect(),
                "limit" => vec!["100".to_owned()],
                "deleted" => vec!["true".to_owned()],
                "table" => {
                    ["favourites", "applications", "push_subscriptions", "idempotency_keys"].map(str::to_owned).into()
                }
                "row_id" => canaries.iter().map(|canary| canary.id.clone()).collect(),
                "actor_id" | "owner_id" => vec![owner.to_string()],
                "item_id" => canaries.iter().flat_map(|canary| canary.words.clone()).collect(),
                _ => Vec::new(),
            };
            questions.extend(
                values.iter().map(|value| ask().query(&[(&name, value), (&"limit".to_owned(), &"100".to_owned())])),
            );
        }
    }
    questions
}
