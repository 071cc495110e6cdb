use base::Transaction;
use serde_json::json;

use super::recovery::{self, RecoveryCode};
use super::totp::{self, TotpCode};
use super::{Factor, Owner, ProveError};
use crate::attempts::{self, Attempt, Counter};
use crate::events::{self, Event, EventKind};
use crate::login::{Reason, record};
use crate::sessions::{self, Assurance};
use crate::{Auth, Claim, DeviceToken, Holder, SessionToken, StoreError, UserId};

/// What proves that the user holds a second factor.
#[derive(Clone, Debug)]
pub enum Proof {
    Code(TotpCode),
    RecoveryCode(RecoveryCode),
}

impl Proof {
    /// Recovery codes count apart, so that an attacker who guesses six digits can't block this way out as well.
    pub(super) fn counter(&self, holder: &Holder) -> Counter {
        let network = holder.client.network();
        match self {
            Self::Code(_) => Counter::code(holder.user_id, network),
            Self::RecoveryCode(_) => Counter::recovery_code(holder.user_id, network),
        }
    }

    pub(super) fn reason(&self) -> Reason {
        match self {
            Self::Code(_) => Reason::Code,
            Self::RecoveryCode(_) => Reason::RecoveryCode,
        }
    }
}

/// Takes a code or a recovery code. A sign-in that owed it is complete; in a complete one it is a proof anew.
pub async fn verify(auth: &Auth, claim: &Claim, proof: &Proof) -> Result<Option<SessionToken>, ProveError> {
    let attempt = begin_attempt(auth, proof.counter(&claim.prove(auth).await?)).await?;
    let (mut tx, holder) = claim.begin_counted(auth, &attempt).await?;
    if !spend(&mut tx, auth, holder.user_id, proof).await? {
        return refuse(tx, auth, &holder, &attempt, proof.reason()).await;
    }
    let how = match proof {
        Proof::Code(_) => Factor::Totp.as_str(),
        Proof::RecoveryCode(_) => "recovery_code",
    };
    let token = complete(&mut tx, auth, &holder, Some(&attempt), how).await?;
    tx.commit().await?;
    Ok(token)
}

/// Renews the session of a user who has just proved a second factor, ends their rows of failures (LOG-5), and logs it:
/// as the end of the sign-in, where the factor was owed.
pub(crate) async fn complete(
    tx: &mut Transaction,
    auth: &Auth,
    holder: &Holder,
    attempt: Option<&Attempt>,
    how: &str,
) -> Result<Option<SessionToken>, ProveError> {
    let renewed = sessions::renew(tx, auth, holder, Assurance::TwoFactors).await?;
    let device = holder.device.as_ref().map(DeviceToken::fingerprint);
    attempts::complete(tx, attempt, &Owner::from(holder).counters(), device.as_ref()).await?;
    let kinds = [Some(EventKind::FactorSuccess), renewed.was_pending.then_some(EventKind::LoginSuccess)];
    for kind in kinds.into_iter().flatten() {
        let (user, detail) = (holder.user_id, json!({ "factor": how }));
        let event = Event { kind, actor: Some(user), user, target: None, detail };
        events::record(tx, auth, &holder.client, &event).await?;
    }
    Ok(renewed.token)
}

pub(super) async fn spend(
    tx: &mut Transaction,
    auth: &Auth,
    user_id: UserId,
    proof: &Proof,
) -> Result<bool, StoreError> {
    match proof {
        Proof::Code(code) => totp::spend(tx, auth, user_id, code).await,
        Proof::RecoveryCode(code) => recovery::spend(tx, user_id, code).await,
    }
}

/// Counts an attempt before anything is compared.
pub(super) async fn begin_attempt(auth: &Auth, counter: Counter) -> Result<Attempt, ProveError> {
    let attempt = Attempt { at: auth.clock.now(), counter };
    match attempts::count(auth, &attempt).await? {
        None => Ok(attempt),
        Some(retry_after) => Err(ProveError::Blocked { retry_after }),
    }
}

/// Logs a wrong proof, in the unit of work that found it wrong. The attempt stays counted.
pub(super) async fn refuse<T>(
    mut tx: Transaction,
    auth: &Auth,
    holder: &Holder,
    attempt: &Attempt,
    reason: Reason,
) -> Result<T, ProveError> {
    record::failure(&mut tx, auth, attempt, Some(holder.user_id), reason, &holder.client).await?;
    tx.commit().await?;
    Err(ProveError::Refused)
}

/// Takes an attempt back for which there was nothing to compare with.
pub(super) async fn refund<T>(auth: &Auth, attempt: &Attempt) -> Result<T, ProveError> {
    attempts::refund(auth, attempt).await?;
    Err(ProveError::Missing)
}

impl Owner {
    /// The counters of everything that a complete sign-in makes good.
    pub(crate) fn counters(&self) -> Vec<Counter> {
        let codes = [Counter::code(self.id, None), Counter::recovery_code(self.id, None)];
        self.email.iter().map(|email| Counter::account(email, None)).chain(codes).collect()
    }
}
