//! Faults of the logs, each seeded in a database of its own: doctor refuses it by name.

use crate::doctor::refuses;

#[tokio::test]
async fn aud_2_a_change_log_that_can_be_altered_is_refused() {
    refuses("grant update on tenancy.changes to bulkhead_app", "tenancy.changes: grants UPDATE to bulkhead_app").await;
}

#[tokio::test]
async fn aud_2_a_change_log_that_takes_rows_from_statements_is_refused() {
    refuses(
        "drop policy written_by_trigger on tenancy.changes",
        "tenancy.changes: lacks the restrictive policy that bulkhead_app inserts by trigger only",
    )
    .await;
}

#[tokio::test]
async fn aud_2_a_security_log_that_can_be_altered_is_refused() {
    refuses("grant update on auth.events to bulkhead_auth", "auth.events: grants UPDATE to bulkhead_auth").await;
}

#[tokio::test]
async fn aud_2_seals_that_can_be_altered_are_refused() {
    refuses("grant delete on auth.chain_links to bulkhead_auth", "auth.chain_links: grants DELETE to bulkhead_auth")
        .await;
    refuses(
        "grant update on tenancy.chain_links to bulkhead_platform",
        "tenancy.chain_links: grants UPDATE to bulkhead_platform",
    )
    .await;
    refuses(
        "grant select on tenancy.chain_links to bulkhead_app",
        "tenancy.chain_links: grants SELECT to bulkhead_app",
    )
    .await;
}

#[tokio::test]
async fn aud_2_a_table_outside_the_change_log_is_refused() {
    refuses("drop trigger record_change on app.leads", "app.leads: does not write the change log").await;
}

#[tokio::test]
async fn aud_2_a_disabled_change_log_trigger_is_refused() {
    refuses("alter table app.leads disable trigger record_change", "app.leads: does not write the change log").await;
}

#[tokio::test]
async fn aud_2_a_change_log_without_the_impersonator_is_refused() {
    let expected = "tenancy.changes: does not say who acted as the actor";
    refuses("alter table tenancy.changes alter impersonator_id drop default", expected).await;
    refuses("alter table tenancy.changes alter impersonator_id set default null", expected).await;
}

#[tokio::test]
async fn ten_9_a_change_log_that_shows_private_lines_is_refused() {
    for policy in ["tenant", "tenant_guard"] {
        let kind = if policy == "tenant" { "permissive" } else { "restrictive" };
        refuses(
            &format!(
                "alter policy {policy} on tenancy.changes using (tenant_id = current_setting('app.tenant_id')::uuid)"
            ),
            &format!("tenancy.changes: lacks the {kind} policy of class log for bulkhead_app"),
        )
        .await;
    }
    for opened in [
        "drop policy private_lines on tenancy.changes",
        "alter policy private_lines on tenancy.changes using (audience is not null or table_name <> 'favourites')",
    ] {
        refuses(opened, "tenancy.changes: lacks the restrictive policy that hides a line about a private row").await;
    }
}

#[tokio::test]
async fn ten_9_a_private_table_whose_lines_name_no_audience_is_refused() {
    for arguments in ["'id'", "'id', 'audience=id'", "'id', 'item_id', 'audience=owner_id'"] {
        refuses(
            &format!(
                "create or replace trigger record_change after insert or update or delete on app.favourites
                   for each row execute function tenancy.record_change({arguments})"
            ),
            "app.favourites: does not name the owner as the audience of its lines in the change log",
        )
        .await;
    }
}

#[tokio::test]
async fn aud_2_a_change_log_that_its_owner_writes_freely_is_refused() {
    for condition in ["true", "tenant_id = current_setting('app.tenant_id')::uuid"] {
        refuses(
            &format!("alter policy owner_records_changes on tenancy.changes with check ({condition})"),
            "tenancy.changes: policy owner_records_changes accepts",
        )
        .await;
    }
}
