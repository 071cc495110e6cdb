use std::collections::BTreeSet;

use percent_encoding::percent_decode_str;
use url::form_urlencoded;

/// The decoded fields of a form, in their order. Nothing is trimmed, and names repeat as they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameters(Vec<(String, String)>);

/// A form whose bytes are no UTF-8. A lossy reading would give two bodies the same fields.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the form is not UTF-8")]
pub struct NotUtf8;

impl Parameters {
    /// Reads `application/x-www-form-urlencoded`: a body, or a query.
    pub fn parse(form: &[u8]) -> Result<Self, NotUtf8> {
        let form = std::str::from_utf8(form).map_err(|_| NotUtf8)?;
        let fields = form.split('&').filter(|field| !field.is_empty());
        let pairs = fields.map(|field| {
            let (name, value) = field.split_once('=').unwrap_or((field, ""));
            Ok((decode(name)?, decode(value)?))
        });
        pairs.collect::<Result<_, _>>().map(Self)
    }

    pub fn new<N: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }

    /// The value of a name that occurs once. `None` as well where it occurs again with another value.
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut values = self.all(name);
        let first = values.next()?;
        values.all(|other| other == first).then_some(first)
    }

    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.iter().filter(move |(other, _)| *other == name).map(|(_, value)| value)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The fields as `application/x-www-form-urlencoded`.
    pub fn encode(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(self.iter()).finish()
    }

    /// What a signature covers of them: sorted by name, the distinct values of a name sorted, each behind the name.
    pub(super) fn signed_text(&self) -> String {
        let distinct: BTreeSet<_> = self.iter().collect();
        distinct.into_iter().flat_map(|(name, value)| [name, value]).collect()
    }
}

fn decode(text: &str) -> Result<String, NotUtf8> {
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8().map(std::borrow::Cow::into_owned).map_err(|_| NotUtf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_decoded_and_nothing_is_trimmed() {
        let parameters = Parameters::parse(b"&Body=+a%20%2Bb%0D%0A&To&X=1&X=2&X=1&Y=a=b&").unwrap();
        let read: Vec<_> = parameters.iter().collect();
        assert_eq!(read, [("Body", " a +b\r\n"), ("To", ""), ("X", "1"), ("X", "2"), ("X", "1"), ("Y", "a=b")]);
        assert_eq!(Parameters::parse(parameters.encode().as_bytes()), Ok(parameters));
    }

    #[test]
    fn a_name_with_two_values_has_none() {
        let parameters = Parameters::new([("A", "1"), ("B", "1"), ("B", "2"), ("C", "3"), ("C", "3")]);
        assert_eq!(["A", "B", "C", "D"].map(|name| parameters.get(name)), [Some("1"), None, Some("3"), None]);
        assert_eq!(parameters.all("B").collect::<Vec<_>>(), ["1", "2"]);
    }

    #[test]
    fn bytes_that_are_no_utf_8_are_refused_in_either_form() {
        assert_eq!(Parameters::parse(b"Body=%FF"), Err(NotUtf8));
        assert_eq!(Parameters::parse(b"Body=\xff"), Err(NotUtf8));
    }
}
