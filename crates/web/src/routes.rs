//! The route table: every path that the server answers, and who may use it.

mod audit_log;
mod auth;
mod docs;
mod health;
mod idempotent;
mod resources;
mod settings;
mod tenants;
mod transfers;

use std::sync::LazyLock;

use domain::contacts::CONTACTS;
use domain::courses::COURSES;
use domain::favourites::FAVOURITES;
use domain::leads::LEADS;
use domain::universities::UNIVERSITIES;
use resources::resource;

use crate::route::Route;

/// All routes, in the order in which they are described.
pub static ROUTES: LazyLock<Vec<Route>> = LazyLock::new(|| {
    [
        auth::routes(),
        tenants::routes(),
        resource(&LEADS),
        resource(&CONTACTS),
        resource(&FAVOURITES),
        resource(&UNIVERSITIES),
        resource(&COURSES),
        settings::routes(),
        audit_log::routes(),
        health::routes(),
        docs::routes(),
    ]
    .concat()
});
