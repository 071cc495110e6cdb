//! What a row would be if a body were stored, for rules that compare fields with each other or with what is stored.

use std::borrow::Cow;

use futures_util::future::BoxFuture;
use tenancy::TenantTx;
use uuid::Uuid;

use super::{Body, Error, FieldError, LockedRow, Resource, Value, decrypt_secret};

/// A resource's own rule, as [`Resource::before_write`] has it: it refuses a draft, or completes it.
pub type Rule = for<'a> fn(&'a mut TenantTx, &'a mut Draft<'_>) -> BoxFuture<'a, Result<(), Error>>;

/// A body before it is stored, and the row that it changes.
#[derive(Debug)]
pub struct Draft<'a> {
    resource: &'a Resource,
    body: &'a mut Body,
    row: Option<&'a LockedRow>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(resource: &'a Resource, body: &'a mut Body, row: Option<&'a LockedRow>) -> Self {
        Self { resource, body, row }
    }

    /// The row that is changed, locked; `None` where one is made.
    pub fn row(&self) -> Option<&'a LockedRow> {
        self.row
    }

    /// Whether the body has the field, as null too.
    pub fn gives(&self, field: &str) -> bool {
        self.given(field).is_some()
    }

    /// The text that the row would have in this field.
    pub fn text(&self, field: &str) -> Result<Option<String>, Error> {
        match (self.given(field), self.row) {
            (Some(Value::Text(text)), _) => Ok(Some(text.clone())),
            (None, Some(row)) => row.get(field),
            _ => Ok(None),
        }
    }

    /// The id that the row would have in this field.
    pub fn id(&self, field: &str) -> Result<Option<Uuid>, Error> {
        match (self.given(field), self.row) {
            (Some(Value::Uuid(id)), _) => Ok(Some(*id)),
            (None, Some(row)) => row.get(field),
            _ => Ok(None),
        }
    }

    /// The value that the body gives the field.
    pub fn given(&self, field: &str) -> Option<&Value> {
        self.body.values.iter().find(|(known, _)| known.name == field).map(|(_, value)| value)
    }

    /// Gives a field of the resource this value, whether clients may or not.
    pub fn set(&mut self, field: &str, value: Value) {
        self.body.set(self.resource, field, value);
    }

    /// Whether the secret that the body gives is the one that is stored.
    pub fn keeps_secret(&self, tx: &TenantTx, field: &str) -> Result<bool, Error> {
        let (Some(row), Some(Value::Text(new)), Some(key)) = (self.row, self.given(field), &self.body.key) else {
            return Ok(false);
        };
        let Some(stored) = row.get::<Option<&[u8]>>(field)? else { return Ok(false) };
        let tenant_id = tx.membership().tenant_id();
        let old = decrypt_secret(key.secret_box(), self.resource, field, tenant_id, row.id, stored);
        Ok(old.is_ok_and(|old| old == *new))
    }
}

impl Body {
    /// The body as the resource's own rule completes it, if the resource has one.
    pub(super) async fn drafted(
        &self,
        tx: &mut TenantTx,
        resource: &Resource,
        row: Option<&LockedRow>,
    ) -> Result<Cow<'_, Self>, Error> {
        let Some(rule) = resource.before_write else { return Ok(Cow::Borrowed(self)) };
        let mut body = self.clone();
        rule(tx, &mut Draft::new(resource, &mut body, row)).await?;
        Ok(Cow::Owned(body))
    }
}

impl Error {
    /// What is wrong with one field.
    pub fn invalid(field: &'static str, code: &'static str, message: &'static str) -> Self {
        Self::Invalid(vec![FieldError::new(field, code, message)])
    }
}
