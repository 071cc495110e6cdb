use std::marker::PhantomData;
use std::time::Duration;

use sha2::{Digest, Sha256};
use sqlx::PgExecutor;
use time::OffsetDateTime;

use super::{Admitted, Purpose, Recipient, Requested};
use crate::{Auth, UserId};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Messages of a purpose to an address in an hour, over all senders and tenants.
pub(super) const HOURLY: i64 = 5;
/// Addresses that a user asks to become theirs, in a day.
const CHANGES_PER_SENDER: i64 = 20;
/// Codes that a client causes in an hour, to any contact: text messages cost money.
const CODES_PER_CLIENT: i64 = 30;

/// What a limit counts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitedBy {
    Address,
    Sender,
    Tenant,
    Client,
}

/// A message that was not admitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the limit of {most} messages is reached")]
pub struct MessageLimit {
    pub purpose: Purpose,
    pub by: LimitedBy,
    /// The most admitted within the limit's window: an hour for an address or a client, a day for a sender or a tenant.
    pub most: i64,
    /// How long until the limit may admit it.
    pub retry_after: Duration,
}

/// One count in `auth.attempts`.
#[derive(Clone, Debug)]
struct Limit {
    by: LimitedBy,
    scope: &'static str,
    key: Vec<u8>,
    /// In seconds.
    window: i64,
    most: i64,
    /// In seconds, between one message and the next.
    gap: i64,
}

/// What a message to an address is counted by. All of it is counted in the message's own transaction, or nothing.
#[derive(Clone, Debug)]
pub struct Limits<R> {
    to: Recipient,
    counts: Vec<Limit>,
    content: PhantomData<R>,
}

/// The arguments of the database's function `auth.admit_message`, but for the time.
pub(super) struct Arguments {
    pub scopes: Vec<String>,
    pub keys: Vec<Vec<u8>>,
    pub windows: Vec<i64>,
    pub mosts: Vec<i64>,
    pub gaps: Vec<i64>,
}

impl<R: Requested> Limits<R> {
    /// One a minute to an address, and five an hour.
    ///
    /// A stranger's requests can't keep the owner of an address from a reset: whenever a request is dropped, the last
    /// link is still valid, and the owner can use it, whatever request caused it. At most four links are sent within
    /// the half hour of a link's validity, so the fifth of an hour is sent at least half an hour after the first. A
    /// link that confirms an address is valid for the whole hour in which five are sent.
    pub fn of_address(to: Recipient) -> Self {
        let mut counts = vec![Limit { gap: MINUTE, ..Limit::of_address(R::PURPOSE.as_str(), &to) }];
        if R::PURPOSE == Purpose::ResetPassword {
            let within = Limit::of_address("reset_password within its lifetime", &to);
            counts.push(Limit { window: HOUR / 2, most: HOURLY - 1, ..within });
        }
        Self { to, counts, content: PhantomData }
    }

    /// Codes for a contact, or for a known device of its owner, each counted by itself: one a minute, and five an hour.
    pub fn of_contact(to: Recipient, is_known_device: bool, key: Vec<u8>) -> Self {
        let scope = if is_known_device { "code_device" } else { "code" };
        let limit = Limit { by: LimitedBy::Address, scope, key, window: HOUR, most: HOURLY, gap: MINUTE };
        Self { to, counts: vec![limit], content: PhantomData }
    }

    /// Counts by the requesting user as well.
    #[must_use]
    pub(crate) fn and_sender(mut self, sender: UserId) -> Self {
        let key = key_of(&format!("{} sender", R::PURPOSE.as_str()), &sender.0.to_string());
        let (window, most) = (DAY, CHANGES_PER_SENDER);
        self.counts.push(Limit { by: LimitedBy::Sender, scope: "letter", key, window, most, gap: 0 });
        self
    }

    /// Counts codes by the client's network as well.
    #[must_use]
    pub(crate) fn and_client(mut self, network: Option<Vec<u8>>) -> Self {
        self.counts.extend(network.map(|key| Limit {
            by: LimitedBy::Client,
            scope: "code_client",
            key,
            window: HOUR,
            most: CODES_PER_CLIENT,
            gap: 0,
        }));
        self
    }

    /// Counts the message, in its own transaction.
    pub async fn admit(
        self,
        db: impl PgExecutor<'_>,
        auth: &Auth,
    ) -> Result<Result<Admitted<R>, MessageLimit>, sqlx::Error> {
        let now = auth.clock.now();
        let Arguments { scopes, keys, windows, mosts, gaps } = self.arguments();
        let row = sqlx::query!(
            "select refused_by, retry_at from auth.admit_message($1, $2, $3, $4, $5, $6)",
            &scopes,
            &keys,
            &windows,
            &mosts,
            &gaps,
            now,
        )
        .fetch_one(db)
        .await?;
        Ok(match self.refusal(row.refused_by, row.retry_at, now) {
            Some(limit) => Err(limit),
            None => Ok(Admitted::new(self.to)),
        })
    }

    pub(super) fn recipient(&self) -> &Recipient {
        &self.to
    }

    pub(super) fn arguments(&self) -> Arguments {
        let limits = &self.counts;
        Arguments {
            scopes: limits.iter().map(|limit| limit.scope.to_owned()).collect(),
            keys: limits.iter().map(|limit| limit.key.clone()).collect(),
            windows: limits.iter().map(|limit| limit.window).collect(),
            mosts: limits.iter().map(|limit| limit.most).collect(),
            gaps: limits.iter().map(|limit| limit.gap).collect(),
        }
    }

    /// Reads the function's response: the limit that refuses the message, by its position from one.
    pub(super) fn refusal(
        &self,
        refused_by: Option<i32>,
        retry_at: Option<OffsetDateTime>,
        now: OffsetDateTime,
    ) -> Option<MessageLimit> {
        let position = usize::try_from(refused_by?).ok()?.checked_sub(1)?;
        let limit = self.counts.get(position)?;
        Some(MessageLimit::new(R::PURPOSE, limit.by, limit.most, retry_at, now))
    }
}

impl Limit {
    fn of_address(what: &str, to: &Recipient) -> Self {
        let address = match to {
            Recipient::Mail(address) => address.as_str(),
            Recipient::Sms(number) => number,
        };
        let key = key_of(what, address);
        Self { by: LimitedBy::Address, scope: "letter", key, window: HOUR, most: HOURLY, gap: 0 }
    }
}

impl MessageLimit {
    pub(super) fn new(
        purpose: Purpose,
        by: LimitedBy,
        most: i64,
        retry_at: Option<OffsetDateTime>,
        now: OffsetDateTime,
    ) -> Self {
        let wait = retry_at.and_then(|at| Duration::try_from(at - now).ok()).unwrap_or_default();
        Self { purpose, by, most, retry_after: wait.max(Duration::from_secs(1)) }
    }
}

/// A key in `auth.attempts`, which doesn't tell what it counts.
pub(super) fn key_of(what: &str, subject: &str) -> Vec<u8> {
    Sha256::new().chain_update(what).chain_update(b" ").chain_update(subject).finalize().to_vec()
}
