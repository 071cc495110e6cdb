use hyper::StatusCode;
use serde_json::{Value, json};
use time::format_description::well_known::{Iso8601, Rfc2822};
use time::{Date, OffsetDateTime};

use crate::simulator::books::ListFilter;
use crate::simulator::server::Reply;
use crate::twilio::Parameters;

/// A page of a list; where there may be more, with the path of the next.
pub(super) fn page(name: &str, rows: &[Value], next: Option<&str>) -> Reply {
    Reply::json(StatusCode::OK, &json!({ name: rows, "page_size": rows.len(), "next_page_uri": next }))
}

/// Reads the filters of a list. `since` is the name of the one by day, as `StartTime>`.
pub(super) fn filter(account: &str, query: &Parameters, since: &str) -> ListFilter {
    let text = |name: &str| query.get(name).filter(|value| !value.is_empty()).map(str::to_owned);
    let number = |name: &str| query.get(name).and_then(|value| value.parse::<u32>().ok());
    let day = query.get(since).and_then(|day| Date::parse(day, &Iso8601::DATE).ok());
    let limit = number("PageSize").unwrap_or(50).clamp(1, 1_000);
    ListFilter {
        account_sid: Some(account.to_owned()),
        to: text("To"),
        from: text("From"),
        status: text("Status"),
        begun_since: day.map(|day| day.midnight().assume_utc()),
        limit,
        offset: number("Page").unwrap_or(0).saturating_mul(limit),
    }
}

/// The path of the page behind one that is full.
pub(super) fn next(
    filter: &ListFilter,
    account: &str,
    resource: &str,
    query: &Parameters,
    rows: usize,
) -> Option<String> {
    let is_full = u32::try_from(rows).is_ok_and(|rows| rows == filter.limit);
    let page = (filter.offset / filter.limit + 1).to_string();
    let kept = query.iter().filter(|(name, _)| *name != "Page").chain([("Page", page.as_str())]);
    is_full.then(|| format!("/2010-04-01/Accounts/{account}/{resource}.json?{}", Parameters::new(kept).encode()))
}

pub(super) fn rfc_2822(time: Option<OffsetDateTime>) -> Option<String> {
    time.and_then(|time| time.replace_nanosecond(0).ok()?.format(&Rfc2822).ok())
}
