use futures_util::future::BoxFuture;
use tenancy::{Statement, TenantTx};

use super::{Body, Constraints, Error, Field, FieldAccess, Operation, Operations, Parent, Record, Violation};

/// Who sees a row. `tenancy.protect` makes the database hold the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// The members of the tenant.
    Shared,
    /// Its owner, within the tenant.
    Private,
    /// Those who take part in its conversation.
    Participants,
    /// All users read; no tenant.
    Catalog,
}

/// What making a row does beside, given the row and the body that it was made from.
pub type AfterCreate = for<'a> fn(&'a mut TenantTx, &'a Record, &'a Body) -> BoxFuture<'a, Result<(), Error>>;

/// Operations that are left to the users that one of these columns names.
#[derive(Clone, Copy, Debug)]
pub struct Reserved {
    pub operations: Operations,
    pub to: &'static [&'static str],
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
    /// What clients do with its rows; each operation is a route.
    pub operations: Operations,
    /// The fields that say which thing a row is about, where there may be one such row only (in a private resource, one
    /// an owner): making it again answers the one that is there. Empty where every row is a thing of its own.
    pub natural_key: &'static [&'static str],
    pub constraints: Constraints,
    /// The resource that its rows belong to.
    pub parent: Option<Parent>,
    /// Its segment of the path: `leads`.
    pub segment: &'static str,
    /// What is left to users that the row names.
    pub reserved: Reserved,
    /// The order of a list that asks for none, as `sort` takes it.
    pub default_sort: &'static str,
    /// What making a row does beside, in the same unit of work.
    pub after_create: Option<AfterCreate>,
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
            operations: Operations::READ_AND_WRITE,
            natural_key: &[],
            constraints: Constraints::NONE,
            parent: None,
            segment: plural,
            reserved: Reserved { operations: Operations::of(&[]), to: &[] },
            default_sort: "-created_at",
            after_create: None,
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

    /// Its rows are seen by those who take part in the conversation that a row is, or belongs to.
    #[must_use]
    pub const fn participants(self) -> Self {
        Self { class: Class::Participants, ..self }
    }

    /// Its rows belong to rows of another resource, as the column says, and are of its class. Where the parent is in
    /// the trash they are out of reach.
    #[must_use]
    pub const fn under(self, resource: &'static Self, column: &'static str) -> Self {
        assert!(resource.parent.is_none(), "a path has two parameters at most");
        Self { parent: Some(Parent { resource, column }), class: resource.class, ..self }
    }

    /// Its segment of the path, where that isn't its name.
    #[must_use]
    pub const fn segment(self, segment: &'static str) -> Self {
        Self { segment, ..self }
    }

    /// These operations are left to the users that one of these columns of the row names.
    #[must_use]
    pub const fn reserved(self, operations: &[Operation], to: &'static [&'static str]) -> Self {
        Self { reserved: Reserved { operations: Operations::of(operations), to }, ..self }
    }

    /// A list is in this order unless it asks for another.
    #[must_use]
    pub const fn sorted_by(self, sort: &'static str) -> Self {
        Self { default_sort: sort, ..self }
    }

    /// Making a row also does this.
    #[must_use]
    pub const fn after_create(self, act: AfterCreate) -> Self {
        Self { after_create: Some(act), ..self }
    }

    /// Its rows belong to no tenant, and only the platform writes them.
    #[must_use]
    pub const fn catalog(self) -> Self {
        Self { class: Class::Catalog, operations: Operations::READ, ..self }
    }

    /// Clients do this with its rows and nothing else.
    #[must_use]
    pub const fn operations(self, operations: &[Operation]) -> Self {
        Self { operations: Operations::of(operations), ..self }
    }

    #[must_use]
    pub const fn searchable(self) -> Self {
        Self { searchable: true, ..self }
    }

    /// Its rows are imported and exported as CSV and NDJSON.
    #[must_use]
    pub const fn importable(self) -> Self {
        Self { operations: self.operations.with(Operation::Import).with(Operation::Export), ..self }
    }

    #[must_use]
    pub const fn natural_key(self, natural_key: &'static [&'static str]) -> Self {
        Self { natural_key, ..self }
    }

    /// The violation of this unique constraint or index is 409 with a code of its own.
    #[must_use]
    pub const fn unique(self, constraint: &'static str, code: &'static str, detail: &'static str) -> Self {
        Self { constraints: self.constraints.with(constraint, Violation::Conflict { code, detail }), ..self }
    }

    /// The field is the id of one of another resource's rows, as this foreign key demands.
    #[must_use]
    pub const fn reference(self, field: &'static str, constraint: &'static str, plural: &'static str) -> Self {
        Self { constraints: self.constraints.with(constraint, Violation::Reference { field, plural }), ..self }
    }

    /// The violation of this check is an error of the field: `must …`.
    #[must_use]
    pub const fn check(self, constraint: &'static str, field: &'static str, message: &'static str) -> Self {
        Self { constraints: self.constraints.with(constraint, Violation::Check { field, message }), ..self }
    }

    #[must_use]
    pub const fn fields(self, fields: &'static [Field]) -> Self {
        let is_transferred = self.operations.contains(Operation::Import) || self.operations.contains(Operation::Export);
        let mut position = 0;
        while position < fields.len() {
            fields[position].check();
            assert!(
                !(is_transferred && matches!(fields[position].access, FieldAccess::CreateOnly)),
                "an imported row is its columns"
            );
            position += 1;
        }
        // Files and searches are of all that a member sees in a tenant.
        let is_within = self.parent.is_some() || matches!(self.class, Class::Participants);
        assert!(!(is_within && (is_transferred || self.searchable)), "no file and no search within a parent");
        Self { fields, ..self }
    }

    /// The columns of every answer, in the order in which they are selected.
    pub(super) fn columns(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.fixed_columns().iter().copied().chain(self.readable().map(|field| field.name))
    }

    pub(super) fn fixed_columns(&self) -> &'static [&'static str] {
        match self.class {
            Class::Shared | Class::Private | Class::Participants => {
                &["id", "version", "created_at", "updated_at", "deleted_at", "owner_id"]
            }
            Class::Catalog => &["id", "version", "created_at", "updated_at", "deleted_at"],
        }
    }

    /// Appends `on conflict (…)` for the unique index of the natural key.
    pub(crate) fn push_conflict_target(&self, sql: &mut Statement) {
        sql.push(" on conflict (").push(match self.class {
            Class::Shared | Class::Participants => "tenant_id, ",
            Class::Private => "tenant_id, owner_id, ",
            Class::Catalog => "",
        });
        if let Some(parent) = self.parent {
            sql.push(parent.column).push(", ");
        }
        sql.push_all(self.natural_key.iter().copied(), ", ").push(")");
    }

    /// The fields of an answer.
    pub fn readable(&self) -> impl Iterator<Item = &'static Field> + use<> {
        self.fields.iter().filter(|field| !matches!(field.access, FieldAccess::WriteOnly | FieldAccess::CreateOnly))
    }

    /// The fields of a body.
    pub fn writable(&self) -> impl Iterator<Item = &'static Field> + use<> {
        self.fields.iter().filter(|field| field.access != FieldAccess::ReadOnly)
    }

    /// The fields of a body that changes a row.
    pub fn changeable(&self) -> impl Iterator<Item = &'static Field> + use<> {
        self.writable().filter(|field| field.access != FieldAccess::CreateOnly)
    }

    /// Whether the server gives the column its value, though an answer has it: an imported file may bring it along.
    pub(super) fn is_given_by_the_server(&self, column: &str) -> bool {
        self.fixed_columns().contains(&column)
            || self.field(column).is_some_and(|field| field.access == FieldAccess::ReadOnly)
    }

    /// The field that `after_<name>` follows.
    pub(super) fn followed(&self, parameter: &str) -> Option<&'static Field> {
        self.field(parameter.strip_prefix("after_")?).filter(|field| field.followable)
    }

    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}
