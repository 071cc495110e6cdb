//! Counts of calls, messages and leads over time.

use std::rc::Rc;

use actix_web::http::{Method, StatusCode};
use domain::analytics::{self, Period, Report};
use domain::kit;
use schemars::JsonSchema;
use serde::Serialize;
use tenancy::{Db, Intent, Membership, Role, TenantRequest};

use crate::error::Error;
use crate::request::Request;
use crate::route::{Handler, Response, Route, Success, handler};
use crate::shares::Act;

/// The lines of the table about analytics.
pub fn routes() -> Vec<Route> {
    let line = |path, operation, summary, success, handler: Handler| {
        Route::new("analytics", (Method::GET, path), operation, summary, success, handler)
            .member(Role::Viewer)
            .query(&["from", "to", "bucket", "timezone"])
            .allow_api_keys()
            .deferrable()
    };
    let (calls, messages, leads) = (Success::of::<Calls>(200), Success::of::<Messages>(200), Success::of::<Leads>(200));
    let summary = "Counts calls over time: outcomes by direction, answer rate, lengths";
    let of_calls = line("/api/analytics/calls", "countCalls", summary, calls, handler!(count_calls));
    let summary = "Counts text messages over time: sent, delivered, failed, replies, opt-outs, segments";
    let of_messages = line("/api/analytics/messages", "countMessages", summary, messages, handler!(count_messages));
    let summary = "Counts leads over time, by how far they have come";
    let of_leads = line("/api/analytics/leads", "countLeads", summary, leads, handler!(count_leads));
    vec![of_calls, of_messages, of_leads]
}

async fn count_calls(request: Rc<Request>) -> Response {
    report(&request, analytics::count_calls).await
}

async fn count_messages(request: Rc<Request>) -> Response {
    report(&request, analytics::count_messages).await
}

async fn count_leads(request: Rc<Request>) -> Response {
    report(&request, analytics::count_leads).await
}

/// Counts what the query asks for. It reads many rows, so it takes one of the tenant's searches at a time.
async fn report<Counts: Serialize>(
    request: &Request,
    count: impl AsyncFn(&Db, &TenantRequest, &Period) -> Result<(Membership, Report<Counts>), kit::Error>,
) -> Response {
    let period = Period::parse(request.query()?, request.state.auth.clock.now())?;
    let entry = request.entry(Intent::Read)?;
    let _search = request.take_share(&entry, Act::Search).await?;
    let (membership, report) = count(&request.state.db, &entry, &period).await?;
    Ok(Request::json(StatusCode::OK, &membership, serde_json::to_vec(&report).map_err(Error::internal)?))
}

/// The shape of a report, and of a bucket of it.
macro_rules! report_of {
    ($report:ident, $bucket:ident, $counts:ident) => {
        #[derive(JsonSchema)]
        #[expect(dead_code, reason = "only its schema is used; the domain's own type is serialized")]
        struct $report {
            buckets: Vec<$bucket>,
            total: $counts,
            /// hour, day, week or month
            bucket: String,
            timezone: String,
        }

        #[derive(JsonSchema)]
        #[expect(dead_code, reason = "only its schema is used")]
        struct $bucket {
            /// Where the bucket begins, with the offset of the time zone
            start: String,
            #[serde(flatten)]
            counts: $counts,
        }
    };
}

report_of!(Calls, CallsOfBucket, CallCounts);
report_of!(Messages, MessagesOfBucket, MessageCounts);
report_of!(Leads, LeadsOfBucket, LeadCounts);

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct CallCounts {
    total: i64,
    incoming: CallOutcomes,
    outgoing: CallOutcomes,
    /// Those of the simulated carrier
    simulated: i64,
    /// Completed outgoing calls as a share of those that are over; null without any
    answer_rate: Option<f64>,
    mean_seconds: Option<f64>,
    /// The median
    p50_seconds: Option<i64>,
    p95_seconds: Option<i64>,
}

#[derive(JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(dead_code, reason = "only its schema is used")]
struct CallOutcomes {
    total: i64,
    /// Not over yet
    open: i64,
    completed: i64,
    busy: i64,
    no_answer: i64,
    failed: i64,
    canceled: i64,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct MessageCounts {
    total: i64,
    outgoing: i64,
    /// Outgoing ones that the carrier has sent on
    sent: i64,
    delivered: i64,
    /// Outgoing ones that did not arrive, or were never sent
    failed: i64,
    canceled: i64,
    /// Incoming ones
    replies: i64,
    /// The parts of outgoing ones, as the carrier counts them
    segments: i64,
    /// Suppressions that a message as STOP made
    opt_outs: i64,
    /// Those of the simulated carrier
    simulated: i64,
    /// Those delivered as a share of those delivered or failed; null without any
    delivery_rate: Option<f64>,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct LeadCounts {
    total: i64,
    new: i64,
    contacted: i64,
    qualified: i64,
    won: i64,
    lost: i64,
    /// Those won as a share of those won or lost; null without any
    win_rate: Option<f64>,
}
