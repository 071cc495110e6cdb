//! Chat: conversations among members of a tenant, who takes part in them, and their messages.

use futures_util::FutureExt;
use tenancy::{Statement, TenantTx};

use crate::kit::{Body, Error, Field, FieldError, Operation, Record, Resource};

/// How far the user of the context has read the conversation of the row. The inner names are others than the row's, so
/// that `tenant_id` and `id` are those of the row.
macro_rules! own_read_seq {
    () => {
        "coalesce((select own.read_seq from (
           select tenant_id as of_tenant, conversation_id, user_id, read_seq from app.conversation_participants) own
         where own.of_tenant = tenant_id and own.conversation_id = id
           and own.user_id = nullif(current_setting('app.user_id', true), '')::uuid), 0)"
    };
}

mod read_marks;
mod signals;

pub use read_marks::{ReadMark, read, read_in};
pub use signals::{typing, typing_in};

/// The most users that a conversation is made with.
const MAX_PARTICIPANTS: usize = 100;

/// Conversations, seen by those who take part. The user who made one may delete and restore it.
pub static CONVERSATIONS: Resource = Resource::new("conversation", "conversations", "app.conversations")
    .section("Chat", "messages-square")
    .participants()
    .operations(&[
        Operation::List,
        Operation::Find,
        Operation::Create,
        Operation::Patch,
        Operation::Delete,
        Operation::Restore,
    ])
    .reserved(&[Operation::Delete, Operation::Restore], &["owner_id"])
    .after_create(|tx, conversation, body| join(tx, conversation, body).boxed())
    .fields(&[
        Field::text("title", 1, 200).example("Launch"),
        Field::integer("last_seq", 0, i64::MAX).required().read_only(),
        Field::integer("read_seq", 0, i64::MAX).required().computed(concat!(own_read_seq!(), " as read_seq")),
        Field::integer("unread", 0, i64::MAX).required().computed(concat!(
            "last_seq - ",
            own_read_seq!(),
            " as unread"
        )),
        Field::uuids("participants", MAX_PARTICIPANTS).required().create_only(),
    ]);

/// Who takes part in a conversation. Each of them may add members of the tenant; a participant leaves by deleting their
/// own row, and is removed by the user who added them.
pub static PARTICIPANTS: Resource =
    Resource::new("conversation-participant", "conversation-participants", "app.conversation_participants")
        .section("Chat", "user-plus")
        .under(&CONVERSATIONS, "conversation_id")
        .segment("participants")
        .operations(&[Operation::List, Operation::Find, Operation::Create, Operation::Delete])
        .reserved(&[Operation::Delete], &["owner_id", "user_id"])
        .natural_key(&["user_id"])
        .foreign_key("conversation_participants_member", "user_id")
        .fields(&[
            Field::uuid("conversation_id").refers_to("conversations").required().read_only(),
            Field::member("user_id").required().example("0197a3c2-7d50-7000-8000-000000000002"),
            Field::integer("read_seq", 0, i64::MAX).required().read_only(),
        ]);

/// Messages of a conversation, numbered by `seq` without a gap (`tenancy.number_message`). A message that its sender
/// sends again with its `client_id` is the one that is there. Its sender may delete it: its number stays.
pub static MESSAGES: Resource =
    Resource::new("conversation-message", "conversation-messages", "app.conversation_messages")
        .section("Chat", "message-circle")
        .under(&CONVERSATIONS, "conversation_id")
        .segment("messages")
        .operations(&[Operation::List, Operation::Find, Operation::Create, Operation::Delete])
        .reserved(&[Operation::Delete], &["owner_id"])
        .tombstones(&["body"])
        .natural_key(&["owner_id", "client_id"])
        .sorted_by("-seq")
        .fields(&[
            Field::uuid("conversation_id").refers_to("conversations").required().read_only(),
            Field::integer("seq", 0, i64::MAX).required().read_only().sortable().followable(),
            Field::text("body", 1, 10_000).required().example("Shall we launch on Monday?"),
            Field::uuid("client_id").required().example("0197a3c2-7d50-7000-8000-000000000003"),
        ]);

/// Makes the creator and the named users participants of a new conversation.
async fn join(tx: &mut TenantTx, conversation: &Record, body: &Body) -> Result<(), Error> {
    let creator = tx.membership().user_id();
    let mut users = body.ids("participants");
    users.push(creator);
    let mut sql = Statement::new(
        "insert into app.conversation_participants (tenant_id, id, owner_id, conversation_id, user_id) select ",
    );
    sql.bind(tx.membership().tenant_id().0).push(", gen_random_uuid(), ").bind(creator);
    sql.push(", ").bind(conversation.id).push(", named from (select distinct unnest(").bind(users);
    sql.push("::uuid[])) users (named)");
    tx.run(sql).await.map_err(|error| match PARTICIPANTS.refusal(error) {
        Error::Invalid(_) => {
            Error::Invalid(vec![FieldError::new("participants", "reference", "must be ids of members of the tenant")])
        }
        other => other,
    })?;
    Ok(())
}
