//! Counts requests against the limits of the tenants that they are in ([`crate::quotas`]).

use crate::error::Error;
use crate::request::Request;
use crate::route::{Access, Answer};

/// Counts a request before its work, where it is known which tenant it is in; whether it is counted.
pub fn count_ahead(request: &Request) -> Result<bool, Error> {
    let quotas = &request.state.shared.quotas;
    if !(quotas.are_any() && matches!(request.route.access, Access::Member(_))) {
        return Ok(false);
    }
    let Some(identity) = request.identity.resolved() else { return Ok(false) };
    match identity.tenant_id() {
        Some(tenant) => quotas.check_tenant(tenant.0),
        None => quotas.check_seen(&(identity.user_id(), named(request))),
    }
}

/// Counts a request against the limit of the tenant that it turned out to be in. What it did stays done.
pub fn count_behind(request: &Request, answer: Answer) -> Answer {
    let quotas = &request.state.shared.quotas;
    if !quotas.are_any() {
        return answer;
    }
    let Some(admission) = request.identity.admission() else { return answer };
    let Some(tenant) = admission.tenant_id else { return answer };
    match quotas.check_admitted(tenant.0, (admission.user_id, named(request))) {
        Err(refused) if request.route.method.is_safe() => Err(refused),
        _ => answer,
    }
}

fn named(request: &Request) -> Option<String> {
    request.named_tenant().map(str::to_owned)
}
