//! What an impersonation leaves behind: in the tenant's log, in the security log, and in the member's mail.

use serde_json::{Value as Json, json};
use sqlx::Row;
use uuid::Uuid;

use super::{Support, end, status};
use crate::support::mailbox;
use crate::support::platform::REASON;
use crate::support::reply::uuid;
use crate::support::state;
use crate::support::wait::until;

#[tokio::test]
async fn aud_1_an_impersonation_is_in_both_logs_and_the_member_is_told() {
    let support = Support::new().await;
    let (team, acting) = (&support.team, support.caller());
    let (admin_id, mia_id) = (support.admin.person.id, support.mia.id());
    let begun = support.begin(true).await;
    acting.post("/api/leads", json!({"name": "By support"})).await.created();
    assert_eq!(end(acting).await, 204);
    support.mia.post("/api/leads", json!({"name": "By herself"})).await.created();

    let log = team.owner.get("/api/audit-log?table=leads").await.ok();
    let impersonators: Vec<_> = log.items().iter().map(|line| &line["impersonator_id"]).collect();
    assert_eq!(impersonators, [&Json::Null, &json!(admin_id)]);
    assert!(log.items().iter().all(|line| uuid(&line["actor_id"]) == mia_id));
    let log = team.owner.get("/api/audit-log?table=impersonations").await.ok();
    let lines = log.items();
    assert_eq!(lines.len(), 2, "{log}");
    for line in lines {
        assert_eq!((uuid(&line["actor_id"]), &line["row_id"]), (admin_id, &begun["id"]));
    }
    let fields = &lines[1]["fields"];
    assert_eq!((&fields["reason"], uuid(&fields["user_id"])), (&json!(REASON), mia_id));
    assert!(lines[0]["fields"]["ended_at"].is_array(), "{log}");

    let mut superuser = team.server.db.connect("postgres").await;
    let events = "select kind, actor_id, host(address) as address, request_id from auth.events
        where user_id = $1 and kind like 'authn_impersonation%' order by number";
    let events = sqlx::query(events).bind(mia_id).fetch_all(&mut superuser).await.unwrap();
    let kinds: Vec<&str> = events.iter().map(|event| event.get("kind")).collect();
    assert_eq!(kinds, ["authn_impersonation_begun", "authn_impersonation_ended"]);
    for event in &events {
        assert_eq!(event.get::<Option<Uuid>, _>("actor_id"), Some(admin_id));
        assert_eq!(event.get::<Option<&str>, _>("address"), Some("127.0.0.1"));
        assert!(event.get::<Option<Uuid>, _>("request_id").is_some());
    }
    until("the member is told", async || {
        let letters = mailbox::all(&team.server.url).await;
        letters.iter().any(|letter| letter["to"] == "mia@acme.example.com" && letter.to_string().contains(REASON))
    })
    .await;

    let page = acting.get("/admin/impersonations").await.ok();
    let item = &page["items"][0];
    assert_eq!(
        (&item["id"], &item["live"], &item["read_only"]),
        (&begun["id"], &json!(false), &json!(false)),
        "{page}"
    );
    assert_eq!((uuid(&item["admin"]["id"]), uuid(&item["user"]["id"])), (admin_id, mia_id));
    assert!(item["ended_at"].is_string() && item["reason"] == REASON, "{page}");
    assert_eq!(status(&team.owner, "/admin/impersonations").await, 403);
}

#[tokio::test]
async fn reg_2_an_unconfirmed_address_learns_nothing_of_an_impersonation() {
    let support = Support::new().await;
    let server = &support.team.server;
    state::unverify_address(&server.db, support.mia.id()).await;
    support.begin(false).await;
    let mut superuser = server.db.connect("postgres").await;
    until("nothing waits to be sent", async || {
        let waiting = sqlx::query_scalar::<_, i64>("select count(*) from jobs.jobs where finished_at is null")
            .fetch_one(&mut superuser)
            .await;
        waiting.unwrap() == 0
    })
    .await;
    let letters = mailbox::all(&server.url).await;
    assert!(letters.iter().all(|letter| !letter.to_string().contains(REASON)), "{letters:?}");
}

#[tokio::test]
async fn aud_5_what_an_admin_tries_as_a_member_is_recorded_in_both_names() {
    let support = Support::new().await;
    let (server, acting) = (&support.team.server, support.caller());
    let (admin_id, mia_id) = (support.admin.person.id, support.mia.id());
    let lead = server.user("other@example.com").await.post("/api/leads", json!({"name": "Not theirs"})).await;
    support.begin(false).await;
    assert_eq!(status(acting, &format!("/api/leads/{}", lead.id())).await, 404);
    acting.post("/api/leads", json!({"name": "Only reading"})).await.expect(403, "read_only_impersonation");
    assert_eq!(end(acting).await, 204);

    until("the attempt is recorded", async || {
        let page = acting.get("/admin/denied-accesses").await.ok();
        let denied = &page["items"][0];
        denied["row_id"] == lead["id"]
            && denied["actor_id"] == json!(mia_id)
            && denied["impersonator_id"] == json!(admin_id)
            && denied["actor_tenant_id"] == json!(support.team.id)
    })
    .await;
    let mut superuser = server.db.connect("postgres").await;
    until("the refusal is written", async || {
        let both = "select count(*) from auth.events where kind = 'authz_fail' and actor_id = $1 and detail ->> 'acting_as' = $2";
        let both = sqlx::query_scalar::<_, i64>(both).bind(admin_id).bind(mia_id.to_string());
        both.fetch_one(&mut superuser).await.unwrap() == 1
    })
    .await;
}
