use std::time::Duration;

use base::Transaction;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use sqlx::types::Json;
use time::OffsetDateTime;

use super::{Books, BooksError};
use crate::simulator::handset::Handset;

#[derive(Clone, Debug, FromRow)]
pub(crate) struct AccountRecord {
    pub auth_token: String,
}

/// How much an account may begin in a second.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rates {
    pub calls_per_second: f64,
    pub segments_per_second: f64,
}

/// How long a message may wait for its turn (error 21611).
const LONGEST_QUEUE: Duration = Duration::from_hours(10);

/// A number of an account, and where its calls and messages are posted to. Empty is nowhere.
#[derive(Clone, Debug, Serialize, Deserialize, FromRow)]
pub struct NumberRecord {
    pub account_sid: String,
    pub phone_number: String,
    pub sid: String,
    pub voice_url: String,
    pub sms_url: String,
    pub status_callback: String,
}

impl Books {
    pub(crate) async fn account(&self, sid: &str) -> Result<Option<AccountRecord>, BooksError> {
        let mut lease = self.pool.lease().await?;
        let query = sqlx::query_as("select auth_token from simulator.accounts where sid = $1");
        let found = query.bind(sid).fetch_optional(&mut lease).await?;
        lease.give_back();
        Ok(found)
    }

    /// Makes an account, or replaces its token and its rates.
    pub(crate) async fn put_account(&self, sid: &str, auth_token: &str, rates: Rates) -> Result<(), BooksError> {
        let mut lease = self.pool.lease().await?;
        let query = sqlx::query(
            "insert into simulator.accounts (sid, auth_token, calls_per_second, segments_per_second)
             values ($1, $2, $3, $4)
             on conflict (sid) do update set auth_token = excluded.auth_token,
               calls_per_second = excluded.calls_per_second, segments_per_second = excluded.segments_per_second",
        );
        let query = query.bind(sid).bind(auth_token).bind(rates.calls_per_second).bind(rates.segments_per_second);
        query.execute(&mut lease).await?;
        lease.give_back();
        Ok(())
    }

    pub(crate) async fn put_number(&self, number: &NumberRecord) -> Result<(), BooksError> {
        let mut lease = self.pool.lease().await?;
        let query = sqlx::query(
            "insert into simulator.numbers (account_sid, phone_number, sid, voice_url, sms_url, status_callback)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (account_sid, phone_number) do update set voice_url = excluded.voice_url,
               sms_url = excluded.sms_url, status_callback = excluded.status_callback",
        );
        let query = query.bind(&number.account_sid).bind(&number.phone_number).bind(&number.sid);
        let query = query.bind(&number.voice_url).bind(&number.sms_url).bind(&number.status_callback);
        query.execute(&mut lease).await?;
        lease.give_back();
        Ok(())
    }

    /// The account's numbers, or the one that is named.
    pub(crate) async fn numbers(&self, account: &str, number: Option<&str>) -> Result<Vec<NumberRecord>, BooksError> {
        let mut lease = self.pool.lease().await?;
        let query = sqlx::query_as(
            "select * from simulator.numbers where account_sid = $1 and ($2::text is null or phone_number = $2)
             order by phone_number",
        );
        let found = query.bind(account).bind(number).fetch_all(&mut lease).await?;
        lease.give_back();
        Ok(found)
    }

    /// The numbers of all accounts.
    pub(crate) async fn all_numbers(&self) -> Result<Vec<NumberRecord>, BooksError> {
        let mut lease = self.pool.lease().await?;
        let query = sqlx::query_as("select * from simulator.numbers order by phone_number, account_sid");
        let found = query.fetch_all(&mut lease).await?;
        lease.give_back();
        Ok(found)
    }

    /// Takes a number from its account. The account stays, with what it has done.
    pub(crate) async fn remove_number(&self, account: &str, number: &str) -> Result<(), BooksError> {
        let mut lease = self.pool.lease().await?;
        let query = sqlx::query("delete from simulator.numbers where account_sid = $1 and phone_number = $2");
        query.bind(account).bind(number).execute(&mut lease).await?;
        lease.give_back();
        Ok(())
    }

    pub(crate) async fn put_handset(&self, account: &str, number: &str, handset: &Handset) -> Result<(), BooksError> {
        let mut lease = self.pool.lease().await?;
        let query = sqlx::query(
            "insert into simulator.handsets values ($1, $2, $3)
             on conflict (account_sid, phone_number) do update set handset = excluded.handset",
        );
        query.bind(account).bind(number).bind(Json(handset)).execute(&mut lease).await?;
        lease.give_back();
        Ok(())
    }
}

/// How the person behind a number behaves towards an account.
pub(crate) async fn handset(tx: &mut Transaction, account: &str, number: &str) -> Result<Handset, BooksError> {
    let query =
        sqlx::query_scalar("select handset from simulator.handsets where account_sid = $1 and phone_number = $2");
    let found: Option<Json<Handset>> = query.bind(account).bind(number).fetch_optional(tx).await?;
    Ok(found.map(|Json(handset)| handset).unwrap_or_default())
}

pub(crate) async fn has_opted_out(
    tx: &mut Transaction,
    account: &str,
    number: &str,
    person: &str,
) -> Result<bool, BooksError> {
    let query = sqlx::query_scalar(
        "select exists (select from simulator.opt_outs
           where account_sid = $1 and phone_number = $2 and person = $3)",
    );
    Ok(query.bind(account).bind(number).bind(person).fetch_one(tx).await?)
}

pub(crate) async fn opt_out(tx: &mut Transaction, account: &str, number: &str, person: &str) -> Result<(), BooksError> {
    let query = sqlx::query("insert into simulator.opt_outs values ($1, $2, $3) on conflict do nothing");
    query.bind(account).bind(number).bind(person).execute(tx).await?;
    Ok(())
}

pub(crate) async fn opt_in(tx: &mut Transaction, account: &str, number: &str, person: &str) -> Result<(), BooksError> {
    let query =
        sqlx::query("delete from simulator.opt_outs where account_sid = $1 and phone_number = $2 and person = $3");
    query.bind(account).bind(number).bind(person).execute(tx).await?;
    Ok(())
}

/// When the account's next call may begin; a later one gets a later time.
pub(crate) async fn take_call_slot(
    tx: &mut Transaction,
    account: &str,
    now: OffsetDateTime,
) -> Result<OffsetDateTime, BooksError> {
    let query = sqlx::query_scalar(
        "update simulator.accounts set next_call_at = greatest(next_call_at, $2) + interval '1 s' / calls_per_second
         where sid = $1 returning next_call_at - interval '1 s' / calls_per_second",
    );
    Ok(query.bind(account).bind(now).fetch_one(tx).await?)
}

/// When the account's next message of so many segments may leave. `None` where its queue is full: over ten hours.
pub(crate) async fn take_segment_slots(
    tx: &mut Transaction,
    account: &str,
    segments: u32,
    now: OffsetDateTime,
) -> Result<Option<OffsetDateTime>, BooksError> {
    let query = sqlx::query_scalar(
        "update simulator.accounts
         set next_segment_at = greatest(next_segment_at, $2) + interval '1 s' * $3 / segments_per_second
         where sid = $1 and next_segment_at < $4
         returning next_segment_at - interval '1 s' * $3 / segments_per_second",
    );
    let full = now + LONGEST_QUEUE;
    Ok(query.bind(account).bind(now).bind(f64::from(segments)).bind(full).fetch_optional(tx).await?)
}
