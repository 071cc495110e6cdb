//! The fields of a resource, and the columns that its statements name.

use tenancy::Statement;
use tenancy::doctor::Choice;

use super::column::column_of;
use super::{Class, Field, FieldAccess, Kind, Resource};

impl Resource {
    /// The columns of every response, in the order in which they are selected.
    pub(super) fn selected(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.fixed_columns().iter().copied().chain(self.readable().map(|field| field.column))
    }

    /// The same with what no response has.
    pub(super) fn all_columns(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.fixed_columns().iter().copied().chain(self.stored().map(|field| field.column))
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
        sql.push_all(self.natural_key.iter().map(|name| column_of(name)), ", ").push(")");
    }

    /// The fields that are columns.
    fn stored(&self) -> impl Iterator<Item = &'static Field> + use<> {
        self.fields.iter().filter(|field| field.access != FieldAccess::CreateOnly && !field.computed)
    }

    /// The fields of a response.
    pub fn readable(&self) -> impl Iterator<Item = &'static Field> + use<> {
        let is_read = |field: &&Field| matches!(field.access, FieldAccess::ReadWrite | FieldAccess::ReadOnly);
        self.fields.iter().filter(is_read)
    }

    /// Whether a response has what the row's version doesn't follow.
    pub fn is_computed(&self) -> bool {
        self.fields.iter().any(|field| field.computed)
    }

    /// The fields of a body.
    pub fn writable(&self) -> impl Iterator<Item = &'static Field> + use<> {
        self.fields.iter().filter(|field| !matches!(field.access, FieldAccess::ReadOnly | FieldAccess::Internal))
    }

    /// The fields of a body that changes a row.
    pub fn changeable(&self) -> impl Iterator<Item = &'static Field> + use<> {
        self.writable().filter(|field| field.access != FieldAccess::CreateOnly)
    }

    /// The columns that hold one of a few words: choices and states.
    pub fn choices(&self) -> impl Iterator<Item = Choice> + '_ {
        self.stored().filter_map(|field| match field.kind {
            Kind::OneOf(words, _) => Some(Choice { table: self.table, column: field.name, words }),
            _ => None,
        })
    }

    /// Whether the server gives the column its value, though a response has it: an imported file may bring it along.
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
