//! Second factors: one-time codes of an authenticator app (RFC 6238) and recovery codes. Passkeys count as one too
//! ([`crate::passkeys`]).

use std::fmt;
use std::time::Duration;

use base::{DbError, PoolError, Transaction};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::events::{self, Event, EventKind};
use crate::outbox::{self, Notice, Recipient};
use crate::sessions::{self, Assurance, Holder};
use crate::{Auth, EmailAddress, SessionToken, StoreError, UserId};

mod confirm;
mod disable;
mod enroll;
mod forget;
mod recovery;
mod totp;
mod verify;

pub use confirm::{Confirmed, confirm};
pub use disable::disable;
pub use enroll::{EnrollError, Enrollment, enroll};
pub use recovery::{RecoveryCode, RecoveryCodes, renew_recovery_codes};
pub use totp::TotpCode;
pub use verify::{Proof, verify};

pub(crate) use forget::forget_all;
pub(crate) use recovery::make_where_missing;
pub(crate) use verify::complete;

/// A kind of second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Factor {
    /// Codes of an authenticator app.
    Totp,
    Passkey,
}

/// Why a proof was not taken, or a change of factors not made.
#[derive(Debug, thiserror::Error)]
pub enum ProveError {
    /// The code is wrong, was used before, or belongs to another user: the client isn't told which.
    #[error("the proof is wrong")]
    Refused,
    /// Too many failures; the code was not even compared.
    #[error("too many attempts have failed")]
    Blocked { retry_after: Duration },
    /// The user has no such factor, or nothing waits to be confirmed.
    #[error("there is nothing to prove it with")]
    Missing,
    /// The user's last second factor has to stay.
    #[error("the last second factor stays")]
    LastFactor,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Whether a user may be left without any second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastFactor {
    MayGo,
    /// A tenant of the user asks for one.
    Stays,
}

impl Factor {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Totp => "totp",
            Self::Passkey => "passkey",
        }
    }
}

impl fmt::Display for Factor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A user whose row is locked, so that a sign-in waits for the change.
pub(crate) struct Owner {
    pub id: UserId,
    pub email: Option<EmailAddress>,
    pub phone: Option<String>,
    pub factors: Vec<String>,
}

impl From<&Holder> for Owner {
    /// The user of a session that is held: their row is locked.
    fn from(holder: &Holder) -> Self {
        let user = holder.live();
        Self { id: user.user_id, email: user.email.clone(), phone: user.phone.clone(), factors: user.factors.clone() }
    }
}

/// Locks the row of a user who has no session yet, before any other row of theirs; `None` for one who is disabled.
pub(crate) async fn lock(tx: &mut Transaction, id: UserId) -> Result<Option<Owner>, sqlx::Error> {
    sqlx::query_as!(
        Owner,
        r#"select id as "id: UserId", email as "email: EmailAddress", phone, factors
           from auth.users where id = $1 and disabled_at is null for update"#,
        id.0
    )
    .fetch_optional(tx)
    .await
}

/// A change of a user's factors.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Change {
    Added(Factor),
    Removed(Factor, LastFactor),
}

/// Completes a change of the factors: it updates the user's list of kinds, ends all other sessions, gives this one a
/// new token, sends an e-mail and logs the change (OTP-11, SES-7). Roll the transaction back on
/// [`ProveError::LastFactor`].
pub(crate) async fn changed(
    tx: &mut Transaction,
    auth: &Auth,
    holder: &Holder,
    change: Change,
) -> Result<Option<SessionToken>, ProveError> {
    let owner = Owner::from(holder);
    let left = sqlx::query_scalar!(
        r#"update auth.users set factors =
             case when exists (select from auth.totp where user_id = $1 and confirmed_at is not null)
               then array['totp'] else '{}' end
             || case when exists (select from auth.passkeys where user_id = $1) then array['passkey'] else '{}' end
           where id = $1 returning cardinality(factors) as "left!""#,
        owner.id.0
    )
    .fetch_one(&mut *tx)
    .await?;
    if left == 0 && matches!(change, Change::Removed(_, LastFactor::Stays)) {
        return Err(ProveError::LastFactor);
    }
    if left == 0 {
        sqlx::query!("delete from auth.recovery_codes where user_id = $1", owner.id.0).execute(&mut *tx).await?;
    }
    sessions::end_others(tx, auth, owner.id, Some(holder.session_id), &holder.client).await?;
    let at = auth.clock.now();
    let (kind, factor, notice, assurance) = match change {
        Change::Added(factor) => {
            (EventKind::FactorAdded, factor, Notice::FactorAdded { factor, at }, Assurance::TwoFactors)
        }
        Change::Removed(factor, _) => {
            let assurance = if left == 0 { Assurance::OneFactor } else { Assurance::Same };
            (EventKind::FactorRemoved, factor, Notice::FactorRemoved { factor, at }, assurance)
        }
    };
    let renewed = sessions::renew(tx, auth, holder, assurance).await?;
    record(tx, auth, holder, kind, Some(factor)).await?;
    notify(tx, auth, &owner, notice).await?;
    Ok(renewed.token)
}

/// Tells a user at the address of their account, confirmed or not, and where they have none by text message.
pub(crate) async fn notify(
    tx: &mut Transaction,
    auth: &Auth,
    owner: &Owner,
    notice: Notice,
) -> Result<(), sqlx::Error> {
    let to = match (&owner.email, &owner.phone) {
        (Some(email), _) => Recipient::Mail(email.clone()),
        (None, Some(phone)) => Recipient::Sms(phone.clone()),
        (None, None) => return Ok(()),
    };
    outbox::notify(tx, auth, to, notice).await
}

/// Logs what happened to a user's factors.
pub(crate) async fn record(
    tx: &mut Transaction,
    auth: &Auth,
    holder: &Holder,
    kind: EventKind,
    factor: Option<Factor>,
) -> Result<(), sqlx::Error> {
    let detail = factor.map_or_else(|| json!({}), |factor| json!({ "factor": factor }));
    let event = Event { kind, actor: Some(holder.user_id), user: holder.user_id, target: None, detail };
    events::record(tx, auth, &holder.client, &event).await
}

into_store!(ProveError: PoolError, sqlx::Error, DbError);
