//! The route table: every path that the server answers, and who may use it.

mod admin;
mod analytics;
mod api_keys;
mod audit_log;
mod auth;
mod chat_contacts;
mod chat_endpoint;
mod conversations;
mod docs;
mod events;
mod health;
mod idempotent;
pub mod image_jobs;
mod invitations;
mod members;
mod notifications;
mod nullable;
mod outgoing_webhooks;
mod page;
mod posts;
mod push_subscriptions;
mod recordings;
pub mod reports;
mod resources;
mod settings;
mod tenant_urls;
mod tenants;
mod transfers;
mod universities;
mod unsubscribe;
mod webhooks;

use std::sync::LazyLock;

use domain::RESOURCES;
use resources::resource;

use crate::route::Route;

/// All routes, in the order in which they are described.
pub static ROUTES: LazyLock<Vec<Route>> = LazyLock::new(|| {
    [
        auth::routes(),
        auth::mfa_routes(),
        auth::passkeys(),
        tenants::routes(),
        members::routes(),
        invitations::routes(),
        RESOURCES.iter().copied().flat_map(resource).collect(),
        outgoing_webhooks::routes(),
        push_subscriptions::routes(),
        conversations::routes(),
        chat_contacts::routes(),
        recordings::routes(),
        posts::routes(),
        image_jobs::routes(),
        notifications::routes(),
        universities::routes(),
        events::routes(),
        settings::routes(),
        chat_endpoint::routes(),
        analytics::routes(),
        audit_log::routes(),
        api_keys::routes(),
        webhooks::routes(),
        unsubscribe::routes(),
        admin::routes(),
        health::routes(),
        docs::routes(),
        reports::routes(),
    ]
    .concat()
});
