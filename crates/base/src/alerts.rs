use std::collections::HashMap;
use std::hash::Hash;

use time::{Duration, OffsetDateTime};

/// How many subjects are told apart; further ones are counted together.
const SUBJECTS: usize = 1024;

/// Which alerts are due of what may come in floods: at most one at a time about each subject, and each occurrence is in one.
#[derive(Debug)]
pub struct Alerts<K> {
    /// How long after an alert about a subject the next one may come.
    between: Duration,
    /// By subject; `None` for the subjects that there was no room to tell apart.
    of_subject: HashMap<Option<K>, Unreported>,
}

#[derive(Debug)]
struct Unreported {
    count: u64,
    reported_at: OffsetDateTime,
}

/// What an alert says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alert<K> {
    pub subject: Option<K>,
    /// How often it happened since the alert before.
    pub count: u64,
}

impl<K: Copy + Eq + Hash> Alerts<K> {
    pub fn every(between: Duration) -> Self {
        Self { between, of_subject: HashMap::new() }
    }

    /// Counts an occurrence; returns the alert that is due with it.
    pub fn add(&mut self, subject: K, now: OffsetDateTime) -> Option<Alert<K>> {
        let is_known = self.of_subject.contains_key(&Some(subject));
        let subject = Some(subject).filter(|_| is_known || self.of_subject.len() < SUBJECTS);
        let between = self.between;
        let since = self.of_subject.entry(subject);
        let since = since.or_insert(Unreported { count: 0, reported_at: now - between });
        since.count += 1;
        since.take_due(subject, between, now)
    }

    /// The alerts that are due by now. Subjects without an occurrence since their last alert are forgotten.
    pub fn take_due(&mut self, now: OffsetDateTime) -> Vec<Alert<K>> {
        let between = self.between;
        self.of_subject.retain(|_, since| since.count > 0 || !since.may_report(between, now));
        let due = self.of_subject.iter_mut().filter_map(|(subject, since)| since.take_due(*subject, between, now));
        due.collect()
    }
}

impl Unreported {
    fn may_report(&self, between: Duration, now: OffsetDateTime) -> bool {
        now - self.reported_at >= between
    }

    fn take_due<K>(&mut self, subject: Option<K>, between: Duration, now: OffsetDateTime) -> Option<Alert<K>> {
        if self.count == 0 || !self.may_report(between, now) {
            return None;
        }
        self.reported_at = now;
        Some(Alert { subject, count: std::mem::take(&mut self.count) })
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const START: OffsetDateTime = datetime!(2026-01-01 0:00 UTC);

    fn alert(subject: usize, count: u64) -> Alert<usize> {
        Alert { subject: Some(subject), count }
    }

    #[test]
    fn aud_5_a_subject_has_one_alert_a_minute_and_each_occurrence_is_in_one() {
        let mut alerts = Alerts::every(Duration::MINUTE);
        assert_eq!(alerts.add(1, START), Some(alert(1, 1)));
        for second in 1..60 {
            assert_eq!(alerts.add(1, START + Duration::seconds(second)), None);
        }
        assert_eq!(alerts.take_due(START + Duration::seconds(59)), []);
        assert_eq!(alerts.take_due(START + Duration::seconds(60)), [alert(1, 59)]);
        assert_eq!(alerts.add(1, START + Duration::seconds(61)), None);
        assert_eq!(alerts.add(1, START + Duration::seconds(120)), Some(alert(1, 2)));
    }

    #[test]
    fn aud_5_subjects_have_alerts_of_their_own_and_are_forgotten_after_them() {
        let mut alerts = Alerts::every(Duration::MINUTE);
        assert_eq!((alerts.add(1, START), alerts.add(2, START)), (Some(alert(1, 1)), Some(alert(2, 1))));
        assert_eq!(alerts.take_due(START + Duration::MINUTE), []);
        assert!(alerts.of_subject.is_empty());
    }

    #[test]
    fn aud_5_subjects_beyond_the_bound_share_an_alert() {
        let mut alerts = Alerts::every(Duration::MINUTE);
        for number in 0..SUBJECTS {
            alerts.add(number, START);
        }
        let further = [1, 2, 3].map(|number| alerts.add(SUBJECTS + number, START));
        assert_eq!(further, [Some(Alert { subject: None, count: 1 }), None, None]);
        assert_eq!(alerts.of_subject.len(), SUBJECTS + 1);
        assert_eq!(alerts.take_due(START + Duration::MINUTE), [Alert { subject: None, count: 2 }]);
    }
}
