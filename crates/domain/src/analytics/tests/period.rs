//! What a query says of the period.

use time::OffsetDateTime;
use time::macros::datetime;

use super::super::Period;

const NOW: OffsetDateTime = datetime!(2030-03-31 22:30 UTC);

fn parse(query: &[(&str, &str)]) -> Result<Period, Vec<(String, &'static str)>> {
    let parameters = query.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
    Period::parse(parameters, NOW).map_err(|errors| errors.into_iter().map(|error| (error.field, error.code)).collect())
}

/// How many buckets there are, where the first begins, and where the last ends.
fn span(query: &[(&str, &str)]) -> (usize, String, String) {
    let period = parse(query).unwrap();
    let (first, last) = (period.slots()[0], *period.slots().last().unwrap());
    (period.slots().len(), period.written(first.from), period.written(last.to))
}

#[test]
fn the_default_is_the_last_thirty_days_by_day_in_utc() {
    assert_eq!(span(&[]), (30, "2030-03-02T00:00:00Z".to_owned(), "2030-04-01T00:00:00Z".to_owned()));
    let period = parse(&[]).unwrap();
    assert_eq!((period.timezone(), serde_json::to_value(period.bucket()).unwrap()), ("UTC", "day".into()));
}

#[test]
fn today_is_the_day_of_the_time_zone() {
    let (days, from, to) = span(&[("timezone", "europe/berlin")]);
    assert_eq!((days, &from[..], &to[..]), (30, "2030-03-03T00:00:00+01:00", "2030-04-02T00:00:00+02:00"));
    assert_eq!(parse(&[("timezone", "europe/berlin")]).unwrap().timezone(), "Europe/Berlin");
}

#[test]
fn one_end_follows_from_the_other() {
    let (_, from, to) = span(&[("to", "2030-02-01")]);
    assert_eq!((&from[..], &to[..]), ("2030-01-02T00:00:00Z", "2030-02-01T00:00:00Z"));
    let (days, _, to) = span(&[("from", "2030-03-31T12:00:00+02:00")]);
    assert_eq!((days, &to[..]), (1, "2030-04-01T00:00:00Z"));
}

#[test]
fn fact_39_a_day_is_the_time_zones_and_an_instant_is_its_own() {
    let berlin = ("timezone", "Europe/Berlin");
    let (hours, from, to) = span(&[("from", "2030-03-31"), ("to", "2030-04-01"), ("bucket", "hour"), berlin]);
    assert_eq!((hours, &from[..], &to[..]), (23, "2030-03-31T00:00:00+01:00", "2030-04-01T00:00:00+02:00"));
    let (hours, from, _) =
        span(&[("from", "2030-10-27T00:00:00Z"), ("to", "2030-10-27T01:00:00Z"), ("bucket", "hour"), berlin]);
    assert_eq!((hours, &from[..]), (1, "2030-10-27T02:00:00+02:00"));
}

#[test]
fn what_is_no_period_is_refused_by_the_parameter_that_says_so() {
    let range = |bucket| [("from", "2030-01-01"), ("to", "2032-09-27"), ("bucket", bucket)];
    assert!(parse(&range("day")).is_ok());
    for (query, expected) in [
        (vec![("timezone", "Europe/Atlantis")], ("timezone", "timezone")),
        // What Postgres takes for zones, and the IANA doesn't.
        (vec![("timezone", "CEST")], ("timezone", "timezone")),
        (vec![("timezone", "FOO-3")], ("timezone", "timezone")),
        (vec![("timezone", "Etc/Unknown")], ("timezone", "timezone")),
        (vec![("timezone", "+02:00")], ("timezone", "timezone")),
        (vec![("timezone", "../../etc/passwd")], ("timezone", "timezone")),
        (vec![("bucket", "year")], ("bucket", "choice")),
        (vec![("bucket", "Day")], ("bucket", "choice")),
        (vec![("from", "yesterday")], ("from", "timestamp")),
        (vec![("from", "2030-02-30")], ("from", "date")),
        (vec![("from", "0000-01-01")], ("from", "date")),
        (vec![("to", "2030-02-01T00:00:00")], ("to", "timestamp")),
        // A + that a query has as a space.
        (vec![("to", "2030-02-01T00:00:00 01:00")], ("to", "timestamp")),
        (vec![("from", "2030-02-01"), ("to", "2030-02-01")], ("to", "range")),
        (vec![("from", "2030-02-02"), ("to", "2030-02-01")], ("to", "range")),
        (vec![("from", "2030-04-01")], ("from", "range")),
        (vec![("to", "0001-01-01"), ("bucket", "month")], ("", "")),
        (vec![("to", "9999-12-31"), ("from", "9999-12-30")], ("to", "range")),
        (range("hour").to_vec(), ("bucket", "range")),
        (vec![("from", "0001-01-01"), ("bucket", "month")], ("bucket", "range")),
        (vec![("bucket", "day"), ("bucket", "day")], ("bucket", "repeated")),
        (vec![("limit", "5")], ("limit", "unknown")),
    ] {
        match parse(&query) {
            Ok(period) => assert_eq!(expected, ("", ""), "{query:?}: {period:?}"),
            Err(errors) => {
                let errors: Vec<_> = errors.iter().map(|(field, code)| (field.as_str(), *code)).collect();
                assert_eq!(errors, [expected], "{query:?}");
            }
        }
    }
    let one_more = [("from", "2030-01-01"), ("to", "2032-09-28"), ("bucket", "day")];
    assert_eq!(parse(&one_more).unwrap_err(), [("bucket".to_owned(), "range")]);
}
