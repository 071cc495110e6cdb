use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};

use crate::server::{COURSE, Caller, TestServer, read};

#[tokio::test]
async fn a_second_user_sees_none_of_the_first_ones_leads() {
    let server = TestServer::start().await;
    let first = server.user("user1@test.com").await;
    let second = server.user("user2@test.com").await;

    let (status, lead) = first.post("/api/leads", json!({"name": "Lead X"})).await;
    assert_eq!(status, StatusCode::CREATED);
    let (_, page) = first.get("/api/leads").await;
    assert_eq!(page, json!({"items": [lead], "next_cursor": null}));

    let (status, page) = second.get("/api/leads").await;
    assert_eq!((status, page), (StatusCode::OK, json!({"items": [], "next_cursor": null})));
    let path = format!("/api/leads/{}", lead["id"].as_str().unwrap());
    assert_eq!(second.get(&path).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn conditional_requests_read_and_write_versions() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let (_, lead) = user.post("/api/leads", json!({"name": "Lead X"})).await;
    let path = format!("/api/leads/{}", lead["id"].as_str().unwrap());

    let fresh = user.request(Method::GET, &path).send().await.unwrap();
    assert_eq!(fresh.headers()["etag"], "\"1\"");
    let same = user.request(Method::GET, &path).header("If-None-Match", "\"1\"").send().await.unwrap();
    assert_eq!(same.status(), StatusCode::NOT_MODIFIED);

    let merge = |tag: &'static str| {
        let request = user.request(Method::PATCH, &path).header("If-Match", tag).json(&json!({"status": "won"}));
        request.header("Content-Type", "application/merge-patch+json").send()
    };
    assert_eq!(merge("\"1\"").await.unwrap().headers()["etag"], "\"2\"");
    assert_eq!(merge("\"1\"").await.unwrap().status(), StatusCode::PRECONDITION_FAILED);
    assert_eq!(merge("W/\"1\"").await.unwrap().status(), StatusCode::PRECONDITION_FAILED);
    assert_eq!(merge("*").await.unwrap().status(), StatusCode::OK);
}

#[tokio::test]
async fn reg_3_a_body_cannot_name_its_tenant_or_owner() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    for field in ["tenant_id", "owner_id", "id", "version"] {
        let (status, problem) = user.post("/api/leads", json!({"name": "Lead X", field: "x"})).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(problem["errors"][0]["field"], field);
    }
    let (_, page) = user.get("/api/leads").await;
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
        let (status, problem) = user.post("/api/leads", json!({"name": "Lead X", field: value})).await;
        assert_eq!((status, &problem["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("invalid")), "{problem}");
        assert_eq!((&problem["errors"][0]["field"], &problem["errors"][0]["code"]), (&json!(field), &json!(code)));
    }
    let lead = json!({"name": "Lead X", "email": "ada@example.com"});
    assert_eq!(user.post("/api/leads", lead.clone()).await.0, StatusCode::CREATED);
    let (status, problem) = user.post("/api/leads", lead).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("conflict")), "{problem}");
}

#[tokio::test]
async fn ten_2_each_request_names_its_own_tenant() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let stranger = server.user("user2@test.com").await;
    let (status, team) = user.post("/api/tenants", json!({"name": "Acme", "slug": "acme"})).await;
    assert_eq!(status, StatusCode::CREATED, "{team}");

    let at_work = user.in_tenant("acme");
    at_work.post("/api/leads", json!({"name": "Work"})).await;
    user.post("/api/leads", json!({"name": "Home"})).await;
    let names =
        |page: &Json| page["items"].as_array().unwrap().iter().map(|lead| lead["name"].clone()).collect::<Vec<_>>();
    assert_eq!(names(&at_work.get("/api/leads").await.1), ["Work"]);
    assert_eq!(names(&user.get("/api/leads").await.1), ["Home"]);

    let echoed = at_work.request(Method::GET, "/api/leads").send().await.unwrap();
    assert_eq!(echoed.headers()["x-tenant"], "acme");
    for foreign in ["acme", team["id"].as_str().unwrap(), "nowhere", "' or true --"] {
        assert_eq!(stranger.in_tenant(foreign).get("/api/leads").await.0, StatusCode::NOT_FOUND, "{foreign}");
    }
}

#[tokio::test]
async fn rel_4_a_post_sent_again_with_its_key_acts_once() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let post = |path: &'static str, key: &'static str, body: Json| {
        let request = user.request(Method::POST, path).header("Idempotency-Key", key).json(&body);
        async move { read(request.send().await.unwrap()).await }
    };
    for (path, body) in [("/api/leads", json!({"name": "Once"})), ("/api/tenants", json!({"name": "Once"}))] {
        let (first, again) = (post(path, "k1", body.clone()).await, post(path, "k1", body).await);
        assert_eq!(first.0, StatusCode::CREATED, "{path} {}", first.1);
        assert_eq!(again, first, "{path}");
        let (status, problem) = post(path, "k1", json!({"name": "Another"})).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert_eq!(problem["errors"][0]["field"], "Idempotency-Key");
    }
    assert_eq!(user.get("/api/leads").await.1["items"].as_array().unwrap().len(), 1);
    assert_eq!(user.get("/api/tenants").await.1["items"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn rows_come_and_go_as_files() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let file = "name,email,status\nAda,ada@example.com,won\nBob,nonsense,new\n\"Eve, \"\"the\"\" third\",,lost\n";
    let import = |mode: &str| {
        let request = user.request(Method::POST, &format!("/api/leads/import{mode}"));
        let request = request.header("Content-Type", "text/csv").body(file);
        async move { read(request.send().await.unwrap()).await }
    };
    let (status, problem) = import("?mode=all").await;
    assert_eq!((status, &problem["errors"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("rows[2].email")));
    let (status, report) = import("").await;
    assert_eq!((status, &report["imported"], &report["failed"]), (StatusCode::OK, &json!(2), &json!(1)), "{report}");

    let answer = user.request(Method::GET, "/api/leads/export?format=ndjson").send().await.unwrap();
    assert_eq!(answer.headers()["content-type"], "application/x-ndjson");
    let text = answer.text().await.unwrap();
    let mut names: Vec<_> =
        text.lines().map(|line| serde_json::from_str::<Json>(line).unwrap()["name"].clone()).collect();
    names.sort_by_key(ToString::to_string);
    assert_eq!(names, ["Ada", "Eve, \"the\" third"]);
}

#[tokio::test]
async fn a_setting_is_set_found_listed_and_removed() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let put =
        async |value: Json| user.send(Method::PUT, "/api/settings/ui.theme", Some(&json!({"value": value}))).await;
    assert_eq!(put(json!("dark")).await.0, StatusCode::CREATED);
    assert_eq!(put(json!({"mode": "light"})).await.0, StatusCode::OK);
    assert_eq!(user.get("/api/settings/ui.theme").await.1["value"], json!({"mode": "light"}));
    assert_eq!(user.get("/api/settings").await.1["items"].as_array().unwrap().len(), 1);
    assert_eq!(user.send(Method::DELETE, "/api/settings/ui.theme", None).await.0, StatusCode::NO_CONTENT);
    assert_eq!(user.get("/api/settings/ui.theme").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn aud_1_a_change_is_in_the_audit_log_with_its_actor_and_request() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let answer = user.request(Method::POST, "/api/leads").json(&json!({"name": "Lead X"})).send().await.unwrap();
    let request_id = answer.headers()["x-request-id"].to_str().unwrap().to_owned();
    let (status, log) = user.get("/api/audit-log?table=leads").await;
    assert_eq!(status, StatusCode::OK, "{log}");
    let (_, me) = user.get("/auth/me").await;
    let entry = &log["items"][0];
    assert_eq!(entry["operation"], "insert");
    assert_eq!(entry["actor_id"], me["user"]["id"]);
    assert_eq!(entry["request_id"], json!(request_id));
    assert_eq!(entry["fields"]["name"], "Lead X");
}

#[tokio::test]
async fn a_viewer_chooses_a_home_and_still_writes_nothing_there() {
    let server = TestServer::start().await;
    let owner = server.user("user1@test.com").await;
    let viewer = server.user("user2@test.com").await;
    let (_, team) = owner.post("/api/tenants", json!({"name": "Acme", "slug": "acme"})).await;
    let (_, me) = viewer.get("/auth/me").await;
    let (tenant, user) = (team["id"].as_str().unwrap(), me["user"]["id"].as_str().unwrap());
    let joins =
        format!("insert into tenancy.memberships (tenant_id, user_id, role) values ('{tenant}', '{user}', 'viewer')");
    server.db.superuser(&joins).await;

    let home = json!({"home_tenant": "acme"});
    let (status, me) = viewer.send(Method::PATCH, "/auth/me", Some(&home)).await;
    assert_eq!((status, &me["tenant"]["slug"]), (StatusCode::OK, &json!("acme")), "{me}");
    assert_eq!(viewer.post("/api/leads", json!({"name": "Lead X"})).await.0, StatusCode::FORBIDDEN);
    let stranger = server.user("user3@test.com").await;
    assert_eq!(stranger.send(Method::PATCH, "/auth/me", Some(&home)).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_row_is_named_by_the_id_of_a_live_one() {
    let server = TestServer::start().await;
    let (user, stranger) = (server.user("user1@test.com").await, server.user("user2@test.com").await);
    let lead = async |caller: &Caller| {
        caller.post("/api/leads", json!({"name": "Ada"})).await.1["id"].as_str().unwrap().to_owned()
    };
    let (own, foreign) = (lead(&user).await, lead(&stranger).await);
    let note = |lead: &str| json!({"body": "Asks for an offer", "lead_id": lead});
    let (status, made) = user.post("/api/call-notes", note(&own)).await;
    assert_eq!((status, &made["lead_id"]), (StatusCode::CREATED, &json!(own)), "{made}");
    let trashed = lead(&user).await;
    user.send(Method::DELETE, &format!("/api/leads/{trashed}"), None).await;
    for wrong in [&trashed, &foreign, "0197a3c2-7d50-7000-8000-00000000ffff"] {
        let (status, problem) = user.post("/api/call-notes", note(wrong)).await;
        let error = json!({"field": "lead_id", "code": "reference", "message": "must be the id of one of the leads"});
        assert_eq!((status, &problem["errors"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!([error])), "{problem}");
    }
    for query in [format!("lead_id={own}"), "q=offer".to_owned()] {
        let (_, listed) = user.get(&format!("/api/call-notes?{query}")).await;
        assert_eq!(listed["items"], json!([made]), "{query}");
    }
}

#[tokio::test]
async fn a_row_is_restored_after_the_one_that_it_names() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let lead = user.post("/api/leads", json!({"name": "Ada"})).await.1;
    let note = user.post("/api/call-notes", json!({"body": "Asks for an offer", "lead_id": lead["id"]})).await.1;
    let lead = format!("/api/leads/{}", lead["id"].as_str().unwrap());
    let note = format!("/api/call-notes/{}", note["id"].as_str().unwrap());
    for path in [&note, &lead] {
        assert_eq!(user.send(Method::DELETE, path, None).await.0, StatusCode::NO_CONTENT);
    }
    let restore = async |path: &str| user.post(&format!("{path}/restore"), json!({})).await;
    let (status, problem) = restore(&note).await;
    let error = json!([{
        "field": "lead_id",
        "code": "reference",
        "message": "is the id of one of the leads that isn't there any more: restore that one first",
    }]);
    assert_eq!((status, &problem["errors"]), (StatusCode::UNPROCESSABLE_ENTITY, &error), "{problem}");
    assert_eq!(user.get(&note).await.0, StatusCode::NOT_FOUND);
    for path in [&lead, &note] {
        assert_eq!(restore(path).await.0, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn a_state_changes_by_its_verbs_once_a_key_and_by_version() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let (status, made) = user.post("/api/applications", json!({"course_id": COURSE})).await;
    assert_eq!((status, &made["status"]), (StatusCode::CREATED, &json!("draft")), "{made}");
    let path = format!("/api/applications/{}", made["id"].as_str().unwrap());
    let (status, problem) = user.send(Method::PATCH, &path, Some(&json!({"status": "submitted"}))).await;
    assert_eq!((status, &problem["errors"][0]["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("read_only")));

    let submit = |name: &'static str, value: &'static str| {
        user.request(Method::POST, &format!("{path}/submit")).header(name, value).send()
    };
    assert_eq!(submit("If-Match", "\"7\"").await.unwrap().status(), StatusCode::PRECONDITION_FAILED);
    let first = submit("Idempotency-Key", "k1").await.unwrap();
    assert_eq!((first.status(), &first.headers()["etag"]), (StatusCode::OK, &"\"2\"".parse().unwrap()));
    let again = submit("Idempotency-Key", "k1").await.unwrap();
    assert_eq!(again.headers()["idempotency-replayed"], "true");
    assert_eq!(read(first).await, read(again).await);
    let (status, problem) = read(submit("Idempotency-Key", "k2").await.unwrap()).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("invalid_state")), "{problem}");
    assert_eq!(problem["detail"], "The application is submitted: it must be draft to submit.");

    let (status, withdrawn) = user.post(&format!("{path}/withdraw"), json!({})).await;
    assert_eq!((status, &withdrawn["status"], &withdrawn["version"]), (StatusCode::OK, &json!("withdrawn"), &json!(3)));
    let nothing = "/api/applications/0197a3c2-7d50-7000-8000-00000000ffff/submit";
    assert_eq!(user.post(nothing, json!({})).await.0, StatusCode::NOT_FOUND);
    assert_eq!(
        server.user("user2@test.com").await.post(&format!("{path}/withdraw"), json!({})).await.0,
        StatusCode::NOT_FOUND
    );
}
