//! What a client learns where a constraint of the database refuses a row.

use sqlx::error::{DatabaseError, ErrorKind};

use super::{Error, FieldError, Kind, Resource};

/// The most constraints that a resource declares.
const MOST: usize = 8;

/// What the violation of a constraint means to a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Violation {
    /// 409 with this code: another row is in the way.
    Conflict { code: &'static str, detail: &'static str },
    /// 422 on this field: it names no row.
    Reference { field: &'static str },
    /// 422 on this field.
    Check { field: &'static str, message: &'static str },
}

/// The constraints that a resource has something to say about, by name.
#[derive(Clone, Copy, Debug)]
pub struct Constraints([Option<(&'static str, Violation)>; MOST]);

impl Constraints {
    pub(super) const NONE: Self = Self([None; MOST]);

    /// Panics, in a `static` at compile time, where there is no room.
    pub(super) const fn with(mut self, name: &'static str, violation: Violation) -> Self {
        let mut position = 0;
        while self.0[position].is_some() {
            position += 1;
        }
        self.0[position] = Some((name, violation));
        self
    }

    pub fn iter(&self) -> impl Iterator<Item = (&'static str, Violation)> + '_ {
        self.0.iter().flatten().copied()
    }
}

impl Resource {
    /// Why the database refused a write to the table: a value that one of the table's constraints forbids is the
    /// client's fault, and anything else a failure.
    pub fn refusal(&self, error: impl Into<tenancy::Error>) -> Error {
        let error = error.into();
        if let tenancy::Error::Database(sqlx::Error::Database(refused)) = &error
            && let Some(name) = self.constraint_of(&**refused)
            && let Some(violation) = self.violation(name, &refused.kind())
        {
            return match violation {
                Violation::Conflict { code, detail } => Error::Conflict { constraint: name.to_owned(), code, detail },
                Violation::Reference { field } => Error::Invalid(vec![self.missing(field)]),
                Violation::Check { field, message } => Error::Invalid(vec![FieldError::new(field, "check", message)]),
            };
        }
        error.into()
    }

    /// The error of a field that leads to nothing.
    fn missing(&self, field: &'static str) -> FieldError {
        match self.field(field).map(|field| field.kind) {
            Some(Kind::Reference(target)) => target.missing(field),
            _ => FieldError::new(field, "reference", "must be the id of one of the existing rows"),
        }
    }

    /// The constraint that refused, if it is one of this table: a trigger may write to other tables as well.
    fn constraint_of<'e>(&self, refused: &'e dyn DatabaseError) -> Option<&'e str> {
        let (_, table) = self.table.split_once('.')?;
        refused.constraint().filter(|_| refused.table() == Some(table))
    }

    /// The field that a violation of this check or foreign key is an error of.
    pub fn field_of_constraint(&self, constraint: &str) -> Option<&'static str> {
        let declared = self.constraints.iter().find_map(|(name, violation)| match violation {
            Violation::Reference { field } | Violation::Check { field, .. } if name == constraint => Some(field),
            _ => None,
        });
        declared.or_else(|| Some(self.field_of(constraint)).filter(|field| !field.is_empty()))
    }

    /// What the resource says of the constraint, else what follows from the constraint's kind and name.
    fn violation(&self, name: &str, kind: &ErrorKind) -> Option<Violation> {
        if let Some((_, declared)) = self.constraints.iter().find(|(declared, _)| *declared == name) {
            return Some(declared);
        }
        match kind {
            ErrorKind::ForeignKeyViolation => Some(Violation::Reference { field: self.field_of(name) }),
            ErrorKind::CheckViolation => {
                Some(Violation::Check { field: self.field_of(name), message: "is not allowed" })
            }
            _ => None,
        }
    }

    /// The field that the name of a constraint contains behind the table's, with or without the `_id` of a reference;
    /// empty where none is.
    fn field_of(&self, constraint: &str) -> &'static str {
        let table = self.table.rsplit('.').next().unwrap_or_default();
        let constraint = constraint.strip_prefix(table).unwrap_or(constraint).trim_start_matches('_');
        let contains = |name: &str| format!("_{constraint}_").contains(&format!("_{name}_"));
        let fields = self.fields.iter().map(|field| field.name);
        let named = fields.filter(|name| contains(name) || name.strip_suffix("_id").is_some_and(contains));
        named.max_by_key(|name| name.len()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::Field;

    #[test]
    fn the_name_of_a_table_names_no_field() {
        static COMMENTS: Resource = Resource::new("comment", "comments", "app.ticket_comments")
            .shared()
            .fields(&[Field::uuid("ticket_id").required(), Field::text("text", 1, 200)]);
        for (constraint, field) in [
            ("ticket_comments_text_length", "text"),
            ("ticket_comments_ticket", "ticket_id"),
            ("ticket_comments_ticket_id_fkey", "ticket_id"),
            ("ticket_comments_known", ""),
        ] {
            assert_eq!(COMMENTS.field_of(constraint), field, "{constraint}");
        }
    }

    #[test]
    #[should_panic(expected = "index out of bounds")]
    fn more_constraints_than_fit_are_no_resource() {
        let violation = Violation::Check { field: "x", message: "is not allowed" };
        let _ = (0..=MOST).fold(Constraints::NONE, |constraints, _| constraints.with("x", violation));
    }
}
