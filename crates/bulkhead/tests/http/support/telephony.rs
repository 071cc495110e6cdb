//! What a tenant has of telephony that no request makes: what the carrier tells of, and rows that bodies may name.

use tenancy::testing::TestDb;
use uuid::Uuid;

use super::server::NOWHERE;

/// A phone and a call that each tenant of a test's has, for bodies that name one: ids are a tenant's own.
pub const PHONE: Uuid = Uuid::from_u128(0x0197_ca7a_0000_7000_8000_0000_0000_0004);
pub const CALL: Uuid = Uuid::from_u128(0x0197_ca7a_0000_7000_8000_0000_0000_0005);

/// SQL that gives a tenant the phone, whose owner this user is.
pub fn phone(tenant: Uuid, owner: Uuid) -> String {
    format!(
        "insert into app.phones (tenant_id, id, owner_id, number, calls_per_second, segments_per_second)
         values ('{tenant}', '{PHONE}', '{owner}', '+15005550006', 50, 50);"
    )
}

/// SQL that gives the phone an active agent for outgoing calls.
pub fn agent(tenant: Uuid, owner: Uuid) -> String {
    format!(
        "insert into app.agents (tenant_id, id, owner_id, name, direction, phone_id, active)
         values ('{tenant}', '{PHONE}', '{owner}', 'Ada', 'outgoing', '{PHONE}', true);"
    )
}

/// SQL that gives a tenant a message of the phone, with these words.
pub fn message(tenant: Uuid, id: Uuid, owner: Uuid, words: &str) -> String {
    format!(
        "insert into app.messages (tenant_id, id, owner_id, phone_id, direction, \"from\", \"to\", body)
         values ('{tenant}', '{id}', '{owner}', '{PHONE}', 'incoming', '{words}', '+15005550006', '{words} body');"
    )
}

/// SQL that gives a tenant a call of the phone and a turn of it, with these words where there may be any.
pub fn call(tenant: Uuid, id: Uuid, owner: Uuid, words: &str) -> String {
    let turn = turn(id);
    format!(
        "insert into app.calls (tenant_id, id, owner_id, phone_id, direction, \"from\", \"to\", error_code)
         values ('{tenant}', '{id}', '{owner}', '{PHONE}', 'incoming', '{words}', '+15005550006', '{words}');
         insert into app.call_turns (tenant_id, id, owner_id, call_id, number, heard, said)
         values ('{tenant}', '{turn}', '{owner}', '{id}', 1, '{words} heard', '{words} said');"
    )
}

/// SQL that gives a tenant a draft of a campaign by the phone, and a recipient of it, with these words.
pub fn campaign(tenant: Uuid, id: Uuid, owner: Uuid, words: &str) -> String {
    let recipient = turn(id);
    format!(
        "insert into app.campaigns (tenant_id, id, owner_id, name, channel, body, phone_id)
         values ('{tenant}', '{id}', '{owner}', '{words}', 'sms', '{words} body', '{PHONE}');
         insert into app.campaign_recipients (tenant_id, id, owner_id, campaign_id, address, body)
         values ('{tenant}', '{recipient}', '{owner}', '{id}', '{words} address', '{words} body');"
    )
}

/// SQL that gives a tenant a paused webhook, and a delivery to it that failed with these words.
pub fn webhook(tenant: Uuid, id: Uuid, owner: Uuid, words: &str) -> String {
    let delivery = turn(id);
    format!(
        "insert into app.webhooks (tenant_id, id, owner_id, url, events, status, secret, signing_key, public_key)
         values ('{tenant}', '{id}', '{owner}', 'http://{NOWHERE}/{words}', '{{call-turn.restored}}', 'paused', '\\x00', '\\x00',
           'whpk_{words}');
         insert into tenancy.webhook_deliveries (tenant_id, id, owner_id, webhook_id, event_type, status, ended_at, error)
         values ('{tenant}', '{delivery}', '{owner}', '{id}', 'webhook.test', 'failed', now(), '{words}');"
    )
}

/// SQL that tells a member of a tenant of a row.
pub fn notification(tenant: Uuid, id: Uuid, owner: Uuid) -> String {
    format!(
        "insert into tenancy.notifications (tenant_id, id, owner_id, kind, resource, row_id)
         values ('{tenant}', '{id}', '{owner}', 'campaign', 'campaigns', '{id}');"
    )
}

/// The turn of a call, the recipient of a campaign, or the delivery to a webhook.
fn turn(call: Uuid) -> Uuid {
    Uuid::from_u128(call.as_u128().wrapping_add(1))
}

/// SQL that gives a tenant an image job that failed, and a file of it, with these words.
pub fn image(tenant: Uuid, id: Uuid, owner: Uuid, words: &str) -> String {
    format!(
        "insert into app.image_jobs (tenant_id, id, owner_id, prompt, status, error)
         values ('{tenant}', '{id}', '{owner}', '{words} prompt', 'failed', 'refused');
         insert into tenancy.image_files (tenant_id, id, owner_id, image_job_id, part, media_type, bytes)
         values ('{tenant}', '{id}', '{owner}', '{id}', 'result', 'image/png', '{words} bytes'::bytea);"
    )
}

/// Gives a tenant rows of everything that no request makes, and returns the paths of the collections with the values
/// of their parameters and of a row.
pub async fn give(db: &TestDb, tenant: Uuid, owner: Uuid, mark: &str) -> Vec<(&'static str, String)> {
    let row = Uuid::from_u128(tenant.as_u128().wrapping_add(1));
    let message_id = Uuid::from_u128(tenant.as_u128().wrapping_add(3));
    let campaign_id = Uuid::from_u128(tenant.as_u128().wrapping_add(5));
    let webhook_id = Uuid::from_u128(tenant.as_u128().wrapping_add(7));
    let notification_id = Uuid::from_u128(tenant.as_u128().wrapping_add(9));
    let image_id = Uuid::from_u128(tenant.as_u128().wrapping_add(11));
    let rows = [
        phone(tenant, owner),
        agent(tenant, owner),
        call(tenant, CALL, owner, mark),
        call(tenant, row, owner, mark),
        message(tenant, message_id, owner, mark),
        campaign(tenant, campaign_id, owner, mark),
        webhook(tenant, webhook_id, owner, mark),
        notification(tenant, notification_id, owner),
        image(tenant, image_id, owner, mark),
    ];
    db.superuser(&rows.concat()).await;
    vec![
        ("/api/calls", row.to_string()),
        ("/api/calls/{call_id}/turns", format!("{row}/{}", turn(row))),
        ("/api/messages", message_id.to_string()),
        ("/api/campaigns/{campaign_id}/recipients", format!("{campaign_id}/{}", turn(campaign_id))),
        ("/api/notifications", notification_id.to_string()),
        ("/api/image-jobs", image_id.to_string()),
        ("/api/webhooks/{webhook_id}/deliveries", format!("{webhook_id}/{}", turn(webhook_id))),
    ]
}
