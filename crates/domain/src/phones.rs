//! Phones: the numbers of a tenant at a carrier.

use std::fmt::Debug;

use base::{DecryptError, SecretBox};
use futures_util::FutureExt;
use sqlx::{FromRow, Row};
use tenancy::{FoundPhone, JobContext, Statement, TenantId, TenantTx};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::attempts;
use crate::kit::{Draft, Error, Field, Operation, Resource, Storage, Value, decrypt_secret};

/// For so long the token that was replaced still signs webhooks: the carrier may be told of the new one later.
const GRACE: Duration = Duration::hours(24);

/// Numbers by which a tenant calls and sends messages. Two tenants may hold the same.
pub static PHONES: Resource = Resource::new("phone", "phones", "app.phones")
    .section("Voice", "phone")
    .shared()
    .admin_only(&[Operation::Create, Operation::Replace, Operation::Patch, Operation::Delete, Operation::Restore])
    .unique("phones_number", "number_taken", "Another phone of the tenant has this number.")
    .check("phones_account_sid_given", "account_sid", "must be given for a phone at Twilio")
    .check("phones_auth_token_given", "auth_token", "must be given for a phone at Twilio")
    .links(
        "webhook_urls",
        &[
            ("voice", "/webhooks/twilio/{id}/voice"),
            ("sms", "/webhooks/twilio/{id}/sms"),
            ("status", "/webhooks/twilio/{id}/status"),
        ],
    )
    .before_write(|tx, draft| complete(tx, draft).boxed())
    .fields(&[
        Field::e164("number").help("With country code").required().filterable().example("+14155550101"),
        Field::text("label", 1, 200).example("Front desk"),
        Field::one_of("provider", &["simulated", "twilio"], "simulated"),
        Field::sid("account_sid", "AC").example("AC00000000000000000000000000000001"),
        Field::secret("auth_token"),
        Field::secret("previous_auth_token").internal(),
        Field::timestamp("auth_token_replaced_at").internal(),
        Field::integer("calls_per_second", 1, 1_000).example("1"),
        Field::integer("segments_per_second", 1, 1_000).example("1"),
        Field::boolean("receiving", false).read_only(),
        Field::tags("webhook_differences").read_only().example("voice_url"),
        Field::text("blocked_reason", 1, 200).read_only(),
    ]);

/// The tokens of a phone, as they are stored.
#[derive(FromRow)]
pub struct EncryptedTokens {
    pub id: Uuid,
    pub auth_token: Option<Vec<u8>>,
    pub previous_auth_token: Option<Vec<u8>>,
    pub auth_token_replaced_at: Option<OffsetDateTime>,
}

impl EncryptedTokens {
    /// The tokens that sign the phone's webhooks at this time: the present one, and for 24 hours the one before it. None
    /// where there is no token: then no signature is valid.
    pub fn decrypt(
        &self,
        secret_box: &SecretBox,
        tenant_id: TenantId,
        now: OffsetDateTime,
    ) -> Result<Vec<String>, DecryptError> {
        let is_good = self.auth_token_replaced_at.is_some_and(|at| now < at + GRACE);
        let previous = self.previous_auth_token.as_deref().filter(|_| is_good);
        let encrypted = self.auth_token.as_deref().into_iter().chain(previous);
        // Both were encrypted as the token of this phone.
        encrypted
            .map(|encrypted| decrypt_secret(secret_box, &PHONES, "auth_token", tenant_id, self.id, encrypted))
            .collect()
    }
}

impl From<&FoundPhone> for EncryptedTokens {
    fn from(phone: &FoundPhone) -> Self {
        Self {
            id: phone.id,
            auth_token: phone.auth_token.clone(),
            previous_auth_token: phone.previous_auth_token.clone(),
            auth_token_replaced_at: phone.auth_token_replaced_at,
        }
    }
}

/// A phone that a webhook is about.
#[derive(Clone, Debug, FromRow)]
pub struct CalledPhone {
    pub id: Uuid,
    pub owner_id: Uuid,
    pub number: String,
    pub is_simulated: bool,
    /// Whether its tenant is neither suspended nor closed.
    pub is_open: bool,
    /// Postgres's time at this look.
    pub read_at: OffsetDateTime,
}

/// The phone, as its tenant has it. `None` where it went to the trash.
pub async fn find_called(tx: &mut TenantTx<JobContext>, id: Uuid) -> Result<Option<CalledPhone>, tenancy::Error> {
    let tenant_id = tx.proof().tenant_id();
    let mut sql = Statement::new(
        "select p.id, p.owner_id, p.number, p.provider = 'simulated' as is_simulated,
           t.suspended_at is null and t.deleted_at is null as is_open, statement_timestamp() as read_at
         from app.phones p join tenancy.tenants t on t.tenant_id = p.tenant_id and t.id = p.tenant_id
         where p.tenant_id = ",
    );
    sql.bind(tenant_id).push(" and p.id = ").bind(id).push(" and p.deleted_at is null");
    Ok(tx.run(sql).await?.first().map(CalledPhone::from_row).transpose()?)
}

/// Keeps other units of work from adding calls and messages to the phone, and statuses that wait for one, until this one
/// is over. What makes a call or message, and what leaves a status waiting, locks the phone first and looks afterwards:
/// so one of the two sees the other.
pub async fn lock<P: Send + Debug>(tx: &mut TenantTx<P>, tenant_id: TenantId, id: Uuid) -> Result<(), tenancy::Error> {
    let mut sql = Statement::new("select from app.phones where tenant_id = ");
    sql.bind(tenant_id).push(" and id = ").bind(id).push(" for no key update");
    tx.run(sql).await.map(drop)
}

/// Refuses another account under the old token, keeps a token that is replaced, and gives the rates their defaults.
async fn complete(tx: &mut TenantTx, draft: &mut Draft<'_>) -> Result<(), Error> {
    let is_simulated = draft.text("provider")?.as_deref() != Some("twilio");
    if is_simulated {
        assign_account(tx, draft).await?;
    } else if let Some(row) = draft.row() {
        leave_simulated(draft, row.get("provider")?);
        let is_other = draft.text("account_sid")? != row.get::<Option<String>>("account_sid")?;
        if is_other && !draft.gives("auth_token") {
            let message = "must be given again with another account_sid";
            return Err(Error::invalid("auth_token", "required", message));
        }
        keep_replaced_token(tx, draft).await?;
    }
    try_again(tx, draft).await?;
    doubt_receiving(draft)?;
    let rate = if is_simulated { 50 } else { 1 };
    for field in ["calls_per_second", "segments_per_second"] {
        if matches!(draft.given(field), Some(Value::Null(_))) {
            draft.set(field, Value::Integer(rate));
        }
    }
    Ok(())
}

/// Gives a phone at the simulated carrier an account of its own, whose token the server alone knows. A tenant that could
/// name the account might name another's.
async fn assign_account(tx: &mut TenantTx, draft: &mut Draft<'_>) -> Result<(), Error> {
    if let Some(row) = draft.row()
        && row.get::<&str>("provider")? == "simulated"
        && let (Some(sid), Some(token)) =
            (row.get::<Option<String>>("account_sid")?, row.get::<Option<Vec<u8>>>("auth_token")?)
    {
        if draft.gives("account_sid") {
            draft.set("account_sid", Value::Text(sid));
        }
        if draft.gives("auth_token") {
            draft.set("auth_token", Value::Bytes(token));
        }
        return Ok(());
    }
    // Random ids of version 4 have 122 random bits each.
    let random = Statement::new(
        "select 'AC' || replace(gen_random_uuid()::text, '-', ''),
           replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')",
    );
    let row = tx.run(random).await?.pop().ok_or(Error::NotFound)?;
    draft.set("account_sid", Value::Text(Row::try_get(&row, 0)?));
    draft.set("auth_token", Value::Text(Row::try_get(&row, 1)?));
    forget_replaced_token(draft);
    Ok(())
}

/// A phone that becomes Twilio's leaves the account behind that the server gave it.
fn leave_simulated(draft: &mut Draft<'_>, provider: &str) {
    if provider == "simulated" {
        for (field, storage) in [("account_sid", Storage::Text), ("auth_token", Storage::Bytes)] {
            if !draft.gives(field) {
                draft.set(field, Value::Null(storage));
            }
        }
    }
}

/// Lifts the block of a phone that its admin changes, so that what waits for it is tried again.
async fn try_again(tx: &mut TenantTx, draft: &mut Draft<'_>) -> Result<(), Error> {
    let Some(row) = draft.row() else { return Ok(()) };
    if row.get::<Option<&str>>("blocked_reason")?.is_some() {
        draft.set("blocked_reason", Value::Null(Storage::Text));
        attempts::unblock(tx, row.id).await?;
    }
    Ok(())
}

/// What the carrier sends here of another number, or of another account's, isn't known.
fn doubt_receiving(draft: &mut Draft<'_>) -> Result<(), Error> {
    let Some(row) = draft.row() else { return Ok(()) };
    for field in ["number", "provider", "account_sid"] {
        if draft.text(field)?.as_deref() != row.get::<Option<&str>>(field)? {
            draft.set("receiving", Value::Null(Storage::Boolean));
            draft.set("webhook_differences", Value::Texts(Vec::new()));
            break;
        }
    }
    Ok(())
}

/// Keeps the token that the draft replaces by another one. One that is taken away is good for nothing any more.
async fn keep_replaced_token(tx: &mut TenantTx, draft: &mut Draft<'_>) -> Result<(), Error> {
    let stored: Option<&[u8]> = match draft.row() {
        // A token that the server chose signs nothing for another carrier.
        Some(row) if row.get::<&str>("provider")? == "simulated" => None,
        Some(row) => row.get("auth_token")?,
        None => None,
    };
    match (draft.given("auth_token"), stored) {
        (None, _) => {}
        (Some(Value::Text(_)), Some(stored)) => {
            if !draft.keeps_secret(tx, "auth_token")? {
                let row = tx.run(Statement::new("select statement_timestamp()")).await?.pop().ok_or(Error::NotFound)?;
                draft.set("previous_auth_token", Value::Bytes(stored.to_vec()));
                draft.set("auth_token_replaced_at", Value::Timestamp(Row::try_get(&row, 0)?));
            }
        }
        (Some(_), _) => forget_replaced_token(draft),
    }
    Ok(())
}

fn forget_replaced_token(draft: &mut Draft<'_>) {
    draft.set("previous_auth_token", Value::Null(Storage::Bytes));
    draft.set("auth_token_replaced_at", Value::Null(Storage::Timestamp));
}
