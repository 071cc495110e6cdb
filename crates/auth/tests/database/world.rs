use std::num::NonZero;
use std::time::Duration;

use auth::passkeys::RelyingParty;
use auth::{
    Auth, Claim, Client, Credentials, Demands, DeviceKey, DeviceToken, DisplayName, EmailAddress, Hasher, HasherSize,
    Issuer, LoginError, NewPassword, NewSession, NewUser, Password, PasswordOwner, PasswordPolicy, SessionProof,
    SessionToken, SignedIn, UserId, admins, sessions, users,
};
use base::{Clock, KeyedSemaphore, Random, SecretBox};
use serde_json::Value as Json;
use sqlx::Row;
use tenancy::testing::TestDb;
use time::macros::datetime;
use uuid::Uuid;

pub const PASSWORD: &str = "Test123!";

/// A database and a clock that stands still, with what tests do to them.
pub struct World {
    pub db: TestDb,
    pub auth: Auth,
}

impl World {
    pub async fn new() -> Self {
        let db = TestDb::new().await;
        let size = HasherSize { threads: NonZero::<usize>::MIN, queue: 512, wait: Duration::from_mins(1) };
        let random = Random::system();
        let clock = Clock::manual(datetime!(2030-01-01 12:00 UTC));
        let auth = Auth {
            pool: db.pool("bulkhead_auth", 8),
            hasher: Hasher::start(size, random.clone()).unwrap(),
            jobs: base::jobs::JobQueue::new(clock.clone(), random.clone(), SecretBox::derive(b"a secret of this test")),
            clock,
            random,
            session_limits: sessions::SessionLimits::default(),
            attempt_limits: auth::AttemptLimits::default(),
            device_key: DeviceKey::derive(b"a secret of this test"),
            sign_in_permits: KeyedSemaphore::default(),
            secret_box: SecretBox::derive(b"a secret of this test"),
            relying_party: RelyingParty::new(&"http://localhost:4002".parse().unwrap()),
            verified_only: false,
            issuer: Issuer::new("https://bulkhead.test/"),
            dropped: auth::outbox::Dropped::default(),
        };
        Self { db, auth }
    }

    pub async fn register(&self, email: &str) -> SignedIn {
        auth::register(&self.auth, new_user(email), &client()).await.unwrap()
    }

    pub async fn login(&self, email: &str, password: &str) -> Result<SignedIn, LoginError> {
        self.login_from(&client(), email, password, None).await
    }

    pub async fn login_from(
        &self,
        client: &Client,
        email: &str,
        password: &str,
        device: Option<DeviceToken>,
    ) -> Result<SignedIn, LoginError> {
        let credentials = Credentials { email: address(email), password: typed(password), device };
        auth::login(&self.auth, credentials, client).await
    }

    pub async fn session(&self, signed_in: &SignedIn) -> SessionToken {
        sessions::create(&self.auth, NewSession::new(signed_in, Some("laptop"), &client())).await.unwrap().token
    }

    pub async fn load(&self, token: &SessionToken) -> Option<auth::LiveSession> {
        sessions::load(&self.auth.pool, &self.proof(token)).await.unwrap()
    }

    /// What a request shows of a session at this time.
    pub fn proof(&self, token: &SessionToken) -> SessionProof {
        SessionProof::new(token, &self.auth.session_limits, self.auth.clock.now())
    }

    pub fn claim(&self, token: &SessionToken) -> Claim {
        Claim::new(self.proof(token), Demands::default(), client(), None)
    }

    /// A platform admin's session, by two factors.
    pub async fn platform_session(&self) -> SessionToken {
        let email = "platform@test.com";
        let admin = match self.login(email, PASSWORD).await {
            Ok(admin) => admin,
            Err(_) => self.register(email).await,
        };
        admins::appoint(&self.auth, &address(email), &client()).await.unwrap();
        let new = NewSession::new(&admin, None, &client()).with_two_factors();
        sessions::create(&self.auth, new).await.unwrap().token
    }

    pub fn platform_claim(&self, token: &SessionToken) -> Claim {
        as_platform(&self.claim(token))
    }

    /// Has a platform admin disable a user.
    pub async fn disable(&self, id: UserId) -> bool {
        let token = self.platform_session().await;
        users::disable(&self.auth, &self.platform_claim(&token), id).await.unwrap()
    }

    pub fn advance(&self, by: time::Duration) {
        self.auth.clock.advance(by.unsigned_abs());
    }

    /// The security log as the superuser reads it, oldest first.
    pub async fn events(&self) -> Vec<Json> {
        let mut db = self.db.connect("postgres").await;
        let rows =
            sqlx::query("select to_jsonb(e) from auth.events e order by at, kind").fetch_all(&mut db).await.unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }

    pub async fn event_kinds(&self) -> Vec<String> {
        self.events().await.iter().map(|event| event["kind"].as_str().unwrap().to_owned()).collect()
    }
}

/// The same claim on a route of the platform.
pub fn as_platform(claim: &Claim) -> Claim {
    let demands = Demands { platform: true, ..claim.demands() };
    Claim::new(claim.proof().clone(), demands, claim.client().clone(), None)
}

pub fn client() -> Client {
    client_at("192.0.2.1")
}

pub fn client_at(address: &str) -> Client {
    Client {
        address: Some(address.parse().unwrap()),
        user_agent: Some("curl/8".to_owned()),
        request_id: Some(Uuid::from_u128(7)),
    }
}

pub fn address(email: &str) -> EmailAddress {
    EmailAddress::parse(email).unwrap()
}

pub fn typed(password: &str) -> Password {
    Password::parse(password.to_owned()).unwrap()
}

pub fn new_user(email: &str) -> NewUser {
    let email = address(email);
    let name = DisplayName::from_email(&email);
    let password = accepted(&email, PASSWORD);
    NewUser { email, password, name }
}

pub fn accepted(email: &EmailAddress, password: &str) -> NewPassword {
    let owner = PasswordOwner { email, name: "" };
    PasswordPolicy::new(PasswordPolicy::FLOOR).accept(typed(password), owner).unwrap()
}
