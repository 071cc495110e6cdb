//! When people may be called and written to: from 08:00 to 21:00 by their own clocks.
//!
//! A number tells its country and not where its owner is, so it has to be that time in each zone of the country.

use std::collections::HashMap;

use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};
use time::OffsetDateTime;

/// Hours by the recipient's clock.
const OPENS: i8 = 8;
const CLOSES: i8 = 21;

/// How exactly the next opening is found, and how far it is looked for. No country is closed for so long.
const STEP: SignedDuration = SignedDuration::from_mins(15);
const STEPS: usize = 2 * 24 * 4;

/// Countries and their zones.
const ZONES: &str = include_str!("zones.tsv");

/// When numbers may be called at, looked up once for each country.
pub(super) struct QuietHours {
    now: Timestamp,
    by_country: HashMap<Option<String>, Option<OffsetDateTime>>,
}

impl QuietHours {
    pub fn new(now: OffsetDateTime) -> Self {
        let now = Timestamp::from_nanosecond(now.unix_timestamp_nanos()).unwrap_or(Timestamp::UNIX_EPOCH);
        Self { now, by_country: HashMap::new() }
    }

    /// From when on a number may be called or written to; `None`: now.
    pub fn until(&mut self, number: &str) -> Option<OffsetDateTime> {
        let country = country(number);
        let now = self.now;
        *self.by_country.entry(country).or_insert_with_key(|country| opening(now, &zones(country.as_deref())))
    }
}

/// The country of a number, as ISO 3166-1 has it.
fn country(number: &str) -> Option<String> {
    let number = phonenumber::parse(None, number).ok()?;
    Some(number.country().id()?.as_ref().to_owned())
}

/// The zones of a country; of a number that belongs to none, that of UTC.
fn zones(country: Option<&str>) -> Vec<TimeZone> {
    let database = TimeZoneDatabase::bundled();
    let of_country = ZONES.lines().filter_map(|line| line.split_once('\t')).filter(|(code, _)| Some(*code) == country);
    let zones: Vec<_> = of_country.filter_map(|(_, name)| database.get(name).ok()).collect();
    if zones.is_empty() { vec![TimeZone::UTC] } else { zones }
}

fn opening(now: Timestamp, zones: &[TimeZone]) -> Option<OffsetDateTime> {
    let is_open = |at: Timestamp| zones.iter().all(|zone| (OPENS..CLOSES).contains(&zone.to_datetime(at).hour()));
    if is_open(now) {
        return None;
    }
    let step = STEP.as_secs();
    let begun = now.as_second().div_euclid(step) * step;
    let steps = (1..).map(|count| begun + count * step).take(STEPS);
    let next = steps.filter_map(|second| Timestamp::from_second(second).ok()).find(|at| is_open(*at));
    let next = next.map_or_else(|| now.as_second() + step, Timestamp::as_second);
    OffsetDateTime::from_unix_timestamp(next).ok()
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn until(now: OffsetDateTime, number: &str) -> Option<OffsetDateTime> {
        QuietHours::new(now).until(number)
    }

    #[test]
    fn fact_35_a_country_of_one_zone_is_open_from_8_to_21() {
        let berlin = "+4930901820";
        assert_eq!(until(datetime!(2026-12-01 07:00 UTC), berlin), None);
        assert_eq!(until(datetime!(2026-12-01 19:59:59 UTC), berlin), None);
        assert_eq!(until(datetime!(2026-12-01 06:59:59 UTC), berlin), Some(datetime!(2026-12-01 07:00 UTC)));
        assert_eq!(until(datetime!(2026-12-01 20:00 UTC), berlin), Some(datetime!(2026-12-02 07:00 UTC)));
        // In summer its clocks are an hour ahead.
        assert_eq!(until(datetime!(2026-07-01 20:00 UTC), berlin), Some(datetime!(2026-07-02 06:00 UTC)));
        // A zone whose hours begin at a quarter.
        assert_eq!(until(datetime!(2026-12-01 00:00 UTC), "+97714123456"), Some(datetime!(2026-12-01 02:15 UTC)));
    }

    #[test]
    fn fact_35_a_number_of_many_zones_is_called_when_it_is_day_in_all_of_them() {
        // From 08:00 in Honolulu (UTC-10) to 21:00 in New York (UTC-5).
        let american = "+14155552671";
        assert_eq!(until(datetime!(2026-12-01 17:59 UTC), american), Some(datetime!(2026-12-01 18:00 UTC)));
        assert_eq!(until(datetime!(2026-12-01 18:00 UTC), american), None);
        assert_eq!(until(datetime!(2026-12-02 01:59 UTC), american), None);
        assert_eq!(until(datetime!(2026-12-02 02:00 UTC), american), Some(datetime!(2026-12-02 18:00 UTC)));
        assert_eq!(country("+14165550123").as_deref(), Some("CA"), "another country of the same code");
    }

    #[test]
    fn a_number_of_no_country_has_the_hours_of_utc() {
        for number in ["+88216123456", "nothing"] {
            assert_eq!(until(datetime!(2026-12-01 07:00 UTC), number), Some(datetime!(2026-12-01 08:00 UTC)));
        }
    }

    #[test]
    fn each_country_is_open_at_some_time_of_each_day_and_its_zones_are_known() {
        let lines = ZONES.lines().filter(|line| !line.starts_with('#'));
        let pairs: Vec<_> = lines.map(|line| line.split_once('\t').expect("a country and a zone")).collect();
        assert_eq!(pairs.len(), 418);
        for (country, name) in pairs {
            assert!(TimeZoneDatabase::bundled().get(name).is_ok(), "{name}");
            for now in [datetime!(2026-07-01 00:00 UTC), datetime!(2026-12-31 00:00 UTC)] {
                let quiet = QuietHours::new(now);
                let next = opening(quiet.now, &zones(Some(country)));
                assert!(next.is_none_or(|next| next <= now + time::Duration::DAY), "{country} {next:?}");
            }
        }
    }
}
