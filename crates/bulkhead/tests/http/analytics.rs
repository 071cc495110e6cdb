//! Calls, messages and leads, counted over time.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use serde_json::{Value as Json, json};
use tenancy::Role;
use uuid::Uuid;

use crate::support::api_keys::program;
use crate::support::reply::{Ask, Reply};
use crate::support::server::Caller;
use crate::support::team::Team;
use crate::support::telephony::{PHONE, phone};

const ALL: [&str; 3] = ["calls", "messages", "leads"];

async fn team() -> Team {
    let team = Team::new().await;
    team.server.db.superuser(&phone(team.id, team.owner.id())).await;
    team
}

/// Makes a call, a message and a lead every ten minutes from one time on, and before another.
async fn fill(team: &Team, from: &str, to: &str) {
    let (tenant, owner) = (team.id, team.owner.id());
    let times =
        format!("generate_series('{from}'::timestamptz, '{to}'::timestamptz - interval '1 second', '10 minutes') t");
    let rows = format!(
        "insert into app.calls (tenant_id, id, owner_id, phone_id, direction, \"from\", \"to\", status, created_at)
           select '{tenant}', gen_random_uuid(), '{owner}', '{PHONE}', 'outgoing', '+15005550006', '+14155550101',
             'completed', t from {times};
         insert into app.messages (tenant_id, id, owner_id, phone_id, direction, \"from\", \"to\", body, status,
           created_at)
           select '{tenant}', gen_random_uuid(), '{owner}', '{PHONE}', 'outgoing', '+15005550006', '+14155550101',
             'Hello', 'delivered', t from {times};
         insert into app.leads (tenant_id, id, owner_id, name, status, created_at)
           select '{tenant}', gen_random_uuid(), '{owner}', 'Lead', 'won', t from {times};"
    );
    team.server.db.superuser(&rows).await;
}

async fn report(caller: &Caller, things: &str, query: &[(&str, &str)]) -> Reply {
    caller.request(reqwest::Method::GET, &format!("/api/analytics/{things}")).query(query).reply().await
}

/// Where buckets begin, with how many rows each has.
fn totals(report: &Reply) -> Vec<(&str, i64)> {
    let buckets = report["buckets"].as_array().unwrap_or_else(|| panic!("{report}"));
    buckets.iter().map(|bucket| (bucket["start"].as_str().unwrap(), bucket["total"].as_i64().unwrap())).collect()
}

#[tokio::test]
async fn fact_39_days_and_hours_are_those_of_the_time_zone_over_both_changes_of_its_clock() {
    let team = team().await;
    fill(&team, "2030-03-30 23:00Z", "2030-03-31 22:00Z").await;
    fill(&team, "2030-10-26 22:00Z", "2030-10-27 23:00Z").await;
    for things in ALL {
        for (day, next, hours, offsets) in [
            ("2030-03-31", "2030-04-01", 23, ["+01:00", "+02:00"]),
            ("2030-10-27", "2030-10-28", 25, ["+02:00", "+01:00"]),
        ] {
            let query = |bucket| [("from", day), ("to", next), ("bucket", bucket), ("timezone", "Europe/Berlin")];
            let by_day = report(&team.owner, things, &query("day")).await.ok();
            assert_eq!(totals(&by_day), [(&*format!("{day}T00:00:00{}", offsets[0]), hours * 6)], "{things}");
            let by_hour = report(&team.owner, things, &query("hour")).await.ok();
            let of_hours: Vec<_> = totals(&by_hour).into_iter().map(|(_, total)| total).collect();
            assert_eq!(of_hours, vec![6; usize::try_from(hours).unwrap()], "{things}");
            let two = totals(&by_hour).into_iter().filter(|(start, _)| start.contains("T02:")).map(|(start, _)| start);
            let expected =
                if hours == 23 { vec![] } else { offsets.map(|offset| format!("{day}T02:00:00{offset}")).to_vec() };
            assert_eq!(two.collect::<Vec<_>>(), expected, "{things}");
            assert_eq!((&by_hour["bucket"], &by_hour["timezone"]), (&json!("hour"), &json!("Europe/Berlin")));
            assert_eq!((&by_hour["total"], &by_hour["total"]["total"]), (&by_day["total"], &json!(hours * 6)));
        }
        // Neither the first nor the last instant of a period is counted twice, and an empty bucket is there.
        let ends = [("from", "2030-03-31T00:00:00Z"), ("to", "2030-03-31T00:10:00Z"), ("bucket", "hour")];
        assert_eq!(totals(&report(&team.owner, things, &ends).await.ok()), [("2030-03-31T00:00:00Z", 1)]);
        let months = [("from", "2030-03-01"), ("to", "2030-11-01"), ("bucket", "month"), ("timezone", "Europe/Berlin")];
        let by_month = report(&team.owner, things, &months).await.ok();
        let counts: Vec<_> = totals(&by_month).into_iter().map(|(_, total)| total).collect();
        assert_eq!(counts, [23 * 6, 0, 0, 0, 0, 0, 0, 25 * 6], "{things}");
        let weeks = [("from", "2030-03-31"), ("to", "2030-04-02"), ("bucket", "week"), ("timezone", "Europe/Berlin")];
        let by_week = report(&team.owner, things, &weeks).await.ok();
        assert_eq!(totals(&by_week), [("2030-03-25T00:00:00+01:00", 23 * 6), ("2030-04-01T00:00:00+02:00", 0)]);
    }
}

#[tokio::test]
async fn without_a_query_the_last_thirty_days_are_counted_by_day_in_utc() {
    let team = team().await;
    for things in ALL {
        let seen = report(&team.owner, things, &[]).await.ok();
        assert_eq!((&seen["bucket"], &seen["timezone"]), (&json!("day"), &json!("UTC")));
        // The clock of tests stands at noon of 1 March 2026.
        let starts: Vec<_> = totals(&seen).into_iter().map(|(start, _)| start).collect();
        assert_eq!((starts.len(), starts[0], starts[29]), (30, "2026-01-31T00:00:00Z", "2026-03-01T00:00:00Z"));
        for empty in ["from=", "to=&bucket=", "from&to&timezone="] {
            let same = team.owner.get(&format!("/api/analytics/{things}?{empty}")).await.ok();
            assert_eq!(same.json(), seen.json(), "{empty}");
        }
        let rates = ["answer_rate", "delivery_rate", "win_rate"].map(|name| seen["total"].get(name));
        assert_eq!(rates.into_iter().flatten().collect::<Vec<_>>(), [&Json::Null], "{things}");
    }
}

#[tokio::test]
async fn fact_39_what_is_no_period_is_422_with_the_parameter_that_says_so() {
    let team = team().await;
    for things in ALL {
        for (query, field) in [
            ("timezone=Europe/Atlantis", "timezone"),
            ("timezone=FOO-3", "timezone"),
            ("bucket=year", "bucket"),
            ("from=yesterday", "from"),
            ("to=2030-02-30", "to"),
            ("from=2030-02-02&to=2030-02-02", "to"),
            ("from=2030-01-01T00:00:00Z&to=2030-02-11T16:00:01Z&bucket=hour", "bucket"),
            ("tenant_id=x", "tenant_id"),
        ] {
            team.owner.get(&format!("/api/analytics/{things}?{query}")).await.field(field);
        }
        let thousand = "from=2030-01-01T00:00:00Z&to=2030-02-11T16:00:00Z&bucket=hour";
        let seen = team.owner.get(&format!("/api/analytics/{things}?{thousand}")).await.ok();
        assert_eq!(totals(&seen).len(), 1_000);
    }
}

#[tokio::test]
async fn ten_1_viewers_count_the_rows_of_their_tenant_and_of_no_other() {
    let team = team().await;
    fill(&team, "2030-06-01 00:00Z", "2030-06-01 01:00Z").await;
    let day = [("from", "2030-06-01"), ("to", "2030-06-02")];
    let viewer = team.member("vic", Role::Viewer).await;
    let stranger = team.server.user("user2@test.com").await;
    for things in ALL {
        assert_eq!(report(&viewer, things, &day).await.ok()["total"]["total"], 6, "{things}");
        assert_eq!(report(&stranger, things, &day).await.ok()["total"]["total"], 0, "{things}");
        let foreign = report(&stranger.in_tenant(&team.slug), things, &day).await;
        assert_eq!(foreign.status, 404, "{foreign}");
        let nowhere = report(&stranger.in_tenant(Uuid::from_u128(7).to_string()), things, &day).await;
        assert_eq!(nowhere.status, 404, "{nowhere}");
        assert_eq!(report(&team.server.anonymous(), things, &day).await.status, 401);
        team.owner.post(&format!("/api/analytics/{things}"), json!({})).await.expect_status(405);
    }
}

#[tokio::test]
async fn a_program_counts_by_the_scope_of_analytics_alone() {
    let team = team().await;
    let (reader, other) =
        (program(&team.owner, &["analytics:read"]).await, program(&team.owner, &["calls:read", "messages:read"]).await);
    for things in ALL {
        report(&reader, things, &[]).await.ok();
        report(&other, things, &[]).await.expect(403, "scope_missing");
        reader.get(&format!("/api/{things}")).await.expect(403, "scope_missing");
    }
}
