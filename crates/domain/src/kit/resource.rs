use futures_util::future::BoxFuture;
use tenancy::TenantTx;

use super::{
    Action, Body, Constraints, Display, Error, Field, LinkShape, Links, Operation, Operations, Parent, Record, Rule,
    States, Transition, Violation,
};

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
    /// Whether admins may delete and restore all the same.
    pub is_moderated: bool,
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
    /// an owner): making it again returns the one that is there. Empty where every row is a thing of its own.
    pub natural_key: &'static [&'static str],
    pub constraints: Constraints,
    /// Of its rows, where they have states.
    pub states: Option<States>,
    /// Verbs that are code.
    pub actions: &'static [Action],
    /// The resource that its rows belong to.
    pub parent: Option<Parent>,
    /// Its segment of the path: `leads`.
    pub segment: &'static str,
    /// The operations that ask for an admin, where a member or, to read, a viewer would do.
    pub admin_only: Operations,
    /// What is left to users that the row names.
    pub reserved: Reserved,
    /// The fields that a deleted row loses, where it stays in its lists as a tombstone.
    pub erased: &'static [&'static str],
    /// The order of a list that asks for none, as `sort` takes it.
    pub default_sort: &'static str,
    /// Whether a list may be of one owner's rows.
    pub is_listed_by_owner: bool,
    /// What making a row does beside, in the same unit of work.
    pub after_create: Option<AfterCreate>,
    /// What is asked of a row before it is made or changed.
    pub before_write: Option<Rule>,
    /// URLs that its responses have beside the fields.
    pub links: Option<Links>,
    pub fields: &'static [Field],
    pub display: Display,
    /// The operations that were named, where they were.
    named: Option<Operations>,
    importable: bool,
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
            states: None,
            actions: &[],
            parent: None,
            segment: plural,
            admin_only: Operations::of(&[]),
            reserved: Reserved { operations: Operations::of(&[]), to: &[], is_moderated: false },
            erased: &[],
            default_sort: "-created_at",
            is_listed_by_owner: false,
            after_create: None,
            before_write: None,
            links: None,
            fields: &[],
            display: Display::NONE,
            named: None,
            importable: false,
        }
    }

    /// Its rows are seen by the members of the tenant.
    #[must_use]
    pub const fn shared(self) -> Self {
        Self { class: Class::Shared, ..self }.settle()
    }

    /// Its rows are seen by their owners.
    #[must_use]
    pub const fn private(self) -> Self {
        Self { class: Class::Private, ..self }.settle()
    }

    /// Its rows are seen by those who take part in the conversation that a row is, or belongs to.
    #[must_use]
    pub const fn participants(self) -> Self {
        Self { class: Class::Participants, ..self }.settle()
    }

    /// Its rows belong to rows of another resource, as the column says, and are of its class. Where the parent is in
    /// the trash they are out of reach.
    #[must_use]
    pub const fn under(self, resource: &'static Self, column: &'static str) -> Self {
        assert!(resource.parent.is_none(), "a path has two parameters at most");
        Self { parent: Some(Parent { resource, column }), class: resource.class, ..self }.settle()
    }

    /// Its segment of the path, where that isn't its name.
    #[must_use]
    pub const fn segment(self, segment: &'static str) -> Self {
        Self { segment, ..self }
    }

    /// These operations on a row, which write, are left to the users that one of these columns of it names.
    #[must_use]
    pub const fn reserved(self, operations: &[Operation], to: &'static [&'static str]) -> Self {
        let is_moderated = self.reserved.is_moderated;
        Self { reserved: Reserved { operations: Operations::of(operations), to, is_moderated }, ..self }
    }

    /// Admins delete and restore rows that are reserved to others.
    #[must_use]
    pub const fn moderated(self) -> Self {
        Self { reserved: Reserved { is_moderated: true, ..self.reserved }, ..self }
    }

    /// A list may be of one owner's rows: `?owner_id=`.
    #[must_use]
    pub const fn listed_by_owner(self) -> Self {
        Self { is_listed_by_owner: true, ..self }
    }

    /// These operations ask for an admin.
    #[must_use]
    pub const fn admin_only(self, operations: &[Operation]) -> Self {
        Self { admin_only: Operations::of(operations), ..self }
    }

    /// A deleted row is in no trash: it stays where it is for good, as a tombstone without the values of these fields,
    /// whose columns may be null. Deleting it again does nothing.
    #[must_use]
    pub const fn tombstones(self, erased: &'static [&'static str]) -> Self {
        Self { erased, ..self }
    }

    /// Whether deleted rows stay in their lists.
    pub const fn has_tombstones(&self) -> bool {
        !self.erased.is_empty()
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

    /// Making or changing a row first runs this rule, in the same unit of work and on the locked row. It refuses the
    /// draft or completes it.
    #[must_use]
    pub const fn before_write(self, rule: Rule) -> Self {
        Self { before_write: Some(rule), ..self }
    }

    /// A response has these URLs, each with the row's id in its path, in an object of this name.
    #[must_use]
    pub const fn links(self, field: &'static str, paths: &'static [(&'static str, &'static str)]) -> Self {
        Self { links: Some(Links { field, shape: LinkShape::Object(paths) }), ..self }
    }

    /// A response has this URL, with the row's id in its path, in a field of this name. It is null for a row in which
    /// the field `given` has no value.
    #[must_use]
    pub const fn link(self, field: &'static str, path: &'static str, given: &'static str) -> Self {
        Self { links: Some(Links { field, shape: LinkShape::One { path, given } }), ..self }
    }

    /// Its rows belong to no tenant, and only the platform writes them.
    #[must_use]
    pub const fn catalog(self) -> Self {
        Self { class: Class::Catalog, ..self }.settle()
    }

    /// Clients do this with its rows and, unless it is importable, nothing else.
    #[must_use]
    pub const fn operations(self, operations: &[Operation]) -> Self {
        Self { named: Some(Operations::of(operations)), ..self }.settle()
    }

    #[must_use]
    pub const fn searchable(self) -> Self {
        Self { searchable: true, ..self }
    }

    /// Its rows are imported and exported as CSV and NDJSON.
    #[must_use]
    pub const fn importable(self) -> Self {
        Self { importable: true, ..self }.settle()
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

    /// The foreign key of this field, where its name doesn't contain the field's.
    #[must_use]
    pub const fn foreign_key(self, constraint: &'static str, field: &'static str) -> Self {
        Self { constraints: self.constraints.with(constraint, Violation::Reference { field }), ..self }
    }

    /// The violation of this check is an error of the field: `must …`.
    #[must_use]
    pub const fn check(self, constraint: &'static str, field: &'static str, message: &'static str) -> Self {
        Self { constraints: self.constraints.with(constraint, Violation::Check { field, message }), ..self }
    }

    /// The field holds the state of a row: at first this one, then what the verbs lead to. Its column's check has the
    /// same states.
    #[must_use]
    pub const fn states(self, field: &'static str, initial: &'static str, transitions: &'static [Transition]) -> Self {
        Self { states: Some(States { field, initial, transitions }), ..self }.settle()
    }

    /// Verbs that are code.
    #[must_use]
    pub const fn actions(self, actions: &'static [Action]) -> Self {
        Self { actions, ..self }.settle()
    }

    /// The last part of a declaration, which checks it.
    ///
    /// Panics, in a `static` at compile time, where the parts contradict each other.
    #[must_use]
    pub const fn fields(self, fields: &'static [Field]) -> Self {
        let declared = Self { fields, ..self };
        declared.check_declaration();
        declared
    }

    /// Makes the operations follow from the other parts, in whichever order these came.
    const fn settle(self) -> Self {
        assert!(self.fields.is_empty(), "the fields come last, since they check the rest");
        let operations = match (self.named, self.class) {
            (Some(named), _) => named,
            (None, Class::Catalog) => Operations::READ,
            (None, Class::Shared | Class::Private | Class::Participants) => Operations::READ_AND_WRITE,
        };
        let files = if self.importable { Operations::FILES } else { Operations::of(&[]) };
        Self { operations: operations.union(files), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW: Resource = Resource::new("thing", "things", "app.things");

    #[test]
    fn the_operations_follow_from_the_parts_in_any_order() {
        let both = |operation| {
            [NEW.private().importable(), NEW.importable().private()].map(|thing| thing.operations.contains(operation))
        };
        for operation in [Operation::Create, Operation::Import, Operation::Export] {
            assert_eq!(both(operation), [true, true], "{operation:?}");
        }
        let named = [NEW.importable().operations(&[Operation::List]), NEW.operations(&[Operation::List]).importable()];
        for thing in named {
            assert!(thing.operations.contains(Operation::List) && thing.operations.intersects(Operations::FILES));
            assert!(!thing.operations.contains(Operation::Find));
        }
        assert_eq!(NEW.catalog().operations, Operations::READ);
        assert_eq!(NEW.catalog().shared().operations, Operations::READ_AND_WRITE);
    }

    #[test]
    #[should_panic(expected = "the fields come last")]
    fn what_comes_behind_the_fields_is_refused() {
        let _ = NEW.fields(const { &[Field::text("name", 1, 9)] }).importable();
    }

    #[test]
    fn a_nested_resource_has_the_class_of_its_parent_and_the_operations_of_its_own_parts() {
        static PARENT: Resource = Resource::new("parent", "parents", "app.parents").participants();
        let child = NEW.under(&PARENT, "parent_id").fields(&[]);
        assert_eq!((child.class, child.operations), (Class::Participants, Operations::READ_AND_WRITE));
        let child = NEW.operations(&[Operation::List]).under(&PARENT, "parent_id");
        assert_eq!(child.operations, Operations::of(&[Operation::List]));
    }
}
