//! Attacks on one tenant by the people of another, generated from the route table.
//!
//! Each attack is made twice: with an id of the other tenant's, and with one that nothing has. The two answers must be
//! the same, and the other tenant's rows must be what they were.

use std::time::{Duration, Instant};

use reqwest::{Method, RequestBuilder};
use serde_json::{Value as Json, json};
use tenancy::Role;
use uuid::Uuid;
use web::route::{Access, Body, Route};
use web::routes::ROUTES;

use crate::description;
use crate::digest;
use crate::exchange::Exchange;
use crate::server::Caller;
use crate::world::{Person, World, fresh_mark, method, nobodys, send};

/// What the attacks found.
#[derive(Default)]
struct Findings {
    attacks: usize,
    leaks: Vec<String>,
}

impl Findings {
    /// Makes an attack with a foreign value and with one that nothing has, and compares the answers.
    async fn compare<F>(&mut self, what: &str, (foreign, nobodys): (&str, &str), attacker: Option<&Person>, attack: F)
    where
        F: Fn(&str) -> RequestBuilder,
    {
        let seen = make(attack(foreign), attacker).await.about(foreign);
        let control = make(attack(nobodys), attacker).await.about(nobodys);
        self.attacks += 1;
        // What an attacker makes of their own differs by its id and time; its form doesn't.
        let alike = if seen.is_success() { seen.form() == control.form() } else { seen == control };
        if !alike || seen.body.contains("CANARY-A") || seen.status >= 500 {
            self.leaks.push(format!("{what} with {foreign}:\n  {seen:?}\n  {control:?}"));
        }
    }

    fn assert_none(self) {
        assert!(self.attacks > 0, "there was nothing to attack");
        println!("{} attacks", self.attacks);
        let shown = self.leaks.iter().take(3).map(String::as_str).collect::<Vec<_>>().join("\n");
        assert!(self.leaks.is_empty(), "{} of {} attacks:\n{shown}", self.leaks.len(), self.attacks);
    }
}

async fn make(attack: RequestBuilder, attacker: Option<&Person>) -> Exchange {
    let seen = Exchange::send(attack).await;
    if let Some(person) = attacker.filter(|_| seen.changes_session()) {
        person.revive().await;
    }
    seen
}

/// Each id with one that nothing has, the same throughout: what an attack leaves behind is in the way of both.
fn paired(ids: impl IntoIterator<Item = Uuid>) -> Vec<(String, String)> {
    ids.into_iter().map(|id| (id.to_string(), nobodys().to_string())).collect()
}

/// Whoever may try a route: everybody of tenant B where a role counts, else one of them.
fn attackers<'a>(world: &'a World, route: &Route) -> &'a [Person] {
    let counts = matches!(route.access, Access::Member(_));
    &world.b.people[..if counts { world.b.people.len() } else { 1 }]
}

#[tokio::test]
async fn ten_1_an_id_of_another_tenant_in_a_path_is_an_id_of_nothing() {
    let world = World::new().await;
    let before = digest::of_tenant(&world.server.db, world.a.id).await;
    let mut findings = Findings::default();
    let pairs = paired(world.a.ids(&world.server).await);
    let anonymous = world.server.anonymous();
    for route in ROUTES.iter().filter(|route| description::parameter(route).is_some()) {
        for (id, nobodys) in &pairs {
            for person in attackers(&world, route) {
                let what = format!("{} {} as {}", route.method, route.path, person.role);
                let mark = fresh_mark();
                findings.compare(&what, (id, nobodys), Some(person), |id| send(&person.caller, route, id, &mark)).await;
                if route.method == "GET" {
                    let conditional = |id: &str| send(&person.caller, route, id, &mark).header("If-None-Match", "*");
                    findings.compare(&what, (id, nobodys), Some(person), conditional).await;
                }
            }
            let what = format!("{} {} as nobody", route.method, route.path);
            findings.compare(&what, (id, nobodys), None, |id| send(&anonymous, route, id, "x")).await;
        }
    }
    assert_eq!(digest::of_tenant(&world.server.db, world.a.id).await, before);
    findings.assert_none();
}

#[tokio::test]
async fn ten_2_another_tenant_in_the_header_is_no_tenant() {
    let world = World::new().await;
    let before = digest::of_tenant(&world.server.db, world.a.id).await;
    let mut findings = Findings::default();
    let named = [(world.a.id.to_string(), nobodys().to_string()), (world.a.slug.clone(), "no-such-a".to_owned())];
    for route in ROUTES.iter() {
        for (foreign, nobodys) in &named {
            for person in attackers(&world, route) {
                let what = format!("{} {} as {}, X-Tenant", route.method, route.path, person.role);
                let own = world.b.row_of(route).unwrap_or("x");
                let attack = |tenant: &str| send(&person.caller.in_tenant(tenant), route, own, &fresh_mark());
                findings.compare(&what, (foreign, nobodys), Some(person), attack).await;
                if matches!(route.access, Access::Member(_)) {
                    let status = Exchange::send(attack(foreign)).await.status;
                    assert_eq!(status, 404, "{what}");
                }
            }
            let what = format!("{} {} as nobody, X-Tenant", route.method, route.path);
            let attack = |tenant: &str| send(&world.server.anonymous().in_tenant(tenant), route, "x", &fresh_mark());
            findings.compare(&what, (foreign, nobodys), None, attack).await;
        }
    }
    assert_eq!(digest::of_tenant(&world.server.db, world.a.id).await, before);
    findings.assert_none();
}

#[tokio::test]
async fn ten_2_a_tenant_in_the_query_or_the_host_widens_nothing() {
    let world = World::new().await;
    let before = digest::of_tenant(&world.server.db, world.a.id).await;
    let mut findings = Findings::default();
    let row = world.a.rows[0].1.clone();
    for route in ROUTES.iter() {
        let own = world.b.row_of(route).unwrap_or("x").to_owned();
        let person = &world.b.people[0];
        let foreign = world.a.id.to_string();
        let nobodys = nobodys().to_string();
        // What can be done once is done before the comparison.
        make(send(&person.caller, route, &own, &fresh_mark()), Some(person)).await;
        for name in ["tenant_id", "tenant", "X-Tenant", "owner_id", "id", "user_id"] {
            let foreign = if name == "id" { &row } else { &foreign };
            let what = format!("{} {}?{name}", route.method, route.path);
            let attack = |value: &str| send(&person.caller, route, &own, &fresh_mark()).query(&[(name, value)]);
            findings.compare(&what, (foreign, &nobodys), Some(person), attack).await;
        }
        for header in ["Host", "X-Forwarded-Host", "Forwarded", "X-Tenant-Id", "X-User-Id", "X-Original-URL"] {
            let what = format!("{} {}, {header}", route.method, route.path);
            let attack =
                |value: &str| send(&person.caller, route, &own, &fresh_mark()).header(header, value.to_owned());
            findings.compare(&what, (&foreign, &nobodys), Some(person), attack).await;
        }
        // Each parameter that the route has, with what it would find next door.
        for (name, schema) in description::query(route) {
            let (foreign, nobodys) = match schema["format"].as_str() {
                Some("uuid") => (row.clone(), nobodys.clone()),
                _ => (format!("CANARY-A {name}"), format!("NOBODY-X {name}")),
            };
            let what = format!("{} {}?{name}", route.method, route.path);
            let attack = |value: &str| send(&person.caller, route, &own, &fresh_mark()).query(&[(&name, value)]);
            findings.compare(&what, (&foreign, &nobodys), Some(person), attack).await;
        }
    }
    assert_eq!(digest::of_tenant(&world.server.db, world.a.id).await, before);
    findings.assert_none();
}

#[tokio::test]
async fn ten_1_a_cursor_of_another_tenant_leads_to_none_of_its_rows() {
    let world = World::new().await;
    let owner = &world.a.person(Role::Owner).caller;
    let mut tried = 0;
    for route in ROUTES.iter().filter(|route| description::query(route).iter().any(|(name, _)| name == "cursor")) {
        // A second row, where rows can be made, so that the first page has a next.
        if let Some(create) = ROUTES.iter().find(|other| other.path == route.path && other.method == "POST") {
            Exchange::send(send(owner, create, "", "CANARY-A2")).await;
        }
        let (_, page) = owner.get(&format!("{}?limit=1", route.path)).await;
        let Some(cursor) = page["next_cursor"].as_str() else { continue };
        tried += 1;
        for person in &world.b.people {
            let own = Exchange::send(person.caller.request(Method::GET, route.path).query(&[("limit", "100")])).await;
            let request = person.caller.request(Method::GET, route.path).query(&[("cursor", cursor), ("limit", "100")]);
            let seen = Exchange::send(request).await;
            assert!(seen.status < 500, "{seen:?}");
            for item in seen.json()["items"].as_array().into_iter().flatten() {
                let own = own.json();
                assert!(own["items"].as_array().unwrap().contains(item), "{} shows {item}", route.path);
            }
        }
    }
    assert!(tried > 0, "no list has pages");
}

#[tokio::test]
async fn ten_1_an_id_of_another_tenant_in_a_body_is_an_id_of_nothing() {
    let world = World::new().await;
    let before = digest::of_tenant(&world.server.db, world.a.id).await;
    let mut findings = Findings::default();
    let row = world.a.rows[0].1.parse().expect("a row has an id");
    let pairs = paired([world.a.id, row, world.a.people[0].id]);
    for route in ROUTES.iter().filter(|route| matches!(route.body, Body::Json(_) | Body::MergePatch(_))) {
        let own = world.b.row_of(route).unwrap_or("x").to_owned();
        let mut names: Vec<String> = description::object(route, "x").unwrap().keys().cloned().collect();
        names.extend(["home_tenant", "tenant_id", "owner_id", "user_id", "id"].map(str::to_owned));
        for (name, (id, nobodys)) in names.iter().flat_map(|name| pairs.iter().map(move |pair| (name, pair))) {
            for person in attackers(&world, route) {
                let what = format!("{} {} as {}, {name}", route.method, route.path, person.role);
                let attack = |id: &str| with_field(&person.caller, route, &own, name, id);
                findings.compare(&what, (id, nobodys), Some(person), attack).await;
                if !matches!(route.access, Access::Member(_)) {}
            }
        }
        // Failed sign-ins of one client are limited by the quarter of an hour.
        world.server.clock.advance(Duration::from_mins(16));
    }
    assert_eq!(digest::of_tenant(&world.server.db, world.a.id).await, before);
    findings.assert_none();
}

/// A valid body but for one field.
fn with_field(caller: &Caller, route: &Route, own: &str, name: &str, value: &str) -> RequestBuilder {
    let mut body = description::object(route, &fresh_mark()).expect("the route reads JSON");
    body.insert(name.to_owned(), json!(value));
    caller.request(method(route), &description::path(route, own)).json(&body)
}

#[tokio::test]
async fn reg_3_no_body_sets_what_the_server_sets() {
    let world = World::new().await;
    let person = world.b.person(Role::Owner);
    for route in ROUTES.iter().filter(|route| matches!(route.body, Body::Json(_) | Body::MergePatch(_))) {
        let own = world.b.row_of(route).unwrap_or("x").to_owned();
        let known = description::object(route, "x").unwrap();
        let before = digest::of_all(&world.server.db).await;
        for name in [
            "id",
            "tenant_id",
            "owner_id",
            "user_id",
            "role",
            "version",
            "created_at",
            "deleted_at",
            "is_admin",
            "password_hash",
            "kind",
            "disabled_at",
            "__proto__",
            "constructor",
        ] {
            if known.contains_key(name) {
                continue;
            }
            let seen = Exchange::send(with_field(&person.caller, route, &own, name, &world.b.id.to_string())).await;
            assert_eq!(seen.status, 422, "{} {} takes {name}: {seen:?}", route.method, route.path);
            assert_eq!(seen.json()["errors"][0]["field"], name, "{} {}: {seen:?}", route.method, route.path);
        }
        assert_eq!(digest::of_all(&world.server.db).await, before, "{} {}", route.method, route.path);
    }
}

#[tokio::test]
async fn rol_1_each_route_is_open_to_its_roles_and_to_nobody_else() {
    let world = World::new().await;
    let before = digest::of_tenant(&world.server.db, world.a.id).await;
    for route in ROUTES.iter() {
        let Access::Member(needed) = route.access else { continue };
        let cell = |who: &str| format!("{} {} as {who}", route.method, route.path);
        // From the bottom up: whoever may, may delete.
        for person in world.b.people.iter().rev() {
            let own = world.b.row_of(route).unwrap_or("x");
            let status = Exchange::send(send(&person.caller, route, own, &fresh_mark())).await.status;
            if person.role < needed {
                assert_eq!(status, 403, "{}", cell(person.role.as_str()));
            } else {
                assert!(status != 403 && status != 401 && status < 500, "{}: {status}", cell(person.role.as_str()));
            }
        }
        let viewer = &world.a.person(Role::Viewer).caller;
        let row = world.a.row_of(route).unwrap_or("x");
        let status = Exchange::send(send(viewer, route, row, &fresh_mark())).await.status;
        if needed > Role::Viewer {
            assert_eq!(status, 403, "{}", cell("a viewer of the other tenant"));
        }
        let stranger = world.b.person(Role::Owner).caller.in_tenant(&world.a.slug);
        assert_eq!(
            Exchange::send(send(&stranger, route, row, &fresh_mark())).await.status,
            404,
            "{}",
            cell("a foreign owner")
        );
        let nobody = world.server.anonymous().in_tenant(&world.a.slug);
        assert_eq!(Exchange::send(send(&nobody, route, row, &fresh_mark())).await.status, 401, "{}", cell("nobody"));
    }
    assert_eq!(digest::of_tenant(&world.server.db, world.a.id).await, before);
}

#[tokio::test]
async fn rol_4_an_id_in_the_query_or_the_body_redirects_no_act() {
    let world = World::new().await;
    let owner = &world.a.person(Role::Owner).caller;
    let patches = ROUTES.iter().filter(|route| route.resource.is_some() && route.method == "PATCH");
    for route in patches {
        let collection = route.path.trim_end_matches("/{id}");
        let create = ROUTES.iter().find(|other| other.path == collection && other.method == "POST").unwrap();
        let bystander = Exchange::send(send(owner, create, "", &fresh_mark())).await.json();
        let (id, row) = (bystander["id"].as_str().unwrap(), world.a.row_of(route).unwrap());
        let redirected = send(owner, route, row, &fresh_mark()).query(&[("id", id)]);
        let _ = Exchange::send(redirected).await;
        let _ = Exchange::send(with_field(owner, route, row, "id", id)).await;
        assert_eq!(owner.get(&format!("{collection}/{id}")).await.1, bystander, "{}", route.path);
    }
}

#[tokio::test]
async fn ten_1_two_hundred_interleaved_pairs_tell_nothing_apart() {
    let world = World::new().await;
    let person = world.b.person(Role::Owner);
    let (path, row) = world.a.rows.iter().find(|(path, _)| *path == "/api/leads").expect("there are leads");
    let (mut foreign, mut nothing) = (Vec::new(), Vec::new());
    let mut answers = Vec::new();
    for _ in 0..200 {
        for (id, times) in [(row.clone(), &mut foreign), (nobodys().to_string(), &mut nothing)] {
            let request = person.caller.request(Method::GET, &format!("{path}/{id}"));
            let start = Instant::now();
            answers.push(Exchange::send(request).await);
            times.push(start.elapsed());
        }
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    assert_eq!(answers[0].status, 404);
    println!("another tenant's id: {:?}, nobody's: {:?} (medians)", median(foreign), median(nothing));
}

/// The middle one.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

#[tokio::test]
async fn ten_3_no_answer_to_one_tenant_holds_a_word_of_another() {
    let world = World::new().await;
    let owner = &world.a.person(Role::Owner).caller;
    let mut crawled = 0;
    for route in ROUTES.iter().filter(|route| route.method == "GET") {
        let mut requests = vec![send(owner, route, "x", "x"), send(&world.server.anonymous(), route, "x", "x")];
        requests.extend(world.a.row_of(route).map(|row| send(owner, route, row, "x")));
        requests.extend(world.b.row_of(route).map(|row| send(owner, route, row, "x")));
        requests.push(send(owner, route, "canary-b", "x"));
        for tenant in [world.b.id.to_string(), world.b.slug.clone()] {
            requests.push(send(&owner.in_tenant(&tenant), route, world.b.row_of(route).unwrap_or("x"), "x"));
        }
        for (name, schema) in description::query(route) {
            for value in values(&schema) {
                requests.push(send(owner, route, "x", "x").query(&[(&name, &value)]));
            }
        }
        requests.push(send(owner, route, "x", "x").header("Accept", "text/csv"));
        requests.push(send(owner, route, "x", "x").header("Accept", "application/x-ndjson"));
        for request in requests {
            let asked =
                request.try_clone().and_then(|request| request.build().ok()).expect("a request").url().to_string();
            let seen = Exchange::send(request).await;
            crawled += 1;
            assert!(seen.status < 500, "{asked}: {seen:?}");
            let learned = format!("{:?} {}", seen.headers, seen.body).to_lowercase();
            // What was asked may be quoted.
            assert!(!learned.contains("canary-b") || asked.to_lowercase().contains("canary-b"), "{asked}: {seen:?}");
        }
    }
    // The crawl would see it: its own canary is everywhere.
    assert!(owner.get("/api/leads").await.1.to_string().contains("CANARY-A"));
    println!("{crawled} answers crawled");
}

/// What may stand for a parameter: everything it is described to take, and the other tenant's words.
fn values(schema: &Json) -> Vec<String> {
    let mut values: Vec<String> = ["CANARY-B", "CANARY-B name", "canary", "c", "0"].map(str::to_owned).into();
    values.extend(schema["enum"].as_array().into_iter().flatten().filter_map(Json::as_str).map(str::to_owned));
    values.extend(["1", "100", "true", "false"].map(str::to_owned));
    values
}
