//! How the API writes values: times as RFC 2822, numbers as text, and nothing as null or as an empty text.
//!
//! What can't be read of these counts as nothing. A call that was created stays created, whatever form its times have.

use serde::de::{Deserialize, Deserializer};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

pub(super) fn time<'de, D: Deserializer<'de>>(value: D) -> Result<Option<OffsetDateTime>, D::Error> {
    Ok(filled(value)?.and_then(|text| OffsetDateTime::parse(&text, &Rfc2822).ok()))
}

pub(super) fn number<'de, D: Deserializer<'de>>(value: D) -> Result<Option<u32>, D::Error> {
    Ok(filled(value)?.and_then(|text| text.parse().ok()))
}

pub(super) fn filled<'de, D: Deserializer<'de>>(value: D) -> Result<Option<String>, D::Error> {
    Ok(Option::<String>::deserialize(value)?.filter(|text| !text.is_empty()))
}
