use std::fmt::Display;

use base::Transaction;
use time::format_description::well_known::Rfc2822;

use super::World;
use crate::simulator::books::{BooksError, CallRecord, ClaimedEvent, Event, MessageRecord, NewEvent};
use crate::simulator::webhook::Post;

pub(in crate::simulator) type Fields = Vec<(String, String)>;

pub(in crate::simulator) fn field(name: &str, value: impl Display) -> (String, String) {
    (name.to_owned(), value.to_string())
}

impl World {
    pub(in crate::simulator) fn post(&self, account_sid: &str, url: &str, fields: Fields) -> Post {
        Post { account_sid: account_sid.to_owned(), url: url.to_owned(), fields, token: self.sid("") }
    }

    /// Tells our server by a status callback. It doesn't hear of what answers it.
    pub(super) async fn tell(&self, claimed: &ClaimedEvent, post: &Post) -> Result<(), BooksError> {
        if let Some(account) = self.books.account(&post.account_sid).await?
            && let Err(code) = self.webhooks.post(post, &account.auth_token).await
        {
            tracing::debug!(code, sid = claimed.sid, "a status callback was lost");
        }
        let mut tx = self.books.begin().await?;
        claimed.finish(&mut tx).await?;
        Ok(tx.commit().await?)
    }

    /// Plans the callback for a call's event, if the caller of the API wanted it.
    pub(super) async fn tell_of_call(
        &self,
        tx: &mut Transaction,
        call: &mut CallRecord,
        event: &str,
    ) -> Result<(), BooksError> {
        if call.status_callback.is_empty() || !call.events.iter().any(|wanted| wanted == event) {
            return Ok(());
        }
        let mut fields = call_fields(call);
        fields.push(field("CallbackSource", "call-progress-events"));
        fields.push(field("SequenceNumber", call.sequence));
        fields.push(field("Timestamp", self.clock.now().format(&Rfc2822).unwrap_or_default()));
        if call.is_over() {
            // Of a call that wasn't answered, too: with 0.
            let seconds = call.duration.unwrap_or(0);
            fields.push(field("CallDuration", seconds));
            fields.push(field("Duration", seconds.div_ceil(60)));
        }
        call.sequence += 1;
        let post = self.post(&call.account_sid, &call.status_callback, fields);
        self.plan_callback(tx, &call.sid, post).await
    }

    pub(super) async fn tell_of_message(
        &self,
        tx: &mut Transaction,
        message: &MessageRecord,
    ) -> Result<(), BooksError> {
        if message.status_callback.is_empty() {
            return Ok(());
        }
        let mut fields = vec![
            field("AccountSid", &message.account_sid),
            field("ApiVersion", "2010-04-01"),
            field("From", &message.from),
            field("MessageSid", &message.sid),
            field("MessageStatus", &message.status),
            field("SmsSid", &message.sid),
            field("SmsStatus", &message.status),
            field("To", &message.to),
        ];
        fields.extend(message.error_code.map(|code| field("ErrorCode", code)));
        let post = self.post(&message.account_sid, &message.status_callback, fields);
        self.plan_callback(tx, &message.sid, post).await
    }

    pub(super) async fn plan_callback(&self, tx: &mut Transaction, sid: &str, post: Post) -> Result<(), BooksError> {
        let fate = self.dice.of_callback();
        for copy in 0..fate.copies {
            let event = Event::Callback { post: post.clone() };
            let due_at = self.clock.now() + fate.delay;
            NewEvent { due_at, is_ordered: fate.is_ordered && copy == 0, event }.insert(tx, sid).await?;
        }
        Ok(())
    }
}

/// What each request about a call says.
pub(in crate::simulator) fn call_fields(call: &CallRecord) -> Fields {
    let mut fields = vec![
        field("AccountSid", &call.account_sid),
        field("ApiVersion", "2010-04-01"),
        field("CallSid", &call.sid),
        field("CallStatus", &call.status),
        field("Called", &call.to),
        field("Caller", &call.from),
        field("Direction", &call.direction),
        field("From", &call.from),
        field("To", &call.to),
    ];
    fields.extend(call.answered_by.as_ref().map(|by| field("AnsweredBy", by)));
    fields
}
