//! What was committed is told, and nothing else is.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::json;
use uuid::Uuid;

use super::{Told, lead, server_for, told};
use crate::support::receiver::{Message, Receiver, ids};
use crate::support::reply::Ask;
use crate::support::server::TestServer;

#[tokio::test]
async fn wh_5_a_change_that_is_rolled_back_is_told_to_no_webhook() {
    let team = Told::new().await;
    team.webhook_of_all().await;
    let owner = team.owner();
    let import = async |file: &str| {
        let request = owner.request(Method::POST, "/api/leads/import?mode=all");
        request.header("Content-Type", "text/csv").body(file.to_owned()).reply().await
    };
    // Its last row is found to be wrong when the others are inserted.
    let rows = (0..300).map(|number| format!("Ada,ada{number}@example.com\n")).collect::<Vec<_>>().concat();
    import(&format!("name,email\n{rows},nameless@example.com\n")).await.expect_status(422);
    // A transaction that ends by the database's own refusal.
    let before = team.number("select last_value from tenancy.changes_id_seq").await;
    let mut superuser = team.team.server.db.connect("postgres").await;
    let insert = "insert into app.leads (tenant_id, id, owner_id, name) values ($1, gen_random_uuid(), $2, 'Lost')";
    sqlx::query("begin").execute(&mut superuser).await.unwrap();
    sqlx::query(insert).bind(team.team.id).bind(owner.id()).execute(&mut superuser).await.unwrap();
    sqlx::query("rollback").execute(&mut superuser).await.unwrap();
    let after = team.number("select last_value from tenancy.changes_id_seq").await;
    assert!(after > before, "the log took a number for it");
    let row = lead(owner, "Kept").await;
    assert_eq!(told(&team.receiver.wait_for(1).await), [("lead.created".to_owned(), row)]);
    assert_eq!(team.count("true").await, 1);
}

#[tokio::test]
async fn wh_5_a_line_that_has_the_number_of_one_that_a_restored_backup_lacks_has_another_id() {
    let team = Told::new().await;
    team.webhook_of_all().await;
    let number = "select max(id) from tenancy.changes";
    let lost = lead(team.owner(), "Lost").await;
    team.receiver.wait_for(1).await;
    let number_of_lost = team.number(number).await;
    // As a dump from before has it, with the sequence.
    let restore = format!(
        "set session_replication_role = replica; delete from tenancy.webhook_deliveries; delete from app.leads;
         delete from tenancy.changes where id = {number_of_lost}; select setval('tenancy.changes_id_seq', {number_of_lost}, false)"
    );
    team.superuser(&restore).await;
    let kept = lead(team.owner(), "Kept").await;
    assert_eq!(team.number(number).await, number_of_lost);
    let messages = team.receiver.wait_for(2).await;
    assert_eq!(told(&messages), [("lead.created".to_owned(), lost), ("lead.created".to_owned(), kept)]);
    assert_eq!(ids(&messages).len(), 2);
}

#[tokio::test]
async fn wh_5_each_of_two_hundred_leads_of_two_nodes_is_told_once_under_an_id_of_its_own() {
    let receiver = Receiver::start();
    let server = server_for(&receiver, &[]).await;
    let allow = receiver.address.to_string();
    let second = TestServer::start_node(&server.db, server.clock.clone(), &[("OUTGOING_ALLOW", &allow)]).await;
    let team = Told { team: server.tenant("acme").await, receiver };
    team.webhook_of_all().await;
    let nodes = [team.owner().clone(), team.owner().at(&second)];
    let made: BTreeSet<Uuid> = join_all((0..20).map(async |client: usize| {
        let caller = &nodes[client % 2];
        let mut rows = Vec::new();
        for number in 0..10 {
            rows.push(lead(caller, &format!("{client}-{number}")).await);
        }
        rows
    }))
    .await
    .into_iter()
    .flatten()
    .collect();
    assert_eq!(made.len(), 200);
    team.wait_for_rows("status = 'delivered' and attempts = 1", 200).await;
    let came = team.receiver.wait_for(200).await;
    assert_eq!(came.iter().map(Message::row).collect::<BTreeSet<_>>(), made);
    assert_eq!(ids(&came).len(), 200);
    assert!(team.receiver.most_at_once() <= 4, "{}", team.receiver.most_at_once());
}

#[tokio::test]
async fn wh_5_c_13_what_happens_while_no_node_reads_the_log_is_told_once_one_does() {
    let team = Told::new().await;
    let webhook = team.webhook_of_all().await;
    let removed = team.webhook("/removed", &["*"], json!({})).await;
    let mut reader = team.team.server.db.connect("postgres").await;
    let lock = "select pg_advisory_lock(hashtext('tenancy.hear_changes'))";
    sqlx::query(lock).execute(&mut reader).await.unwrap();
    let mut rows = Vec::new();
    for name in ["Ada", "Bob", "Cleo"] {
        rows.push(lead(team.owner(), name).await);
    }
    // A webhook that is made now hears of what happens from now on.
    let late = team.webhook("/late", &["*"], json!({})).await;
    rows.push(lead(team.owner(), "Dan").await);
    team.owner().delete(&removed.path).await.no_content();
    assert_eq!(team.count("true").await, 0);
    sqlx::query("select pg_advisory_unlock_all()").execute(&mut reader).await.unwrap();
    let came = team.receiver.wait_for_path("/all", 4).await;
    assert_eq!(came.iter().map(Message::row).collect::<BTreeSet<_>>(), rows.iter().copied().collect());
    let came = team.receiver.wait_for_path("/late", 1).await;
    assert_eq!(told(&came), [("lead.created".to_owned(), rows[3])]);
    team.wait_for_rows("status = 'delivered'", 5).await;
    assert_eq!(team.count("true").await, 5, "what was removed before hears of nothing");
    assert_eq!((team.deliveries(&webhook).await.len(), team.deliveries(&late).await.len()), (4, 1));
}

#[tokio::test]
async fn wh_5_what_comes_at_once_is_heard_in_parts_and_what_comes_afterwards_as_well() {
    let told = Told::new().await;
    let webhook = told.webhook_of_all().await;
    told.owner().post_empty(&format!("{}/pause", webhook.path)).await.ok();
    told.superuser(&format!(
        "insert into tenancy.changes (tenant_id, table_name, row_id, operation, fields)
         select '{}', 'leads', gen_random_uuid(), 'insert', '{{\"name\": \"Ada\"}}' from generate_series(1, 25000)",
        told.team.id
    ))
    .await;
    told.wait_for_rows("status = 'pending'", 25_000).await;
    let parts = "select count(distinct xmin::text) from tenancy.webhook_deliveries where event_type = 'lead.created'";
    assert_eq!(told.number(parts).await, 3);
    lead(told.owner(), "Bob").await;
    told.wait_for_rows("status = 'pending'", 25_001).await;
    let position = "select count(*) from tenancy.webhook_position where target is null and read_up_to = 0";
    assert_eq!(told.number(position).await, 1);
}
