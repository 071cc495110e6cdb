use std::time::Duration;

use serde_json::json;

use super::{Chat, text};
use crate::support::server::PASSWORD;

const MESSAGES: i64 = 5_000;

#[tokio::test]
async fn live_b_13_a_device_that_was_away_for_three_days_has_five_thousand_messages_in_sixty_requests() {
    let chat = Chat::new().await;
    let position = chat.ben.get("/api/conversations").await.position.expect("a read has its position");
    let (tenant, sender, conversation) = (chat.team.id, chat.ann.id(), chat.path.rsplit('/').next().unwrap());
    for batch in 0..10 {
        let send = format!(
            "insert into app.conversation_messages (tenant_id, id, owner_id, conversation_id, client_id, body)
               select '{tenant}', gen_random_uuid(), '{sender}', '{conversation}', gen_random_uuid(), n::text
               from generate_series({batch} * 500 + 1, ({batch} + 1) * 500) n"
        );
        chat.team.server.db.superuser(&send).await;
    }
    chat.team.server.clock.advance(Duration::from_hours(72));

    // Its session has ended, and its position is too old to go on from.
    let ben = chat.ben.at_home();
    ben.login("ben@acme.example.com", PASSWORD).await.ok();
    let ben = ben.in_tenant("acme");
    assert_eq!(ben.get(&format!("/api/events?after={position}")).await.ok()["resync"], true);
    let conversations = ben.get("/api/conversations").await.ok();
    assert_eq!(conversations.items()[0]["unread"], json!(MESSAGES));
    let (mut requests, mut read) = (3, Vec::new());
    while read.last() != Some(&MESSAGES) {
        let after = read.last().copied().unwrap_or(0);
        let page = ben.get(&format!("{}?limit=100&after_seq={after}", chat.messages())).await.ok();
        for message in page.items() {
            assert_eq!(text(&message["body"]), message["seq"].to_string());
            read.push(message["seq"].as_i64().unwrap());
        }
        requests += 1;
    }
    assert_eq!(read, (1..=MESSAGES).collect::<Vec<_>>());
    assert!(requests <= 60, "{requests} requests");
}
