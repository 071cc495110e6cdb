//! Chance that repeats itself with the same seed.

use base::Random;
use time::{Duration, OffsetDateTime, Time};
use uuid::Uuid;

pub struct Dice {
    /// What the data follow from.
    seeded: Random,
    /// What ids follow from: they must be new.
    random: Random,
    pub now: OffsetDateTime,
}

impl Dice {
    pub fn new(seed: u64, random: Random, now: OffsetDateTime) -> Self {
        Self { seeded: Random::seeded(seed), random, now }
    }

    /// A number below this one.
    pub fn below(&self, most: u16) -> u16 {
        u16::from_le_bytes(self.seeded.bytes()) % most.max(1)
    }

    /// One of several.
    pub fn pick<'a, T>(&self, of: &'a [T]) -> &'a T {
        &of[usize::from(self.below(u16::try_from(of.len()).unwrap_or(u16::MAX)))]
    }

    /// Whether it happens, so many times of a hundred.
    pub fn happens(&self, percent: u16) -> bool {
        self.below(100) < percent
    }

    /// A time between 8:00 and 18:00 UTC of one of the last days before today.
    pub fn past(&self, days: u16) -> OffsetDateTime {
        self.in_office_hours(-1 - i64::from(self.below(days)))
    }

    /// The same of one of the next days after today.
    pub fn future(&self, days: u16) -> OffsetDateTime {
        self.in_office_hours(1 + i64::from(self.below(days)))
    }

    fn in_office_hours(&self, days: i64) -> OffsetDateTime {
        let midnight = self.now.replace_time(Time::MIDNIGHT) + Duration::days(days);
        midnight + Duration::minutes(480 + i64::from(self.below(600))) + Duration::seconds(i64::from(self.below(60)))
    }

    /// An id of a row that is as old as this.
    pub fn id(&self, at: OffsetDateTime) -> Uuid {
        self.random.uuid_v7(at)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_seed_repeats_what_it_gave_and_past_and_future_keep_to_their_sides_of_now() {
        let now = datetime!(2026-12-02 03:00 UTC);
        let throw = |seed| {
            let dice = Dice::new(seed, Random::system(), now);
            let times = [dice.past(30), dice.future(14)];
            assert!(times[0] < now && times[0] > now - Duration::days(31), "{times:?}");
            assert!(times[1] > now && times[1] < now + Duration::days(16), "{times:?}");
            (times, *dice.pick(&[1, 2, 3, 4, 5, 6, 7, 8]), dice.below(60_000))
        };
        assert_eq!(throw(1), throw(1));
        assert_ne!(throw(1), throw(2));
    }
}
