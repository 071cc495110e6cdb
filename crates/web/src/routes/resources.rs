//! The routes that every resource of the kit has.

use std::rc::Rc;

use actix_web::HttpResponse;
use actix_web::http::header::{ETAG, LOCATION};
use actix_web::http::{Method, StatusCode};
use domain::kit::{self, Change, ListQuery, Record, Resource};
use tenancy::{Intent, Role};

use crate::edge::limit::Limit;
use crate::error::Error;
use crate::request::{Request, etag};
use crate::route::{Access, Answer, Body, Route, Success, handler};
use crate::schema::Schema;

/// One line in the table for a resource: list, create, find, replace, change, bin and restore.
pub fn resource(resource: &'static Resource) -> Vec<Route> {
    let one = leak(format!("/api/{}/{{id}}", resource.plural));
    let many = leak(format!("/api/{}", resource.plural));
    let bin = leak(format!("/api/{}/{{id}}/restore", resource.plural));
    let row = Success { status: 200, schema: Schema::Row(resource) };
    let line = |method, path, verb: &str, summary: String, needed, body, success, handler| Route {
        method,
        path,
        operation: leak(verb.to_owned()),
        summary: leak(summary),
        group: resource.plural,
        access: Access::Member(needed),
        body,
        success,
        limit: Limit::AnyRequest,
        resource: Some(resource),
        handler,
    };
    let (singular, plural) = (capitalized(resource.name), capitalized(resource.plural));
    let mut routes = vec![
        line(
            Method::GET,
            many,
            &format!("list{plural}"),
            format!("Lists {}, newest first", resource.plural),
            Role::Viewer,
            Body::None,
            Success { status: 200, schema: Schema::Page(resource) },
            handler!(list),
        ),
        line(
            Method::GET,
            one,
            &format!("find{singular}"),
            format!("Finds a {}", resource.name),
            Role::Viewer,
            Body::None,
            row,
            handler!(find),
        ),
    ];
    if resource.class == kit::Class::Catalog {
        return routes;
    }
    routes.extend([
        line(
            Method::POST,
            many,
            &format!("create{singular}"),
            format!("Makes a {}", resource.name),
            Role::Member,
            Body::Json(Schema::New(resource)),
            Success { status: 201, schema: Schema::Row(resource) },
            handler!(create),
        ),
        line(
            Method::PUT,
            one,
            &format!("replace{singular}"),
            format!("Replaces a {}", resource.name),
            Role::Member,
            Body::Json(Schema::New(resource)),
            row,
            handler!(replace),
        ),
        line(
            Method::PATCH,
            one,
            &format!("change{singular}"),
            format!("Changes some fields of a {}", resource.name),
            Role::Member,
            Body::MergePatch(Schema::Changes(resource)),
            row,
            handler!(change),
        ),
        line(
            Method::DELETE,
            one,
            &format!("delete{singular}"),
            format!("Puts a {} into the bin", resource.name),
            Role::Member,
            Body::None,
            Success { status: 204, schema: Schema::Empty },
            handler!(delete),
        ),
        line(
            Method::POST,
            bin,
            &format!("restore{singular}"),
            format!("Takes a {} out of the bin", resource.name),
            Role::Member,
            Body::None,
            row,
            handler!(restore),
        ),
    ]);
    routes
}

async fn list(request: Rc<Request>) -> Answer {
    let resource = request.resource()?;
    let query = ListQuery::parse(resource, request.query()?)?;
    let page = kit::list(&request.state.db, &request.entry(Intent::Read)?, resource, &query).await?;
    Ok(request.json(StatusCode::OK, &page.membership, page.json))
}

async fn find(request: Rc<Request>) -> Answer {
    let resource = request.resource()?;
    let found = kit::find(&request.state.db, &request.entry(Intent::Read)?, resource, request.id()?).await?;
    if request.has_version(found.version) {
        let mut answer = request.empty(StatusCode::NOT_MODIFIED, &found.membership);
        answer.headers_mut().insert(ETAG, etag(found.version));
        return Ok(answer);
    }
    Ok(row(&request, StatusCode::OK, found))
}

async fn create(request: Rc<Request>) -> Answer {
    let resource = request.resource()?;
    let body = kit::parse_create(resource, request.object()?)?;
    let id = request.state.auth.random.uuid_v7(request.state.auth.clock.now());
    let made = kit::create(&request.state.db, &request.entry(Intent::Write)?, resource, id, &body).await?;
    let location = format!("{}/{}", request.route.path, made.id);
    let mut answer = row(&request, StatusCode::CREATED, made);
    answer.headers_mut().insert(LOCATION, location.parse().map_err(Error::internal)?);
    Ok(answer)
}

async fn replace(request: Rc<Request>) -> Answer {
    let body = kit::parse_replace(request.resource()?, request.object()?)?;
    update(request, body).await
}

async fn change(request: Rc<Request>) -> Answer {
    let body = kit::parse_merge(request.resource()?, request.object()?)?;
    update(request, body).await
}

async fn update(request: Rc<Request>, body: kit::Body) -> Answer {
    let (resource, target) = (request.resource()?, target(&request)?);
    let changed = kit::update(&request.state.db, &request.entry(Intent::Write)?, resource, &target, &body).await?;
    Ok(row(&request, StatusCode::OK, changed))
}

async fn delete(request: Rc<Request>) -> Answer {
    let (resource, target) = (request.resource()?, target(&request)?);
    let deleted = kit::delete(&request.state.db, &request.entry(Intent::Write)?, resource, &target).await?;
    Ok(request.empty(StatusCode::NO_CONTENT, &deleted.membership))
}

async fn restore(request: Rc<Request>) -> Answer {
    let (resource, target) = (request.resource()?, target(&request)?);
    let restored = kit::restore(&request.state.db, &request.entry(Intent::Write)?, resource, &target).await?;
    Ok(row(&request, StatusCode::OK, restored))
}

fn target(request: &Request) -> Result<Change, Error> {
    Ok(Change { id: request.id()?, expected: request.expected_versions()? })
}

fn row(request: &Request, status: StatusCode, record: Record) -> HttpResponse {
    let mut answer = request.json(status, &record.membership, record.json);
    answer.headers_mut().insert(ETAG, etag(record.version));
    answer
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

/// The table lives as long as the program.
fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}
