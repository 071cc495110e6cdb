//! The job queue: background work that a unit of work enqueues, and that commits with its own changes.
//!
//! A kind of work is a [`BackgroundJob`]: its fields are the payload. A [`JobQueue`] enqueues it over any executor, a
//! [`Worker`] runs what is due. `docs/design/job-queue.md` has the rules.

mod background_job;
mod backoff;
mod claim;
mod count;
mod enqueue;
mod error;
mod observer;
mod operations;
mod registry;
mod run;
mod state;
mod sweep;
mod wakeup;
mod worker;

pub use background_job::{BackgroundJob, Delivery, Limits};
pub use backoff::Backoff;
pub use count::{COUNTED, JobCount, count};
pub use enqueue::{JobQueue, NewJob};
pub use error::{JobError, LeaseError};
pub use observer::{JobObserver, Unobserved};
pub use operations::{JobFilter, ListedJob, cancel, list, retry};
pub use registry::Registry;
pub use run::JobRun;
pub use state::{JobState, RunOutcome};
pub use sweep::{KEPT, sweep};
pub use worker::Worker;

crate::typed_ids! {
    /// A job of the queue.
    JobId;
}
