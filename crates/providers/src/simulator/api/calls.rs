use serde_json::{Value, json};

use super::list::{filter, next, page, rfc_2822};
use super::{NOT_FOUND, created, ok};
use crate::simulator::books::{BooksError, CallRecord, Event, NewEvent, handset, take_call_slot};
use crate::simulator::engine::World;
use crate::simulator::rules::{GOOD_SENDER, Refusal, judge_call};
use crate::simulator::server::Reply;
use crate::twilio::Parameters;

const INVALID_URL: Refusal = Refusal::new(400, 21205, "The URL is not valid.");
const QUEUE_FULL: Refusal = Refusal::new(400, 22005, "The account's queue of calls is full.");
const NOT_CANCELLABLE: Refusal = Refusal::new(400, 21220, "The call can't be changed in its state.");

/// Twilio keeps a call in the queue for a day.
const LONGEST_QUEUE: time::Duration = time::Duration::hours(24);

pub(super) async fn create(world: &World, account: &str, form: &Parameters) -> Result<Reply, BooksError> {
    let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let (from, to) = (text("From"), text("To"));
    let is_own = from == GOOD_SENDER || !world.books.numbers(account, Some(&from)).await?.is_empty();
    if let Err(refusal) = judge_call(&from, &to, is_own) {
        return Ok(Reply::refused(refusal));
    }
    let (url, status_callback) = (text("Url"), text("StatusCallback"));
    if !world.webhooks.allows(&url) || !status_callback.is_empty() && !world.webhooks.allows(&status_callback) {
        return Ok(Reply::refused(INVALID_URL));
    }
    let events: Vec<_> = form.all("StatusCallbackEvent").map(str::to_owned).collect();
    let now = world.clock.now();
    let mut tx = world.books.begin().await?;
    let slot = take_call_slot(&mut tx, account, now).await?;
    if slot - now > LONGEST_QUEUE {
        return Ok(Reply::refused(QUEUE_FULL));
    }
    let call = CallRecord {
        sid: world.sid("CA"),
        account_sid: account.to_owned(),
        direction: "outbound-api".to_owned(),
        status: "queued".to_owned(),
        url,
        status_callback,
        events: if events.is_empty() { vec!["completed".to_owned()] } else { events },
        timeout: form.get("Timeout").and_then(|seconds| seconds.parse().ok()).unwrap_or(60),
        time_limit: form.get("TimeLimit").and_then(|seconds| seconds.parse().ok()).unwrap_or(14_400),
        machine_detection: form.get("MachineDetection").is_some(),
        answered_by: None,
        sequence: 0,
        created_at: now,
        answered_at: None,
        ended_at: None,
        duration: None,
        error_code: None,
        handset: handset(&mut tx, account, &to).await?,
        heard: 0,
        document: String::new(),
        document_url: String::new(),
        position: 0,
        steps: 0,
        recording_callback: None,
        from,
        to,
    };
    call.insert(&mut tx).await?;
    NewEvent::at(slot, Event::Dial).insert(&mut tx, &call.sid).await?;
    tx.commit().await?;
    Ok(created(&view(&call)))
}

/// Ends a call: `canceled` one that isn't answered yet, `completed` any.
pub(super) async fn update(world: &World, account: &str, sid: &str, form: &Parameters) -> Result<Reply, BooksError> {
    let mut tx = world.books.begin().await?;
    let found = CallRecord::lock(&mut tx, sid).await?.filter(|call| call.account_sid == account);
    let Some(mut call) = found else { return Ok(Reply::refused(NOT_FOUND)) };
    let is_answered = call.answered_at.is_some();
    match form.get("Status") {
        _ if call.is_over() => return Ok(Reply::refused(NOT_CANCELLABLE)),
        Some("canceled") if !is_answered => world.end(&mut tx, &mut call, "canceled").await?,
        Some("completed") => {
            world.end(&mut tx, &mut call, if is_answered { "completed" } else { "canceled" }).await?;
        }
        _ => return Ok(Reply::refused(NOT_CANCELLABLE)),
    }
    call.save(&mut tx).await?;
    tx.commit().await?;
    Ok(ok(&view(&call)))
}

pub(super) async fn find(world: &World, account: &str, sid: &str) -> Result<Reply, BooksError> {
    let call = world.books.call(account, sid).await?;
    Ok(call.map_or_else(|| Reply::refused(NOT_FOUND), |call| ok(&view(&call))))
}

pub(super) async fn list(world: &World, account: &str, query: &Parameters) -> Result<Reply, BooksError> {
    let filter = filter(account, query, "StartTime>");
    let rows: Vec<_> = world.books.calls(&filter).await?.iter().map(view).collect();
    Ok(page("calls", &rows, next(&filter, account, "Calls", query, rows.len()).as_deref()))
}

fn view(call: &CallRecord) -> Value {
    // None until it is dialled.
    let begun = (call.status != "queued").then_some(call.created_at);
    json!({
        "sid": call.sid,
        "account_sid": call.account_sid,
        "api_version": "2010-04-01",
        "to": call.to,
        "from": call.from,
        "status": call.status,
        "direction": call.direction,
        "date_created": rfc_2822(Some(call.created_at)),
        "start_time": rfc_2822(call.answered_at.or(begun)),
        "end_time": rfc_2822(call.ended_at),
        "duration": call.duration.map(|seconds| seconds.to_string()),
        "answered_by": call.answered_by,
        "price": null,
        "uri": format!("/2010-04-01/Accounts/{}/Calls/{}.json", call.account_sid, call.sid),
    })
}
