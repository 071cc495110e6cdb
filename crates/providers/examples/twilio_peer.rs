//! Does what `.ci/twilio` compares with Python's `twilio`: reads a JSON object a line, writes one a line.

use std::io::{BufRead, Write};

use providers::Redacted;
use providers::opt_out::{Keyword, keyword};
use providers::segments::{Encoding, segments};
use providers::twilio::signature::{Scheme, SigningKeys, Webhook, sign, verify};
use providers::twilio::twiml::{Dial, Gather, Message, Record, Reject, Say, StartRecording, Verb, respond};
use providers::twilio::{Parameters, PublicOrigin};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Request {
    Verify {
        token: String,
        sha256: bool,
        url: String,
        content_type: Option<String>,
        body: String,
        signatures: Vec<String>,
    },
    Sign {
        token: String,
        sha256: bool,
        url: String,
        fields: Vec<(String, String)>,
    },
    Twiml {
        verbs: Vec<JsonVerb>,
    },
    Segments {
        text: String,
    },
    Keyword {
        text: String,
    },
}

#[derive(Deserialize)]
#[serde(tag = "verb", rename_all = "snake_case")]
enum JsonVerb {
    Say(JsonSay),
    Gather { action: String, prompts: Vec<JsonSay>, language: Option<String>, timeout: Option<u16> },
    Redirect { url: String },
    Reject { busy: bool },
    Hangup,
    StartRecording { status_callback: String },
    Record { action: String, status_callback: Option<String>, max_seconds: Option<u16>, timeout: Option<u16> },
    Dial { number: String, caller_id: Option<String>, timeout: Option<u16>, action: Option<String> },
    Pause { seconds: u16 },
    Message { body: String, status_callback: Option<String> },
}

#[derive(Deserialize)]
struct JsonSay {
    text: String,
    voice: Option<String>,
    language: Option<String>,
}

impl From<JsonSay> for Say {
    fn from(JsonSay { text, voice, language }: JsonSay) -> Self {
        Self { text, voice, language }
    }
}

impl From<JsonVerb> for Verb {
    fn from(verb: JsonVerb) -> Self {
        match verb {
            JsonVerb::Say(say) => Self::Say(say.into()),
            JsonVerb::Gather { action, prompts, language, timeout } => {
                let prompts = prompts.into_iter().map(Into::into).collect();
                Self::Gather(Gather { action, prompts, language, timeout })
            }
            JsonVerb::Redirect { url } => Self::Redirect(url),
            JsonVerb::Reject { busy } => Self::Reject(if busy { Reject::Busy } else { Reject::OutOfService }),
            JsonVerb::Hangup => Self::Hangup,
            JsonVerb::StartRecording { status_callback } => Self::StartRecording(StartRecording { status_callback }),
            JsonVerb::Record { action, status_callback, max_seconds, timeout } => {
                Self::Record(Record { action, status_callback, max_seconds, timeout })
            }
            JsonVerb::Dial { number, caller_id, timeout, action } => {
                Self::Dial(Dial { number, caller_id, timeout, action })
            }
            JsonVerb::Pause { seconds } => Self::Pause { seconds },
            JsonVerb::Message { body, status_callback } => Self::Message(Message { body, status_callback }),
        }
    }
}

fn scheme(sha256: bool) -> Scheme {
    if sha256 { Scheme::SharedKey } else { Scheme::AuthToken }
}

/// The origin that would be configured, and what the request line would have.
fn split(url: &str) -> (PublicOrigin, &str) {
    let authority = url.find("://").expect("an absolute URL") + 3;
    let path = url[authority..].find('/').map_or(url.len(), |path| authority + path);
    let origin = url[..path].parse().ok().and_then(|origin| PublicOrigin::of(&origin));
    (origin.expect("an origin"), &url[path..])
}

fn reply(request: Request) -> Value {
    match request {
        Request::Verify { token, sha256, url, content_type, body, signatures } => {
            let (origin, target) = split(&url);
            let content_type = content_type.as_deref();
            let webhook = Webhook { origin: &origin, target, content_type, body: body.as_bytes() };
            let keys = SigningKeys::new(scheme(sha256), Redacted::new(token), None);
            let verdict = verify(&webhook, signatures.iter().map(String::as_bytes), &keys);
            let fields = verdict.as_ref().ok().map(|authentic| authentic.parameters.iter().collect::<Vec<_>>());
            json!({ "fields": fields, "authentic": verdict.is_ok() })
        }
        Request::Sign { token, sha256, url, fields } => {
            json!({ "signature": sign(scheme(sha256), &token, &url, &Parameters::new(fields)) })
        }
        Request::Twiml { verbs } => {
            let verbs: Vec<_> = verbs.into_iter().map(Into::into).collect();
            json!({ "xml": respond(&verbs).expect("a small document") })
        }
        Request::Segments { text } => match segments(&text) {
            Ok(found) => json!({ "gsm": found.encoding == Encoding::Gsm, "count": found.count }),
            Err(_) => json!({ "count": null }),
        },
        Request::Keyword { text } => {
            let name = keyword(&text).map(|keyword| match keyword {
                Keyword::Stop => "stop",
                Keyword::Start => "start",
                Keyword::Yes => "yes",
                Keyword::Help => "help",
            });
            json!({ "keyword": name })
        }
    }
}

fn main() {
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let request = serde_json::from_str(&line.expect("a line")).expect("a request");
        writeln!(output, "{}", reply(request)).expect("the reader is there");
    }
}
