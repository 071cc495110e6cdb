use base::causes;
use time::OffsetDateTime;

use crate::{Auth, Contact, DisplayName, EmailAddress, PasswordHash, PhoneNumber, StoreError, User, UserId};

/// What signing in needs to know of a user.
pub struct Account {
    pub user: User,
    pub password_changed_at: OffsetDateTime,
    /// Whether the password is only the first of two factors.
    pub owes_factor: bool,
    stored: Option<String>,
    disabled_at: Option<OffsetDateTime>,
}

impl Account {
    pub fn is_disabled(&self) -> bool {
        self.disabled_at.is_some()
    }

    /// The stored hash. One that can't be read counts as none, loudly.
    pub fn hash(&self) -> Option<PasswordHash> {
        PasswordHash::parse(self.stored.as_ref()?)
            .inspect_err(|error| {
                tracing::error!(error = ?causes::describe(error), user.id = %self.user.id, "a password is lost");
            })
            .ok()
    }
}

/// The user that a contact belongs to, disabled or not.
pub async fn find(auth: &Auth, contact: &Contact) -> Result<Option<Account>, StoreError> {
    let mut db = auth.pool.lease().await?;
    let row = sqlx::query!(
        r#"select id as "id: UserId", email as "email: EmailAddress",
             email_verified_at is not null as "email_verified!", phone, name as "name: DisplayName", created_at,
             password_hash, password_changed_at, disabled_at, cardinality(factors) > 0 as "owes_factor!"
           from auth.users where email = $1 or phone = $2"#,
        contact.email().map(EmailAddress::as_str),
        contact.phone().map(PhoneNumber::as_str),
    )
    .fetch_optional(&mut db)
    .await?;
    db.give_back();
    Ok(row.map(|row| Account {
        user: User {
            id: row.id,
            email: row.email,
            email_verified: row.email_verified,
            phone: row.phone,
            name: row.name,
            created_at: row.created_at,
        },
        password_changed_at: row.password_changed_at,
        owes_factor: row.owes_factor,
        stored: row.password_hash,
        disabled_at: row.disabled_at,
    }))
}

/// Replaces the hash of the same password, unless another was chosen meanwhile.
pub async fn replace_hash(auth: &Auth, account: &Account, hash: &PasswordHash) -> Result<(), StoreError> {
    let mut db = auth.pool.lease().await?;
    sqlx::query!(
        "update auth.users set password_hash = $2 where id = $1 and password_hash = $3",
        account.user.id.0,
        hash.to_stored(),
        account.stored
    )
    .execute(&mut db)
    .await?;
    db.give_back();
    Ok(())
}
