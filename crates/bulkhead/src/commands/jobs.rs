use std::path::Path;
use std::time::Duration;

use base::jobs::{self, JobFilter, JobId, JobState, ListedJob};
use base::periodic::{self, ListedRun};
use base::{Clock, Pool, PoolSize};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use uuid::Uuid;

use super::table::Table;
use super::{FOLDER, Failure, configure};
use crate::database::open;
use crate::output::say;

/// Runs a command over a connection of `bulkhead_platform`.
async fn with_pool<T>(act: impl AsyncFnOnce(&Pool) -> Result<T, Failure>) -> Result<T, Failure> {
    let config = configure()?;
    let (roles, embedded) = open(&config.database, Path::new(FOLDER)).await?;
    let size = PoolSize { max: 1, acquire_timeout: Duration::from_secs(10) };
    let done = act(&roles.pools(size, size).platform).await;
    if let Some(embedded) = embedded {
        embedded.stop().await?;
    }
    done
}

pub async fn list(filter: JobFilter, limit: u16) -> Result<(), Failure> {
    let jobs = with_pool(async |pool| {
        let mut db = pool.lease().await?;
        let jobs = jobs::list(&mut db, &filter, i64::from(limit)).await?;
        db.give_back();
        Ok(jobs)
    })
    .await?;
    if jobs.is_empty() {
        return Ok(say("there is no such job")?);
    }
    let mut table = Table::new(["ID", "KIND", "STATE", "TENANT", "TRIES", "DUE", "LAST ERROR"]);
    for job in &jobs {
        table.add(cells_of_job(job));
    }
    Ok(say(table)?)
}

fn cells_of_job(job: &ListedJob) -> [String; 7] {
    [
        job.id.to_string(),
        job.kind.clone(),
        job.state.as_str().to_owned(),
        job.tenant_id.as_ref().map_or_else(|| "-".to_owned(), Uuid::to_string),
        format!("{}/{}", job.attempts, job.max_tries),
        at(job.due_at),
        job.last_error.clone().unwrap_or_default(),
    ]
}

pub async fn retry(id: JobId) -> Result<(), Failure> {
    let is_waiting = with_pool(async |pool| {
        let mut db = pool.lease().await?;
        let is_waiting = jobs::retry(&mut db, id, Clock::system().now()).await?;
        db.give_back();
        Ok(is_waiting)
    })
    .await?;
    if !is_waiting {
        let reason = "no job with this id has failed or is in doubt, or a newer job with its key waits";
        return Err(format!("job {id}: {reason}").into());
    }
    Ok(say(format_args!("job {id} waits to be tried again"))?)
}

pub async fn cancel(id: JobId) -> Result<(), Failure> {
    let state = with_pool(async |pool| {
        let mut db = pool.lease().await?;
        let state = jobs::cancel(&mut db, id, Clock::system().now()).await?;
        db.give_back();
        Ok(state)
    })
    .await?;
    match state {
        None => Err(format!("job {id}: no job with this id waits or runs").into()),
        Some(JobState::Running) => {
            Ok(say(format_args!("job {id} runs: its run goes on to the end, and no other follows"))?)
        }
        Some(_) => Ok(say(format_args!("job {id} is cancelled"))?),
    }
}

pub async fn periodic() -> Result<(), Failure> {
    let runs = with_pool(async |pool| {
        let mut db = pool.lease().await?;
        let runs = periodic::list(&mut db).await?;
        db.give_back();
        Ok(runs)
    })
    .await?;
    if runs.is_empty() {
        return Ok(say("no server has run a periodic task yet")?);
    }
    let mut table = Table::new(["TASK", "EVERY", "LAST START", "NODE", "TOOK", "ROWS", "RESULT"]);
    let now = Clock::system().now();
    for run in &runs {
        table.add(cells_of_run(run, now));
    }
    Ok(say(table)?)
}

fn cells_of_run(run: &ListedRun, now: OffsetDateTime) -> [String; 7] {
    let number = |number: Option<i64>| number.map_or_else(|| "-".to_owned(), |number| number.to_string());
    let result = match (&run.error, run.finished_at, run.is_late(now)) {
        (_, None, _) if run.lease_until > now => "running".to_owned(),
        (_, None, _) => "its node did not survive it".to_owned(),
        (Some(error), ..) => format!("failed: {error}"),
        (None, _, true) => "ok, late".to_owned(),
        (None, _, false) => "ok".to_owned(),
    };
    [
        run.task.clone(),
        format!("{:?}", Duration::from_millis(run.interval_ms.unsigned_abs())),
        at(run.started_at),
        run.node.clone(),
        run.duration_ms.map_or_else(|| "-".to_owned(), |took| format!("{took}ms")),
        number(run.rows),
        result,
    ]
}

fn at(time: OffsetDateTime) -> String {
    time.replace_nanosecond(0).unwrap_or(time).format(&Rfc3339).unwrap_or_default()
}
