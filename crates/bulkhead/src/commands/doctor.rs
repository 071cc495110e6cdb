use std::path::Path;

use super::{FOLDER, Failure, configure, found};
use crate::database::{Examination, examine, open};
use crate::output::say;

pub async fn doctor() -> Result<(), Failure> {
    let config = configure()?;
    let (roles, embedded) = open(&config.database, Path::new(FOLDER)).await?;
    let Examination { faults, warnings } = examine(&roles).await?;
    if let Some(embedded) = embedded {
        embedded.stop().await?;
    }
    for fault in warnings {
        say(format_args!("warning: {fault}"))?;
    }
    for fault in &faults {
        say(fault)?;
    }
    if faults.is_empty() {
        say("the database isolates tenants")?;
    }
    found(faults.len())
}
