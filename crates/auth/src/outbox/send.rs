//! What the background task does with the outbox.

use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::{CONTEXT, Message};
use crate::{Auth, StoreError};

/// How long a sender has a message to itself. A sender that takes longer may find that another has sent it as well.
const CLAIM: Duration = Duration::seconds(90);
const FIRST_WAIT: Duration = Duration::seconds(5);
const LONGEST_WAIT: Duration = Duration::HOUR;

/// A message that this sender has to itself for a while.
#[derive(Debug)]
pub struct Claimed {
    /// Stable over all tries: what a receiver can fold doubles by.
    pub id: Uuid,
    /// `None` where it can't be read: sealed with another key, or of a kind that only a newer server knows.
    pub message: Option<Message>,
    pub created_at: OffsetDateTime,
    /// How often it was tried, this time included.
    attempts: i32,
}

impl Claimed {
    /// When to try again after this try has failed: after 5 seconds, then twice as long each time, an hour at most.
    /// `None` where there would be no use in it any more.
    pub fn next_try(&self, now: OffsetDateTime) -> Option<OffsetDateTime> {
        let doublings = u32::try_from(self.attempts - 1).unwrap_or(0).min(16);
        let wait = (FIRST_WAIT * (1_i32 << doublings)).min(LONGEST_WAIT);
        let worth = self.message.as_ref().map_or(Duration::DAY, |message| message.letter.worth_sending());
        Some(now + wait).filter(|next| *next < self.created_at + worth)
    }

    /// Whether what it says has expired while it waited.
    pub fn is_stale(&self, now: OffsetDateTime) -> bool {
        self.message.as_ref().is_some_and(|message| now >= self.created_at + message.letter.worth_sending())
    }
}

/// Takes up to `most` messages that are due, those that wait longest first. One short statement: no lock and no
/// connection is held while they are sent. If this sender dies, they are due again after 90 seconds.
pub async fn claim(auth: &Auth, most: i64) -> Result<Vec<Claimed>, StoreError> {
    let now = auth.clock.now();
    let mut db = auth.pool.lease().await?;
    let rows = sqlx::query!(
        "with due as (
           select id from auth.outbox where due_at <= $1 order by due_at limit $2 for update skip locked
         )
         update auth.outbox o set due_at = $3, attempts = o.attempts + 1 from due where o.id = due.id
         returning o.id, o.sealed, o.created_at, o.attempts",
        now,
        most,
        now + CLAIM,
    )
    .fetch_all(&mut db)
    .await?;
    db.give_back();
    let claimed = rows.into_iter().map(|row| {
        let opened = auth.secret_box.decrypt(CONTEXT, &row.sealed).ok();
        let message = opened.and_then(|plain| serde_json::from_slice(&plain).ok());
        Claimed { id: row.id, message, created_at: row.created_at, attempts: row.attempts }
    });
    Ok(claimed.collect())
}

/// Forgets a message: it was accepted, or given up.
pub async fn forget(auth: &Auth, id: Uuid) -> Result<(), StoreError> {
    let mut db = auth.pool.lease().await?;
    sqlx::query!("delete from auth.outbox where id = $1", id).execute(&mut db).await?;
    db.give_back();
    Ok(())
}

/// Has a message tried again at a later time.
pub async fn put_off(auth: &Auth, id: Uuid, until: OffsetDateTime) -> Result<(), StoreError> {
    let mut db = auth.pool.lease().await?;
    sqlx::query!("update auth.outbox set due_at = $2 where id = $1", id, until).execute(&mut db).await?;
    db.give_back();
    Ok(())
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::super::{Letter, Recipient};
    use super::*;
    use crate::EmailAddress;

    fn claimed(letter: Letter, attempts: i32) -> Claimed {
        let to = Recipient::Mail(EmailAddress::parse("ann@test.com").unwrap());
        let created_at = datetime!(2030-01-01 12:00 UTC);
        Claimed { id: Uuid::nil(), message: Some(Message { to, letter }), created_at, attempts }
    }

    #[test]
    fn waits_double_up_to_an_hour_and_end_after_a_day() {
        let now = datetime!(2030-01-01 12:00 UTC);
        let wait = |attempts| claimed(Letter::AddressTaken, attempts).next_try(now).map(|next| next - now);
        assert_eq!([1, 2, 3].map(wait), [5, 10, 20].map(|seconds| Some(Duration::seconds(seconds))));
        assert_eq!(wait(40), Some(Duration::HOUR));
        let late = datetime!(2030-01-02 11:30 UTC);
        assert_eq!(claimed(Letter::AddressTaken, 40).next_try(late), None);
    }

    #[test]
    fn what_has_expired_is_not_worth_sending() {
        let code = claimed(Letter::Code { code: "123456".to_owned() }, 1);
        assert!(!code.is_stale(datetime!(2030-01-01 12:09 UTC)));
        assert!(code.is_stale(datetime!(2030-01-01 12:10 UTC)));
    }
}
