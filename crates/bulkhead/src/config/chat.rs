//! The language model that replies for agents.

use providers::{ChatEndpoint, Redacted};
use url::Url;

use crate::config::Env;

/// The installation's endpoint. It may be inside of the network, so no rule of `OUTGOING_…` applies to it.
pub(super) fn from_env(env: &Env) -> Option<ChatEndpoint> {
    let (url, key, model) = (env.text("CHAT_URL"), env.text("CHAT_KEY"), env.text("CHAT_MODEL"));
    if url.is_none() && (key.is_some() || model.is_some()) {
        env.fault("CHAT_URL", "must be set with CHAT_KEY and CHAT_MODEL");
    }
    if url.is_some() && model.is_none() {
        env.fault("CHAT_MODEL", "must be set with CHAT_URL");
    }
    if key.is_some_and(|key| !key.bytes().all(|byte| byte.is_ascii_graphic())) {
        env.fault("CHAT_KEY", "must be visible ASCII characters");
    }
    let base = url?.parse::<Url>().ok().filter(|url| url.has_host() && matches!(url.scheme(), "http" | "https"));
    if base.is_none() {
        env.fault("CHAT_URL", "must be a URL, like https://api.openai.com/v1");
    }
    Some(ChatEndpoint {
        base: base?,
        key: key.map(Redacted::new),
        model: model?.to_owned(),
        time_limit: ChatEndpoint::TIME_LIMIT,
    })
}
