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

/// A kind of thing that tenants own, declared once: [`Resource::new`], then what is different from a plain resource.
#[derive(Debug)]
#[non_exhaustive]
pub struct Resource {
    /// The singular, for documentation: `lead`.
    pub name: &'static str,
    /// The path segment: `leads`.
    pub plural: &'static str,
    pub table: &'static str,
    pub class: Class,
    /// Whether `q` finds rows by the words of the columns that the migration names as searched.
    pub searchable: bool,
    /// Whether rows are imported and exported as CSV and NDJSON.
    pub importable: bool,
    /// The fields that say which thing a row is about, where there may be one such row only (in a private resource, one
    /// an owner): making it again answers the one that is there. Empty where every row is a thing of its own.
    pub natural_key: &'static [&'static str],
    pub fields: &'static [Field],
}

impl Resource {
    /// A shared resource without fields.
    pub const fn new(name: &'static str, plural: &'static str, table: &'static str) -> Self {
        Self {
            name,
            plural,
            table,
            class: Class::Shared,
            searchable: false,
            importable: false,
            natural_key: &[],
            fields: &[],
        }
    }

    /// Its rows are seen by the members of the tenant.
    #[must_use]
    pub const fn shared(self) -> Self {
        Self { class: Class::Shared, ..self }
    }

    /// Its rows are seen by their owners.
    #[must_use]
    pub const fn private(self) -> Self {
        Self { class: Class::Private, ..self }
    }

    /// Its rows belong to no tenant, and only the platform writes them.
    #[must_use]
    pub const fn catalog(self) -> Self {
        Self { class: Class::Catalog, ..self }
    }

    #[must_use]
    pub const fn searchable(self) -> Self {
        Self { searchable: true, ..self }
    }

    #[must_use]
    pub const fn importable(self) -> Self {
        Self { importable: true, ..self }
    }

    #[must_use]
    pub const fn natural_key(self, natural_key: &'static [&'static str]) -> Self {
        Self { natural_key, ..self }
    }

    #[must_use]
    pub const fn fields(self, fields: &'static [Field]) -> Self {
        Self { fields, ..self }
    }

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
