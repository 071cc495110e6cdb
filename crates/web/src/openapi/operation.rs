use actix_web::http::Method;
use base::jobs::JobState;
use domain::analytics::Bucket;
use domain::kit::{Existing, Mode, Resource, UniqueBy};
use serde_json::{Map, Value as Json, json};

use super::{Describer, extensions, media_types, resource};
use crate::live::MissedEvents;
use crate::path;
use crate::route::{Access, Body, Route, scope_name};
use crate::schema::Schema;

/// Operations on what has a version and is no resource of the kit.
const VERSIONED: [&str; 6] =
    ["changeMember", "changeTenant", "putSetting", "deleteSetting", "putChatEndpoint", "deleteChatEndpoint"];

pub fn describe(describer: &mut Describer, route: &Route) -> Json {
    let mut operation = json!({
        "operationId": route.operation,
        "summary": route.summary,
        "tags": [route.group],
        "security": match route.access {
            Access::Open(_) => json!([]),
            Access::MfaPending | Access::SignedIn | Access::Member(_) | Access::Platform => security(route),
        },
        "responses": responses(describer, route),
    });
    let who = match route.access {
        Access::Open(reason) => format!("Open without a sign-in: {reason}."),
        Access::MfaPending => "For signed-in users, also while the second factor is still owed.".to_owned(),
        Access::SignedIn => "For signed-in users.".to_owned(),
        Access::Member(role) => format!("For members of the tenant from the role {role} up."),
        Access::Platform => "For platform admins, with a second factor.".to_owned(),
    };
    let verified = if route.requires_verified_contact { " Needs a verified address or phone number." } else { "" };
    let fresh =
        if route.requires_recent_auth { " Needs a proof of identity within the last five minutes." } else { "" };
    let oneself = if route.allows_self { " Any member may use it on themselves." } else { "" };
    let acting = match route.access {
        Access::Member(_) if route.opens_to_impersonators() && !route.method.is_safe() => {
            " Open to impersonations that write."
        }
        Access::Open(_) => "",
        _ if route.opens_to_impersonators() => " Open to impersonations.",
        _ => "",
    };
    operation["description"] = json!(format!("{who}{oneself}{verified}{fresh}{acting}"));
    operation["x-access"] = extensions::access(route);
    let parameters = parameters(route);
    if !parameters.is_empty() {
        operation["parameters"] = Json::Array(parameters);
    }
    if let Body::Json(schema) | Body::MergePatch(schema) | Body::Report(schema) = route.body {
        operation["requestBody"] = body(describer, route.body, schema);
        if let Body::Report(_) = route.body {
            operation["requestBody"]["content"]["application/csp-report"] = json!({"schema": {
                "type": "object", "required": ["csp-report"], "properties": {"csp-report": {"type": "object"}},
            }});
            operation["requestBody"]["content"]["application/reports+json"] = json!({"schema": {"type": "array"}});
        }
    } else if let Body::NewWithImage(resource) = route.body {
        operation["requestBody"] = body(describer, route.body, Schema::New(resource));
        operation["requestBody"]["content"]["multipart/form-data"]["schema"] = resource::form(resource);
    } else if let Body::Rows(resource) = route.body {
        operation["requestBody"] = body(describer, route.body, Schema::Rows(resource));
    } else if let Body::Signed | Body::Unread = route.body {
        let fields = json!({"type": "object", "additionalProperties": {"type": "string"}});
        let content =
            media_types(route.body).iter().map(|media_type| ((*media_type).to_owned(), json!({"schema": fields})));
        operation["requestBody"] = json!({"content": content.collect::<Map<_, _>>()});
    }
    operation
}

/// The kinds of credential that open the route, each by itself; for an API key, with the scope that it needs.
fn security(route: &Route) -> Json {
    let mut ways = vec![json!({"session": []}), json!({"accessToken": []})];
    ways.extend(route.scope().map(|scope| json!({"apiKey": [scope_name(scope)]})));
    ways.into()
}

fn body(describer: &mut Describer, body: Body, schema: Schema) -> Json {
    let schema = describer.schema(schema);
    let content: Map<String, Json> =
        media_types(body).iter().map(|media_type| ((*media_type).to_owned(), json!({"schema": schema}))).collect();
    json!({"required": true, "content": content})
}

fn responses(describer: &mut Describer, route: &Route) -> Json {
    let mut success = json!({"description": "Done."});
    let media_types: &[&str] = match route.success.schema {
        Schema::Empty => &[],
        Schema::Text(media_type) => &[media_type],
        Schema::Rows(_) => &["text/csv", "application/x-ndjson"],
        Schema::Audio => &["audio/wav"],
        Schema::Image => &["image/png", "image/jpeg"],
        Schema::Events => &["text/event-stream"],
        _ => &["application/json"],
    };
    if !media_types.is_empty() {
        let schema = describer.schema(route.success.schema);
        let content = media_types.iter().map(|media_type| ((*media_type).to_owned(), json!({"schema": schema})));
        success["content"] = content.collect::<Map<_, _>>().into();
    }
    if matches!(route.success.schema, Schema::Events) {
        let schema = describer.schema(Schema::of::<MissedEvents>());
        success["content"]["application/json"] = json!({"schema": schema});
    }
    let mut responses = Map::new();
    if let Some((status, description)) = other_success(route) {
        let mut other = success.clone();
        other["description"] = json!(description);
        responses.insert(status.to_string(), other);
    }
    responses.insert(route.success.status.to_string(), success);
    if route.operation == "register" {
        let description = "Where addresses have to be confirmed: the answer is the same for a free address and for one that has a user.";
        responses.insert("202".to_owned(), json!({"description": description}));
    }
    if is_conditional(route) {
        responses
            .insert("304".to_owned(), json!({"description": "The version that the client has is the present one."}));
    }
    let problem = json!({"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}});
    let mut refusals = vec![(400, "The request can't be read."), (429, "Too many requests; see Retry-After.")];
    if !matches!(route.access, Access::Open(_)) {
        refusals.push((401, "No valid credentials."));
    }
    if matches!(route.access, Access::Member(_) | Access::Platform) {
        refusals.push((403, "Visible, but not allowed."));
        refusals.push((404, "Doesn't exist, or isn't yours."));
    }
    if !matches!(route.body, Body::None) {
        refusals.push((413, "The body is too large."));
        refusals.push((415, "The body is of another type."));
        refusals.push((422, "Read, but wrong; see errors."));
    } else if restores_names(route) {
        refusals.push((422, "The row names one that isn't there any more; see errors."));
    } else if route.takes_idempotency_key() {
        refusals.push((422, "The Idempotency-Key is that of another request; see errors."));
    }
    if takes_version(route) {
        refusals.push((412, "The row has another version than If-Match names."));
    }
    if matches!(route.success.schema, Schema::Image) {
        refusals.push((416, "It ends before the range: range_not_satisfiable."));
    }
    if matches!(route.success.schema, Schema::Audio) {
        refusals.push((410, "The carrier has it no more: recording_gone."));
        refusals.push((416, "It ends before the range: range_not_satisfiable."));
        refusals.push((502, "The carrier refuses the phone's account: carrier_refused."));
        refusals.push((503, "The carrier doesn't respond; see Retry-After."));
    }
    if depends_on_state(route) {
        refusals.push((409, "The row's state doesn't allow it: invalid_state."));
    }
    for (status, description) in refusals {
        responses.insert(status.to_string(), json!({"description": description, "content": problem}));
    }
    responses.insert("default".to_owned(), json!({"description": "Refused or failed.", "content": problem}));
    Json::Object(responses)
}

/// The other way to succeed, where what is asked for may or may not be there already.
fn other_success(route: &Route) -> Option<(u16, &'static str)> {
    match route.resource {
        Some(resource) if route.success.status == 201 && !resource.natural_key.is_empty() => {
            Some((200, "There was one already: this is it."))
        }
        None if matches!(route.success.schema, Schema::Audio | Schema::Image) => {
            Some((206, "The bytes that Range asks for."))
        }
        None if route.method == Method::PUT => Some((201, "Made: there was none.")),
        _ => None,
    }
}

fn parameters(route: &Route) -> Vec<Json> {
    let mut parameters = Vec::new();
    for name in path::parameters(route.path) {
        let schema = if name == "id" || name.ends_with("_id") {
            json!({"type": "string", "format": "uuid"})
        } else {
            json!({"type": "string"})
        };
        parameters.push(json!({"name": name, "in": "path", "required": true, "schema": schema}));
    }
    if let Schema::Page(resource) = route.success.schema
        && route.query.is_empty()
    {
        // What the path says, the query doesn't repeat.
        let is_in_path = |parameter: &Json| path::parameters(route.path).any(|name| parameter["name"] == name);
        parameters.extend(query(resource).into_iter().filter(|parameter| !is_in_path(parameter)));
    }
    let text =
        || json!({"type": "string", "pattern": resource::NO_NUL, "examples": ["2026-01-31", "2026-01-31T09:30:00Z"]});
    parameters.extend(route.query.iter().map(|name| {
        let (schema, description) = match *name {
            "limit" => (json!({"type": "integer", "minimum": 1, "maximum": 100, "default": 50}), "Rows a page."),
            "cursor" => (json!({"type": "string", "pattern": resource::NO_NUL}), "The next_cursor of the page before."),
            "table" => (json!({"type": "string", "pattern": resource::NO_NUL}), "Changes of rows of this table."),
            "row_id" => (json!({"type": "string", "format": "uuid"}), "Changes of this row."),
            "actor_id" => (json!({"type": "string", "format": "uuid"}), "What this user did."),
            "state" => (json!({"type": "string", "enum": JobState::ALL.map(JobState::as_str)}), "Jobs in this state."),
            "kind" => (json!({"type": "string", "pattern": "^[a-z0-9_]{0,63}$"}), "Jobs of this kind."),
            "after" => (
                json!({"type": "string", "pattern": resource::NO_NUL}),
                "The position that the client has; Last-Event-ID goes before it.",
            ),
            "tenant" if route.names_tenant_in_query() => (
                json!({"type": "string", "pattern": resource::NO_NUL}),
                "Slug or id of the tenant, for browsers, which send no X-Tenant along.",
            ),
            "tenant" => (json!({"type": "string", "format": "uuid"}), "Jobs of the tenant with this id."),
            "from" => (text(), "Counts from this time on, or from the beginning of this day: 30 days before to."),
            "to" => (text(), "Counts before this time, or before this day begins: the end of today."),
            "bucket" => (json!({"type": "string", "enum": Bucket::NAMES, "default": "day"}), "How long a bucket is."),
            "timezone" => (
                json!({"type": "string", "pattern": resource::NO_NUL, "default": "UTC", "examples": ["Europe/Berlin"]}),
                "The time zone of days and buckets, by its name in the IANA's Time Zone Database.",
            ),
            "mode" => (
                json!({"type": "string", "enum": Mode::NAMES, "default": "valid"}),
                "What is stored: the valid rows, all or none, or nothing (check says what valid would do).",
            ),
            "columns" => (
                json!({"type": "string", "pattern": resource::NO_NUL, "contentMediaType": "application/json", "examples": [r#"{"E-Mail":"email","Rating":null}"#]}),
                "A JSON object: the names of columns, each with the field that it is, or null to skip it.",
            ),
            "unique_by" => (
                json!({"type": "string", "enum": unique_fields(route)}),
                "The field that tells rows apart, those of the file and those that are there.",
            ),
            "existing" => (
                json!({"type": "string", "enum": Existing::NAMES, "default": "skip"}),
                "What becomes of a row that is there already by unique_by.",
            ),
            "format" => (json!({"type": "string", "enum": ["csv", "ndjson"], "default": "csv"}), "The file's format."),
            "bom" => (
                json!({"type": "boolean", "default": false}),
                "Whether CSV begins with a byte order mark, by which spreadsheets know UTF-8.",
            ),
            "attempt" => (json!({"type": "string", "format": "uuid"}), "The attempt that placed the call or sent the message."),
            "reply" => (json!({"type": "string", "format": "uuid"}), "The message that an agent replied by."),
            "turn" => (json!({"type": "integer", "minimum": 1}), "The turn of the call that is asked for."),
            "q" => (json!({"type": "string", "pattern": resource::NO_NUL}), "Finds what has these words."),
            unknown => panic!("{}: no words describe the parameter {unknown}", route.operation),
        };
        json!({"name": name, "in": "query", "required": false, "description": description, "schema": schema})
    }));
    let header = |name: &str, description: &str| json!({"name": name, "in": "header", "required": false, "description": description, "schema": {"type": "string"}});
    if matches!(route.access, Access::Member(_)) {
        parameters.push(header("X-Tenant", "Slug or id of the tenant; without it, your home."));
    }
    if route.takes_idempotency_key() {
        let mut key = header(
            "Idempotency-Key",
            "A name for this request. Sent again with it within a day, the request gets its first response and acts no second time.",
        );
        key["schema"] = json!({"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"});
        parameters.push(key);
    }
    if matches!(route.success.schema, Schema::Audio | Schema::Image) {
        parameters.push(header("Range", "One range of bytes, as bytes=0-65535."));
    }
    if matches!(route.success.schema, Schema::Events) {
        parameters.push(header("Last-Event-ID", "The position that the client has, as EventSource sends it."));
    }
    if is_conditional(route) {
        parameters.push(header("If-None-Match", "The ETag that the client has."));
    } else if takes_version(route) {
        parameters.push(header("If-Match", "The ETag that the change depends on."));
    }
    parameters
}

/// The fields by which an import tells rows apart.
fn unique_fields(route: &Route) -> Vec<&'static str> {
    route.resource.into_iter().flat_map(UniqueBy::fields).map(|field| field.name).collect()
}

/// Whether the route acts on one row that has a version.
fn is_versioned(route: &Route) -> bool {
    route.resource.is_some() && path::parameters(route.path).any(|name| name == "id")
}

/// Whether the route takes the version that a change depends on.
fn takes_version(route: &Route) -> bool {
    !route.method.is_safe() && (is_versioned(route) || VERSIONED.contains(&route.operation))
}

/// Whether the route responds 304 where the client has the row's version, or the image.
fn is_conditional(route: &Route) -> bool {
    let is_row = is_versioned(route) && !route.resource.is_some_and(Resource::is_computed);
    route.method == Method::GET && (is_row || matches!(route.success.schema, Schema::Image))
}

/// Whether the route restores rows that name others.
fn restores_names(route: &Route) -> bool {
    route.path.ends_with("/restore") && route.resource.is_some_and(Resource::names_rows)
}

/// Whether a verb of the resource is refused in some states.
fn depends_on_state(route: &Route) -> bool {
    let verb = route.path.rsplit('/').next();
    let mut verbs = route.resource.into_iter().flat_map(Resource::verbs);
    verbs.any(|known| known.depends_on_state && Some(known.name) == verb)
}

fn query(resource: &Resource) -> Vec<Json> {
    let parameter = |name: &str, schema: Json, description: &str| json!({"name": name, "in": "query", "required": false, "schema": schema, "description": description});
    let sorts = ["created_at", "updated_at"].into_iter();
    let sorts = sorts.chain(resource.fields.iter().filter(|field| field.sortable).map(|field| field.name));
    let sorts: Vec<String> = sorts.flat_map(|name| [format!("-{name}"), name.to_owned()]).collect();
    let mut parameters = vec![
        parameter("limit", json!({"type": "integer", "minimum": 1, "maximum": 100, "default": 50}), "Rows a page."),
        parameter(
            "cursor",
            json!({"type": "string", "pattern": resource::NO_NUL}),
            "The next_cursor of the page before.",
        ),
        parameter(
            "sort",
            json!({"type": "string", "enum": sorts, "default": resource.default_sort}),
            "A minus sorts downwards.",
        ),
        if resource.has_tombstones() {
            parameter("deleted", json!({"type": "boolean"}), "Lists deleted rows alone, or the others alone.")
        } else {
            parameter("deleted", json!({"type": "boolean", "default": false}), "Lists the trash instead.")
        },
    ];
    if resource.searchable {
        let schema = json!({"type": "string", "maxLength": 200, "pattern": resource::NO_NUL});
        parameters.push(parameter("q", schema, "Words, each the beginning of a word of the row."));
    }
    if resource.is_listed_by_owner {
        let schema = json!({"type": "string", "format": "uuid"});
        parameters.push(parameter("owner_id", schema, "Lists the rows of this user."));
    }
    for field in resource.fields.iter().filter(|field| field.followable) {
        let mut schema = resource::field(&field.required(), true);
        if let Some(schema) = schema.as_object_mut() {
            schema.remove("readOnly");
        }
        let description = format!("Lists the rows beyond this {}, upwards.", field.name);
        parameters.push(parameter(&format!("after_{}", field.name), schema, &description));
    }
    for field in resource.fields.iter().filter(|field| field.filterable) {
        let mut schema = resource::field(field, true);
        if let Some(types) = schema["type"].as_array() {
            schema["type"] = types[0].clone();
        }
        if let Some(words) = schema.get_mut("enum").and_then(Json::as_array_mut) {
            words.retain(|word| !word.is_null());
        }
        if let Some(schema) = schema.as_object_mut() {
            schema.remove("default");
        }
        parameters.push(parameter(field.name, schema, "Lists the rows that have it."));
    }
    parameters
}
