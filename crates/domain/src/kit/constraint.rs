//! What a client learns where a constraint of the database refuses a row.

use sqlx::error::{DatabaseError, ErrorKind};

use super::{Error, FieldError, Resource};

impl Resource {
    /// Why the database refused a write to the table: a value that one of the table's constraints forbids is the client's fault, and
    /// anything else a failure.
    pub fn refusal(&self, error: impl Into<tenancy::Error>) -> Error {
        let error = error.into();
        if let tenancy::Error::Database(sqlx::Error::Database(refused)) = &error
            && let Some(constraint) = self.constraint_of(&**refused)
        {
            let (code, message) = match refused.kind() {
                ErrorKind::ForeignKeyViolation => ("reference", "must be the id of an existing row"),
                ErrorKind::CheckViolation => ("check", "is not allowed"),
                _ => return error.into(),
            };
            return Error::Invalid(vec![FieldError::new(self.field_of(constraint), code, message)]);
        }
        error.into()
    }

    /// The constraint that refused, if it is one of this table: a trigger may write to other tables as well.
    fn constraint_of<'e>(&self, refused: &'e dyn DatabaseError) -> Option<&'e str> {
        let (_, table) = self.table.split_once('.')?;
        refused.constraint().filter(|_| refused.table() == Some(table))
    }

    /// The field that the name of a constraint contains, with or without the `_id` of a reference; empty where none is.
    fn field_of(&self, constraint: &str) -> &'static str {
        let contains = |name: &str| format!("_{constraint}_").contains(&format!("_{name}_"));
        let fields = self.fields.iter().map(|field| field.name);
        let named = fields.filter(|name| contains(name) || name.strip_suffix("_id").is_some_and(contains));
        named.max_by_key(|name| name.len()).unwrap_or_default()
    }
}
