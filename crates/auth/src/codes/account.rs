use time::OffsetDateTime;

use crate::{Auth, Contact, DisplayName, EmailAddress, StoreError, User, UserId};

/// The user whom a contact belongs to.
pub struct Account {
    pub user: User,
    pub password_changed_at: OffsetDateTime,
    pub is_disabled: bool,
}

pub async fn find(auth: &Auth, contact: &Contact) -> Result<Option<Account>, StoreError> {
    let mut db = auth.pool.lease().await?;
    let row = sqlx::query!(
        r#"select id as "id: UserId", email as "email: EmailAddress",
             email_verified_at is not null as "email_verified!", phone, name as "name: DisplayName", created_at,
             password_changed_at, disabled_at
           from auth.users where email = $1 or phone = $2"#,
        contact.email().map(EmailAddress::as_str),
        contact.phone().map(crate::PhoneNumber::as_str),
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
        is_disabled: row.disabled_at.is_some(),
    }))
}
