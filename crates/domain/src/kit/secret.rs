//! Secrets of tenants: encrypted before they are stored, and in no response, log or file.
//!
//! What is stored is bound to its table, field, tenant and row: copied to another place, it can't be decrypted.

use std::borrow::Cow;

use base::{DecryptError, Random, SecretBox};
use tenancy::TenantId;
use uuid::Uuid;

use super::{Body, Error, Kind, Resource, Value};

/// What the secrets of a body are encrypted with.
#[derive(Clone, Debug)]
pub(super) struct SecretKey {
    secret_box: SecretBox,
    random: Random,
}

impl SecretKey {
    pub fn secret_box(&self) -> &SecretBox {
        &self.secret_box
    }
}

impl Body {
    /// The same, whose secrets are encrypted with this when they are stored: those of the body, and those that a rule of
    /// the resource's own adds. A body with a secret can't be stored without it.
    #[must_use]
    pub fn encrypted_with(mut self, secret_box: &SecretBox, random: &Random) -> Self {
        self.key = Some(Box::new(SecretKey { secret_box: secret_box.clone(), random: random.clone() }));
        self
    }

    pub(super) fn has_secrets(&self) -> bool {
        self.values.iter().any(|(field, value)| matches!((field.kind, value), (Kind::Secret { .. }, Value::Text(_))))
    }

    /// The body as it is stored in this row of this tenant.
    pub(super) fn encrypted(&self, resource: &Resource, tenant_id: TenantId, id: Uuid) -> Result<Cow<'_, Self>, Error> {
        if !self.has_secrets() {
            return Ok(Cow::Borrowed(self));
        }
        let key = self.key.as_ref().ok_or_else(|| sqlx::Error::Encode("no key for the secrets of a body".into()))?;
        let mut stored = self.clone();
        for (field, value) in &mut stored.values {
            if let (Kind::Secret { .. }, Value::Text(text)) = (field.kind, &*value) {
                let context = context(resource, field.name, tenant_id, id);
                *value = Value::Bytes(key.secret_box.encrypt(&key.random, &context, text.as_bytes()));
            }
        }
        Ok(Cow::Owned(stored))
    }
}

/// Decrypts what the column of a secret holds, for the server's own use.
pub fn decrypt_secret(
    secret_box: &SecretBox,
    resource: &Resource,
    field: &str,
    tenant_id: TenantId,
    id: Uuid,
    stored: &[u8],
) -> Result<String, DecryptError> {
    let text = secret_box.decrypt(&context(resource, field, tenant_id, id), stored)?;
    String::from_utf8(text).map_err(|_| DecryptError)
}

fn context(resource: &Resource, field: &str, tenant_id: TenantId, id: Uuid) -> String {
    format!("secret {} {field} {} {id}", resource.table, tenant_id.0)
}
