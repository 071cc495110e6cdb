use reqwest::Method;
use serde_json::{Value as Json, json};
use tenancy::Role;

use crate::support::reply::{Ask, Reply};
use crate::support::server::{COURSE, Caller, TestServer};
use crate::support::team::Team;

#[tokio::test]
async fn a_second_user_sees_none_of_the_first_ones_leads() {
    let server = TestServer::start().await;
    let first = server.user("user1@test.com").await;
    let second = server.user("user2@test.com").await;

    let lead = first.post("/api/leads", json!({"name": "Lead X"})).await.created();
    let page = first.get("/api/leads").await.ok();
    assert_eq!(page.json(), &json!({"items": [lead.json()], "next_cursor": null}));

    let page = second.get("/api/leads").await.ok();
    assert_eq!(page.json(), &json!({"items": [], "next_cursor": null}));
    let path = format!("/api/leads/{}", lead.id());
    second.get(&path).await.expect_status(404);
}

#[tokio::test]
async fn conditional_requests_read_and_write_versions() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let lead = user.post("/api/leads", json!({"name": "Lead X"})).await;
    let path = format!("/api/leads/{}", lead.id());

    assert_eq!(user.get(&path).await.header("etag"), Some("\"1\""));
    user.request(Method::GET, &path).header("If-None-Match", "\"1\"").reply().await.expect_status(304);

    let merge = |tag: &'static str| {
        let request = user.request(Method::PATCH, &path).header("If-Match", tag).json(&json!({"status": "won"}));
        request.header("Content-Type", "application/merge-patch+json").reply()
    };
    assert_eq!(merge("\"1\"").await.ok().header("etag"), Some("\"2\""));
    merge("\"1\"").await.expect_status(412);
    merge("W/\"1\"").await.expect_status(412);
    merge("*").await.ok();
}

#[tokio::test]
async fn reg_3_a_body_cannot_name_its_tenant_or_owner() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    for field in ["tenant_id", "owner_id", "id", "version"] {
        user.post("/api/leads", json!({"name": "Lead X", field: "x"})).await.field(field);
    }
    let page = user.get("/api/leads").await.ok();
    assert_eq!(page["items"], json!([]));
}

#[tokio::test]
async fn a_value_that_the_database_refuses_is_the_clients_fault() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let constraints = "alter table app.leads add constraint leads_source_known check (source <> 'none'),
      add constraint leads_company_name foreign key (company) references auth.users (email),
      add constraint leads_email unique (tenant_id, email)";
    server.db.superuser(constraints).await;
    for (field, value, code) in [("source", "none", "check"), ("company", "nothing", "reference")] {
        let problem = user.post("/api/leads", json!({"name": "Lead X", field: value})).await.expect(422, "invalid");
        assert_eq!((&problem["errors"][0]["field"], &problem["errors"][0]["code"]), (&json!(field), &json!(code)));
    }
    let lead = json!({"name": "Lead X", "email": "ada@example.com"});
    user.post("/api/leads", lead.clone()).await.created();
    user.post("/api/leads", lead).await.expect(409, "conflict");
}

#[tokio::test]
async fn ten_2_each_request_names_its_own_tenant() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let stranger = server.user("user2@test.com").await;
    let team = user.post("/api/tenants", json!({"name": "Acme", "slug": "acme"})).await.created();

    let at_work = user.in_tenant("acme");
    at_work.post("/api/leads", json!({"name": "Work"})).await;
    user.post("/api/leads", json!({"name": "Home"})).await;
    let names = |page: &Reply| page.items().iter().map(|lead| lead["name"].clone()).collect::<Vec<_>>();
    assert_eq!(names(&at_work.get("/api/leads").await), ["Work"]);
    assert_eq!(names(&user.get("/api/leads").await), ["Home"]);

    let echoed = at_work.get("/api/leads").await;
    assert_eq!(echoed.header("x-tenant"), Some("acme"));
    for foreign in ["acme", team.text("id"), "nowhere", "' or true --"] {
        stranger.in_tenant(foreign).get("/api/leads").await.expect_status(404);
    }
}

#[tokio::test]
async fn rel_4_a_post_sent_again_with_its_key_acts_once() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let post = |path: &'static str, key: &'static str, body: Json| {
        let request = user.request(Method::POST, path).header("Idempotency-Key", key).json(&body);
        async move { request.reply().await }
    };
    for (path, body) in [("/api/leads", json!({"name": "Once"})), ("/api/tenants", json!({"name": "Once"}))] {
        let (first, again) = (post(path, "k1", body.clone()).await, post(path, "k1", body).await);
        assert_eq!((again.status, again.json()), (201, first.created().json()), "{path}");
        post(path, "k1", json!({"name": "Another"})).await.field("Idempotency-Key");
    }
    assert_eq!(user.get("/api/leads").await.items().len(), 1);
    assert_eq!(user.get("/api/tenants").await.items().len(), 2);
}

#[tokio::test]
async fn rows_come_and_go_as_files() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let file = "name,email,status\nAda,ada@example.com,won\nBob,nonsense,new\n\"Eve, \"\"the\"\" third\",,lost\n";
    let import = |mode: &str| {
        let request = user.request(Method::POST, &format!("/api/leads/import{mode}"));
        let request = request.header("Content-Type", "text/csv").body(file);
        async move { request.reply().await }
    };
    import("?mode=all").await.field("rows[2].email");
    let report = import("").await.ok();
    assert_eq!((&report["imported"], &report["failed"]), (&json!(2), &json!(1)), "{report}");

    let answer = user.get("/api/leads/export?format=ndjson").await;
    assert_eq!(answer.header("content-type"), Some("application/x-ndjson"));
    let mut names: Vec<_> =
        answer.body.lines().map(|line| serde_json::from_str::<Json>(line).unwrap()["name"].clone()).collect();
    names.sort_by_key(ToString::to_string);
    assert_eq!(names, ["Ada", "Eve, \"the\" third"]);

    // A browser that follows a link sends no X-Tenant.
    let home = answer.header("x-tenant").unwrap();
    let by_query = user.get(&format!("/api/leads/export?tenant={home}")).await.expect_status(200);
    assert_eq!(by_query.body.lines().count(), 3);
    user.get("/api/leads/export?tenant=another").await.expect(404, "not_found");
}

#[tokio::test]
async fn a_setting_is_set_found_listed_and_removed() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let put = async |value: Json| user.put("/api/settings/ui.theme", json!({"value": value})).await;
    put(json!("dark")).await.created();
    put(json!({"mode": "light"})).await.ok();
    assert_eq!(user.get("/api/settings/ui.theme").await["value"], json!({"mode": "light"}));
    assert_eq!(user.get("/api/settings").await.items().len(), 1);
    user.delete("/api/settings/ui.theme").await.no_content();
    user.get("/api/settings/ui.theme").await.expect_status(404);
}

#[tokio::test]
async fn aud_1_a_change_is_in_the_audit_log_with_its_actor_and_request() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let answer = user.post("/api/leads", json!({"name": "Lead X"})).await;
    let request_id = answer.request_id.unwrap();
    let log = user.get("/api/audit-log?table=leads").await.ok();
    let me = user.get("/auth/me").await.ok();
    let entry = &log["items"][0];
    assert_eq!(entry["operation"], "insert");
    assert_eq!(entry["actor_id"], me["user"]["id"]);
    assert_eq!(entry["request_id"], json!(request_id));
    assert_eq!(entry["fields"]["name"], "Lead X");
}

#[tokio::test]
async fn a_viewer_chooses_a_home_and_still_writes_nothing_there() {
    let team = Team::new().await;
    let viewer = team.member("viewer", Role::Viewer).await.at_home();
    let home = json!({"home_tenant": "acme"});
    let me = viewer.patch("/auth/me", &home).await.ok();
    assert_eq!(me["tenant"]["slug"], "acme", "{me}");
    viewer.post("/api/leads", json!({"name": "Lead X"})).await.expect_status(403);
    let stranger = team.server.user("user3@test.com").await;
    stranger.patch("/auth/me", &home).await.expect_status(404);
}

#[tokio::test]
async fn a_row_is_named_by_the_id_of_a_live_one() {
    let server = TestServer::start().await;
    let (user, stranger) = (server.user("user1@test.com").await, server.user("user2@test.com").await);
    let lead =
        async |caller: &Caller| caller.post("/api/leads", json!({"name": "Ada"})).await.created().id().to_string();
    let (own, foreign) = (lead(&user).await, lead(&stranger).await);
    let note = |lead: &str| json!({"body": "Asks for an offer", "lead_id": lead});
    let made = user.post("/api/call-notes", note(&own)).await.created();
    assert_eq!(made["lead_id"], own, "{made}");
    let trashed = lead(&user).await;
    user.delete(&format!("/api/leads/{trashed}")).await;
    for wrong in [&trashed, &foreign, "0197a3c2-7d50-7000-8000-00000000ffff"] {
        let problem = user.post("/api/call-notes", note(wrong)).await;
        let error = json!({"field": "lead_id", "code": "reference", "message": "must be the id of one of the leads"});
        assert_eq!((problem.status, &problem["errors"]), (422, &json!([error])), "{problem}");
    }
    for query in [format!("lead_id={own}"), "q=offer".to_owned()] {
        let listed = user.get(&format!("/api/call-notes?{query}")).await.ok();
        assert_eq!(listed["items"], json!([made.json()]), "{query}");
    }
}

#[tokio::test]
async fn a_row_is_restored_after_the_one_that_it_names() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let lead = user.post("/api/leads", json!({"name": "Ada"})).await.created().id();
    let note = json!({"body": "Asks for an offer", "lead_id": lead});
    let note = user.post("/api/call-notes", note).await.created().id();
    let (lead, note) = (format!("/api/leads/{lead}"), format!("/api/call-notes/{note}"));
    for path in [&note, &lead] {
        user.delete(path).await.no_content();
    }
    let restore = async |path: &str| user.post(&format!("{path}/restore"), json!({})).await;
    let error = json!([{
        "field": "lead_id",
        "code": "reference",
        "message": "is the id of one of the leads that isn't there any more: restore that one first",
    }]);
    assert_eq!(restore(&note).await.field("lead_id")["errors"], error);
    user.get(&note).await.expect_status(404);
    for path in [&lead, &note] {
        restore(path).await.ok();
    }
}

#[tokio::test]
async fn a_state_changes_by_its_verbs_once_a_key_and_by_version() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let made = user.post("/api/applications", json!({"course_id": COURSE})).await.created();
    assert_eq!(made["status"], "draft", "{made}");
    let path = format!("/api/applications/{}", made.id());
    let problem = user.patch(&path, json!({"status": "submitted"})).await.expect_status(422);
    assert_eq!(problem["errors"][0]["code"], "read_only", "{problem}");

    let submit = |name: &'static str, value: &'static str| {
        user.request(Method::POST, &format!("{path}/submit")).header(name, value).reply()
    };
    submit("If-Match", "\"7\"").await.expect_status(412);
    let first = submit("Idempotency-Key", "k1").await.ok();
    assert_eq!(first.header("etag"), Some("\"2\""));
    let again = submit("Idempotency-Key", "k1").await.ok();
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(first.json(), again.json());
    let problem = submit("Idempotency-Key", "k2").await.expect(409, "invalid_state");
    assert_eq!(problem["detail"], "The application is submitted: it must be draft to submit.");

    let withdrawn = user.post(&format!("{path}/withdraw"), json!({})).await.ok();
    assert_eq!((&withdrawn["status"], &withdrawn["version"]), (&json!("withdrawn"), &json!(3)), "{withdrawn}");
    let nothing = "/api/applications/0197a3c2-7d50-7000-8000-00000000ffff/submit";
    user.post(nothing, json!({})).await.expect_status(404);
    server.user("user2@test.com").await.post(&format!("{path}/withdraw"), json!({})).await.expect_status(404);
}
