//! What opens an impersonation: a token that a platform admin's browser has for half an hour, in place of that of its
//! own session. Its row names the user it acts as. `tenancy` has a row with the tenant, and without that row the token
//! opens nothing.

mod begin;
mod end;
mod live;

use time::Duration;

use crate::ImpersonationId;

pub use begin::{BeginError, NewImpersonation, begin, check};
pub(crate) use end::end_of_user;
pub use end::{give_up, sign_out, sweep};
pub use live::live;

/// How long one lasts. Nothing prolongs it.
pub const LIFETIME: Duration = Duration::minutes(30);

/// One whose row has just gone.
struct Gone {
    id: ImpersonationId,
    admin_id: crate::UserId,
    user_id: crate::UserId,
    session_id: crate::SessionId,
}
