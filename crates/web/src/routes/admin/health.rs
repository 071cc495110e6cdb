use std::collections::BTreeMap;
use std::rc::Rc;

use actix_web::HttpResponse;
use base::jobs::{COUNTED, JobCount};
use base::periodic::ListedRun;
use schemars::JsonSchema;
use serde::Serialize;
use time::OffsetDateTime;

use crate::request::Request;
use crate::route::Response;

/// How the background work of the installation is, over all nodes
#[derive(Serialize, JsonSchema)]
pub struct HealthView {
    /// How many jobs are `waiting`, `running`, `failed` and `in_doubt`
    jobs: BTreeMap<&'static str, i64>,
    /// Since when the oldest job that waits is due; null where none is
    #[serde(with = "time::serde::rfc3339::option")]
    #[schemars(with = "Option<String>")]
    oldest_due_at: Option<OffsetDateTime>,
    periodic_tasks: Vec<PeriodicTaskView>,
}

/// The last run of a periodic task
#[derive(Serialize, JsonSchema)]
struct PeriodicTaskView {
    task: String,
    interval_ms: i64,
    /// Whether two intervals and two minutes have gone by without a success
    late: bool,
    /// Where the last run began
    node: String,
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    started_at: OffsetDateTime,
    /// Null while it runs, and where its node didn't survive it
    #[serde(with = "time::serde::rfc3339::option")]
    #[schemars(with = "Option<String>")]
    finished_at: Option<OffsetDateTime>,
    /// Of the run that ended last, as are the rows and the error
    duration_ms: Option<i64>,
    rows: Option<i64>,
    error: Option<String>,
    /// When the last run that succeeded began
    #[serde(with = "time::serde::rfc3339::option")]
    #[schemars(with = "Option<String>")]
    succeeded_at: Option<OffsetDateTime>,
}

pub async fn show(request: Rc<Request>) -> Response {
    let now = request.state.auth.clock.now();
    let health = request.state.db.find_background_health(&request.platform_caller()?, now).await?;
    let mut jobs: BTreeMap<_, _> = COUNTED.into_iter().map(|state| (state.as_str(), 0)).collect();
    for JobCount { state, count, .. } in &health.jobs {
        *jobs.entry(state.as_str()).or_insert(0) += count;
    }
    let oldest_due_at = health.jobs.iter().filter_map(|count| count.oldest_due_at).min();
    let periodic_tasks = health.periodic_runs.into_iter().map(|run| PeriodicTaskView::new(run, now)).collect();
    Ok(HttpResponse::Ok().json(HealthView { jobs, oldest_due_at, periodic_tasks }))
}

impl PeriodicTaskView {
    fn new(run: ListedRun, now: OffsetDateTime) -> Self {
        Self {
            late: run.is_late(now),
            task: run.task,
            interval_ms: run.interval_ms,
            node: run.node,
            started_at: run.started_at,
            finished_at: run.finished_at,
            duration_ms: run.duration_ms,
            rows: run.rows,
            error: run.error,
            succeeded_at: run.succeeded_at,
        }
    }
}
