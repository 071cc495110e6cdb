use std::rc::Rc;

use actix_web::HttpResponse;
use base::jobs::{JobFilter, JobId, JobState, ListedJob};
use schemars::JsonSchema;
use serde::Serialize;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::error::Error;
use crate::problem::FieldError;
use crate::request::Request;
use crate::route::Response;
use crate::routes::page::PageQuery;

#[derive(Serialize, JsonSchema)]
pub struct JobRecords {
    items: Vec<JobView>,
    /// Where the next page begins; null on the last.
    next_cursor: Option<String>,
}

/// A job of the queue, without its payload
#[derive(Serialize, JsonSchema)]
struct JobView {
    id: Uuid,
    kind: String,
    /// Null: work of the installation itself
    tenant_id: Option<Uuid>,
    /// `waiting`, `running`, `done`, `failed`, `in_doubt` or `cancelled`
    state: &'static str,
    /// `at_most_once` or `at_least_once`
    delivery: String,
    /// Runs begun since it was enqueued or since an operator had it tried again
    attempts: i64,
    max_tries: i64,
    last_error: Option<String>,
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    due_at: OffsetDateTime,
    /// Until when its run is its node's
    #[serde(with = "time::serde::rfc3339::option")]
    #[schemars(with = "Option<String>")]
    lease_until: Option<OffsetDateTime>,
    #[serde(with = "time::serde::rfc3339::option")]
    #[schemars(with = "Option<String>")]
    finished_at: Option<OffsetDateTime>,
}

/// Lists jobs, newest first. Payloads stay hidden: they may hold tenants' data and secrets.
pub async fn list(request: Rc<Request>) -> Response {
    let page = PageQuery::parse(&request)?;
    let mut filter = JobFilter { before: page.after.map(JobId), ..JobFilter::default() };
    for (name, text) in page.filters.iter().map(|(name, text)| (name.as_str(), text.as_str())) {
        match name {
            "state" => filter.state = Some(state(text)?),
            "tenant" => filter.tenant_id = Some(tenant_id(text)?),
            _ => filter.kind = Some(kind(text)?),
        }
    }
    let mut jobs = request.state.db.list_jobs(&request.platform_caller()?, &filter, page.limit).await?;
    let next_cursor = page.cut(&mut jobs, |job| job.id.0);
    Ok(HttpResponse::Ok().json(JobRecords { items: jobs.into_iter().map(JobView::from).collect(), next_cursor }))
}

fn state(text: &str) -> Result<JobState, Error> {
    JobState::parse(text).ok_or_else(|| invalid("state", "is no state of a job"))
}

/// The name of a kind, whether a release knows it or not.
fn kind(text: &str) -> Result<String, Error> {
    let is_kind =
        text.len() <= 63 && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    is_kind.then(|| text.to_owned()).ok_or_else(|| invalid("kind", "is no kind of job"))
}

fn tenant_id(text: &str) -> Result<Uuid, Error> {
    Uuid::try_parse(text).map_err(|_| invalid("tenant", "is no id of a tenant"))
}

fn invalid(field: &'static str, message: &'static str) -> Error {
    Error::Unprocessable(vec![FieldError::new(field, "invalid", message)])
}

impl From<ListedJob> for JobView {
    fn from(job: ListedJob) -> Self {
        Self {
            id: job.id.0,
            kind: job.kind,
            tenant_id: job.tenant_id,
            state: job.state.as_str(),
            delivery: job.delivery,
            attempts: job.attempts,
            max_tries: job.max_tries,
            last_error: job.last_error,
            created_at: job.created_at,
            due_at: job.due_at,
            lease_until: job.lease_until,
            finished_at: job.finished_at,
        }
    }
}
