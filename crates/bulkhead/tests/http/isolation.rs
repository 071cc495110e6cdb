//! Attacks on one tenant by the people of another, generated from the route table.
//!
//! Each attack is made twice: with an id of the other tenant's, and with one that nothing has. The two answers must be
//! the same, and the other tenant's rows must be what they were.

use std::time::{Duration, Instant};

use reqwest::{Method, RequestBuilder};
use tenancy::Role;
use uuid::Uuid;
use web::route::{Access, Body, Route};
use web::routes::ROUTES;

use crate::support::db_snapshot;
use crate::support::findings::Findings;
use crate::support::groups::{Group, by_group};
use crate::support::openapi_requests;
use crate::support::reply::{Ask, Reply};
use crate::support::wait::median;
use crate::support::world::{Compartment, Person, World, fresh_mark, makes_a_row, method, send, unused_id, with_field};

/// Makes an attack with a foreign value and with one that nothing has, and compares the answers.
async fn compare<F>(
    findings: &mut Findings,
    what: &str,
    (foreign, unused): (&str, &str),
    attacker: Option<&Person>,
    attack: F,
) where
    F: Fn(&str) -> RequestBuilder,
{
    let mut seen = make(attack(foreign), attacker).await.about(foreign);
    let control = make(attack(unused), attacker).await.about(unused);
    if control.status == 429 && seen.status != 429 {
        // The limit on attempts came between the two.
        seen = make(attack(foreign), attacker).await.about(foreign);
    }
    // The attacker's own new rows differ in id and time, and have the same form.
    let alike = if seen.is_success() { seen.form() == control.form() } else { seen == control };
    let holds = alike && !seen.body.contains("CANARY-A") && seen.status < 500;
    findings.require(holds, || format!("{what} with {foreign}:\n  {seen:?}\n  {control:?}"));
}

/// The rows of a tenant, which no attack may change.
struct Untouched<'a> {
    world: &'a World,
    before: db_snapshot::Digest,
}

impl<'a> Untouched<'a> {
    async fn of(world: &'a World) -> Self {
        Self { world, before: db_snapshot::of_tenant(&world.server.db, world.a.id).await }
    }

    async fn check(self, findings: &mut Findings) {
        let after = db_snapshot::of_tenant(&self.world.server.db, self.world.a.id).await;
        let changed: Vec<_> = after.iter().filter(|(table, rows)| self.before.get(*table) != Some(rows)).collect();
        findings.require(after == self.before, || format!("the attacked tenant is changed: {changed:?}"));
    }
}

async fn make(attack: RequestBuilder, attacker: Option<&Person>) -> Reply {
    let seen = attack.reply().await;
    if let Some(person) = attacker.filter(|_| seen.changes_session()) {
        person.sign_in_again().await;
    }
    seen
}

/// Pairs each id with one that no row has. The pairs stay the same, so that what an attack leaves behind affects both.
fn paired(ids: impl IntoIterator<Item = Uuid>) -> Vec<(String, String)> {
    ids.into_iter().map(|id| (id.to_string(), unused_id().to_string())).collect()
}

/// The attackers of a route: all people of tenant B where the role counts, else one of them.
fn attackers<'a>(world: &'a World, route: &Route) -> &'a [Person] {
    let counts = matches!(route.access, Access::Member(_));
    &world.b.people[..if counts { world.b.people.len() } else { 1 }]
}

/// The same with an id of tenant A in the path. An id of another kind of thing than the route's is tried by one of the
/// people, in turns, since the route has no such row for any of them; with `EVERY_ATTACKER` set by all.
fn attackers_with<'a>(world: &'a World, route: &Route, id: &str, turn: usize) -> &'a [Person] {
    let attackers = attackers(world, route);
    let leads_here = world.a.row_of(route).is_some_and(|values| values.split('/').any(|value| value == id));
    if leads_here || std::env::var_os("EVERY_ATTACKER").is_some() {
        return attackers;
    }
    let first = turn % attackers.len();
    &attackers[first..=first]
}

by_group!(ten_1_an_id_of_another_tenant_in_a_path_is_an_id_of_nothing, try_ids_in_paths);

async fn try_ids_in_paths(group: Group) {
    let world = World::new().await;
    let untouched = Untouched::of(&world).await;
    let mut findings = Findings::default();
    let pairs = paired(world.a.ids(&world.server).await);
    let anonymous = world.server.anonymous();
    for (route, first) in group.routes().filter(|route| openapi_requests::has_parameters(route)).zip(0..) {
        for ((id, unused), turn) in pairs.iter().zip(first..) {
            for person in attackers_with(&world, route, id, turn) {
                let what = format!("{} {} as {}", route.method, route.path, person.role);
                let mark = fresh_mark();
                compare(&mut findings, &what, (id, unused), Some(person), |id| send(&person.caller, route, id, &mark))
                    .await;
                // Foreign in one place, and the attacker's own in the others.
                let places = web::path::parameters(route.path).count();
                for place in (0..places).filter(|_| places > 1) {
                    let mixed = |id: &str| send(&person.caller, route, &world.b.rows_with(route, id)[place], &mark);
                    compare(&mut findings, &what, (id, unused), Some(person), mixed).await;
                }
                if route.method == "GET" {
                    let conditional = |id: &str| send(&person.caller, route, id, &mark).header("If-None-Match", "*");
                    compare(&mut findings, &what, (id, unused), Some(person), conditional).await;
                }
            }
            let what = format!("{} {} without a session", route.method, route.path);
            compare(&mut findings, &what, (id, unused), None, |id| send(&anonymous, route, id, "x")).await;
        }
    }
    untouched.check(&mut findings).await;
    findings.report();
}

by_group!(ten_2_another_tenant_in_the_header_is_no_tenant, try_tenants_in_headers);

async fn try_tenants_in_headers(group: Group) {
    let world = World::new().await;
    let untouched = Untouched::of(&world).await;
    let mut findings = Findings::default();
    let named = [(world.a.id.to_string(), unused_id().to_string()), (world.a.slug.clone(), "no-such-a".to_owned())];
    for route in group.routes() {
        for (foreign, unused) in &named {
            for person in attackers(&world, route) {
                let what = format!("{} {} as {}, X-Tenant", route.method, route.path, person.role);
                let own = world.b.row_of(route).unwrap_or("x");
                let attack = |tenant: &str| send(&person.caller.in_tenant(tenant), route, own, &fresh_mark());
                compare(&mut findings, &what, (foreign, unused), Some(person), attack).await;
                if matches!(route.access, Access::Member(_)) {
                    let status = attack(foreign).reply().await.status;
                    assert_eq!(status, 404, "{what}");
                }
            }
            let what = format!("{} {} without a session, X-Tenant", route.method, route.path);
            let attack = |tenant: &str| send(&world.server.anonymous().in_tenant(tenant), route, "x", &fresh_mark());
            compare(&mut findings, &what, (foreign, unused), None, attack).await;
        }
    }
    untouched.check(&mut findings).await;
    findings.report();
}

by_group!(ten_2_a_tenant_in_the_query_or_the_host_widens_nothing, try_queries_and_hosts);

async fn try_queries_and_hosts(group: Group) {
    let world = World::new().await;
    let untouched = Untouched::of(&world).await;
    let mut findings = Findings::default();
    let row = world.a.rows[0].1.clone();
    for route in group.routes() {
        let own = world.b.row_of(route).unwrap_or("x").to_owned();
        let person = &world.b.people[0];
        let foreign = world.a.id.to_string();
        let unused = unused_id().to_string();
        world.b.repair(&world.server).await;
        // A request that succeeds only once is made before the comparison.
        make(send(&person.caller, route, &own, &fresh_mark()), Some(person)).await;
        for name in ["tenant_id", "tenant", "X-Tenant", "owner_id", "id", "user_id"] {
            let foreign = if name == "id" { &row } else { &foreign };
            let what = format!("{} {}?{name}", route.method, route.path);
            let attack = |value: &str| send(&person.caller, route, &own, &fresh_mark()).query(&[(name, value)]);
            world.reset_limits().await;
            compare(&mut findings, &what, (foreign, &unused), Some(person), attack).await;
        }
        for header in ["Host", "X-Forwarded-Host", "Forwarded", "X-Tenant-Id", "X-User-Id", "X-Original-URL"] {
            let what = format!("{} {}, {header}", route.method, route.path);
            let attack =
                |value: &str| send(&person.caller, route, &own, &fresh_mark()).header(header, value.to_owned());
            world.reset_limits().await;
            compare(&mut findings, &what, (&foreign, &unused), Some(person), attack).await;
        }
        // Each query parameter of the route, with a value that would match the other tenant's rows.
        for (name, schema) in openapi_requests::query(route) {
            let (foreign, unused) = match schema["format"].as_str() {
                Some("uuid") => (row.clone(), unused.clone()),
                _ => (format!("CANARY-A {name}"), format!("UNUSED-X {name}")),
            };
            let what = format!("{} {}?{name}", route.method, route.path);
            let attack = |value: &str| send(&person.caller, route, &own, &fresh_mark()).query(&[(&name, value)]);
            world.reset_limits().await;
            compare(&mut findings, &what, (&foreign, &unused), Some(person), attack).await;
        }
    }
    untouched.check(&mut findings).await;
    findings.report();
}

/// The attacks are made from the descriptions, so that they miss a parameter that isn't described.
#[tokio::test]
async fn api_1_every_list_describes_how_its_pages_are_asked_for() {
    let world = World::new().await;
    let caller = world.empowered().await;
    let mut lists = 0;
    for route in ROUTES.iter().filter(|route| route.method == "GET" && !openapi_requests::has_parameters(route)) {
        let answer = caller.get(route.path).await;
        if answer.json().get("next_cursor").is_some() {
            lists += 1;
            let described = openapi_requests::query(route);
            for name in ["limit", "cursor"] {
                assert!(described.iter().any(|(described, _)| described == name), "{} {name}", route.path);
            }
        }
    }
    assert!(lists > 10, "{lists} lists");
}

#[tokio::test]
async fn ten_1_a_cursor_of_another_tenant_leads_to_none_of_its_rows() {
    let world = World::new().await;
    let owner = &world.a.person(Role::Owner).caller;
    let mut findings = Findings::default();
    for route in ROUTES.iter().filter(|route| openapi_requests::query(route).iter().any(|(name, _)| name == "cursor")) {
        // A second row, where rows can be made, so that the first page has a next.
        if let Some(create) = ROUTES.iter().find(|other| other.path == route.path && other.method == "POST") {
            send(owner, create, "", "CANARY-A2").reply().await;
        }
        let page = owner.get(&format!("{}?limit=1", route.path)).await;
        let Some(cursor) = page["next_cursor"].as_str() else { continue };
        for person in &world.b.people {
            let own = person.caller.request(Method::GET, route.path).query(&[("limit", "100")]).reply().await;
            let request = person.caller.request(Method::GET, route.path).query(&[("cursor", cursor), ("limit", "100")]);
            let seen = request.reply().await;
            findings.require(seen.status < 500, || format!("{seen:?}"));
            for item in seen.json()["items"].as_array().into_iter().flatten() {
                let own = own.json();
                findings.require(own["items"].as_array().unwrap().contains(item), || {
                    format!("{} shows {item}", route.path)
                });
            }
        }
    }
    findings.report();
}

by_group!(ten_1_an_id_of_another_tenant_in_a_body_is_an_id_of_nothing, try_ids_in_bodies);

async fn try_ids_in_bodies(group: Group) {
    let world = World::new().await;
    let untouched = Untouched::of(&world).await;
    let mut findings = Findings::default();
    let row = world.a.rows[0].1.parse().expect("a row has an id");
    let pairs = paired([world.a.id, row, world.a.people[0].id]);
    for route in group.routes().filter(|route| route.body.is_json()) {
        if route.requires_recent_auth {
            // The clock has moved on; an attack has to get past the asking for a proof.
            for person in attackers(&world, route) {
                person.sign_in_again().await;
            }
        }
        let own = world.b.row_of(route).unwrap_or("x").to_owned();
        let mut names: Vec<String> =
            openapi_requests::object(route, "x").expect("the route reads JSON").keys().cloned().collect();
        names.extend(["home_tenant", "tenant_id", "owner_id", "user_id", "id"].map(str::to_owned));
        // A password can't be made of its owner's name, which an attack before this one has made an id of.
        names.retain(|name| name != "new_password");
        for (name, (id, unused)) in names.iter().flat_map(|name| pairs.iter().map(move |pair| (name, pair))) {
            for person in attackers(&world, route) {
                let what = format!("{} {} as {}, {name}", route.method, route.path, person.role);
                let attack = |id: &str| with_field(&person.caller, route, &own, name, id);
                world.reset_limits().await;
                compare(&mut findings, &what, (id, unused), Some(person), attack).await;
            }
        }
        // Once a route, so that no proof stays recent: what asks for one is attacked in tests of its own.
        world.server.clock.advance(Duration::from_mins(16));
    }
    untouched.check(&mut findings).await;
    findings.report();
}

#[tokio::test]
async fn ten_4_what_one_tenant_has_is_in_no_others_way() {
    let world = World::new().await;
    let mut findings = Findings::default();
    for route in ROUTES.iter().filter(|route| makes_a_row(route)) {
        for compartment in [&world.a, &world.b] {
            let (caller, guest) = (&compartment.person(Role::Owner).caller, compartment.guest());
            let body = openapi_requests::object_about(route, "SHARED", guest).expect("the route reads JSON");
            // A nested row is made under the tenant's own parent.
            let values = compartment.row_of(route).filter(|_| route.method == "POST").unwrap_or("shared");
            let request = caller.request(method(route), &openapi_requests::path(route, values)).json(&body);
            let made = request.reply().await;
            findings.require(made.is_success(), || format!("{} {}: {made:?}", route.method, route.path));
        }
    }
    findings.report();
}

#[tokio::test]
async fn ten_1_two_hundred_interleaved_pairs_tell_nothing_apart() {
    let world = World::new().await;
    let person = world.b.person(Role::Owner);
    let (path, row) = world.a.rows.iter().find(|(path, _)| *path == "/api/leads").expect("there are leads");
    let (mut foreign, mut nothing) = (Vec::new(), Vec::new());
    let mut answers = Vec::new();
    for _ in 0..200 {
        for (id, times) in [(row.clone(), &mut foreign), (unused_id().to_string(), &mut nothing)] {
            let request = person.caller.request(Method::GET, &format!("{path}/{id}"));
            let start = Instant::now();
            answers.push(request.reply().await);
            times.push(start.elapsed());
        }
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    assert_eq!(answers[0].status, 404);
    println!("another tenant's id: {:?}, an unused one: {:?} (medians)", median(foreign), median(nothing));
}

fn nested(method: actix_web::http::Method, path: &'static str) -> Route {
    let success = web::route::Success { status: 201, schema: web::schema::Schema::Empty };
    Route::new("messages", (method, path), "act", "Act", success, |_| unreachable!("not served")).member(Role::Viewer)
}

#[test]
fn ten_1_each_parameter_of_a_nested_path_is_described_and_attacked() {
    let row = nested(actix_web::http::Method::GET, "/api/conversations/{conversation_id}/messages/{id}");
    let document = web::openapi::describe(std::slice::from_ref(&row), "session");
    let described = document["paths"][row.path]["get"]["parameters"].as_array().unwrap().iter();
    let in_path: Vec<_> = described.filter(|parameter| parameter["in"] == "path").collect();
    assert_eq!(in_path.iter().map(|parameter| &parameter["name"]).collect::<Vec<_>>(), ["conversation_id", "id"]);
    assert!(in_path.iter().all(|parameter| parameter["schema"]["format"] == "uuid"));

    assert_eq!(openapi_requests::path(&row, "one/two"), "/api/conversations/one/messages/two");
    assert_eq!(openapi_requests::path(&row, "one"), "/api/conversations/one/messages/one");
    let rows = vec![
        ("/api/conversations", "c".to_owned()),
        ("/api/conversations/{conversation_id}/messages", "c/m".to_owned()),
    ];
    let own = Compartment { id: Uuid::nil(), slug: String::new(), people: Vec::new(), rows };
    assert_eq!(own.row_of(&row), Some("c/m"));
    assert_eq!(own.rows_with(&row, "x"), ["x/m", "c/x"]);
    let collection = nested(actix_web::http::Method::POST, "/api/conversations/{conversation_id}/messages")
        .body(Body::Json(web::schema::Schema::Empty));
    assert!(makes_a_row(&collection));
    assert_eq!(own.row_of(&collection), Some("c"));
}
