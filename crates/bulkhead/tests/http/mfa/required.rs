//! Tenants that ask their members for a second factor.

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};
use tenancy::Role;
use web::route::Access;
use web::routes::ROUTES;

use super::{code, enroll};
use crate::authenticator::Authenticator;
use crate::db_snapshot;
use crate::mailbox;
use crate::members::{Team, remove};
use crate::passkeys::{self, register};
use crate::platform::PlatformAdmin;
use crate::response::Exchange;
use crate::server::{Caller, PASSWORD, TestServer};
use crate::world::{Person, World, fresh_mark, send, unused_id, uuid};

async fn ask(owner: &Caller, required: bool) -> (StatusCode, Json) {
    owner.send(Method::PATCH, "/api/tenant", Some(&json!({"require_second_factor": required}))).await
}

/// Tokens of a user without a second factor.
async fn tokens(server: &TestServer, email: &str) -> Json {
    let body = json!({"email": email, "password": PASSWORD});
    let (status, pair) = server.anonymous().post("/auth/token", body).await;
    assert_eq!(status, 200, "{pair}");
    pair
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
        let seen = Exchange::send(send(caller, route, &own, &fresh_mark())).await;
        let answer = (seen.status, &seen.json()["code"]);
        assert_eq!(answer, (403, &json!("second_factor_required")), "{} {}: {seen:?}", route.method, route.path);
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
    let body = json!({"name": "Import", "scopes": ["*:read", "*:write"]});
    let (_, key) = admin.caller.post("/api/api-keys", body).await;
    let program = admin.caller.bearing(key["key"].as_str().unwrap());
    let pair = tokens(server, &world.b.person(Role::Member).email).await;
    let client = server.anonymous().bearing(pair["access_token"].as_str().unwrap()).in_tenant(&tenant);
    assert_eq!((program.get("/api/leads").await.0, client.get("/api/leads").await.0), (StatusCode::OK, StatusCode::OK));

    enroll(server, owner).await;
    let (status, answer) = ask(owner, true).await;
    assert_eq!((status, &answer["require_second_factor"]), (StatusCode::OK, &json!(true)), "{answer}");
    let before = db_snapshot::of_tenant(&server.db, world.b.id).await;
    let mut tried = 0;
    for role in [Role::Viewer, Role::Member, Role::Admin] {
        tried += is_shut_out(&world, &world.b.person(role).caller, false).await;
    }
    tried += is_shut_out(&world, &client, false).await + is_shut_out(&world, &program, true).await;
    assert!(tried > 150, "{tried}");
    assert_eq!(db_snapshot::of_tenant(&server.db, world.b.id).await, before);
    let stranger = world.a.person(Role::Owner).caller.in_tenant(&tenant);
    assert_eq!(stranger.get("/api/leads").await.0, StatusCode::NOT_FOUND, "a stranger learns nothing");

    // Routes that don't lead into the tenant still answer, and tell what to do.
    let (status, me) = admin.caller.get("/auth/me").await;
    assert_eq!((status, &me["factors"], &me["role"]), (StatusCode::OK, &json!([]), &json!("admin")), "{me}");
    assert_eq!(me["tenant"]["require_second_factor"], true, "{me}");
    let asking = me["memberships"].as_array().unwrap().iter().filter(|own| own["require_second_factor"] == true);
    assert_eq!(asking.map(|own| uuid(&own["id"])).collect::<Vec<_>>(), [world.b.id]);
    for (caller, path) in [(&admin.caller, "/api/tenants"), (&admin.caller, "/auth/sessions"), (&client, "/auth/me")] {
        assert_eq!(caller.get(path).await.0, StatusCode::OK, "{path}");
    }
    assert_eq!(admin.caller.at_home().get("/api/leads").await.0, StatusCode::OK, "their other tenants are open");

    // A factor opens it at once: to the session that added it, and to the keys of its user.
    enroll(server, &admin.caller).await;
    assert_eq!(admin.caller.get("/api/audit-log").await.0, StatusCode::OK);
    assert_eq!(admin.caller.post("/api/leads", json!({"name": "Ada"})).await.0, StatusCode::CREATED);
    assert_eq!(program.get("/api/leads").await.0, StatusCode::OK);
    assert_eq!(client.get("/api/leads").await.0, StatusCode::FORBIDDEN, "another user's factor opens nothing");

    assert_eq!(ask(owner, false).await.0, StatusCode::OK);
    assert_eq!(client.get("/api/leads").await.0, StatusCode::OK);
}

#[tokio::test]
async fn log_5_an_owner_with_a_second_factor_has_the_tenant_ask_for_it() {
    let team = Team::new().await;
    let (admin, _) = team.join("admin", Role::Admin).await;
    let (member, _) = team.join("member", Role::Member).await;
    let refused = async |caller: &Caller, required| {
        let (status, answer) = ask(caller, required).await;
        (status.as_u16(), answer["code"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(refused(&team.owner, true).await, (409, "second_factor_missing".to_owned()));
    enroll(&team.server, &admin).await;
    assert_eq!(refused(&admin, true).await, (403, "role_too_low".to_owned()));
    assert_eq!(refused(&member, false).await, (403, "role_too_low".to_owned()));
    let (_, tenant) = team.owner.get("/api/tenant").await;
    assert_eq!((&tenant["require_second_factor"], &tenant["version"]), (&json!(false), &json!(1)), "{tenant}");
    // What is so already is no change: a client may send back what it was shown.
    assert_eq!(ask(&admin, false).await.0, StatusCode::OK);
    assert_eq!(ask(&team.owner, false).await.0, StatusCode::OK);

    enroll(&team.server, &team.owner).await;
    for (body, version, seen) in [
        (json!({"require_second_factor": true}), "\"1\"", 412),
        (json!({"require_second_factor": "yes"}), "*", 422),
        (json!({"require_second_factor": true, "name": "Acme & Sons"}), "*", 200),
        (json!({"require_second_factor": null}), "*", 200),
    ] {
        let request = team.owner.request(Method::PATCH, "/api/tenant").header("If-Match", version);
        assert_eq!(Exchange::send(request.json(&body)).await.status, seen, "{body}");
    }
    let (_, tenant) = admin.get("/api/tenant").await;
    assert_eq!((&tenant["require_second_factor"], &tenant["name"]), (&json!(true), &json!("Acme & Sons")));
    assert_eq!(refused(&member, false).await, (403, "second_factor_required".to_owned()));
    assert_eq!(refused(&admin, false).await, (403, "role_too_low".to_owned()));

    let platform = PlatformAdmin::appoint(&team.server).await;
    let (_, shown) = platform.person.caller.get(&format!("/admin/tenants/{}", team.id)).await;
    assert_eq!(shown["require_second_factor"], true, "{shown}");
    assert_eq!(ask(&team.owner, false).await.0, StatusCode::OK);
    let (_, log) = team.owner.get("/api/audit-log?table=tenants").await;
    let lines: Vec<_> = log["items"].as_array().unwrap().iter().collect();
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
    let client = server.anonymous().bearing(pair["access_token"].as_str().unwrap());
    let signing_in = |number: usize| {
        let caller = Caller::new(if number.is_multiple_of(2) { &server.url } else { &second });
        let body = json!({"email": ann.email, "password": PASSWORD});
        tokio::spawn(async move {
            let (status, _) = caller.post("/auth/login", body).await;
            (caller, status)
        })
    };
    let others: Vec<_> = (0..8).map(signing_in).collect();
    enroll(&server, &ann.caller).await;
    for other in others {
        let (other, status) = other.await.unwrap();
        // Refused if the factor ended the session between its start and the answer, which shows the session's tenants.
        assert!([StatusCode::OK, StatusCode::UNAUTHORIZED].contains(&status), "{status}");
        assert_eq!(other.get("/api/leads").await.0, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(client.get("/api/leads").await.0, StatusCode::UNAUTHORIZED);
    let refresh = json!({"refresh_token": pair["refresh_token"]});
    assert_eq!(server.anonymous().post("/auth/token/refresh", refresh).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!((lacking(&server).await, ann.caller.get("/api/leads").await.0), (0, StatusCode::OK));
}

#[tokio::test]
async fn log_5_the_last_factor_stays_while_a_tenant_asks_for_it() {
    let team = Team::over(passkeys::start().await).await;
    let server = &team.server;
    let (secret, _) = enroll(server, &team.owner).await;
    assert_eq!(ask(&team.owner, true).await.0, StatusCode::OK);
    let next_code = || {
        server.clock.advance(std::time::Duration::from_secs(30));
        json!({"code": code(server, &secret)})
    };
    let last = async |caller: &Caller, path: &str, method, body: Option<Json>| {
        let (status, answer) = caller.send(method, path, body.as_ref()).await;
        (status.as_u16(), answer["code"].as_str().unwrap_or_default().to_owned())
    };
    let totp = "/auth/mfa/totp/disable";
    let given = next_code();
    assert_eq!(last(&team.owner, totp, Method::POST, Some(given.clone())).await, (409, "last_factor".to_owned()));
    let (_, me) = team.owner.get("/auth/me").await;
    assert_eq!((&me["factors"], &me["session"]["second_factor"]), (&json!(["totp"]), &json!(true)));
    assert_eq!(team.owner.post("/auth/reauthenticate", given).await.0, 204, "the code was not used up");

    // Of two factors either may go; of two that go at once, one stays.
    let mut authenticator = Authenticator::new(7);
    for round in 0..3 {
        let (status, made) = register(&team.owner, &mut authenticator).await;
        assert_eq!(status, 201, "round {round}: {made}");
        let passkey = format!("/auth/passkeys/{}", made["id"].as_str().unwrap());
        let (one, other) = tokio::join!(
            last(&team.owner, totp, Method::POST, Some(next_code())),
            last(&team.owner, &passkey, Method::DELETE, None),
        );
        let (_, me) = team.owner.get("/auth/me").await;
        assert_eq!(me["factors"].as_array().map(Vec::len), Some(1), "round {round}: {one:?} {other:?} {me}");
        let refused = [&one, &other].into_iter().filter(|seen| seen.0 != 204).collect::<Vec<_>>();
        assert!(refused.len() == 1 && [401, 409].contains(&refused[0].0), "round {round}: {refused:?}");
        if me["factors"] == json!(["passkey"]) {
            assert_eq!(last(&team.owner, &passkey, Method::DELETE, None).await, (409, "last_factor".to_owned()));
            break;
        }
    }

    // Once no tenant requires a factor, the last one may be removed.
    assert_eq!(ask(&team.owner, false).await.0, StatusCode::OK);
    let (_, listed) = team.owner.get("/auth/passkeys").await;
    for passkey in listed["items"].as_array().unwrap() {
        let path = format!("/auth/passkeys/{}", passkey["id"].as_str().unwrap());
        assert_eq!(team.owner.send(Method::DELETE, &path, None).await.0, 204);
    }
}

#[tokio::test]
async fn log_5_a_member_who_left_the_tenant_may_remove_the_factor() {
    let team = Team::new().await;
    let (member, id) = team.join("member", Role::Member).await;
    for caller in [&team.owner, &member] {
        enroll(&team.server, caller).await;
    }
    assert_eq!(ask(&team.owner, true).await.0, StatusCode::OK);
    let forget = |codes: Json| member.post("/auth/mfa/totp/disable", json!({"recovery_code": codes[0]}));
    let (_, codes) = member.send(Method::POST, "/auth/mfa/recovery-codes", None).await;
    let (status, answer) = forget(codes["recovery_codes"].clone()).await;
    assert_eq!((status, &answer["code"]), (StatusCode::CONFLICT, &json!("last_factor")));
    assert_eq!(remove(&member, id).await.0, StatusCode::NO_CONTENT);
    assert_eq!(forget(codes["recovery_codes"].clone()).await.0, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn log_5_a_factor_that_goes_as_the_tenant_begins_to_ask_closes_the_door_behind_it() {
    let team = Team::new().await;
    let (member, _) = team.join("member", Role::Member).await;
    enroll(&team.server, &team.owner).await;
    for round in 0..5 {
        let (_, codes) = enroll(&team.server, &member).await;
        let (asked, gone) = tokio::join!(
            ask(&team.owner, true),
            member.post("/auth/mfa/totp/disable", json!({"recovery_code": codes[0]})),
        );
        assert_eq!(asked.0, StatusCode::OK);
        let (opens, _) = member.get("/api/leads").await;
        let expected = if gone.0 == StatusCode::NO_CONTENT { 403 } else { 200 };
        assert_eq!(opens, expected, "round {round}: {gone:?}");
        assert_eq!(ask(&team.owner, false).await.0, StatusCode::OK);
        if gone.0 != StatusCode::NO_CONTENT {
            let (status, _) = member.post("/auth/mfa/totp/disable", json!({"recovery_code": codes[1]})).await;
            assert_eq!(status, StatusCode::NO_CONTENT);
        }
    }
}

#[tokio::test]
async fn inv_2_an_invitation_into_a_tenant_that_asks_for_a_second_factor_is_accepted_without_one() {
    let team = Team::new().await;
    enroll(&team.server, &team.owner).await;
    assert_eq!(ask(&team.owner, true).await.0, StatusCode::OK);
    let invitation = json!({"email": "bob@example.com", "role": "member"});
    assert_eq!(team.owner.post("/api/invitations", invitation).await.0, StatusCode::CREATED);
    let token = mailbox::token(&team.server, "bob@example.com").await;
    let bob = team.server.anonymous();
    let (status, me) = bob.post("/auth/invitations/accept", json!({"token": token, "password": PASSWORD})).await;
    assert_eq!(status, StatusCode::CREATED, "{me}");
    let joined = me["memberships"].as_array().unwrap().iter().find(|own| own["slug"] == "acme").unwrap();
    assert_eq!((&joined["role"], &joined["require_second_factor"]), (&json!("member"), &json!(true)));
    let there = bob.in_tenant("acme");
    let (status, answer) = there.get("/api/leads").await;
    assert_eq!((status, &answer["code"]), (StatusCode::FORBIDDEN, &json!("second_factor_required")));
    assert!(answer["detail"].as_str().unwrap().contains("/auth/mfa/totp/enroll"), "{answer}");
    enroll(&team.server, &there).await;
    assert_eq!(there.get("/api/leads").await.0, StatusCode::OK);
}
