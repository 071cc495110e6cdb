//! The routes of platform admins, who run the installation. They show nothing of a tenant's data.

mod health;
mod impersonations;
mod jobs;
mod tenants;
mod users;

use actix_web::http::Method;

use crate::route::{Access, Body, Handler, Route, Success, handler};
use crate::schema::Schema;

/// The lines of the table for platform admins.
pub fn routes() -> Vec<Route> {
    let mut routes = of_tenants_and_users();
    routes.extend(of_background_work());
    routes
}

fn line(
    path: (Method, &'static str),
    operation: &'static str,
    summary: &'static str,
    success: Success,
    handler: Handler,
) -> Route {
    Route::new("administration", path, operation, summary, success, handler).access(Access::Platform)
}

fn of_tenants_and_users() -> Vec<Route> {
    let (all, one) = ("/admin/tenants", "/admin/tenants/{id}");
    let tenant = Success::of::<tenants::TenantRecordView>;
    let act = |path, operation, summary, handler| line((Method::POST, path), operation, summary, tenant(200), handler);
    vec![
        line(
            (Method::GET, all),
            "listAllTenants",
            "Lists all tenants, closed ones too",
            Success::of::<tenants::TenantRecords>(200),
            handler!(tenants::list),
        )
        .query(&["limit", "cursor", "q"]),
        line(
            (Method::POST, all),
            "onboardTenant",
            "Makes a tenant and invites its owner by mail; with an Idempotency-Key, once",
            tenant(201),
            handler!(tenants::onboard),
        )
        .body(Body::Json(Schema::of::<tenants::NewTenantRecord>()))
        .lasting(),
        line((Method::GET, one), "findAnyTenant", "Shows a tenant", tenant(200), handler!(tenants::find)),
        line((Method::PATCH, one), "limitTenant", "Changes plan and quotas", tenant(200), handler!(tenants::limit))
            .body(Body::MergePatch(Schema::of::<tenants::LimitChanges>())),
        line(
            (Method::DELETE, one),
            "closeAnyTenant",
            "Closes a tenant; it is removed after thirty days",
            Success::NOTHING,
            handler!(tenants::close),
        )
        .require_recent_auth(),
        act("/admin/tenants/{id}/restore", "restoreTenant", "Opens a closed tenant again", handler!(tenants::restore)),
        act(
            "/admin/tenants/{id}/suspend",
            "suspendTenant",
            "Keeps the members of a tenant out, from their next request on",
            handler!(tenants::suspend),
        )
        .body(Body::Json(Schema::of::<tenants::Suspension>())),
        act("/admin/tenants/{id}/resume", "resumeTenant", "Lets the members in again", handler!(tenants::resume)),
        line(
            (Method::GET, "/admin/users"),
            "listUsers",
            "Lists users; q finds a part of an address",
            Success::of::<users::UserRecords>(200),
            handler!(users::list),
        )
        .query(&["limit", "cursor", "q"]),
        line(
            (Method::POST, "/admin/users/{id}/disable"),
            "disableUser",
            "Ends every credential of a user, from their next request on",
            Success::NOTHING,
            handler!(users::disable),
        )
        .require_recent_auth(),
        line(
            (Method::POST, "/admin/users/{id}/enable"),
            "enableUser",
            "Lets a disabled user sign in again",
            Success::NOTHING,
            handler!(users::enable),
        ),
        line(
            (Method::POST, "/admin/impersonations"),
            "impersonate",
            "Has this browser act as a member of one tenant for thirty minutes, reading only unless it says otherwise; the member \
             is told",
            Success::of::<impersonations::ImpersonationRecordView>(201),
            handler!(impersonations::begin),
        )
        .body(Body::Json(Schema::of::<impersonations::NewImpersonationInput>()))
        .require_recent_auth()
        .lasting(),
        line(
            (Method::GET, "/admin/impersonations"),
            "listImpersonations",
            "Lists impersonations: admin, member, tenant and reason, newest first",
            Success::of::<impersonations::ImpersonationRecords>(200),
            handler!(impersonations::list),
        )
        .query(&["limit", "cursor"]),
        line(
            (Method::GET, "/admin/denied-accesses"),
            "listDeniedAccesses",
            "Lists attempts at what belongs to another tenant, newest first",
            Success::of::<users::DeniedAccesses>(200),
            handler!(users::denied),
        )
        .query(&["limit", "cursor"]),
    ]
}

fn of_background_work() -> Vec<Route> {
    vec![
        line(
            (Method::GET, "/admin/jobs"),
            "listJobs",
            "Lists jobs of all tenants without their payloads, newest first",
            Success::of::<jobs::JobRecords>(200),
            handler!(jobs::list),
        )
        .query(&["limit", "cursor", "state", "kind", "tenant"]),
        line(
            (Method::GET, "/admin/health"),
            "showHealth",
            "Shows how the background work is: jobs by state, and the last run of each periodic task",
            Success::of::<health::HealthView>(200),
            handler!(health::show),
        ),
    ]
}
