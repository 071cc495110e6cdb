//! What becomes of an image after a run.

use tenancy::{Error, JobContext, JobRequest, Jobs, Statement, TenantTx};

use super::claim::{MOST_ATTEMPTS, push_row};
use super::file::{self, Part};
use super::{ClaimedImage, GenerateImage, IMAGE_JOBS, ImageFile};
use crate::kit;

/// What a run brought.
#[derive(Debug)]
pub enum ImageOutcome {
    Made(ImageFile),
    /// No later try would bring more. The word says why.
    Failed(&'static str),
    /// A later try may.
    Unavailable,
}

impl ImageOutcome {
    /// Why an image has failed whose generator can't be reached.
    pub const UNAVAILABLE: &'static str = "unavailable";
    /// Why one has failed that the tenant has no room for.
    pub const QUOTA: &'static str = "storage_quota";
    /// Why one has failed whose member may not have images made any more.
    pub const NOT_PERMITTED: &'static str = "not_permitted";
}

/// What an image came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettledImage {
    Succeeded,
    Failed,
    /// It is tried again.
    Waits,
    /// The run was overtaken by another, or the row is gone.
    TooLate,
}

impl SettledImage {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Waits => "waits",
            Self::TooLate => "too_late",
        }
    }
}

/// Stores what a run brought. Storing it twice is storing it once.
pub async fn settle(
    jobs: &Jobs,
    entering: &JobRequest,
    claimed: &ClaimedImage,
    outcome: &ImageOutcome,
) -> Result<SettledImage, kit::Error> {
    match store(jobs, entering, claimed, outcome).await {
        Err(kit::Error::Tenancy(Error::QuotaReached)) => {
            store(jobs, entering, claimed, &ImageOutcome::Failed(ImageOutcome::QUOTA)).await
        }
        settled => settled,
    }
}

async fn store(
    jobs: &Jobs,
    entering: &JobRequest,
    claimed: &ClaimedImage,
    outcome: &ImageOutcome,
) -> Result<SettledImage, kit::Error> {
    let Some(mut tx) = begin(jobs, entering, claimed.owner_id).await? else { return Ok(SettledImage::TooLate) };
    let job = GenerateImage { image_job_id: claimed.image_job_id, owner_id: claimed.owner_id };
    let mut sql = Statement::new("select 1 from app.image_jobs where ");
    push_row(&mut sql, &tx, &job);
    sql.push(" and status = 'running' and claim = ").bind(claimed.claim).push(" for update");
    if tx.run(sql).await?.is_empty() {
        tx.rollback().await?;
        return Ok(SettledImage::TooLate);
    }
    let settled = match outcome {
        ImageOutcome::Made(file) => {
            succeed(&mut tx, &job, file).await?;
            SettledImage::Succeeded
        }
        ImageOutcome::Failed(why) => {
            end(&mut tx, &job, why).await?;
            SettledImage::Failed
        }
        ImageOutcome::Unavailable if claimed.attempts >= MOST_ATTEMPTS => {
            end(&mut tx, &job, ImageOutcome::UNAVAILABLE).await?;
            SettledImage::Failed
        }
        ImageOutcome::Unavailable => {
            step(&mut tx, &job, "postpone", |_| {}).await?;
            SettledImage::Waits
        }
    };
    tx.commit().await?;
    Ok(settled)
}

/// Has an image fail whose member may not have it made. `None`: the tenant is closed.
pub async fn refuse(
    jobs: &Jobs,
    entering: &JobRequest,
    job: &GenerateImage,
) -> Result<Option<SettledImage>, kit::Error> {
    let Some(mut tx) = begin(jobs, entering, job.owner_id).await? else { return Ok(None) };
    let mut sql = Statement::new("select 1 from app.image_jobs where ");
    push_row(&mut sql, &tx, job);
    sql.push(" and status in ('queued', 'running') for update");
    if tx.run(sql).await?.is_empty() {
        tx.rollback().await?;
        return Ok(Some(SettledImage::TooLate));
    }
    end(&mut tx, job, ImageOutcome::NOT_PERMITTED).await?;
    tx.commit().await?;
    Ok(Some(SettledImage::Failed))
}

/// Enters the tenant for what belongs to a user who may not be a member any more.
async fn begin(
    jobs: &Jobs,
    entering: &JobRequest,
    owner_id: uuid::Uuid,
) -> Result<Option<TenantTx<JobContext>>, Error> {
    let Some(mut tx) = jobs.begin(&JobRequest { acting_for: None, ..entering.clone() }).await? else { return Ok(None) };
    tx.act_as_owner(owner_id).await?;
    Ok(Some(tx))
}

async fn succeed(tx: &mut TenantTx<JobContext>, job: &GenerateImage, file: &ImageFile) -> Result<(), kit::Error> {
    let tenant_id = tx.proof().tenant_id();
    tx.run(file::insert(tenant_id, job.owner_id, job.image_job_id, Part::Result, file)).await?;
    step(tx, job, "succeed", |sql| {
        sql.push(", width = ").bind(i64::from(file.width)).push(", height = ").bind(i64::from(file.height));
    })
    .await
}

/// Has an image fail, in the trash or not.
pub(super) async fn end(tx: &mut TenantTx<JobContext>, job: &GenerateImage, why: &str) -> Result<(), kit::Error> {
    step(tx, job, "fail", |sql| {
        sql.push(", error = ").bind(why.to_owned());
    })
    .await
}

/// Takes the row, which is locked, to its next state, and sets what else changes with it.
async fn step(
    tx: &mut TenantTx<JobContext>,
    job: &GenerateImage,
    verb: &str,
    set: impl FnOnce(&mut Statement),
) -> Result<(), kit::Error> {
    let mut sql = Statement::new("");
    let from = IMAGE_JOBS.push_step(&mut sql, verb)?;
    set(&mut sql);
    sql.push(" where ");
    push_row(&mut sql, tx, job);
    sql.push(" and status = any (").bind(from.to_vec()).push(")");
    tx.run(sql).await?;
    Ok(())
}
