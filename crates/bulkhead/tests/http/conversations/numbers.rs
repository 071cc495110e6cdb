use std::collections::BTreeSet;

use serde_json::json;

use super::{Chat, send, text};
use crate::support::reply::Reply;
use crate::support::world::unused_id;

async fn seqs(chat: &Chat, query: &str) -> Vec<i64> {
    let page = chat.ann.get(&format!("{}{query}", chat.messages())).await.ok();
    page.items().iter().map(|item| item["seq"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn messages_sent_at_once_are_numbered_without_a_gap() {
    const SENDERS: usize = 8;
    const MESSAGES: usize = 50;
    let chat = Chat::new().await;
    let senders = (0..SENDERS).map(|sender| {
        let (caller, messages) = (if sender % 2 == 0 { chat.ann.clone() } else { chat.ben.clone() }, chat.messages());
        tokio::spawn(async move {
            let mut given = Vec::new();
            for number in 0..MESSAGES {
                let sent = send(&caller, &messages, &format!("{sender}.{number}")).await.created();
                given.push(sent["seq"].as_i64().unwrap());
            }
            assert!(given.is_sorted(), "a sender's own messages are in order: {given:?}");
            given
        })
    });
    let mut given = BTreeSet::new();
    for sender in senders.collect::<Vec<_>>() {
        given.extend(sender.await.unwrap());
    }
    let all = i64::try_from(SENDERS * MESSAGES).unwrap();
    assert_eq!(given, (1..=all).collect());
    assert_eq!(chat.ann.get(&chat.path).await["last_seq"], json!(all));

    // A device that has lost its place reads on from the last message that it has.
    let mut read = Vec::new();
    while let Some(page) = Some(seqs(&chat, &format!("?limit=100&after_seq={}", read.last().unwrap_or(&0))).await)
        && !page.is_empty()
    {
        read.extend(page);
    }
    assert_eq!(read, (1..=all).collect::<Vec<_>>());
}

#[tokio::test]
async fn live_b_2_a_message_that_is_sent_fifty_times_at_once_is_one_message_and_one_line_of_the_log() {
    let chat = Chat::new().await;
    send(&chat.ann, &chat.messages(), "first").await;
    let body = json!({"body": "once", "client_id": unused_id()});
    let sends = (0..50).map(|_| {
        let (caller, messages, body) = (chat.ann.clone(), chat.messages(), body.clone());
        tokio::spawn(async move { caller.post(&messages, body).await })
    });
    let mut answers: Vec<Reply> = Vec::new();
    for sent in sends.collect::<Vec<_>>() {
        answers.push(sent.await.unwrap());
    }
    let made = answers.iter().filter(|answer| answer.status == 201).count();
    let again = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!((made, again), (1, 49), "{answers:?}");
    assert!(answers.iter().all(|answer| answer.json() == answers[0].json()), "{answers:?}");
    assert_eq!(answers[0]["seq"], 2);
    let lines = "select count(*) from tenancy.changes where row_id = $1::uuid";
    let mut superuser = chat.team.server.db.connect("postgres").await;
    let lines = sqlx::query_scalar::<_, i64>(lines).bind(text(&answers[0]["id"])).fetch_one(&mut superuser).await;
    assert_eq!(lines.unwrap(), 1);
    assert_eq!(send(&chat.ben, &chat.messages(), "last").await["seq"], 3, "a repetition takes no number");

    // The name is the sender's own: another may use it for a message of theirs.
    let theirs = chat.ben.post(&chat.messages(), body).await.created();
    assert_eq!(theirs["seq"], 4, "{theirs}");
}

#[tokio::test]
async fn messages_are_listed_newest_first_or_on_from_a_number() {
    let chat = Chat::new().await;
    for body in ["one", "two", "three"] {
        send(&chat.ann, &chat.messages(), body).await;
    }
    assert_eq!(seqs(&chat, "").await, [3, 2, 1]);
    assert_eq!(seqs(&chat, "?sort=seq").await, [1, 2, 3]);
    assert_eq!(seqs(&chat, "?after_seq=1").await, [2, 3]);
    assert_eq!(seqs(&chat, "?after_seq=1&sort=-seq").await, [3, 2]);
    assert_eq!(seqs(&chat, "?after_seq=3").await, Vec::<i64>::new());
    let page = chat.ann.get(&format!("{}?after_seq=0&limit=2", chat.messages())).await.ok();
    let next = format!("?after_seq=0&limit=2&cursor={}", text(&page["next_cursor"]));
    assert_eq!(seqs(&chat, &next).await, [3]);
    for wrong in ["?after_seq=x", "?after_seq=-1", "?after_body=x", "?q=one"] {
        chat.ann.get(&format!("{}{wrong}", chat.messages())).await.expect_status(422);
    }
}
