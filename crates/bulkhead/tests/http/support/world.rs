//! Two tenants with rows of every kind that can be created, and users of each role.

use std::str::FromStr;
use std::sync::atomic::{AtomicU32, Ordering};

use reqwest::{Method, RequestBuilder};
use serde_json::json;
use sqlx::Row;
use tenancy::Role;
use tenancy::testing::TestDb;
use uuid::Uuid;
use web::route::{Access, Body, Route};
use web::routes::ROUTES;

use super::openapi_requests;
use super::reply::Ask;
use super::server::{Caller, PASSWORD, TestServer};
use super::state;
use super::telephony;

pub const ROLES: [Role; 4] = [Role::Owner, Role::Admin, Role::Member, Role::Viewer];

/// A user, and their role in a tenant.
pub struct Person {
    pub role: Role,
    pub email: String,
    pub id: Uuid,
    pub caller: Caller,
}

/// A tenant with its people.
pub struct Compartment {
    pub id: Uuid,
    pub slug: String,
    pub people: Vec<Person>,
    /// The path of each collection, with the values of its parameters and of a row in it, a slash between them.
    pub rows: Vec<(&'static str, String)>,
}

pub struct World {
    pub server: TestServer,
    pub a: Compartment,
    pub b: Compartment,
}

impl World {
    pub async fn new() -> Self {
        let server = TestServer::start().await;
        let a = Compartment::create(&server, "CANARY-A", &[Role::Owner, Role::Viewer]).await;
        let b = Compartment::create(&server, "CANARY-B", &ROLES).await;
        Self { server, a, b }
    }

    /// The owner of the second tenant, made a platform admin with two factors, so that every route does something for
    /// them.
    pub async fn empowered(&self) -> &Caller {
        let owner = self.b.person(Role::Owner);
        state::appoint_platform_admin(&self.server.db, owner.id).await;
        state::prove_second_factor(&self.server.db, owner.id).await;
        &owner.caller
    }

    /// Resets the counts of failed attempts, and what attacks subscribed, so that no limit is reached between two attempts to be
    /// compared.
    pub async fn reset_limits(&self) {
        let sql = "delete from auth.attempts; delete from app.push_subscriptions where endpoint like '%/MARK-%'";
        self.server.db.superuser(sql).await;
    }
}

impl Person {
    pub async fn register(server: &TestServer, mark: &str, role: Role) -> Self {
        let email = format!("{role}@{}.example.com", openapi_requests::slug(mark));
        let (name, home) = (format!("{mark} {role}"), format!("{mark} at home"));
        let body = json!({"email": email, "password": PASSWORD, "name": name, "tenant_name": home});
        let caller = server.anonymous().register(&body).await;
        Self { role, email, id: caller.id(), caller }
    }

    /// Signs in again, after an attack that ended or replaced the session.
    pub async fn sign_in_again(&self) {
        self.caller.login(&self.email, PASSWORD).await.ok();
    }
}

impl Compartment {
    async fn create(server: &TestServer, mark: &str, roles: &[Role]) -> Self {
        let mut people = Vec::new();
        for role in roles {
            people.push(Person::register(server, mark, *role).await);
        }
        let slug = openapi_requests::slug(mark);
        let body = json!({"name": format!("{mark} team"), "slug": slug});
        let id = people[0].caller.post("/api/tenants", body).await.created().id();
        let guest = server.verified_user(&format!("guest@{slug}.example.com")).await.id();
        state::set_role(&server.db, id, guest, Role::Viewer).await;
        for person in &people {
            state::verify_address(&server.db, person.id).await;
            state::set_role(&server.db, id, person.id, person.role).await;
        }
        for person in &mut people {
            // By id: an attack may change the slug.
            person.caller = person.caller.in_tenant(id);
        }
        put_images_off(&server.db).await;
        let given = telephony::give(&server.db, id, people[0].id, mark).await;
        let mut rows = given;
        rows.extend(seed(&people[0].caller, mark, guest).await);
        // The member for the routes to remove: no test acts as the guest.
        rows.push(("/api/members", guest.to_string()));
        Self { id, slug, people, rows }
    }

    /// Restores the tenant, its memberships and what its owner is told after a request that may have changed them.
    pub async fn repair(&self, server: &TestServer) {
        let people: Vec<_> =
            self.people.iter().map(|person| format!("('{}', '{}', '{}')", self.id, person.id, person.role)).collect();
        server
            .db
            .superuser(&format!(
                "update tenancy.tenants set deleted_at = null, suspended_at = null where id = '{0}'
                   and (deleted_at is not null or suspended_at is not null);
                 update tenancy.notifications set read_at = null, deleted_at = null where tenant_id = '{0}'
                   and row_id = id and (read_at is not null or deleted_at is not null);
                 insert into tenancy.memberships (tenant_id, user_id, role) values {1}
                 on conflict (tenant_id, user_id) do update set role = excluded.role
                   where memberships.role <> excluded.role",
                self.id,
                people.join(", ")
            ))
            .await;
    }

    pub fn person(&self, role: Role) -> &Person {
        self.people.iter().find(|person| person.role == role).expect("the tenant has one")
    }

    /// The member that no test acts as.
    pub fn guest(&self) -> &str {
        let (_, guest) = self.rows.iter().find(|(path, _)| *path == "/api/members").expect("there is a guest");
        guest
    }

    /// Values for the parameters of a route's path that lead to a row.
    pub fn row_of(&self, route: &Route) -> Option<&str> {
        row_of(&self.rows, route)
    }

    /// The same with one of the values replaced, in each place where there is one.
    pub fn rows_with(&self, route: &Route, value: &str) -> Vec<String> {
        let mut own: Vec<&str> = self.row_of(route).unwrap_or_default().split('/').collect();
        own.resize(web::path::parameters(route.path).count(), "x");
        let replaced = |place: usize| {
            let values = own.iter().enumerate().map(|(other, own)| if other == place { value } else { own });
            values.collect::<Vec<_>>().join("/")
        };
        (0..own.len()).map(replaced).collect()
    }

    /// Every id that leads to something of this tenant or of its people.
    pub async fn ids(&self, server: &TestServer) -> Vec<Uuid> {
        let mut superuser = server.db.connect("postgres").await;
        let mut ids = vec![self.id];
        ids.extend(self.people.iter().map(|person| person.id));
        ids.extend(self.rows.iter().filter_map(|(_, row)| Uuid::from_str(row.rsplit('/').next()?).ok()));
        let sessions = sqlx::query("select id from auth.sessions where user_id = any($1)")
            .bind(self.people.iter().map(|person| person.id).collect::<Vec<_>>())
            .fetch_all(&mut superuser)
            .await
            .expect("the superuser may read");
        ids.extend(sessions.iter().map(|row| row.get::<Uuid, _>("id")));
        ids
    }
}

/// Puts the work on images off for ever: it would change their rows between two attacks that are compared.
async fn put_images_off(db: &TestDb) {
    db.superuser(
        "create or replace function jobs.put_off() returns trigger language plpgsql as $$
           begin new.due_at := '9000-01-01'; return new; end $$;
         create or replace trigger put_off before insert on jobs.jobs
           for each row when (new.kind = 'generate_image') execute function jobs.put_off()",
    )
    .await;
}

/// Makes a row through every route that makes one, about this member where it is about one.
async fn seed(caller: &Caller, mark: &str, member: Uuid) -> Vec<(&'static str, String)> {
    let mut rows = Vec::new();
    let mut routes: Vec<_> = ROUTES.iter().filter(|route| makes_a_row(route)).collect();
    // A row that belongs to another is made after it.
    routes.sort_by_key(|route| web::path::parameters(route.path).count());
    for route in routes {
        let key = openapi_requests::slug(mark);
        let parent = row_of(&rows, route).map(str::to_owned);
        let body = openapi_requests::object_about(route, mark, &member.to_string()).expect("the route reads JSON");
        let path = openapi_requests::path(route, parent.as_deref().unwrap_or(&key));
        let made = caller.request(method(route), &path).json(&body).reply().await;
        assert!(made.is_success(), "{} {} can be made from its description: {made:?}", route.method, route.path);
        let id = made.json()["id"].as_str().map_or(key, str::to_owned);
        let collection = if route.method == "POST" { route.path } else { collection(route).unwrap_or(route.path) };
        rows.push((collection, parent.into_iter().chain([id]).collect::<Vec<_>>().join("/")));
    }
    rows
}

/// Whether a route makes a row of a tenant from a body, within the row that it belongs to if there is one.
pub fn makes_a_row(route: &Route) -> bool {
    let in_a_tenant = matches!((route.access, route.body), (Access::Member(_), Body::Json(_) | Body::NewWithImage(_)));
    let posts = route.method == "POST" && (!openapi_requests::has_parameters(route) || route.success.status == 201);
    let puts = route.method == "PUT" && (!openapi_requests::has_parameters(route) || route.path.ends_with("{key}"));
    in_a_tenant && (posts || puts)
}

/// `/api/leads` of `/api/leads/{id}/restore`: the collection of the row that the innermost parameter names.
fn collection(route: &Route) -> Option<&'static str> {
    route.path.rsplit_once("/{").map(|(collection, _)| collection)
}

fn row_of<'r>(rows: &'r [(&'static str, String)], route: &Route) -> Option<&'r str> {
    let collection = collection(route)?;
    rows.iter().find(|(path, _)| *path == collection).map(|(_, row)| row.as_str())
}

/// A request that the route would accept, for these values of its path's parameters ([`openapi_requests::path`]).
pub fn send(caller: &Caller, route: &Route, values: &str, mark: &str) -> RequestBuilder {
    let request = caller.request(method(route), &openapi_requests::path(route, values));
    match openapi_requests::payload(route, mark) {
        Some(payload) => request.header("Content-Type", payload.content_type).body(payload.text),
        None => request,
    }
}

pub fn method(route: &Route) -> Method {
    Method::from_bytes(route.method.as_str().as_bytes()).expect("the table has methods")
}

/// A valid body but for one field.
pub fn with_field(caller: &Caller, route: &Route, own: &str, name: &str, value: &str) -> RequestBuilder {
    let mut body = openapi_requests::object(route, &fresh_mark()).expect("the route reads JSON");
    body.insert(name.to_owned(), json!(value));
    caller.request(method(route), &openapi_requests::path(route, own)).json(&body)
}

/// A new id that no row has.
pub fn unused_id() -> Uuid {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    Uuid::from_u128(0x0197_a3c2_7d50_7000_8000_0000_0000_0000 | u128::from(number))
}

/// A new mark for each request, so that requests don't conflict with each other.
pub fn fresh_mark() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    format!("MARK-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
