//! Tenants that ask their members for a second factor.

use reqwest::Method;
use serde_json::{Value as Json, json};
use tenancy::Role;
use web::route::Access;
use web::routes::ROUTES;

use crate::support::api_keys;
use crate::support::authenticator::Authenticator;
use crate::support::db_snapshot;
use crate::support::mailbox;
use crate::support::mfa::{code, enroll};
use crate::support::passkeys::{self, register};
use crate::support::platform::PlatformAdmin;
use crate::support::reply::{Ask, Reply, uuid};
use crate::support::server::{Caller, PASSWORD, TestServer};
use crate::support::team::{Team, remove};
use crate::support::world::{Person, World, fresh_mark, send, unused_id};

async fn ask(owner: &Caller, required: bool) -> Reply {
    owner.patch("/api/tenant", json!({"require_second_factor": required})).await
}

/// Tokens of a user without a second factor.
async fn tokens(server: &TestServer, email: &str) -> Reply {
    server.anonymous().post("/auth/token", json!({"email": email, "password": PASSWORD})).await.ok()
}

/// How many full sessions lack the second factor, of users who have one.
async fn lacking(server: &TestServer) -> i64 {
    let sql = "select count(*) from auth.sessions s join auth.users u on u.id = s.user_id
               where u.factors <> '{}' and not s.pending and not s.second_factor";
    sqlx::query_scalar(sql).fetch_one(&mut server.db.connect("postgres").await).await.unwrap()
}

/// Tries every route of members; answers how many there were.
async fn is_shut_out(world: &World, caller: &Caller, by_key: bool) -> usize {
    let routes = ROUTES.iter().filter(|route| matches!(route.access, Access::Member(_)));
    let routes: Vec<_> = routes.filter(|route| !by_key || route.scope().is_some()).collect();
    for route in &routes {
        let own = world.b.row_of(route).map_or_else(|| unused_id().to_string(), str::to_owned);
        let seen = send(caller, route, &own, &fresh_mark()).reply().await;
        seen.expect(403, "second_factor_required");
    }
    routes.len()
}

#[tokio::test]
async fn log_5_a_tenant_that_asks_for_a_second_factor_refuses_members_without_one() {
    let world = World::new().await;
    let server = &world.server;
    let tenant = world.b.id.to_string();
    let owner = &world.b.person(Role::Owner).caller;
    let admin = world.b.person(Role::Admin);
    let program = api_keys::program(&admin.caller, &["*:read", "*:write"]).await;
    let pair = tokens(server, &world.b.person(Role::Member).email).await;
    let client = server.anonymous().bearing(pair.text("access_token")).in_tenant(&tenant);
    assert_eq!((program.get("/api/leads").await.status, client.get("/api/leads").await.status), (200, 200));

    enroll(server, owner).await;
    let answer = ask(owner, true).await.ok();
    assert_eq!(answer["require_second_factor"], true, "{answer}");
    let before = db_snapshot::of_tenant(&server.db, world.b.id).await;
    let mut tried = 0;
    for role in [Role::Viewer, Role::Member, Role::Admin] {
        tried += is_shut_out(&world, &world.b.person(role).caller, false).await;
    }
    tried += is_shut_out(&world, &client, false).await + is_shut_out(&world, &program, true).await;
    assert!(tried > 150, "{tried}");
    assert_eq!(db_snapshot::of_tenant(&server.db, world.b.id).await, before);
    let stranger = world.a.person(Role::Owner).caller.in_tenant(&tenant);
    assert_eq!(stranger.get("/api/leads").await.status, 404, "a stranger learns nothing");

    // Routes that don't lead into the tenant still answer, and tell what to do.
    let me = admin.caller.get("/auth/me").await.ok();
    assert_eq!((&me["factors"], &me["role"]), (&json!([]), &json!("admin")), "{me}");
    assert_eq!(me["tenant"]["require_second_factor"], true, "{me}");
    let asking = me["memberships"].as_array().unwrap().iter().filter(|own| own["require_second_factor"] == true);
    assert_eq!(asking.map(|own| uuid(&own["id"])).collect::<Vec<_>>(), [world.b.id]);
    for (caller, path) in [(&admin.caller, "/api/tenants"), (&admin.caller, "/auth/sessions"), (&client, "/auth/me")] {
        caller.get(path).await.ok();
    }
    assert_eq!(admin.caller.at_home().get("/api/leads").await.status, 200, "their other tenants are open");

    // A factor opens it at once: to the session that added it, and to the keys of its user.
    enroll(server, &admin.caller).await;
    admin.caller.get("/api/audit-log").await.ok();
    admin.caller.post("/api/leads", json!({"name": "Ada"})).await.created();
    program.get("/api/leads").await.ok();
    assert_eq!(client.get("/api/leads").await.status, 403, "another user's factor opens nothing");

    ask(owner, false).await.ok();
    client.get("/api/leads").await.ok();
}

#[tokio::test]
async fn log_5_an_owner_with_a_second_factor_has_the_tenant_ask_for_it() {
    let team = Team::new().await;
    let admin = team.member("admin", Role::Admin).await;
    let member = team.member("member", Role::Member).await;
    ask(&team.owner, true).await.expect(409, "second_factor_missing");
    enroll(&team.server, &admin).await;
    ask(&admin, true).await.expect(403, "role_too_low");
    ask(&member, false).await.expect(403, "role_too_low");
    let tenant = team.owner.get("/api/tenant").await.ok();
    assert_eq!((&tenant["require_second_factor"], &tenant["version"]), (&json!(false), &json!(1)), "{tenant}");
    // What is so already is no change: a client may send back what it was shown.
    ask(&admin, false).await.ok();
    ask(&team.owner, false).await.ok();

    enroll(&team.server, &team.owner).await;
    for (body, version, seen) in [
        (json!({"require_second_factor": true}), "\"1\"", 412),
        (json!({"require_second_factor": "yes"}), "*", 422),
        (json!({"require_second_factor": true, "name": "Acme & Sons"}), "*", 200),
        (json!({"require_second_factor": null}), "*", 200),
    ] {
        let request = team.owner.request(Method::PATCH, "/api/tenant").header("If-Match", version);
        request.json(&body).reply().await.expect_status(seen);
    }
    let tenant = admin.get("/api/tenant").await.ok();
    assert_eq!((&tenant["require_second_factor"], &tenant["name"]), (&json!(true), &json!("Acme & Sons")));
    ask(&member, false).await.expect(403, "second_factor_required");
    ask(&admin, false).await.expect(403, "role_too_low");

    let platform = PlatformAdmin::appoint(&team.server).await;
    let shown = platform.person.caller.get(&format!("/admin/tenants/{}", team.id)).await.ok();
    assert_eq!(shown["require_second_factor"], true, "{shown}");
    ask(&team.owner, false).await.ok();
    let log = team.owner.get("/api/audit-log?table=tenants").await.ok();
    let lines: Vec<_> = log.items().iter().collect();
    let changes: Vec<_> = lines.iter().map(|line| &line["fields"]["require_second_factor"]).collect();
    let changes: Vec<_> = changes.into_iter().filter(|change| change.is_array()).collect();
    assert_eq!(changes, [&json!([true, false]), &json!([false, true])], "{log}");
    assert!(lines.iter().all(|line| uuid(&line["actor_id"]) != platform.person.id), "{log}");
}

#[tokio::test]
async fn log_5_no_session_lacks_the_second_factor_that_its_user_has() {
    let server = TestServer::start().await;
    let second = TestServer::start_node(&server.db, server.clock.clone(), &[]).await;
    let ann = Person::register(&server, "ANN", Role::Owner).await;
    let pair = tokens(&server, &ann.email).await;
    let client = server.anonymous().bearing(pair.text("access_token"));
    let signing_in = |number: usize| {
        let caller = Caller::new(if number.is_multiple_of(2) { &server.url } else { &second });
        let email = ann.email.clone();
        tokio::spawn(async move {
            let answer = caller.login(&email, PASSWORD).await;
            (caller, answer)
        })
    };
    let others: Vec<_> = (0..8).map(signing_in).collect();
    enroll(&server, &ann.caller).await;
    for other in others {
        let (other, answer) = other.await.unwrap();
        // Refused if the factor ended the session between its start and the answer, which shows the session's tenants.
        assert!([200, 401].contains(&answer.status), "{answer}");
        other.get("/api/leads").await.expect_status(401);
    }
    client.get("/api/leads").await.expect_status(401);
    let refresh = json!({"refresh_token": pair["refresh_token"]});
    server.anonymous().post("/auth/token/refresh", refresh).await.expect_status(401);
    assert_eq!((lacking(&server).await, ann.caller.get("/api/leads").await.status), (0, 200));
}

#[tokio::test]
async fn log_5_the_last_factor_stays_while_a_tenant_asks_for_it() {
    let team = passkeys::start().await.tenant("acme").await;
    let server = &team.server;
    let (secret, _) = enroll(server, &team.owner).await;
    ask(&team.owner, true).await.ok();
    let next_code = || {
        server.clock.advance(std::time::Duration::from_secs(30));
        json!({"code": code(server, &secret)})
    };
    let last =
        async |caller: &Caller, path: &str, method, body: Option<Json>| caller.send(method, path, body.as_ref()).await;
    let totp = "/auth/mfa/totp/disable";
    let given = next_code();
    last(&team.owner, totp, Method::POST, Some(given.clone())).await.expect(409, "last_factor");
    let me = team.owner.get("/auth/me").await.ok();
    assert_eq!((&me["factors"], &me["session"]["second_factor"]), (&json!(["totp"]), &json!(true)));
    assert_eq!(team.owner.post("/auth/reauthenticate", given).await.status, 204, "the code was not used up");

    // Of two factors either may go; of two that go at once, one stays.
    let mut authenticator = Authenticator::new(7);
    for round in 0..3 {
        let made = register(&team.owner, &mut authenticator).await;
        assert_eq!(made.status, 201, "round {round}: {made}");
        let passkey = format!("/auth/passkeys/{}", made.id());
        let (one, other) = tokio::join!(
            last(&team.owner, totp, Method::POST, Some(next_code())),
            last(&team.owner, &passkey, Method::DELETE, None),
        );
        let me = team.owner.get("/auth/me").await.ok();
        assert_eq!(me["factors"].as_array().map(Vec::len), Some(1), "round {round}: {one:?} {other:?} {me}");
        let refused = [&one, &other].into_iter().filter(|seen| seen.status != 204).collect::<Vec<_>>();
        assert!(refused.len() == 1 && [401, 409].contains(&refused[0].status), "round {round}: {refused:?}");
        if me["factors"] == json!(["passkey"]) {
            last(&team.owner, &passkey, Method::DELETE, None).await.expect(409, "last_factor");
            break;
        }
    }

    // Once no tenant requires a factor, the last one may be removed.
    ask(&team.owner, false).await.ok();
    let listed = team.owner.get("/auth/passkeys").await.ok();
    for passkey in listed.items() {
        let path = format!("/auth/passkeys/{}", passkey["id"].as_str().unwrap());
        team.owner.delete(&path).await.no_content();
    }
}

#[tokio::test]
async fn log_5_a_member_who_left_the_tenant_may_remove_the_factor() {
    let team = Team::new().await;
    let member = team.member("member", Role::Member).await;
    for caller in [&team.owner, &member] {
        enroll(&team.server, caller).await;
    }
    ask(&team.owner, true).await.ok();
    let forget = |codes: Json| member.post("/auth/mfa/totp/disable", json!({"recovery_code": codes[0]}));
    let codes = member.post_empty("/auth/mfa/recovery-codes").await;
    forget(codes["recovery_codes"].clone()).await.expect(409, "last_factor");
    remove(&member, member.id()).await.no_content();
    forget(codes["recovery_codes"].clone()).await.no_content();
}

#[tokio::test]
async fn log_5_a_factor_that_goes_as_the_tenant_begins_to_ask_closes_the_door_behind_it() {
    let team = Team::new().await;
    let member = team.member("member", Role::Member).await;
    enroll(&team.server, &team.owner).await;
    for round in 0..5 {
        let (_, codes) = enroll(&team.server, &member).await;
        let (asked, gone) = tokio::join!(
            ask(&team.owner, true),
            member.post("/auth/mfa/totp/disable", json!({"recovery_code": codes[0]})),
        );
        asked.ok();
        let answer = member.get("/api/leads").await;
        let expected = if gone.status == 204 { 403 } else { 200 };
        assert_eq!(answer.status, expected, "round {round}: {gone:?}");
        ask(&team.owner, false).await.ok();
        if gone.status != 204 {
            member.post("/auth/mfa/totp/disable", json!({"recovery_code": codes[1]})).await.no_content();
        }
    }
}

#[tokio::test]
async fn inv_2_an_invitation_into_a_tenant_that_asks_for_a_second_factor_is_accepted_without_one() {
    let team = Team::new().await;
    enroll(&team.server, &team.owner).await;
    ask(&team.owner, true).await.ok();
    let invitation = json!({"email": "bob@example.com", "role": "member"});
    team.owner.post("/api/invitations", invitation).await.created();
    let token = mailbox::invitation(&team.server, "bob@example.com").await;
    let bob = team.server.anonymous();
    let me = bob.post("/auth/invitations/accept", json!({"token": token, "password": PASSWORD})).await.created();
    let joined = me["memberships"].as_array().unwrap().iter().find(|own| own["slug"] == "acme").unwrap();
    assert_eq!((&joined["role"], &joined["require_second_factor"]), (&json!("member"), &json!(true)));
    let there = bob.in_tenant("acme");
    let answer = there.get("/api/leads").await.expect(403, "second_factor_required");
    assert!(answer.text("detail").contains("/auth/mfa/totp/enroll"), "{answer}");
    enroll(&team.server, &there).await;
    there.get("/api/leads").await.ok();
}
