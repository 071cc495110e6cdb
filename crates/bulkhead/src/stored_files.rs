//! Moves files from the database to the file store. `docs/design/images.md` has the rules.

use std::error::Error;

use base::{Clock, Random};
use domain::image_jobs::{self, FileToMove};
use providers::FileStore;
use tenancy::{Db, Job, JobRequest, Jobs};

/// Files that a run moves, and that it deletes.
const MOST: i32 = 500;

type Failure = Box<dyn Error + Send + Sync>;

/// What files are moved with.
#[derive(Clone)]
pub struct StoredFiles {
    pub jobs: Jobs,
    pub db: Db,
    pub clock: Clock,
    pub random: Random,
    pub store: FileStore,
}

impl StoredFiles {
    /// Moves files from the database to the file store, and deletes there what is gone from the database. Returns how many
    /// files that were. What keeps files from moving keeps none from being deleted.
    pub async fn keep(&self) -> Result<u64, Failure> {
        let (moved, removed) = (self.move_files().await, self.remove_files().await);
        Ok(moved? + removed?)
    }

    /// The first failure ends it: the store's are those of every file.
    async fn move_files(&self) -> Result<u64, Failure> {
        let mut moved = 0;
        for file in image_jobs::files_to_move(&self.db, MOST).await? {
            moved += u64::from(self.move_file(&file).await?);
        }
        Ok(moved)
    }

    async fn remove_files(&self) -> Result<u64, Failure> {
        let mut removed = 0;
        for key in image_jobs::files_to_remove(&self.db, MOST).await? {
            self.store.delete(&key).await?;
            image_jobs::forget_removed_file(&self.db, &key).await?;
            removed += 1;
        }
        Ok(removed)
    }

    /// Moves a file, over no connection to the database while it is sent. Returns whether it is in the file store now.
    async fn move_file(&self, file: &FileToMove) -> Result<bool, Failure> {
        let entering = JobRequest {
            tenant_id: file.tenant_id,
            job: Job::MOVE_FILES,
            acting_for: None,
            run_id: self.random.uuid_v7(self.clock.now()),
        };
        let bytes = match image_jobs::begin_move(&self.jobs, &entering, file).await {
            Ok(Some(bytes)) => bytes,
            // It is gone, or its tenant has been closed or suspended since it was found.
            Ok(None) | Err(tenancy::Error::Suspended) => return Ok(false),
            Err(error) => return Err(error.into()),
        };
        self.store.put(&file.key(), bytes).await?;
        let is_there = image_jobs::end_move(&self.jobs, &entering, file).await?;
        if !is_there {
            // It was deleted while it was sent.
            self.store.delete(&file.key()).await?;
        }
        Ok(is_there)
    }
}
