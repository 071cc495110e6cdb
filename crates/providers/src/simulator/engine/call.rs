use base::Transaction;

use super::World;
use super::callback::call_fields;
use crate::simulator::books::{BooksError, CallRecord, ClaimedEvent, Event, NewEvent, cancel_events};
use crate::simulator::handset::Answers;
use crate::simulator::twiml::{Instruction, parse};
use crate::simulator::webhook::Post;

impl World {
    /// The carrier begins with a call that was queued.
    pub(super) async fn dial(&self, tx: &mut Transaction, call: &mut CallRecord) -> Result<(), BooksError> {
        call.status = "initiated".into();
        self.tell_of_call(tx, call, "initiated").await?;
        // The API knows no such status: a call that is dialled is queued for it.
        call.status = "queued".into();
        NewEvent::at(self.clock.now() + self.pace.dialling, Event::Ring).insert(tx, &call.sid).await
    }

    pub(super) async fn ring(&self, tx: &mut Transaction, call: &mut CallRecord) -> Result<(), BooksError> {
        call.status = "ringing".into();
        self.tell_of_call(tx, call, "ringing").await?;
        let now = self.clock.now();
        let end = |status: &str| Event::End { status: status.to_owned() };
        let (wait, next) = match call.handset.answers {
            Answers::Human | Answers::Machine => (self.pace.ringing, Event::Answer),
            Answers::Busy => (self.pace.ringing, end("busy")),
            Answers::Failed => (self.pace.ringing, end("failed")),
            Answers::NoAnswer => (self.pace.second * call.timeout, end("no-answer")),
        };
        NewEvent::at(now + wait, next).insert(tx, &call.sid).await
    }

    pub(super) async fn answer(&self, tx: &mut Transaction, call: &mut CallRecord) -> Result<(), BooksError> {
        self.begin_conversation(tx, call).await?;
        if call.machine_detection {
            let is_machine = call.handset.answers == Answers::Machine;
            call.answered_by = Some(if is_machine { "machine_start" } else { "human" }.to_owned());
        }
        self.tell_of_call(tx, call, "answered").await?;
        let post = self.post(&call.account_sid, &call.url, call_fields(call));
        NewEvent::at(self.clock.now(), Event::Fetch { post }).insert(tx, &call.sid).await
    }

    /// From here on seconds count.
    async fn begin_conversation(&self, tx: &mut Transaction, call: &mut CallRecord) -> Result<(), BooksError> {
        let now = self.clock.now();
        call.status = "in-progress".into();
        call.answered_at = Some(now);
        let limit = now + time::Duration::seconds(call.time_limit.into());
        NewEvent::at(limit, Event::TimeLimit).insert(tx, &call.sid).await
    }

    /// Gets the next document of a call and begins with it. Without one the call ends, as Twilio's does.
    pub(super) async fn fetch(&self, claimed: &ClaimedEvent, post: &Post) -> Result<(), BooksError> {
        let account = self.books.account(&post.account_sid).await?;
        let token = account.map(|account| account.auth_token).unwrap_or_default();
        let document = match self.webhooks.post(post, &token).await {
            Ok(body) => Ok(String::from_utf8_lossy(&body).into_owned()),
            Err(code) => Err(code),
        };
        let mut tx = self.books.begin().await?;
        if let Some(mut call) = CallRecord::lock(&mut tx, &claimed.sid).await?.filter(|call| !call.is_over()) {
            let first = document.and_then(|text| Ok((parse(&text)?.into_iter().next(), text)));
            match first {
                Err(code) => {
                    call.error_code = Some(code);
                    let status = if call.answered_at.is_some() { "completed" } else { "failed" };
                    self.end(&mut tx, &mut call, status).await?;
                }
                Ok((Some(Instruction::Reject { is_busy }), _)) if call.answered_at.is_none() => {
                    self.end(&mut tx, &mut call, if is_busy { "busy" } else { "no-answer" }).await?;
                }
                Ok((_, text)) => {
                    if call.answered_at.is_none() {
                        self.begin_conversation(&mut tx, &mut call).await?;
                    }
                    (call.document, call.document_url, call.position) = (text, post.url.clone(), 0);
                    NewEvent::at(self.clock.now(), Event::Step).insert(&mut tx, &call.sid).await?;
                }
            }
            call.save(&mut tx).await?;
        }
        claimed.finish(&mut tx).await?;
        Ok(tx.commit().await?)
    }

    /// The call is over. Only an answered one has a duration.
    pub(in crate::simulator) async fn end(
        &self,
        tx: &mut Transaction,
        call: &mut CallRecord,
        status: &str,
    ) -> Result<(), BooksError> {
        let now = self.clock.now();
        call.status = status.into();
        call.ended_at = Some(now);
        call.duration = call.answered_at.map(|answered| {
            let seconds = (now - answered).whole_milliseconds().max(1).unsigned_abs().div_ceil(1_000);
            u32::try_from(seconds).unwrap_or(u32::MAX)
        });
        cancel_events(tx, &call.sid).await?;
        self.tell_of_call(tx, call, "completed").await?;
        if let (Some(url), Some(seconds)) = (call.recording_callback.clone(), call.duration) {
            self.keep_recording(tx, call, seconds, Some(&url)).await?;
        }
        Ok(())
    }
}
