use std::path::Path;

use auth::{SECURITY_LOG, StoreError};
use base::audit_chain::{self, Anchor, AuditKey, Report};
use tenancy::audit;

use super::progress::Progress;
use super::{FOLDER, Failure, configure, found as ended_with};
use crate::application::{StartError, secret};
use crate::config::Config;
use crate::database::{Roles, examiners, open};
use crate::output::say;

pub async fn verify(since: &[Anchor]) -> Result<(), Failure> {
    let config = configure()?;
    let (roles, embedded) = open(&config.database, Path::new(FOLDER)).await?;
    let progress = Progress::open_ended();
    let mut so_far = |report: &Report| progress.tell(format!("{}: {} rows verified", report.log, report.rows));
    let compared = compare(&roles, &config, since, &mut so_far).await;
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

/// Why the logs were not compared.
#[derive(Debug, thiserror::Error)]
enum CompareError {
    #[error(transparent)]
    Secret(#[from] StartError),
    #[error("the security log can't be verified")]
    SecurityLog(#[from] StoreError),
    #[error("the change log can't be verified")]
    ChangeLog(#[from] tenancy::Error),
}

/// Compares both logs with their audit chains, and the chains with anchors that were kept elsewhere. After each link,
/// `so_far` is told the report of its log up to there.
async fn compare(
    roles: &Roles,
    config: &Config,
    since: &[Anchor],
    so_far: &mut (dyn FnMut(&Report) + Send),
) -> Result<[Report; 2], CompareError> {
    let secret = match &config.audit.key {
        Some(key) => key.clone(),
        None => secret(config.session.secret.as_ref(), Path::new(FOLDER))?,
    };
    let key = AuditKey::derive(secret.expose());
    let pools = examiners(roles);
    let events =
        audit_chain::verify(&SECURITY_LOG, &key, &pools.auth, since, so_far).await.map_err(StoreError::from)?;
    Ok([events, audit::verify(&pools.db(), &key, since, so_far).await?])
}
