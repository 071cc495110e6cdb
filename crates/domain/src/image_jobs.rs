//! Images that members ask for: background work makes them. `docs/design/images.md` has the rules.

mod claim;
mod file;
mod moves;
mod settle;
mod work;

use base::jobs::NewJob;
use bytes::Bytes;
use futures_util::FutureExt;
use tenancy::{Statement, TenantTx};
use uuid::Uuid;

pub use claim::{Claim, ClaimedImage, claim};
pub use file::{Content, StoredFile, find_file};
pub use moves::{FileToMove, begin_move, end_move, files_to_move, files_to_remove, forget_removed_file};
pub use settle::{ImageOutcome, SettledImage, refuse, settle};
pub use work::{GenerateImage, ImageMaker};

use crate::action;
use crate::kit::{
    self, Action, Body, Class, Error, Field, LockedRow, Operation, Record, Resource, Scope, Transition, Value,
};

/// What images look like; the words of `ImageStyle` and `ImageQuality` of `providers`, which a test compares.
pub const STYLES: &[&str] = &["natural", "vivid", "sketch", "pixel"];
pub const QUALITIES: &[&str] = &["low", "medium", "high"];

/// How many of a member's images may wait at the same time, with those that are being made.
const MAX_OPEN: i64 = 100;

/// The images that a member asked for. The other members of the tenant don't see them.
pub static IMAGE_JOBS: Resource = Resource::new("image-job", "image-jobs", "app.image_jobs")
    .section("Pictures", "image")
    .labels("Image", "Images")
    .private()
    .operations(&[Operation::List, Operation::Find, Operation::Delete, Operation::Restore])
    .states(
        "status",
        "queued",
        &[
            Transition::new("start", &["queued", "running"], "running").internal(),
            Transition::new("postpone", &["running"], "queued").internal(),
            Transition::new("succeed", &["running"], "succeeded").internal(),
            Transition::new("fail", &["queued", "running"], "failed").internal(),
            Transition::new("queue-again", &["failed"], "queued").internal(),
        ],
    )
    .actions(&[Action::new("retry", action!(retry)).from(&["failed"])])
    .before_write(|tx, _| refuse_too_many(tx).boxed())
    .after_create(|tx, job, _| enqueue(tx, job.id).boxed())
    .link("url", "/api/image-jobs/{id}/image", "width")
    .fields(&[
        Field::text("prompt", 1, 4_000).required().example("A lighthouse on a cliff, at dusk"),
        Field::one_of("style", STYLES, "natural").filterable(),
        Field::one_of("quality", QUALITIES, "medium"),
        // Without one, the server draws it.
        Field::integer("seed", 0, u32::MAX as i64).example("7"),
        Field::boolean("has_reference", false).required().read_only(),
        Field::state("status", &["queued", "running", "succeeded", "failed"])
            .tones(&[("queued", "muted"), ("running", "info"), ("succeeded", "good"), ("failed", "bad")])
            .filterable(),
        Field::text("error", 1, 100).read_only(),
        Field::integer("width", 1, 16_384).read_only(),
        Field::integer("height", 1, 16_384).read_only(),
        Field::integer("attempts", 0, 1_000).internal(),
        Field::uuid("claim").internal(),
    ]);

/// An image that is encoded already.
#[derive(Clone, Debug)]
pub struct ImageFile {
    /// `image/png` or `image/jpeg`.
    pub media_type: &'static str,
    pub bytes: Bytes,
    /// Pixels.
    pub width: u32,
    pub height: u32,
}

/// Asks for an image: `seed` counts where the body gives none, and `reference` is an image that it is to be made from.
pub async fn create(
    tx: &mut TenantTx,
    id: Uuid,
    mut body: Body,
    seed: u32,
    reference: Option<&ImageFile>,
) -> Result<Record, Error> {
    if body.integer("seed").is_none() {
        body.set(&IMAGE_JOBS, "seed", Value::Integer(seed.into()));
    }
    body.set(&IMAGE_JOBS, "has_reference", Value::Boolean(reference.is_some()));
    let made = kit::create_in(tx, &IMAGE_JOBS, id, &body).await?;
    if let Some(reference) = reference {
        let membership = tx.membership();
        let (tenant_id, owner_id) = (membership.tenant_id(), membership.user_id());
        tx.run(file::insert(tenant_id, owner_id, id, file::Part::Reference, reference)).await?;
    }
    Ok(made)
}

/// Asks again for an image that failed.
async fn retry(tx: &mut TenantTx, job: &LockedRow) -> Result<(), Error> {
    let mut sql = Statement::new("");
    let from = IMAGE_JOBS.push_step(&mut sql, "queue-again")?;
    let status: &str = job.get("status")?;
    if !from.contains(&status) {
        let why = format!("The image job is {status}: only one that failed is tried again.");
        return Err(Error::InvalidState(why.into()));
    }
    refuse_too_many(tx).await?;
    sql.push(", error = null, attempts = 0 where ");
    Scope::Member(tx).push(&mut sql, Class::Private);
    sql.push(" and id = ").bind(job.id);
    tx.run(sql).await?;
    enqueue(tx, job.id).await
}

async fn enqueue(tx: &mut TenantTx, image_job_id: Uuid) -> Result<(), Error> {
    let job = GenerateImage { image_job_id, owner_id: tx.membership().user_id() };
    let key = image_job_id.to_string();
    tx.enqueue(NewJob::new(&job).unique_key(&key)).await?;
    Ok(())
}

/// Refuses one more than may wait.
async fn refuse_too_many(tx: &mut TenantTx) -> Result<(), Error> {
    let mut sql = Statement::new("select 1 from app.image_jobs where ");
    Scope::Member(tx).push(&mut sql, Class::Private);
    sql.push(" and status in ('queued', 'running') and deleted_at is null offset ").bind(MAX_OPEN - 1).push(" limit 1");
    if tx.run(sql).await?.is_empty() {
        return Ok(());
    }
    Err(Error::Conflict {
        constraint: "image_jobs_status_known".to_owned(),
        code: "image_limit",
        detail: "A member has 100 image jobs at most that aren't finished.",
    })
}
