use serde_json::Value as Json;
use tenancy::Statement;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{Decimal, Storage};

/// A checked value of a field, as the column takes it.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    Texts(Vec<String>),
    Bytes(Vec<u8>),
    Uuid(Uuid),
    Timestamp(OffsetDateTime),
    Date(Date),
    Integer(i64),
    Decimal(Decimal),
    Boolean(bool),
    Json(Json),
    /// No value of this type.
    Null(Storage),
}

impl Value {
    pub(super) fn bind(&self, statement: &mut Statement) {
        match self {
            Self::Text(text) => statement.bind(text.as_str()),
            Self::Texts(texts) => statement.bind(texts.as_slice()),
            Self::Bytes(bytes) => statement.bind(bytes.as_slice()),
            Self::Uuid(id) => statement.bind(*id),
            Self::Timestamp(at) => statement.bind(*at),
            Self::Date(date) => statement.bind(*date),
            Self::Integer(number) => statement.bind(*number),
            Self::Decimal(number) => statement.bind(*number),
            Self::Boolean(value) => statement.bind(*value),
            Self::Json(json) => statement.bind(json),
            Self::Null(Storage::Text) => statement.bind(None::<&str>),
            Self::Null(Storage::Texts) => statement.bind(None::<Vec<String>>),
            Self::Null(Storage::Bytes) => statement.bind(None::<Vec<u8>>),
            Self::Null(Storage::Uuid) => statement.bind(None::<Uuid>),
            Self::Null(Storage::Timestamp) => statement.bind(None::<OffsetDateTime>),
            Self::Null(Storage::Date) => statement.bind(None::<Date>),
            Self::Null(Storage::Integer) => statement.bind(None::<i64>),
            Self::Null(Storage::Decimal) => statement.bind(None::<Decimal>),
            Self::Null(Storage::Boolean) => statement.bind(None::<bool>),
            Self::Null(Storage::Json) => statement.bind(None::<Json>),
        };
    }
}
