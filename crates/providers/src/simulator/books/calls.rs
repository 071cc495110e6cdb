use base::Transaction;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use sqlx::types::Json;
use time::OffsetDateTime;

use super::{Books, BooksError, ListFilter};
use crate::simulator::handset::Handset;

/// A call, with what is left to do in it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CallRecord {
    pub sid: String,
    pub account_sid: String,
    /// `inbound`, `outbound-api` or `outbound-dial`.
    pub direction: String,
    pub from: String,
    pub to: String,
    /// As Twilio names them: `queued ringing in-progress completed busy no-answer failed canceled`.
    pub status: String,
    /// What was asked for when the call was created.
    pub url: String,
    pub status_callback: String,
    /// The events that the caller of the API subscribed to.
    pub events: Vec<String>,
    /// Seconds of ringing, and of the whole call.
    pub timeout: u32,
    pub time_limit: u32,
    pub machine_detection: bool,
    pub answered_by: Option<String>,
    /// Callbacks so far.
    pub sequence: u32,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    pub answered_at: Option<OffsetDateTime>,
    #[serde(with = "time::serde::rfc3339::option")]
    pub ended_at: Option<OffsetDateTime>,
    /// Seconds; none for a call that wasn't answered.
    pub duration: Option<u32>,
    /// Twilio's code of what ended the call early.
    pub error_code: Option<u32>,
    pub handset: Handset,
    /// How many of the person's utterances have been heard.
    pub heard: usize,
    /// The document that is executed, where it came from, and the next verb in it.
    pub document: String,
    pub document_url: String,
    pub position: usize,
    /// Verbs so far.
    pub steps: u32,
    /// Where our server is told of the recording of the whole call; `None` where there is none.
    #[serde(default)]
    pub recording_callback: Option<String>,
}

/// What was said in a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub speaker: Speaker,
    pub said: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speaker {
    /// Our side, by `TwiML`.
    Agent,
    /// The other end, by its script.
    Person,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromRow)]
pub struct RecordingRecord {
    pub sid: String,
    pub account_sid: String,
    pub call_sid: String,
    pub seconds: i32,
}

impl CallRecord {
    pub(crate) fn is_over(&self) -> bool {
        self.ended_at.is_some()
    }

    pub(crate) async fn insert(&self, tx: &mut Transaction) -> Result<(), BooksError> {
        let query =
            sqlx::query("insert into simulator.calls (sid, account_sid, created_at, call) values ($1, $2, $3, $4)");
        let query = query.bind(&self.sid).bind(&self.account_sid).bind(self.created_at).bind(Json(self));
        query.execute(tx).await?;
        Ok(())
    }

    pub(crate) async fn save(&self, tx: &mut Transaction) -> Result<(), BooksError> {
        let query = sqlx::query("update simulator.calls set call = $2 where sid = $1");
        query.bind(&self.sid).bind(Json(self)).execute(tx).await?;
        Ok(())
    }

    /// The call, which no other transaction changes until this one ends.
    pub(crate) async fn lock(tx: &mut Transaction, sid: &str) -> Result<Option<Self>, BooksError> {
        let query = sqlx::query_scalar("select call from simulator.calls where sid = $1 for update");
        let found: Option<Json<Self>> = query.bind(sid).fetch_optional(tx).await?;
        Ok(found.map(|Json(call)| call))
    }

    pub(crate) async fn say(&self, tx: &mut Transaction, speaker: Speaker, said: &str) -> Result<(), BooksError> {
        let speaker = match speaker {
            Speaker::Agent => "agent",
            Speaker::Person => "person",
        };
        let query = sqlx::query("insert into simulator.lines (call_sid, speaker, said) values ($1, $2, $3)");
        query.bind(&self.sid).bind(speaker).bind(said).execute(tx).await?;
        Ok(())
    }
}

impl RecordingRecord {
    pub(crate) async fn insert(&self, tx: &mut Transaction) -> Result<(), BooksError> {
        let query = sqlx::query("insert into simulator.recordings values ($1, $2, $3, $4)");
        let query = query.bind(&self.sid).bind(&self.account_sid).bind(&self.call_sid).bind(self.seconds);
        query.execute(tx).await?;
        Ok(())
    }
}

impl Books {
    /// Calls, newest first.
    pub async fn calls(&self, filter: &ListFilter) -> Result<Vec<CallRecord>, BooksError> {
        let mut lease = self.pool.lease().await?;
        let query = sqlx::query_scalar(
            "select call from simulator.calls
             where ($1::text is null or account_sid = $1) and ($2::text is null or call->>'to' = $2)
               and ($3::text is null or call->>'from' = $3) and ($4::text is null or call->>'status' = $4)
               and ($5::timestamptz is null or created_at >= $5 and call->>'status' <> 'queued')
             order by created_at desc, sid limit $6 offset $7",
        );
        let found: Vec<Json<CallRecord>> = filter.bind(query).fetch_all(&mut lease).await?;
        lease.give_back();
        Ok(found.into_iter().map(|Json(call)| call).collect())
    }

    pub(crate) async fn call(&self, account: &str, sid: &str) -> Result<Option<CallRecord>, BooksError> {
        let mut lease = self.pool.lease().await?;
        let query = sqlx::query_scalar("select call from simulator.calls where account_sid = $1 and sid = $2");
        let found: Option<Json<CallRecord>> = query.bind(account).bind(sid).fetch_optional(&mut lease).await?;
        lease.give_back();
        Ok(found.map(|Json(call)| call))
    }

    /// A call of any account.
    pub(crate) async fn call_of_any(&self, sid: &str) -> Result<Option<CallRecord>, BooksError> {
        let mut lease = self.pool.lease().await?;
        let query = sqlx::query_scalar("select call from simulator.calls where sid = $1");
        let found: Option<Json<CallRecord>> = query.bind(sid).fetch_optional(&mut lease).await?;
        lease.give_back();
        Ok(found.map(|Json(call)| call))
    }

    /// What was said in a call, in its order.
    pub async fn lines(&self, call_sid: &str) -> Result<Vec<Line>, BooksError> {
        let mut lease = self.pool.lease().await?;
        let query = sqlx::query_as("select speaker, said from simulator.lines where call_sid = $1 order by id");
        let found: Vec<(String, String)> = query.bind(call_sid).fetch_all(&mut lease).await?;
        lease.give_back();
        let speaker = |name: &str| if name == "agent" { Speaker::Agent } else { Speaker::Person };
        Ok(found.into_iter().map(|(name, said)| Line { speaker: speaker(&name), said }).collect())
    }

    pub(crate) async fn recording(&self, account: &str, sid: &str) -> Result<Option<RecordingRecord>, BooksError> {
        let mut lease = self.pool.lease().await?;
        let query = sqlx::query_as("select * from simulator.recordings where account_sid = $1 and sid = $2");
        let found = query.bind(account).bind(sid).fetch_optional(&mut lease).await?;
        lease.give_back();
        Ok(found)
    }
}
