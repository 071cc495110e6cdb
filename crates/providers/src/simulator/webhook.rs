use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{CONTENT_TYPE, HeaderValue, USER_AGENT};
use hyper::{Request, Uri};
use serde::{Deserialize, Serialize};
use url::{Origin, Url};

use crate::http::{Answer, ExchangeError, HttpClient, Limits};
use crate::twilio::Parameters;
use crate::twilio::signature::{Scheme, sign};

/// A request to one of our public routes, before it is signed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Post {
    pub account_sid: String,
    pub url: String,
    pub fields: Vec<(String, String)>,
    /// Twilio's `I-Twilio-Idempotency-Token`, the same when the request is repeated.
    pub token: String,
}

/// Sends signed requests to our server, and to nothing else.
pub(crate) struct Webhooks {
    http: HttpClient,
    allowed: Origin,
    nodes: Vec<Uri>,
    next_node: AtomicUsize,
}

/// As Twilio: 5 s for the connection, 15 s in all.
const LIMITS: Limits = Limits { connect: Duration::from_secs(5), total: Duration::from_secs(15), body: 1024 * 1024 };

/// Twilio's code for a webhook that can't be reached or doesn't answer 2xx.
pub(crate) const UNREACHABLE: u32 = 11200;

impl Webhooks {
    pub(crate) fn new(public_url: &Url, nodes: &[Url]) -> Result<Self, rustls::Error> {
        let nodes = nodes.iter().filter_map(|node| node.as_str().parse().ok()).collect();
        Ok(Self { http: HttpClient::new(LIMITS)?, allowed: public_url.origin(), nodes, next_node: AtomicUsize::new(0) })
    }

    /// Whether a URL is our server's.
    pub(crate) fn allows(&self, url: &str) -> bool {
        Url::parse(url).is_ok_and(|url| url.origin() == self.allowed)
    }

    /// Posts, and repeats it as the fragment of the URL says. The body of a 2xx, or the code of what went wrong.
    pub(crate) async fn post(&self, post: &Post, auth_token: &str) -> Result<Bytes, u32> {
        if !self.allows(&post.url) {
            return Err(UNREACHABLE);
        }
        let retries = Retries::of(&post.url);
        for attempt in 0..=retries.count {
            let outcome = self.try_once(post, auth_token).await;
            match outcome {
                Ok(answer) if answer.status.is_success() => return Ok(answer.body),
                _ if attempt == retries.count || !retries.cover(&outcome) => break,
                _ => {}
            }
        }
        Err(UNREACHABLE)
    }

    async fn try_once(&self, post: &Post, auth_token: &str) -> Result<Answer, ExchangeError> {
        let parameters = Parameters::new(post.fields.iter().cloned());
        let url = post.url.split_once('#').map_or(post.url.as_str(), |(url, _)| url);
        let request = Request::post(url)
            .header(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded; charset=UTF-8"))
            .header(USER_AGENT, HeaderValue::from_static("TwilioProxy/1.1"))
            .header("x-twilio-signature", sign(Scheme::AuthToken, auth_token, url, &parameters))
            .header("i-twilio-idempotency-token", &post.token)
            .body(Full::new(Bytes::from(parameters.encode())))
            .map_err(|_| ExchangeError::NotConnected)?;
        match self.node() {
            Some(node) => self.http.send_to(node, request).await,
            None => self.http.send(request).await,
        }
    }

    fn node(&self) -> Option<Uri> {
        let turn = self.next_node.fetch_add(1, Ordering::Relaxed);
        (!self.nodes.is_empty()).then(|| self.nodes[turn % self.nodes.len()].clone())
    }
}

/// Twilio's connection overrides `#rc=…&rp=…`: how often, and after what.
#[derive(Debug, PartialEq, Eq)]
struct Retries {
    count: u32,
    /// `ct` (no connection), `rt` (no response), `4xx`, `5xx`, `all`.
    policy: Vec<String>,
}

impl Retries {
    /// By default once, after a connection that wasn't made.
    fn of(url: &str) -> Self {
        let fragment = url.split_once('#').map_or("", |(_, fragment)| fragment);
        let given = Parameters::parse(fragment.as_bytes()).unwrap_or_default();
        Self {
            count: given.get("rc").and_then(|count| count.parse().ok()).unwrap_or(1).min(5),
            policy: given.get("rp").unwrap_or("ct").split(',').map(str::to_owned).collect(),
        }
    }

    fn cover(&self, outcome: &Result<Answer, ExchangeError>) -> bool {
        let kind = match outcome {
            Err(ExchangeError::NotConnected) => "ct",
            Err(ExchangeError::Lost) => "rt",
            Ok(answer) if answer.status.is_client_error() => "4xx",
            Ok(answer) if answer.status.is_server_error() => "5xx",
            Ok(_) => return false,
        };
        self.policy.iter().any(|word| word == kind || word == "all")
    }
}

#[cfg(test)]
mod tests {
    use hyper::{HeaderMap, StatusCode};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    #[test]
    fn the_fragment_says_how_often_and_after_what_a_request_is_repeated() {
        let answered = |status: u16| {
            let status = StatusCode::from_u16(status).unwrap();
            Ok(Answer { status, headers: HeaderMap::new(), body: Bytes::new() })
        };
        let outcomes =
            [Err(ExchangeError::NotConnected), Err(ExchangeError::Lost), answered(404), answered(500), answered(302)];
        let read = |fragment: &str| {
            let retries = Retries::of(&format!("https://app.example.com/status{fragment}"));
            (retries.count, outcomes.each_ref().map(|outcome| retries.cover(outcome)))
        };
        assert_eq!(read(""), (1, [true, false, false, false, false]));
        assert_eq!(read("#rc=3&rp=all"), (3, [true, true, true, true, false]));
        assert_eq!(read("#rc=9&rp=5xx,rt"), (5, [false, true, false, true, false]));
    }

    #[tokio::test]
    async fn a_node_that_is_down_is_passed_over() {
        let live = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let down = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let nodes = [down.local_addr(), live.local_addr()].map(|address| format!("http://{}", address.unwrap()));
        drop(down);
        tokio::spawn(async move {
            loop {
                let (mut socket, _) = live.accept().await.unwrap();
                let _ = socket.read(&mut [0; 4_096]).await;
                let _ = socket.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nOK").await;
            }
        });
        let nodes = nodes.map(|node| node.parse().unwrap());
        let webhooks = Webhooks::new(&"https://app.example.com".parse().unwrap(), &nodes).unwrap();
        let (account_sid, url) = ("AC1".to_owned(), "https://app.example.com/status".to_owned());
        let post = Post { account_sid, url, fields: Vec::new(), token: "1".to_owned() };
        for _ in 0..4 {
            assert_eq!(webhooks.post(&post, "token").await, Ok(Bytes::from("OK")));
        }
    }

    #[test]
    fn no_url_of_another_origin_is_called() {
        let webhooks = Webhooks::new(&"https://app.example.com".parse().unwrap(), &[]).unwrap();
        assert!(webhooks.allows("https://app.example.com/voice?x=1#rc=3"));
        for url in ["http://app.example.com/", "https://app.example.com:8443/", "https://evil.example/", "/voice", ""] {
            assert!(!webhooks.allows(url), "{url}");
        }
    }
}
