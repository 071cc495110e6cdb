//! Codes that prove a contact (OTP-1 to OTP-8): six digits by mail or text message, to sign in or up.
//!
//! Three counts guard a code, all of them in Postgres and all counted before anything is compared. The device that
//! guesses pauses for five minutes after three wrong codes. An attacker chooses their device freely, so a code dies
//! after three guesses from anywhere, and a contact gets ten guesses an hour and a hundred in a row, which no new code
//! gives back. A known device of the owner ([`crate::DeviceToken`]) has a lane of its own, where only its own guesses
//! count.

use std::time::Duration;

use hmac::Mac;
use sha2::{Digest, Sha256};
use time::OffsetDateTime;

use crate::account::{self, Account};
use crate::attempts::AttemptLimits;
use crate::{Auth, Contact, DeviceToken, StoreError};

mod count;
mod request;
mod verify;

pub use request::{RequestCodeError, request};
pub use verify::{CodeProof, VerifyCodeError, verify};

/// How long a code is good for.
pub const LIFETIME: time::Duration = time::Duration::minutes(10);
/// Wrong codes until a device pauses, and guesses until a code dies.
pub const GUESSES: u32 = 3;
/// How long a device pauses.
pub const PAUSE: time::Duration = time::Duration::minutes(5);

/// Guesses at a contact's codes: 10 an hour, and 100 without a right one (NIST SP 800-63B-4, 3.2.2).
const LIMITS: AttemptLimits =
    AttemptLimits { window: Duration::from_hours(1), per_account: 10, per_account_in_a_row: 100, per_client: 0 };

/// A client that asks for a code, or brings one.
#[derive(Debug)]
pub struct Claim {
    pub contact: Contact,
    /// What the client calls its device: its own choice, at most 255 bytes.
    pub device_id: String,
    /// The token of a known device, if the request brought one.
    pub device: Option<DeviceToken>,
}

/// Where a claim's code and counts are filed.
struct CodeSlot {
    contact_key: [u8; 32],
    /// Empty, or the fingerprint of a known device.
    lane: Vec<u8>,
    device_key: [u8; 32],
}

impl CodeSlot {
    async fn of(auth: &Auth, claim: &Claim) -> Result<(Self, Option<Account>), StoreError> {
        let account = account::find(auth, &claim.contact).await?;
        let known = claim.device.as_ref().filter(|token| {
            account
                .as_ref()
                .is_some_and(|account| auth.device_key.knows(token, account.user.id, account.password_changed_at))
        });
        let lane = known.map(|token| token.fingerprint().to_vec()).unwrap_or_default();
        let device_key = Sha256::digest(claim.device_id.as_bytes()).into();
        Ok((Self { contact_key: claim.contact.key(), lane, device_key }, account))
    }

    /// The scope and key of its guesses in `auth.attempts`.
    fn counter(&self) -> (&'static str, Vec<u8>) {
        if self.lane.is_empty() {
            ("contact", self.contact_key.to_vec())
        } else {
            (
                "contact_device",
                Sha256::new().chain_update(self.contact_key).chain_update(&self.lane).finalize().to_vec(),
            )
        }
    }

    /// The fingerprint of a code: bound to the contact, the lane and the device that asked.
    fn mac(&self, auth: &Auth, code: &str) -> hmac::Hmac<Sha256> {
        auth.secret_box.mac("sign-in code", &[&self.contact_key, &self.lane, &self.device_key, code.as_bytes()])
    }

    fn code_mac(&self, auth: &Auth, code: &str) -> [u8; 32] {
        self.mac(auth, code).finalize().into_bytes().into()
    }
}

/// Deletes codes that have expired, pauses that are 90 days old, and counts of sent codes that are a day old. The rules
/// are the same for contacts with and without a user.
pub async fn sweep(auth: &Auth, now: OffsetDateTime) -> Result<u64, StoreError> {
    let mut db = auth.pool.lease().await?;
    let swept = sqlx::query!(
        "with codes as (delete from auth.codes where expires_at < $1 returning 1),
           pauses as (delete from auth.code_pauses where last_at < $1 - interval '90 days' returning 1),
           sends as (
             delete from auth.attempts where scope in ('code', 'code_device', 'code_client')
               and last_at < $1 - interval '1 day' returning 1)
         select (select count(*) from codes) + (select count(*) from pauses) + (select count(*) from sends)
           as \"swept!\"",
        now
    )
    .fetch_one(&mut db)
    .await?;
    db.give_back();
    Ok(u64::try_from(swept.swept).unwrap_or_default())
}
