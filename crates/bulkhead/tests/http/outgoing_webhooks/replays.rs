//! Events of the past, once more.

use serde_json::{Value as Json, json};

use super::{Told, Webhook, lead, told};
use crate::support::receiver::{Answer, Message};

impl Told {
    /// How many events a replay delivers once more.
    async fn replay(&self, webhook: &Webhook, body: Json) -> usize {
        let answer = self.owner().post(&format!("{}/replay", webhook.path), body).await.accepted();
        usize::try_from(answer["deliveries"].as_u64().unwrap()).unwrap()
    }
}

fn sorted(messages: &[Message]) -> Vec<(&str, &str)> {
    let mut pairs: Vec<_> = messages.iter().map(|message| (message.id(), message.body.as_str())).collect();
    pairs.sort_unstable();
    pairs
}

#[tokio::test]
async fn c_11_a_window_that_is_replayed_twice_brings_the_same_ids_and_bodies_in_the_same_order_by_row() {
    let team = Told::new().await;
    let webhook = team.webhook("/all", &["*"], json!({"payload": "full"})).await;
    lead(team.owner(), "Before").await;
    team.wait_for_rows("status = 'delivered'", 1).await;
    let since = team.now().await;
    let row = lead(team.owner(), "Ada").await;
    for status in ["contacted", "qualified", "won"] {
        team.owner().patch(&format!("/api/leads/{row}"), json!({"status": status})).await.ok();
    }
    lead(team.owner(), "Bob").await;
    let until = team.now().await;
    lead(team.owner(), "After").await;
    team.wait_for_rows("status = 'delivered'", 7).await;
    let first: Vec<_> = team
        .receiver
        .wait_for(7)
        .await
        .into_iter()
        .filter(|message| !message.body.contains("Before") && !message.body.contains("After"))
        .collect();
    assert_eq!(first.len(), 5);

    let window = json!({"since": since, "until": until});
    for round in 1..=2 {
        let before = team.receiver.came().len();
        assert_eq!(team.replay(&webhook, window.clone()).await, 5);
        let again = team.receiver.wait_for(before + 5).await.split_off(before);
        assert_eq!(sorted(&again), sorted(&first), "round {round}");
        let versions = again.iter().filter(|message| message.row() == row).map(Message::version);
        assert_eq!(versions.collect::<Vec<_>>(), [1, 2, 3, 4], "round {round}");
        team.wait_for_rows("status = 'delivered'", 7).await;
    }
    assert_eq!(team.deliveries(&webhook).await.len(), 7, "a replay is the same deliveries");
    // Nothing happened then.
    assert_eq!(
        team.replay(&webhook, json!({"since": "2025-01-01T00:00:00Z", "until": "2025-02-01T00:00:00Z"})).await,
        0
    );
    assert_eq!(team.replay(&webhook, json!({"since": team.now().await})).await, 0);
}

#[tokio::test]
async fn c_11_a_replay_of_what_failed_leaves_what_was_delivered() {
    let team = Told::new().await;
    let since = team.now().await;
    let webhook = team.webhook("/all", &["lead.created"], json!({"payload": "full"})).await;
    let unheard = team.webhook("/calls", &["call.created"], json!({})).await;
    team.receiver.answer(|message| Answer::Status(if message.body.contains("Ada") { 500 } else { 200 }));
    let ada = lead(team.owner(), "Ada").await;
    lead(team.owner(), "Bob").await;
    team.wait_for_rows("status = 'delivered'", 1).await;
    team.wait_for_rows("status = 'pending' and attempts = 1", 1).await;
    // What waits hasn't failed yet.
    assert_eq!(team.replay(&webhook, json!({"since": since, "status": "failed"})).await, 0);
    team.superuser("update tenancy.webhook_deliveries set attempts = 9 where status = 'pending'").await;
    team.make_due().await;
    team.wait_for_rows("status = 'failed' and attempts = 10", 1).await;

    team.receiver.answer_status(200);
    let before = team.receiver.came();
    assert_eq!(team.replay(&webhook, json!({"since": since, "status": "failed"})).await, 1);
    let again = team.receiver.wait_for(before.len() + 1).await.pop().unwrap();
    assert_eq!(told(std::slice::from_ref(&again)), [("lead.created".to_owned(), ada)]);
    assert!(before.iter().any(|message| (message.id(), &message.body) == (again.id(), &again.body)));
    team.wait_for_rows("status = 'delivered'", 2).await;
    assert_eq!(team.replay(&webhook, json!({"since": since, "status": "failed"})).await, 0);
    // A webhook gets no events in a replay that it doesn't hear of.
    assert_eq!(team.replay(&unheard, json!({"since": since})).await, 0);
}
