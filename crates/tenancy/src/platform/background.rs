use base::jobs::{self, JobCount, JobFilter, ListedJob};
use base::periodic::{self, ListedRun};
use time::OffsetDateTime;

use super::PlatformCaller;
use crate::{Db, Error};

impl Db {
    /// Lists jobs of all tenants and of the installation, newest first; one more than `limit` where there are more.
    pub async fn list_jobs(
        &self,
        caller: &PlatformCaller,
        filter: &JobFilter,
        limit: i64,
    ) -> Result<Vec<ListedJob>, Error> {
        let (mut tx, _) = self.begin_platform_as(caller).await?;
        let jobs = jobs::list(tx.transaction(), filter, limit + 1).await?;
        tx.commit().await?;
        Ok(jobs)
    }

    /// Lists the last run of each periodic task, and counts the jobs that aren't over well.
    pub async fn find_background_health(
        &self,
        caller: &PlatformCaller,
        now: OffsetDateTime,
    ) -> Result<BackgroundHealth, Error> {
        let (mut tx, _) = self.begin_platform_as(caller).await?;
        let periodic_runs = periodic::list(tx.transaction()).await?;
        let jobs = jobs::count(tx.transaction(), now).await?;
        tx.commit().await?;
        Ok(BackgroundHealth { periodic_runs, jobs })
    }
}

/// How the background work of an installation is.
#[derive(Clone, Debug)]
pub struct BackgroundHealth {
    pub periodic_runs: Vec<ListedRun>,
    pub jobs: Vec<JobCount>,
}
