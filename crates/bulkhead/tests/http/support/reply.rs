//! An answer of the server: what a test expects of it, and everything that a client could learn from it.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Index;

use reqwest::{RequestBuilder, Response};
use serde_json::Value as Json;
use uuid::Uuid;

/// What differs between two answers to the same request. The connection ends after an answer that didn't wait for the
/// body, unless the body was there already.
const VARIES: [&str; 4] = ["connection", "date", "x-request-id", "x-log-position"];

/// How many bytes of a request's body are shown in messages.
const MOST_SHOWN: usize = 200;

/// Status, headers and body of an answer. Two are equal where they differ in nothing but date and request id.
///
/// `reply["name"]` is a member of the body. The methods that expect something panic with the whole answer.
#[derive(Clone)]
pub struct Reply {
    /// Method, path and body of the request, for messages.
    request: String,
    /// The `X-Request-Id` of the answer.
    pub request_id: Option<Uuid>,
    /// The `X-Log-Position` of the answer.
    pub position: Option<String>,
    pub status: u16,
    /// All headers but those that differ between two answers to the same request.
    pub headers: BTreeMap<String, Vec<String>>,
    /// The text of the body, in which a problem's request id is empty.
    pub body: String,
    json: Json,
}

/// A request that can be sent for its [`Reply`].
pub trait Ask {
    async fn reply(self) -> Reply;
}

impl Ask for RequestBuilder {
    async fn reply(self) -> Reply {
        let (client, request) = self.build_split();
        let request = request.expect("the request can be made");
        let url = request.url();
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        let body = request.body().and_then(|body| body.as_bytes()).unwrap_or_default();
        let body = String::from_utf8_lossy(&body[..body.len().min(MOST_SHOWN)]);
        let shown = format!("{} {}{query} {body}", request.method(), url.path());
        Reply::read(shown, client.execute(request).await.expect("the server answers")).await
    }
}

impl Reply {
    /// The answer to a request, which messages name like this.
    pub async fn read(request: String, response: Response) -> Self {
        let status = response.status().as_u16();
        let mut headers: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in response.headers() {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            headers.entry(name.to_string()).or_default().push(value);
        }
        let body = response.bytes().await.expect("the answer is whole");
        Self::new(request, status, headers, &String::from_utf8_lossy(&body))
    }

    /// An answer of these parts.
    pub fn new(request: String, status: u16, mut headers: BTreeMap<String, Vec<String>>, body: &str) -> Self {
        let request_id = headers.get("x-request-id").and_then(|values| values.first()?.parse().ok());
        let position = headers.get("x-log-position").and_then(|values| values.first().cloned());
        headers.retain(|name, _| !VARIES.contains(&name.as_str()));
        // A problem names its request; what else has a member of that name means another one.
        let body = if status < 400 { body.to_owned() } else { without_request_id(body) };
        let json = serde_json::from_str(&body).unwrap_or(Json::Null);
        Self { request, request_id, position, status, headers, body, json }
    }

    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Whether it began or ended a session.
    pub fn changes_session(&self) -> bool {
        self.headers.contains_key("set-cookie")
    }

    /// The body, `null` where it is no JSON.
    pub fn json(&self) -> &Json {
        &self.json
    }

    pub fn into_json(self) -> Json {
        self.json
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.first().map(String::as_str)
    }

    /// The session cookie that the answer sets, as `name=value`.
    pub fn session_cookie(&self) -> Option<String> {
        let mut pairs = self.headers.get("set-cookie")?.iter().filter_map(|cookie| cookie.split(';').next());
        pairs.find(|pair| pair.split('=').next().is_some_and(|name| name.ends_with("session"))).map(str::to_owned)
    }

    /// The answer, which must have this status.
    #[track_caller]
    pub fn expect_status(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{self}");
        self
    }

    #[track_caller]
    pub fn ok(self) -> Self {
        self.expect_status(200)
    }

    #[track_caller]
    pub fn created(self) -> Self {
        self.expect_status(201)
    }

    #[track_caller]
    pub fn accepted(self) -> Self {
        self.expect_status(202)
    }

    #[track_caller]
    pub fn no_content(self) -> Self {
        self.expect_status(204)
    }

    /// The answer, which must be a problem of this status and code.
    #[track_caller]
    pub fn expect(self, status: u16, code: &str) -> Self {
        assert_eq!((self.status, self.json["code"].as_str()), (status, Some(code)), "{self}");
        self
    }

    /// The answer, which must be a 422 about this field first of all.
    #[track_caller]
    pub fn field(self, field: &str) -> Self {
        let named = self.json["errors"][0]["field"].as_str();
        assert_eq!((self.status, named), (422, Some(field)), "{self}");
        self
    }

    /// The answer, which must be a 422 about this field first of all, for the reason of this code.
    #[track_caller]
    pub fn field_is(self, field: &str, code: &str) -> Self {
        let reply = self.field(field);
        assert_eq!(reply.json["errors"][0]["code"], code, "{reply}");
        reply
    }

    /// The id of the row that the answer shows.
    #[track_caller]
    pub fn id(&self) -> Uuid {
        uuid(&self.json["id"])
    }

    /// A member of the body that is a text.
    #[track_caller]
    pub fn text(&self, name: &str) -> &str {
        self.json[name].as_str().unwrap_or_else(|| panic!("{name} is no text: {self}"))
    }

    /// The items of a page.
    #[track_caller]
    pub fn items(&self) -> &[Json] {
        self.json["items"].as_array().unwrap_or_else(|| panic!("it is no page: {self}"))
    }

    /// The answer with a value that the request named made neutral.
    pub fn about(&self, named: &str) -> Self {
        let neutral = |text: &str| text.replace(named, "<named>");
        let headers = self.headers.iter().map(|(name, values)| {
            let values = values.iter().map(|value| neutral(value)).collect();
            (name.clone(), values)
        });
        Self::new(self.request.clone(), self.status, headers.collect(), &neutral(&self.body))
    }

    /// The answer without its values: what a client learns from its form alone.
    pub fn form(&self) -> (u16, Vec<&String>, Json) {
        (self.status, self.headers.keys().collect(), form(&self.json))
    }
}

impl PartialEq for Reply {
    fn eq(&self, other: &Self) -> bool {
        (self.status, &self.headers, &self.body) == (other.status, &other.headers, &other.body)
    }
}

impl Index<&str> for Reply {
    type Output = Json;

    fn index(&self, name: &str) -> &Json {
        &self.json[name]
    }
}

impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} answers {} {}", self.request, self.status, self.body)
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} answers {} {} {:?}", self.request, self.status, self.body, self.headers)
    }
}

/// The id in a body.
#[track_caller]
pub fn uuid(json: &Json) -> Uuid {
    json.as_str().and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("{json} is no id"))
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
