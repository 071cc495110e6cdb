//! Changing a password, and choosing another when it is forgotten (RST).

use crate::mailed::{self, Owner, Purpose};
use crate::outbox::{self, Letter, Message, Recipient};
use crate::{Auth, Client, EmailAddress, StoreError, Transaction};

mod change;
mod reset;

pub use change::{Change, ChangePasswordError, Changed, change};
pub use reset::{ResetPasswordError, reset};

/// Sends whoever has the address a link to choose another password, unless the address had too many letters. Answer and
/// work are the same for an address that nobody has.
pub async fn forgot(auth: &Auth, address: &EmailAddress, client: &Client) -> Result<(), StoreError> {
    let mut db = auth.pool.lease().await?;
    let to = (Purpose::ResetPassword, Owner::OfTheAddress);
    mailed::issue(&mut db, auth, to, address, None, client).await?;
    db.give_back();
    Ok(())
}

/// Tells the owner that the password is another one.
async fn tell(tx: &mut Transaction, auth: &Auth, address: &EmailAddress) -> Result<(), sqlx::Error> {
    let letter = Letter::PasswordChanged { at: auth.clock.now() };
    outbox::push(tx, auth, &Message { to: Recipient::Mail(address.clone()), letter }).await
}
