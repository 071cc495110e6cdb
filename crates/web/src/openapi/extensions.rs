//! What a generated console needs beside the schemas: `x-resource` of a row, `x-field` of a property, `x-access` of an
//! operation.

use actix_web::http::Method;
use domain::kit::{Class, Field, FieldAccess, LinkShape, Links, Operation, Operations, Resource, label_of};
use serde_json::{Map, Value as Json, json};

use crate::naming::{capitalized, words};
use crate::route::{Access, Route};

/// How the rows of a resource are shown, and which of the routes serve them.
pub fn resource(resource: &Resource, routes: &[Route]) -> Json {
    let own = || routes.iter().filter(|route| route.resource.is_some_and(|of| of.plural == resource.plural));
    let columns = resource.shown_columns();
    let one = own().map(|route| route.path).find(|path| path.ends_with("/{id}"));
    let path = one.and_then(|path| path.strip_suffix("/{id}"));
    let path = path.or_else(|| own().map(|route| route.path).min_by_key(|path| path.len())).unwrap_or_default();
    let operations: Map<_, _> = own()
        .filter_map(|route| Some((operation(&route.method, route.path.strip_prefix(path)?)?, route)))
        .map(|(name, route)| (name.to_owned(), json!(route.operation)))
        .collect();
    let actions: Vec<_> = resource
        .verbs()
        .filter_map(|verb| {
            let path = format!("{path}/{{id}}/{}", verb.name);
            let route = own().find(|route| route.path == path)?;
            let field = resource.states.map(|states| states.field).filter(|_| !verb.from.is_empty());
            Some(json!({
                "operation": route.operation,
                "verb": verb.name,
                "label": capitalized(&words(verb.name)),
                "when": field.map(|field| json!({field: verb.from})),
            }))
        })
        .collect();
    let is_transferred = resource.operations.intersects(Operations::of(&[Operation::Import, Operation::Export]));
    json!({
        "name": resource.name,
        "plural": resource.plural,
        "labels": resource.shown_labels(),
        "section": resource.display.section.map(|(section, _)| section),
        "icon": resource.display.section.map(|(_, icon)| icon),
        "class": class(resource.class),
        "title": resource.shown_title(),
        "columns": columns,
        "compact": columns[..columns.len().min(2)],
        "search": resource.searchable,
        "transfer": if is_transferred { vec!["csv", "ndjson"] } else { vec![] },
        "path": path,
        "parent": resource.parent.map(|parent| json!({"plural": parent.resource.plural, "parameter": parent.column})),
        "operations": operations,
        "actions": actions,
        "tombstones": resource.has_tombstones(),
    })
}

/// What a route does with the rows, given its path behind theirs.
fn operation(method: &Method, path: &str) -> Option<&'static str> {
    match (method.as_str(), path) {
        ("GET", "") => Some("list"),
        ("POST", "") => Some("create"),
        ("GET", "/{id}") => Some("find"),
        ("PATCH", "/{id}") => Some("change"),
        ("PUT", "/{id}") => Some("replace"),
        ("DELETE", "/{id}") => Some("delete"),
        ("POST", "/{id}/restore") => Some("restore"),
        ("POST", "/import") => Some("import"),
        ("GET", "/export") => Some("export"),
        _ => None,
    }
}

fn class(class: Class) -> &'static str {
    match class {
        Class::Shared => "shared",
        Class::Private => "private",
        Class::Participants => "participants",
        Class::Catalog => "catalog",
    }
}

/// How a declared field is shown.
pub fn field(field: &Field) -> Json {
    let tones: Map<_, _> = field.display.tones.iter().map(|(word, tone)| ((*word).to_owned(), json!(tone))).collect();
    json!({
        "label": field.shown_label(),
        "help": field.display.help,
        "kind": field.widget(),
        "group": field.display.group,
        "filter": field.filterable,
        "sort": field.sortable,
        "refers": field.refers(),
        "tones": tones,
        "access": match field.access {
            FieldAccess::ReadWrite => "both",
            FieldAccess::ReadOnly | FieldAccess::Internal => "read",
            FieldAccess::WriteOnly => "write",
            FieldAccess::CreateOnly => "create",
        },
    })
}

/// How a field is shown that the kit gives to each row.
pub fn fixed_field(resource: &Resource, name: &str) -> Json {
    let (label, kind) = match name {
        "id" => ("ID".to_owned(), "uuid"),
        "version" => (label_of(name), "integer"),
        "owner_id" => (label_of(name), "member"),
        _ => (label_of(name), "timestamp"),
    };
    let is_filter = name == "owner_id" && resource.is_listed_by_owner;
    computed(&label, kind, is_filter, matches!(name, "created_at" | "updated_at"))
}

/// How the URLs of a row are shown.
pub fn links(links: Links) -> Json {
    let kind = if matches!(links.shape, LinkShape::Object(_)) { "json" } else { "url" };
    computed(&label_of(links.field), kind, false, false)
}

fn computed(label: &str, kind: &str, filter: bool, sort: bool) -> Json {
    json!({
        "label": label, "help": null, "kind": kind, "group": null, "filter": filter, "sort": sort, "refers": null,
        "tones": {}, "access": "read",
    })
}

/// Who may use the route, as its description says in words.
pub fn access(route: &Route) -> Json {
    let (caller, role) = match route.access {
        Access::Open(_) => ("open", None),
        Access::MfaPending => ("mfa_pending", None),
        Access::SignedIn => ("signed_in", None),
        Access::Member(role) => ("member", Some(role.to_string())),
        Access::Platform => ("platform", None),
    };
    let impersonator = match route.access {
        _ if !route.opens_to_impersonators() => "none",
        Access::Member(_) if !route.method.is_safe() => "write",
        _ => "read",
    };
    json!({
        "caller": caller,
        "role": role,
        "requires_recent_auth": route.requires_recent_auth,
        "requires_verified_contact": route.requires_verified_contact,
        "impersonator": impersonator,
        "allow_self": route.allows_self,
    })
}

#[cfg(test)]
mod tests;
