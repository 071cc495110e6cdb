use serde::Serialize;

use super::column::column_of;
use super::{FieldDisplay, Kind, Resource, Target};

/// Which way the value of a field goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldAccess {
    ReadWrite,
    /// In responses only: the server gives it its value.
    ReadOnly,
    /// In bodies only, as a secret is: in no response, filter, sort or export.
    WriteOnly,
    /// In no body and no response: the server's own.
    Internal,
    /// In the body that makes a row, and in no response: it is no column, but what [`super::Resource::after_create`]
    /// acts on.
    CreateOnly,
}

/// A field of a resource, and the column of the same name.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is said of a field by itself")]
pub struct Field {
    pub name: &'static str,
    /// Its column, as SQL writes it, or the expression that stands for one.
    pub(super) column: &'static str,
    pub kind: Kind,
    pub access: FieldAccess,
    /// Whether a row always has it, and a body that makes one has to say it, if a body may.
    pub required: bool,
    /// `?name=value` lists the rows that have it.
    pub filterable: bool,
    /// `?sort=name` orders by it; rows without a value come last.
    pub sortable: bool,
    /// `?after_name=value` lists the rows beyond the value, upwards. No two rows of a collection have the same one.
    pub followable: bool,
    /// Whether it is no column: a statement computes it for the caller, so that the row's version doesn't follow it.
    pub computed: bool,
    /// As a client would write it; the API's description and the generated tests use it.
    pub example: &'static str,
    pub display: FieldDisplay,
}

/// What is wrong with one field of the input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldError {
    pub field: String,
    pub code: &'static str,
    pub message: String,
}

impl FieldError {
    pub fn new(field: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self { field: field.into(), code, message: message.into() }
    }
}

impl Field {
    const fn new(name: &'static str, kind: Kind) -> Self {
        Self {
            name,
            column: column_of(name),
            kind,
            access: FieldAccess::ReadWrite,
            required: false,
            filterable: false,
            sortable: false,
            followable: false,
            computed: false,
            example: "",
            display: FieldDisplay::NONE,
        }
    }

    /// Of `min` to `max` characters.
    pub const fn text(name: &'static str, min: usize, max: usize) -> Self {
        Self::new(name, Kind::Text { min, max })
    }

    /// A text that is encrypted before it is stored, and in no response: a column `bytea`, one of the `secrets` of
    /// `tenancy.protect`.
    pub const fn secret(name: &'static str) -> Self {
        Self::new(name, Kind::Secret { max: 500 }).write_only()
    }

    pub const fn email(name: &'static str) -> Self {
        Self::new(name, Kind::Email)
    }

    pub const fn phone(name: &'static str) -> Self {
        Self::new(name, Kind::Phone)
    }

    pub const fn one_of(name: &'static str, words: &'static [&'static str], default: &'static str) -> Self {
        Self::new(name, Kind::OneOf(words, default)).example(default)
    }

    /// The state of a row, one of these and at first the first: only the verbs of [`Resource::states`] change it.
    pub const fn state(name: &'static str, states: &'static [&'static str]) -> Self {
        Self::one_of(name, states, states[0]).required().read_only()
    }

    pub const fn tags(name: &'static str) -> Self {
        Self::new(name, Kind::Tags)
    }

    pub const fn uuid(name: &'static str) -> Self {
        Self::new(name, Kind::Uuid)
    }

    /// The id of a live row of another resource, as the column's foreign key demands of rows at all.
    pub const fn reference(name: &'static str, target: &'static Resource) -> Self {
        Self::new(name, Kind::Reference(Target::Row(target)))
    }

    /// The user id of a member of the tenant. It stays when the member leaves.
    pub const fn member(name: &'static str) -> Self {
        Self::new(name, Kind::Reference(Target::Member))
    }

    /// Ids of at most so many rows; duplicates are dropped.
    pub const fn uuids(name: &'static str, max: usize) -> Self {
        Self::new(name, Kind::Uuids { max })
    }

    pub const fn timestamp(name: &'static str) -> Self {
        Self::new(name, Kind::Timestamp)
    }

    /// From `min` to `max`, both included.
    pub const fn integer(name: &'static str, min: i64, max: i64) -> Self {
        Self::new(name, Kind::Integer { min, max })
    }

    /// An exact number of at most `precision` digits, `scale` of them decimals: a column `numeric(precision, scale)`.
    pub const fn decimal(name: &'static str, precision: u8, scale: u8) -> Self {
        Self::new(name, Kind::Decimal { precision, scale })
    }

    pub const fn boolean(name: &'static str, default: bool) -> Self {
        Self::new(name, Kind::Boolean(default)).example(if default { "true" } else { "false" })
    }

    pub const fn date(name: &'static str) -> Self {
        Self::new(name, Kind::Date).example("2026-01-31")
    }

    /// An `http` or `https` URL.
    pub const fn url(name: &'static str) -> Self {
        Self::new(name, Kind::Url).example("https://www.example.com")
    }

    /// A phone number that can be dialled: `+442079460000`.
    pub const fn e164(name: &'static str) -> Self {
        Self::new(name, Kind::E164).example("+442079460000")
    }

    /// An e-mail address, or a phone number that can be dialled.
    pub const fn address(name: &'static str) -> Self {
        Self::new(name, Kind::Address).example("ada@example.com")
    }

    /// The id of a thing at Twilio, of the kind that the two letters say: `AC` for an account.
    pub const fn sid(name: &'static str, letters: &'static str) -> Self {
        Self::new(name, Kind::Sid(letters))
    }

    /// Any JSON of at most so many bytes in its shortest form.
    pub const fn json(name: &'static str, max_bytes: usize) -> Self {
        Self::new(name, Kind::Json { max_bytes })
    }

    #[must_use]
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    #[must_use]
    pub const fn read_only(self) -> Self {
        Self { access: FieldAccess::ReadOnly, ..self }
    }

    /// Its column has to be one of the `secrets` of `tenancy.protect`, and none that is searched.
    #[must_use]
    pub const fn write_only(self) -> Self {
        Self { access: FieldAccess::WriteOnly, ..self }
    }

    /// As a [`Resource::before_write`] or the server's own work sets it.
    #[must_use]
    pub const fn internal(self) -> Self {
        Self { access: FieldAccess::Internal, ..self }
    }

    #[must_use]
    pub const fn create_only(self) -> Self {
        Self { access: FieldAccess::CreateOnly, ..self }
    }

    /// In responses only: this expression of SQL over the columns of the row, with the field's name behind `as`.
    #[must_use]
    pub const fn computed(self, expression: &'static str) -> Self {
        Self { column: expression, access: FieldAccess::ReadOnly, computed: true, ..self }
    }

    #[must_use]
    pub const fn filterable(self) -> Self {
        Self { filterable: true, ..self }
    }

    #[must_use]
    pub const fn sortable(self) -> Self {
        Self { sortable: true, ..self }
    }

    #[must_use]
    pub const fn followable(self) -> Self {
        Self { followable: true, ..self }
    }

    #[must_use]
    pub const fn example(self, example: &'static str) -> Self {
        Self { example, ..self }
    }
}
