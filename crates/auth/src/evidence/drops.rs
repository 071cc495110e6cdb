use std::collections::HashMap;

use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// How long after an alert about an actor the next one may come.
const BETWEEN_ALERTS: Duration = Duration::MINUTE;

/// How many actors are told apart; the drops of further ones are counted together.
const ACTORS: usize = 1024;

/// How many items of each actor were dropped since the alert that named them last.
#[derive(Default)]
pub(super) struct Drops {
    /// By actor; `None` for the actors that there was no room to tell apart.
    of_actor: HashMap<Option<Uuid>, Unreported>,
}

struct Unreported {
    dropped: u64,
    reported_at: OffsetDateTime,
}

/// What an alert says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Report {
    pub actor: Option<Uuid>,
    /// Since the alert before.
    pub dropped: u64,
}

impl Drops {
    /// Counts a drop; returns the alert that is due with it.
    pub(super) fn add(&mut self, actor: Uuid, now: OffsetDateTime) -> Option<Report> {
        let is_known = self.of_actor.contains_key(&Some(actor));
        let actor = Some(actor).filter(|_| is_known || self.of_actor.len() < ACTORS);
        let since = self.of_actor.entry(actor).or_insert(Unreported { dropped: 0, reported_at: now - BETWEEN_ALERTS });
        since.dropped += 1;
        since.take_due(actor, now)
    }

    /// The alerts that are due by now. Actors without a drop since their last alert are forgotten.
    pub(super) fn take_due(&mut self, now: OffsetDateTime) -> Vec<Report> {
        self.of_actor.retain(|_, since| since.dropped > 0 || !since.may_report(now));
        self.of_actor.iter_mut().filter_map(|(actor, since)| since.take_due(*actor, now)).collect()
    }
}

impl Unreported {
    fn may_report(&self, now: OffsetDateTime) -> bool {
        now - self.reported_at >= BETWEEN_ALERTS
    }

    fn take_due(&mut self, actor: Option<Uuid>, now: OffsetDateTime) -> Option<Report> {
        if self.dropped == 0 || !self.may_report(now) {
            return None;
        }
        self.reported_at = now;
        Some(Report { actor, dropped: std::mem::take(&mut self.dropped) })
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const START: OffsetDateTime = datetime!(2026-01-01 0:00 UTC);

    fn report(actor: Uuid, dropped: u64) -> Report {
        Report { actor: Some(actor), dropped }
    }

    #[test]
    fn aud_5_an_actor_has_one_alert_a_minute_and_each_drop_is_in_one() {
        let (mut drops, actor) = (Drops::default(), Uuid::from_u128(1));
        assert_eq!(drops.add(actor, START), Some(report(actor, 1)));
        for second in 1..60 {
            assert_eq!(drops.add(actor, START + Duration::seconds(second)), None);
        }
        assert_eq!(drops.take_due(START + Duration::seconds(59)), []);
        assert_eq!(drops.take_due(START + Duration::seconds(60)), [report(actor, 59)]);
        assert_eq!(drops.add(actor, START + Duration::seconds(61)), None);
        assert_eq!(drops.add(actor, START + Duration::seconds(120)), Some(report(actor, 2)));
    }

    #[test]
    fn aud_5_actors_have_alerts_of_their_own_and_are_forgotten_after_them() {
        let (mut drops, [one, other]) = (Drops::default(), [1, 2].map(Uuid::from_u128));
        assert_eq!((drops.add(one, START), drops.add(other, START)), (Some(report(one, 1)), Some(report(other, 1))));
        assert_eq!(drops.take_due(START + Duration::MINUTE), []);
        assert!(drops.of_actor.is_empty());
    }

    #[test]
    fn aud_5_actors_beyond_the_bound_share_an_alert() {
        let mut drops = Drops::default();
        for number in 0..ACTORS {
            drops.add(Uuid::from_u128(number as u128), START);
        }
        let further = [1, 2, 3].map(|number| drops.add(Uuid::from_u128((ACTORS + number) as u128), START));
        assert_eq!(further, [Some(Report { actor: None, dropped: 1 }), None, None]);
        assert_eq!(drops.of_actor.len(), ACTORS + 1);
        assert_eq!(drops.take_due(START + Duration::MINUTE), [Report { actor: None, dropped: 2 }]);
    }
}
