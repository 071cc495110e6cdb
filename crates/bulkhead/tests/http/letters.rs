//! Letters and text messages: from the act that queues them to the service that delivers them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use crate::support::wait::until;
use std::collections::HashSet;
use std::time::Duration;

use auth::outbox::{self, Code, Limits, Notice, Recipient, Requested, ResetPassword, VerifyEmail};
use auth::passwords::KeysOfUser;
use auth::{Auth, EmailAddress};
use base::Transaction;
use reqwest::Method;

use crate::support::mailbox;
use crate::support::reply::Ask;
use crate::support::server::TestServer;
use crate::support::smtp::MailServer;
use crate::support::twilio;
use crate::support::worker;

fn mail(to: &str) -> Recipient {
    Recipient::Mail(EmailAddress::parse(to).unwrap())
}

fn text_message(code: &str) -> Code {
    Code { code: code.to_owned() }
}

/// Queues a security notice; its subject doesn't matter.
async fn notify_in(tx: &mut Transaction, auth: &Auth, to: &str) {
    outbox::notify(
        tx,
        auth,
        mail(to),
        Notice::PasswordChanged { at: auth.clock.now(), api_keys: KeysOfUser::default() },
    )
    .await
    .unwrap();
}

async fn notify(auth: &Auth, to: &str) {
    let mut tx = Transaction::begin(&auth.pool).await.unwrap();
    notify_in(&mut tx, auth, to).await;
    tx.commit().await.unwrap();
}

/// Queues a message, which the rate limit has to admit.
async fn send_in<R: Requested>(tx: &mut Transaction, auth: &Auth, to: Recipient, content: R) {
    let admitted = Limits::of_address(to).admit(&mut *tx, auth).await.unwrap().expect("the limit admits it");
    outbox::send(tx, auth, admitted, content).await.unwrap();
}

async fn send<R: Requested>(auth: &Auth, to: Recipient, content: R) {
    let mut tx = Transaction::begin(&auth.pool).await.unwrap();
    send_in(&mut tx, auth, to, content).await;
    tx.commit().await.unwrap();
}

async fn server_with(mail_server: &MailServer, query: &str) -> TestServer {
    let url = format!("smtp://bulkhead:p%40ss@localhost:{}{query}", mail_server.address.port());
    let authority = MailServer::authority();
    let variables =
        [("SMTP_URL", url.as_str()), ("MAIL_FROM", "Bulkhead <no-reply@bulkhead.test>"), ("SMTP_CA_FILE", &authority)];
    TestServer::start_with(&variables).await
}

#[tokio::test]
async fn a_letter_leaves_by_smtp_over_tls_in_plain_text_and_html() {
    let peer = MailServer::start().await;
    let server = server_with(&peer, "?tls=required").await;
    let auth = worker::auth(&server);
    send(&auth, mail("ann@test.com"), VerifyEmail { token: "t0ken".to_owned() }).await;
    until("the letter arrives", async || !peer.received().is_empty()).await;
    let letter = &peer.received()[0];
    assert_eq!((letter.to.as_str(), letter.encrypted), ("ann@test.com", true));
    assert_eq!(letter.credentials.as_deref(), Some("\0bulkhead\0p@ss"));
    for part in [
        "From: Bulkhead <no-reply@bulkhead.test>",
        "To: ann@test.com",
        "Subject: Confirm your address",
        "Message-ID: <",
        "@bulkhead.test>",
        "Date: Sun, 01 Mar 2026 12:00:00 +0000",
        "Auto-Submitted: auto-generated",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Type: text/html; charset=utf-8",
    ] {
        assert!(letter.data.contains(part), "{part} is not in {}", letter.data);
    }
    until("it is forgotten", async || mailbox::waiting(&server).await.0 == 0).await;
}

#[tokio::test]
async fn a_mail_server_without_tls_is_told_nothing() {
    let peer = MailServer::plain().await;
    let server = server_with(&peer, "?tls=required").await;
    notify(&worker::auth(&server), "ann@test.com").await;
    until("it was tried", async || mailbox::waiting(&server).await == (1, 1) && !peer.commands().is_empty()).await;
    let said = peer.commands();
    assert!(
        said.iter().all(|command| ["EHLO", "QUIT", "RSET"].contains(&command.split(' ').next().unwrap())),
        "{said:?}"
    );
}

#[tokio::test]
async fn a_letter_that_is_not_accepted_is_tried_again_as_the_same_letter() {
    let peer = MailServer::start().await;
    let server = server_with(&peer, "?tls=required").await;
    peer.refuse(&["451 later", "450 still not"]);
    notify(&worker::auth(&server), "ann@test.com").await;
    for tries in [1, 2] {
        until("it was tried", async || mailbox::waiting(&server).await == (1, tries)).await;
        assert_eq!(peer.received().len(), 0);
        // The try is over when its next one is set; before that the claim counts.
        until("it was put off", async || {
            server.clock.advance(Duration::from_secs(11));
            mailbox::waiting(&server).await != (1, tries)
        })
        .await;
    }
    until("it arrives", async || peer.received().len() == 1 && mailbox::waiting(&server).await.0 == 0).await;
}

#[tokio::test]
async fn a_letter_that_is_refused_for_good_is_given_up() {
    let peer = MailServer::start().await;
    let server = server_with(&peer, "?tls=required").await;
    peer.refuse(&["550 <ann@test.com> unknown"]);
    let auth = worker::auth(&server);
    notify(&auth, "ann@test.com").await;
    until("it is given up", async || mailbox::waiting(&server).await.0 == 0 && peer.commands().len() > 4).await;
    notify(&auth, "bob@test.com").await;
    until("the next one arrives", async || peer.received().len() == 1).await;
    assert_eq!(peer.received()[0].to, "bob@test.com");
}

#[tokio::test]
async fn what_is_rolled_back_sends_nothing_and_what_has_expired_neither() {
    let server = TestServer::start().await;
    let auth = worker::auth(&server);
    let mut tx = Transaction::begin(&auth.pool).await.unwrap();
    notify_in(&mut tx, &auth, "ann@test.com").await;
    tx.rollback().await.unwrap();
    let mut tx = Transaction::begin(&auth.pool).await.unwrap();
    send_in(&mut tx, &auth, Recipient::Sms("+442079460000".to_owned()), text_message("111111")).await;
    server.clock.advance(Duration::from_mins(11));
    tx.commit().await.unwrap();
    send(&auth, Recipient::Sms("+442079460000".to_owned()), text_message("222222")).await;
    until("the last one arrives", async || mailbox::all(&server.url).await.len() == 1).await;
    // A node that had read the clock before it was set on takes the expired one with a lease that is over already, and it is
    // tried again a little later.
    until("nothing waits", async || {
        server.clock.advance(Duration::from_secs(1));
        mailbox::waiting(&server).await.0 == 0
    })
    .await;
    assert_eq!(mailbox::all(&server.url).await[0]["code"], "222222");
}

#[tokio::test]
async fn a_letter_of_a_server_that_was_killed_is_sent_later() {
    let server = TestServer::start().await;
    let auth = worker::auth(&server);
    // A sender that took the letter and died with it: the transaction shows both at once.
    let mut tx = Transaction::begin(&server.db.pool("postgres", 1)).await.unwrap();
    notify_in(&mut tx, &auth, "ann@test.com").await;
    let taken = "select from jobs.claim('{message}', '{1}', '{1}', '{1}', '{90000}', 1, $1)";
    sqlx::query(taken).bind(server.clock.now()).execute(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    notify(&auth, "bob@test.com").await;
    until("the other letter arrives", async || !mailbox::all(&server.url).await.is_empty()).await;
    assert_eq!(mailbox::all(&server.url).await[0]["to"], "bob@test.com");
    server.clock.advance(Duration::from_secs(91));
    until("the letter arrives", async || mailbox::all(&server.url).await.len() == 2).await;
    assert_eq!(mailbox::all(&server.url).await[0]["to"], "ann@test.com");
    assert_eq!(mailbox::waiting(&server).await.0, 0);
}

#[tokio::test]
async fn many_senders_send_each_letter_once() {
    let server = TestServer::start().await;
    let second = TestServer::start_node(&server.db, server.clock.clone(), &[]).await;
    let auth = worker::auth(&server);
    for number in 0..60 {
        notify(&auth, &format!("user{number}@test.com")).await;
    }
    let sent = async || [mailbox::all(&server.url).await, mailbox::all(&second).await].concat();
    until("all are sent", async || mailbox::waiting(&server).await.0 == 0).await;
    let ids: HashSet<String> = sent().await.iter().map(|letter| letter["id"].to_string()).collect();
    assert_eq!((sent().await.len(), ids.len()), (60, 60));
}

#[tokio::test]
async fn a_letter_that_cannot_be_read_waits_for_a_server_that_can() {
    let server = TestServer::start().await;
    let other = Auth { jobs: worker::queue(&server, "another key"), ..worker::auth(&server) };
    notify(&other, "ann@test.com").await;
    until("it was tried", async || mailbox::waiting(&server).await == (1, 1)).await;
    assert!(mailbox::all(&server.url).await.is_empty());
}

#[tokio::test]
async fn a_text_message_is_what_twilio_asks_for() {
    for (from, parameter) in [("+15005550006", "From"), ("MG0001", "MessagingServiceSid")] {
        let peer = twilio::Peer::start();
        let variables = [
            ("TWILIO_ACCOUNT_SID", twilio::ACCOUNT),
            ("TWILIO_AUTH_TOKEN", twilio::TOKEN),
            ("TWILIO_FROM", from),
            ("TWILIO_API_URL", &peer.url),
        ];
        let server = TestServer::start_with(&variables).await;
        let auth = worker::auth(&server);
        peer.refuse(&[429, 400]);
        send(&auth, Recipient::Sms("+442079460001".to_owned()), text_message("111111")).await;
        until("it was tried", async || mailbox::waiting(&server).await == (1, 1)).await;
        until("the second try is refused for good", async || {
            server.clock.advance(Duration::from_secs(6));
            mailbox::waiting(&server).await.0 == 0
        })
        .await;
        send(&auth, Recipient::Sms("+442079460002".to_owned()), text_message("222222")).await;
        until("the other arrives", async || !peer.sent().is_empty()).await;
        let sent = &peer.sent()[0];
        assert_eq!((sent["To"].as_str(), sent[parameter].as_str()), ("+442079460002", from));
        assert!(sent["Body"].starts_with("Bulkhead: 222222"), "{sent:?}");
    }
}

#[tokio::test]
async fn the_mailbox_is_a_page_and_json_and_in_development_only() {
    let server = TestServer::start().await;
    send(&worker::auth(&server), mail("ann@test.com"), ResetPassword { token: "t0ken".to_owned() }).await;
    until("the letter arrives", async || !mailbox::all(&server.url).await.is_empty()).await;
    let anonymous = server.anonymous();
    let page = anonymous.get("/dev/mail").await;
    assert!(
        page.header("content-type").unwrap().starts_with("text/html") && page.body.contains("#token=t0ken"),
        "{page:?}"
    );
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-") && !policy.contains("unsafe"), "{policy}");
    for (searched, is_found) in [("ANN%40test.com", true), ("t0ken", true), ("bob", false)] {
        let found = anonymous.get(&format!("/dev/mail?q={searched}")).await.ok();
        assert_eq!(found.body.contains("#token=t0ken"), is_found, "{searched}: {found:?}");
    }
    let asked = anonymous.request(Method::GET, "/dev/mail").header("Accept", "application/json");
    assert_eq!(asked.reply().await.json()["items"][0]["to"], "ann@test.com");

    let production =
        [("BULKHEAD_ENV", "production"), ("PUBLIC_URL", "https://bulkhead.test"), ("TRUSTED_PROXIES", "none")];
    let server = TestServer::start_with(&production).await;
    for path in ["/dev/mail", "/dev/mail.json"] {
        for method in [Method::GET, Method::POST, Method::OPTIONS] {
            let seen = server.anonymous().request(method.clone(), path).reply().await;
            assert_eq!(seen.status, 404, "{method} {path}");
        }
    }
}
