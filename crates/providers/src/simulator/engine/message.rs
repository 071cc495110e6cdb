use base::Transaction;

use super::World;
use crate::simulator::books::{
    BooksError, ClaimedEvent, Event, MessageRecord, NewEvent, handset, has_opted_out, take_segment_slots,
};
use crate::simulator::handset::Receives;
use crate::simulator::rules::judge_message;
use crate::simulator::twiml::{Instruction, parse};
use crate::simulator::webhook::Post;

/// Twilio's code for a message that waited longer than it was worth sending.
const EXPIRED: u32 = 30036;

impl World {
    pub(super) async fn send(&self, tx: &mut Transaction, message: &mut MessageRecord) -> Result<(), BooksError> {
        let now = self.clock.now();
        if now > message.valid_until {
            (message.status, message.error_code) = ("failed".to_owned(), Some(EXPIRED));
            return self.tell_of_message(tx, message).await;
        }
        (message.status, message.sent_at) = ("sent".to_owned(), Some(now));
        self.tell_of_message(tx, message).await?;
        NewEvent::at(now + self.pace.delivery, Event::Deliver).insert(tx, &message.sid).await
    }

    pub(super) async fn deliver(&self, tx: &mut Transaction, message: &mut MessageRecord) -> Result<(), BooksError> {
        let person = handset(tx, &message.account_sid, &message.to).await?;
        let (status, code) = match person.receives {
            Receives::Delivered => ("delivered", None),
            Receives::Undelivered(code) => ("undelivered", Some(code)),
            Receives::Failed(code) => ("failed", Some(code)),
        };
        (message.status, message.error_code) = (status.to_owned(), code);
        self.tell_of_message(tx, message).await
    }

    /// Posts a person's message to our server, and sends the replies that its document has.
    pub(super) async fn receive(&self, claimed: &ClaimedEvent, post: &Post) -> Result<(), BooksError> {
        let account = self.books.account(&post.account_sid).await?;
        let token = account.map(|account| account.auth_token).unwrap_or_default();
        let document = self.webhooks.post(post, &token).await;
        let verbs = document.and_then(|body| parse(&String::from_utf8_lossy(&body)));
        let mut tx = self.books.begin().await?;
        if let Some(mut received) = MessageRecord::lock(&mut tx, &claimed.sid).await? {
            match verbs {
                Err(code) => received.error_code = Some(code),
                Ok(verbs) => {
                    for verb in verbs {
                        if let Instruction::Message { body, status_callback } = verb {
                            self.reply(&mut tx, &received, body, status_callback.unwrap_or_default()).await?;
                        }
                    }
                }
            }
            received.save(&mut tx).await?;
        }
        claimed.finish(&mut tx).await?;
        Ok(tx.commit().await?)
    }

    /// Sends a reply. One that the carrier would refuse isn't sent, and nothing tells of it.
    async fn reply(
        &self,
        tx: &mut Transaction,
        received: &MessageRecord,
        body: String,
        status_callback: String,
    ) -> Result<(), BooksError> {
        let (account, number, person) = (&received.account_sid, &received.to, &received.from);
        let opted_out = has_opted_out(tx, account, number, person).await?;
        let Ok(segments) = judge_message(number, person, &body, true, opted_out) else { return Ok(()) };
        let now = self.clock.now();
        let message = MessageRecord {
            sid: self.sid("SM"),
            account_sid: account.clone(),
            direction: "outbound-reply".to_owned(),
            from: number.clone(),
            to: person.clone(),
            body,
            status: "queued".to_owned(),
            segments,
            status_callback,
            error_code: None,
            in_reply_to: Some(received.sid.clone()),
            created_at: now,
            valid_until: now + time::Duration::hours(10),
            sent_at: None,
        };
        self.accept_message(tx, &message).await.map(|_| ())
    }

    /// Puts a message into the queue of its sender; `false` where that is full.
    pub(in crate::simulator) async fn accept_message(
        &self,
        tx: &mut Transaction,
        message: &MessageRecord,
    ) -> Result<bool, BooksError> {
        let slot = take_segment_slots(tx, &message.account_sid, message.segments, message.created_at).await?;
        let Some(slot) = slot else { return Ok(false) };
        message.insert(tx).await?;
        NewEvent::at(slot, Event::Send).insert(tx, &message.sid).await?;
        Ok(true)
    }
}
