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

    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}
