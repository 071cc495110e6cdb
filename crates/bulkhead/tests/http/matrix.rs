//! Who may use which route: the table of docs/roles.md, made from the route table and tried over HTTP, cell by cell.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::fmt::Write;
use std::path::PathBuf;
use tenancy::Role;

use domain::kit::Operation;
use serde_json::json;
use tenancy::api_keys::Action;
use web::route::{Access, Route};
use web::routes::ROUTES;

use crate::support::api_keys;
use crate::support::db_snapshot;
use crate::support::findings::Findings;
use crate::support::groups::{GROUPS, Group, by_group};
use crate::support::platform::{PlatformAdmin, impersonate};
use crate::support::reply::{Ask, Reply};
use crate::support::server::Caller;
use crate::support::state;
use crate::support::world::{Person, ROLES, World, fresh_mark, send, unused_id};

const HEAD: &str = "\
# Who may use which route

Made from the route table by `just roles-fill`; a test tries each cell over HTTP (ROL-1). *yes*: the route does its work, whatever it comes
to; else the status of the refusal. *second factor owed*: signed in by one factor of two. *foreign owner*: the owner of another tenant, who
names this one. *key that reads*, *key that writes*: an API key for `*:read` or `*:write` whose role, and whose maker, is an admin; a key for
one kind of things opens the routes of these alone. *acting, reading*, *acting, writing*: a platform admin who acts as the owner, in an
impersonation that only reads or in one that writes; it reaches a viewer's reads, or what API keys may reach, and nothing that is the user's
own. What a route asks for beyond the role: *verified*, a verified address or phone number; *fresh*, a proof of identity within the last
five minutes; *oneself*, any member may use it on themselves; *own row*, a user that the row names, mostly its owner; *own row or admin*, this user or an
admin.

";

/// The columns: one kind of caller each.
const WHO: [&str; 12] = [
    "anonymous",
    "second factor owed",
    "viewer",
    "member",
    "admin",
    "owner",
    "key that reads",
    "key that writes",
    "foreign owner",
    "platform admin",
    "acting, reading",
    "acting, writing",
];

/// What the API key of a column may do; `None` for other callers.
fn action(who: &str) -> Option<Action> {
    match who {
        "key that reads" => Some(Action::Read),
        "key that writes" => Some(Action::Write),
        _ => None,
    }
}

/// The answer that a caller gets from a route, by the route table.
fn cell(route: &Route, who: &str) -> &'static str {
    let role = Role::parse(who);
    if let Some(mode) = who.strip_prefix("acting, ") {
        let within = mode == "writing"
            || match route.access {
                Access::Member(needed) => needed == Role::Viewer && route.method.is_safe(),
                _ => true,
            };
        return if within && route.opens_to_impersonators() { "yes" } else { "403" };
    }
    match (route.access, who) {
        (Access::Open(_), _) | (Access::Platform, "platform admin") => "yes",
        (_, "anonymous") => "401",
        (Access::Member(needed), _) if action(who).is_some() => {
            let opens = route.scope().is_some_and(|(_, asked)| action(who) == Some(asked));
            if opens && needed <= Role::Admin { "yes" } else { "403" }
        }
        _ if action(who).is_some() => "403",
        (Access::MfaPending, _) => "yes",
        (_, "second factor owed") => "401",
        (Access::SignedIn, _) => "yes",
        (Access::Member(needed), _) => match role {
            Some(role) if role >= needed => "yes",
            Some(_) => "403",
            None => "404",
        },
        (Access::Platform, _) => "403",
    }
}

/// What the kit does by this route, if it is left to users that the row names.
fn reserved_operation(route: &Route) -> Option<Operation> {
    let operation = match route.method.as_str() {
        "PUT" => Operation::Replace,
        "PATCH" => Operation::Patch,
        "DELETE" => Operation::Delete,
        _ if route.path.ends_with("/restore") => Operation::Restore,
        _ => return None,
    };
    let reserved = route.resource?.reserved.operations;
    reserved.contains(operation).then_some(operation)
}

/// Whether an admin may do it as well.
fn is_moderated(route: &Route, operation: Operation) -> bool {
    let is_removal = matches!(operation, Operation::Delete | Operation::Restore);
    is_removal && route.resource.is_some_and(|resource| resource.reserved.is_moderated)
}

/// Whether the caller of a column, who may use the route, may not use it on the rows of the world, which its owner made.
fn is_left_to_others(route: &Route, who: &str) -> bool {
    let Some(operation) = reserved_operation(route) else { return false };
    match who {
        "owner" | "acting, writing" => false,
        // The key is an admin's.
        "admin" | "key that writes" => !is_moderated(route, operation),
        _ => true,
    }
}

fn table() -> String {
    let mut table = HEAD.to_owned();
    let _ = writeln!(table, "| route | {} | asks for |\n|{}", WHO.join(" | "), "---|".repeat(WHO.len() + 2));
    for route in ROUTES.iter() {
        let cells = WHO.map(|who| cell(route, who)).join(" | ");
        let asks = [
            (route.requires_verified_contact, "verified"),
            (route.requires_recent_auth, "fresh"),
            (route.allows_self, "oneself"),
        ];
        let row = reserved_operation(route)
            .map(|operation| if is_moderated(route, operation) { "own row or admin" } else { "own row" });
        let asks: Vec<_> = asks.into_iter().filter_map(|(asked, what)| asked.then_some(what)).chain(row).collect();
        let _ = writeln!(table, "| `{} {}` | {cells} | {} |", route.method, route.path, asks.join(", "));
    }
    table
}

#[test]
fn rol_1_the_table_of_the_documents_is_that_of_the_routes() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/roles.md");
    if std::env::var_os("ROLES_FILL").is_some() {
        std::fs::write(&path, table()).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == table(), "docs/roles.md is not what the routes say; `just roles-fill` renews it");
}

/// The callers of the columns.
struct People<'a> {
    world: &'a World,
    anonymous: Caller,
    pending: Person,
    platform: PlatformAdmin,
    /// An API key for reading, and one for writing.
    keys: [Caller; 2],
    /// A second platform admin, who acts as the owner.
    acting: PlatformAdmin,
}

impl People<'_> {
    async fn ask(&self, route: &Route, who: &str) -> Reply {
        let tenant = self.world.b.id.to_string();
        let own = match route.access {
            Access::Member(_) => self.world.b.row_of(route).unwrap_or("x").to_owned(),
            _ => unused_id().to_string(),
        };
        if let Some(mode) = who.strip_prefix("acting, ") {
            return self.act(route, &own, mode == "writing").await;
        }
        let person = match who {
            "anonymous" => return self.answer(route, &self.anonymous.in_tenant(&tenant), &own).await,
            "second factor owed" => {
                return self.answer(route, &self.pending.caller.in_tenant(&tenant), &own).await;
            }
            "key that reads" => return self.answer(route, &self.keys[0], &own).await,
            "key that writes" => return self.answer(route, &self.keys[1], &own).await,
            "platform admin" => &self.platform.person,
            "foreign owner" => self.world.a.person(Role::Owner),
            role => self.world.b.person(Role::parse(role).unwrap()),
        };
        let answer = self.answer(route, &person.caller.in_tenant(&tenant), &own).await;
        if answer.changes_session() {
            person.sign_in_again().await;
            self.platform.prove(&self.world.server).await;
        }
        answer
    }

    /// Acts as the owner for this one request.
    async fn act(&self, route: &Route, own: &str, write: bool) -> Reply {
        let (caller, tenant) = (&self.acting.person.caller, self.world.b.id.to_string());
        self.world.b.repair(&self.world.server).await;
        let owner = self.world.b.person(Role::Owner).id;
        impersonate(caller, owner, &tenant, write).await.created();
        let answer = self.answer(route, &caller.in_tenant(&tenant), own).await;
        let ended = caller.post("/auth/impersonation/end", json!({})).await;
        if !ended.is_success() {
            self.acting.person.sign_in_again().await;
            self.acting.prove(&self.world.server).await;
        }
        answer
    }

    async fn answer(&self, route: &Route, caller: &Caller, own: &str) -> Reply {
        self.world.b.repair(&self.world.server).await;
        send(caller, route, own, &fresh_mark()).reply().await
    }
}

by_group!(rol_1_each_cell_of_the_table_is_what_the_server_answers, try_cells);

async fn try_cells(group: Group) {
    let world = World::new().await;
    let pending = Person::register(&world.server, "PENDING", Role::Owner).await;
    let platform = PlatformAdmin::appoint(&world.server).await;
    let acting = PlatformAdmin::appoint_another(&world.server, "ACTING").await;
    let admin = &world.b.person(Role::Admin).caller;
    let keys = [api_keys::program(admin, &["*:read"]).await, api_keys::program(admin, &["*:write"]).await];
    let people = People { world: &world, anonymous: world.server.anonymous(), pending, platform, keys, acting };
    let before = db_snapshot::of_tenant(&world.server.db, world.a.id).await;
    let mut findings = Findings::default();
    for route in group.routes().filter(|route| !matches!(route.access, Access::Open(_))) {
        // From the least rights up, since a caller who is let in may delete the row.
        for who in WHO {
            if who == "second factor owed" && route.access == Access::MfaPending {
                continue;
            }
            state::owe_second_factor(&world.server.db, people.pending.id).await;
            let (expected, answer) = (cell(route, who), people.ask(route, who).await);
            // `proof_refused`: the caller was let in as far as giving a proof of identity, and it was wrong.
            let let_in = ![401, 403].contains(&answer.status) || answer.body.contains("proof_refused");
            let holds = match expected {
                // Who doesn't see the row learns nothing of it.
                "yes" if is_left_to_others(route, who) => {
                    answer.status == 404 || (answer.status == 403 && answer.body.contains("not_yours"))
                }
                "yes" => let_in && answer.status < 500,
                refused => answer.status.to_string() == refused,
            };
            findings.require(holds, || format!("{} {} as {who}, not {expected}: {answer:?}", route.method, route.path));
        }
    }
    let after = db_snapshot::of_tenant(&world.server.db, world.a.id).await;
    findings.require(after == before, || format!("the foreign owner's tenant is changed: {before:?} {after:?}"));
    findings.report();
}

#[test]
fn each_route_is_tried_in_one_group() {
    assert_eq!(ROLES.len(), 4);
    for route in ROUTES.iter() {
        let groups = GROUPS.iter().filter(|group| group.routes().any(|own| std::ptr::eq(own, route))).count();
        assert_eq!(groups, 1, "{} {}", route.method, route.path);
    }
    let tried: usize = GROUPS.iter().map(|group| group.routes().count()).sum();
    assert_eq!(tried, ROUTES.len());
}
