use uuid::Uuid;

/// How a request names its tenant: not at all (the user's home), or by slug or id, as the header `X-Tenant` carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TenantRef(Option<String>);

impl TenantRef {
    /// The user's home tenant.
    pub const HOME: Self = Self(None);

    /// Reads a slug, in any case, or an id. `None` for a text that is neither, and so names no tenant.
    pub fn parse(text: &str) -> Option<Self> {
        let slug = text.to_ascii_lowercase();
        let named = if is_slug(&slug) { slug } else { Uuid::try_parse(text).ok()?.to_string() };
        Some(Self(Some(named)))
    }

    /// Whether it names this tenant, or none.
    pub(crate) fn may_name(&self, id: crate::TenantId, slug: &str) -> bool {
        self.as_deref().is_none_or(|named| named == slug || *named == id.to_string())
    }

    pub(crate) fn as_deref(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

impl From<crate::TenantId> for TenantRef {
    fn from(id: crate::TenantId) -> Self {
        Self(Some(id.to_string()))
    }
}

/// A slug has 2 to 63 lower-case letters, digits and single inner hyphens, and isn't shaped like an id.
pub(crate) fn is_slug(text: &str) -> bool {
    (2..=63).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--")
        && Uuid::try_parse(text).is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_or_an_id_names_a_tenant_and_nothing_else_does() {
        assert!(TenantRef::parse("acme-2").is_some());
        assert!(TenantRef::parse("0197a3c2-7d50-7000-8000-000000000001").is_some());
        for text in ["", "a", "-acme", "acme-", "ac--me", "acme'", "acme;", "ac me", "äcme", &"a".repeat(64)] {
            assert_eq!(TenantRef::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_slug_is_read_in_any_case_and_kept_in_lower_case() {
        assert_eq!(TenantRef::parse("Acme-2"), TenantRef::parse("acme-2"));
        assert_eq!(TenantRef::parse("ÄCME"), None);
    }

    #[test]
    fn an_id_is_read_in_any_of_its_forms_and_kept_in_one() {
        let hyphenated = TenantRef::parse("0197a3c2-7d50-7000-8000-000000000001");
        assert_eq!(TenantRef::parse("0197A3C27D5070008000000000000001"), hyphenated);
    }
}
