//! The API's description (`OpenAPI` 3.1), made from the route table, the resources and the types of bodies and responses.

mod extensions;
mod operation;
mod resource;

use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value as Json, json};

use crate::route::{Body, Route};
use crate::schema::Schema;

/// Describes these routes. `cookie` is the name of the session cookie.
pub fn describe(routes: &[Route], cookie: &str) -> Json {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    let mut describer = Describer { generator: settings.into_generator(), schemas: problem_schemas() };
    let mut paths: Map<String, Json> = Map::new();
    for route in routes {
        let operation = operation::describe(&mut describer, route);
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        path[route.method.as_str().to_ascii_lowercase()] = operation;
    }
    let mut schemas = describer.schemas;
    schemas.extend(describer.generator.take_definitions(true));
    for resource in routes.iter().filter_map(|route| route.resource) {
        if let Some(row) = schemas.get_mut(&resource::title(resource)) {
            row["x-resource"] = extensions::resource(resource, routes);
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Bulkhead",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "A multi-tenant backend: sessions in cookies, tenants kept apart by row-level security.",
            "license": {"name": "Apache-2.0 OR MIT", "identifier": "Apache-2.0 OR MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": cookie},
                "apiKey": {
                    "type": "http", "scheme": "bearer",
                    "description": "A key of the tenant (bk_…) with the scope that is named; *:read and *:write are all of them.",
                },
                "accessToken": {
                    "type": "http", "scheme": "bearer", "bearerFormat": "JWT",
                    "description": "What POST /auth/token gives. Not together with the cookie.",
                },
            },
        },
    })
}

struct Describer {
    generator: SchemaGenerator,
    schemas: Map<String, Json>,
}

impl Describer {
    /// The schema itself, or a reference to where it is kept.
    fn schema(&mut self, schema: Schema) -> Json {
        match schema {
            Schema::Empty => json!({}),
            Schema::Type(make) => make(&mut self.generator).to_value(),
            Schema::Text(_) => json!({"type": "string"}),
            Schema::Audio => json!({"description": "A WAV file."}),
            Schema::Image => json!({"description": "A PNG or JPEG file."}),
            Schema::Events => {
                json!({"type": "string", "description": "Server-sent events (HTML, 9.2): change with an event as its data, resync, and end. Each id is a position."})
            }
            Schema::New(resource) => self.keep(format!("New{}", resource::title(resource)), || resource::new(resource)),
            Schema::Changes(resource) => {
                self.keep(format!("{}Changes", resource::title(resource)), || resource::changes(resource))
            }
            Schema::Row(resource) => self.keep(resource::title(resource), || resource::row(resource)),
            Schema::Page(resource) => {
                let row = self.schema(Schema::Row(resource));
                self.keep(format!("{}Page", resource::title(resource)), || resource::page(&row))
            }
            Schema::Rows(_) => {
                json!({"type": "string", "description": "CSV with a header, or an object a line. CSV is UTF-8 unless the type has a charset."})
            }
        }
    }

    fn keep(&mut self, name: String, schema: impl FnOnce() -> Json) -> Json {
        let reference = json!({"$ref": format!("#/components/schemas/{name}")});
        self.schemas.entry(name).or_insert_with(schema);
        reference
    }
}

fn problem_schemas() -> Map<String, Json> {
    let problem = json!({
        "type": "object",
        "description": "A refusal or a failure (RFC 9457).",
        "required": ["title", "status", "code"],
        "properties": {
            "title": {"type": "string"},
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "code": {"type": "string", "description": "Stable; a client may branch on it."},
            "detail": {"type": "string"},
            "request_id": {"type": "string", "format": "uuid"},
            "errors": {"type": "array", "items": {
                "type": "object",
                "required": ["field", "code", "message"],
                "properties": {"field": {"type": "string"}, "code": {"type": "string"}, "message": {"type": "string"}},
            }},
        },
        "example": {"title": "Not Found", "status": 404, "code": "not_found", "detail": "Not found."},
    });
    Map::from_iter([("Problem".to_owned(), problem)])
}

/// The media type of a route's body.
fn media_types(body: Body) -> &'static [&'static str] {
    match body {
        Body::None => &[],
        Body::Json(_) | Body::Report(_) => &["application/json"],
        Body::MergePatch(_) => &["application/merge-patch+json", "application/json"],
        Body::Signed | Body::Unread => &["application/x-www-form-urlencoded"],
        Body::NewWithImage(_) => &["application/json", "multipart/form-data"],
        Body::Rows(_) => &["text/csv", "application/x-ndjson"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::ROUTES;

    /// Whether values of the schema are texts that may hold a NUL, which no query may.
    fn admits_nul(schema: &Json) -> bool {
        let is_bound = ["enum", "format", "pattern"].into_iter().any(|name| !schema[name].is_null());
        schema["type"] == "string" && !is_bound
    }

    #[test]
    fn api_1_no_parameter_of_a_query_is_described_as_a_text_with_a_nul() {
        let described = describe(&ROUTES, "session");
        let operations = described["paths"].as_object().into_iter().flat_map(Map::values).filter_map(Json::as_object);
        let parameters = operations.flat_map(Map::values).filter_map(|operation| operation["parameters"].as_array());
        let of_queries: Vec<_> = parameters.flatten().filter(|parameter| parameter["in"] == "query").collect();
        let wrong: Vec<_> = of_queries.iter().filter(|parameter| admits_nul(&parameter["schema"])).collect();
        assert!(of_queries.len() > 100 && wrong.is_empty(), "{wrong:#?}");
    }
}
