//! What an API key opens: the routes of its scopes, in its own tenant, as its maker and no higher than they or it may be.

use tenancy::api_keys::KeyHolder;

use crate::error::Error;
use crate::route::{Access, Route};

/// Whether a key may use a route, as far as the key tells. What its maker may is asked again where the work is done.
pub fn admit(route: &Route, holder: &KeyHolder) -> Result<(), Error> {
    let (Some((things, action)), Access::Member(needed)) = (route.scope(), route.access) else {
        return Err(Error::forbidden("not_for_keys", "API keys don't open this."));
    };
    if !holder.may(things, action) {
        return Err(Error::forbidden("scope_missing", "The key has no scope for this."));
    }
    if holder.role < needed {
        return Err(Error::forbidden("role_too_low", "The key's role, or its maker's, is not enough."));
    }
    Ok(())
}
