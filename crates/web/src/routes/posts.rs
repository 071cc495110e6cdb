//! The posts of the users that the caller follows.

use std::rc::Rc;

use actix_web::http::Method;
use domain::kit::ListQuery;
use domain::posts::{self, POSTS};
use tenancy::Role;

use super::resources::list_page;
use crate::request::Request;
use crate::route::{Response, Route, Success, handler};
use crate::schema::Schema;

/// The line of the table for the feed.
pub fn routes() -> Vec<Route> {
    let success = Success { status: 200, schema: Schema::Page(&POSTS) };
    let summary = "List the posts of the caller and of the members that they follow, newest first";
    vec![
        Route::new("posts", (Method::GET, "/api/posts/feed"), "listFeed", summary, success, handler!(feed))
            .member(Role::Viewer)
            .query(&["limit", "cursor"])
            .allow_api_keys()
            .deferrable(),
    ]
}

async fn feed(request: Rc<Request>) -> Response {
    let query = ListQuery::parse_page(&POSTS, request.query()?)?;
    list_page(&request, posts::feed(), &query).await
}
