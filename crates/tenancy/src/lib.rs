//! What you may touch: tenants, memberships, roles, and the one door to tenant data.
//!
//! [`Db`] leads to tenant data in two ways, and there is no third: [`Db::run_once`] runs one [`Statement`] that enters
//! the tenant and does its work in a single round trip, and [`Db::begin`] opens a [`TenantTx`] for several statements.
//! Both check the membership for that very unit of work, in the transaction that does the work. Background work comes
//! in by [`Jobs`], which requests don't have.

pub mod api_keys;
pub mod audit;
mod caller;
pub mod changes;
mod conversations;
mod db;
pub mod denied;
pub mod doctor;
mod error;
pub mod idempotency;
mod ids;
pub mod impersonations;
pub mod invitations;
mod jobs;
pub mod live;
pub mod members;
mod membership;
pub mod migrate;
pub mod platform;
mod platform_tx;
pub mod presence;
mod row_order;
mod search;
mod seen;
mod signed_requests;
mod statement;
mod tenant_ref;
mod tenant_tx;
pub mod tenants;
#[cfg(feature = "testing")]
pub mod testing;
mod unsubscribe;
mod work;

pub use base::Mode;
pub use caller::{Admission, Caller, SessionDemands};
pub use db::{Db, Intent, TenantRequest};
pub use error::Error;
pub use ids::TenantId;
pub use jobs::{Job, JobContext, JobRequest, Jobs};
pub use membership::{ACCESS_COLUMNS, Membership, Role};
pub use platform_tx::PlatformTx;
pub use row_order::put_in_order;
pub use seen::SeenTenants;
pub use signed_requests::{FoundPhone, PhoneLookup, SignedRequest};
pub use statement::Statement;
pub use tenant_ref::TenantRef;
pub use tenant_tx::TenantTx;
pub use unsubscribe::Unsubscription;
pub use work::Work;
