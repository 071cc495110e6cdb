use std::sync::LazyLock;

use base::is_invisible;
use domain::kit::{
    Class, E164_PATTERN, EMAIL_PATTERN, Field, FieldAccess, Kind, LinkShape, Links, MAX_URL, PHONE_PATTERN, Resource,
    URL_PATTERN,
};
use serde_json::{Map, Value as Json, json};

use super::extensions;
use crate::naming::{pascal_case, words};

const EXAMPLE_ID: &str = "0197a3c2-7d50-7000-8000-000000000001";

/// `lead` is described as `Lead`.
pub fn title(resource: &Resource) -> String {
    pascal_case(resource.name)
}

pub fn new(resource: &Resource) -> Json {
    let required: Vec<&str> = resource.writable().filter(|field| field.required).map(|field| field.name).collect();
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": required,
        "properties": properties(resource.writable(), true),
        "example": example(resource.writable()),
    })
}

/// What makes a row, as a form that may have an image beside.
pub fn form(resource: &Resource) -> Json {
    let mut form = new(resource);
    form["properties"]["image"] = json!({
        "type": "string",
        "contentMediaType": "application/octet-stream",
        "description": "A PNG, JPEG or WebP file of at most 10 MiB.",
    });
    form
}

pub fn changes(resource: &Resource) -> Json {
    json!({
        "type": "object",
        "description": "A JSON merge patch (RFC 7396): what is left out stays, null clears.",
        "additionalProperties": false,
        "properties": properties(resource.changeable(), true),
        "example": example(resource.changeable().take(1)),
    })
}

pub fn row(resource: &Resource) -> Json {
    let mut fields = Map::from_iter([
        ("id".to_owned(), json!({"type": "string", "format": "uuid"})),
        (
            "version".to_owned(),
            json!({"type": "integer", "minimum": 1, "description": "Rises with every change; the ETag."}),
        ),
        ("created_at".to_owned(), json!({"type": "string", "format": "date-time"})),
        ("updated_at".to_owned(), json!({"type": "string", "format": "date-time"})),
        ("deleted_at".to_owned(), json!({"type": ["string", "null"], "format": "date-time"})),
    ]);
    if resource.class != Class::Catalog {
        let owner = json!({"type": "string", "format": "uuid", "description": "The user who made it."});
        fields.insert("owner_id".to_owned(), owner);
    }
    for (name, schema) in &mut fields {
        schema["x-field"] = extensions::fixed_field(resource, name);
    }
    fields.extend(properties(resource.readable(), false));
    for erased in resource.erased {
        // A tombstone has none.
        let schema = &mut fields[*erased];
        schema["type"] = json!([schema["type"], "null"]);
    }
    fields.extend(resource.links.map(|links| (links.field.to_owned(), linked(links))));
    let required: Vec<&String> = fields.keys().collect();
    let mut made = json!({
        "id": EXAMPLE_ID,
        "version": 1,
        "created_at": "2026-01-31T09:30:00.000000Z",
        "updated_at": "2026-01-31T09:30:00.000000Z",
        "deleted_at": null,
    });
    if resource.class != Class::Catalog {
        made["owner_id"] = json!("0197a3c2-7d50-7000-8000-000000000002");
    }
    for (name, value) in example(resource.readable()) {
        made[name] = value;
    }
    if let Some(links) = resource.links {
        made[links.field] = url_examples(links);
    }
    json!({"type": "object", "required": required, "properties": fields, "example": made})
}

/// The URLs of a row, and how they are shown.
fn linked(links: Links) -> Json {
    let mut schema = urls(links);
    schema["x-field"] = extensions::links(links);
    schema
}

/// The URLs of a row.
fn urls(links: Links) -> Json {
    let LinkShape::Object(paths) = links.shape else {
        return json!({"type": ["string", "null"], "format": "uri", "readOnly": true});
    };
    let names: Vec<_> = paths.iter().map(|(name, _)| *name).collect();
    let url = |name: &&str| ((*name).to_owned(), json!({"type": "string", "format": "uri"}));
    let properties: Map<_, _> = names.iter().map(url).collect();
    json!({"type": "object", "required": names, "properties": properties, "readOnly": true})
}

fn url_examples(links: Links) -> Json {
    let url = |path: &str| json!(format!("https://app.example.com{path}").replace("{id}", EXAMPLE_ID));
    match links.shape {
        LinkShape::Object(paths) => {
            paths.iter().map(|(name, path)| ((*name).to_owned(), url(path))).collect::<Map<_, _>>().into()
        }
        LinkShape::One { path, .. } => url(path),
    }
}

pub fn page(row: &Json) -> Json {
    json!({
        "type": "object",
        "required": ["items", "next_cursor"],
        "properties": {
            "items": {"type": "array", "items": row},
            "next_cursor": {"type": ["string", "null"], "description": "Where the next page begins; null on the last."},
        },
    })
}

/// Every character but U+0000, which Postgres does not store.
pub const NO_NUL: &str = r"^[^\u0000]*$";

/// As [`NO_NUL`], with at least one character that is seen.
static VISIBLE: LazyLock<String> = LazyLock::new(|| {
    let mut ranges: Vec<(char, char)> = Vec::new();
    for c in ('\0'..=char::MAX).filter(|c| is_invisible(*c)) {
        match ranges.last_mut() {
            Some((_, last)) if u32::from(*last) + 1 == u32::from(c) => *last = c,
            _ => ranges.push((c, c)),
        }
    }
    // A pattern of JSON Schema has escapes of four digits; what lies beyond stands for itself.
    let escape = |c: char| match u32::from(c) {
        code @ ..=0xFFFF => format!("\\u{code:04x}"),
        _ => c.to_string(),
    };
    let ranges: Vec<_> = ranges.iter().map(|(first, last)| format!("{}-{}", escape(*first), escape(*last))).collect();
    let invisible = ranges.concat();
    format!(r"^[^\u0000]*[^{invisible}][^\u0000]*$")
});

/// The schema of one field; `input` where a client sends it.
pub fn field(field: &Field, input: bool) -> Json {
    let mut schema = match field.kind {
        // What the server sets isn't bounded as what a client sends.
        Kind::Text { .. } if field.access == FieldAccess::ReadOnly => json!({"type": "string"}),
        Kind::Text { min, max } => json!({"type": "string", "minLength": min, "maxLength": max, "pattern": &*VISIBLE}),
        Kind::Secret { max } => json!({"type": "string", "minLength": 1, "maxLength": max, "pattern": NO_NUL}),
        Kind::Email => json!({"type": "string", "maxLength": 254, "pattern": EMAIL_PATTERN}),
        Kind::Phone => json!({"type": "string", "minLength": 3, "maxLength": 32, "pattern": PHONE_PATTERN}),
        Kind::E164 => json!({"type": "string", "pattern": E164_PATTERN}),
        Kind::Address => {
            let pattern = format!("({E164_PATTERN})|({EMAIL_PATTERN})");
            json!({"type": "string", "maxLength": 254, "pattern": pattern, "examples": ["ada@example.com", "+442079460000"]})
        }
        Kind::Sid(letters) => {
            let (pattern, example) = (format!("^{letters}[0-9a-fA-F]{{32}}$"), format!("{letters}{:032}", 1));
            json!({"type": "string", "pattern": pattern, "examples": [example]})
        }
        Kind::Url => json!({"type": "string", "maxLength": MAX_URL, "pattern": URL_PATTERN}),
        Kind::OneOf(words, default) => json!({"type": "string", "enum": words, "default": default}),
        Kind::Tags => json!({
            "type": "array",
            "maxItems": 50,
            "items": {"type": "string", "minLength": 1, "maxLength": 50, "pattern": &*VISIBLE},
        }),
        Kind::Uuid => json!({"type": "string", "format": "uuid"}),
        Kind::Reference(target) => {
            let description = format!("The id of one of the {}.", words(target.plural()));
            json!({"type": "string", "format": "uuid", "description": description})
        }
        Kind::Uuids { max } => {
            json!({"type": "array", "maxItems": max, "items": {"type": "string", "format": "uuid"}})
        }
        Kind::Timestamp if !field.example.is_empty() => {
            json!({"type": "string", "format": "date-time", "examples": [field.example]})
        }
        Kind::Timestamp => json!({"type": "string", "format": "date-time"}),
        Kind::Date => json!({"type": "string", "format": "date"}),
        Kind::Integer { min, max } => json!({"type": "integer", "minimum": min, "maximum": max}),
        Kind::Decimal { precision, scale } => json!({"type": "string", "pattern": decimal_pattern(precision, scale)}),
        Kind::Boolean(default) => json!({"type": "boolean", "default": default}),
        Kind::Json { max_bytes } => json!({"description": format!("Any JSON of at most {max_bytes} bytes.")}),
    };
    let is_defaulted = field.kind.has_default() && field.access != FieldAccess::ReadOnly;
    let never_null = field.required || (!input && is_defaulted);
    if !never_null && !schema["type"].is_null() {
        if let Some(words) = schema.get_mut("enum").and_then(Json::as_array_mut) {
            words.push(Json::Null);
        }
        schema["type"] = json!([schema["type"], "null"]);
    }
    match field.access {
        FieldAccess::ReadWrite | FieldAccess::CreateOnly | FieldAccess::Internal => {}
        FieldAccess::ReadOnly => schema["readOnly"] = json!(true),
        FieldAccess::WriteOnly => schema["writeOnly"] = json!(true),
    }
    schema
}

/// The form of a number as a text: at most so many digits and decimals.
fn decimal_pattern(precision: u8, scale: u8) -> String {
    let whole = match precision - scale {
        0 => "0".to_owned(),
        digits => format!("(0|[1-9][0-9]{{0,{}}})", digits - 1),
    };
    let decimals = if scale > 0 { format!("(\\.[0-9]{{1,{scale}}})?") } else { String::new() };
    format!("^-?{whole}{decimals}$")
}

fn properties(fields: impl Iterator<Item = &'static Field>, input: bool) -> Map<String, Json> {
    let described = |each: &Field| {
        let mut schema = field(each, input);
        schema["x-field"] = extensions::field(each);
        (each.name.to_owned(), schema)
    };
    fields.map(described).collect()
}

fn example<'a>(fields: impl Iterator<Item = &'a Field>) -> Map<String, Json> {
    let value = |field: &Field| match field.kind {
        _ if field.example.is_empty() => Json::Null,
        Kind::Tags | Kind::Uuids { .. } => json!([field.example]),
        Kind::Integer { .. } | Kind::Boolean(_) | Kind::Json { .. } => {
            serde_json::from_str(field.example).unwrap_or(Json::Null)
        }
        _ => json!(field.example),
    };
    fields.filter(|field| !field.example.is_empty()).map(|field| (field.name.to_owned(), value(field))).collect()
}

#[cfg(test)]
mod tests {
    use domain::kit::Operation;

    use super::*;

    #[test]
    fn a_field_is_described_where_it_goes() {
        static PHONES: Resource = Resource::new("phone", "phones", "app.phones").shared().fields(&[
            Field::text("label", 1, 50),
            Field::text("auth_token", 1, 50).required().write_only(),
            Field::text("status", 1, 50).required().read_only(),
        ]);
        let (new, changes, row) = (new(&PHONES), changes(&PHONES), row(&PHONES));
        assert_eq!(new["required"], json!(["auth_token"]));
        for input in [&new, &changes] {
            assert_eq!(input["properties"]["auth_token"]["writeOnly"], true);
            assert_eq!(input["properties"].get("status"), None);
        }
        assert_eq!(row["properties"]["status"]["readOnly"], true);
        assert_eq!(row["properties"].get("auth_token"), None);
    }

    #[test]
    fn what_a_deleted_row_loses_may_be_null_in_a_response_alone() {
        static WORDS: Resource = Resource::new("word", "words", "app.words")
            .operations(&[Operation::Delete])
            .tombstones(&["body"])
            .fields(&[Field::text("body", 1, 9).required()]);
        assert_eq!(row(&WORDS)["properties"]["body"]["type"], json!(["string", "null"]));
        assert_eq!(new(&WORDS)["properties"]["body"]["type"], "string");
    }

    #[test]
    fn the_urls_of_a_row_are_described() {
        static DOORS: Resource =
            Resource::new("door", "doors", "app.doors").links("urls", &[("open", "/doors/{id}/open")]).fields(&[]);
        let row = row(&DOORS);
        assert_eq!(row["properties"]["urls"]["required"], json!(["open"]));
        assert!(row["required"].as_array().unwrap().contains(&json!("urls")));
        let example = "https://app.example.com/doors/0197a3c2-7d50-7000-8000-000000000001/open";
        assert_eq!(row["example"]["urls"]["open"], example);
        assert_eq!(new(&DOORS)["properties"].get("urls"), None);
    }

    #[test]
    fn the_one_url_of_a_row_is_described() {
        static FILMS: Resource = Resource::new("film", "films", "app.films")
            .link("url", "/films/{id}/watch", "reel")
            .fields(&[Field::text("reel", 1, 9).read_only()]);
        let row = row(&FILMS);
        assert_eq!(row["properties"]["url"]["type"], json!(["string", "null"]));
        assert!(row["required"].as_array().unwrap().contains(&json!("url")));
        let example = "https://app.example.com/films/0197a3c2-7d50-7000-8000-000000000001/watch";
        assert_eq!(row["example"]["url"], example);
        assert_eq!(new(&FILMS)["properties"].get("url"), None);
    }

    #[test]
    fn each_kind_is_described_by_what_it_takes() {
        let described = |field_: Field| field(&field_.required(), true);
        assert_eq!(described(Field::decimal("rate", 5, 2))["pattern"], r"^-?(0|[1-9][0-9]{0,2})(\.[0-9]{1,2})?$");
        assert_eq!(described(Field::decimal("share", 2, 2))["pattern"], r"^-?0(\.[0-9]{1,2})?$");
        assert_eq!(described(Field::decimal("count", 3, 0))["pattern"], r"^-?(0|[1-9][0-9]{0,2})$");
        assert_eq!(described(Field::date("day")), json!({"type": "string", "format": "date"}));
        assert_eq!(described(Field::boolean("active", true)), json!({"type": "boolean", "default": true}));
        assert_eq!(field(&Field::json("meta", 9), true), json!({"description": "Any JSON of at most 9 bytes."}));
        assert_eq!(field(&Field::boolean("active", true), true)["type"], json!(["boolean", "null"]));
        assert_eq!(field(&Field::boolean("active", true), false)["type"], "boolean");
        assert_eq!(field(&Field::boolean("seen", false).read_only(), false)["type"], json!(["boolean", "null"]));
        assert_eq!(field(&Field::state("status", &["new"]), false)["type"], "string");
        assert_eq!(described(Field::sid("account_sid", "AC"))["pattern"], "^AC[0-9a-fA-F]{32}$");
    }
}
