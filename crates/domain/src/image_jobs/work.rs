use std::sync::Arc;
use std::time::Duration;

use base::jobs::{BackgroundJob, Backoff, Delivery, JobError, JobRun, Limits};
use futures_util::future::BoxFuture;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The work of making one image, as a job of the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GenerateImage {
    pub image_job_id: Uuid,
    pub owner_id: Uuid,
}

/// Makes images.
pub trait ImageMaker: Send + Sync {
    /// Done when what came of it is stored.
    fn make<'a>(&'a self, job: &'a GenerateImage, run: &'a JobRun) -> BoxFuture<'a, Result<(), JobError>>;
}

impl BackgroundJob for GenerateImage {
    type Context = Arc<dyn ImageMaker>;

    const KIND: &'static str = "generate_image";
    /// An image that is made twice is stored once.
    const DELIVERY: Delivery = Delivery::AtLeastOnce;
    /// The row counts the tries of its generator. These are more, for a tenant that is suspended for weeks.
    const MAX_TRIES: u16 = 1_000;
    const BACKOFF: Backoff = Backoff { first: Duration::from_secs(2), longest: Duration::from_hours(1) };
    /// Longer than a generator has.
    const LEASE: Duration = Duration::from_mins(3);
    const LIMITS: Limits = Limits { overall: 32, per_tenant: 2, per_node: 4 };

    async fn run(&self, maker: &Arc<dyn ImageMaker>, run: &JobRun) -> Result<(), JobError> {
        maker.make(self, run).await
    }
}
