//! A tenant's phone at Twilio, and Twilio's signed requests about it.

use providers::twilio::Parameters;
use providers::twilio::signature::{Scheme, sign};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value as Json, json};
use sqlx::Row;
use uuid::Uuid;

use super::reply::{Ask, Reply};
use super::server::TestServer;
use super::team::Team;

/// The `PUBLIC_URL` of the servers, under which Twilio signs.
pub const ORIGIN: &str = "http://app.example.com:8080";

pub const ACCOUNT: &str = "AC00000000000000000000000000000001";
pub const TOKEN: &str = "bulkhead-test-token-0123456789ab";
pub const NUMBER: &str = "+14155550101";
pub const CONTACT: &str = "+14155550100";

pub const CALL_SID: &str = "CA00000000000000000000000000000001";
pub const MESSAGE_SID: &str = "SM00000000000000000000000000000001";

/// A tenant with a phone, and what the phone's requests are signed with.
pub struct Line {
    pub team: Team,
    pub phone: Uuid,
    pub token: &'static str,
}

impl Line {
    pub async fn new() -> Self {
        Self::with(&[]).await
    }

    /// On a server with these variables beside its own.
    pub async fn with(variables: &[(&str, &str)]) -> Self {
        let variables = [&[("PUBLIC_URL", ORIGIN)], variables].concat();
        Self::of("acme", &TestServer::start_with(&variables).await, TOKEN).await
    }

    /// Of a tenant of this name, whose account has this token.
    pub async fn of(slug: &str, server: &TestServer, token: &'static str) -> Self {
        let team = server.tenant(slug).await;
        let phone = json!({"number": NUMBER, "provider": "twilio", "account_sid": ACCOUNT, "auth_token": token});
        let phone = team.owner.post("/api/phones", phone).await.created().id();
        Self { team, phone, token }
    }

    /// Makes an agent active that takes the calls that come in, and greets by "Good morning".
    pub async fn agent(&self, more: Json) -> Uuid {
        let mut agent = json!({"name": "Ada", "direction": "incoming", "phone_id": self.phone, "active": true,
            "greeting": "Good morning"});
        agent.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
        self.team.owner.post("/api/agents", agent).await.created().id()
    }

    /// Makes an agent active that replies to messages.
    pub async fn message_agent(&self, more: Json) -> Uuid {
        let mut agent = json!({"name": "Ada", "phone_id": self.phone, "active": true});
        agent.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
        self.team.owner.post("/api/message-agents", agent).await.created().id()
    }

    /// Path and query of one of the phone's routes: `voice`, or `voice?turn=2`.
    pub fn target(&self, route: &str) -> String {
        format!("/webhooks/twilio/{}/{route}", self.phone)
    }

    pub fn signature(&self, target: &str, fields: &Parameters) -> String {
        sign(Scheme::AuthToken, self.token, &format!("{ORIGIN}{target}"), fields)
    }

    /// A request with these fields and this signature.
    pub fn unsigned(&self, target: &str, fields: &Parameters) -> RequestBuilder {
        let request = self.team.server.anonymous().request(Method::POST, target);
        request.header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8").body(fields.encode())
    }

    /// The same, signed.
    pub fn signed(&self, target: &str, fields: &Parameters) -> RequestBuilder {
        self.unsigned(target, fields).header("X-Twilio-Signature", self.signature(target, fields))
    }

    /// Posts what Twilio would to one of the phone's routes.
    pub async fn post(&self, route: &str, fields: &Parameters) -> Reply {
        self.signed(&self.target(route), fields).reply().await
    }

    /// What Twilio asks while a call that came in goes on; `more` wins over what it says otherwise.
    pub async fn voice(&self, turn: Option<u32>, more: &[(&str, &str)]) -> Reply {
        let route = turn.map_or("voice".to_owned(), |turn| format!("voice?turn={turn}"));
        self.post(&route, &of_call(more)).await
    }

    /// A text message that comes in.
    pub async fn sms(&self, sid: &str, body: &str) -> Reply {
        self.post("sms", &of_message(sid, body)).await
    }

    /// The status callback of a call.
    pub async fn call_status(&self, sid: &str, status: &str, more: &[(&str, &str)]) -> Reply {
        let more = [&[("CallSid", sid), ("CallStatus", status)], more].concat();
        self.post("status", &of_call(&more)).await
    }

    pub async fn calls(&self) -> Vec<Json> {
        self.team.owner.get("/api/calls").await.ok().items().to_vec()
    }

    /// The messages, the newest first.
    pub async fn messages(&self) -> Vec<Json> {
        self.team.owner.get("/api/messages").await.ok().items().to_vec()
    }

    /// The phone's events, by kind, and whether they were taken over.
    pub async fn events(&self) -> Vec<(String, bool)> {
        let sql =
            "select kind, applied_at is not null from app.carrier_events where phone_id = $1 order by received_at";
        let mut superuser = self.team.server.db.connect("postgres").await;
        let rows = sqlx::query(sql).bind(self.phone).fetch_all(&mut superuser).await.expect("the superuser may read");
        rows.iter().map(|row| (row.get(0), row.get(1))).collect()
    }
}

/// The fields of a request about a call that came in.
pub fn of_call(more: &[(&str, &str)]) -> Parameters {
    let usual = [
        ("AccountSid", ACCOUNT),
        ("CallSid", CALL_SID),
        ("CallStatus", "ringing"),
        ("Direction", "inbound"),
        ("From", CONTACT),
        ("To", NUMBER),
    ];
    with(&usual, more)
}

/// The fields of a request that brings a message.
pub fn of_message(sid: &str, body: &str) -> Parameters {
    let usual = [
        ("AccountSid", ACCOUNT),
        ("Body", body),
        ("From", CONTACT),
        ("MessageSid", sid),
        ("NumMedia", "0"),
        ("NumSegments", "1"),
        ("SmsStatus", "received"),
        ("To", NUMBER),
    ];
    with(&usual, &[])
}

/// The fields of a status callback of a message that went out.
pub fn of_sent(sid: &str, status: &str, more: &[(&str, &str)]) -> Parameters {
    let usual = [
        ("AccountSid", ACCOUNT),
        ("From", NUMBER),
        ("MessageSid", sid),
        ("MessageStatus", status),
        ("SmsSid", sid),
        ("SmsStatus", status),
        ("To", CONTACT),
    ];
    with(&usual, more)
}

/// The usual fields, but for those that `more` gives another value, and then those.
fn with(usual: &[(&str, &str)], more: &[(&str, &str)]) -> Parameters {
    let kept = usual.iter().filter(|(name, _)| more.iter().all(|(other, _)| other != name));
    Parameters::new(kept.chain(more).copied())
}
