use serde::Serialize;
use sqlx::Row;
use tenancy::{ACCESS_COLUMNS, Db, Membership, Statement, TenantRequest};

use super::report::{begin, push_rows, rate};
use super::{Period, Report};
use crate::kit::Error;

/// How far leads of a time have come: each counts once, where it stands now.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LeadCounts {
    pub total: i64,
    pub new: i64,
    pub contacted: i64,
    pub qualified: i64,
    pub won: i64,
    pub lost: i64,
    /// Those won as a share of those won or lost.
    pub win_rate: Option<f64>,
}

/// Counts the leads of a period, by when they were made.
pub async fn count_leads(
    db: &Db,
    request: &TenantRequest,
    period: &Period,
) -> Result<(Membership, Report<LeadCounts>), Error> {
    let (membership, rows) = db.run_once(request, statement(request, period)).await?;
    let mut report = Report::empty(period);
    for row in &rows {
        // A period without leads has one row, of the access alone.
        let Some(slot) = row.try_get::<Option<i64>, _>(ACCESS_COLUMNS)? else { break };
        let (status, leads): (&str, i64) = (row.try_get(ACCESS_COLUMNS + 1)?, row.try_get(ACCESS_COLUMNS + 2)?);
        report.add(slot, |counts: &mut LeadCounts| {
            counts.total += leads;
            if let Some(count) = counts.of(status) {
                *count += leads;
            }
        });
    }
    Ok((membership, report.complete(|counts| counts.win_rate = rate(counts.won, counts.won + counts.lost))))
}

pub(super) fn statement(request: &TenantRequest, period: &Period) -> Statement {
    let mut sql = begin(request, period);
    sql.push("select n, status, leads from slots cross join lateral (");
    sql.push("select status, count(*) as leads from app.leads where ");
    push_rows(&mut sql);
    sql.push(" group by status) grouped) counted on true");
    sql
}

impl LeadCounts {
    fn of(&mut self, status: &str) -> Option<&mut i64> {
        match status {
            "new" => Some(&mut self.new),
            "contacted" => Some(&mut self.contacted),
            "qualified" => Some(&mut self.qualified),
            "won" => Some(&mut self.won),
            "lost" => Some(&mut self.lost),
            _ => None,
        }
    }
}
