use sqlx::FromRow;
use tenancy::{Error, JobContext, JobRequest, Jobs, Statement, TenantTx};
use uuid::Uuid;

use super::file::Content;
use super::settle::end;
use super::{GenerateImage, IMAGE_JOBS, ImageOutcome};
use crate::kit::{self, Class, Scope};

/// Runs that are begun for an image until it has failed, if no generator makes it.
pub(super) const MOST_ATTEMPTS: i64 = 4;

/// What a job of the queue finds.
pub enum Claim {
    /// The image is to be made.
    Made(ClaimedImage),
    /// There is nothing to do: it is made or has failed, or there is no such job any more.
    Over,
    /// Its member may not have images made, or the tenant is closed.
    NotPermitted,
}

/// An image that is being made now.
#[derive(Debug)]
pub struct ClaimedImage {
    pub image_job_id: Uuid,
    pub owner_id: Uuid,
    pub claim: Uuid,
    /// With this one.
    pub attempts: i64,
    pub prompt: String,
    /// One of [`super::STYLES`].
    pub style: String,
    /// One of [`super::QUALITIES`].
    pub quality: String,
    pub seed: u32,
    /// An image that it is made from, encoded.
    pub reference: Option<Content>,
}

#[derive(FromRow)]
struct Found {
    prompt: String,
    style: String,
    quality: String,
    seed: i64,
    status: String,
    attempts: i64,
    is_deleted: bool,
    reference_id: Option<Uuid>,
    reference_size: Option<i64>,
    reference: Option<Vec<u8>>,
}

/// Claims an image for a run. Whatever an earlier run brings after that isn't stored. `entering` acts for the job's owner;
/// `new_claim` is a random id.
pub async fn claim(
    jobs: &Jobs,
    entering: &JobRequest,
    job: &GenerateImage,
    new_claim: Uuid,
) -> Result<Claim, kit::Error> {
    let mut tx = match jobs.begin(entering).await {
        Ok(Some(tx)) => tx,
        Ok(None) | Err(Error::RoleTooLow) => return Ok(Claim::NotPermitted),
        Err(error) => return Err(error.into()),
    };
    let claimed = claim_in(&mut tx, job, new_claim).await?;
    tx.commit().await?;
    Ok(claimed)
}

async fn claim_in(tx: &mut TenantTx<JobContext>, job: &GenerateImage, new_claim: Uuid) -> Result<Claim, kit::Error> {
    let Some(found) = lock(tx, job).await? else { return Ok(Claim::Over) };
    let mut sql = Statement::new("");
    let from = IMAGE_JOBS.push_step(&mut sql, "start")?;
    if !from.contains(&found.status.as_str()) {
        return Ok(Claim::Over);
    }
    if found.is_deleted {
        end(tx, job, "deleted").await?;
        return Ok(Claim::Over);
    }
    // As many processes died over it, or could not store what came of it.
    if found.attempts >= MOST_ATTEMPTS {
        end(tx, job, ImageOutcome::UNAVAILABLE).await?;
        return Ok(Claim::Over);
    }
    sql.push(", attempts = attempts + 1, claim = ").bind(new_claim).push(" where ");
    push_row(&mut sql, tx, job);
    tx.run(sql).await?;
    Ok(Claim::Made(ClaimedImage {
        image_job_id: job.image_job_id,
        owner_id: job.owner_id,
        claim: new_claim,
        attempts: found.attempts + 1,
        prompt: found.prompt,
        style: found.style,
        quality: found.quality,
        seed: u32::try_from(found.seed).unwrap_or_default(),
        reference: found
            .reference_id
            .zip(found.reference_size)
            .map(|(id, size)| Content::new((tx.proof().tenant_id(), id), size, found.reference)),
    }))
}

/// Locks the row, in the trash or not.
async fn lock(tx: &mut TenantTx<JobContext>, job: &GenerateImage) -> Result<Option<Found>, kit::Error> {
    let mut sql = Statement::new(
        "select prompt, style, quality, seed, status, attempts, deleted_at is not null as is_deleted,
           f.reference_id, f.reference_size, f.reference
         from app.image_jobs j
         left join lateral (select f.id as reference_id, f.size as reference_size, f.bytes as reference from tenancy.image_files f
           where f.tenant_id = j.tenant_id and f.owner_id = j.owner_id and f.image_job_id = j.id
             and f.part = 'reference') f on true
         where ",
    );
    push_row(&mut sql, tx, job);
    sql.push(" for update of j");
    let row = tx.run(sql).await?.pop();
    Ok(row.map(|row| Found::from_row(&row)).transpose()?)
}

/// Appends which row it is.
pub(super) fn push_row(sql: &mut Statement, tx: &TenantTx<JobContext>, job: &GenerateImage) {
    Scope::of_job(tx, Some(job.owner_id)).push(sql, Class::Private);
    sql.push(" and id = ").bind(job.image_job_id);
}
