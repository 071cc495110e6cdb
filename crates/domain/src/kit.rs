//! The resource kit: a resource is declared once, as data, and everything else follows from the declaration.

mod action;
mod body;
mod change;
mod check;
mod collection;
mod column;
mod columns;
mod constraint;
mod cursor;
mod decimal;
mod display;
mod draft;
mod edit;
mod export;
mod field;
mod format;
mod import;
mod kind;
mod links;
mod list;
mod operations;
mod parse;
mod read;
mod reference;
mod resource;
mod row;
mod scope;
mod secret;
mod states;
pub(crate) mod unit_of_work;
mod value;
mod verb;
mod write;

pub use action::{Action, LockedRow, Run};
pub use body::{Body, parse_create, parse_merge, parse_record, parse_replace};
pub use change::{Change, delete, restore, restore_in, update, update_in};
pub use collection::{Collection, Owners, Parent};
pub use constraint::{Constraints, Violation};
pub use decimal::Decimal;
pub use display::{Display, FieldDisplay, TONES, Tone, label_of};
pub use draft::{Draft, Rule};
pub use export::export;
pub use field::{Field, FieldAccess, FieldError};
pub use format::Format;
pub(crate) use import::{Batch, Parsed, Rows};
pub use import::{
    Charset, Columns, Existing, ImportError, ImportOptions, ImportReport, MAX_ROWS, Mode, RowError, UniqueBy, import,
    import_in,
};
pub use kind::{E164_PATTERN, EMAIL_PATTERN, Kind, MAX_URL, PHONE_PATTERN, Storage, URL_PATTERN};
pub use links::{LinkShape, Links};
pub use list::{ListQuery, Page, list};
pub use operations::{Operation, Operations};
pub use parse::has_nul;
pub use read::{Record, find, find_in};
pub use reference::Target;
pub use resource::{AfterCreate, Class, Reserved, Resource};
pub(crate) use scope::Scope;
pub use secret::decrypt_secret;
pub use states::{States, Transition, transition_by_job, transition_in};
pub use value::Value;
pub use verb::{Verb, act, act_in};
pub use write::{create, create_in, record_in};

use std::borrow::Cow;

/// Why an act on a resource did not happen.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Doesn't exist, or isn't the caller's: the two can't be told apart.
    #[error("not found")]
    NotFound,
    /// The row has another version than the caller expects.
    #[error("the row has changed in the meantime")]
    VersionMismatch,
    /// The row's state refuses the verb; the client learns why.
    #[error("{0}")]
    InvalidState(Cow<'static, str>),
    /// Read, but wrong: what is wrong, by field.
    #[error("the input is not valid")]
    Invalid(Vec<FieldError>),
    /// The row is seen, and the act is left to the users that it names.
    #[error("the act is left to others")]
    Reserved,
    /// Another row is in the way, by the constraint of this name; the client learns code and detail.
    #[error("conflicts with {constraint}")]
    Conflict { constraint: String, code: &'static str, detail: &'static str },
    #[error(transparent)]
    Tenancy(tenancy::Error),
}

impl From<tenancy::Error> for Error {
    fn from(error: tenancy::Error) -> Self {
        match error.constraint() {
            Some(name) if error.is_unique_violation() => Self::Conflict {
                constraint: name.to_owned(),
                code: "conflict",
                detail: "Another row has the same values.",
            },
            _ => Self::Tenancy(error),
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        tenancy::Error::from(error).into()
    }
}
