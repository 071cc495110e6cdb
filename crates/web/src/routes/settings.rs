//! Settings of a tenant: JSON values under keys.

use std::rc::Rc;

use actix_web::HttpResponse;
use actix_web::http::header::ETAG;
use actix_web::http::{Method, StatusCode};
use domain::settings::{self, Setting, SettingKey, SettingValue, SettingsQuery};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value as Json;
use tenancy::{Intent, Membership, Role};

use crate::error::Error;
use crate::problem::FieldError;
use crate::request::{Request, etag};
use crate::route::{Body, Response, Route, Success, handler};
use crate::schema::Schema;

/// The lines of the table about settings.
pub fn routes() -> Vec<Route> {
    let line = |path, operation, summary, success, handler| {
        Route::new("settings", path, operation, summary, success, handler).allow_api_keys()
    };
    let setting = Success::of::<SettingView>(200);
    let (all, one) = ("/api/settings", "/api/settings/{key}");
    let settings = Success::of::<SettingsView>(200);
    vec![
        line((Method::GET, all), "listSettings", "Lists the settings of the tenant, by key", settings, handler!(list))
            .member(Role::Viewer)
            .query(&["limit", "cursor"]),
        line((Method::GET, one), "findSetting", "Finds a setting", setting, handler!(find)).member(Role::Viewer),
        line((Method::PUT, one), "putSetting", "Sets a setting", setting, handler!(put))
            .member(Role::Member)
            .body(Body::Json(Schema::of::<NewSetting>())),
        line((Method::DELETE, one), "deleteSetting", "Removes a setting", Success::NOTHING, handler!(delete))
            .member(Role::Member),
    ]
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewSetting {
    /// Any JSON of at most 64 KiB
    #[schemars(example = Json::from("dark"))]
    value: Json,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used; the domain's own type is serialized")]
struct SettingView {
    key: String,
    value: Json,
    /// Rises with every change; the `ETag`.
    version: i64,
    created_at: String,
    updated_at: String,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct SettingsView {
    items: Vec<SettingView>,
    /// Where the next page begins; null on the last.
    next_cursor: Option<String>,
}

async fn list(request: Rc<Request>) -> Response {
    let query = SettingsQuery::parse(request.query()?)?;
    let (membership, page) = settings::list(&request.state.db, &request.entry(Intent::Read)?, &query).await?;
    Ok(Request::json(StatusCode::OK, &membership, serde_json::to_vec(&page).map_err(Error::internal)?))
}

async fn find(request: Rc<Request>) -> Response {
    let key = existing_key(&request)?;
    let (membership, setting) = settings::find(&request.state.db, &request.entry(Intent::Read)?, &key).await?;
    if request.has_version(setting.version) {
        let mut response = Request::empty(StatusCode::NOT_MODIFIED, &membership);
        response.headers_mut().insert(ETAG, etag(setting.version));
        return Ok(response);
    }
    view(StatusCode::OK, &membership, &setting)
}

async fn put(request: Rc<Request>) -> Response {
    let form = || FieldError::new("key", "key", "must have 1 to 100 of a-z, 0-9, dot, hyphen and underscore");
    let key = SettingKey::parse(request.parameter("key")?).ok_or_else(|| Error::Unprocessable(vec![form()]))?;
    let input: NewSetting = request.body()?;
    let value = SettingValue::parse(input.value).map_err(|error| Error::from(vec![error]))?;
    let expected = request.expected_versions()?;
    let id = request.state.auth.random.uuid_v7(request.state.auth.clock.now());
    let entry = request.entry(Intent::Write)?;
    let (membership, setting, made) =
        settings::put(&request.state.db, &entry, id, &key, &value, expected.as_deref()).await?;
    view(if made { StatusCode::CREATED } else { StatusCode::OK }, &membership, &setting)
}

async fn delete(request: Rc<Request>) -> Response {
    let (key, expected) = (existing_key(&request)?, request.expected_versions()?);
    let entry = request.entry(Intent::Write)?;
    let membership = settings::delete(&request.state.db, &entry, &key, expected.as_deref()).await?;
    Ok(Request::empty(StatusCode::NO_CONTENT, &membership))
}

/// A key of another form names nothing that exists.
fn existing_key(request: &Request) -> Result<SettingKey, Error> {
    SettingKey::parse(request.parameter("key")?).ok_or(Error::NotFound)
}

fn view(status: StatusCode, membership: &Membership, setting: &Setting) -> Result<HttpResponse, Error> {
    // An API key that writes and may not read is told which setting it is.
    let json = if membership.is_write_only() {
        serde_json::to_vec(&serde_json::json!({ "key": setting.key, "version": setting.version }))
    } else {
        serde_json::to_vec(setting)
    };
    let mut response = Request::json(status, membership, json.map_err(Error::internal)?);
    response.headers_mut().insert(ETAG, etag(setting.version));
    Ok(response)
}
