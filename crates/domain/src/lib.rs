//! What tenants own: a file per resource, over one small kit that knows how resources behave.

pub mod contacts;
pub mod kit;
pub mod leads;

use kit::Resource;

/// Every resource that the kit serves.
pub static RESOURCES: &[&Resource] = &[&leads::LEADS, &contacts::CONTACTS];
