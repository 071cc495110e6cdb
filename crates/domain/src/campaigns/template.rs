//! Texts with placeholders for what is known of a contact: `{{first_name}}`.

use crate::kit::FieldError;

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Literal(String),
    Placeholder(Placeholder),
}

/// What a placeholder stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Placeholder {
    Name,
    /// The name up to its first space.
    FirstName,
    Email,
    Phone,
    Company,
}

/// Why a text is no template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TemplateError {
    Unknown(String),
    Unclosed,
}

const NAMES: [(&str, Placeholder); 5] = [
    ("name", Placeholder::Name),
    ("first_name", Placeholder::FirstName),
    ("email", Placeholder::Email),
    ("phone", Placeholder::Phone),
    ("company", Placeholder::Company),
];

impl Placeholder {
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(_, known)| *known == self).map_or("", |(name, _)| *name)
    }

    /// Its value for a contact `c`; null or empty where that has none.
    pub fn sql(self) -> &'static str {
        match self {
            Self::Name => "c.name",
            Self::FirstName => "split_part(c.name, ' ', 1)",
            Self::Email => "c.email",
            Self::Phone => "c.phone",
            Self::Company => "c.company",
        }
    }
}

impl TemplateError {
    pub fn of(&self, field: &'static str) -> FieldError {
        let message = match self {
            Self::Unknown(name) => {
                let known = NAMES.map(|(name, _)| name).join(", ");
                format!("must have no placeholders but those of {known}: {{{{{name}}}}} is none")
            }
            Self::Unclosed => "must close each {{ by }}".to_owned(),
        };
        FieldError::new(field, "placeholder", message)
    }
}

/// Reads a text. What a placeholder brings in is no template itself: parts are put together once. Between braces a text
/// with other signs than those of names, as `{{7*7}}`, is a text like any other.
pub(super) fn parse(text: &str) -> Result<Vec<Part>, TemplateError> {
    let (mut parts, mut literal) = (Vec::new(), String::new());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        literal.push_str(before);
        let (name, behind) = after.split_once("}}").ok_or(TemplateError::Unclosed)?;
        if !name.chars().all(is_of_names) {
            literal.push_str("{{");
            rest = after;
            continue;
        }
        let known = NAMES.iter().find(|(known, _)| *known == name);
        // A long text between braces isn't repeated in full.
        let (_, placeholder) = known.ok_or_else(|| TemplateError::Unknown(name.chars().take(50).collect()))?;
        if !literal.is_empty() {
            parts.push(Part::Literal(std::mem::take(&mut literal)));
        }
        parts.push(Part::Placeholder(*placeholder));
        rest = behind;
    }
    literal.push_str(rest);
    if !literal.is_empty() {
        parts.push(Part::Literal(literal));
    }
    Ok(parts)
}

fn is_of_names(character: char) -> bool {
    character.is_alphanumeric() || character.is_whitespace() || "_-.".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_in_its_order() {
        let literal = |text: &str| Part::Literal(text.to_owned());
        assert_eq!(
            parse("Dear {{first_name}}{{company}}, {come} }} now").unwrap(),
            [
                literal("Dear "),
                Part::Placeholder(Placeholder::FirstName),
                Part::Placeholder(Placeholder::Company),
                literal(", {come} }} now"),
            ]
        );
        assert_eq!(parse("").unwrap(), []);
        assert_eq!(parse("{{7*7}} and {{").unwrap_err(), TemplateError::Unclosed);
        assert_eq!(
            parse("{{7*7}}{{{{name}}}}").unwrap(),
            [literal("{{7*7}}{{"), Part::Placeholder(Placeholder::Name), literal("}}")]
        );
        for (name, placeholder) in NAMES {
            assert_eq!(parse(&format!("{{{{{name}}}}}")).unwrap(), [Part::Placeholder(placeholder)]);
            assert_eq!(placeholder.name(), name);
        }
    }

    #[test]
    fn a_placeholder_that_stands_for_nothing_is_refused_by_name() {
        for name in ["", " name", "Name", "last_name"] {
            assert_eq!(parse(&format!("Dear {{{{{name}}}}}!")), Err(TemplateError::Unknown(name.to_owned())));
        }
        assert_eq!(parse("Dear {{name}"), Err(TemplateError::Unclosed));
        let error = TemplateError::Unknown("nick".to_owned()).of("body");
        assert!(error.message.contains("{{nick}}"), "{}", error.message);
    }
}
