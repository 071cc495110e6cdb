//! Links by which the reader of a tenant's e-mail unsubscribes: they come without a user, and lead into the tenant.

use base::{Lane, Random, SecretBox, Transaction};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use crate::jobs::enter;
use crate::{Db, Error, Job, JobContext, JobRequest, TenantId, TenantTx};

/// What the encrypted part of a link is for.
const CONTEXT: &str = "unsubscribe";

/// Who unsubscribes from whose e-mails. It stands in the link itself, encrypted and authenticated, so that the link works
/// for as long as the tenant does, whatever becomes of the campaign and its recipients.
#[derive(Clone, PartialEq, Eq)]
pub struct Unsubscription {
    tenant_id: TenantId,
    address: String,
}

impl Unsubscription {
    /// The token of a link for a reader.
    pub fn token(secret_box: &SecretBox, random: &Random, tenant_id: TenantId, address: &str) -> String {
        let secret = [tenant_id.0.as_bytes().as_slice(), address.as_bytes()].concat();
        URL_SAFE_NO_PAD.encode(secret_box.encrypt(random, CONTEXT, &secret))
    }

    /// Reads a token that [`Unsubscription::token`] made under the same key; `None` for any other text. This is the only
    /// way to an [`Unsubscription`].
    pub fn read(secret_box: &SecretBox, token: &str) -> Option<Self> {
        let secret = secret_box.decrypt(CONTEXT, &URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
        let (tenant_id, address) = secret.split_first_chunk()?;
        let address = std::str::from_utf8(address).ok()?.to_owned();
        Some(Self { tenant_id: TenantId(Uuid::from_bytes(*tenant_id)), address })
    }

    pub fn tenant_id(&self) -> TenantId {
        self.tenant_id
    }

    pub fn address(&self) -> &str {
        &self.address
    }
}

impl Db {
    /// Opens a unit of work in the tenant of a link, as a job: it acts for no user. `None`: the tenant is gone.
    ///
    /// A suspended or closed tenant is entered as well: its readers unsubscribe nevertheless.
    pub async fn begin_unsubscription(
        &self,
        link: &Unsubscription,
        request_id: Uuid,
    ) -> Result<Option<TenantTx<JobContext>>, Error> {
        let lease = self.primary().lease_for(Lane::new(link.tenant_id.0.as_u128())).await?;
        let request =
            JobRequest { tenant_id: link.tenant_id, job: Job::UNSUBSCRIBE, acting_for: None, run_id: request_id };
        enter(Transaction::open(lease, false).await?, &request).await
    }
}

impl std::fmt::Debug for Unsubscription {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Unsubscription").field("tenant_id", &self.tenant_id).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fact_37_a_link_is_read_under_its_key_only_and_whole() {
        let (secret_box, random) = (SecretBox::derive(b"one key"), Random::seeded(1));
        let tenant_id = TenantId(Uuid::from_u128(7));
        let token = Unsubscription::token(&secret_box, &random, tenant_id, "ada@example.com");
        let read = Unsubscription::read(&secret_box, &token).unwrap();
        assert_eq!((read.tenant_id(), read.address()), (tenant_id, "ada@example.com"));
        assert!(!token.contains("ada") && !format!("{read:?}").contains("ada"));
        assert_eq!(Unsubscription::read(&SecretBox::derive(b"another key"), &token), None);
        for at in 0..token.len() {
            let mut altered = token.clone().into_bytes();
            altered[at] = if altered[at] == b'A' { b'B' } else { b'A' };
            let altered = String::from_utf8(altered).unwrap();
            assert_eq!(Unsubscription::read(&secret_box, &altered), None, "{at}");
            assert_eq!(Unsubscription::read(&secret_box, &token[..at]), None, "{at}");
        }
        // A secret of another kind is no link, though the key is the same.
        let other = URL_SAFE_NO_PAD.encode(secret_box.encrypt(&random, "totp 7", &[0; 30]));
        assert_eq!(Unsubscription::read(&secret_box, &other), None);
    }
}
