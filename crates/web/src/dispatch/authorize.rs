//! Whether the holder of a credential may use a route, as far as that is known before the body is read. This only
//! refuses early: each unit of work checks all of it again.

use auth::{CredentialError, admins};
use tenancy::api_keys::KeyHolder;
use tenancy::impersonations::Impersonation;

use crate::error::Error;
use crate::request::RECENT_AUTH;
use crate::route::{Access, Route};
use crate::session::{Identity, Principal};
use crate::state::State;

/// 403 where the holder may not use the route, 401 where the session still owes the second factor. For platform admins'
/// routes, it asks the database whether the user is one.
pub async fn check(state: &State, route: &Route, identity: &Identity) -> Result<(), Error> {
    match identity {
        Identity::User(principal) => {
            check_session(state, route, principal)?;
            match route.access {
                Access::Platform => check_platform_admin(state, principal).await,
                _ => Ok(()),
            }
        }
        Identity::Key(holder) => check_key(route, holder),
        Identity::Impersonator(acting) => check_impersonator(route, acting),
    }
}

/// What a session opens.
fn check_session(state: &State, route: &Route, principal: &Principal) -> Result<(), Error> {
    if matches!(route.access, Access::Open(_)) {
        return Ok(());
    }
    if principal.pending && route.access != Access::MfaPending {
        return Err(Error::Unauthenticated);
    }
    if route.requires_verified_contact && !principal.is_verified() {
        return Err(CredentialError::Unverified.into());
    }
    if route.requires_recent_auth && state.auth.clock.now() - principal.proved_at > RECENT_AUTH {
        return Err(CredentialError::ProofTooOld.into());
    }
    Ok(())
}

/// 403 unless the user is a platform admin and the session was proved by two factors (INV-5).
async fn check_platform_admin(state: &State, principal: &Principal) -> Result<(), Error> {
    if !admins::is_admin(&state.auth, principal.user_id).await? {
        return Err(CredentialError::NotPlatformAdmin.into());
    }
    if !principal.second_factor {
        return Err(CredentialError::SecondFactorMissing.into());
    }
    Ok(())
}

/// What an API key opens: the routes of its scopes, in its own tenant, with the lower of its and its maker's roles.
fn check_key(route: &Route, holder: &KeyHolder) -> Result<(), Error> {
    let (Some((things, action)), Access::Member(needed)) = (route.scope(), route.access) else {
        return Err(Error::forbidden("not_for_keys", "API keys don't open this."));
    };
    if !holder.may(things, action) {
        return Err(CredentialError::ScopeMissing.into());
    }
    if holder.role < needed {
        return Err(Error::forbidden("role_too_low", "The role of the key or of its maker is too low."));
    }
    Ok(())
}

/// What an impersonation opens: what the user may do in the one tenant, and none of what is theirs beyond it.
fn check_impersonator(route: &Route, impersonation: &Impersonation) -> Result<(), Error> {
    if !route.opens_to_impersonators() {
        return Err(Error::forbidden("impersonating", "This can't be done while acting as another user."));
    }
    let Access::Member(needed) = route.access else { return Ok(()) };
    if impersonation.read_only && !route.method.is_safe() {
        return Err(CredentialError::ReadOnly.into());
    }
    // A user who is no longer a member has no role here; entering the tenant then answers 404.
    if impersonation.role.is_some_and(|role| role < needed) {
        return Err(Error::forbidden(
            "role_too_low",
            "The role of the member is too low, or the impersonation is read-only.",
        ));
    }
    Ok(())
}
