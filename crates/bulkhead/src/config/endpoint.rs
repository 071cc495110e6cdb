//! Models behind OpenAI-compatible endpoints: of chats, and of images.

use providers::Redacted;
use url::Url;

use crate::config::Env;

/// The installation's endpoint. It may be inside of the network, so no rule of `OUTGOING_…` applies to it.
pub(super) struct Endpoint {
    pub base: Url,
    pub key: Option<Redacted>,
    pub model: String,
}

/// The variables of an endpoint.
pub(super) struct Names {
    pub url: &'static str,
    pub key: &'static str,
    pub model: &'static str,
}

pub(super) const CHAT: Names = Names { url: "CHAT_URL", key: "CHAT_KEY", model: "CHAT_MODEL" };
pub(super) const IMAGES: Names = Names { url: "IMAGES_URL", key: "IMAGES_KEY", model: "IMAGES_MODEL" };

/// `None` where no endpoint is configured, or it is wrong, which is noted.
pub(super) fn from_env(env: &Env, names: &Names) -> Option<Endpoint> {
    let (url, key, model) = (env.text(names.url), env.text(names.key), env.text(names.model));
    if url.is_none() && (key.is_some() || model.is_some()) {
        env.fault(names.url, format!("must be set with {} and {}", names.key, names.model));
    }
    if url.is_some() && model.is_none() {
        env.fault(names.model, format!("must be set with {}", names.url));
    }
    if key.is_some_and(|key| !key.bytes().all(|byte| byte.is_ascii_graphic())) {
        env.fault(names.key, "must be visible ASCII characters");
    }
    let base = url?.parse::<Url>().ok().filter(|url| url.has_host() && matches!(url.scheme(), "http" | "https"));
    if base.is_none() {
        env.fault(names.url, "must be a URL, like https://api.openai.com/v1");
    }
    Some(Endpoint { base: base?, key: key.map(Redacted::new), model: model?.to_owned() })
}
