use url::Url;

/// Scheme and authority under which the carrier reaches us. It comes from the configuration; no header changes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicOrigin {
    with_port: String,
    without_port: String,
}

impl PublicOrigin {
    /// `None` for a URL without a host or a known port, as `mailto:`. Path, query and fragment are left out.
    pub fn of(url: &Url) -> Option<Self> {
        let (host, port) = (url.host_str()?, url.port_or_known_default()?);
        let credentials = match (url.username(), url.password()) {
            ("", None) => String::new(),
            (user, None) => format!("{user}@"),
            (user, Some(password)) => format!("{user}:{password}@"),
        };
        let without_port = format!("{}://{credentials}{host}", url.scheme());
        Some(Self { with_port: format!("{without_port}:{port}"), without_port })
    }

    /// Both forms of the origin. Twilio signs the one or the other, so each counts.
    pub(super) fn forms(&self) -> [&str; 2] {
        [&self.with_port, &self.without_port]
    }

    pub(super) fn without_port(&self) -> &str {
        &self.without_port
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(url: &str) -> [String; 2] {
        PublicOrigin::of(&url.parse().unwrap()).unwrap().forms().map(str::to_owned)
    }

    #[test]
    fn an_origin_has_a_form_with_its_port_and_one_without() {
        assert_eq!(forms("https://app.example.com"), ["https://app.example.com:443", "https://app.example.com"]);
        assert_eq!(forms("https://app.example.com:443/x"), ["https://app.example.com:443", "https://app.example.com"]);
        assert_eq!(forms("http://[::1]:8000"), ["http://[::1]:8000", "http://[::1]"]);
        assert_eq!(forms("http://u:p%40@a.example"), ["http://u:p%40@a.example:80", "http://u:p%40@a.example"]);
        assert_eq!(PublicOrigin::of(&"mailto:ann@example.com".parse().unwrap()), None);
    }
}
