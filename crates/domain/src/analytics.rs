//! Counts of a tenant's calls, messages and leads over time, in buckets of the clock of a time zone.
//!
//! A [`Period`] has the buckets, which hold each instant of it once. Postgres counts the rows of each bucket in one
//! statement, and reads a range of an index for it. Rows in the trash don't count.

mod buckets;
mod calls;
mod leads;
mod messages;
mod period;
mod report;
#[cfg(test)]
mod tests;

pub use buckets::{Bucket, MAX_BUCKETS};
pub use calls::{CallCounts, CallOutcomes, count_calls};
pub use leads::{LeadCounts, count_leads};
pub use messages::{MessageCounts, count_messages};
pub use period::Period;
pub use report::{BucketCounts, Report};
