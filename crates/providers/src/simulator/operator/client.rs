use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::{Method, Request};
use serde::Serialize;
use serde::de::DeserializeOwned;
use url::Url;

use super::bodies::{NewAccount, NewHandset, NewNumber, PersonsCall, PersonsMessage, RemovedNumber};
use crate::http::{HttpClient, Limits};
use crate::simulator::books::{CallRecord, Line, MessageRecord, NumberRecord, Thread};
use crate::simulator::settings::Faults;

const LIMITS: Limits =
    Limits { connect: Duration::from_secs(5), total: Duration::from_secs(20), body: 64 * 1024 * 1024 };

/// Operates a simulated carrier that runs elsewhere.
#[derive(Clone)]
pub struct Operator {
    http: HttpClient,
    base: String,
}

#[derive(Debug, thiserror::Error)]
pub enum OperatorError {
    #[error("TLS can't be set up")]
    Tls(#[from] rustls::Error),
    #[error("the simulated carrier isn't reached")]
    Unreachable,
    /// With the HTTP status.
    #[error("the simulated carrier refuses ({0})")]
    Refused(u16),
    #[error("the simulated carrier's response can't be read")]
    Unreadable(#[source] serde_json::Error),
}

impl Operator {
    pub fn new(base: &Url) -> Result<Self, OperatorError> {
        Ok(Self { http: HttpClient::new(LIMITS)?, base: base.as_str().trim_end_matches('/').to_owned() })
    }

    pub async fn put_account(&self, account: &NewAccount) -> Result<(), OperatorError> {
        self.put("accounts", account).await
    }

    pub async fn put_number(&self, number: &NewNumber) -> Result<(), OperatorError> {
        self.put("numbers", number).await
    }

    pub async fn remove_number(&self, number: &RemovedNumber) -> Result<(), OperatorError> {
        self.send::<serde_json::Value>(Method::DELETE, "numbers", Some(number)).await.map(|_| ())
    }

    pub async fn put_handset(&self, handset: &NewHandset) -> Result<(), OperatorError> {
        self.put("handsets", handset).await
    }

    pub async fn put_faults(&self, faults: &Faults) -> Result<(), OperatorError> {
        self.put("faults", faults).await
    }

    /// Has a person call. The call goes on by itself.
    pub async fn call(&self, call: &PersonsCall) -> Result<CallRecord, OperatorError> {
        self.send(Method::POST, "calls", Some(call)).await
    }

    /// Has a person write.
    pub async fn write(&self, message: &PersonsMessage) -> Result<MessageRecord, OperatorError> {
        self.send(Method::POST, "messages", Some(message)).await
    }

    /// The numbers of all accounts.
    pub async fn numbers(&self) -> Result<Vec<NumberRecord>, OperatorError> {
        self.get("numbers").await
    }

    /// The newest calls of all accounts, newest first.
    pub async fn newest_calls(&self, most: u32) -> Result<Vec<CallRecord>, OperatorError> {
        self.get(&format!("calls?limit={most}")).await
    }

    /// The newest messages of all accounts, newest first.
    pub async fn newest_messages(&self, most: u32) -> Result<Vec<MessageRecord>, OperatorError> {
        self.get(&format!("messages?limit={most}")).await
    }

    /// A call as it stands.
    pub async fn find_call(&self, sid: &str) -> Result<CallRecord, OperatorError> {
        self.get(&format!("calls/{sid}")).await
    }

    /// A person's message, and what has come of it.
    pub async fn find_thread(&self, sid: &str) -> Result<Thread, OperatorError> {
        self.get(&format!("messages/{sid}")).await
    }

    /// The calls of all accounts, newest first.
    pub async fn calls(&self) -> Result<Vec<CallRecord>, OperatorError> {
        self.get("calls").await
    }

    /// The messages of all accounts, newest first.
    pub async fn messages(&self) -> Result<Vec<MessageRecord>, OperatorError> {
        self.get("messages").await
    }

    /// What was said in a call.
    pub async fn lines(&self, call_sid: &str) -> Result<Vec<Line>, OperatorError> {
        self.get(&format!("calls/{call_sid}/lines")).await
    }

    /// Whether nothing is left to happen.
    pub async fn is_quiet(&self) -> Result<bool, OperatorError> {
        self.get("quiet").await
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, OperatorError> {
        self.send(Method::GET, path, None::<&()>).await
    }

    async fn put(&self, path: &str, body: &impl Serialize) -> Result<(), OperatorError> {
        self.send::<serde_json::Value>(Method::PUT, path, Some(body)).await.map(|_| ())
    }

    async fn send<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&impl Serialize>,
    ) -> Result<T, OperatorError> {
        let body = body.map(serde_json::to_vec).transpose().map_err(OperatorError::Unreadable)?.unwrap_or_default();
        let request = Request::builder()
            .method(method)
            .uri(format!("{}/simulator/{path}", self.base))
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .body(Full::new(Bytes::from(body)))
            .map_err(|_| OperatorError::Unreachable)?;
        let answer = self.http.send(request).await.map_err(|_| OperatorError::Unreachable)?;
        if !answer.status.is_success() {
            return Err(OperatorError::Refused(answer.status.as_u16()));
        }
        serde_json::from_slice(&answer.body).map_err(OperatorError::Unreadable)
    }
}
