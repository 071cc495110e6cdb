/// URLs of the installation that are about a row, in a field of its responses: no column, but made of the row's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Links {
    /// The field of a response that holds them.
    pub field: &'static str,
    pub shape: LinkShape,
}

/// What the field holds. A path has `{id}` where the row's id stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkShape {
    /// An object: the name of each URL, and its path.
    Object(&'static [(&'static str, &'static str)]),
    /// One URL, and null for a row in which the field `given` has no value.
    One { path: &'static str, given: &'static str },
}
