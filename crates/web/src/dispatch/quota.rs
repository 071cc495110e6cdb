//! Counts requests against the limits of the tenants that they are in ([`crate::quotas`]).

use tenancy::Intent;

use crate::error::Error;
use crate::request::Request;
use crate::route::{Access, Response};

/// Counts a write before its work; whether it is counted. Where this node has not seen its caller in the tenant that
/// they name, the database is asked first.
pub async fn count_ahead(request: &Request) -> Result<bool, Error> {
    let quotas = &request.state.shared.quotas;
    let is_write = !request.route.method.is_safe();
    if !(quotas.are_any() && is_write && matches!(request.route.access, Access::Member(_))) {
        return Ok(false);
    }
    // Where the caller may not enter the tenant, the handler gives the refusal, and the request is left uncounted.
    let Ok(entry) = request.entry(Intent::Write) else { return Ok(false) };
    let db = &request.state.db;
    match db.seen().tenant(&entry) {
        Some(tenant) => quotas.check(tenant),
        None => match db.authorize(&entry).await {
            Ok(membership) => quotas.check(membership.tenant_id()),
            Err(_) => Ok(false),
        },
    }
}

/// Counts a request against the limit of the tenant that it turned out to be in. What a write did stays done.
pub fn count_behind(request: &Request, response: Response) -> Response {
    let quotas = &request.state.shared.quotas;
    let tenant = request.identity.admission().and_then(|admission| admission.tenant_id);
    match tenant.filter(|_| quotas.are_any()).map(|tenant| quotas.check(tenant)) {
        Some(Err(refused)) if request.route.method.is_safe() => Err(refused),
        _ => response,
    }
}
