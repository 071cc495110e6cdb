//! What a member does with their notifications beyond single ones.

use std::rc::Rc;

use actix_web::http::{Method, StatusCode};
use domain::notifications::{self, NOTIFICATIONS};
use schemars::JsonSchema;
use serde::Serialize;
use tenancy::{Intent, Role, Work};

use super::idempotent::{self, TenantResponse};
use crate::error::Error;
use crate::request::Request;
use crate::route::{Response, Route, Success, handler};

/// The lines of the table for the number of unread notifications, and for reading all.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(
            NOTIFICATIONS.plural,
            (Method::GET, "/api/notifications/unread-count"),
            "countUnreadNotifications",
            "How many of the caller's notifications are unread, a hundred at most",
            Success::of::<UnreadCount>(200),
            handler!(count_unread),
        )
        .member(Role::Viewer)
        .allow_api_keys()
        .deferrable(),
        Route::new(
            NOTIFICATIONS.plural,
            (Method::POST, "/api/notifications/read-all"),
            "readAllNotifications",
            "Marks the caller's notifications as read, the oldest first and ten thousand at most",
            Success::of::<ReadCount>(200),
            handler!(read_all),
        )
        .member(Role::Member)
        .allow_api_keys()
        .deferrable(),
    ]
}

#[derive(JsonSchema, Serialize)]
struct UnreadCount {
    /// Notifications; 100 stands for more as well
    #[schemars(range(min = 0, max = 100), example = &3)]
    unread: i64,
}

#[derive(JsonSchema, Serialize)]
struct ReadCount {
    /// Notifications that are read now and weren't before
    #[schemars(range(min = 0, max = 10_000), example = &3)]
    read: i64,
}

async fn count_unread(request: Rc<Request>) -> Response {
    let (membership, unread) = notifications::count_unread(&request.state.db, &request.entry(Intent::Read)?).await?;
    let json = serde_json::to_vec(&UnreadCount { unread }).map_err(Error::internal)?;
    Ok(Request::json(StatusCode::OK, &membership, json))
}

async fn read_all(request: Rc<Request>) -> Response {
    idempotent::write(&request, async |work: Work<'_>| {
        let (membership, read) = match work {
            Work::Alone { db, request } => notifications::read_all(db, request).await?,
            Work::Within(tx) => {
                let read = notifications::read_all_in(tx).await?;
                (tx.membership().clone(), read)
            }
        };
        let json = serde_json::to_vec(&ReadCount { read }).map_err(Error::internal)?;
        Ok(TenantResponse { membership, status: StatusCode::OK, location: None, version: None, json })
    })
    .await
}
