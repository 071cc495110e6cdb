use super::verify::{self, Proof, begin_attempt, refund, refuse};
use super::{Change, Factor, LastFactor, Owner, ProveError, changed};
use crate::attempts;
use crate::{Auth, Claim, SessionToken};

/// Forgets the user's authenticator, by a code of it or a recovery code. All other sessions end, and the user gets a
/// e-mail. Recovery codes go with the last factor.
pub async fn disable(
    auth: &Auth,
    claim: &Claim,
    proof: &Proof,
    last: LastFactor,
) -> Result<Option<SessionToken>, ProveError> {
    let attempt = begin_attempt(auth, proof.counter(&claim.prove(auth).await?)).await?;
    let (mut tx, holder) = claim.begin_counted(auth, &attempt).await?;
    let owner = Owner::from(&holder);
    if !owner.factors.iter().any(|factor| factor == Factor::Totp.as_str()) {
        tx.rollback().await?;
        return refund(auth, &attempt).await;
    }
    if !verify::spend(&mut tx, auth, owner.id, proof).await? {
        return refuse(tx, auth, &holder, &attempt, proof.reason()).await;
    }
    sqlx::query!("delete from auth.totp where user_id = $1", owner.id.0).execute(&mut tx).await?;
    let token = match changed(&mut tx, auth, &holder, Change::Removed(Factor::Totp, last)).await {
        Err(ProveError::LastFactor) => {
            // Nothing happened: the code is good for something else.
            tx.rollback().await?;
            attempts::refund(auth, &attempt).await?;
            return Err(ProveError::LastFactor);
        }
        changed => changed?,
    };
    attempts::complete(&mut tx, Some(&attempt), &owner.counters(), None).await?;
    tx.commit().await?;
    Ok(token)
}
