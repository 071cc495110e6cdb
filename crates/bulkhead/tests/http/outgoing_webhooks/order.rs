//! The order in which a receiver gets messages.

use serde_json::json;

use super::{Told, lead, told};
use crate::support::receiver::{Answer, Message};

#[tokio::test]
async fn an_ordered_webhook_is_told_nothing_later_until_the_first_is_delivered() {
    let team = Told::new().await;
    let webhook = team.webhook("/all", &["*"], json!({"ordered": true})).await;
    team.receiver.answer_status(500);
    let mut expected = Vec::new();
    let first = lead(team.owner(), "Ada").await;
    expected.push(("lead.created".to_owned(), first));
    team.wait_for_rows("status = 'pending' and attempts = 1", 1).await;
    for name in ["Bob", "Cleo", "Dan"] {
        let row = lead(team.owner(), name).await;
        team.owner().patch(&format!("/api/leads/{row}"), json!({"status": "won"})).await.ok();
        expected.extend([("lead.created".to_owned(), row), ("lead.updated".to_owned(), row)]);
    }
    team.owner().delete(&format!("/api/leads/{first}")).await.no_content();
    expected.push(("lead.deleted".to_owned(), first));
    team.wait_for_rows("status = 'pending' and attempts = 0", 7).await;
    // It fails once more, while all are due.
    team.make_due().await;
    team.wait_for_rows("status = 'pending' and attempts = 2", 1).await;
    assert_eq!(team.count("status = 'pending' and attempts = 0").await, 7);
    assert!(team.receiver.wait_for(2).await.iter().all(|message| message.row() == first));

    team.receiver.answer_status(200);
    team.make_due().await;
    team.wait_for_rows("status = 'delivered'", 8).await;
    let came = team.receiver.wait_for(10).await;
    assert_eq!(told(&came[2..]), expected);
    assert_eq!(team.receiver.most_at_once(), 1);
    // One that failed for good is in the way no more.
    team.receiver.answer_status(500);
    let failing = lead(team.owner(), "Eve").await;
    team.wait_for_rows("status = 'pending' and attempts = 1", 1).await;
    let after = lead(team.owner(), "Finn").await;
    team.wait_for_rows("status = 'pending'", 2).await;
    team.superuser("update tenancy.webhook_deliveries set attempts = 9 where status = 'pending' and attempts = 1")
        .await;
    team.receiver.answer(move |message| Answer::Status(if message.row() == failing { 500 } else { 200 }));
    team.make_due().await;
    team.wait_for_rows("status = 'failed'", 1).await;
    team.wait_for_rows("status = 'delivered'", 9).await;
    assert_eq!(team.receiver.came().last().map(Message::row), Some(after));
    assert_eq!(team.seen(&webhook).await["status"], "active");
}

#[tokio::test]
async fn messages_about_one_row_are_never_under_way_at_the_same_time() {
    let team = Told::new().await;
    team.webhook_of_all().await;
    team.hold_back().await;
    let slow = lead(team.owner(), "Ada").await;
    let mut rows = vec![slow];
    for name in ["Bob", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hal"] {
        rows.push(lead(team.owner(), name).await);
    }
    for row in &rows {
        for status in ["contacted", "won"] {
            team.owner().patch(&format!("/api/leads/{row}"), json!({"status": status})).await.ok();
        }
    }
    team.wait_for_rows("status = 'pending'", 24).await;
    team.receiver.answer(move |message| if message.row() == slow { Answer::Held } else { Answer::Status(200) });
    team.let_go().await;
    // Seven rows are through while the first message about the slow one is held.
    team.wait_for_rows("status = 'delivered'", 21).await;
    let of_slow = |came: &[Message]| -> Vec<_> {
        came.iter().filter(|message| message.row() == slow).map(Message::version).collect()
    };
    assert_eq!(of_slow(&team.receiver.wait_for(22).await), [1]);
    assert_eq!(team.count(&format!("row_id = '{slow}' and attempts = 0")).await, 2);
    team.receiver.let_go();
    team.wait_for_rows("status = 'delivered'", 24).await;
    let came = team.receiver.wait_for(24).await;
    assert_eq!(of_slow(&came), [1, 2, 3]);
    for row in rows {
        let versions: Vec<_> = came.iter().filter(|message| message.row() == row).map(Message::version).collect();
        assert_eq!(versions, [1, 2, 3]);
    }
    assert_eq!(team.receiver.most_of_row_at_once(), 1);
    assert!(team.receiver.most_at_once() <= 4, "{}", team.receiver.most_at_once());
}
