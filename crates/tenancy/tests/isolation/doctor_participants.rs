//! Faults of what participants see, each seeded in a database of its own: doctor refuses it by name.

use crate::doctor::refuses;

const TENANT: &str = "tenant_id = current_setting('app.tenant_id')::uuid";

#[tokio::test]
async fn ten_1_policies_of_participants_that_ask_for_no_conversation_are_refused() {
    for (table, column) in [("app.conversations", "id"), ("app.conversation_messages", "conversation_id")] {
        for other in [TENANT.to_owned(), format!("{TENANT} and {column} = current_setting('app.user_id')::uuid")] {
            for (policy, kind) in [("tenant", "permissive"), ("tenant_guard", "restrictive")] {
                refuses(
                    &format!("alter policy {policy} on {table} using ({other}) with check ({other})"),
                    &format!("{table}: lacks the {kind} policy of class participants for bulkhead_app"),
                )
                .await;
            }
        }
        refuses(
            &format!("create policy support on {table} for select to bulkhead_app using ({TENANT})"),
            &format!("{table}: policy support reads"),
        )
        .await;
    }
}

#[tokio::test]
async fn ten_1_a_policy_that_finds_the_participations_of_others_is_refused() {
    refuses(
        &format!("alter policy owner_finds_participations on app.conversation_participants using ({TENANT})"),
        "app.conversation_participants: policy owner_finds_participations reads more than the participations of the user",
    )
    .await;
    refuses(
        &format!("create policy owner_finds_participations on app.conversations for select to bulkhead_owner using ({TENANT})"),
        "app.conversations: policy owner_finds_participations reads",
    )
    .await;
}

#[tokio::test]
async fn ten_1_a_way_into_conversations_that_asks_who_takes_part_no_more_is_refused() {
    let body = |ids: &str| {
        format!(
            "create or replace function tenancy.enter_conversations(tenant uuid, participant uuid, named uuid) returns uuid[]
             language plpgsql volatile security definer set search_path = '' as $$
             begin
               perform set_config('app.conversations', {ids}, true);
               return {ids}::uuid[];
             end $$"
        )
    };
    refuses(&body("format('{%s}', named)"), "tenancy.enter_conversations: lets a member into a conversation of others")
        .await;
    refuses(&body("'{}'"), "tenancy.enter_conversations: keeps a participant out of a conversation").await;
}

#[tokio::test]
async fn ten_9_a_table_of_participants_whose_lines_name_no_conversation_is_refused() {
    for (table, column) in [("conversations", "id"), ("conversation_messages", "conversation_id")] {
        for arguments in ["'id'", "'id', 'audience=owner_id'"] {
            refuses(
                &format!(
                    "create or replace trigger record_change after insert or update or delete on app.{table}
                       for each row execute function tenancy.record_change({arguments})"
                ),
                &format!(
                    "app.{table}: does not name the conversation as the audience of its lines in the change log: \
                     tenancy.record_change('id', 'audience={column}', …)"
                ),
            )
            .await;
        }
    }
}

#[tokio::test]
async fn ten_9_a_change_log_that_shows_lines_about_conversations_is_refused() {
    refuses(
        "alter policy private_lines on tenancy.changes using (audience is not null or table_name <> all (array(
           select split_part(k.table_name, '.', 2) from tenancy.classes k where k.class = 'private')))",
        "tenancy.changes: lacks the restrictive policy that hides a line about a private row or a conversation",
    )
    .await;
}
