//! Addresses of users: proving that they read them, and changing them (REG-2, RST-6).

use crate::mailed::{self, Mailing, Owner, Purpose};
use crate::{Auth, Client, EmailAddress, StoreError, UserId};

mod confirm;

pub use confirm::{ConfirmError, Confirmed, Holder, confirm};

/// Sends another message to a user whose address isn't confirmed yet.
pub async fn resend(
    auth: &Auth,
    user_id: UserId,
    address: &EmailAddress,
    client: &Client,
) -> Result<Mailing, StoreError> {
    let owner = Owner::User { id: user_id, actor: true };
    issue(auth, (Purpose::VerifyEmail, owner), address, client).await
}

/// Asks the owner of an address to confirm that a user shall have it. Until then nothing changes.
pub async fn ask_for_change(
    auth: &Auth,
    user_id: UserId,
    address: &EmailAddress,
    client: &Client,
) -> Result<Mailing, StoreError> {
    let owner = Owner::User { id: user_id, actor: true };
    issue(auth, (Purpose::ChangeEmail, owner), address, client).await
}

async fn issue(
    auth: &Auth,
    to: (Purpose, Owner),
    address: &EmailAddress,
    client: &Client,
) -> Result<Mailing, StoreError> {
    let mut db = auth.pool.lease().await?;
    let mailing = mailed::issue(&mut db, auth, to, address, None, client).await?;
    db.give_back();
    Ok(mailing)
}
