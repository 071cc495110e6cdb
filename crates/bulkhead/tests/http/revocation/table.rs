//! Which ending ends which credential, for which kind of route.

use tenancy::Role;
use web::route::{Access, Route};

/// A kind of credential. On a platform admin's route its user is one, with two factors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Cookie,
    Bearer,
    Key,
    /// The cookie of a platform admin who acts as a member, and may write.
    Acting,
}

/// A way to end a credential, or to take away what it opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// None, for comparison.
    Nothing,
    /// This one alone: the session from elsewhere, the key by an admin, the impersonation by its end.
    Revoked,
    RefreshTokenRevoked,
    /// Of an impersonation: the admin signs out.
    LoggedOut,
    LoggedOutEverywhere,
    PasswordChanged,
    /// With a new password, as the user may.
    KeysRevokedWithPassword,
    UserDisabled,
    RoleLowered,
    RemovedFromTenant,
    TenantSuspended,
    SecondFactorRequired,
    PlatformRightsTaken,
}

/// Open, and yet a session counts on it: a user who is signed in joins the tenant. A caller who isn't gets 409, since
/// the address has an account.
pub const ACCEPTANCE: &str = "/auth/invitations/accept";

pub const KINDS: [Kind; 4] = [Kind::Cookie, Kind::Bearer, Kind::Key, Kind::Acting];

pub const ENDINGS: [Ending; 13] = [
    Ending::Nothing,
    Ending::Revoked,
    Ending::RefreshTokenRevoked,
    Ending::LoggedOut,
    Ending::LoggedOutEverywhere,
    Ending::PasswordChanged,
    Ending::KeysRevokedWithPassword,
    Ending::UserDisabled,
    Ending::RoleLowered,
    Ending::RemovedFromTenant,
    Ending::TenantSuspended,
    Ending::SecondFactorRequired,
    Ending::PlatformRightsTaken,
];

/// Whether a kind of credential opens a route at all.
pub fn opens(route: &Route, kind: Kind) -> bool {
    match (route.access, kind) {
        (Access::Open(_), _) => route.path == ACCEPTANCE && kind == Kind::Cookie,
        (_, Kind::Cookie | Kind::Bearer) => true,
        (_, Kind::Key) => route.scope().is_some(),
        (_, Kind::Acting) => route.opens_to_impersonators(),
    }
}

/// Whether an ending can happen to a kind of credential.
pub fn applies(route: &Route, kind: Kind, ending: Ending) -> bool {
    match ending {
        Ending::RefreshTokenRevoked => kind == Kind::Bearer,
        Ending::LoggedOut => kind != Kind::Key,
        Ending::KeysRevokedWithPassword => kind == Kind::Key,
        Ending::PlatformRightsTaken => kind == Kind::Acting || route.access == Access::Platform,
        // Here a route answers by what the tenant is, whatever the credential: a factor stays while a tenant requires
        // it, and a suspended tenant is neither joined nor entered by impersonation.
        Ending::SecondFactorRequired => !["/auth/mfa/totp/disable", "/auth/passkeys/{id}"].contains(&route.path),
        Ending::TenantSuspended => !["/admin/impersonations", ACCEPTANCE].contains(&route.path),
        _ => true,
    }
}

/// Whether a status refuses a request whose credential has ended.
pub fn refuses(route: &Route, status: u16) -> bool {
    [401, 403, 404].contains(&status) || route.path == ACCEPTANCE && status == 409
}

/// Whether a request with this credential must be refused once the ending is committed.
pub fn ends(route: &Route, kind: Kind, ending: Ending) -> bool {
    match ending {
        Ending::Nothing => false,
        Ending::Revoked
        | Ending::RefreshTokenRevoked
        | Ending::LoggedOut
        | Ending::KeysRevokedWithPassword
        | Ending::UserDisabled
        | Ending::PlatformRightsTaken => true,
        // Keys are a tenant's: they outlive their maker's sessions and password, unless the maker revokes them.
        Ending::LoggedOutEverywhere | Ending::PasswordChanged => kind != Kind::Key,
        Ending::RoleLowered => matches!(route.access, Access::Member(needed) if needed > Role::Viewer),
        // What is the user's own needs no tenant.
        Ending::RemovedFromTenant | Ending::TenantSuspended | Ending::SecondFactorRequired => {
            matches!(route.access, Access::Member(_))
        }
    }
}
