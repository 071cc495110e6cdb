//! Changing a password, and choosing another when it is forgotten (RST).

use base::Transaction;

use crate::email_tokens::{self, Owner, Purpose};
use crate::outbox::{self, Notice, Recipient};
use crate::{Auth, Client, EmailAddress, StoreError};

mod change;
mod keys;
mod reset;

pub use change::{Change, ChangePasswordError, Changed, change};
pub use keys::{KeyOfUser, KeysOfUser};
pub use reset::{Reset, ResetPasswordError, reset};

/// Mails the user with this address a link to choose another password, unless the address had too many e-mails. Response
/// and work are the same for an address without a user.
pub async fn forgot(auth: &Auth, address: &EmailAddress, client: &Client) -> Result<(), StoreError> {
    let mut db = auth.pool.lease().await?;
    let to = (Purpose::ResetPassword, Owner::OfTheAddress);
    let mailing = email_tokens::issue(&mut db, auth, to, address, None, client).await?;
    db.give_back();
    mailing.or_drop(auth);
    Ok(())
}

/// Tells the owner that the password is another one, and which API keys there are.
async fn tell(
    tx: &mut Transaction,
    auth: &Auth,
    address: &EmailAddress,
    api_keys: KeysOfUser,
) -> Result<(), sqlx::Error> {
    let notice = Notice::PasswordChanged { at: auth.clock.now(), api_keys };
    outbox::notify(tx, auth, Recipient::Mail(address.clone()), notice).await
}
