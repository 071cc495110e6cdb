use hyper::StatusCode;

use super::bodies::{PersonsCall, PersonsMessage};
use super::{NOT_FOUND, UNREADABLE};
use crate::opt_out::{Keyword, keyword};
use crate::segments::segments;
use crate::simulator::books::{BooksError, CallRecord, Event, MessageRecord, NewEvent, opt_in, opt_out};
use crate::simulator::engine::{World, call_fields, field};
use crate::simulator::handset::Handset;
use crate::simulator::server::Reply;

/// A person calls a number, which rings at our server.
pub(super) async fn call(world: &World, new: PersonsCall) -> Result<Reply, BooksError> {
    let Some(number) = world.books.numbers(&new.account_sid, Some(&new.to)).await?.pop() else {
        return Ok(Reply::refused(NOT_FOUND));
    };
    let call = CallRecord {
        sid: world.sid("CA"),
        account_sid: new.account_sid,
        direction: "inbound".to_owned(),
        from: new.from,
        to: new.to,
        status: "ringing".to_owned(),
        url: number.voice_url.clone(),
        status_callback: number.status_callback,
        events: vec!["completed".to_owned()],
        timeout: 60,
        time_limit: 14_400,
        machine_detection: false,
        answered_by: None,
        sequence: 0,
        created_at: world.clock.now(),
        answered_at: None,
        ended_at: None,
        duration: None,
        error_code: None,
        handset: Handset { says: new.says, ..Handset::default() },
        heard: 0,
        document: String::new(),
        document_url: String::new(),
        position: 0,
        steps: 0,
        recording_callback: None,
    };
    let post = world.post(&call.account_sid, &number.voice_url, call_fields(&call));
    let mut tx = world.books.begin().await?;
    call.insert(&mut tx).await?;
    NewEvent::at(call.created_at, Event::Fetch { post }).insert(&mut tx, &call.sid).await?;
    tx.commit().await?;
    world.wake.notify_one();
    Ok(Reply::json(StatusCode::CREATED, &call))
}

/// A person writes to a number. A keyword has its effect at the carrier, and our server gets the message all the same.
pub(super) async fn write(world: &World, new: PersonsMessage) -> Result<Reply, BooksError> {
    let Some(number) = world.books.numbers(&new.account_sid, Some(&new.to)).await?.pop() else {
        return Ok(Reply::refused(NOT_FOUND));
    };
    let Ok(parts) = segments(&new.body) else { return Ok(Reply::refused(UNREADABLE)) };
    let now = world.clock.now();
    let message = MessageRecord {
        sid: world.sid("SM"),
        account_sid: new.account_sid,
        direction: "inbound".to_owned(),
        from: new.from,
        to: new.to,
        body: new.body,
        status: "received".to_owned(),
        segments: parts.count,
        status_callback: String::new(),
        error_code: None,
        in_reply_to: None,
        created_at: now,
        valid_until: now,
        sent_at: Some(now),
    };
    let fields = vec![
        field("AccountSid", &message.account_sid),
        field("ApiVersion", "2010-04-01"),
        field("Body", &message.body),
        field("From", &message.from),
        field("MessageSid", &message.sid),
        field("NumMedia", 0),
        field("NumSegments", message.segments),
        field("SmsMessageSid", &message.sid),
        field("SmsSid", &message.sid),
        field("SmsStatus", "received"),
        field("To", &message.to),
    ];
    let post = world.post(&message.account_sid, &number.sms_url, fields);
    let mut tx = world.books.begin().await?;
    message.insert(&mut tx).await?;
    match keyword(&message.body) {
        Some(Keyword::Stop) => opt_out(&mut tx, &message.account_sid, &message.to, &message.from).await?,
        Some(Keyword::Start | Keyword::Yes) => {
            opt_in(&mut tx, &message.account_sid, &message.to, &message.from).await?;
        }
        Some(Keyword::Help) | None => {}
    }
    NewEvent::at(now, Event::Receive { post }).insert(&mut tx, &message.sid).await?;
    tx.commit().await?;
    world.wake.notify_one();
    Ok(Reply::json(StatusCode::CREATED, &message))
}
