/// URLs of the installation that are about a row, in an object of its responses: no column, but made of the row's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Links {
    /// The field of a response that holds them.
    pub field: &'static str,
    /// The name of each, and its path with `{id}` where the row's id stands.
    pub paths: &'static [(&'static str, &'static str)],
}
