use url::Url;

use crate::kit::FieldError;

/// Characters of a URL, as it is stored.
const URL_CHARACTERS: usize = 2_000;
const MODEL_CHARACTERS: usize = 200;
/// Longer than a signed token.
const KEY_CHARACTERS: usize = 4_000;

/// An endpoint that can be stored, once its URL is known to lead to the public internet.
pub struct NewChatEndpoint {
    url: Url,
    model: String,
    pub(super) key: KeyChange,
}

/// What becomes of the key.
#[derive(Clone, PartialEq, Eq)]
pub enum KeyChange {
    /// The stored one stays; there has to be none where the URL is another.
    Keep,
    Set(String),
    Remove,
}

impl NewChatEndpoint {
    /// All wrong fields at once.
    pub fn parse(url: &str, model: &str, key: KeyChange) -> Result<Self, Vec<FieldError>> {
        let (url, model) = (read_url(url), read_model(model));
        match (url, model, check_key(&key)) {
            (Ok(url), Ok(model), Ok(())) => Ok(Self { url, model, key }),
            (url, model, checked) => Err([url.err(), model.err(), checked.err()].into_iter().flatten().collect()),
        }
    }

    pub fn url(&self) -> &str {
        self.url.as_str()
    }

    /// For the judge of URLs that tenants name.
    pub fn parsed_url(&self) -> &Url {
        &self.url
    }

    pub fn model(&self) -> &str {
        &self.model
    }
}

/// Whether a URL has this scheme, user and host is the judge's affair.
fn read_url(text: &str) -> Result<Url, FieldError> {
    let error = |code, message: &str| FieldError::new("url", code, message.to_owned());
    let url = Url::parse(text).ok().filter(|url| url.has_host() && !url.cannot_be_a_base());
    let url = url.ok_or_else(|| error("url", "must be a URL, like https://api.openai.com/v1"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(error("url", "must begin with https://"));
    }
    if url.fragment().is_some() {
        return Err(error("url", "must be without a fragment"));
    }
    if url.as_str().len() > URL_CHARACTERS {
        return Err(error("length", &format!("must have at most {URL_CHARACTERS} characters")));
    }
    Ok(url)
}

fn read_model(text: &str) -> Result<String, FieldError> {
    let error = |code, message: String| FieldError::new("model", code, message);
    if text.chars().any(char::is_control) {
        return Err(error("characters", "must not contain control characters".to_owned()));
    }
    let text = base::visible(text);
    if !(1..=MODEL_CHARACTERS).contains(&text.chars().count()) {
        return Err(error("length", format!("must have 1 to {MODEL_CHARACTERS} characters")));
    }
    Ok(text.to_owned())
}

/// A key stands in a header.
fn check_key(key: &KeyChange) -> Result<(), FieldError> {
    let KeyChange::Set(key) = key else { return Ok(()) };
    let error = |code, message: String| Err(FieldError::new("api_key", code, message));
    if !(1..=KEY_CHARACTERS).contains(&key.len()) {
        return error("length", format!("must have 1 to {KEY_CHARACTERS} characters"));
    }
    if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return error("characters", "must be visible ASCII characters".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(url: &str, model: &str, key: KeyChange) -> Vec<(String, &'static str)> {
        let errors = NewChatEndpoint::parse(url, model, key).err().unwrap_or_default();
        errors.into_iter().map(|error| (error.field, error.code)).collect()
    }

    #[test]
    fn all_wrong_fields_of_an_endpoint_are_named_at_once() {
        let key = KeyChange::Set("a b".to_owned());
        let errors = wrong("x", " ", key);
        let expected = [("url", "url"), ("model", "length"), ("api_key", "characters")];
        assert_eq!(errors, expected.map(|(field, code)| (field.to_owned(), code)));
    }

    #[test]
    fn a_url_of_an_endpoint_is_one_that_a_path_can_be_added_to() {
        for good in ["https://api.openai.com/v1", "http://127.0.0.1:9/", "https://a.example/d?api-version=1"] {
            assert!(wrong(good, "m", KeyChange::Keep).is_empty(), "{good}");
        }
        let long = format!("https://a.example/{}", "x".repeat(URL_CHARACTERS));
        for bad in
            ["", "a.example", "mailto:a@b.example", "file:///etc/passwd", "ftp://a.example/", "https://a/#b", &long]
        {
            assert_eq!(wrong(bad, "m", KeyChange::Keep).len(), 1, "{bad}");
        }
    }

    #[test]
    fn a_key_fits_into_a_header() {
        for bad in ["", "a\nb", "ä", &"k".repeat(KEY_CHARACTERS + 1)] {
            assert_eq!(wrong("https://a.example/", "m", KeyChange::Set(bad.to_owned())).len(), 1, "{bad:?}");
        }
        assert!(wrong("https://a.example/", "m", KeyChange::Set("k".repeat(KEY_CHARACTERS))).is_empty());
    }
}
