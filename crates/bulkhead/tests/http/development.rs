//! What a development server shows, and to which clients.

use std::net::{IpAddr, UdpSocket};

use reqwest::{Client, Method};
use serde_json::json;

use crate::support::reply::{Ask, Reply};
use crate::support::server::{PASSWORD, TestServer};

/// Every page of development.
const PAGES: [&str; 3] = ["/dev/mail", "/dev/mail.json", "/dev/mail?x=1"];

/// A non-loopback address of this machine: the one that packets to elsewhere would leave from. None is sent.
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("198.51.100.1:9").ok()?;
    Some(socket.local_addr().ok()?.ip()).filter(|address| !address.is_loopback() && !address.is_unspecified())
}

/// A page that isn't there, asked for in the same way.
async fn nothing_there(client: &Client, server: &TestServer, headers: &[(&str, &str)]) -> Reply {
    ask(client, server, "/dev/nothing", headers).await.about("/dev/nothing")
}

async fn ask(client: &Client, server: &TestServer, path: &str, headers: &[(&str, &str)]) -> Reply {
    let request = client.request(Method::GET, format!("{}{path}", server.url));
    headers.iter().fold(request, |request, (name, value)| request.header(*name, *value)).reply().await
}

#[tokio::test]
async fn ops_5_a_name_of_another_site_that_leads_here_reads_no_mail() {
    let server = TestServer::start().await;
    let client = Client::new();
    let port = server.url.rsplit(':').next().unwrap();
    for host in ["localhost", "127.0.0.1", "[::1]", "app.localhost"] {
        for page in PAGES {
            let seen = ask(&client, &server, page, &[("Host", &format!("{host}:{port}"))]).await;
            assert_eq!(seen.status, 200, "{host} {page}: {seen:?}");
        }
    }
    for host in ["evil.example", "localhost.evil.example", "192.0.2.1", "0.0.0.0", "metadata"] {
        for host in [host.to_owned(), format!("{host}:{port}")] {
            let headers = [("Host", host.as_str())];
            let nothing = nothing_there(&client, &server, &headers).await;
            for page in PAGES {
                assert_eq!(ask(&client, &server, page, &headers).await.about(page), nothing, "{host} {page}");
            }
            assert_eq!(nothing.status, 404);
        }
    }
}

#[tokio::test]
async fn ops_5_a_proxy_on_this_machine_gets_no_mail() {
    let server = TestServer::start().await;
    let client = Client::new();
    for name in ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"] {
        for page in PAGES {
            let seen = ask(&client, &server, page, &[(name, "127.0.0.1")]).await;
            assert_eq!(seen.status, 404, "{name} {page}: {seen:?}");
        }
    }
}

#[tokio::test]
async fn ops_5_a_peer_that_is_no_loopback_address_reads_no_mail() {
    // A machine without a network has no other peers; that the guard refuses them is shown beside it as well.
    let Some(address) = own_address() else { return };
    let server = TestServer::start().await;
    let stranger = Client::builder().local_address(address).build().unwrap();
    let body = json!({"email": "ann@test.com", "password": PASSWORD});
    let registered = stranger.post(format!("{}/auth/register", server.url)).json(&body).reply().await;
    assert_eq!(registered.status, 201, "the API itself is there for it");
    let nothing = nothing_there(&stranger, &server, &[]).await;
    for page in PAGES {
        assert_eq!(ask(&stranger, &server, page, &[]).await.about(page), nothing, "{page}");
    }
}
