//! The rows that requests about phones, their agents and calls are about, and about images.

use crate::revocation::party::{Part, Party};
use crate::support::telephony::{CALL, PHONE, agent, call, image, message, phone};

/// Makes the rows for a route of this path; `deleted` is SQL. Nothing for the path of another resource.
pub fn rows(path: &str, party: &Party, deleted: &str) -> String {
    let [tenant, row, user] = [Part::Tenant, Part::Row, Part::User].map(|part| party.id(part));
    let things = path.strip_prefix("/api/").and_then(|rest| rest.split('/').next()).unwrap_or_default();
    let named = match things {
        "agents" | "message-agents" | "calls" | "messages" | "campaigns" => phone(tenant, user),
        "scheduled-calls" => phone(tenant, user) + &agent(tenant, user),
        "recordings" => phone(tenant, user) + &call(tenant, CALL, user, "Row"),
        _ => String::new(),
    };
    if !path.contains('{') {
        return named;
    }
    let own = match things {
        "prompts" => format!(
            "insert into app.prompts (tenant_id, id, owner_id, name, body, deleted_at)
             values ('{tenant}', '{row}', '{user}', 'Row', 'Row', {deleted});"
        ),
        "phones" => format!(
            "insert into app.phones (tenant_id, id, owner_id, number, calls_per_second, segments_per_second, deleted_at)
             values ('{tenant}', '{row}', '{user}', '+15005550007', 50, 50, {deleted});"
        ),
        "agents" => format!(
            "insert into app.agents (tenant_id, id, owner_id, name, direction, phone_id, deleted_at)
             values ('{tenant}', '{row}', '{user}', 'Row', 'incoming', '{PHONE}', {deleted});"
        ),
        "message-agents" => format!(
            "insert into app.message_agents (tenant_id, id, owner_id, name, phone_id, deleted_at)
             values ('{tenant}', '{row}', '{user}', 'Row', '{PHONE}', {deleted});"
        ),
        "calls" => call(tenant, row, user, "Row"),
        "recordings" => format!(
            "insert into app.recordings (tenant_id, id, owner_id, call_id, carrier_sid, deleted_at)
             values ('{tenant}', '{row}', '{user}', '{CALL}', 'RE00000000000000000000000000000001', {deleted});"
        ),
        "messages" => message(tenant, row, user, "Row"),
        "image-jobs" => {
            let trashed = format!("update app.image_jobs set deleted_at = {deleted} where id = '{row}';");
            image(tenant, row, user, "Row") + &trashed
        }
        "suppressions" => format!(
            "insert into app.suppressions (tenant_id, id, owner_id, address, deleted_at)
             values ('{tenant}', '{row}', '{user}', 'row@party.test', {deleted});"
        ),
        "campaigns" => {
            // Of a state that the path's verb begins in, with an audience.
            let status = match path.rsplit('/').next() {
                Some("pause" | "cancel") => "running",
                Some("resume") => "paused",
                _ => "draft",
            };
            format!(
                "insert into app.contacts (tenant_id, id, owner_id, name, phone)
                 values ('{tenant}', '{row}', '{user}', 'Row', '+14155550100');
                 insert into app.campaigns (tenant_id, id, owner_id, name, channel, phone_id, body, scheduled_at, status,
                   deleted_at)
                 values ('{tenant}', '{row}', '{user}', 'Row', 'sms', '{PHONE}', 'Row', '2036-01-31T09:30:00Z',
                   '{status}', {deleted});"
            )
        }
        "scheduled-calls" => format!(
            "insert into app.scheduled_calls (tenant_id, id, owner_id, phone_id, \"to\", scheduled_at, deleted_at)
             values ('{tenant}', '{row}', '{user}', '{PHONE}', '+14155550100', '2036-01-31T09:30:00Z', {deleted});"
        ),
        _ => String::new(),
    };
    named + &own
}
