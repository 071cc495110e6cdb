use base::{DecryptError, SecretBox};
use sqlx::FromRow;
use tenancy::TenantId;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::WEBHOOKS;
use crate::kit::{Body, Value, decrypt_secret};

/// For so long what was replaced signs beside what replaced it: receivers learn of the new secret one by one.
const GRACE: Duration = Duration::hours(24);

/// What signs the messages of a new webhook, or of one whose secret is replaced.
pub struct NewSigners {
    pub secret: String,
    pub signing_key: String,
    pub public_key: String,
}

impl NewSigners {
    /// Adds these to what is stored.
    pub fn add_to(self, body: &mut Body) {
        let Self { secret, signing_key, public_key } = self;
        for (field, value) in [("secret", secret), ("signing_key", signing_key), ("public_key", public_key)] {
            body.set(&WEBHOOKS, field, Value::Text(value));
        }
    }
}

/// What signs the messages of a webhook, as it is stored.
#[derive(Clone, FromRow)]
pub struct EncryptedSigners {
    pub secret: Vec<u8>,
    pub signing_key: Vec<u8>,
    pub previous_secret: Option<Vec<u8>>,
    pub previous_signing_key: Option<Vec<u8>>,
    pub secret_replaced_at: Option<OffsetDateTime>,
}

/// The texts of what signs, newest first.
pub struct DecryptedSigners {
    pub secrets: Vec<String>,
    pub signing_keys: Vec<String>,
}

impl EncryptedSigners {
    /// What signs at this time: the present secret and key, and for 24 hours those before them.
    pub fn decrypt(
        &self,
        secret_box: &SecretBox,
        (tenant_id, webhook_id): (TenantId, Uuid),
        now: OffsetDateTime,
    ) -> Result<DecryptedSigners, DecryptError> {
        let is_good = self.secret_replaced_at.is_some_and(|at| now < at + GRACE);
        // What was replaced was encrypted as the present one of this webhook.
        let decrypt = |field, present: &[u8], previous: Option<&[u8]>| -> Result<Vec<_>, _> {
            let encrypted = [Some(present), previous.filter(|_| is_good)].into_iter().flatten();
            encrypted
                .map(|encrypted| decrypt_secret(secret_box, &WEBHOOKS, field, tenant_id, webhook_id, encrypted))
                .collect()
        };
        Ok(DecryptedSigners {
            secrets: decrypt("secret", &self.secret, self.previous_secret.as_deref())?,
            signing_keys: decrypt("signing_key", &self.signing_key, self.previous_signing_key.as_deref())?,
        })
    }
}
