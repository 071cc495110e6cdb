use serde::Serialize;
use tenancy::{Db, Statement, TenantRequest};

use super::{Bucket, Period};
use crate::kit::{Class, Scope};

/// What a period has in each bucket, and in all.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report<Counts> {
    pub buckets: Vec<BucketCounts<Counts>>,
    pub total: Counts,
    pub bucket: Bucket,
    /// A name of the IANA's Time Zone Database.
    pub timezone: String,
}

/// What one bucket has.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BucketCounts<Counts> {
    /// Where the bucket begins, as in RFC 3339, with the zone's offset. The period may begin later than its first
    /// bucket, and end before its last one does: what lies outside of the period doesn't count.
    pub start: String,
    #[serde(flatten)]
    pub counts: Counts,
}

impl<Counts: Clone + Default> Report<Counts> {
    pub(super) fn empty(period: &Period) -> Self {
        let bucket =
            |slot: &super::buckets::Slot| BucketCounts { start: period.written(slot.start), counts: Counts::default() };
        Self {
            buckets: period.slots().iter().map(bucket).collect(),
            total: Counts::default(),
            bucket: period.bucket(),
            timezone: period.timezone().to_owned(),
        }
    }

    /// Adds to the bucket with a number from 1, and to the total.
    pub(super) fn add(&mut self, number: i64, add: impl Fn(&mut Counts)) {
        self.set(number, &add);
        add(&mut self.total);
    }

    /// Changes the bucket with a number from 1, or the total with the number 0.
    pub(super) fn set(&mut self, number: i64, set: impl Fn(&mut Counts)) {
        let Ok(number) = usize::try_from(number) else { return };
        if number == 0 {
            set(&mut self.total);
        } else if let Some(bucket) = self.buckets.get_mut(number - 1) {
            set(&mut bucket.counts);
        }
    }

    /// Completes each bucket, and the total, with what follows from its counts.
    pub(super) fn complete(mut self, complete: impl Fn(&mut Counts)) -> Self {
        for bucket in &mut self.buckets {
            complete(&mut bucket.counts);
        }
        complete(&mut self.total);
        self
    }
}

/// Begins a statement for [`Db::run_once`] that counts. What follows is the body of a lateral join, which the caller
/// ends with `) counted on true`; it may read the table expression `slots (begins, ends, n)`.
pub(super) fn begin(request: &TenantRequest, period: &Period) -> Statement {
    let mut sql = Db::with_access(request);
    period.push_slots(&mut sql);
    sql.push(" select access.*, counted.* from access left join lateral (");
    sql
}

/// Appends the condition on the rows of a table that count for a slot.
pub(super) fn push_rows(sql: &mut Statement) {
    Scope::Access.push(sql, Class::Shared);
    sql.push(" and created_at >= begins and created_at < ends and deleted_at is null");
}

/// A part as a share of the whole; nothing of nothing has none.
#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53 rows")]
pub(super) fn rate(part: i64, whole: i64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
