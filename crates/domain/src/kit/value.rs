use tenancy::Statement;
use time::OffsetDateTime;
use uuid::Uuid;

use super::Kind;

/// A checked value of a field, as the column takes it.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    Texts(Vec<String>),
    Uuid(Uuid),
    Timestamp(OffsetDateTime),
    Integer(i64),
    /// No value of this kind.
    Null(Kind),
}

impl Value {
    pub(super) fn bind(&self, statement: &mut Statement) {
        match self {
            Self::Text(text) => statement.bind(text.as_str()),
            Self::Texts(texts) => statement.bind(texts.as_slice()),
            Self::Uuid(id) => statement.bind(*id),
            Self::Timestamp(at) => statement.bind(*at),
            Self::Integer(number) => statement.bind(*number),
            Self::Null(Kind::Uuid) => statement.bind(None::<Uuid>),
            Self::Null(Kind::Timestamp) => statement.bind(None::<OffsetDateTime>),
            Self::Null(Kind::Integer { .. }) => statement.bind(None::<i64>),
            Self::Null(Kind::Tags) => statement.bind(None::<Vec<String>>),
            Self::Null(_) => statement.bind(None::<&str>),
        };
    }
}
