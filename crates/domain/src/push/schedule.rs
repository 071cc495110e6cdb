use std::time::Duration;

/// The first wait, which doubles with each attempt up to the longest.
const FIRST: Duration = Duration::from_secs(30);
const LONGEST: Duration = Duration::from_hours(1);

/// How long a delivery waits whose `attempts`-th attempt has failed: less or more by up to a fifth, as `jitter` says (0
/// to 1), and at least as long as the push service asks for.
pub(super) fn wait_after(attempts: i64, jitter: f64, retry_after: Option<Duration>) -> Duration {
    let doublings = u32::try_from(attempts - 1).unwrap_or_default().min(16);
    let wait = FIRST.saturating_mul(1 << doublings).min(LONGEST).mul_f64(0.8 + 0.4 * jitter.clamp(0.0, 1.0));
    wait.max(retry_after.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_an_hour() {
        let waits = [1, 2, 3, 7, 8, 9, 1_000].map(|attempts| wait_after(attempts, 0.5, None).as_secs());
        assert_eq!(waits, [30, 60, 120, 1_920, 3_600, 3_600, 3_600]);
        assert_eq!(wait_after(0, 0.5, None), FIRST);
    }

    #[test]
    fn b_9_a_wait_varies_by_a_fifth_and_is_never_shorter_than_asked() {
        assert_eq!(wait_after(1, 0.0, None), Duration::from_secs(24));
        assert_eq!(wait_after(1, 1.0, None), Duration::from_secs(36));
        let asked = Some(Duration::from_mins(2));
        assert_eq!(wait_after(1, 0.0, asked), Duration::from_mins(2));
        assert_eq!(wait_after(8, 0.5, asked), Duration::from_hours(1));
    }
}
