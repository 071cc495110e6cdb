use std::time::Duration;

use crate::Random;

/// How long a job waits after a run that is to be repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    pub first: Duration,
    pub longest: Duration,
}

impl Backoff {
    pub const DEFAULT: Self = Self { first: Duration::from_secs(1), longest: Duration::from_mins(5) };

    /// The wait after the `attempt`th run: twice as long each time up to the longest, of which a random part of up to
    /// a half is left out, so that jobs that failed together don't come back together.
    pub fn wait(self, attempt: u32, random: &Random) -> Duration {
        let doublings = attempt.saturating_sub(1).min(31);
        let full = self.first.saturating_mul(1 << doublings).min(self.longest);
        let part = f64::from(u32::from_le_bytes(random.bytes())) / f64::from(u32::MAX);
        full.mul_f64(1.0 - part / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest_and_differ_by_up_to_a_half() {
        let random = Random::seeded(1);
        for (attempt, full) in [(1, 1), (2, 2), (3, 4), (8, 128), (9, 256), (10, 300), (400, 300)] {
            let waits: Vec<_> = (0..100).map(|_| Backoff::DEFAULT.wait(attempt, &random)).collect();
            let full = Duration::from_secs(full);
            assert!(waits.iter().all(|wait| (full / 2..=full).contains(wait)), "{attempt}: {waits:?}");
            assert!(waits.iter().max().unwrap().as_secs_f64() > full.as_secs_f64() * 0.9, "{attempt}");
            assert!(waits.iter().min().unwrap().as_secs_f64() < full.as_secs_f64() * 0.6, "{attempt}");
        }
    }
}
