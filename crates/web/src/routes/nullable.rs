use serde::{Deserialize, Deserializer};

/// Reads a field that is there, be it null; `default` stands for one that is left out.
pub fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(field: D) -> Result<Option<T>, D::Error> {
    T::deserialize(field).map(Some)
}
