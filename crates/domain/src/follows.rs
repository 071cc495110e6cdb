//! Which members' posts another member reads in their feed.

use futures_util::FutureExt;
use tenancy::{Statement, TenantTx};

use crate::kit::{Class, Draft, Error, Field, Operation, Resource, Scope};

/// The most users that a member follows. A feed looks at the posts of each.
const MAX_FOLLOWED: i64 = 1_000;

/// That a member follows another. All members see it; the follower alone begins and ends it.
pub static FOLLOWS: Resource = Resource::new("follow", "follows", "app.follows")
    .section("Community", "user-round-check")
    .shared()
    .listed_by_owner()
    .operations(&[Operation::List, Operation::Find, Operation::Create, Operation::Delete])
    .reserved(&[Operation::Delete], &["owner_id"])
    .natural_key(&["owner_id", "user_id"])
    .check("follows_of_another", "user_id", "must be another member")
    .before_write(|tx, draft| refuse_too_many(tx, draft).boxed())
    .fields(&[Field::member("user_id").required().filterable().example("0197a3c2-7d50-7000-8000-000000000002")]);

/// Appends a query of the ids of the users that the user of `access` follows.
pub(crate) fn push_followed(sql: &mut Statement) {
    sql.push("select user_id from app.follows where ");
    // One's own, of the tenant.
    Scope::Access.push(sql, Class::Private);
    sql.push(" and deleted_at is null");
}

/// Refuses one more than the most. To follow a user again is no more.
async fn refuse_too_many(tx: &mut TenantTx, draft: &mut Draft<'_>) -> Result<(), Error> {
    let mut sql = Statement::new("select 1 from app.follows where ");
    Scope::Member(tx).push(&mut sql, Class::Private);
    sql.push(" and deleted_at is null and user_id is distinct from ").bind(draft.id("user_id")?);
    // The last of the most, if there are so many.
    sql.push(" offset ").bind(MAX_FOLLOWED - 1).push(" limit 1");
    if tx.run(sql).await?.is_empty() {
        return Ok(());
    }
    Err(Error::Conflict {
        constraint: "follows_of_user".to_owned(),
        code: "follow_limit",
        detail: "A member follows 1,000 others at most.",
    })
}
