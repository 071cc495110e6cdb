use std::fmt;

/// What is done to things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Nothing: they are looked at.
    Read,
    /// They are made, changed or removed. It doesn't include looking at them.
    Write,
}

/// What a key may do: `<things>:read` or `<things>:write`, where `<things>` is the part of the path behind `/api/`, or
/// `*` for all that keys may touch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// None for all.
    things: Option<String>,
    action: Action,
}

impl Action {
    fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }

    /// The scope that permits this for some things, or for `*`.
    pub fn scope_of(self, things: &str) -> String {
        format!("{things}:{}", self.as_str())
    }
}

impl Scope {
    /// `None` for a text of another form.
    pub fn parse(text: &str) -> Option<Self> {
        let (things, action) = text.split_once(':')?;
        let action = match action {
            "read" => Action::Read,
            "write" => Action::Write,
            _ => return None,
        };
        let is_name = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
        match things {
            "*" => Some(Self { things: None, action }),
            _ if (1..=50).contains(&things.len()) && things.bytes().all(is_name) => {
                Some(Self { things: Some(things.to_owned()), action })
            }
            _ => None,
        }
    }

    /// What it is about; `None` where that is everything.
    pub fn things(&self) -> Option<&str> {
        self.things.as_deref()
    }

    /// Whether it allows this to be done.
    pub fn permits(&self, things: &str, action: Action) -> bool {
        self.action == action && self.things.as_deref().is_none_or(|own| own == things)
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.action.scope_of(self.things.as_deref().unwrap_or("*")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rol_5_a_scope_permits_what_it_names_and_nothing_else() {
        let permits = |scope, things, action| Scope::parse(scope).unwrap().permits(things, action);
        assert!(permits("leads:read", "leads", Action::Read));
        assert!(permits("*:write", "leads", Action::Write));
        for (scope, things, action) in [
            ("leads:read", "leads", Action::Write),
            ("leads:write", "leads", Action::Read),
            ("leads:read", "contacts", Action::Read),
            ("*:read", "leads", Action::Write),
        ] {
            assert!(!permits(scope, things, action), "{scope}");
        }
    }

    #[test]
    fn a_scope_reads_back_as_it_was_written() {
        for text in ["leads:read", "*:read", "audit-log:write"] {
            assert_eq!(Scope::parse(text).unwrap().to_string(), text);
        }
        for wrong in ["", "leads", "leads:", ":read", "leads:*", "*", "leads:read:write", "Leads:read", "le ads:read"] {
            assert_eq!(Scope::parse(wrong), None, "{wrong}");
        }
    }
}
