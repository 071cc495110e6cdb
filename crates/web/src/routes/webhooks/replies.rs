//! What an agent says next: by the endpoint that its tenant names, else by the installation's model.

use std::sync::Arc;

use base::DecryptError;
use base::causes::describe;
use domain::chat_endpoints::EncryptedChatEndpoint;
use providers::{
    ChatCompletions, ChatEndpoint, ChatError, ChatModel, ChatSetupError, Dialogue, Redacted, Reply, reply_or_fallback,
};

use super::door::Webhook;
use crate::metrics::replies::{Endpoint, REPLIED, SHARE_USED_UP, UNUSABLE};
use crate::shares::Act;

/// Why a model gave no reply. No text has the key or a part of the dialogue.
#[derive(Debug, thiserror::Error)]
enum NoReply {
    #[error(transparent)]
    Chat(#[from] ChatError),
    #[error("the tenant waits for as many replies already as it may")]
    ShareUsedUp,
    #[error("the endpoint's key was encrypted by another ENCRYPTION_KEY")]
    Key(#[from] DecryptError),
    #[error("the stored URL can't be read")]
    Url(#[from] url::ParseError),
    #[error(transparent)]
    Setup(#[from] ChatSetupError),
}

impl NoReply {
    fn kind(&self) -> &'static str {
        match self {
            Self::Chat(error) => error.kind(),
            Self::ShareUsedUp => SHARE_USED_UP,
            Self::Key(_) | Self::Url(_) | Self::Setup(_) => UNUSABLE,
        }
    }
}

/// The model's reply, or a sentence of ours. What is said in a tenant with an endpoint of its own goes there alone: where it
/// fails, the installation's isn't asked. No connection to the database may be held meanwhile.
pub(super) async fn reply(
    webhook: &Webhook<'_>,
    endpoint: Option<&EncryptedChatEndpoint>,
    dialogue: &Dialogue<'_>,
) -> Reply {
    let shared = &webhook.request.state.shared;
    let (whose, (reply, failure)) = match endpoint {
        Some(endpoint) => (Endpoint::Tenant, ask_tenants(webhook, endpoint, dialogue).await),
        None => (Endpoint::Installation, ask(&*shared.chat, dialogue).await),
    };
    shared.metrics.count_reply(whose, failure.as_ref().map_or(REPLIED, NoReply::kind));
    if let Some(failure) = failure {
        tracing::warn!(
            {
                tenant.id = %webhook.tenant_id(),
                request.id = %webhook.request.id,
                endpoint = whose.as_str(),
                error = %describe(&failure),
            },
            "an agent's model gave no reply"
        );
    }
    reply
}

async fn ask(model: &dyn ChatModel, dialogue: &Dialogue<'_>) -> (Reply, Option<NoReply>) {
    let (reply, failure) = reply_or_fallback(model, dialogue).await;
    (reply, failure.map(NoReply::from))
}

/// The tenant's endpoint takes at most a share of the node while it is slow.
async fn ask_tenants(
    webhook: &Webhook<'_>,
    endpoint: &EncryptedChatEndpoint,
    dialogue: &Dialogue<'_>,
) -> (Reply, Option<NoReply>) {
    let shares = &webhook.request.state.shared.shares;
    let share = shares.take(webhook.tenant_id(), Act::Reply).map_err(|_| NoReply::ShareUsedUp);
    match share.and_then(|share| Ok((share, model(webhook, endpoint)?))) {
        Ok((_share, model)) => ask(&model, dialogue).await,
        Err(failure) => (Reply::fallback(), Some(failure)),
    }
}

fn model(webhook: &Webhook<'_>, endpoint: &EncryptedChatEndpoint) -> Result<ChatCompletions, NoReply> {
    let state = &webhook.request.state;
    let endpoint = ChatEndpoint {
        base: endpoint.url.parse()?,
        key: endpoint.decrypt_key(&state.auth.secret_box)?.map(Redacted::new),
        model: endpoint.model.clone(),
        time_limit: ChatEndpoint::TIME_LIMIT,
    };
    Ok(ChatCompletions::guarded(&endpoint, Arc::clone(&state.shared.guarded))?)
}
