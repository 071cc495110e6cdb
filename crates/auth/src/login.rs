use std::time::Duration;

use time::OffsetDateTime;

use crate::account::{self, Account};
use crate::attempts::{self, AttemptLimits, Counter};
use crate::mailed::{self, Owner, Purpose};
use crate::pool::TransactionError;
use crate::turns::Turn;
use crate::{
    Auth, Client, Contact, DeviceToken, EmailAddress, HashError, Password, PoolError, StoreError, User, UserId,
};

pub(crate) mod record;

pub(crate) use crate::attempts::{Attempt, undecided};
pub(crate) use record::Reason;

/// What somebody signs in with.
#[derive(Debug)]
pub struct Credentials {
    pub email: EmailAddress,
    pub password: Password,
    /// The token of a known device, if the request brought one.
    pub device: Option<DeviceToken>,
}

/// Somebody who has proved who they are. Turns into a session with [`crate::NewSession`].
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub user: User,
    /// Of the password that was proved; a session is made only while it is still the one.
    pub password_changed_at: OffsetDateTime,
    /// A token for the device to keep from here on; none where it has one.
    pub device: Option<DeviceToken>,
}

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum LoginError {
    /// No such user, a wrong password, a disabled user, an address that has to be confirmed: nobody is told which.
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

into_store!(LoginError: PoolError, sqlx::Error, TransactionError);

/// Attempts at once for one account, and at most from one client. Fewer than the limits on failures, so that valid ones in
/// parallel don't use up the allowance before the first of them is decided.
const ACCOUNT_TURNS: usize = 4;
const CLIENT_TURNS: usize = 32;

fn client_turns(limits: &AttemptLimits) -> usize {
    (limits.per_client as usize / 3).clamp(1, CLIENT_TURNS)
}

/// Signs somebody in by password.
///
/// An unknown address, a wrong password and a disabled user take the same steps and the same work (LOG-1). No
/// connection is held while a password is being hashed.
pub async fn login(auth: &Auth, credentials: Credentials, client: &Client) -> Result<SignedIn, LoginError> {
    let account = account::find(auth, &Contact::Email(credentials.email.clone())).await?;
    let known_device = known_device(auth, account.as_ref(), credentials.device);
    let mut attempt = Attempt::new(auth, &credentials.email, known_device.as_ref(), client);
    let _turns = take_turns(auth, &attempt.counter).await?;

    attempt.at = auth.clock.now();
    admit(auth, &attempt).await?;

    let stored = account.as_ref().and_then(Account::hash);
    let (verdict, password) = match auth.hasher.verify(credentials.password, stored).await {
        Ok(verified) => verified,
        Err(HashError::Busy) => {
            undecided(auth, &attempt).await?;
            return Err(LoginError::Busy);
        }
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "a password could not be compared");
            return refuse(auth, &attempt, account.as_ref(), Reason::Hash, client).await;
        }
    };
    let account = match (account, verdict.matches) {
        (Some(account), true) if !account.is_disabled() => account,
        (account @ Some(_), true) => return refuse(auth, &attempt, account.as_ref(), Reason::Disabled, client).await,
        (account @ Some(_), false) => return refuse(auth, &attempt, account.as_ref(), Reason::Password, client).await,
        (None, _) => return refuse(auth, &attempt, None, Reason::Unknown, client).await,
    };
    if auth.verified_only && !account.user.email_verified {
        // To whoever asks it looks like a wrong password; the owner of the address gets another letter.
        ask_to_confirm(auth, account.user.id, &credentials.email, client).await?;
        return refuse(auth, &attempt, Some(&account), Reason::Unverified, client).await;
    }
    if !record::success(auth, &attempt, &account, known_device.is_none(), client).await? {
        return Err(LoginError::Refused);
    }
    if verdict.outdated {
        rehash(auth, &account, password).await;
    }
    let device = match known_device {
        Some(_) => None,
        None => Some(auth.device_key.issue(&auth.random, account.user.id, account.password_changed_at)),
    };
    Ok(SignedIn { user: account.user, password_changed_at: account.password_changed_at, device })
}

fn known_device(auth: &Auth, account: Option<&Account>, device: Option<DeviceToken>) -> Option<DeviceToken> {
    let account = account?;
    device.filter(|token| auth.device_key.knows(token, account.user.id, account.password_changed_at))
}

/// Waits for the turn of the client and of the account, in this order everywhere.
async fn take_turns(auth: &Auth, counter: &Counter) -> Result<(Option<Turn>, Turn), LoginError> {
    let turns = client_turns(&auth.attempt_limits);
    tokio::time::timeout(auth.hasher.wait(), async {
        let client = match &counter.network {
            Some(network) => Some(auth.turns.take([b"client ", network.as_slice()].concat(), turns).await),
            None => None,
        };
        let account = auth.turns.take([counter.scope.as_bytes(), b" ", &counter.key].concat(), ACCOUNT_TURNS).await;
        (client, account)
    })
    .await
    .map_err(|_| LoginError::Busy)
}

/// Counts an attempt, or says how long to wait.
pub(crate) async fn admit(auth: &Auth, attempt: &Attempt) -> Result<(), LoginError> {
    match attempts::count(auth, attempt).await? {
        None => Ok(()),
        Some(retry_after) => Err(LoginError::Blocked { retry_after }),
    }
}

async fn refuse(
    auth: &Auth,
    attempt: &Attempt,
    account: Option<&Account>,
    reason: Reason,
    client: &Client,
) -> Result<SignedIn, LoginError> {
    record::failure(auth, attempt, account.map(|account| account.user.id), reason, client).await?;
    Err(LoginError::Refused)
}

async fn ask_to_confirm(auth: &Auth, id: UserId, email: &EmailAddress, client: &Client) -> Result<(), LoginError> {
    let mut db = auth.pool.lease().await?;
    let to = (Purpose::VerifyEmail, Owner::User { id, actor: false });
    let mailing = mailed::issue(&mut db, auth, to, email, None, client).await?;
    db.give_back();
    mailing.or_drop(auth);
    Ok(())
}

/// Stores the password under the parameters of today. It waits for the next sign-in where that can't be done.
async fn rehash(auth: &Auth, account: &Account, password: Password) {
    let done = async {
        let hash = auth.hasher.hash_again(password).await.map_err(|error| error.to_string())?;
        account::replace_hash(auth, account, &hash).await.map_err(|error| error.to_string())
    };
    if let Err(error) = done.await {
        tracing::warn!(error, user.id = %account.user.id, "an outdated password hash stays");
    }
}
