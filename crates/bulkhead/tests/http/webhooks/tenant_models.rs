//! Agents that reply by the chat endpoint of their tenant.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use providers::FALLBACK;
use serde_json::{Value as Json, json};
use tokio::net::TcpListener;

use crate::support::carrier::{Line, ORIGIN};
use crate::support::chat::{ChatPeer, allowing};
use crate::support::name_server::NameServer;
use crate::support::reply::Reply;
use crate::support::server::TestServer;

const ENDPOINT: &str = "/api/tenant/chat-endpoint";

impl Line {
    async fn name_endpoint(&self, url: &str, key: &str) -> Reply {
        self.team.owner.put(ENDPOINT, json!({"url": url, "model": "boats-2", "api_key": key})).await
    }

    /// Says something in a call of this SID, and returns the agent's document.
    async fn say(&self, sid: &str, words: &str) -> Reply {
        self.voice(None, &[("CallSid", sid)]).await.ok();
        self.voice(Some(2), &[("CallSid", sid), ("SpeechResult", words)]).await.ok()
    }
}

async fn line(slug: &str, server: &TestServer, token: &'static str) -> Line {
    let line = Line::of(slug, server, token).await;
    line.agent(json!({})).await;
    line.message_agent(json!({})).await;
    line
}

/// Whether a document says our own sentence and goes on.
fn falls_back(document: &Reply) -> bool {
    let says = document.body.contains(FALLBACK) || document.body.contains(&FALLBACK.replace('\'', "&apos;"));
    says && document.body.contains("turn=3")
}

#[tokio::test]
async fn fact_17_each_tenants_conversations_go_to_its_own_endpoint_and_to_no_other() {
    let [a, b, installation] = ["Ay.", "Bee.", "Sea."].map(|text| ChatPeer::replying(text, Duration::ZERO));
    let allow = allowing([&a, &b]);
    let variables = [&[("PUBLIC_URL", ORIGIN), ("OUTGOING_ALLOW", &allow)][..], &installation.variables()].concat();
    let server = TestServer::start_with(&variables).await;
    let acme = line("acme", &server, "the-token-of-acme-0123456789abcd").await;
    let other = line("other", &server, "the-token-of-other-0123456789abc").await;
    let third = line("third", &server, "the-token-of-third-0123456789abc").await;
    acme.name_endpoint(a.url(), "key-of-acme").await.created();
    other.name_endpoint(b.url(), "key-of-other").await.created();

    for (line, word, said) in [(&acme, "apples", "Ay."), (&other, "bananas", "Bee."), (&third, "cherries", "Sea.")] {
        let document = line.say("CA1", word).await;
        assert!(document.body.contains(said), "{document}");
        let document = line.sms("SM1", word).await.ok();
        assert!(document.body.contains(said), "{document}");
    }
    let words = |peer: &ChatPeer| -> Vec<Vec<&str>> {
        let has = |body: &Json| {
            let text = body.to_string();
            ["apples", "bananas", "cherries"].into_iter().filter(|word| text.contains(word)).collect()
        };
        peer.asked().iter().map(has).collect()
    };
    assert_eq!(words(&a), [["apples"], ["apples"]]);
    assert_eq!(words(&b), [["bananas"], ["bananas"]]);
    assert_eq!(words(&installation), [["cherries"], ["cherries"]]);
    assert_eq!(a.keys(), ["Bearer key-of-acme", "Bearer key-of-acme"]);
    assert_eq!(b.keys(), ["Bearer key-of-other", "Bearer key-of-other"]);
    assert_eq!(installation.keys(), ["", ""]);
    assert_eq!((&a.asked()[0]["model"], &installation.asked()[0]["model"]), (&json!("boats-2"), &json!("boats-1")));

    // Without its endpoint it is the installation's again.
    acme.team.owner.delete(ENDPOINT).await.no_content();
    assert!(acme.say("CA2", "apples").await.body.contains("Sea."));
    assert_eq!((a.asked().len(), b.asked().len(), installation.asked().len()), (2, 2, 3));
}

#[tokio::test]
async fn fact_17_a_tenants_endpoint_that_fails_has_a_sentence_of_ours_said_and_no_other_is_asked() {
    let target = ChatPeer::replying("Redirected.", Duration::ZERO);
    let installation = ChatPeer::replying("Of the installation.", Duration::ZERO);
    let failing = [
        ("status", ChatPeer::start(500, json!({"error": "overloaded"}), Duration::ZERO)),
        ("status", ChatPeer::redirecting(&target)),
        ("unreadable", ChatPeer::start(200, json!({"choices": []}), Duration::ZERO)),
        ("too_long", ChatPeer::replying(&"boats ".repeat(300), Duration::ZERO)),
        ("too_long", ChatPeer::start(200, json!({"padding": "x".repeat(64 << 10)}), Duration::ZERO)),
    ];
    let allow = allowing(failing.iter().map(|(_, peer)| peer).chain([&target]));
    let metrics = TcpListener::bind("127.0.0.1:0").await.expect("a port is free").local_addr().expect("an address");
    let metrics = metrics.to_string();
    let variables = [("PUBLIC_URL", ORIGIN), ("OUTGOING_ALLOW", &allow), ("METRICS_ADDR", &metrics)];
    let server = TestServer::start_with(&[&variables[..], &installation.variables()].concat()).await;
    let acme = line("acme", &server, "the-token-of-acme-0123456789abcd").await;
    for (number, (result, peer)) in failing.iter().enumerate() {
        assert!(acme.name_endpoint(peer.url(), "key").await.is_success());
        let document = acme.say(&format!("CA{number}"), "hello").await;
        assert!(falls_back(&document), "{result}: {document}");
        assert_eq!(peer.asked().len(), 1, "{result}");
    }
    // A key that was put beside another URL, as by who can write rows, is sent nowhere.
    acme.name_endpoint(target.url(), "key-of-the-target").await.ok();
    let sql = format!("update app.chat_endpoints set url = '{}'", failing[0].1.url());
    server.db.superuser(&sql).await;
    assert!(falls_back(&acme.say("CA9", "hello").await));
    assert_eq!(failing[0].1.asked().len(), 1);

    assert!(target.asked().is_empty() && installation.asked().is_empty());
    let told = reqwest::get(format!("http://{metrics}/metrics")).await.expect("metrics are served");
    let told = told.text().await.expect("they are text");
    for (result, count) in [("status", 2), ("unreadable", 1), ("too_long", 2), ("unusable", 1), ("replied", 0)] {
        let line = format!("bulkhead_replies_total{{endpoint=\"tenant\",result=\"{result}\"}} {count}");
        assert!(told.contains(&line), "{line} not in {told}");
    }
}

#[tokio::test]
async fn fact_17_a_tenants_endpoint_that_hangs_holds_no_connection_and_no_more_than_its_share() {
    let (hanging, quick) =
        (ChatPeer::replying("Late.", Duration::from_mins(1)), ChatPeer::replying("Quick.", Duration::ZERO));
    let allow = allowing([&hanging, &quick]);
    let few = [("DATABASE_TENANT_CONNECTIONS", "1"), ("TENANT_CONNECTIONS", "1"), ("TENANT_REPLIES", "1")];
    let variables = [&[("PUBLIC_URL", ORIGIN), ("OUTGOING_ALLOW", &allow)][..], &few].concat();
    let server = TestServer::start_with(&variables).await;
    let acme = line("acme", &server, "the-token-of-acme-0123456789abcd").await;
    let other = line("other", &server, "the-token-of-other-0123456789abc").await;
    acme.name_endpoint(hanging.url(), "key").await.created();
    other.name_endpoint(quick.url(), "key").await.created();
    let begun = Instant::now();
    let beside = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert_eq!(hanging.asked().len(), 1);
        for number in 0..5 {
            let begun = Instant::now();
            assert!(falls_back(&acme.say(&format!("CA{number}"), "hello").await), "its share is used up");
            assert!(other.say(&format!("CA{number}"), "hello").await.body.contains("Quick."));
            assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
        }
        assert!(begun.elapsed() < Duration::from_secs(8), "the first still waits");
    };
    let (document, ()) = tokio::join!(acme.say("CA-slow", "hello"), beside);
    assert!(falls_back(&document), "{document}");
    assert!(begun.elapsed() < Duration::from_secs(11), "{:?}", begun.elapsed());
    assert_eq!(hanging.asked().len(), 1);
}

#[tokio::test]
async fn fact_17_wh_3_a_name_that_leads_inside_after_it_was_stored_is_refused_at_connect() {
    let inside = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let port = inside.local_addr().expect("it has an address").port().to_string();
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&connections);
    tokio::spawn(async move {
        while inside.accept().await.is_ok() {
            counted.fetch_add(1, Ordering::Relaxed);
        }
    });
    let names = NameServer::leading_to(&["93.184.216.34"]).await;
    let server = names.address.to_string();
    let variables = [("PUBLIC_URL", ORIGIN), ("OUTGOING_NAME_SERVERS", &server), ("OUTGOING_PORTS", &port)];
    let acme = line("acme", &TestServer::start_with(&variables).await, "the-token-of-acme-0123456789abcd").await;
    let url = format!("http://llm.example.com:{port}/v1");
    acme.name_endpoint(&url, "key").await.created();
    for (number, addresses) in
        [&["127.0.0.1"][..], &["93.184.216.34", "127.0.0.1"], &["169.254.169.254"]].iter().enumerate()
    {
        let before = names.queries();
        names.lead_to(addresses);
        let begun = Instant::now();
        assert!(falls_back(&acme.say(&format!("CA{number}"), "hello").await));
        assert!(names.queries() > before, "the name is looked up anew");
        assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
        acme.name_endpoint(&url, "key").await.field_is("url", "not_public");
    }
    assert_eq!(connections.load(Ordering::Relaxed), 0);
}
