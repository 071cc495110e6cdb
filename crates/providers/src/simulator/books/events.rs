use base::Transaction;
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use time::OffsetDateTime;

use super::{Books, BooksError};
use crate::simulator::webhook::Post;

/// What happens to a call or a message next.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Event {
    Dial,
    Ring,
    Answer,
    /// Our server is asked what to do in the call.
    Fetch {
        post: Post,
    },
    /// The next verb of the call's document.
    Step,
    End {
        status: String,
    },
    TimeLimit,
    /// A message leaves.
    Send,
    /// A message has arrived, or hasn't.
    Deliver,
    /// Our server is told of a message from a person.
    Receive {
        post: Post,
    },
    /// Our server is told of a status.
    Callback {
        post: Post,
    },
}

pub(crate) struct NewEvent {
    pub due_at: OffsetDateTime,
    /// Whether it waits until the ordered ones before it are done.
    pub is_ordered: bool,
    pub event: Event,
}

pub(crate) struct ClaimedEvent {
    pub id: i64,
    pub sid: String,
    pub event: Event,
}

impl NewEvent {
    pub(crate) fn at(due_at: OffsetDateTime, event: Event) -> Self {
        Self { due_at, is_ordered: false, event }
    }

    pub(crate) async fn insert(&self, tx: &mut Transaction, sid: &str) -> Result<(), BooksError> {
        let query =
            sqlx::query("insert into simulator.events (sid, due_at, is_ordered, event) values ($1, $2, $3, $4)");
        let query = query.bind(sid).bind(self.due_at).bind(self.is_ordered).bind(Json(&self.event));
        query.execute(tx).await?;
        Ok(())
    }
}

impl ClaimedEvent {
    /// The event has had its effects.
    pub(crate) async fn finish(&self, tx: &mut Transaction) -> Result<(), BooksError> {
        sqlx::query("delete from simulator.events where id = $1").bind(self.id).execute(tx).await?;
        Ok(())
    }
}

/// A call or message is over: nothing happens to it any more, but for what our server is still to be told.
pub(crate) async fn cancel_events(tx: &mut Transaction, sid: &str) -> Result<(), BooksError> {
    let query = sqlx::query("delete from simulator.events where sid = $1 and event->>'kind' <> 'callback'");
    query.bind(sid).execute(tx).await?;
    Ok(())
}

impl Books {
    /// Due events, at most so many. Each is this process's until it is finished or put back.
    pub(crate) async fn claim_events(&self, now: OffsetDateTime, most: usize) -> Result<Vec<ClaimedEvent>, BooksError> {
        let mut lease = self.pool.lease().await?;
        let query = sqlx::query_as(
            "update simulator.events set is_claimed = true
             where id in (
               select id from simulator.events e
               where due_at <= $1 and not is_claimed
                 and not (is_ordered and exists (
                   select from simulator.events earlier
                   where earlier.sid = e.sid and earlier.is_ordered and earlier.id < e.id))
               order by due_at, id limit $2)
             returning id, sid, event",
        );
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut found: Vec<(i64, String, Json<Event>)> = query.bind(now).bind(most).fetch_all(&mut lease).await?;
        lease.give_back();
        found.sort_by_key(|(id, ..)| *id);
        Ok(found.into_iter().map(|(id, sid, Json(event))| ClaimedEvent { id, sid, event }).collect())
    }

    /// When the next event is due that isn't yet.
    pub(crate) async fn next_due(&self, now: OffsetDateTime) -> Result<Option<OffsetDateTime>, BooksError> {
        let mut lease = self.pool.lease().await?;
        let query = sqlx::query_scalar("select min(due_at) from simulator.events where due_at > $1 and not is_claimed");
        let due = query.bind(now).fetch_one(&mut lease).await?;
        lease.give_back();
        Ok(due)
    }

    pub(crate) async fn put_event_back(&self, id: i64, due_at: OffsetDateTime) -> Result<(), BooksError> {
        let mut lease = self.pool.lease().await?;
        let query = sqlx::query("update simulator.events set is_claimed = false, due_at = $2 where id = $1");
        query.bind(id).bind(due_at).execute(&mut lease).await?;
        lease.give_back();
        Ok(())
    }

    /// Whether nothing is left to happen.
    pub async fn is_quiet(&self) -> Result<bool, BooksError> {
        let mut lease = self.pool.lease().await?;
        let quiet =
            sqlx::query_scalar("select not exists (select from simulator.events)").fetch_one(&mut lease).await?;
        lease.give_back();
        Ok(quiet)
    }
}
