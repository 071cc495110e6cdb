//! The daily e-mails about notifications.

use base::causes;
use domain::notifications::{due_digests, take_digest};
use tenancy::{Error, Job, JobRequest, TenantId};

use super::Foundation;

/// Tenants, and members of one, that are looked up at a time.
const TENANTS: i64 = 500;
const MEMBERS: i32 = 500;

/// Queues the e-mails that are due, and returns how many. One that fails is due at the next run again.
pub(super) async fn queue(on: &Foundation) -> Result<u64, Error> {
    let (mut queued, mut last) = (0, None);
    loop {
        let tenants = on.jobs.tenants(last, TENANTS).await?;
        for &tenant_id in &tenants {
            match queue_in(on, tenant_id).await {
                Ok(of_tenant) => queued += of_tenant,
                Err(error @ Error::Unavailable(_)) => return Err(error),
                Err(error) => report(tenant_id, &error),
            }
        }
        last = tenants.last().copied();
        if last.is_none() {
            return Ok(queued);
        }
    }
}

async fn queue_in(on: &Foundation, tenant_id: TenantId) -> Result<u64, Error> {
    let run_id = on.auth.random.uuid_v7(on.now());
    let entering = JobRequest { tenant_id, job: Job::DIGEST, acting_for: None, run_id };
    let (mut queued, mut after) = (0, None);
    loop {
        let due = due_digests(&on.jobs, &entering, after, MEMBERS).await?;
        for &member in &due {
            match take_digest(&on.auth, &on.jobs, &entering, member).await {
                Ok(is_told) => queued += u64::from(is_told),
                Err(error @ Error::Unavailable(_)) => return Err(error),
                // The others have theirs all the same.
                Err(error) => report(tenant_id, &error),
            }
        }
        after = due.last().copied();
        if after.is_none() {
            return Ok(queued);
        }
    }
}

fn report(tenant_id: TenantId, error: &Error) {
    let error = causes::describe(error);
    tracing::warn!(tenant.id = %tenant_id, ?error, "an e-mail about notifications can't be queued");
}
