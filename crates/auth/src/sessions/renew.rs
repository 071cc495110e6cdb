use base::Transaction;
use serde_json::json;
use time::OffsetDateTime;

use super::{Holder, SessionLimits, SessionToken};
use crate::events::{self, Event, EventKind};
use crate::{Auth, CredentialError, StoreError};

/// How well a session knows its user after a renewal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Assurance {
    /// As before. What was proved was one factor.
    Same,
    /// By two factors: nothing is owed, and the shorter limits hold from here on.
    TwoFactors,
    /// By one: the user has no second factor any more.
    OneFactor,
}

/// A session after its renewal.
#[derive(Debug)]
pub(crate) struct Renewed {
    /// `None` for a session that no cookie opens.
    pub token: Option<SessionToken>,
    /// Whether the second factor was owed until then.
    pub was_pending: bool,
}

/// Gives a session a new token and the time of a proof, in the act's own transaction; the old token opens nothing from
/// its commit on (SES-4).
pub(crate) async fn renew(
    tx: &mut Transaction,
    auth: &Auth,
    holder: &Holder,
    assurance: Assurance,
) -> Result<Renewed, StoreError> {
    let now = auth.clock.now();
    let token = SessionToken::issue(&auth.random);
    let token_hash = token.hash();
    let renewed = sqlx::query!(
        r#"with present as (
           select id, pending from auth.sessions where id = $1 and user_id = $2 and expires_at > $3 for update
         )
         update auth.sessions s set
           token_hash = case when s.token_hash is null then null else $4::bytea end, proved_at = $3, last_seen_at = $3,
           pending = s.pending and not $5,
           second_factor = (s.second_factor or $5) and not $6,
           expires_at = case when not $5 then s.expires_at
             when p.pending then $7::timestamptz else least(s.expires_at, $7::timestamptz) end
         from present p where s.id = p.id
         returning p.pending, s.token_hash is not null as "by_cookie!""#,
        holder.session_id.0,
        holder.user_id.0,
        now,
        token_hash.as_slice(),
        assurance == Assurance::TwoFactors,
        assurance == Assurance::OneFactor,
        auth.session_limits.end_with_two_factors(now),
    )
    .fetch_optional(&mut *tx)
    .await?;
    let renewed = renewed.ok_or(CredentialError::Ended)?;
    let event = Event {
        kind: EventKind::SessionRenewed,
        actor: Some(holder.user_id),
        user: holder.user_id,
        target: Some(holder.session_id.0),
        detail: json!({}),
    };
    events::record(tx, auth, &holder.client, &event).await?;
    Ok(Renewed { token: renewed.by_cookie.then_some(token), was_pending: renewed.pending })
}

impl SessionLimits {
    /// When a session ends in any case that knows its user by two factors from now on.
    pub(super) fn end_with_two_factors(&self, now: OffsetDateTime) -> OffsetDateTime {
        now + self.absolute.min(super::TWO_FACTORS_ABSOLUTE)
    }
}
