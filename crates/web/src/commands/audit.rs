use std::path::Path;

use base::audit_chain::{Anchor, Report};
use web::application::{open, verify as compare};

use super::progress::Progress;
use super::{FOLDER, Failure, configure, found as ended_with};
use crate::output::say;

pub async fn verify(since: &[Anchor]) -> Result<(), Failure> {
    let config = configure()?;
    let (roles, embedded) = open(&config.database, Path::new(FOLDER)).await?;
    let progress = Progress::open_ended();
    let mut so_far = |report: &Report| progress.tell(format!("{}: {} rows verified", report.log, report.rows));
    let compared = compare(&roles, config.audit, config.session, Path::new(FOLDER), since, &mut so_far).await;
    drop(progress);
    let reports = compared?;
    if let Some(embedded) = embedded {
        embedded.stop().await?;
    }
    let mut faults = 0;
    for Report { log, faults: found, rows, links, unlinked, last } in &reports {
        for fault in found {
            say(format_args!("{log}: {fault}"))?;
        }
        faults += found.len();
        let noun = if *links == 1 { "link" } else { "links" };
        say(format_args!("{log}: {rows} rows under {links} {noun}; {unlinked} more wait for the next"))?;
        if let Some(last) = last {
            say(format_args!("{log}: the last link is {last}"))?;
        }
    }
    ended_with(faults)
}
