use std::path::Path;

use auth::seals::{Anchor, Report};
use web::application::{open, verify as compare};

use super::{FOLDER, Failure, configure, found as ended_with};
use crate::output::say;

pub async fn verify(since: &[Anchor]) -> Result<(), Failure> {
    let config = configure()?;
    let (roles, embedded) = open(&config.database, Path::new(FOLDER)).await?;
    let reports = compare(&roles, config.audit, config.session, Path::new(FOLDER), since).await?;
    if let Some(embedded) = embedded {
        embedded.stop().await?;
    }
    let mut faults = 0;
    for Report { log, faults: found, rows, seals, unsealed, last } in &reports {
        for fault in found {
            say(format_args!("{log}: {fault}"))?;
        }
        faults += found.len();
        say(format_args!("{log}: {rows} rows under {seals} seals; {unsealed} more are not sealed yet"))?;
        if let Some(last) = last {
            say(format_args!("{log}: the last seal is {last}"))?;
        }
    }
    ended_with(faults)
}
