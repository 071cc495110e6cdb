use serde_json::{Map, Value as Json};
use time::OffsetDateTime;
use uuid::Uuid;

use super::secret::SecretKey;
use super::{Field, FieldAccess, FieldError, Resource, Value};

/// The columns that say when a row was made and last changed, for rows that are older than the database knows.
static TIMES: [Field; 2] = [Field::timestamp("created_at"), Field::timestamp("updated_at")];

/// The checked fields of an input, each with the column it goes to.
#[derive(Clone, Debug, Default)]
pub struct Body {
    pub(super) values: Vec<(&'static Field, Value)>,
    /// What encrypts its secrets.
    pub(super) key: Option<Box<SecretKey>>,
}

impl Body {
    /// The ids that a field of [`Kind::Uuids`](super::Kind::Uuids) has.
    pub fn ids(&self, name: &str) -> Vec<Uuid> {
        match self.values.iter().find(|(field, _)| field.name == name) {
            Some((_, Value::Texts(texts))) => texts.iter().filter_map(|text| Uuid::try_parse(text).ok()).collect(),
            _ => Vec::new(),
        }
    }

    /// Gives a field of the resource this value, whether clients may or not.
    pub fn set(&mut self, resource: &Resource, field: &str, value: Value) {
        let field = resource.field(field);
        debug_assert!(field.is_some(), "a field of the resource is set");
        if let Some(field) = field {
            self.values.retain(|(known, _)| known.name != field.name);
            self.values.push((field, value));
        }
    }

    /// Has the row that is made be as old as if that was at this time. The change log has the present time.
    pub fn set_made_at(&mut self, at: OffsetDateTime) {
        self.values.extend(TIMES.iter().map(|field| (field, Value::Timestamp(at))));
    }

    /// The text that it gives the field.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.values.iter().find_map(|(known, value)| match value {
            Value::Text(text) if known.name == field => Some(text.as_str()),
            _ => None,
        })
    }

    /// The number that it gives the field.
    pub fn integer(&self, field: &str) -> Option<i64> {
        self.values.iter().find_map(|(known, value)| match value {
            Value::Integer(number) if known.name == field => Some(*number),
            _ => None,
        })
    }

    /// The values that go to columns of the row.
    pub(super) fn columns(&self) -> impl Iterator<Item = &(&'static Field, Value)> {
        self.values.iter().filter(|(field, _)| field.access != FieldAccess::CreateOnly)
    }
}

/// What a body is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Create,
    Record,
    Replace,
    Merge,
}

/// Reads the body that makes a row: what is left out takes its default.
pub fn parse_create(resource: &Resource, input: Map<String, Json>) -> Result<Body, Vec<FieldError>> {
    parse(resource, input, Form::Create)
}

/// Reads a row that was elsewhere before, with the fields that only the server sets: for commands, which no request
/// reaches.
pub fn parse_record(resource: &Resource, input: Map<String, Json>) -> Result<Body, Vec<FieldError>> {
    parse(resource, input, Form::Record)
}

/// Reads the body that replaces a row: what is left out takes its default, so the row is what the body says.
pub fn parse_replace(resource: &Resource, input: Map<String, Json>) -> Result<Body, Vec<FieldError>> {
    parse(resource, input, Form::Replace)
}

/// Reads a JSON merge patch (RFC 7396): what is left out stays, `null` clears.
pub fn parse_merge(resource: &Resource, input: Map<String, Json>) -> Result<Body, Vec<FieldError>> {
    parse(resource, input, Form::Merge)
}

fn parse(resource: &Resource, mut input: Map<String, Json>, form: Form) -> Result<Body, Vec<FieldError>> {
    let mut body = Body { values: Vec::with_capacity(resource.fields.len()), key: None };
    let mut errors = Vec::new();
    let (is_record, makes) = (form == Form::Record, matches!(form, Form::Create | Form::Record));
    for field in resource.fields.iter().filter(|field| is_record || field.access != FieldAccess::Internal) {
        let is_the_servers = matches!(field.access, FieldAccess::ReadOnly | FieldAccess::Internal);
        let read = match input.remove(field.name) {
            Some(_) if is_the_servers && !is_record => {
                Err(FieldError::new(field.name, "read_only", "is set by the server"))
            }
            None if is_the_servers => continue,
            Some(_) if field.access == FieldAccess::CreateOnly && !makes => {
                Err(FieldError::new(field.name, "read_only", "is given when the row is made"))
            }
            None if field.access == FieldAccess::CreateOnly && !makes => continue,
            Some(json) => field.read(json),
            None if form != Form::Merge => field.absent(),
            None => continue,
        };
        match read {
            Ok(value) => body.values.push((field, value)),
            Err(error) => errors.push(error),
        }
    }
    errors.extend(input.into_iter().map(|(name, _)| match resource.links {
        Some(links) if links.field == name => FieldError::new(name, "read_only", "is set by the server"),
        _ => FieldError::new(name, "unknown", "is not a field of this resource"),
    }));
    if errors.is_empty() { Ok(body) } else { Err(errors) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::calls::TURNS;
    use crate::conversations::CONVERSATIONS;
    use crate::leads::LEADS;

    fn object(json: Json) -> Map<String, Json> {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn reg_3_fields_that_the_server_sets_are_refused_by_name() {
        for field in ["tenant_id", "owner_id", "id", "version", "created_at", "deleted_at", "nonsense"] {
            let errors = parse_create(&LEADS, object(json!({"name": "x", field: "y"}))).unwrap_err();
            assert_eq!((errors[0].field.as_str(), errors[0].code), (field, "unknown"));
        }
    }

    #[test]
    fn a_record_has_the_fields_that_only_the_server_sets_and_other_bodies_do_not() {
        let told = json!({"call_id": Uuid::from_u128(1), "number": 1, "said": "Hello"});
        let body = parse_record(&TURNS, object(told.clone())).unwrap();
        assert_eq!((body.integer("number"), body.text("said"), body.text("heard")), (Some(1), Some("Hello"), None));
        assert_eq!(parse_create(&TURNS, object(told)).unwrap_err().len(), 3);
        assert_eq!(parse_record(&TURNS, object(json!({"created_at": "x"}))).unwrap_err()[0].code, "unknown");
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let errors = parse_create(&LEADS, object(json!({"email": "not-an-address", "status": "odd"}))).unwrap_err();
        let named: Vec<_> = errors.iter().map(|error| (error.field.as_str(), error.code)).collect();
        assert_eq!(named, [("name", "required"), ("email", "email"), ("status", "choice")]);
    }

    #[test]
    fn a_field_of_the_creation_alone_is_refused_later_and_is_no_column() {
        let id = Uuid::from_u128(1);
        let body = parse_create(&CONVERSATIONS, object(json!({"title": "x", "participants": [id]}))).unwrap();
        assert_eq!(body.ids("participants"), [id]);
        assert_eq!(body.columns().map(|(field, _)| field.name).collect::<Vec<_>>(), ["title"]);
        for parse in [parse_merge, parse_replace] {
            let errors = parse(&CONVERSATIONS, object(json!({"participants": []}))).unwrap_err();
            assert_eq!((errors[0].field.as_str(), errors[0].code), ("participants", "read_only"));
        }
        assert!(parse_replace(&CONVERSATIONS, object(json!({"title": "x"}))).is_ok());
    }

    #[test]
    fn a_merge_touches_what_it_names_and_a_replacement_everything() {
        assert_eq!(parse_merge(&LEADS, object(json!({"notes": null}))).unwrap().values.len(), 1);
        assert_eq!(parse_replace(&LEADS, object(json!({"name": "x"}))).unwrap().values.len(), LEADS.fields.len());
        assert_eq!(parse_merge(&LEADS, object(json!({"name": null}))).unwrap_err()[0].code, "required");
    }
}
