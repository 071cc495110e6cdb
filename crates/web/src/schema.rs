//! The shapes of bodies and responses, as the API's description shows them.

use domain::kit::Resource;
use schemars::SchemaGenerator;

/// Where the description of a shape comes from.
#[derive(Clone, Copy)]
pub enum Schema {
    /// Nothing.
    Empty,
    /// A Rust type's own schema.
    Type(fn(&mut SchemaGenerator) -> schemars::Schema),
    /// What a client sends to make or replace a row.
    New(&'static Resource),
    /// What a client sends to change some fields of a row.
    Changes(&'static Resource),
    /// A row.
    Row(&'static Resource),
    /// A page of rows.
    Page(&'static Resource),
    /// Rows as CSV or NDJSON.
    Rows(&'static Resource),
    /// A text of this media type.
    Text(&'static str),
    /// A WAV file, or a part of it.
    Audio,
    /// A PNG or JPEG file, or a part of it.
    Image,
    /// A stream of events, or those that were missed as JSON.
    Events,
}

impl Schema {
    /// The schema of a type that derives it.
    pub const fn of<T: schemars::JsonSchema>() -> Self {
        Self::Type(schemars::SchemaGenerator::subschema_for::<T>)
    }
}

impl std::fmt::Debug for Schema {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => f.write_str("Empty"),
            Self::Type(_) => f.write_str("Type"),
            Self::New(resource) => write!(f, "New({})", resource.name),
            Self::Changes(resource) => write!(f, "Changes({})", resource.name),
            Self::Row(resource) => write!(f, "Row({})", resource.name),
            Self::Page(resource) => write!(f, "Page({})", resource.name),
            Self::Rows(resource) => write!(f, "Rows({})", resource.name),
            Self::Text(media_type) => write!(f, "Text({media_type})"),
            Self::Audio => f.write_str("Audio"),
            Self::Image => f.write_str("Image"),
            Self::Events => f.write_str("Events"),
        }
    }
}
