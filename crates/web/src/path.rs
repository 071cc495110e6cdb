//! The parameters of a route's path: their names, and the values that a request gives them.

use uuid::Uuid;

/// How many parameters a path has at most: the row, and the one that it belongs to.
pub const MOST_PARAMETERS: usize = 2;

/// The names between braces, outermost first: `conversation_id`, `id` of
/// `/api/conversations/{conversation_id}/messages/{id}`.
pub fn parameters(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|rest| rest.split('}').next())
}

/// The values of a path's parameters, decoded.
#[derive(Debug)]
pub struct PathValues {
    path: &'static str,
    values: [Option<String>; MOST_PARAMETERS],
}

impl PathValues {
    /// Takes the values as they stand in the request's path, outermost first.
    pub fn new<'v>(path: &'static str, encoded: impl IntoIterator<Item = &'v str>) -> Self {
        let mut encoded = encoded.into_iter();
        Self { path, values: std::array::from_fn(|_| encoded.next().and_then(decode)) }
    }

    /// The value of this parameter; `None` where it isn't UTF-8, has a NUL, or the path has no such parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        let position = parameters(self.path).position(|parameter| parameter == name)?;
        self.values.get(position)?.as_deref()
    }

    /// The innermost parameter as an id: the row that the path leads to.
    pub fn id(&self) -> Option<Uuid> {
        let last = parameters(self.path).count().checked_sub(1)?;
        Uuid::try_parse(self.values.get(last)?.as_deref()?).ok()
    }
}

fn decode(value: &str) -> Option<String> {
    if !value.contains('%') {
        return Some(value.to_owned());
    }
    let decoded = percent_encoding::percent_decode_str(value).decode_utf8().ok()?;
    (!decoded.contains('\0')).then(|| decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NESTED: &str = "/api/conversations/{conversation_id}/messages/{id}";

    #[test]
    fn each_parameter_has_its_own_value() {
        let values = PathValues::new(NESTED, ["a%2Fb", "0197a3c2-7d50-7000-8000-000000000001"]);
        assert_eq!(values.get("conversation_id"), Some("a/b"));
        assert_eq!(values.id(), Uuid::try_parse(values.get("id").unwrap()).ok());
        assert_eq!(values.get("other"), None);
    }

    #[test]
    fn a_value_that_is_no_text_is_none() {
        let values = PathValues::new(NESTED, ["%ff", "a%00b"]);
        assert_eq!((values.get("conversation_id"), values.get("id"), values.id()), (None, None, None));
        assert_eq!(PathValues::new("/api/leads", []).id(), None);
    }
}
