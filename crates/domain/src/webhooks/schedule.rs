use std::time::Duration;

use super::DeliveryOutcome;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;

/// How long a delivery waits after each attempt that failed, in seconds: the schedule of Standard Webhooks 1.0.0, whose
/// first attempt is made at once.
const WAITS: [u64; 9] = [5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];

/// How long a delivery waits whose `attempts`-th attempt has failed: less or more by up to a fifth, as `jitter` says (0
/// to 1), and at least as long as the receiver asks for. `None` after the last one.
pub(super) fn wait_after(attempts: i64, jitter: f64, retry_after: Option<Duration>) -> Option<Duration> {
    let wait = WAITS.get(usize::try_from(attempts - 1).ok()?)?;
    let wait = Duration::from_secs(*wait).mul_f64(0.8 + 0.4 * jitter.clamp(0.0, 1.0));
    Some(wait.max(retry_after.unwrap_or_default()))
}

/// What a delivery is after an attempt.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct After<'a> {
    pub status: &'static str,
    /// How long it waits for its next attempt; `None`: it has ended.
    pub wait: Option<Duration>,
    /// Why it isn't delivered.
    pub error: Option<&'a str>,
}

/// What a delivery is whose `attempts`-th attempt came to this. `jitter` is as [`wait_after`] has it.
pub(super) fn after<'a>(attempts: i64, outcome: &DeliveryOutcome<'a>, jitter: f64) -> After<'a> {
    match *outcome {
        DeliveryOutcome::Delivered => After { status: "delivered", wait: None, error: None },
        DeliveryOutcome::Gone => {
            After { status: "failed", wait: None, error: Some("the receiver responded 410: it is gone") }
        }
        DeliveryOutcome::Failed { reason, retry_after } => {
            let wait = wait_after(attempts, jitter, retry_after);
            After { status: if wait.is_some() { "pending" } else { "failed" }, wait, error: Some(reason) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delivery_waits_after_a_failure_and_ends_after_the_tenth_a_success_or_a_410() {
        let failed = DeliveryOutcome::Failed { reason: "the receiver responded 500", retry_after: None };
        for attempts in 1..10 {
            let after = after(attempts, &failed, 0.5);
            assert_eq!((after.status, after.wait), ("pending", wait_after(attempts, 0.5, None)), "{attempts}");
        }
        for (attempts, outcome, status) in [
            (10, &failed, "failed"),
            (1, &DeliveryOutcome::Gone, "failed"),
            (10, &DeliveryOutcome::Delivered, "delivered"),
        ] {
            let after = after(attempts, outcome, 0.5);
            assert_eq!((after.status, after.wait), (status, None), "{attempts}");
            assert_eq!(after.error.is_none(), status == "delivered", "{attempts}");
        }
    }

    #[test]
    fn the_tenth_attempt_is_the_last_one_after_three_days() {
        let waits: Vec<_> = (1..=9).map(|attempts| wait_after(attempts, 0.5, None).unwrap()).collect();
        assert_eq!(waits.iter().sum::<Duration>().as_secs(), 5 + 35 * MINUTE + 75 * HOUR);
        assert_eq!(wait_after(10, 0.5, None), None);
        assert_eq!(wait_after(0, 0.5, None), None);
    }

    #[test]
    fn a_wait_varies_by_a_fifth() {
        assert_eq!(wait_after(1, 0.0, None), Some(Duration::from_secs(4)));
        assert_eq!(wait_after(1, 1.0, None), Some(Duration::from_secs(6)));
    }

    #[test]
    fn a_receiver_may_ask_for_a_longer_wait_and_for_no_shorter_one() {
        let ten_minutes = Duration::from_mins(10);
        assert_eq!(wait_after(1, 0.5, Some(ten_minutes)), Some(ten_minutes));
        assert_eq!(wait_after(9, 0.5, Some(ten_minutes)), Some(Duration::from_hours(24)));
    }
}
