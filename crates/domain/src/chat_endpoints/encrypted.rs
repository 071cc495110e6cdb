use base::{DecryptError, Random, SecretBox};
use sqlx::Row;
use sqlx::postgres::PgRow;
use tenancy::TenantId;

/// An endpoint with its key as it is stored.
pub struct EncryptedChatEndpoint {
    pub url: String,
    pub model: String,
    tenant_id: TenantId,
    api_key: Option<Vec<u8>>,
}

impl EncryptedChatEndpoint {
    /// The key, where it has one.
    pub fn decrypt_key(&self, secret_box: &SecretBox) -> Result<Option<String>, DecryptError> {
        let Some(encrypted) = &self.api_key else { return Ok(None) };
        let key = secret_box.decrypt(&context(self.tenant_id, &self.url), encrypted)?;
        String::from_utf8(key).map(Some).map_err(|_| DecryptError)
    }

    pub(super) fn encrypt_key(
        secret_box: &SecretBox,
        random: &Random,
        tenant_id: TenantId,
        url: &str,
        key: &str,
    ) -> Vec<u8> {
        secret_box.encrypt(random, &context(tenant_id, url), key.as_bytes())
    }

    pub(super) fn read(row: &PgRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            tenant_id: TenantId(row.try_get(0)?),
            url: row.try_get(1)?,
            model: row.try_get(2)?,
            api_key: row.try_get(3)?,
        })
    }
}

/// Under another tenant, and beside another URL, a key can't be decrypted.
fn context(TenantId(tenant_id): TenantId, url: &str) -> String {
    format!("secret app.chat_endpoints api_key {tenant_id} {url}")
}
