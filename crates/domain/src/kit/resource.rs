use tenancy::Statement;

use super::Field;

/// Who sees a row. `tenancy.protect` makes the database hold the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// The members of the tenant.
    Shared,
    /// Its owner, within the tenant.
    Private,
    /// Everybody reads; no tenant.
    Catalog,
}

/// A kind of thing that tenants own, declared once.
#[derive(Debug)]
pub struct Resource {
    /// The singular, for documentation: `lead`.
    pub name: &'static str,
    /// The path segment: `leads`.
    pub plural: &'static str,
    pub table: &'static str,
    pub class: Class,
    /// Whether `q` finds rows by the words of the columns that the migration names as searched.
    pub searched: bool,
    /// Whether rows are imported and exported as CSV and NDJSON.
    pub transferable: bool,
    /// The fields that say which thing a row is about, where there may be one such row only (in a private resource, one
    /// an owner): making it again answers the one that is there. Empty where every row is a thing of its own.
    pub natural_key: &'static [&'static str],
    pub fields: &'static [Field],
}

impl Resource {
    /// The columns of every answer, in the order in which they are selected.
    pub(super) fn columns(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.fixed_columns().iter().copied().chain(self.fields.iter().map(|field| field.name))
    }

    pub(super) fn fixed_columns(&self) -> &'static [&'static str] {
        match self.class {
            Class::Shared | Class::Private => &["id", "version", "created_at", "updated_at", "deleted_at", "owner_id"],
            Class::Catalog => &["id", "version", "created_at", "updated_at", "deleted_at"],
        }
    }

    /// Appends `on conflict (…)` for the unique index of the natural key.
    pub(crate) fn push_conflict_target(&self, sql: &mut Statement) {
        sql.push(" on conflict (").push(match self.class {
            Class::Shared => "tenant_id, ",
            Class::Private => "tenant_id, owner_id, ",
            Class::Catalog => "",
        });
        sql.push_all(self.natural_key.iter().copied(), ", ").push(")");
    }

    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}
