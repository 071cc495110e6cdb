use std::fmt::Debug;

use tenancy::{Error, Statement, TenantId, TenantTx};
use uuid::Uuid;

/// What the carrier says of what it has accepted.
#[derive(Clone, Copy, Debug)]
pub struct Acceptance<'a> {
    /// The carrier's id of the call or the message.
    pub sid: &'a str,
    /// Its first state, as the carrier names it.
    pub status: &'a str,
    /// As the carrier counts them.
    pub segments: Option<i64>,
}

/// Says that the carrier has what an attempt requested: a signed callback names the attempt. The unit of work has
/// entered the tenant. Returns whether the attempt is accepted under this id, also where it was before; `false` where
/// there is no such attempt, it is another call's, or it ended without one.
///
/// The id of an attempt is that of the call that it places.
pub async fn found<P: Send + Debug>(
    tx: &mut TenantTx<P>,
    tenant_id: TenantId,
    phone_id: Uuid,
    attempt_id: Uuid,
    accepted: Acceptance<'_>,
) -> Result<bool, Error> {
    let mut sql = Statement::new("select from app.calls where tenant_id = ");
    sql.bind(tenant_id).push(" and phone_id = ").bind(phone_id).push(" and id = ").bind(attempt_id);
    sql.push(" and carrier_sid = ").bind(accepted.sid);
    Ok(!tx.run(sql).await?.is_empty())
}
