//! What an impersonation opens: what the user may do in the one tenant, and none of what is theirs beyond it.

use tenancy::impersonations::Impersonation;

use crate::error::Error;
use crate::route::{Access, Route};

/// Whether somebody who acts as a member may use a route, as far as the impersonation tells. What the member may is asked again
/// where the work is done.
pub fn admit(route: &Route, impersonation: &Impersonation) -> Result<(), Error> {
    if !route.opens_to_impersonators() {
        return Err(Error::forbidden("impersonating", "That is not for whoever acts as somebody else."));
    }
    let Access::Member(needed) = route.access else { return Ok(()) };
    if impersonation.read_only && !route.method.is_safe() {
        return Err(Error::forbidden("read_only_impersonation", "This impersonation only reads."));
    }
    // Of somebody who is a member no more, the tenant itself says that there is nothing.
    if impersonation.role.is_some_and(|role| role < needed) {
        return Err(Error::forbidden("role_too_low", "The user's role, or what only reads, is not enough."));
    }
    Ok(())
}
