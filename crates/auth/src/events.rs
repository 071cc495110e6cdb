//! The security log (AUD-1): what happened to users, sessions and passwords. Written in the act's own transaction.

mod history;

use base::audit_chain::ChainedLog;
use base::{Transaction, chained_log};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::{Auth, Client, UserId};

pub use history::{PastEvent, history};

/// The security log, as its audit chain covers it.
pub static SECURITY_LOG: ChainedLog = chained_log!(
    "auth.events",
    "auth.chain_links",
    "select coalesce(max(number), 0) from auth.events",
    "select number, sha256(convert_to(jsonb_build_array(number, transaction_id::text, id, extract(epoch from at), kind, outcome,
       actor_id, user_id, target_id, host(address), request_id, detail)::text, 'UTF8'))
     from auth.events where number > $1 and number <= $2 order by number limit $3"
);

/// What happened, in the words of OWASP's logging vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    LoginSuccess,
    LoginFail,
    /// The failure that used up the last attempt.
    LoginLock,
    /// The password was right; a second factor is still owed.
    PasswordSuccess,
    FactorSuccess,
    FactorFail,
    /// The wrong code that used up the last attempt.
    FactorLock,
    /// An authenticator got a secret, and was not yet confirmed.
    FactorEnrolled,
    FactorAdded,
    FactorRemoved,
    RecoveryCodesMade,
    SessionCreated,
    /// Ended by its user, by signing out or from the list of sessions.
    SessionEnded,
    /// Prolonged by a refresh token, or given a new token after a proof.
    SessionRenewed,
    /// A refresh token came a second time, and its session was ended.
    TokenReuse,
    /// Its client gave a refresh token up, which ended the session.
    TokenRevoked,
    UserCreated,
    UserUpdated,
    UserDisabled,
    UserEnabled,
    /// What a user may do to the installation.
    PrivilegeChanged,
    /// Something that its user may not do was asked for.
    AccessRefused,
    /// A platform admin acts as another user.
    ImpersonationBegun,
    ImpersonationEnded,
    PasswordChanged,
    PasswordChangeFail,
    /// A token was asked for by mail; a failure where there is no such user, or a limit on e-mails was reached.
    TokenCreated,
}

impl EventKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LoginSuccess => "authn_login_success",
            Self::LoginFail => "authn_login_fail",
            Self::LoginLock => "authn_login_lock",
            Self::PasswordSuccess => "authn_password_success",
            Self::FactorSuccess => "authn_mfa_success",
            Self::FactorFail => "authn_mfa_fail",
            Self::FactorLock => "authn_mfa_lock",
            Self::FactorEnrolled => "authn_mfa_enrolled",
            Self::FactorAdded => "authn_mfa_added",
            Self::FactorRemoved => "authn_mfa_removed",
            Self::RecoveryCodesMade => "authn_mfa_recovery_codes_made",
            Self::SessionCreated => "session_created",
            Self::SessionEnded => "session_ended",
            Self::SessionRenewed => "session_renewed",
            Self::TokenReuse => "authn_token_reuse",
            Self::TokenRevoked => "authn_token_revoked",
            Self::UserCreated => "user_created",
            Self::UserUpdated => "user_updated",
            Self::UserDisabled => "user_disabled",
            Self::UserEnabled => "user_enabled",
            Self::PrivilegeChanged => "privilege_permissions_changed",
            Self::AccessRefused => "authz_fail",
            Self::ImpersonationBegun => "authn_impersonation_begun",
            Self::ImpersonationEnded => "authn_impersonation_ended",
            Self::PasswordChanged => "authn_password_change",
            Self::PasswordChangeFail => "authn_password_change_fail",
            Self::TokenCreated => "authn_token_created",
        }
    }
}

/// Something done to a user. Failed sign-ins are written where they are found ([`crate::login()`]).
#[derive(Clone, Debug)]
pub struct Event {
    pub kind: EventKind,
    /// The user who did it; `None` where no user did, as for the command line.
    pub actor: Option<UserId>,
    pub user: UserId,
    /// What it was done to, where that is more than the user.
    pub target: Option<Uuid>,
    /// No secrets, no addresses of persons.
    pub detail: Json,
}

/// Adds to the log. Where that fails, so does the act: both are in one transaction.
pub(crate) async fn record(
    tx: &mut Transaction,
    auth: &Auth,
    client: &Client,
    event: &Event,
) -> Result<(), sqlx::Error> {
    write(tx, auth, client, (event, "success")).await
}

/// Adds an act that was refused.
pub(crate) async fn record_failure(
    tx: &mut Transaction,
    auth: &Auth,
    client: &Client,
    event: &Event,
) -> Result<(), sqlx::Error> {
    write(tx, auth, client, (event, "failure")).await
}

async fn write(
    tx: &mut Transaction,
    auth: &Auth,
    client: &Client,
    (event, outcome): (&Event, &str),
) -> Result<(), sqlx::Error> {
    let now = auth.clock.now();
    sqlx::query!(
        "insert into auth.events (id, at, kind, outcome, actor_id, user_id, target_id, address, request_id, detail)
         values ($1, $2, $3, $10, $4, $5, $6, $7::text::inet, $8, $9)",
        auth.random.uuid_v7(now),
        now,
        event.kind.as_str(),
        event.actor.map(|actor| actor.0),
        event.user.0,
        event.target,
        client.inet(),
        client.request_id,
        event.detail,
        outcome,
    )
    .execute(tx)
    .await?;
    Ok(())
}
