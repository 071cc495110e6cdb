use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

/// The fields of a request of the carrier's, in their order. Names may repeat.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Takes fields over; a NUL, which Postgres stores in no text, becomes U+FFFD.
    pub fn new<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let storable = |text: &str| text.replace('\0', "\u{fffd}");
        Self(fields.into_iter().map(|(name, value)| (storable(name), storable(value))).collect())
    }

    /// The value of a name; `None` where it is empty, or occurs with several values.
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut values = self.0.iter().filter(|(other, _)| other == name).map(|(_, value)| value.as_str());
        let first = values.next()?;
        (!first.is_empty() && values.all(|value| value == first)).then_some(first)
    }

    /// Whether a name occurs, be it without a value or with several.
    pub fn names(&self, name: &str) -> bool {
        self.0.iter().any(|(other, _)| other == name)
    }

    /// A value that is a number and not below zero.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.get(name)?.parse().ok().filter(|number| *number >= 0)
    }

    /// `Timestamp`: when it happened. Source: Twilio's *Voice status callbacks* (RFC 2822, UTC).
    pub fn timestamp(&self) -> Option<OffsetDateTime> {
        OffsetDateTime::parse(self.get("Timestamp")?, &Rfc2822).ok()
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_value_is_one_of_one_name() {
        let fields = Fields::new([("A", "1"), ("B", "1"), ("B", "2"), ("C", "3"), ("C", "3"), ("D", ""), ("E", "a\0")]);
        let values = ["A", "B", "C", "D", "E", "F"].map(|name| fields.get(name));
        assert_eq!(values, [Some("1"), None, Some("3"), None, Some("a\u{fffd}"), None]);
        assert_eq!(["A", "B", "D", "F"].map(|name| fields.names(name)), [true, true, true, false]);
        let stored = serde_json::to_value(&fields).unwrap();
        assert_eq!(stored[1], serde_json::json!(["B", "1"]));
        assert_eq!(serde_json::from_value::<Fields>(stored).unwrap(), fields);
    }

    #[test]
    fn numbers_and_times_are_read_and_others_are_none() {
        let of = |name, value| Fields::new([(name, value)]);
        let numbers = ["42", "0", "-1", "x", "4.2", ""].map(|value| of("CallDuration", value).number("CallDuration"));
        assert_eq!(numbers, [Some(42), Some(0), None, None, None, None]);
        let time = of("Timestamp", "Tue, 01 Dec 2026 09:30:07 +0000").timestamp();
        assert_eq!(time, Some(datetime!(2026-12-01 09:30:07 UTC)));
        assert_eq!(of("Timestamp", "2026-12-01T09:30:07Z").timestamp(), None);
    }
}
