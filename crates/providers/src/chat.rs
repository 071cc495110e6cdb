//! What an agent says next: a script, or a language model behind an OpenAI-compatible endpoint.

mod completions;
mod dialogue;
mod error;
mod scripted;

use futures_util::future::BoxFuture;

pub use completions::{ChatCompletions, ChatEndpoint};
pub use dialogue::{Dialogue, Reply, Speaker, Then, Utterance};
pub use error::{ChatError, ChatSetupError};
pub use scripted::ScriptedChat;

/// What an agent says where its model gives no reply. The dialogue goes on.
pub const FALLBACK: &str = "Sorry, I didn't get that. Could you say it again?";

/// Gives an agent's side of a dialogue.
pub trait ChatModel: Send + Sync {
    /// What the agent says next, within the time that the model has for it.
    fn reply<'a>(&'a self, dialogue: &'a Dialogue<'a>) -> BoxFuture<'a, Result<Reply, ChatError>>;
}

/// The model's reply, or `FALLBACK` with what was wrong, for the log.
pub async fn reply_or_fallback(model: &dyn ChatModel, dialogue: &Dialogue<'_>) -> (Reply, Option<ChatError>) {
    match model.reply(dialogue).await {
        Ok(reply) => (reply, None),
        Err(error) => (Reply::fallback(), Some(error)),
    }
}
