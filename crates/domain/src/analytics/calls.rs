use serde::Serialize;
use sqlx::Row;
use sqlx::postgres::PgRow;
use tenancy::{ACCESS_COLUMNS, Db, Membership, Statement, TenantRequest};

use super::report::{self, begin, push_rows};
use super::{Period, Report};
use crate::kit::Error;

/// What calls of a time came to.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CallCounts {
    pub total: i64,
    pub incoming: CallOutcomes,
    pub outgoing: CallOutcomes,
    /// How many of all are calls of the simulated carrier.
    pub simulated: i64,
    /// Completed outgoing calls as a share of those that are over.
    pub answer_rate: Option<f64>,
    /// The mean length of the calls that have one.
    pub mean_seconds: Option<f64>,
    /// The length that half of these calls don't exceed.
    pub p50_seconds: Option<i64>,
    /// The length that 95 % of these calls don't exceed.
    pub p95_seconds: Option<i64>,
}

/// Calls in one direction, by their final status.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct CallOutcomes {
    pub total: i64,
    /// Not over yet.
    pub open: i64,
    pub completed: i64,
    pub busy: i64,
    pub no_answer: i64,
    pub failed: i64,
    pub canceled: i64,
}

/// Counts the calls of a period, by when they were made.
pub async fn count_calls(
    db: &Db,
    request: &TenantRequest,
    period: &Period,
) -> Result<(Membership, Report<CallCounts>), Error> {
    let (membership, rows) = db.run_once(request, statement(request, period)).await?;
    let mut report = Report::empty(period);
    for row in &rows {
        read(row, &mut report)?;
    }
    Ok((membership, report.complete(|counts| counts.answer_rate = answer_rate(&counts.outgoing))))
}

/// Two kinds of rows: a slot's calls by direction and status, and a slot's lengths, where slot 0 is the whole period.
pub(super) fn statement(request: &TenantRequest, period: &Period) -> Statement {
    let mut sql = begin(request, period);
    sql.push("select n, direction, status, simulated, calls, null::float8 as mean, null::bigint[] as percentiles ");
    sql.push(
        "from slots cross join lateral (select direction, status, simulated, count(*) as calls from app.calls where ",
    );
    push_rows(&mut sql);
    sql.push(" group by direction, status, simulated) grouped union all ");
    sql.push("select n, null, null, null, null, mean, percentiles ");
    sql.push("from (select n, begins, ends from slots union all select 0, min(begins), max(ends) from slots) spans ");
    sql.push("cross join lateral (select avg(duration_seconds)::float8 as mean, ");
    sql.push("percentile_disc(array[0.5, 0.95]) within group (order by duration_seconds) as percentiles ");
    sql.push("from app.calls where ");
    push_rows(&mut sql);
    sql.push(" and duration_seconds is not null) lengths) counted on true");
    sql
}

fn read(row: &PgRow, report: &mut Report<CallCounts>) -> Result<(), sqlx::Error> {
    let column = |number| ACCESS_COLUMNS + number;
    let number: i64 = row.try_get(column(0))?;
    let Some(calls) = row.try_get::<Option<i64>, _>(column(4))? else {
        let mean = row.try_get(column(5))?;
        let percentiles: Option<Vec<Option<i64>>> = row.try_get(column(6))?;
        let percentile = |at| percentiles.as_deref().and_then(|all: &[Option<i64>]| all.get(at).copied().flatten());
        report.set(number, |counts| {
            counts.mean_seconds = mean;
            (counts.p50_seconds, counts.p95_seconds) = (percentile(0), percentile(1));
        });
        return Ok(());
    };
    let (direction, status): (&str, &str) = (row.try_get(column(1))?, row.try_get(column(2))?);
    let simulated: bool = row.try_get(column(3))?;
    report.add(number, |counts| {
        counts.total += calls;
        counts.simulated += if simulated { calls } else { 0 };
        let outcomes = if direction == "incoming" { &mut counts.incoming } else { &mut counts.outgoing };
        outcomes.total += calls;
        *outcomes.of(status) += calls;
    });
    Ok(())
}

impl CallOutcomes {
    fn of(&mut self, status: &str) -> &mut i64 {
        match status {
            "completed" => &mut self.completed,
            "busy" => &mut self.busy,
            "no-answer" => &mut self.no_answer,
            "failed" => &mut self.failed,
            "canceled" => &mut self.canceled,
            _ => &mut self.open,
        }
    }
}

/// Twilio: "completed: the call was answered and has ended normally"
/// (<https://www.twilio.com/docs/voice/api/call-resource#call-status-values>).
fn answer_rate(outgoing: &CallOutcomes) -> Option<f64> {
    report::rate(outgoing.completed, outgoing.total - outgoing.open)
}
