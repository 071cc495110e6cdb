use serde::Serialize;
use sqlx::Row;
use sqlx::postgres::PgRow;
use tenancy::{ACCESS_COLUMNS, Db, Membership, Statement, TenantRequest};

use super::report::{begin, push_rows, rate};
use super::{Period, Report};
use crate::kit::Error;
use crate::suppressions::STOPPED;

/// What text messages of a time came to.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MessageCounts {
    pub total: i64,
    pub outgoing: i64,
    /// Outgoing ones that the carrier has sent on, whether they have arrived or not.
    pub sent: i64,
    /// Outgoing ones that have arrived.
    pub delivered: i64,
    /// Outgoing ones that did not arrive, or were never sent.
    pub failed: i64,
    pub canceled: i64,
    /// Incoming ones.
    pub replies: i64,
    /// The parts of outgoing ones, as the carrier has counted them so far.
    pub segments: i64,
    /// Addresses that asked by a message for no more.
    pub opt_outs: i64,
    /// How many of all are messages of the simulated carrier.
    pub simulated: i64,
    /// Those delivered as a share of those delivered or failed.
    pub delivery_rate: Option<f64>,
}

/// Counts the messages of a period by when they were made, and the suppressions that messages made.
pub async fn count_messages(
    db: &Db,
    request: &TenantRequest,
    period: &Period,
) -> Result<(Membership, Report<MessageCounts>), Error> {
    let (membership, rows) = db.run_once(request, statement(request, period)).await?;
    let mut report = Report::empty(period);
    for row in &rows {
        read(row, &mut report)?;
    }
    let completed = report.complete(|counts: &mut MessageCounts| {
        counts.delivery_rate = rate(counts.delivered, counts.delivered + counts.failed);
    });
    Ok((membership, completed))
}

/// Two kinds of rows: a slot's messages by direction and status, and a slot's suppressions, without a direction.
pub(super) fn statement(request: &TenantRequest, period: &Period) -> Statement {
    let mut sql = begin(request, period);
    sql.push("select n, direction, status, simulated, number, segments from slots cross join lateral (");
    sql.push("select direction, status, simulated, count(*) as number, sum(segments)::bigint as segments ");
    sql.push("from app.messages where ");
    push_rows(&mut sql);
    sql.push(" group by direction, status, simulated) grouped union all ");
    sql.push("select n, null, null, null, number, null from slots cross join lateral (");
    sql.push("select count(*) as number from app.suppressions where ");
    push_rows(&mut sql);
    sql.push(" and reason = ").bind(STOPPED).push(") suppressed) counted on true");
    sql
}

fn read(row: &PgRow, report: &mut Report<MessageCounts>) -> Result<(), sqlx::Error> {
    let column = |number| ACCESS_COLUMNS + number;
    let (slot, number): (i64, i64) = (row.try_get(column(0))?, row.try_get(column(4))?);
    let Some(direction) = row.try_get::<Option<&str>, _>(column(1))? else {
        report.add(slot, |counts| counts.opt_outs += number);
        return Ok(());
    };
    let (status, simulated): (&str, bool) = (row.try_get(column(2))?, row.try_get(column(3))?);
    let segments = row.try_get::<Option<i64>, _>(column(5))?.unwrap_or_default();
    report.add(slot, |counts| {
        counts.total += number;
        counts.simulated += if simulated { number } else { 0 };
        if direction == "incoming" {
            counts.replies += number;
            return;
        }
        counts.outgoing += number;
        counts.segments += segments;
        counts.add_outgoing(status, number);
    });
    Ok(())
}

impl MessageCounts {
    fn add_outgoing(&mut self, status: &str, number: i64) {
        let (sent, settled) = match status {
            "sent" | "partially_delivered" => (true, None),
            "delivered" | "read" => (true, Some(&mut self.delivered)),
            "undelivered" => (true, Some(&mut self.failed)),
            "failed" => (false, Some(&mut self.failed)),
            "canceled" => (false, Some(&mut self.canceled)),
            _ => (false, None),
        };
        if let Some(count) = settled {
            *count += number;
        }
        self.sent += if sent { number } else { 0 };
    }
}
