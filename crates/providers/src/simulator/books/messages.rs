use base::Transaction;
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use time::OffsetDateTime;

use super::{Books, BooksError, ListFilter};

/// A text message in either direction.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MessageRecord {
    pub sid: String,
    pub account_sid: String,
    /// `inbound`, `outbound-api` or `outbound-reply`.
    pub direction: String,
    pub from: String,
    pub to: String,
    pub body: String,
    /// `queued sent delivered undelivered failed`, or `received`.
    pub status: String,
    pub segments: u32,
    pub status_callback: String,
    pub error_code: Option<u32>,
    /// The message from a person that our server replied to by this one.
    #[serde(default)]
    pub in_reply_to: Option<String>,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    /// When it is no longer worth sending.
    #[serde(with = "time::serde::rfc3339")]
    pub valid_until: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    pub sent_at: Option<OffsetDateTime>,
}

/// A message from a person, and what has come of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Thread {
    pub message: MessageRecord,
    /// What our server replied, oldest first.
    pub replies: Vec<MessageRecord>,
    /// Whether nothing is left to happen to any of them.
    pub is_over: bool,
}

impl MessageRecord {
    pub(crate) async fn insert(&self, tx: &mut Transaction) -> Result<(), BooksError> {
        let query = sqlx::query(
            "insert into simulator.messages (sid, account_sid, created_at, message) values ($1, $2, $3, $4)",
        );
        let query = query.bind(&self.sid).bind(&self.account_sid).bind(self.created_at).bind(Json(self));
        query.execute(tx).await?;
        Ok(())
    }

    pub(crate) async fn save(&self, tx: &mut Transaction) -> Result<(), BooksError> {
        let query = sqlx::query("update simulator.messages set message = $2 where sid = $1");
        query.bind(&self.sid).bind(Json(self)).execute(tx).await?;
        Ok(())
    }

    /// The message, which no other transaction changes until this one ends.
    pub(crate) async fn lock(tx: &mut Transaction, sid: &str) -> Result<Option<Self>, BooksError> {
        let query = sqlx::query_scalar("select message from simulator.messages where sid = $1 for update");
        let found: Option<Json<Self>> = query.bind(sid).fetch_optional(tx).await?;
        Ok(found.map(|Json(message)| message))
    }
}

impl Books {
    /// Messages, newest first.
    pub async fn messages(&self, filter: &ListFilter) -> Result<Vec<MessageRecord>, BooksError> {
        let mut lease = self.pool.lease().await?;
        let query = sqlx::query_scalar(
            "select message from simulator.messages
             where ($1::text is null or account_sid = $1) and ($2::text is null or message->>'to' = $2)
               and ($3::text is null or message->>'from' = $3) and ($4::text is null or message->>'status' = $4)
               and ($5::timestamptz is null or created_at >= $5 and message->>'status' <> 'queued')
             order by created_at desc, sid limit $6 offset $7",
        );
        let found: Vec<Json<MessageRecord>> = filter.bind(query).fetch_all(&mut lease).await?;
        lease.give_back();
        Ok(found.into_iter().map(|Json(message)| message).collect())
    }

    /// A message with its replies. `None` where there is no such message.
    pub(crate) async fn thread(&self, sid: &str) -> Result<Option<Thread>, BooksError> {
        let mut lease = self.pool.lease().await?;
        let query = sqlx::query_as(
            "select message, sid = $1, exists (select from simulator.events e where e.sid = m.sid)
             from simulator.messages m where sid = $1 or message->>'in_reply_to' = $1 order by created_at, sid",
        );
        let found: Vec<(Json<MessageRecord>, bool, bool)> = query.bind(sid).fetch_all(&mut lease).await?;
        lease.give_back();
        let is_over = !found.iter().any(|(.., is_under_way)| *is_under_way);
        let (asked, replies): (Vec<_>, Vec<_>) = found.into_iter().partition(|(_, is_asked, _)| *is_asked);
        let mut asked = asked.into_iter().map(|(Json(message), ..)| message);
        let replies = replies.into_iter().map(|(Json(message), ..)| message).collect();
        Ok(asked.next().map(|message| Thread { message, replies, is_over }))
    }

    pub(crate) async fn message(&self, account: &str, sid: &str) -> Result<Option<MessageRecord>, BooksError> {
        let mut lease = self.pool.lease().await?;
        let query = sqlx::query_scalar("select message from simulator.messages where account_sid = $1 and sid = $2");
        let found: Option<Json<MessageRecord>> = query.bind(account).bind(sid).fetch_optional(&mut lease).await?;
        lease.give_back();
        Ok(found.map(|Json(message)| message))
    }
}
