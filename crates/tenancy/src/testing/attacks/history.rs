use serde_json::{Map, Value as Json, json};
use sqlx::PgConnection;

use super::attempts::end;
use super::tables::Table;
use super::{Arena, rows, run, text};

/// What happens without a record: the responses to retries, counts, what carriers tell, and what webhooks and browsers
/// are told and the files of images, whose acts are in the log themselves; and who types, has read how far or is present, which is no act on data.
const UNRECORDED: [&str; 10] = [
    "app.attempts",
    "app.carrier_events",
    "app.rate_slots",
    "tenancy.conversation_signals",
    "tenancy.idempotency_keys",
    "tenancy.image_files",
    "tenancy.presence",
    "tenancy.push_deliveries",
    "tenancy.usage",
    "tenancy.webhook_deliveries",
];

/// Changes, removes and makes a row of the victim's, each of which has to leave a line that names the row and the
/// actor, and as its audience the owner of a private row, or the conversation. A change that the log leaves out until
/// the row is final is one that makes it final.
pub(super) async fn missing(arena: &Arena<'_>, superuser: &mut PgConnection, table: &Table) -> Vec<String> {
    let recorded = ["shared", "private", "participants", "tenant"].contains(&table.class.as_str());
    if !recorded || UNRECORDED.contains(&table.name.as_str()) {
        return Vec::new();
    }
    let Some(row) = rows::one(superuser, table, arena.victim).await else { return Vec::new() };
    let mut another = row.clone();
    if row.contains_key("id") && table.name != "tenancy.tenants" {
        another.insert("id".into(), json!(rows::fresh()));
    }
    let key = if row.contains_key("id") { "id" } else { "user_id" };
    let subject = |row: &Map<String, Json>| row.get(key).and_then(Json::as_str).map(str::to_owned);
    let (Some(old), Some(new)) = (subject(&row), subject(&another)) else { return Vec::new() };
    let which = format!("{key} = '{old}' and tenant_id = '{}'", arena.victim.id);
    let context = format!(
        "begin; select set_config('app.tenant_id', '{}', true), set_config('app.user_id', '{}', true)",
        arena.victim.id, arena.victim.owner
    );
    run(superuser, context).await.expect("a context can be set");
    let settled = settled(superuser, table).await;
    let settles = settled.map(|column| format!(", {column} = statement_timestamp()")).unwrap_or_default();
    let mut findings = Vec::new();
    for (operation, subject, sql) in [
        ("update", &old, format!("update {} set {key} = {key}{settles} where {which}", table.name)),
        ("delete", &old, format!("delete from {} where {which}", table.name)),
        ("insert", &new, rows::insertion(table, &another)),
    ] {
        run(superuser, sql).await.expect("the superuser changes a row");
        let audience = match table.class.as_str() {
            "private" => row.get("owner_id").and_then(Json::as_str),
            "participants" => Some(row.get("conversation_id").and_then(Json::as_str).unwrap_or(subject)),
            _ => None,
        };
        let audience = audience.map_or("is null".to_owned(), |id| format!("= '{id}'"));
        let lines = format!(
            "select count(*)::text from tenancy.changes where transaction_id = pg_current_xact_id() \
             and operation = '{operation}' and row_id = '{subject}' and actor_id = '{}' and tenant_id = '{}' \
             and audience {audience} \
             and '{}' in (format('tenancy.%I', table_name), format('app.%I', table_name))",
            arena.victim.owner, arena.victim.id, table.name
        );
        let count = text(superuser, lines).await.expect("the superuser reads").unwrap_or_default();
        if count != "1" {
            findings.push(format!(
                "{count} lines of the change log name {}, who did it and who alone may read of it: {operation}",
                table.name
            ));
        }
    }
    end(superuser).await;
    findings
}

/// The column that has a value once a row is final, where the log has no changes before that.
async fn settled(superuser: &mut PgConnection, table: &Table) -> Option<String> {
    let sql = format!(
        "select quote_ident(substring(encode(tgargs, 'escape') from 'settled=([a-z_]+)')) from pg_trigger
         where tgrelid = '{}'::regclass and tgname = 'record_change'",
        table.name
    );
    text(superuser, sql).await.expect("the superuser reads")
}
