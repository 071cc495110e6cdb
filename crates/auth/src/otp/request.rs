use base::{DbError, PoolError, Random, Transaction};
use time::OffsetDateTime;

use super::{Claim, CodeSlot, LIFETIME, count};
use crate::outbox::{self, Code, Limits, MessageLimit};
use crate::{Auth, Client, StoreError};

/// Why no code was sent.
#[derive(Debug, thiserror::Error)]
pub enum RequestCodeError {
    /// The device pauses, the contact has used up its guesses, or messages were asked for too often.
    #[error("not before {until}")]
    Blocked { until: OffsetDateTime },
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Sends a new code to a contact, in place of the one before. The same for a contact with a user and without one.
pub async fn request(auth: &Auth, claim: &Claim, client: &Client) -> Result<(), RequestCodeError> {
    let now = auth.clock.now();
    let (slot, _) = CodeSlot::of(auth, claim).await?;
    let mut db = auth.pool.lease().await?;
    let paused = is_blocked(&mut db, &slot, now).await?;
    db.give_back();
    if let Some(until) = paused {
        return Err(RequestCodeError::Blocked { until });
    }

    let code = six_digits(&auth.random);
    let code_mac = slot.code_mac(auth, &code);
    let (_, key) = slot.counter();
    let limits = Limits::of_contact(claim.contact.recipient(), !slot.lane.is_empty(), key);
    let mut tx = Transaction::begin(&auth.pool).await?;
    let admitted = match limits.and_client(client.network()).admit(&mut tx, auth).await? {
        Ok(admitted) => admitted,
        Err(MessageLimit { retry_after, .. }) => {
            tx.rollback().await?;
            return Err(RequestCodeError::Blocked { until: now + retry_after });
        }
    };
    sqlx::query!(
        "insert into auth.codes (contact_key, lane, device_key, code_mac, expires_at) values ($1, $2, $3, $4, $5)
         on conflict (contact_key, lane) do update set
           device_key = $3, code_mac = $4, expires_at = $5, guesses = 0",
        slot.contact_key.as_slice(),
        slot.lane,
        slot.device_key.as_slice(),
        code_mac.as_slice(),
        now + LIFETIME,
    )
    .execute(&mut tx)
    .await?;
    outbox::send(&mut tx, auth, admitted, Code { code }).await?;
    tx.commit().await?;
    Ok(())
}

/// Until when no code of this device would be looked at, so that there is no use in sending one.
async fn is_blocked(
    db: &mut base::Lease,
    slot: &CodeSlot,
    now: OffsetDateTime,
) -> Result<Option<OffsetDateTime>, sqlx::Error> {
    let until = count::blocked_until(db, slot, now).await?;
    Ok((until > now + time::Duration::SECOND).then_some(until))
}

/// A code that is as likely as any other.
fn six_digits(random: &Random) -> String {
    loop {
        // The largest multiple of a million that 32 bits hold: the rest would make some codes likelier.
        let drawn = u32::from_be_bytes(random.bytes());
        if drawn < 4_294_000_000 {
            return format!("{:06}", drawn % 1_000_000);
        }
    }
}

into_store!(RequestCodeError: PoolError, sqlx::Error, DbError);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_six_digits_and_spread() {
        let random = Random::seeded(1);
        let codes: std::collections::HashSet<_> = (0..1_000).map(|_| six_digits(&random)).collect();
        assert!(codes.iter().all(|code| code.len() == 6 && code.bytes().all(|digit| digit.is_ascii_digit())));
        assert!(codes.len() > 990);
    }
}
