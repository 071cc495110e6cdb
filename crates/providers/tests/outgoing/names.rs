//! URLs that name a host, whose addresses a name server on this machine chooses.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use providers::{GuardedClient, GuardedConfig, GuardedError, Refusal};

use crate::name_server::{Answer, NameServer};
use crate::receiver::{Receiver, Serving};
use crate::{LATE, LIMITS, client, post, refusal, url};

fn asking(server: &NameServer, allowed: &[&Receiver], ports: &[u16]) -> GuardedClient {
    client(&GuardedConfig {
        plain_http: true,
        ports: ports.to_vec(),
        allow: allowed.iter().map(|receiver| receiver.address).collect(),
        name_servers: vec![server.address],
        ..GuardedConfig::default()
    })
}

fn ok() -> Serving {
    Serving::status("204 No Content", "", "")
}

#[tokio::test]
async fn wh_3_a_name_with_one_refused_address_is_refused_as_a_whole() {
    let receiver = Receiver::start(ok()).await;
    let port = receiver.address.port();
    let server = NameServer::start(|name, _| match name {
        "both.example" => Answer::of(&["8.8.8.8", "127.0.0.1"]),
        "reverse.example" => Answer::of(&["127.0.0.1", "8.8.8.8"]),
        "middle.example" => Answer::of(&["8.8.8.8", "127.0.0.1", "8.8.4.4"]),
        "families.example" => Answer::of(&["8.8.8.8", "::1"]),
        "nat64.example" => Answer::of(&["64:ff9b::7f00:1"]),
        "mapped.example" => Answer::of(&["::ffff:127.0.0.1"]),
        "unspecified.example" => Answer::of(&["0.0.0.0"]),
        "metadata.example" => Answer::of(&["169.254.169.254"]),
        "azure.example" => Answer::of(&["168.63.129.16"]),
        "alias.example" => Answer::Alias("localhost."),
        "crowd.example" => Answer::Addresses((1..=65).map(|last| [8, 8, 8, last].into()).collect()),
        "public.example" => Answer::of(&["8.8.8.8", "2606:4700::1111"]),
        _ => Answer::of(&[]),
    })
    .await;
    let client = asking(&server, &[], &[port]);
    for name in [
        "both",
        "reverse",
        "middle",
        "families",
        "nat64",
        "mapped",
        "unspecified",
        "metadata",
        "azure",
        "alias",
        "crowd",
    ] {
        assert_eq!(refusal(&client, &format!("http://{name}.example:{port}/")).await, Refusal::Address, "{name}");
    }
    assert_eq!(refusal(&client, &format!("http://none.example:{port}/")).await, Refusal::Unresolved);
    assert_eq!(client.check(&url(&format!("http://public.example:{port}/"))).await, Ok(()));
    assert_eq!(receiver.connections(), 0);
}

#[tokio::test]
async fn wh_3_a_name_that_leads_inside_after_it_was_stored_is_refused_when_it_is_used() {
    let receiver = Receiver::start(ok()).await;
    let port = receiver.address.port();
    let server = NameServer::start(|_, before| Answer::of(&[if before == 0 { "8.8.8.8" } else { "127.0.0.1" }])).await;
    let client = asking(&server, &[], &[port]);
    let text = format!("http://rebound.example:{port}/");
    assert_eq!(client.check(&url(&text)).await, Ok(()));
    assert_eq!(refusal(&client, &text).await, Refusal::Address);
    assert_eq!(receiver.connections(), 0);
}

/// The name leads to a permitted and to a refused address in turn. A second look-up between judging and connecting
/// would lead to the wrong one.
#[tokio::test]
async fn wh_3_in_a_thousand_rounds_of_rebinding_a_request_goes_where_it_was_judged() {
    let permitted = Receiver::start(ok()).await;
    let port = permitted.address.port();
    let refused = std::net::TcpListener::bind(("127.0.0.2", port)).unwrap();
    refused.set_nonblocking(true).unwrap();
    let server =
        NameServer::start(|_, before| Answer::of(&[if before % 2 == 0 { "127.0.0.1" } else { "127.0.0.2" }])).await;
    let client = asking(&server, &[&permitted], &[]);
    let text = format!("http://rebound.example:{port}/");
    let mut delivered = 0;
    for round in 0..1_000 {
        match post(&client, &text, LIMITS).await {
            Ok(_) if round % 2 == 0 => delivered += 1,
            Err(GuardedError::Refused(_)) if round % 2 == 1 => {}
            other => panic!("round {round}: {other:?}"),
        }
    }
    assert_eq!((delivered, permitted.connections()), (500, 500));
    assert!(refused.accept().is_err(), "the refused address got a connection");
    assert_eq!(server.queries("rebound.example"), 1_000, "a request takes one look-up");
}

#[tokio::test]
async fn wh_3_a_name_of_the_inside_is_refused_without_a_look_up() {
    let server = NameServer::start(|_, _| Answer::of(&["8.8.8.8"])).await;
    let client = asking(&server, &[], &[]);
    for name in ["localhost", "x.localhost", "metadata.google.internal", "db.local", "intranet", "intranet."] {
        assert_eq!(refusal(&client, &format!("https://{name}/")).await, Refusal::Name, "{name}");
        assert_eq!(server.queries(name.trim_end_matches('.')), 0, "{name}");
    }
    // A name is absolute with its last dot or without.
    for name in ["hooks.example", "hooks.example."] {
        assert_eq!(client.check(&url(&format!("https://{name}/"))).await, Ok(()), "{name}");
    }
    assert_eq!(server.queries("hooks.example"), 2);
}

#[tokio::test]
async fn wh_3_wh_6_a_name_server_that_never_answers_costs_three_seconds_and_delays_no_other_name() {
    let receiver = Receiver::start(ok()).await;
    let server = NameServer::start(|name, _| match name {
        "hooks.example" => Answer::of(&["127.0.0.1"]),
        _ => Answer::Silence,
    })
    .await;
    let client = asking(&server, &[&receiver], &[]);
    let begun = Instant::now();
    let silent = join_all((0..100).map(|number| {
        let client = &client;
        async move { client.check(&url(&format!("https://silent-{number}.example/"))).await }
    }));
    let text = format!("http://hooks.example:{}/", receiver.address.port());
    let others = async {
        let mut slowest = Duration::ZERO;
        for _ in 0..20 {
            let begun = Instant::now();
            assert_eq!(post(&client, &text, LIMITS).await.unwrap().status, 204);
            slowest = slowest.max(begun.elapsed());
        }
        slowest
    };
    let (silent, slowest) = futures_util::future::join(silent, others).await;
    assert_eq!(silent, vec![Err(Refusal::NameServers); 100]);
    assert!(begun.elapsed() < Duration::from_secs(3) + LATE, "{:?}", begun.elapsed());
    assert!(slowest < Duration::from_secs(2), "{slowest:?}");
}
