use serde_json::{Value, json};

use super::list::{filter, next, page, rfc_2822};
use super::{NOT_FOUND, created, ok};
use crate::simulator::books::{BooksError, MessageRecord, has_opted_out};
use crate::simulator::engine::World;
use crate::simulator::rules::{GOOD_SENDER, Refusal, judge_message};
use crate::simulator::server::Reply;
use crate::twilio::Parameters;

const INVALID_CALLBACK: Refusal = Refusal::new(400, 21609, "The status callback is not a valid URL.");
/// Seconds for which a message may wait.
const LONGEST_VALIDITY: i64 = 36_000;

const QUEUE_FULL: Refusal = Refusal::new(400, 21611, "The source number's queue is full.");

pub(super) async fn create(world: &World, account: &str, form: &Parameters) -> Result<Reply, BooksError> {
    let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let (from, to, body, status_callback) = (text("From"), text("To"), text("Body"), text("StatusCallback"));
    let is_own = from == GOOD_SENDER || !world.books.numbers(account, Some(&from)).await?.is_empty();
    let mut tx = world.books.begin().await?;
    let opted_out = has_opted_out(&mut tx, account, &from, &to).await?;
    let segments = match judge_message(&from, &to, &body, is_own, opted_out) {
        Ok(segments) => segments,
        Err(refusal) => return Ok(Reply::refused(refusal)),
    };
    if !status_callback.is_empty() && !world.webhooks.allows(&status_callback) {
        return Ok(Reply::refused(INVALID_CALLBACK));
    }
    let validity = form.get("ValidityPeriod").and_then(|seconds| seconds.parse().ok()).unwrap_or(LONGEST_VALIDITY);
    let now = world.clock.now();
    let message = MessageRecord {
        sid: world.sid("SM"),
        account_sid: account.to_owned(),
        direction: "outbound-api".to_owned(),
        from,
        to,
        body,
        status: "queued".to_owned(),
        segments,
        status_callback,
        error_code: None,
        in_reply_to: None,
        created_at: now,
        valid_until: now + time::Duration::seconds(validity.clamp(1, LONGEST_VALIDITY)),
        sent_at: None,
    };
    if !world.accept_message(&mut tx, &message).await? {
        return Ok(Reply::refused(QUEUE_FULL));
    }
    tx.commit().await?;
    Ok(created(&view(&message)))
}

pub(super) async fn find(world: &World, account: &str, sid: &str) -> Result<Reply, BooksError> {
    let message = world.books.message(account, sid).await?;
    Ok(message.map_or_else(|| Reply::refused(NOT_FOUND), |message| ok(&view(&message))))
}

pub(super) async fn list(world: &World, account: &str, query: &Parameters) -> Result<Reply, BooksError> {
    let filter = filter(account, query, "DateSent>");
    let rows: Vec<_> = world.books.messages(&filter).await?.iter().map(view).collect();
    Ok(page("messages", &rows, next(&filter, account, "Messages", query, rows.len()).as_deref()))
}

fn view(message: &MessageRecord) -> Value {
    json!({
        "sid": message.sid,
        "account_sid": message.account_sid,
        "api_version": "2010-04-01",
        "to": message.to,
        "from": message.from,
        "body": message.body,
        "status": message.status,
        "direction": message.direction,
        "num_segments": message.segments.to_string(),
        "num_media": "0",
        "error_code": message.error_code,
        "date_created": rfc_2822(Some(message.created_at)),
        "date_sent": rfc_2822(message.sent_at),
        "price": null,
        "uri": format!("/2010-04-01/Accounts/{}/Messages/{}.json", message.account_sid, message.sid),
    })
}
