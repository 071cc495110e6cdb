//! The process's log at its most verbose, after everything that has a secret was done.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::time::Duration;

use base::Clock;
use providers::twilio::signature::{Scheme, sign};
use reqwest::Method;
use serde_json::{Value as Json, json};
use tenancy::testing::TestDb;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use totp_rs::{Builder, Secret};

use crate::support::authenticator::Authenticator;
use crate::support::binary::Running;
use crate::support::carrier::{ACCOUNT, NUMBER, of_message};
use crate::support::chat::{ChatPeer, allowing};
use crate::support::reply::Ask;
use crate::support::server::{Caller, SECRET};
use crate::support::smtp::MailServer;
use crate::support::twilio;
use crate::support::wait::until;

const ANN: &str = "ann.unmistakable@test.com";
const BOB: &str = "bob.unmistakable@test.com";
const PHONE: &str = "+14155552671";

/// A server with peers that carry its letters and text messages, and what must not be in its log.
struct Told {
    server: Running,
    _db: TestDb,
    mail: MailServer,
    texts: twilio::Peer,
    model: ChatPeer,
    secrets: Vec<(&'static str, String)>,
}

impl Told {
    async fn start() -> Self {
        let (mail, texts) = (MailServer::start().await, twilio::Peer::start());
        let model = ChatPeer::replying("an-unmistakable-reply", Duration::ZERO);
        let allow = allowing([&model]);
        let smtp_url = format!("smtp://bulkhead:pass-of-smtp@localhost:{}?tls=required", mail.address.port());
        let variables = [
            ("LOG", "trace"),
            // Colours would stand between the words.
            ("NO_COLOR", "1"),
            ("ACCESS_LOG", "all"),
            ("PUBLIC_URL", "http://localhost"),
            ("SMTP_URL", smtp_url.as_str()),
            ("MAIL_FROM", "Bulkhead <no-reply@bulkhead.test>"),
            ("SMTP_CA_FILE", &MailServer::authority()),
            ("TWILIO_ACCOUNT_SID", twilio::ACCOUNT),
            ("TWILIO_AUTH_TOKEN", twilio::TOKEN),
            ("TWILIO_FROM", "+15005550006"),
            ("TWILIO_API_URL", &texts.url),
            ("OUTGOING_ALLOW", &allow),
        ];
        let db = TestDb::new().await;
        let server = Running::start(&db, &variables).await;
        let own = [
            ("the password of the mail server", "pass-of-smtp"),
            ("the token of the texts' carrier", twilio::TOKEN),
            ("what the server signs with", SECRET),
            ("an address", ANN),
            ("another address", BOB),
            ("a number", &PHONE[1..]),
        ];
        let secrets = own.map(|(what, secret)| (what, secret.to_owned())).to_vec();
        Self { server, _db: db, mail, texts, model, secrets }
    }

    /// Keeps a secret, and answers it.
    fn keep(&mut self, what: &'static str, secret: &str) -> String {
        assert!(secret.len() >= 6, "{what}: {secret}");
        self.secrets.push((what, secret.to_owned()));
        secret.to_owned()
    }

    /// The token in the newest letter to an address that leads to this page.
    async fn token(&mut self, to: &str, page: &str) -> String {
        let mut token = None;
        until("the letter arrives", async || {
            let letters = self.mail.received();
            token = letters.iter().rev().filter(|letter| letter.to == to).find_map(|letter| {
                // As quoted-printable has it.
                let text = letter.data.replace("=\n", "").replace("=3D", "=");
                let (_, behind) = text.split_once(&format!("/{page}#token="))?;
                Some(behind.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect::<String>())
            });
            token.is_some()
        })
        .await;
        self.keep("the token of a letter", &token.unwrap())
    }

    async fn do_it(&mut self, caller: &Caller, path: &str, body: Json) -> Json {
        let answer = caller.post(path, &body).await;
        for cookie in answer.headers.get("set-cookie").into_iter().flatten() {
            let value = cookie.split(';').next().unwrap().split_once('=').unwrap().1;
            if value.len() > 43 {
                self.keep("a cookie's token", &value[value.len() - 43..]);
            }
        }
        assert!(answer.is_success(), "{answer}");
        answer.into_json()
    }
}

#[tokio::test]
async fn otp_7_rst_6_aud_3_no_secret_is_in_the_most_verbose_log() {
    let mut told = Told::start().await;
    let url = told.server.url.clone();
    let (ann, stranger) = (Caller::new(&url), Caller::new(&url));
    let password = told.keep("a password", "an-unmistakable-password");
    let account = json!({"email": ANN, "password": password});
    told.do_it(&ann, "/auth/register", account.clone()).await;
    let token = told.token(ANN, "verify-email").await;
    told.do_it(&ann, "/auth/email/verify", json!({"token": token})).await;
    let guess = told.keep("a wrong password", "an-unmistakable-guess");
    let refused = stranger.login(ANN, &guess).await.status;
    assert_eq!(refused, 401);
    told.do_it(&Caller::new(&url), "/auth/login", account.clone()).await;

    let codes = codes(&mut told, &url).await;
    let totp = second_factor(&mut told, &ann).await;
    tokens_and_keys(&mut told, &ann, &account, &totp).await;

    told.do_it(&ann, "/api/invitations", json!({"email": BOB, "role": "member"})).await;
    let token = told.token(BOB, "accept-invitation").await;
    let body = json!({"token": token, "password": password});
    told.do_it(&Caller::new(&url), "/auth/invitations/accept", body).await;

    told.do_it(&stranger, "/auth/password/forgot", json!({"email": ANN})).await;
    let token = told.token(ANN, "reset-password").await;
    let other = told.keep("a new password", "another-unmistakable-sentence");
    told.do_it(&stranger, "/auth/password/reset", json!({"token": token, "new_password": other})).await;
    broken(&url, &password).await;
    agent(&mut told, &account).await;

    let lines = told.server.lines();
    for speaker in [
        "TRACE actix_http",
        "TRACE hyper_util",
        "DEBUG rustls",
        "webauthn_rs_core",
        "/auth/password/reset",
        "an agent's model gave no reply",
    ] {
        assert!(lines.iter().any(|line| line.contains(speaker)), "{speaker} is not in the log");
    }
    for line in &lines {
        for (what, secret) in &told.secrets {
            assert!(!line.contains(secret.as_str()), "{what} is in the log: {line}");
        }
        // The time that a line begins with has six digits of its own.
        let said = line.split_once(' ').map_or(line.as_str(), |(_, said)| said.trim_start_matches(|c| c != 'Z'));
        for word in said.split(|c: char| !c.is_ascii_alphanumeric()) {
            assert!(!codes.iter().any(|code| code == word), "a code is in the log: {line}");
        }
    }
}

/// Signs in by a code from a text message, after a wrong one; answers both codes.
async fn codes(told: &mut Told, url: &str) -> Vec<String> {
    let caller = Caller::new(url);
    told.do_it(&caller, "/auth/otp/request", json!({"contact": PHONE, "device_id": "phone"})).await;
    until("the text message arrives", async || !told.texts.sent().is_empty()).await;
    let text = told.texts.sent()[0]["Body"].clone();
    let code = text.split(|c: char| !c.is_ascii_digit()).find(|word| word.len() == 6).unwrap().to_owned();
    let wrong = format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000);
    for (code, status) in [(&wrong, 401), (&code, 201)] {
        let body = json!({"contact": PHONE, "device_id": "phone", "code": code});
        caller.post("/auth/otp/verify", body).await.expect_status(status);
    }
    vec![code, wrong]
}

/// Adds an authenticator and a passkey; answers the authenticator.
async fn second_factor(told: &mut Told, ann: &Caller) -> totp_rs::Totp {
    let enrollment = told.do_it(ann, "/auth/mfa/totp/enroll", json!({})).await;
    let secret = told.keep("the secret of an authenticator", enrollment["secret"].as_str().unwrap());
    let totp = Builder::new().with_secret(Secret::try_from_base32(&secret).unwrap()).build().unwrap();
    let now = Clock::system().now().unix_timestamp().unsigned_abs();
    let code = totp.generate(now).to_string();
    let codes = told.do_it(ann, "/auth/mfa/totp/confirm", json!({"code": code})).await;
    for code in codes["recovery_codes"].as_array().unwrap() {
        told.keep("a recovery code", code.as_str().unwrap());
    }
    let challenge = told.do_it(ann, "/auth/passkeys/register/start", json!({})).await;
    let credential = Authenticator::new(7).create(&challenge["public_key"]);
    let flow = told.keep("a sealed challenge", challenge["flow"].as_str().unwrap());
    told.do_it(ann, "/auth/passkeys/register/finish", json!({"flow": flow, "credential": credential})).await;
    totp
}

async fn tokens_and_keys(told: &mut Told, ann: &Caller, account: &Json, totp: &totp_rs::Totp) {
    let mut body = account.clone();
    body["code"] = json!(totp.generate(Clock::system().now().unix_timestamp().unsigned_abs() + 30).to_string());
    let stranger = Caller::new(&told.server.url);
    let tokens = told.do_it(&stranger, "/auth/token", body).await;
    let access = told.keep("an access token", tokens["access_token"].as_str().unwrap());
    let refresh = told.keep("a refresh token", tokens["refresh_token"].as_str().unwrap());
    ann.bearing(&access).get("/auth/me").await.ok();
    let next = told.do_it(&stranger, "/auth/token/refresh", json!({"refresh_token": refresh})).await;
    told.keep("another refresh token", next["refresh_token"].as_str().unwrap());
    let made = told.do_it(ann, "/api/api-keys", json!({"name": "Import", "scopes": ["*:read"]})).await;
    let key = told.keep("an API key", made["key"].as_str().unwrap());
    ann.bearing(&key).get("/api/leads").await.ok();
}

/// Has an agent reply by a chat endpoint of the tenant's own, which fails the second time.
async fn agent(told: &mut Told, account: &Json) {
    let owner = Caller::new(&told.server.url);
    let owner_account = json!({"email": "owner.of.agents@test.com", "password": account["password"]});
    told.do_it(&owner, "/auth/register", owner_account).await;
    let token = told.keep("the token of a phone", "an-unmistakable-phone-token-0123");
    let number = json!({"number": NUMBER, "provider": "twilio", "account_sid": ACCOUNT, "auth_token": token});
    let phone = told.do_it(&owner, "/api/phones", number).await["id"].as_str().unwrap().to_owned();
    let body = told.keep("an agent's prompt", "an-unmistakable-prompt");
    let prompt = told.do_it(&owner, "/api/prompts", json!({"name": "Desk", "body": body})).await;
    let agent = json!({"name": "Ada", "phone_id": phone, "prompt_id": prompt["id"], "active": true});
    told.do_it(&owner, "/api/message-agents", agent).await;
    let key = told.keep("the key of a chat endpoint", "an-unmistakable-chat-key");
    told.keep("what an agent replies", "an-unmistakable-reply");
    let words = told.keep("what a contact writes", "an-unmistakable-question");
    let target = format!("/webhooks/twilio/{phone}/sms");
    for (number, path) in ["/v1", "/v2"].into_iter().enumerate() {
        let url = format!("http://{}{path}", told.model.address);
        let endpoint = json!({"url": url, "model": "boats-1", "api_key": key});
        assert!(owner.put("/api/tenant/chat-endpoint", endpoint).await.is_success());
        let fields = of_message(&format!("SM{number}"), &words);
        let signature = sign(Scheme::AuthToken, &token, &format!("http://localhost{target}"), &fields);
        let request = Caller::new(&told.server.url).request(Method::POST, &target);
        let request = request.header("Content-Type", "application/x-www-form-urlencoded").body(fields.encode());
        request.header("X-Twilio-Signature", signature).reply().await.ok();
    }
    assert_eq!(told.model.keys(), [format!("Bearer {key}")], "it was asked once, and once under a path that it hasn't");
}

/// Sends secrets where none belongs: in a body and a head that can't be read, in a query and in a path.
async fn broken(url: &str, secret: &str) {
    let caller = Caller::new(url);
    let body = format!("{{\"email\": \"{ANN}\", \"password\": \"{secret}\", \"{secret}\": \"{secret}");
    let request = caller.request(Method::POST, "/auth/login").header("Content-Type", "application/json");
    request.body(body).reply().await.expect_status(400);
    for path in [format!("/auth/me?token={secret}"), format!("/{secret}")] {
        let refused = caller.get(&path).await;
        assert!((400..500).contains(&refused.status), "{refused}");
    }
    let mut stream = TcpStream::connect(url.trim_start_matches("http://")).await.unwrap();
    let head = format!("GET /auth/me HTTP/1.1\r\nHost: x\r\nCookie: session={secret}\r\nBro ken {secret}\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
}
