//! API keys: a program acts in one tenant as the member who made the key, with at most that member's present rights.

mod create;
mod find;
mod key;
mod list;
mod revoke;
mod scope;

pub use create::{CreateApiKeyError, DEFAULT_LIFETIME, MAX_LIFETIME, NewApiKey, create_api_key_in};
pub use find::KeyHolder;
pub use key::ApiKey;
pub use list::ApiKeyEntry;
pub use scope::{Action, Scope};

base::typed_ids! {
    /// The id of an API key. It names the key to people and to the log; it does not open anything.
    ApiKeyId;
}
