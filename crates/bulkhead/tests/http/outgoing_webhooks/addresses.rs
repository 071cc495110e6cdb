//! Where webhooks may not lead: inside the network of the server.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::json;
use tokio::net::TcpListener;
use uuid::Uuid;

use super::{PATH, Told, URL, body, lead, webhook};
use crate::support::name_server::NameServer;
use crate::support::receiver::Receiver;
use crate::support::server::TestServer;

/// Hosts inside a network, in the forms that filters have missed.
const INSIDE: [&str; 25] = [
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "①②⑦.⓪.⓪.①",
    "0.0.0.0",
    "localhost.",
    "x.localhost",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:a9fe:a9fe]",
    "[::127.0.0.1]",
    "[::ffff:0:7f00:1]",
    "[64:ff9b::a9fe:a9fe]",
    "[64:ff9b:1::a00:1]",
    "[2002:7f00:1::]",
    "[2001:0:4136:e378:8000:63bf:80ff:fffe]",
    "[fec0::1]",
    "[fd00:ec2::254]",
    "169.254.169.254",
    "100.100.100.200",
    "168.63.129.16",
    "ok.example@10.0.0.1",
];

/// A listener on this machine, at the same port of 127.0.0.1 and `::1`, which counts who connects.
struct Inside {
    port: u16,
    connections: Arc<AtomicUsize>,
}

impl Inside {
    async fn listen() -> Self {
        let v4 = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = v4.local_addr().unwrap().port();
        let connections = Arc::new(AtomicUsize::new(0));
        let v6 = TcpListener::bind(("::1", port)).await;
        for listener in [Ok(v4), v6].into_iter().flatten() {
            let connections = Arc::clone(&connections);
            tokio::spawn(async move {
                while listener.accept().await.is_ok() {
                    connections.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        Self { port, connections }
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }
}

#[tokio::test]
async fn wh_3_c_5_a_url_that_leads_inside_is_refused_when_it_is_stored() {
    let inside = Inside::listen().await;
    let port = inside.port;
    let names = NameServer::leading_to(&[]).await;
    let (server, ports) = (names.address.to_string(), port.to_string());
    let variables = [("OUTGOING_NAME_SERVERS", server.as_str()), ("OUTGOING_PORTS", &ports)];
    let owner = TestServer::start_with(&variables).await.tenant("acme").await.owner;
    let made = webhook(&owner, URL, &["lead.created"], json!({})).await;
    let refuse = async |url: &str, code: &str| {
        owner.post(PATH, body(url, &["*"], json!({}))).await.field_is("url", code);
        owner.patch(&made.path, json!({"url": url})).await.field_is("url", code);
    };
    for host in INSIDE {
        let body = body(&format!("http://{host}:{port}/hooks"), &["*"], json!({}));
        owner.post(PATH, &body).await.field("url");
        owner.patch(&made.path, json!({"url": body["url"]})).await.field("url");
    }
    refuse("http://metadata.google.internal/hooks", "not_public").await;
    for closed in [22, 5432, 6379] {
        refuse(&format!("https://93.184.216.34:{closed}/hooks"), "port").await;
    }
    let by_name = format!("http://hooks.example.com:{port}/hooks");
    refuse(&by_name, "unresolved").await;
    for addresses in [&["127.0.0.1"][..], &["93.184.216.34", "10.0.0.1"], &["10.0.0.1", "93.184.216.34"]] {
        names.lead_to(addresses);
        refuse(&by_name, "not_public").await;
    }
    assert_eq!(owner.get(PATH).await.items().len(), 1);
    assert_eq!(owner.get(&made.path).await.ok()["url"], URL);
    assert_eq!(inside.connections(), 0);
}

#[tokio::test]
async fn wh_3_c_5_a_stored_url_that_leads_inside_is_sent_nothing_and_the_log_says_why() {
    let inside = Inside::listen().await;
    let port = inside.port;
    // The name led elsewhere when it was stored.
    let names = NameServer::leading_to(&["93.184.216.34"]).await;
    let (server, ports) = (names.address.to_string(), port.to_string());
    let receiver = Receiver::start();
    let variables = [("OUTGOING_NAME_SERVERS", server.as_str()), ("OUTGOING_PORTS", &ports)];
    let server = super::server_for(&receiver, &variables).await;
    let told = Told { team: server.tenant("acme").await, receiver };
    let by_name = format!("http://hooks.example.com:{port}/hooks");
    let mut webhooks = vec![(by_name.clone(), webhook(told.owner(), &by_name, &["lead.created"], json!({})).await)];
    names.lead_to(&["93.184.216.34", "127.0.0.1"]);
    for host in INSIDE {
        let (url, made) =
            (format!("http://{host}:{port}/hooks"), webhook(told.owner(), URL, &["lead.created"], json!({})).await);
        // As who can write rows would.
        told.superuser(&format!("update app.webhooks set url = '{url}' where id = '{}'", made.id)).await;
        webhooks.push((url, made));
    }
    // One that redirects inside.
    let redirect = told.webhook("/redirect", &["lead.created"], json!({})).await;
    let to = format!("http://127.0.0.1:{port}/hooks");
    told.receiver.redirect_to(&to);
    webhooks.push((told.receiver.url("/redirect"), redirect));

    for (_, made) in &webhooks {
        told.owner().post_empty(&format!("{}/test", made.path)).await.accepted();
    }
    let row = lead(told.owner(), "Ada").await;
    let count = i64::try_from(webhooks.len()).unwrap();
    told.wait_for_rows("status = 'pending' and attempts > 0", 2 * count).await;
    for (url, made) in &webhooks {
        let log = told.deliveries(made).await;
        let events: Vec<_> = log.iter().map(|delivery| delivery["event_type"].as_str().unwrap()).collect();
        assert_eq!(events, ["webhook.test", "lead.created"], "{url}");
        let is_redirect = url.ends_with("/redirect");
        for delivery in &log {
            let why = delivery["error"].as_str().unwrap();
            let expected = if is_redirect { "redirects aren't followed" } else { "" };
            assert!(!why.is_empty() && why.contains(expected) && !why.contains("connect"), "{url}: {why}");
            assert_eq!(delivery["address"].is_null(), !is_redirect, "{url}: {delivery}");
            assert_eq!(delivery["response_status"].is_null(), !is_redirect, "{url}: {delivery}");
        }
        let is_of = |id: Uuid| log.iter().any(|delivery| delivery["row_id"] == json!(id));
        assert!(is_of(row), "{url}");
    }
    assert_eq!(inside.connections(), 0);
}
