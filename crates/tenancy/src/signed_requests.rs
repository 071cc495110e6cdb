//! Requests that the carrier of a tenant's phone has signed: they come without a user, and lead into the phone's tenant.

use std::fmt;

use base::{Lane, Transaction};
use sqlx::Row;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::jobs::enter;
use crate::{Db, Error, Job, JobContext, JobRequest, Statement, TenantId, TenantTx};

/// What a search for a phone by its id alone finds.
#[derive(Debug)]
pub enum PhoneLookup {
    Unknown,
    /// Several tenants have a phone of this id, so it says nothing of which one is meant.
    Ambiguous,
    Found(FoundPhone),
}

/// A phone, before a signature is verified. It carries no authority.
pub struct FoundPhone {
    pub id: Uuid,
    pub tenant_id: TenantId,
    pub provider: String,
    pub account_sid: Option<String>,
    /// Encrypted, as the next one.
    pub auth_token: Option<Vec<u8>>,
    pub previous_auth_token: Option<Vec<u8>>,
    pub auth_token_replaced_at: Option<OffsetDateTime>,
}

/// The proof that a request bears a signature by the tokens of a phone.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_field_names, reason = "each is another thing's id")]
pub struct SignedRequest {
    tenant_id: TenantId,
    phone_id: Uuid,
    request_id: Uuid,
}

impl FoundPhone {
    /// Has a request verified by the phone's tokens. This is the only way to a [`SignedRequest`].
    pub fn verified<T, E>(
        &self,
        request_id: Uuid,
        verify: impl FnOnce(&Self) -> Result<T, E>,
    ) -> Result<(SignedRequest, T), E> {
        let verified = verify(self)?;
        Ok((SignedRequest { tenant_id: self.tenant_id, phone_id: self.id, request_id }, verified))
    }
}

impl fmt::Debug for FoundPhone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FoundPhone").field("id", &self.id).field("tenant_id", &self.tenant_id).finish_non_exhaustive()
    }
}

impl SignedRequest {
    pub fn tenant_id(&self) -> TenantId {
        self.tenant_id
    }

    pub fn phone_id(&self) -> Uuid {
        self.phone_id
    }
}

impl Db {
    /// Looks a phone up that isn't in the trash, in all tenants.
    pub async fn find_phone_of_webhook(&self, id: Uuid) -> Result<PhoneLookup, Error> {
        let mut sql = Statement::new("select * from tenancy.phone_of_webhook(");
        sql.bind(id).push(")");
        let rows = self.run_unscoped(sql.finish()?).await?;
        let row = rows.first().ok_or(sqlx::Error::RowNotFound)?;
        Ok(match row.try_get::<i64, _>("phones")? {
            0 => PhoneLookup::Unknown,
            1 => PhoneLookup::Found(FoundPhone {
                id,
                tenant_id: row.try_get("tenant_id")?,
                provider: row.try_get("provider")?,
                account_sid: row.try_get("account_sid")?,
                auth_token: row.try_get("auth_token")?,
                previous_auth_token: row.try_get("previous_auth_token")?,
                auth_token_replaced_at: row.try_get("auth_token_replaced_at")?,
            }),
            _ => PhoneLookup::Ambiguous,
        })
    }

    /// Opens a unit of work in the phone's tenant, as a job: it acts for no user. `None`: the tenant is gone.
    ///
    /// A suspended or closed tenant is entered as well, so that what the carrier tells isn't lost.
    pub async fn begin_signed(&self, signed: &SignedRequest) -> Result<Option<TenantTx<JobContext>>, Error> {
        let lane = Lane::new(signed.tenant_id.0.as_u128());
        let lease = self.primary().lease_for(lane).await?;
        let request = JobRequest {
            tenant_id: signed.tenant_id,
            job: Job::CARRIER_WEBHOOK,
            acting_for: None,
            run_id: signed.request_id,
        };
        enter(Transaction::open(lease, false).await?, &request).await
    }
}
