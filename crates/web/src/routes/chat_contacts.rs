//! Whom a member may write to.

use std::collections::HashMap;
use std::rc::Rc;

use actix_web::http::{Method, StatusCode};
use auth::users;
use schemars::JsonSchema;
use serde::Serialize;
use tenancy::presence::PresentMember;
use tenancy::{Intent, Role, TenantRequest};
use uuid::Uuid;

use super::page::PageQuery;
use crate::error::Error;
use crate::request::Request;
use crate::route::{Response, Route, Success, handler};

/// The line of the table for the members whom the caller may write to.
pub fn routes() -> Vec<Route> {
    let success = Success::of::<ChatContacts>(200);
    let summary = "Lists the other members of the tenant, whom the caller may write to";
    vec![
        Route::new(
            "conversations",
            (Method::GET, "/api/chat-contacts"),
            "listChatContacts",
            summary,
            success,
            handler!(list),
        )
        .member(Role::Viewer)
        .query(&["limit", "cursor"]),
    ]
}

#[derive(Serialize, JsonSchema)]
struct ChatContacts {
    items: Vec<ChatContact>,
    /// Where the next page begins; null on the last.
    next_cursor: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct ChatContact {
    user_id: Uuid,
    name: Option<String>,
    /// Whether they have a stream of this tenant's events open, or had one in the last five minutes
    present: bool,
}

async fn list(request: Rc<Request>) -> Response {
    let page = PageQuery::parse(&request)?;
    // On the primary: a standby refuses to read what isn't logged, as the rows of who is present.
    let entry = TenantRequest { who: request.caller()?.clone(), ..request.entry(Intent::Read)? };
    // One more, in the place of the caller.
    let (membership, mut members) = request.state.db.list_present(&entry, page.after, page.limit + 1).await?;
    members.retain(|member| member.user_id != membership.user_id());
    let next_cursor = page.cut(&mut members, |member| member.user_id);
    let ids: Vec<Uuid> = members.iter().map(|member| member.user_id).collect();
    // Looked up for those ids alone, which the tenant's own statement gave.
    let people = users::profiles(&request.state.auth, &ids).await?;
    let mut names: HashMap<Uuid, String> =
        people.into_iter().map(|person| (person.id.0, person.name.as_str().to_owned())).collect();
    let contact = |PresentMember { user_id, is_present }: PresentMember| {
        let name = names.remove(&user_id);
        ChatContact { user_id, name, present: is_present }
    };
    let items = members.into_iter().map(contact).collect();
    let contacts = serde_json::to_vec(&ChatContacts { items, next_cursor }).map_err(Error::internal)?;
    Ok(Request::json(StatusCode::OK, &membership, contacts))
}
