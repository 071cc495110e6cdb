//! Requests made from the route table and the API's own description, so that a new route is attacked without a test of
//! its own.

use std::sync::LazyLock;

use domain::kit::{E164_PATTERN, EMAIL_PATTERN, Kind, PHONE_PATTERN, Resource, Target};
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;
use web::route::{Body, Route};
use web::routes::ROUTES;

use super::server::{COURSE, NOWHERE};
use super::telephony::{CALL, PHONE};
use super::world::unused_id;

static DOCUMENT: LazyLock<Json> = LazyLock::new(|| web::openapi::describe(&ROUTES, "session"));

/// How the pattern of a text begins that may be chosen freely; another one asks for the example.
const ANY_TEXT: &str = r"^[^\u0000]*";

/// A body and its type.
#[derive(Clone, Debug)]
pub struct Payload {
    pub content_type: &'static str,
    pub text: String,
}

/// The form of a mark in places that take only lower-case letters, digits and hyphens.
pub fn slug(mark: &str) -> String {
    mark.to_ascii_lowercase()
}

/// A route's path with these values for its parameters, outermost first and with a slash between them. Where there are
/// fewer values than parameters, the last one fills the rest.
pub fn path(route: &Route, values: &str) -> String {
    let names: Vec<_> = web::path::parameters(route.path).collect();
    let mut values = values.splitn(names.len().max(1), '/');
    let mut value = "";
    names.iter().fold(route.path.to_owned(), |path, name| {
        value = values.next().unwrap_or(value);
        path.replacen(&format!("{{{name}}}"), value, 1)
    })
}

/// Whether a route's path has parameters.
pub fn has_parameters(route: &Route) -> bool {
    route.path.contains('{')
}

/// The parameters of a route's query, with their schemas.
pub fn query(route: &Route) -> Vec<(String, Json)> {
    let parameters = operation(route)["parameters"].as_array().cloned().unwrap_or_default();
    let parameters = parameters.into_iter().filter(|parameter| parameter["in"] == "query");
    parameters
        .map(|parameter| {
            (parameter["name"].as_str().expect("a parameter has a name").to_owned(), parameter["schema"].clone())
        })
        .collect()
}

/// A body that the route accepts, with `mark` in every text that may be chosen freely.
pub fn payload(route: &Route, mark: &str) -> Option<Payload> {
    match route.body {
        Body::None => None,
        Body::Signed | Body::Unread => {
            Some(Payload { content_type: "application/x-www-form-urlencoded", text: format!("CallSid={mark}") })
        }
        Body::Rows(resource) => Some(Payload { content_type: "text/csv", text: csv(resource, mark) }),
        _ => Some(Payload { content_type: "application/json", text: Json::Object(object(route, mark)?).to_string() }),
    }
}

/// [`payload`] of a route that reads a JSON object.
pub fn object(route: &Route, mark: &str) -> Option<Map<String, Json>> {
    let schema = &operation(route)["requestBody"]["content"]["application/json"]["schema"];
    if schema.is_null() {
        return None;
    }
    let Json::Object(mut object) = fill("", schema, &Json::Null, mark) else {
        panic!("{} reads no object", route.path)
    };
    for field in route.resource.into_iter().flat_map(Resource::writable) {
        if let Kind::Reference(target) = field.kind {
            // What a body has to name keeps the id that the description gives as its example, where there is none.
            if let Some(referent) = referent(target).filter(|_| field.required) {
                object.insert(field.name.to_owned(), json!(referent));
            } else if !field.required {
                object.insert(field.name.to_owned(), Json::Null);
            }
        }
    }
    Some(object)
}

/// The id of something that a field may lead to, in each tenant of a test's; `None` where there is no such thing.
fn referent(target: Target) -> Option<Uuid> {
    match target.plural() {
        "courses" => Some(COURSE),
        "phones" => Some(PHONE),
        "calls" => Some(CALL),
        _ => None,
    }
}

/// A phone number of the mark's own.
fn number(mark: &str) -> String {
    let digits = mark.bytes().fold(7_u64, |sum, byte| (sum * 31 + u64::from(byte)) % 10_000_000);
    format!("+1415{digits:07}")
}

/// As [`object`], where a user that is named is this member.
pub fn object_about(route: &Route, mark: &str, member: &str) -> Option<Map<String, Json>> {
    let mut object = object(route, mark)?;
    if let Some(user) = object.get_mut("user_id") {
        *user = json!(member);
    }
    Some(object)
}

fn operation(route: &Route) -> &'static Json {
    &DOCUMENT["paths"][route.path][route.method.as_str().to_ascii_lowercase()]
}

fn resolve(schema: &'static Json) -> &'static Json {
    match schema["$ref"].as_str() {
        Some(name) => resolve(DOCUMENT.pointer(name.trim_start_matches('#')).expect("the reference leads somewhere")),
        None => schema,
    }
}

fn fill(name: &str, schema: &'static Json, example: &Json, mark: &str) -> Json {
    let schema = resolve(schema);
    let example = if example.is_null() { &schema["examples"][0] } else { example };
    let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str());
    match kind {
        Some("object") if schema["properties"].is_object() => {
            let properties = schema["properties"].as_object().into_iter().flatten();
            // A tenant that is named has to exist.
            let properties = properties.filter(|(name, _)| *name != "home_tenant");
            let example = |name: &str| &schema["example"][name];
            properties.map(|(name, schema)| (name.clone(), fill(name, schema, example(name), mark))).collect()
        }
        // None of the ids that a test can think of is one of the rows that are meant.
        Some("array") if schema["items"]["format"] == "uuid" => json!([]),
        Some("array") => json!([fill(name, &schema["items"], &example[0], mark)]),
        Some("string") => text(name, schema, example, mark),
        Some("integer" | "number" | "boolean") => [example, &schema["default"], &schema["minimum"]]
            .into_iter()
            .find(|value| !value.is_null())
            .cloned()
            .unwrap_or(json!(true)),
        _ => json!({"note": format!("{mark} {name}")}),
    }
}

fn text(name: &str, schema: &Json, example: &Json, mark: &str) -> Json {
    if schema["format"] == "uuid" {
        return unused_id().to_string().into();
    }
    let given = example.as_str().unwrap_or_default();
    let own_pattern = schema["pattern"].as_str().is_some_and(|pattern| !pattern.starts_with(ANY_TEXT));
    let fixed = schema["format"].is_string() || schema["enum"].is_array() || name.contains("password");
    if given.contains('@') || schema["pattern"] == EMAIL_PATTERN {
        return format!("{}.{name}@example.com", slug(mark)).into();
    }
    if schema["pattern"] == PHONE_PATTERN {
        return "+442079460000".into();
    }
    if schema["pattern"] == E164_PATTERN {
        return number(mark).into();
    }
    if name == "url" && own_pattern {
        // A name would be looked up, which no test should. Nothing listens there.
        return format!("http://{NOWHERE}/v1").into();
    }
    if name == "endpoint" {
        return format!("http://{NOWHERE}/{}", mark.replace(' ', "-")).into();
    }
    if ["p256dh", "auth"].contains(&name) {
        return example.clone();
    }
    if name == "events" {
        // No route restores turns, so a webhook is told of nothing.
        return "call-turn.restored".into();
    }
    if name == "slug" || name == "key" {
        return slug(mark).into();
    }
    if !fixed && !own_pattern {
        return format!("{mark} {name}").into();
    }
    [example, &schema["default"], &schema["enum"][0]]
        .into_iter()
        .find(|value| !value.is_null())
        .cloned()
        .unwrap_or_else(|| match schema["format"].as_str() {
            Some("date-time") => json!("2026-03-02T09:00:00Z"),
            Some("date") => json!("2026-03-02"),
            _ => panic!("the description gives no example of {name}"),
        })
}

fn csv(resource: &Resource, mark: &str) -> String {
    let (mut names, mut values) = (Vec::new(), Vec::new());
    for field in resource.writable() {
        names.push(field.name);
        values.push(match field.kind {
            Kind::Text { .. } | Kind::Tags => format!("{mark} {}", field.name),
            Kind::Email => format!("{}.csv@example.com", slug(mark)),
            Kind::Reference(target) => referent(target).map(|id| id.to_string()).unwrap_or_default(),
            _ => field.example.to_owned(),
        });
    }
    format!("{}\n{}\n", names.join(","), values.join(","))
}
