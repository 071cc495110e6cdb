//! What members tell each other, and the feed of a member.

use tenancy::Statement;

use crate::follows;
use crate::kit::{Collection, Field, Operation, Resource};

/// Texts that all members of the tenant read. Their authors change them; admins can take them away.
pub static POSTS: Resource = Resource::new("post", "posts", "app.posts")
    .section("Community", "newspaper")
    .shared()
    .searchable()
    .listed_by_owner()
    .reserved(&[Operation::Replace, Operation::Patch, Operation::Delete, Operation::Restore], &["owner_id"])
    .moderated()
    .fields(&[Field::text("body", 1, 10_000).required().example("We have our first hundred customers")]);

/// The posts of the caller and of the users that they follow.
pub fn feed() -> Collection<'static> {
    POSTS.of_owners(push_authors)
}

fn push_authors(sql: &mut Statement) {
    sql.push("select access.user_id union all ");
    follows::push_followed(sql);
}
