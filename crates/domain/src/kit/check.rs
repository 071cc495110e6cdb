//! What a declaration has to hold, checked when a `static` with it is compiled: a contradiction panics there.

mod constant;
mod states;

pub(super) use constant::{contains, is_same};

use super::decimal::MAX_PRECISION;
use super::{Class, Field, FieldAccess, Kind, Operation, Operations, Reserved, Resource, Storage};

/// The verb of the kit's own, whose path another verb or segment would take.
const TAKEN: &str = "restore";

/// The operations that [`Resource::reserved`] leaves to no user.
const NEVER_RESERVED: Operations = Operations::READ.union(Operations::FILES).with(Operation::Create);

impl Resource {
    /// Panics where the parts contradict each other.
    pub(super) const fn check_declaration(&self) {
        self.check_fields();
        self.display.check(self.fields);
        if let Some(states) = self.states {
            states.check(self.fields);
        }
        self.check_verbs();
        self.check_actions();
        if matches!(self.class, Class::Catalog) {
            let is_read =
                !self.operations.intersects(Operations::WRITE) && self.states.is_none() && self.actions.is_empty();
            assert!(is_read, "only the platform writes a catalogue");
        }
        // Files and searches are of all that a member sees in a tenant.
        let is_within = self.parent.is_some() || matches!(self.class, Class::Participants);
        let is_whole = self.operations.intersects(Operations::FILES) || self.searchable;
        assert!(!(is_within && is_whole), "no file and no search within a parent");
        assert!(!self.admin_only.contains(Operation::Export), "a file has what all members may read");
        let is_transferred = self.operations.intersects(Operations::FILES);
        assert!(!(is_transferred && self.before_write.is_some()), "a file is stored without the resource's own rule");
        self.check_reserved();
        self.check_tombstones();
        if let Some(parent) = self.parent {
            self.check_segment(parent.resource);
        }
    }

    const fn check_reserved(&self) {
        let Reserved { operations, is_moderated, .. } = self.reserved;
        assert!(!operations.intersects(NEVER_RESERVED), "only what changes a row is left to users");
        let is_put_reserved = operations.contains(Operation::Replace);
        let is_patch_reserved = operations.contains(Operation::Patch);
        assert!(is_put_reserved == is_patch_reserved, "PUT and PATCH change a row alike");
        let removals = Operations::of(&[Operation::Delete, Operation::Restore]);
        assert!(!is_moderated || operations.intersects(removals), "admins delete and restore what is reserved");
    }

    const fn check_tombstones(&self) {
        let mut position = 0;
        while position < self.erased.len() {
            assert!(has_field(self.fields, self.erased[position]), "a deleted row loses a field that it has");
            position += 1;
        }
        let is_whole = self.operations.intersects(Operations::FILES.with(Operation::Restore)) || self.searchable;
        assert!(!(self.has_tombstones() && is_whole), "a tombstone comes back in no form");
    }

    /// Panics where a field contradicts itself or the operations.
    const fn check_fields(&self) {
        let is_transferred = self.operations.intersects(Operations::FILES);
        let mut position = 0;
        while position < self.fields.len() {
            let field = &self.fields[position];
            field.check();
            field.check_display();
            let is_secret = matches!(field.kind, Kind::Secret { .. });
            assert!(!(is_secret && is_transferred), "a secret comes by no file");
            let is_no_column = matches!(field.access, FieldAccess::CreateOnly);
            assert!(!((is_no_column || field.computed) && is_transferred), "an imported row is its columns");
            position += 1;
        }
        let are_bits = self.fields.len() < 64;
        assert!(!is_transferred || are_bits, "the fields that an imported row gives are the bits of a number");
    }

    /// Panics where two verbs have one name.
    const fn check_verbs(&self) {
        let mut position = 0;
        while position < self.verb_count() {
            let name = self.verb_at(position);
            assert!(!is_same(name, TAKEN), "the verb is one of the kit's own");
            let mut other = 0;
            while other < position {
                assert!(!is_same(name, self.verb_at(other)), "two verbs have one name");
                other += 1;
            }
            position += 1;
        }
    }

    /// Panics where an action is said to take rows in a state that they don't have.
    const fn check_actions(&self) {
        let mut position = 0;
        while position < self.actions.len() {
            let from = self.actions[position].from;
            let mut state = 0;
            while state < from.len() {
                let Some(states) = self.states else { panic!("rows without states are taken as they are") };
                assert!(states.has(self.fields, from[state]), "an action takes rows in a state that they have");
                state += 1;
            }
            position += 1;
        }
    }

    /// Panics where a verb of the parent has the path of these rows.
    const fn check_segment(&self, parent: &Self) {
        assert!(!is_same(self.segment, TAKEN), "the segment is a verb of the kit's own");
        let mut position = 0;
        while position < parent.verb_count() {
            assert!(!is_same(self.segment, parent.verb_at(position)), "the segment is a verb of the parent");
            position += 1;
        }
    }
}

const fn has_field(fields: &[Field], name: &str) -> bool {
    let mut position = 0;
    while position < fields.len() {
        if is_same(fields[position].name, name) {
            return true;
        }
        position += 1;
    }
    false
}

impl Field {
    /// Panics where its parts contradict each other.
    const fn check(&self) {
        let is_plain = is_same(self.name, self.column);
        assert!(is_plain || !matches!(self.kind, Kind::Reference(_)), "a reserved word of SQL names no reference");
        let is_listed_by = self.filterable || self.sortable || self.followable;
        assert!(
            !(is_listed_by
                && matches!(self.access, FieldAccess::WriteOnly | FieldAccess::CreateOnly | FieldAccess::Internal)),
            "a list tells the values of its filters and sorts"
        );
        assert!(!(is_listed_by && self.computed), "no index serves what is computed");
        assert!(!(self.filterable && matches!(self.kind.storage(), Storage::Json)), "no filter compares JSON");
        let has_order = matches!(
            self.kind.storage(),
            Storage::Text | Storage::Timestamp | Storage::Date | Storage::Integer | Storage::Decimal
        );
        assert!(self.sortable || !self.followable, "what is followed is listed in its order");
        assert!(has_order || !self.sortable, "no list is in the order of such values");
        if let Kind::Decimal { precision, scale } = self.kind {
            assert!(precision <= MAX_PRECISION && scale <= precision && precision > 0, "no such numeric");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::Action;

    const NEW: Resource = Resource::new("thing", "things", "app.things");

    #[test]
    #[should_panic(expected = "only the platform writes a catalogue")]
    fn a_catalogue_that_clients_import_is_refused() {
        let _ = NEW.catalog().importable().fields(&[]);
    }

    #[test]
    #[should_panic(expected = "only the platform writes a catalogue")]
    fn an_import_that_becomes_a_catalogue_is_refused() {
        let _ = NEW.importable().catalog().fields(&[]);
    }

    #[test]
    #[should_panic(expected = "only the platform writes a catalogue")]
    fn a_catalogue_that_clients_write_is_refused() {
        let _ = NEW.operations(&[Operation::List, Operation::Create]).catalog().fields(&[]);
    }

    #[test]
    #[should_panic(expected = "no file and no search within a parent")]
    fn an_imported_resource_of_participants_is_refused() {
        let _ = NEW.importable().participants().fields(&[]);
    }

    #[test]
    #[should_panic(expected = "no file and no search within a parent")]
    fn a_searched_nested_resource_is_refused() {
        static PARENT: Resource = Resource::new("parent", "parents", "app.parents");
        let _ = NEW.searchable().under(&PARENT, "parent_id").fields(&[]);
    }

    #[test]
    #[should_panic(expected = "only what changes a row is left to users")]
    fn making_a_row_is_left_to_no_user() {
        let _ = NEW.reserved(&[Operation::Delete, Operation::Create], &["owner_id"]).fields(&[]);
    }

    #[test]
    #[should_panic(expected = "PUT and PATCH change a row alike")]
    fn a_change_that_is_left_to_users_in_one_form_only_is_refused() {
        let _ = NEW.reserved(&[Operation::Delete, Operation::Patch], &["owner_id"]).fields(&[]);
    }

    #[test]
    #[should_panic(expected = "admins delete and restore what is reserved")]
    fn what_is_reserved_to_nobody_needs_no_admin() {
        let _ = NEW.moderated().fields(&[]);
    }

    #[test]
    #[should_panic(expected = "a tombstone comes back in no form")]
    fn a_tombstone_that_is_restored_is_refused() {
        let _ = NEW.tombstones(&["body"]).fields(const { &[Field::text("body", 1, 9)] });
    }

    #[test]
    #[should_panic(expected = "a deleted row loses a field that it has")]
    fn a_tombstone_without_a_field_that_there_is_not_is_refused() {
        let _ =
            NEW.operations(&[Operation::Delete]).tombstones(&["text"]).fields(const { &[Field::text("body", 1, 9)] });
    }

    #[test]
    #[should_panic(expected = "the segment is a verb of the parent")]
    fn a_nested_resource_with_the_path_of_a_verb_is_refused() {
        static PARENT: Resource = Resource::new("parent", "parents", "app.parents")
            .actions(&[Action::new("notes", |_, _| Box::pin(async { Ok(()) }))]);
        let _ = NEW.under(&PARENT, "parent_id").segment("notes").fields(&[]);
    }

    #[test]
    #[should_panic(expected = "a file is stored without the resource's own rule")]
    fn an_imported_resource_with_a_rule_is_refused() {
        let _ = NEW.importable().before_write(|_, _| Box::pin(async { Ok(()) })).fields(&[]);
    }

    #[test]
    #[should_panic(expected = "a file has what all members may read")]
    fn an_export_for_admins_alone_is_refused() {
        let _ = NEW.importable().admin_only(&[Operation::Export]).fields(&[]);
    }

    #[test]
    #[should_panic(expected = "a reserved word of SQL")]
    fn a_reference_with_a_reserved_word_for_its_name_is_refused() {
        Field::member("user").check();
    }

    #[test]
    #[should_panic(expected = "an imported row is its columns")]
    fn an_imported_field_of_the_creation_alone_is_refused() {
        let _ = NEW.importable().fields(const { &[Field::uuids("users", 9).create_only()] });
    }

    #[test]
    #[should_panic(expected = "no index serves what is computed")]
    fn a_list_in_the_order_of_what_is_computed_is_refused() {
        Field::integer("unread", 0, 9).computed("9 as unread").sortable().check();
    }

    #[test]
    #[should_panic(expected = "a secret comes by no file")]
    fn an_imported_secret_is_refused() {
        let _ = NEW.importable().fields(const { &[Field::secret("auth_token")] });
    }

    #[test]
    #[should_panic(expected = "a list tells")]
    fn a_write_only_field_is_no_filter() {
        Field::text("secret", 1, 10).write_only().filterable().check();
    }
}
