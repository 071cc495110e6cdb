//! Makes the images that members ask for. `docs/design/images.md` has the rules.

use std::sync::Arc;
use std::time::{Duration, Instant};

use base::jobs::{JobError, JobRun};
use base::{Clock, Random, causes};
use domain::image_jobs::{self, Claim, ClaimedImage, GenerateImage, ImageFile, ImageMaker, ImageOutcome, SettledImage};
use domain::kit;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use providers::{EncodedImage, FileStore, ImageError, ImageGenerator, ImagePrompt, ImageQuality, ImageStyle};
use tenancy::{Job, JobRequest, Jobs, Role, TenantId};
use uuid::Uuid;
use web::metrics::Metrics;
use web::stored_file;

/// When an image of a tenant is looked at again that can't be entered now, but may be one day.
const TENANT_AGAIN_AFTER: Duration = Duration::from_hours(1);

/// What images are made with.
pub struct Images {
    pub jobs: Jobs,
    pub clock: Clock,
    pub random: Random,
    pub generator: Arc<dyn ImageGenerator>,
    /// Where the images are that members gave, once they have left the database.
    pub files: Option<FileStore>,
    pub metrics: Arc<Metrics>,
}

impl ImageMaker for Images {
    fn make<'a>(&'a self, job: &'a GenerateImage, run: &'a JobRun) -> BoxFuture<'a, Result<(), JobError>> {
        self.run(job, run).boxed()
    }
}

impl Images {
    /// Claims the image, makes it over no connection to the database, and stores what came of it.
    async fn run(&self, job: &GenerateImage, run: &JobRun) -> Result<(), JobError> {
        let Some(tenant_id) = run.tenant_id() else { return Err(JobError::fail("an image has no tenant")) };
        let entering = JobRequest {
            tenant_id: TenantId(tenant_id),
            job: Job::GENERATE_IMAGES,
            acting_for: Some((job.owner_id, Role::Member)),
            run_id: self.new_id(),
        };
        let started = Instant::now();
        let claimed = match image_jobs::claim(&self.jobs, &entering, job, self.new_id()).await {
            Ok(Claim::Made(claimed)) => claimed,
            Ok(Claim::Over) => return Ok(()),
            Ok(Claim::NotPermitted) => return self.refuse(&entering, job).await,
            Err(error) => return Err(later(error)),
        };
        let reference = match &claimed.reference {
            Some(content) => stored_file::read(self.files.as_ref(), content).await.map(Some),
            None => Ok(None),
        };
        let (outcome, wait) = match reference {
            Ok(reference) => self.generate(&claimed, reference.as_deref()).await,
            Err(error) => {
                tracing::warn!({ image_job.id = %claimed.image_job_id, error = ?causes::describe(&error) }, "a file could not be read");
                (ImageOutcome::Unavailable, None)
            }
        };
        let settled = image_jobs::settle(&self.jobs, &entering, &claimed, &outcome).await.map_err(later)?;
        self.metrics.image_settled(settled, started.elapsed().as_secs_f64());
        match (settled, wait) {
            (SettledImage::Waits, Some(wait)) => {
                Err(JobError::retry_after(wait, "the generator of images is unavailable"))
            }
            (SettledImage::Waits, None) => Err(JobError::retry("the generator of images is unavailable")),
            (SettledImage::Succeeded | SettledImage::Failed | SettledImage::TooLate, _) => Ok(()),
        }
    }

    /// What the generator brings, and the wait that it asks for.
    async fn generate(&self, claimed: &ClaimedImage, reference: Option<&[u8]>) -> (ImageOutcome, Option<Duration>) {
        let prompt = ImagePrompt {
            text: &claimed.prompt,
            style: ImageStyle::parse(&claimed.style).unwrap_or(ImageStyle::Natural),
            quality: ImageQuality::parse(&claimed.quality).unwrap_or(ImageQuality::Medium),
            seed: claimed.seed,
            reference,
        };
        match self.generator.generate(&prompt).await {
            Ok(EncodedImage { bytes, media_type, width, height }) => {
                (ImageOutcome::Made(ImageFile { media_type, bytes, width, height }), None)
            }
            Err(error) => {
                note(claimed.image_job_id, &error);
                if error.is_lasting() {
                    (ImageOutcome::Failed(error.code()), None)
                } else {
                    (ImageOutcome::Unavailable, error.retry_after())
                }
            }
        }
    }

    /// Has an image fail whose member may not have it made. A closed tenant may come back.
    async fn refuse(&self, entering: &JobRequest, job: &GenerateImage) -> Result<(), JobError> {
        match image_jobs::refuse(&self.jobs, entering, job).await.map_err(later)? {
            Some(_) => Ok(()),
            None => Err(JobError::retry_after(TENANT_AGAIN_AFTER, "the tenant is closed")),
        }
    }

    fn new_id(&self) -> Uuid {
        self.random.uuid_v7(self.clock.now())
    }
}

fn note(image_job_id: Uuid, error: &ImageError) {
    tracing::warn!({ image_job.id = %image_job_id, error = ?causes::describe(error) }, "an image could not be made");
}

/// The database's failures end, and so does a suspension.
fn later(error: kit::Error) -> JobError {
    match error {
        kit::Error::Tenancy(error @ (tenancy::Error::Suspended | tenancy::Error::SecondFactorRequired)) => {
            JobError::retry_after(TENANT_AGAIN_AFTER, error)
        }
        error => JobError::retry(causes::describe(&error)),
    }
}
