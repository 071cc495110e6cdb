//! The route table: every path that the server answers, and who may use it.

mod docs;
mod health;
mod resources;
mod tenants;

use std::sync::LazyLock;

use domain::{contacts::CONTACTS, leads::LEADS};
use resources::resource;

use crate::route::Route;

/// All routes, in the order in which they are described.
pub static ROUTES: LazyLock<Vec<Route>> = LazyLock::new(|| {
    [tenants::routes(), resource(&LEADS), resource(&CONTACTS), health::routes(), docs::routes()].concat()
});
