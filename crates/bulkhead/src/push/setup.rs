//! The key of the installation, and what else its pushes have in common.

use base::{Random, SecretBox};
use domain::push;
use providers::{PushSender, VapidKey};
use tenancy::{Db, Error};

use crate::config::PushConfig;

/// What pushes with the installation's key, which the first node makes. `None` where nothing is to be pushed, or the key that is
/// stored can't be read: all else goes on without.
pub async fn sender(
    config: Option<&PushConfig>,
    db: &Db,
    secret_box: &SecretBox,
    random: &Random,
) -> Result<Option<PushSender>, Error> {
    let Some(config) = config else { return Ok(None) };
    let new = VapidKey::new(random).to_bytes();
    let stored = push::stored_key(db, secret_box, random, &new).await?;
    let Some(key) = stored.ok().and_then(|stored| VapidKey::from_bytes(&stored)) else {
        tracing::error!(
            target: "bulkhead::alert",
            "push_key_unreadable: it was encrypted with another ENCRYPTION_KEY, or SESSION_SECRET where there is none; nothing is pushed"
        );
        return Ok(None);
    };
    Ok(Some(PushSender { key, contact: config.contact.clone(), hosts: config.hosts.clone() }))
}
