use std::sync::Arc;
use std::time::Duration;

use base::jobs::{BackgroundJob, Delivery, JobError, JobRun, Limits};
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use tokio::sync::{Notify, Semaphore};
use uuid::Uuid;

/// What a job of a test does when it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Act {
    Succeed,
    Retry,
    /// As the other side asks: after an hour.
    RetryAfter,
    Fail,
    Panic,
    /// Until the gate opens.
    Wait,
}

/// What jobs have done, and the gate that they wait at.
pub struct Log {
    pub runs: Mutex<Vec<Run>>,
    pub begun: Notify,
    pub gate: Semaphore,
}

impl Default for Log {
    fn default() -> Self {
        Self { runs: Mutex::default(), begun: Notify::new(), gate: Semaphore::new(0) }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    pub number: u32,
    pub attempt: u32,
    pub tenant_id: Option<Uuid>,
}

impl Log {
    /// The numbers of the jobs that have begun, in their order.
    pub fn numbers(&self) -> Vec<u32> {
        self.runs.lock().iter().map(|run| run.number).collect()
    }

    async fn run(&self, number: u32, act: Act, run: &JobRun) -> Result<(), JobError> {
        self.runs.lock().push(Run { number, attempt: run.attempt(), tenant_id: run.tenant_id() });
        self.begun.notify_one();
        match act {
            Act::Succeed => Ok(()),
            Act::Retry => Err(JobError::retry("not yet")),
            Act::RetryAfter => Err(JobError::retry_after(Duration::from_hours(1), "not yet")),
            Act::Fail => Err(JobError::fail("never")),
            Act::Panic => panic!("a job of a test panics"),
            Act::Wait => {
                self.gate.acquire().await.unwrap().forget();
                Ok(())
            }
        }
    }
}

macro_rules! kind {
    ($name:ident, $kind:literal, $delivery:ident, {$($constant:item)*}) => {
        #[derive(Debug, Serialize, Deserialize)]
        pub struct $name {
            pub number: u32,
            pub act: Act,
        }

        impl BackgroundJob for $name {
            type Context = Arc<Log>;
            const KIND: &'static str = $kind;
            const DELIVERY: Delivery = Delivery::$delivery;
            $($constant)*

            async fn run(&self, log: &Arc<Log>, run: &JobRun) -> Result<(), JobError> {
                log.run(self.number, self.act, run).await
            }
        }
    };
}

kind!(Again, "again", AtLeastOnce, {});
kind!(Once, "once", AtMostOnce, {});
kind!(Secret, "secret", AtLeastOnce, {
    const IS_SECRET: bool = true;
});
kind!(Limited, "limited", AtLeastOnce, {
    const LIMITS: Limits = Limits { overall: 5, per_tenant: 2, per_node: 3 };
});
kind!(Brief, "brief", AtLeastOnce, {
    const LEASE: Duration = Duration::from_millis(200);
});
kind!(BriefOnce, "brief_once", AtMostOnce, {
    const LEASE: Duration = Duration::from_millis(200);
});

kind!(Expiring, "expiring", AtLeastOnce, {
    fn expires_at(&self, created_at: OffsetDateTime) -> Option<OffsetDateTime> {
        Some(created_at + Duration::from_mins(1))
    }
});

/// A run that outlasts several leases, which it extends.
#[derive(Debug, Serialize, Deserialize)]
pub struct Long;

impl BackgroundJob for Long {
    type Context = Arc<Log>;
    const KIND: &'static str = "long";
    const DELIVERY: Delivery = Delivery::AtMostOnce;
    const LEASE: Duration = Duration::from_millis(500);

    async fn run(&self, log: &Arc<Log>, run: &JobRun) -> Result<(), JobError> {
        for _ in 0..5 {
            tokio::time::sleep(Duration::from_millis(200)).await;
            run.extend_lease().await?;
        }
        log.run(0, Act::Succeed, run).await
    }
}
