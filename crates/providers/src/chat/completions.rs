//! Language models by the Chat Completions API, of `OpenAI` and compatible servers (vLLM, llama.cpp, Ollama).

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use serde::{Deserialize, Serialize};
use url::Url;

use super::{ChatError, ChatModel, ChatSetupError, Dialogue, Reply, Speaker, Then};
use crate::direct::DirectClient;
use crate::guarded::{GuardedClient, GuardedRequest, Limits};
use crate::redacted::Redacted;

/// Where a model is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatEndpoint {
    /// The root of the API, as `https://api.openai.com/v1`; requests go to `<base>/chat/completions`.
    pub base: Url,
    /// Sent as a bearer token.
    pub key: Option<Redacted>,
    pub model: String,
    /// For a reply, from the look-up of the endpoint's name to the last byte.
    pub time_limit: Duration,
}

impl ChatEndpoint {
    /// A caller on the phone waits that long, and Twilio less than twice as long.
    pub const TIME_LIMIT: Duration = Duration::from_secs(8);
}

/// Replies by `POST <base>/chat/completions`.
pub struct ChatCompletions {
    client: ChatClient,
    url: Url,
    headers: HeaderMap,
    model: String,
    time_limit: Duration,
}

enum ChatClient {
    Guarded(Arc<GuardedClient>),
    Direct(DirectClient),
}

/// Of a reply.
const TOKENS: u32 = 200;
const CHARACTERS: usize = 1_500;
const BODY_BYTES: usize = 64 << 10;
const HEAD_BYTES: usize = 16 << 10;
const CONNECT_LIMIT: Duration = Duration::from_secs(3);

/// What a model is shown of a dialogue: its last 20 turns of both sides.
const UTTERANCES: usize = 40;

/// By which a model says that the dialogue is over.
const END: &str = "[END]";
const END_RULE: &str = "When the conversation is over, say goodbye and write [END] behind it.";
const GOODBYE: &str = "Goodbye.";

/// By which a model says that a person takes over.
const TRANSFER: &str = "[TRANSFER]";
const TRANSFER_RULE: &str = "When the caller needs a person, say that you connect them and write [TRANSFER] behind it.";
const HOLD: &str = "One moment, please.";

impl ChatCompletions {
    /// For an endpoint that a tenant names.
    pub fn guarded(endpoint: &ChatEndpoint, client: Arc<GuardedClient>) -> Result<Self, ChatSetupError> {
        Self::new(endpoint, ChatClient::Guarded(client))
    }

    /// For the installation's own endpoint, which no judge looks at.
    pub fn direct(endpoint: &ChatEndpoint, client: DirectClient) -> Result<Self, ChatSetupError> {
        Self::new(endpoint, ChatClient::Direct(client))
    }

    fn new(endpoint: &ChatEndpoint, client: ChatClient) -> Result<Self, ChatSetupError> {
        let mut url = endpoint.base.clone();
        url.path_segments_mut().map_err(|()| ChatSetupError::Url)?.pop_if_empty().extend(["chat", "completions"]);
        let mut headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/json"))]);
        if let Some(key) = &endpoint.key {
            let mut value = HeaderValue::from_str(&format!("Bearer {}", key.expose()))?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        Ok(Self { client, url, headers, model: endpoint.model.clone(), time_limit: endpoint.time_limit })
    }

    async fn complete(&self, dialogue: &Dialogue<'_>) -> Result<Reply, ChatError> {
        let body = serde_json::to_vec(&self.completion(dialogue)).map_err(|_| ChatError::Unreadable)?;
        let exchange = self.post(body.into());
        let (status, body) =
            tokio::time::timeout(self.time_limit, exchange).await.map_err(|_| ChatError::TooSlow)??;
        if !(200..300).contains(&status) {
            return Err(ChatError::Status(status));
        }
        read_reply(&body, dialogue.may_transfer)
    }

    async fn post(&self, body: Bytes) -> Result<(u16, Bytes), ChatError> {
        match &self.client {
            ChatClient::Direct(client) => {
                let response = client.post(&self.url, self.headers.clone(), body, BODY_BYTES).await?;
                Ok((response.status, response.body))
            }
            ChatClient::Guarded(client) => {
                let limits =
                    Limits { connect: CONNECT_LIMIT, total: self.time_limit, head: HEAD_BYTES, body: Some(BODY_BYTES) };
                let request = GuardedRequest::post(self.url.clone(), body, limits).headers(&self.headers);
                let response = client.send(request).await?;
                Ok((response.status, response.body))
            }
        }
    }

    /// The request's body. What the contact says is a user's message; the system's is the tenant's prompt and our rule.
    fn completion(&self, dialogue: &Dialogue<'_>) -> Completion<'_> {
        let transfer = if dialogue.may_transfer { format!(" {TRANSFER_RULE}") } else { String::new() };
        let system = format!("{}\n\n{END_RULE}{transfer}", dialogue.instructions).trim_start().to_owned();
        let shown = &dialogue.utterances[dialogue.utterances.len().saturating_sub(UTTERANCES)..];
        let said = shown.iter().map(|utterance| Message {
            role: match utterance.speaker {
                Speaker::Contact => "user",
                Speaker::Agent => "assistant",
            },
            content: utterance.text.clone(),
        });
        // OpenAI's newer models refuse the old name, and other servers don't know the new one.
        let is_openai = self.url.host_str() == Some("api.openai.com");
        Completion {
            model: &self.model,
            messages: std::iter::once(Message { role: "system", content: system }).chain(said).collect(),
            max_completion_tokens: is_openai.then_some(TOKENS),
            max_tokens: (!is_openai).then_some(TOKENS),
        }
    }
}

impl ChatModel for ChatCompletions {
    fn reply<'a>(&'a self, dialogue: &'a Dialogue<'a>) -> BoxFuture<'a, Result<Reply, ChatError>> {
        self.complete(dialogue).boxed()
    }
}

/// A request's body (API reference, "Create chat completion").
#[derive(Serialize)]
struct Completion<'a> {
    model: &'a str,
    messages: Vec<Message>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_completion_tokens: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_tokens: Option<u32>,
}

#[derive(Serialize)]
struct Message {
    role: &'static str,
    content: String,
}

#[derive(Deserialize)]
struct Completed {
    choices: Vec<Choice>,
}

#[derive(Deserialize)]
struct Choice {
    message: Said,
}

#[derive(Deserialize)]
struct Said {
    content: Option<String>,
}

fn read_reply(body: &[u8], may_transfer: bool) -> Result<Reply, ChatError> {
    let completed: Completed = serde_json::from_slice(body).map_err(|_| ChatError::Unreadable)?;
    let content = completed.choices.into_iter().next().and_then(|choice| choice.message.content);
    let content = content.ok_or(ChatError::Unreadable)?;
    let then = match () {
        () if may_transfer && content.contains(TRANSFER) => Then::Transfer,
        () if content.contains(END) => Then::HangUp,
        () => Then::Listen,
    };
    let text = content.replace(END, "").replace(TRANSFER, "").trim().to_owned();
    if text.chars().count() > CHARACTERS {
        return Err(ChatError::TooLong);
    }
    match (text.is_empty(), then) {
        (false, then) => Ok(Reply { text, then }),
        (true, Then::HangUp) => Ok(Reply { text: GOODBYE.to_owned(), then }),
        (true, Then::Transfer) => Ok(Reply { text: HOLD.to_owned(), then }),
        (true, Then::Listen) => Err(ChatError::Unreadable),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn model(base: &str) -> ChatCompletions {
        let base = base.parse().unwrap();
        let endpoint = ChatEndpoint { base, key: None, model: "m".to_owned(), time_limit: ChatEndpoint::TIME_LIMIT };
        ChatCompletions::direct(&endpoint, DirectClient::new().unwrap()).unwrap()
    }

    #[test]
    fn the_path_is_added_to_that_of_the_base_and_before_its_query() {
        for (base, url) in [
            ("https://api.openai.com/v1", "https://api.openai.com/v1/chat/completions"),
            ("https://api.openai.com/v1/", "https://api.openai.com/v1/chat/completions"),
            ("http://10.0.0.5:11434", "http://10.0.0.5:11434/chat/completions"),
            ("https://a.example/d/m?api-version=1", "https://a.example/d/m/chat/completions?api-version=1"),
        ] {
            assert_eq!(model(base).url.as_str(), url);
        }
    }

    #[test]
    fn the_limit_of_tokens_has_the_name_that_the_server_knows() {
        let limits = |base| {
            let dialogue = Dialogue { instructions: "", utterances: &[], may_transfer: false };
            let completion: Value = serde_json::to_value(model(base).completion(&dialogue)).unwrap();
            (completion.get("max_tokens").cloned(), completion.get("max_completion_tokens").cloned())
        };
        assert_eq!(limits("https://api.openai.com/v1"), (None, Some(json!(200))));
        assert_eq!(limits("https://llm.example/v1"), (Some(json!(200)), None));
    }
}
