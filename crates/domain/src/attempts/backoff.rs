use std::time::Duration;

const LONGEST: Duration = Duration::from_mins(5);

/// How long an attempt waits after its `tries`-th request that the carrier did not process: a second, then twice as long
/// each time, five minutes at most; less or more by up to a tenth, as `jitter` says (0 to 1).
#[must_use]
pub fn backoff(tries: u8, jitter: f64) -> Duration {
    let doubled = 1_u32.checked_shl(u32::from(tries.saturating_sub(1))).unwrap_or(u32::MAX);
    let wait = Duration::from_secs(u64::from(doubled)).min(LONGEST);
    wait.mul_f64(0.9 + 0.2 * jitter.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_from_a_second_to_five_minutes() {
        let seconds: Vec<_> = (1..=12).map(|tries| backoff(tries, 0.5).as_secs()).collect();
        assert_eq!(seconds, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
        assert_eq!(backoff(u8::MAX, 0.5).as_secs(), 300);
    }

    #[test]
    fn the_wait_varies_by_a_tenth() {
        assert_eq!(backoff(4, 0.0), Duration::from_millis(7_200));
        assert_eq!(backoff(4, 1.0), Duration::from_millis(8_800));
    }
}
