//! How the API writes values: times as RFC 2822, numbers as text.

use serde::de::{Deserialize, Deserializer, Error};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

pub(super) fn time<'de, D: Deserializer<'de>>(value: D) -> Result<Option<OffsetDateTime>, D::Error> {
    let text = Option::<String>::deserialize(value)?;
    text.map(|text| OffsetDateTime::parse(&text, &Rfc2822).map_err(D::Error::custom)).transpose()
}

pub(super) fn number<'de, D: Deserializer<'de>>(value: D) -> Result<Option<u32>, D::Error> {
    let text = Option::<String>::deserialize(value)?;
    text.map(|text| text.parse().map_err(D::Error::custom)).transpose()
}

/// `None` for what isn't set; the API writes an empty text for it.
pub(super) fn filled<'de, D: Deserializer<'de>>(value: D) -> Result<Option<String>, D::Error> {
    Ok(Option::<String>::deserialize(value)?.filter(|text| !text.is_empty()))
}
