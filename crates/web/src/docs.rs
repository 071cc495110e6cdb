//! The API's description as one page: no script, nothing from elsewhere. [`mod@reference`] is the interactive one.

pub mod reference;

use std::fmt::Write;
use std::sync::LazyLock;

use actix_web::web::Bytes;
use serde_json::Value as Json;

use crate::html::{escape, policy_of_style};
use crate::openapi;
use crate::route::Route;
use crate::state::Documents;

const STYLE: &str = include_str!("docs/style.css");

/// What holds for all routes, in short.
const GUIDES: &str = include_str!("docs/guides.html");

const HEAD: &str =
    "<!doctype html>\n<html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\">";

/// Lets the page use its own style, known by its hash, and nothing else.
pub static POLICY: LazyLock<String> = LazyLock::new(|| policy_of_style(STYLE, "'none'"));

/// The documents that describe these routes. `cookie` is the name of the session cookie.
pub fn documents(routes: &'static [Route], cookie: &'static str) -> Documents {
    let document = move || openapi::describe(routes, cookie);
    Documents {
        openapi: LazyLock::new(Box::new(move || Bytes::from(document().to_string()))),
        page: LazyLock::new(Box::new(move || Bytes::from(page(&document())))),
    }
}

/// The guides as a page.
fn guides() -> String {
    format!("{HEAD}<title>Guides</title><style>{STYLE}</style>\n{GUIDES}")
}

/// Renders an `OpenAPI` document.
pub fn page(document: &Json) -> String {
    let mut html = String::with_capacity(64 * 1024);
    let title = text(&document["info"]["title"]);
    html.push_str(HEAD);
    push(&mut html, format_args!("<title>{title} API</title><style>{STYLE}</style>\n<main><h1>{title} API</h1>"));
    push(&mut html, format_args!("<p>{}</p>", text(&document["info"]["description"])));
    html.push_str("<p>For programs: <a href=/openapi.json>openapi.json</a>. What holds for all routes: <a href=/docs/guides>guides</a></p>\n");
    let mut group = "";
    for (path, method, operation) in operations(document) {
        let own = operation["tags"][0].as_str().unwrap_or_default();
        if own != group {
            group = own;
            push(&mut html, format_args!("<h2 id={0}>{0}</h2>\n", escape(group)));
        }
        render(&mut html, document, path, method, operation);
    }
    html.push_str("</main></html>\n");
    html
}

fn operations(document: &Json) -> impl Iterator<Item = (&str, &str, &Json)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths.flat_map(|(path, methods)| {
        let methods = methods.as_object().into_iter().flatten();
        methods.map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
    })
}

fn render(html: &mut String, document: &Json, path: &str, method: &str, operation: &Json) {
    let (id, verb) = (text(&operation["operationId"]), method.to_ascii_uppercase());
    push(html, format_args!("<details id={id}><summary><b class={method}>{verb}</b> <code>{}</code> ", escape(path)));
    push(html, format_args!("<span>{}</span></summary>\n", text(&operation["summary"])));
    push(html, format_args!("<p>{}</p>\n", text(&operation["description"])));
    if let Some(parameters) = operation["parameters"].as_array() {
        html.push_str("<table><tr><th>parameter<th>in<th>what it is\n");
        for parameter in parameters {
            let (name, place) = (text(&parameter["name"]), text(&parameter["in"]));
            let about = [kind(&parameter["schema"]), text(&parameter["description"])].join(" ");
            push(html, format_args!("<tr><td><code>{name}</code><td>{place}<td>{about}\n"));
        }
        html.push_str("</table>\n");
    }
    if let Some((media_type, content)) =
        operation["requestBody"]["content"].as_object().and_then(|all| all.iter().next())
    {
        push(html, format_args!("<h3>Body <code>{}</code></h3>\n", escape(media_type)));
        schema(html, document, &content["schema"]);
    }
    html.push_str("<h3>Responses</h3>\n<table>");
    for (status, response) in operation["responses"].as_object().into_iter().flatten() {
        push(html, format_args!("<tr><td><code>{}</code><td>{}\n", escape(status), text(&response["description"])));
    }
    html.push_str("</table>\n");
    let success = operation["responses"].as_object().into_iter().flatten().next();
    if let Some(content) = success.and_then(|(_, response)| response["content"]["application/json"].as_object()) {
        schema(html, document, &content["schema"]);
    }
    html.push_str("</details>\n");
}

/// The fields of an object, and an example.
fn schema(html: &mut String, document: &Json, schema: &Json) {
    let schema = resolve(document, schema);
    let Some(fields) = schema["properties"].as_object() else { return };
    let required = |name: &str| schema["required"].as_array().is_some_and(|all| all.iter().any(|one| one == name));
    html.push_str("<table><tr><th>field<th>what it is\n");
    for (name, field) in fields {
        let star = if required(name) { "*" } else { "" };
        let about = [kind(resolve(document, field)), text(&field["description"])].join(" ");
        push(html, format_args!("<tr><td><code>{}</code>{star}<td>{about}\n", escape(name)));
    }
    html.push_str("</table>\n");
    if let Some(example) = schema.get("example") {
        push(html, format_args!("<pre>{}</pre>\n", escape(&format!("{example:#}"))));
    }
}

fn resolve<'a>(document: &'a Json, schema: &'a Json) -> &'a Json {
    let target = schema["$ref"].as_str().and_then(|path| document.pointer(path.strip_prefix('#')?));
    target.unwrap_or(schema)
}

/// A schema in a few words.
fn kind(schema: &Json) -> String {
    let mut words = match &schema["type"] {
        Json::Array(kinds) => kinds.iter().filter_map(Json::as_str).collect::<Vec<_>>().join(" or "),
        kind => kind.as_str().unwrap_or_default().to_owned(),
    };
    if let Some(format) = schema["format"].as_str() {
        push(&mut words, format_args!(" ({format})"));
    }
    if let Some(choices) = schema["enum"].as_array() {
        let choices: Vec<_> = choices.iter().filter_map(Json::as_str).collect();
        push(&mut words, format_args!(": {}", choices.join(", ")));
    }
    for (key, sign) in [("minLength", "≥"), ("maxLength", "≤"), ("minimum", "≥"), ("maximum", "≤"), ("maxItems", "≤")]
    {
        if let Some(bound) = schema[key].as_i64() {
            push(&mut words, format_args!(" {sign} {bound}"));
        }
    }
    escape(&words)
}

fn text(json: &Json) -> String {
    escape(json.as_str().unwrap_or_default())
}

fn push(html: &mut String, what: std::fmt::Arguments<'_>) {
    // Writing into memory can't fail.
    let _infallible = html.write_fmt(what);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::ROUTES;

    #[test]
    fn the_page_shows_every_route_and_loads_nothing() {
        let html = page(&openapi::describe(&ROUTES, "session"));
        for route in ROUTES.iter() {
            assert!(html.contains(&format!("<details id={}>", route.operation)), "{}", route.operation);
        }
        for loading in ["<script", "<link", "<img", "<iframe", "src=", "href=http", "href=\"http", "@import", "url("] {
            assert!(!html.contains(loading), "{loading}");
        }
    }
    #[test]
    fn the_guides_link_to_routes_that_there_are() {
        let html = guides();
        let linked: Vec<_> = html.split("href=\"/docs#/").skip(1).collect();
        assert!(linked.len() > 8, "{linked:?}");
        for link in linked {
            let (target, shown) = link.split_once("\"><code>").unwrap();
            let (shown, _) = shown.split_once("</code>").unwrap();
            let found = ROUTES.iter().any(|route| {
                target == format!("{}/{}", route.group, route.operation)
                    && shown == format!("{} {}", route.method, route.path)
            });
            assert!(found, "{target}: {shown}");
        }
        for link in html.split("href=\"#").skip(1) {
            let id = link.split('"').next().unwrap();
            assert!(html.contains(&format!("id=\"{id}\"")), "{id}");
        }
    }
}
