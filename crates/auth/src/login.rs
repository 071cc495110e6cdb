use std::time::Duration;

use base::{DbError, KeyedPermit, PoolError, causes};
use sqlx::PgExecutor;
use time::OffsetDateTime;

use crate::account::{self, Account};
use crate::attempts::{self, AttemptLimits, Counter};
use crate::email_tokens::{self, Owner, Purpose};
use crate::{Auth, Client, Contact, DeviceToken, EmailAddress, HashError, Password, StoreError, User, UserId, Verdict};

pub(crate) mod record;

pub(crate) use crate::attempts::{Attempt, refund};
pub(crate) use record::Reason;

/// What a user signs in with.
#[derive(Debug)]
pub struct Credentials {
    pub email: EmailAddress,
    pub password: Password,
    /// The token of a known device, if the request brought one.
    pub device: Option<DeviceToken>,
}

/// A user who has proved who they are. Turns into a session with [`crate::NewSession`].
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub user: User,
    /// Of the password that was proved; a session is made only while it is still the one.
    pub password_changed_at: OffsetDateTime,
    /// A token for the device to keep from here on; none where it has one.
    pub device: Option<DeviceToken>,
}

/// Why a password did not sign the user in.
#[derive(Debug, thiserror::Error)]
pub enum LoginError {
    /// No such user, a wrong password, a disabled user, or an unconfirmed address: the client isn't told which.
    #[error("the address or the password is wrong")]
    Refused,
    /// Too many failures; the password was not even compared.
    #[error("too many attempts have failed")]
    Blocked { retry_after: Duration },
    /// Too many sign-ins are under way.
    #[error("too many sign-ins are under way")]
    Busy,
    #[error(transparent)]
    Store(#[from] StoreError),
}

into_store!(LoginError: PoolError, sqlx::Error, DbError);

/// Attempts at once for one account, and at most from one client. Fewer than the limits on failures, so that parallel
/// valid attempts don't use up the allowance before the first is decided.
const ACCOUNT_PERMITS: usize = 4;
const CLIENT_TURNS: usize = 32;

fn client_permits(limits: &AttemptLimits) -> usize {
    (limits.per_client as usize / 3).clamp(1, CLIENT_TURNS)
}

/// Signs a user in by password.
///
/// An unknown address, a wrong password and a disabled user take the same steps and the same work (LOG-1). No
/// connection is held while a password is being hashed.
pub async fn login(auth: &Auth, credentials: Credentials, client: &Client) -> Result<SignedIn, LoginError> {
    let email = credentials.email.clone();
    let compared = compare(auth, credentials, client).await?;
    if let (Some(account), Err(Reason::Unverified)) = (&compared.account, &compared.outcome) {
        // To the caller it looks like a wrong password; the owner of the address gets another e-mail.
        ask_to_confirm(auth, account.user.id, &email, client).await?;
    }
    let mut db = auth.pool.lease().await?;
    let taken = compared.record(&mut db, auth, client).await?;
    db.give_back();
    let (true, Some(account)) = (taken, compared.account) else { return Err(LoginError::Refused) };
    if let Ok(Some(password)) = compared.outcome {
        rehash(auth, &account, password).await;
    }
    let device = match compared.known_device {
        Some(_) => None,
        None => Some(auth.device_key.issue(&auth.random, account.user.id, account.password_changed_at)),
    };
    Ok(SignedIn { user: account.user, password_changed_at: account.password_changed_at, device })
}

/// A counted attempt whose password was compared, and nothing written of that yet.
pub(crate) struct Compared {
    pub attempt: Attempt,
    pub account: Option<Account>,
    known_device: Option<DeviceToken>,
    /// Of a right password, the password itself where its hash was made with former parameters.
    outcome: Result<Option<Password>, Reason>,
    _permits: (Option<KeyedPermit>, KeyedPermit),
}

/// Counts an attempt and compares its password.
pub(crate) async fn compare(auth: &Auth, credentials: Credentials, client: &Client) -> Result<Compared, LoginError> {
    let account = account::find(auth, &Contact::Email(credentials.email.clone())).await?;
    let known_device = known_device(auth, account.as_ref(), credentials.device);
    let mut attempt = Attempt::new(auth, &credentials.email, known_device.as_ref(), client);
    let permits = acquire_permits(auth, &attempt.counter).await?;

    attempt.at = auth.clock.now();
    check_not_blocked(auth, &attempt).await?;

    let stored = account.as_ref().and_then(Account::hash);
    let outcome = match auth.hasher.verify(credentials.password, stored).await {
        Ok((verdict, password)) => {
            judge(auth, account.as_ref(), verdict).map(|()| verdict.outdated.then_some(password))
        }
        Err(HashError::Busy) => {
            refund(auth, &attempt).await?;
            return Err(LoginError::Busy);
        }
        Err(error) => {
            tracing::error!(error = ?causes::describe(&error), "a password could not be compared");
            Err(Reason::Hash)
        }
    };
    Ok(Compared { attempt, account, known_device, outcome, _permits: permits })
}

impl Compared {
    /// Records the result. False after a wrong attempt, or if the user was disabled or the password replaced meanwhile.
    pub async fn record(&self, db: impl PgExecutor<'_>, auth: &Auth, client: &Client) -> Result<bool, StoreError> {
        let Self { attempt, account, known_device, outcome, .. } = self;
        match (account, outcome) {
            (Some(account), Ok(_)) => record::success(db, auth, attempt, account, known_device.is_none(), client).await,
            (account, outcome) => {
                let reason = outcome.as_ref().err().copied().unwrap_or(Reason::Unknown);
                let user_id = account.as_ref().map(|account| account.user.id);
                record::failure(db, auth, attempt, user_id, reason, client).await?;
                Ok(false)
            }
        }
    }
}

fn known_device(auth: &Auth, account: Option<&Account>, device: Option<DeviceToken>) -> Option<DeviceToken> {
    let account = account?;
    device.filter(|token| auth.device_key.knows(token, account.user.id, account.password_changed_at))
}

/// Waits for the permits of the client and of the account, in this order everywhere.
async fn acquire_permits(auth: &Auth, counter: &Counter) -> Result<(Option<KeyedPermit>, KeyedPermit), LoginError> {
    let permits = client_permits(&auth.attempt_limits);
    tokio::time::timeout(auth.hasher.wait(), async {
        let client = match &counter.network {
            Some(network) => {
                Some(auth.sign_in_permits.acquire([b"client ", network.as_slice()].concat(), permits).await)
            }
            None => None,
        };
        let account = auth
            .sign_in_permits
            .acquire([counter.scope.as_bytes(), b" ", &counter.key].concat(), ACCOUNT_PERMITS)
            .await;
        (client, account)
    })
    .await
    .map_err(|_| LoginError::Busy)
}

/// Counts an attempt, or says how long to wait.
pub(crate) async fn check_not_blocked(auth: &Auth, attempt: &Attempt) -> Result<(), LoginError> {
    match attempts::count(auth, attempt).await? {
        None => Ok(()),
        Some(retry_after) => Err(LoginError::Blocked { retry_after }),
    }
}

fn judge(auth: &Auth, account: Option<&Account>, verdict: Verdict) -> Result<(), Reason> {
    match account {
        None => Err(Reason::Unknown),
        Some(_) if !verdict.matches => Err(Reason::Password),
        Some(account) if account.is_disabled() => Err(Reason::Disabled),
        Some(account) if auth.verified_only && !account.user.email_verified => Err(Reason::Unverified),
        Some(_) => Ok(()),
    }
}

async fn ask_to_confirm(auth: &Auth, id: UserId, email: &EmailAddress, client: &Client) -> Result<(), LoginError> {
    let mut db = auth.pool.lease().await?;
    let to = (Purpose::VerifyEmail, Owner::User { id, actor: false });
    let mailing = email_tokens::issue(&mut db, auth, to, email, None, client).await?;
    db.give_back();
    mailing.or_drop(auth);
    Ok(())
}

/// Stores the password under the parameters of today. It waits for the next sign-in where that can't be done.
async fn rehash(auth: &Auth, account: &Account, password: Password) {
    let done = async {
        let hash = auth.hasher.hash_again(password).await.map_err(|error| causes::describe(&error))?;
        account::replace_hash(auth, account, &hash).await.map_err(|error| causes::describe(&error))
    };
    if let Err(error) = done.await {
        tracing::warn!(error, user.id = %account.user.id, "an outdated password hash stays");
    }
}
