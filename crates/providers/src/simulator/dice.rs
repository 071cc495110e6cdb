use std::time::Duration;

use base::Random;
use parking_lot::Mutex;

use super::settings::Faults;

/// Decides which faults happen.
pub(super) struct Dice {
    random: Random,
    faults: Mutex<Faults>,
}

/// What becomes of a request that creates something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RequestFault {
    TooManyRequests,
    ErrorBefore,
    ErrorAfter,
    HangAfter,
    CloseAfter,
}

/// What becomes of a callback.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CallbackFate {
    /// 0 for one that is dropped.
    pub copies: usize,
    /// Whether it waits for the callbacks before it.
    pub is_ordered: bool,
    pub delay: Duration,
}

/// How long a callback is held back so that the next one overtakes it.
const OVERTAKING: Duration = Duration::from_millis(300);

impl Dice {
    pub(super) fn new(seed: u64, faults: Faults) -> Self {
        Self { random: Random::seeded(seed), faults: Mutex::new(faults) }
    }

    pub(super) fn set(&self, faults: Faults) {
        *self.faults.lock() = faults;
    }

    pub(super) fn faults(&self) -> Faults {
        *self.faults.lock()
    }

    pub(super) fn of_request(&self) -> Option<RequestFault> {
        let faults = self.faults();
        let mut roll = self.roll();
        let kinds = [
            (faults.too_many_requests, RequestFault::TooManyRequests),
            (faults.error_before_accepting, RequestFault::ErrorBefore),
            (faults.error_after_accepting, RequestFault::ErrorAfter),
            (faults.hang_after_accepting, RequestFault::HangAfter),
            (faults.close_after_accepting, RequestFault::CloseAfter),
        ];
        for (share, fault) in kinds {
            match roll.checked_sub(share) {
                None => return Some(fault),
                Some(rest) => roll = rest,
            }
        }
        None
    }

    pub(super) fn of_callback(&self) -> CallbackFate {
        let faults = self.faults();
        let is_dropped = self.roll() < faults.drop;
        let is_doubled = self.roll() < faults.duplicate;
        let is_reordered = self.roll() < faults.reorder;
        let is_delayed = self.roll() < faults.delay;
        let late = if is_delayed { u64::from(faults.delay_millis) * u64::from(self.roll()) / 1_000 } else { 0 };
        let overtaken = if is_reordered { OVERTAKING } else { Duration::ZERO };
        CallbackFate {
            copies: if is_dropped { 0 } else { 1 + usize::from(is_doubled) },
            is_ordered: !(is_reordered || is_delayed),
            delay: overtaken + Duration::from_millis(late),
        }
    }

    /// 0 to 999.
    fn roll(&self) -> u16 {
        let roll = u32::from_le_bytes(self.random.bytes()) % 1_000;
        u16::try_from(roll).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults() -> Faults {
        Faults { too_many_requests: 100, close_after_accepting: 200, drop: 300, duplicate: 100, ..Faults::default() }
    }

    #[test]
    fn a_seed_decides_the_same_again_and_faults_come_as_often_as_they_are_set() {
        let (one, other) = (Dice::new(7, faults()), Dice::new(7, faults()));
        let rolled: Vec<_> = (0..1_000).map(|_| one.of_request()).collect();
        assert_eq!(rolled, (0..1_000).map(|_| other.of_request()).collect::<Vec<_>>());
        let count = |fault| rolled.iter().filter(|rolled| **rolled == fault).count();
        assert!((70..130).contains(&count(Some(RequestFault::TooManyRequests))));
        assert!((160..240).contains(&count(Some(RequestFault::CloseAfter))));
        assert_eq!(count(Some(RequestFault::HangAfter)), 0);
        let dropped = (0..1_000).filter(|_| one.of_callback().copies == 0).count();
        assert!((250..350).contains(&dropped), "{dropped}");
    }

    #[test]
    fn without_faults_everything_comes_once_and_in_order() {
        let dice = Dice::new(1, Faults::default());
        let fate = CallbackFate { copies: 1, is_ordered: true, delay: Duration::ZERO };
        assert!((0..1_000).all(|_| dice.of_request().is_none() && dice.of_callback() == fate));
    }
}
