//! An answer with everything in it that a client could learn from.

use std::collections::BTreeMap;

use reqwest::{RequestBuilder, Response};
use serde_json::Value as Json;

/// What differs between two answers to the same request. The connection ends after an answer that didn't wait for the
/// body, unless the body was there already.
const VARIES: [&str; 3] = ["connection", "date", "x-request-id"];

/// Status, headers and body, without date and request id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    pub status: u16,
    pub headers: BTreeMap<String, Vec<String>>,
    pub body: String,
}

impl Exchange {
    pub async fn send(request: RequestBuilder) -> Self {
        Self::of(request.send().await.expect("the server answers")).await
    }

    pub async fn of(response: Response) -> Self {
        let status = response.status().as_u16();
        let mut headers: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in response.headers() {
            if !VARIES.contains(&name.as_str()) {
                let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                headers.entry(name.to_string()).or_default().push(value);
            }
        }
        let body = response.bytes().await.expect("the answer is whole");
        let body = String::from_utf8_lossy(&body);
        // A problem names its request; what else has a member of that name means another one.
        let body = if status < 400 { body.into_owned() } else { without_request_id(&body) };
        Self { status, headers, body }
    }

    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Whether it began or ended a session.
    pub fn changes_session(&self) -> bool {
        self.headers.contains_key("set-cookie")
    }

    pub fn json(&self) -> Json {
        serde_json::from_str(&self.body).unwrap_or(Json::Null)
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.first().map(String::as_str)
    }

    /// The answer with a value that the request named made neutral.
    pub fn about(&self, named: &str) -> Self {
        let neutral = |text: &str| text.replace(named, "<named>");
        let headers = self.headers.iter().map(|(name, values)| {
            let values = values.iter().map(|value| neutral(value)).collect();
            (name.clone(), values)
        });
        Self { status: self.status, headers: headers.collect(), body: neutral(&self.body) }
    }

    /// The answer without its values: what a client learns from its form alone.
    pub fn form(&self) -> (u16, Vec<&String>, Json) {
        (self.status, self.headers.keys().collect(), form(&self.json()))
    }
}

fn form(json: &Json) -> Json {
    match json {
        Json::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), form(value))).collect(),
        Json::Array(items) => items.iter().map(form).collect(),
        Json::String(_) => "text".into(),
        Json::Number(_) => "number".into(),
        other => other.clone(),
    }
}

fn without_request_id(body: &str) -> String {
    let Some((before, rest)) = body.split_once("\"request_id\":\"") else { return body.to_owned() };
    let after = rest.split_once('"').map_or("", |(_, after)| after);
    format!("{before}\"request_id\":\"\"{after}")
}
