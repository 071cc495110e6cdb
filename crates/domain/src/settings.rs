//! Settings of a tenant: JSON values under keys. What they mean is the app's affair.

use serde::Serialize;
use serde_json::Value as Json;
use sqlx::Row;
use sqlx::postgres::PgRow;
use tenancy::{ACCESS_COLUMNS, Db, Membership, Statement, TenantRequest, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::kit::{Class, Error, FieldError, Scope, has_nul};

/// The most bytes of a value in its shortest form.
pub const MAX_VALUE: usize = 64 * 1024;

const COLUMNS: &str = "key, value, version, created_at, updated_at";

/// The name of a setting: 1 to 100 of `a-z0-9._-`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingKey(String);

impl SettingKey {
    /// `None` for a text of another form.
    pub fn parse(text: &str) -> Option<Self> {
        let is_good = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte);
        ((1..=100).contains(&text.len()) && text.bytes().all(is_good)).then(|| Self(text.to_owned()))
    }
}

/// A value that can be stored.
#[derive(Clone, Debug, PartialEq)]
pub struct SettingValue(Json);

impl SettingValue {
    /// Any JSON of at most [`MAX_VALUE`] bytes whose texts have no NUL.
    pub fn parse(json: Json) -> Result<Self, FieldError> {
        if json.to_string().len() > MAX_VALUE {
            return Err(FieldError::new("value", "length", format!("must have at most {MAX_VALUE} bytes")));
        }
        if has_nul(&json) {
            return Err(FieldError::new("value", "characters", "must not contain the character NUL"));
        }
        Ok(Self(json))
    }
}

/// A setting as members see it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Setting {
    pub key: String,
    pub value: Json,
    /// Rises with every change; the `ETag`.
    pub version: i64,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    pub updated_at: OffsetDateTime,
}

/// A page of settings, by key.
#[derive(Clone, Debug, Serialize)]
pub struct SettingsPage {
    pub items: Vec<Setting>,
    /// The last key, where there are more.
    pub next_cursor: Option<String>,
}

/// Which settings to list: up to `limit` (1 to 100) after a key.
#[derive(Clone, Debug)]
pub struct SettingsQuery {
    limit: u8,
    after: Option<SettingKey>,
}

impl SettingsQuery {
    /// Reads `limit` and `cursor`.
    pub fn parse(parameters: Vec<(String, String)>) -> Result<Self, Vec<FieldError>> {
        let mut query = Self { limit: 50, after: None };
        let mut errors = Vec::new();
        for (name, text) in parameters {
            match name.as_str() {
                "limit" => match text.parse() {
                    Ok(limit) if (1..=100).contains(&limit) => query.limit = limit,
                    _ => errors.push(FieldError::new(name, "range", "must be a whole number from 1 to 100")),
                },
                "cursor" => match SettingKey::parse(&text) {
                    Some(key) => query.after = Some(key),
                    None => errors.push(FieldError::new(name, "cursor", "isn't a valid cursor for this list")),
                },
                _ => errors.push(FieldError::new(name, "unknown", "is not a parameter of this list")),
            }
        }
        if errors.is_empty() { Ok(query) } else { Err(errors) }
    }
}

/// Lists settings by key.
pub async fn list(
    db: &Db,
    request: &TenantRequest,
    query: &SettingsQuery,
) -> Result<(Membership, SettingsPage), Error> {
    let mut sql = Db::with_access(request);
    sql.push(" select access.*, s.* from access left join lateral (select ").push(COLUMNS);
    sql.push(" from app.settings where ");
    Scope::Access.push(&mut sql, Class::Shared);
    sql.push(" and deleted_at is null");
    if let Some(after) = &query.after {
        sql.push(" and key > ").bind(after.0.as_str());
    }
    sql.push(" order by key limit ").bind(i64::from(query.limit) + 1).push(") s on true order by s.key");
    let (membership, rows) = db.run_once(request, sql).await?;
    let mut items = Vec::with_capacity(rows.len());
    for row in &rows {
        if row.try_get::<Option<&str>, _>(ACCESS_COLUMNS)?.is_some() {
            items.push(Setting::read(row, ACCESS_COLUMNS)?);
        }
    }
    let more = items.len() > query.limit.into();
    items.truncate(query.limit.into());
    let next_cursor = items.last().filter(|_| more).map(|last| last.key.clone());
    Ok((membership, SettingsPage { items, next_cursor }))
}

/// Finds a setting.
pub async fn find(db: &Db, request: &TenantRequest, key: &SettingKey) -> Result<(Membership, Setting), Error> {
    let mut sql = Db::with_access(request);
    sql.push(" select access.*, s.* from access left join lateral (select ").push(COLUMNS);
    sql.push(" from app.settings where ");
    Scope::Access.push(&mut sql, Class::Shared);
    sql.push(" and key = ").bind(key.0.as_str());
    sql.push(" and deleted_at is null limit 1) s on true");
    let (membership, rows) = db.run_once(request, sql).await?;
    if rows[0].try_get::<Option<&str>, _>(ACCESS_COLUMNS)?.is_none() {
        return Err(Error::NotFound);
    }
    let setting = Setting::read(&rows[0], ACCESS_COLUMNS)?;
    Ok((membership, setting))
}

/// Sets a setting, and returns whether it is a new one: `id` is its id then. [`Error::VersionMismatch`] where versions
/// are expected and it has none of them, or isn't there.
pub async fn put(
    db: &Db,
    request: &TenantRequest,
    id: Uuid,
    key: &SettingKey,
    value: &SettingValue,
    expected: Option<&[i64]>,
) -> Result<(Membership, Setting, bool), Error> {
    let mut tx = db.begin(request).await?;
    let mut sql = Statement::default();
    if let Some(versions) = expected {
        sql.push("update app.settings set value = ").bind(&value.0).push(" where ");
        whose(&mut sql, &tx, key);
        sql.push(" and version = any(").bind(versions).push(") returning ").push(COLUMNS).push(", false");
    } else {
        // One in the trash is made anew, and keeps its row.
        sql.push("with old as (select deleted_at is not null as trashed from app.settings where ");
        Scope::Member(&tx).push(&mut sql, Class::Shared);
        sql.push(" and key = ").bind(key.0.as_str());
        sql.push(") insert into app.settings (tenant_id, id, owner_id, key, value) values (");
        sql.bind(tx.membership().tenant_id().0).push(", ").bind(id).push(", ").bind(tx.membership().user_id());
        sql.push(", ").bind(key.0.as_str()).push(", ").bind(&value.0);
        sql.push(") on conflict (tenant_id, key) do update set value = excluded.value, deleted_at = null returning ");
        sql.push(COLUMNS).push(", coalesce((select trashed from old), version = 1)");
    }
    let rows = tx.run(sql).await?;
    let Some(row) = rows.first() else {
        tx.rollback().await?;
        return Err(Error::VersionMismatch);
    };
    let (setting, made) = (Setting::read(row, 0)?, row.try_get(5)?);
    Ok((tx.commit().await?, setting, made))
}

/// Removes a setting. [`Error::VersionMismatch`] where it has another version than expected.
pub async fn delete(
    db: &Db,
    request: &TenantRequest,
    key: &SettingKey,
    expected: Option<&[i64]>,
) -> Result<Membership, Error> {
    let mut tx = db.begin(request).await?;
    let mut sql = Statement::new("with found as (select id, version from app.settings where ");
    whose(&mut sql, &tx, key);
    sql.push(
        " for update), removed as (update app.settings s set deleted_at = statement_timestamp() from found where s.",
    );
    Scope::Member(&tx).push(&mut sql, Class::Shared);
    sql.push(" and s.id = found.id");
    if let Some(versions) = expected {
        sql.push(" and found.version = any(").bind(versions).push(")");
    }
    sql.push(" returning 1) select exists (select from removed) from found");
    let rows = tx.run(sql).await?;
    match rows.first().map(|row| row.try_get(0)).transpose()? {
        Some(true) => Ok(tx.commit().await?),
        other => {
            tx.rollback().await?;
            Err(if other.is_some() { Error::VersionMismatch } else { Error::NotFound })
        }
    }
}

fn whose(sql: &mut Statement, tx: &TenantTx, key: &SettingKey) {
    Scope::Member(tx).push(sql, Class::Shared);
    sql.push(" and key = ").bind(key.0.as_str()).push(" and deleted_at is null");
}

impl Setting {
    fn read(row: &PgRow, first: usize) -> Result<Self, sqlx::Error> {
        Ok(Self {
            key: row.try_get(first)?,
            value: row.try_get(first + 1)?,
            version: row.try_get(first + 2)?,
            created_at: row.try_get(first + 3)?,
            updated_at: row.try_get(first + 4)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_key_has_the_form_of_a_name() {
        for good in ["a", "mail.from-name_2", &"k".repeat(100)] {
            assert!(SettingKey::parse(good).is_some(), "{good}");
        }
        for bad in ["", "A", "a b", "ä", "a/b", &"k".repeat(101)] {
            assert_eq!(SettingKey::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn api_2_a_value_is_bounded_and_has_no_nul() {
        assert!(SettingValue::parse(json!({"a": [1, null, "x"]})).is_ok());
        assert_eq!(SettingValue::parse(json!("x".repeat(MAX_VALUE))).unwrap_err().code, "length");
        for json in [json!("\0"), json!([{"a": "\0"}]), json!({"\0": 1})] {
            assert_eq!(SettingValue::parse(json).unwrap_err().code, "characters");
        }
    }
}
