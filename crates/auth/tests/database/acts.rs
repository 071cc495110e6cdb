//! Every act proves the session of its request in the transaction that has its effect (SES-9).
#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "the tables come from the catalogue")]

use auth::impersonations::{self, BeginError, NewImpersonation};
use auth::mfa::{self, LastFactor, Proof, ProveError, TotpCode};
use auth::passkeys::{self, Asker, NewPasskey, PasskeyError};
use auth::passwords::{self, Change, ChangePasswordError};
use auth::tokens::{self, TokenError};
use auth::users::{self, DisableError};
use auth::{Auth, Claim, CredentialError, DisplayName, ImpersonationId, LoginError, SessionId, StoreError, UserId};
use auth::{addresses, mfa::EnrollError, sessions};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde_json::{Value as Json, json};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::world::{PASSWORD, World, accepted, address, as_platform, typed};

/// An act by the holder of a session, with input that would do.
pub struct Act {
    pub name: &'static str,
    pub run: for<'a> fn(&'a Auth, &'a Claim) -> BoxFuture<'a, Result<(), StoreError>>,
}

/// The error of an act, which has to be one of the database or of the credential here.
trait IntoStore {
    fn into_store(self) -> StoreError;
}

impl IntoStore for StoreError {
    fn into_store(self) -> StoreError {
        self
    }
}

macro_rules! into_store {
    ($($error:ident),+) => {
        $(impl IntoStore for $error {
            fn into_store(self) -> StoreError {
                match self {
                    Self::Store(error) => error,
                    error => panic!("{error:?}"),
                }
            }
        })+
    };
}

use addresses::ResendError;
into_store!(
    BeginError,
    ChangePasswordError,
    DisableError,
    EnrollError,
    LoginError,
    PasskeyError,
    ProveError,
    ResendError,
    TokenError
);

macro_rules! acts {
    ($($name:literal: |$auth:ident, $claim:ident| $act:expr,)+) => {
        vec![$(Act {
            name: $name,
            run: |$auth, $claim| async move { $act.await.map(drop).map_err(IntoStore::into_store) }.boxed(),
        }),+]
    };
}

pub fn acts() -> Vec<Act> {
    acts! {
        "list sessions": |auth, claim| sessions::list(auth, claim),
        "end a session": |auth, claim| sessions::end(auth, claim, SessionId(Uuid::nil())),
        "end all sessions": |auth, claim| sessions::end_all(auth, claim),
        "sign out": |auth, claim| sessions::sign_out(auth, claim),
        "read the history": |auth, claim| auth::history(auth, claim, None, 10),
        "send another letter": |auth, claim| addresses::resend(auth, claim),
        "ask for another address": |auth, claim| addresses::ask_for_change(auth, claim, &address("new@test.com")),
        "change the password": |auth, claim| passwords::change(auth, claim, change(PASSWORD)),
        "change the password by a wrong one": |auth, claim| passwords::change(auth, claim, change("a wrong guess")),
        "take the password anew": |auth, claim| auth::reauthenticate(auth, claim, typed(PASSWORD)),
        "take a wrong password anew": |auth, claim| auth::reauthenticate(auth, claim, typed("a wrong guess")),
        "rename": |auth, claim| users::rename(auth, claim, &name()),
        "enroll an authenticator": |auth, claim| mfa::enroll(auth, claim),
        "confirm an authenticator": |auth, claim| mfa::confirm(auth, claim, &code()),
        "prove a factor": |auth, claim| mfa::verify(auth, claim, &Proof::Code(code())),
        "disable an authenticator":
            |auth, claim| mfa::disable(auth, claim, &Proof::Code(code()), LastFactor::MayGo),
        "renew recovery codes": |auth, claim| mfa::renew_recovery_codes(auth, claim),
        "list passkeys": |auth, claim| passkeys::list(auth, claim),
        "remove a passkey": |auth, claim| passkeys::remove(auth, claim, Uuid::nil(), LastFactor::MayGo),
        "ask for a passkey": |auth, claim| passkeys::start_registration(auth, claim),
        "take a passkey": |auth, claim| passkeys::finish_registration(auth, claim, passkey()),
        "ask for a proof by passkey": |auth, claim| passkeys::start_login(auth, Asker::Claim(claim)),
        "take a proof by passkey":
            |auth, claim| passkeys::finish_login(auth, Asker::Claim(claim), "a flow", assertion()),
        "tokens of a session": |auth, claim| tokens::issue_for_session(auth, claim, None),
        "list users": |auth, claim| users::list(auth, &as_platform(claim), None, None, 10),
        "disable a user": |auth, claim| users::disable(auth, &as_platform(claim), UserId(Uuid::nil())),
        "enable a user": |auth, claim| users::enable(auth, &as_platform(claim), UserId(Uuid::nil())),
        "check an impersonation": |auth, claim| impersonations::check(auth, &as_platform(claim), UserId(Uuid::nil())),
        "begin an impersonation":
            |auth, claim| impersonations::begin(auth, &as_platform(claim), &impersonation(auth, UserId(Uuid::nil()))),
        "give an impersonation up": |auth, claim| impersonations::give_up(auth, claim),
        "sign out of an impersonation": |auth, claim| impersonations::sign_out(auth, claim),
    }
}

fn change(current: &str) -> Change {
    Change {
        current: typed(current),
        new: accepted(&address("user1@test.com"), "a wholly other sentence"),
        revoke_api_keys: true,
    }
}

fn name() -> DisplayName {
    DisplayName::parse("Ann Example").unwrap()
}

fn code() -> TotpCode {
    TotpCode::parse("123456").unwrap()
}

pub fn impersonation(auth: &Auth, user_id: UserId) -> NewImpersonation {
    let now = auth.clock.now();
    NewImpersonation {
        id: ImpersonationId(auth.random.uuid_v7(now)),
        user_id,
        created_at: now,
        expires_at: now + impersonations::LIFETIME,
        read_only: true,
        reason: "Ticket 1042: an empty list".to_owned(),
        place: (Uuid::nil(), "Acme".to_owned()),
    }
}

fn passkey() -> NewPasskey<'static> {
    let response = json!({ "attestationObject": "AA", "clientDataJSON": "AA" });
    NewPasskey { flow: "a flow", credential: credential(&response), name: name() }
}

fn assertion() -> Json {
    credential(&json!({ "authenticatorData": "AA", "clientDataJSON": "AA", "signature": "AA" }))
}

fn credential(response: &Json) -> Json {
    json!({ "id": "AA", "rawId": "AA", "type": "public-key", "response": response, "extensions": {} })
}

#[tokio::test]
async fn ses_9_no_act_has_an_effect_by_a_session_that_was_ended() {
    let world = World::new().await;
    let token = world.session(&world.register("user1@test.com").await).await;
    let claim = world.claim(&token);
    tokens::rotate_keys(&world.auth).await.unwrap();
    world.db.superuser("delete from auth.sessions").await;
    let before = world.everything().await;
    for Act { name, run } in acts() {
        let refused = run(&world.auth, &claim).await;
        assert!(matches!(refused, Err(StoreError::Credential(CredentialError::Ended))), "{name}: {refused:?}");
        assert_eq!(world.everything().await, before, "{name}");
    }
}

#[tokio::test]
async fn ses_9_a_session_that_owes_its_second_factor_acts_no_more_than_one_that_was_ended() {
    let world = World::new().await;
    let token = world.session(&world.register("user1@test.com").await).await;
    tokens::rotate_keys(&world.auth).await.unwrap();
    world.db.superuser("update auth.sessions set pending = true").await;
    let before = world.everything().await;
    for Act { name, run } in acts() {
        let refused = run(&world.auth, &world.claim(&token)).await;
        assert!(matches!(refused, Err(StoreError::Credential(CredentialError::Ended))), "{name}: {refused:?}");
        assert_eq!(world.everything().await, before, "{name}");
    }
}

#[tokio::test]
async fn ses_9_acts_on_other_users_take_a_platform_admin_by_two_factors() {
    let world = World::new().await;
    let user = world.session(&world.register("user1@test.com").await).await;
    world.platform_session().await;
    let admin = world.session(&world.login("platform@test.com", PASSWORD).await.unwrap()).await;
    let before = world.everything().await;
    for (token, why) in [(user, CredentialError::NotPlatformAdmin), (admin, CredentialError::SecondFactorMissing)] {
        let claim = world.claim(&token);
        for Act { name, run } in
            acts().into_iter().filter(|act| act.name.ends_with("user") || act.name.ends_with("users"))
        {
            let refused = run(&world.auth, &claim).await;
            assert!(matches!(&refused, Err(StoreError::Credential(error)) if *error == why), "{name}: {refused:?}");
        }
        let unasked = users::list(&world.auth, &claim, None, None, 10).await;
        assert!(matches!(unasked, Err(StoreError::Credential(CredentialError::NotPlatformAdmin))));
    }
    assert_eq!(world.everything().await, before);
}

impl World {
    /// Every row of the schema, as the superuser reads it.
    pub async fn everything(&self) -> Vec<String> {
        let mut db = self.db.connect("postgres").await;
        let of_each: Vec<String> = sqlx::query_scalar(
            "select format('select %L || t::text from auth.%I t', tablename || ': ', tablename)
             from pg_tables where schemaname = 'auth'",
        )
        .fetch_all(&mut db)
        .await
        .unwrap();
        let sql = AssertSqlSafe(of_each.join(" union all ") + " order by 1");
        sqlx::query_scalar(sql).fetch_all(&mut db).await.unwrap()
    }
}
