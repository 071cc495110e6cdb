//! What is counted, where, and whose.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use sqlx::Row;

use super::super::{Report, count_calls, count_leads, count_messages};
use super::world::{World, period};

const MARCH: &[(&str, &str)] = &[("from", "2030-03-30"), ("to", "2030-04-02"), ("timezone", "Europe/Berlin")];

async fn calls(world: &World, query: &[(&str, &str)]) -> Json {
    let (_, report) = count_calls(&world.db, &world.request(), &period(query)).await.unwrap();
    serde_json::to_value(report).unwrap()
}

async fn messages(world: &World, query: &[(&str, &str)]) -> Json {
    let (_, report) = count_messages(&world.db, &world.request(), &period(query)).await.unwrap();
    serde_json::to_value(report).unwrap()
}

async fn leads(world: &World, query: &[(&str, &str)]) -> Json {
    let (_, report) = count_leads(&world.db, &world.request(), &period(query)).await.unwrap();
    serde_json::to_value(report).unwrap()
}

fn column<'a>(report: &'a Json, name: &str) -> Vec<&'a Json> {
    report["buckets"].as_array().unwrap().iter().map(|bucket| &bucket[name]).collect()
}

#[tokio::test]
async fn fact_39_calls_are_counted_on_the_day_of_the_time_zone_and_empty_days_are_there() {
    let world = World::new().await;
    world
        .call(
            world.tenant,
            "values ('incoming', 'completed', 10, false, '2030-03-29 22:59:59.999999Z'::timestamptz),
               ('incoming', 'completed', 10, false, '2030-03-29 23:00Z'),
               ('outgoing', 'busy', null, true, '2030-03-30 22:59:59.999999Z'),
               ('outgoing', 'completed', 31, true, '2030-03-31 22:00Z'),
               ('outgoing', 'ringing', null, false, '2030-04-01 21:59:59.999999Z'),
               ('outgoing', 'completed', 10, false, '2030-04-01 22:00Z')",
        )
        .await;
    let report = calls(&world, MARCH).await;
    let zero = json!({"total": 0, "open": 0, "completed": 0, "busy": 0, "no-answer": 0, "failed": 0, "canceled": 0});
    let of = |counts: &[(&str, i64)]| {
        let mut outcomes = zero.clone();
        for &(name, count) in counts {
            outcomes[name] = json!(count);
        }
        outcomes
    };
    let expected = json!({
        "buckets": [
            {"start": "2030-03-30T00:00:00+01:00", "total": 2, "incoming": of(&[("total", 1), ("completed", 1)]),
             "outgoing": of(&[("total", 1), ("busy", 1)]), "simulated": 1, "answer_rate": 0.0,
             "mean_seconds": 10.0, "p50_seconds": 10, "p95_seconds": 10},
            {"start": "2030-03-31T00:00:00+01:00", "total": 0, "incoming": zero, "outgoing": zero, "simulated": 0,
             "answer_rate": null, "mean_seconds": null, "p50_seconds": null, "p95_seconds": null},
            {"start": "2030-04-01T00:00:00+02:00", "total": 2, "incoming": zero,
             "outgoing": of(&[("total", 2), ("completed", 1), ("open", 1)]), "simulated": 1, "answer_rate": 1.0,
             "mean_seconds": 31.0, "p50_seconds": 31, "p95_seconds": 31},
        ],
        "total": {"total": 4, "incoming": of(&[("total", 1), ("completed", 1)]),
            "outgoing": of(&[("total", 3), ("completed", 1), ("busy", 1), ("open", 1)]), "simulated": 2,
            "answer_rate": 0.5, "mean_seconds": 20.5, "p50_seconds": 10, "p95_seconds": 31},
        "bucket": "day",
        "timezone": "Europe/Berlin",
    });
    assert_eq!(report, expected);
}

#[tokio::test]
async fn the_lengths_of_calls_have_their_percentiles() {
    let world = World::new().await;
    world
        .call(
            world.tenant,
            "select 'incoming', 'completed', n, false, '2030-06-01Z'::timestamptz from generate_series(1, 100) n",
        )
        .await;
    world
        .call(
            world.tenant,
            "select 'incoming', 'completed', 200, false, '2030-06-02Z'::timestamptz from generate_series(1, 100)",
        )
        .await;
    let report = calls(&world, &[("from", "2030-06-01"), ("to", "2030-06-03")]).await;
    let lengths = |counts: &Json| ["mean_seconds", "p50_seconds", "p95_seconds"].map(|name| counts[name].clone());
    assert_eq!(lengths(&report["buckets"][0]), [json!(50.5), json!(50), json!(95)]);
    assert_eq!(lengths(&report["buckets"][1]), [json!(200.0), json!(200), json!(200)]);
    assert_eq!(lengths(&report["total"]), [json!(125.25), json!(100), json!(200)]);
}

#[tokio::test]
async fn fact_39_rates_of_nothing_are_null() {
    let world = World::new().await;
    // One that still rings is neither answered nor over.
    world.call(world.tenant, "select 'outgoing', 'ringing', null::bigint, false, '2030-06-15Z'::timestamptz").await;
    world.call(world.tenant, "select 'incoming', 'completed', null::bigint, false, '2030-06-15Z'::timestamptz").await;
    let report = calls(&world, &[]).await;
    assert_eq!((&report["total"]["total"], &report["total"]["answer_rate"]), (&json!(2), &json!(null)));
    for report in [messages(&world, &[]).await, leads(&world, &[]).await] {
        assert_eq!(report["buckets"].as_array().unwrap().len(), 30);
        for counts in report["buckets"].as_array().unwrap().iter().chain([&report["total"]]) {
            let rates = [&counts["delivery_rate"], &counts["win_rate"]];
            assert_eq!((&counts["total"], rates), (&json!(0), [&json!(null); 2]));
        }
    }
}

#[tokio::test]
async fn messages_are_counted_by_what_became_of_them() {
    let world = World::new().await;
    world
        .message(
            world.tenant,
            "select case when status in ('receiving', 'received') then 'incoming' else 'outgoing' end, status, 2,
              status = 'sent', '2030-06-02Z'::timestamptz
             from unnest(array['accepted', 'scheduled', 'queued', 'sending', 'sent', 'delivered', 'delivered',
               'undelivered', 'failed',
               'canceled', 'read', 'partially_delivered', 'receiving', 'received']) status",
        )
        .await;
    world.message(world.tenant, "select 'outgoing', 'queued', null::bigint, false, '2030-06-02Z'::timestamptz").await;
    let suppressed = format!(
        "insert into app.suppressions (tenant_id, id, owner_id, address, reason, created_at, deleted_at)
         select t.id, gen_random_uuid(), t.id, made.* from tenancy.tenants t,
           (values ('+14155550101', 'Replied STOP', '2030-06-02Z'::timestamptz, null::timestamptz),
             ('+14155550102', 'Replied STOP', '2030-06-03Z', null), ('+14155550103', 'Asked by phone', '2030-06-02Z', null),
             ('+14155550104', null, '2030-06-02Z', null), ('+14155550105', 'Replied STOP', '2030-06-02Z', now())) made
         where t.id = '{}'",
        world.tenant
    );
    world.test.superuser(&suppressed).await;
    let report = messages(&world, &[("from", "2030-06-01"), ("to", "2030-06-04")]).await;
    assert_eq!(column(&report, "opt_outs"), [&json!(0), &json!(1), &json!(1)]);
    assert_eq!(column(&report, "outgoing"), [&json!(0), &json!(13), &json!(0)]);
    let expected = json!({"total": 15, "outgoing": 13, "sent": 6, "delivered": 3, "failed": 2, "canceled": 1,
      "replies": 2,
        "segments": 24, "opt_outs": 2, "simulated": 1, "delivery_rate": 0.6});
    assert_eq!(report["total"], expected);
}

#[tokio::test]
async fn leads_are_counted_by_how_far_they_have_come() {
    let world = World::new().await;
    world
        .lead(
            world.tenant,
            "select status, '2030-06-02Z'::timestamptz from unnest(array['new', 'new', 'contacted', 'qualified',
              'won', 'won', 'won', 'lost']) status",
        )
        .await;
    let report = leads(&world, &[("from", "2030-06-01"), ("to", "2030-06-04")]).await;
    assert_eq!(column(&report, "total"), [&json!(0), &json!(8), &json!(0)]);
    let expected = json!({"total": 8, "new": 2, "contacted": 1, "qualified": 1, "won": 3, "lost": 1, "win_rate": 0.75});
    assert_eq!(report["total"], expected);
}

#[tokio::test]
async fn what_is_in_the_trash_does_not_count() {
    let world = World::new().await;
    world.call(world.tenant, "select 'incoming', 'completed', 10, false, '2030-06-02Z'::timestamptz").await;
    world.message(world.tenant, "select 'incoming', 'received', 1, false, '2030-06-02Z'::timestamptz").await;
    world.lead(world.tenant, "select 'new', '2030-06-02Z'::timestamptz").await;
    for table in ["calls", "messages", "leads"] {
        world.test.superuser(&format!("update app.{table} set deleted_at = now()")).await;
    }
    for report in [calls(&world, &[]).await, messages(&world, &[]).await, leads(&world, &[]).await] {
        assert_eq!(report["total"]["total"], 0, "{report}");
        assert!(report["total"].get("p50_seconds").is_none_or(Json::is_null), "{report}");
    }
}

/// One more of everything for the other tenant than for the own one, which has one of each.
async fn beside_another_tenant() -> World {
    let world = World::new().await;
    for (tenant, rows) in [(world.tenant, 1), (world.other, 2)] {
        let times = format!("'2030-06-02Z'::timestamptz from generate_series(1, {rows}) n");
        world.call(tenant, &format!("select 'outgoing', 'completed', {rows} * 100, false, {times}")).await;
        world.message(tenant, &format!("select 'outgoing', 'delivered', 1, false, {times}")).await;
        world.lead(tenant, &format!("select 'won', {times}")).await;
        let suppressions = format!(
            "insert into app.suppressions (tenant_id, id, owner_id, address, reason, created_at)
             select '{tenant}', gen_random_uuid(), '{tenant}', 'a' || n || '@example.com', 'Replied STOP', {times}"
        );
        world.test.superuser(&suppressions).await;
    }
    world
}

async fn counts_the_own_tenants_rows_alone(world: &World) {
    let report = calls(world, &[]).await;
    let counts = ["total", "mean_seconds", "p50_seconds"].map(|name| report["total"][name].clone());
    assert_eq!(counts, [json!(1), json!(100.0), json!(100)], "{report}");
    let report = messages(world, &[]).await;
    assert_eq!((&report["total"]["total"], &report["total"]["opt_outs"]), (&json!(1), &json!(1)), "{report}");
    assert_eq!(leads(world, &[]).await["total"]["total"], 1);
}

#[tokio::test]
async fn ten_1_another_tenants_rows_never_count() {
    counts_the_own_tenants_rows_alone(&beside_another_tenant().await).await;
}

#[tokio::test]
async fn ten_1_with_the_policies_off_another_tenants_rows_still_do_not_count() {
    let world = beside_another_tenant().await;
    for table in ["calls", "messages", "leads", "suppressions"] {
        world.test.superuser(&format!("alter table app.{table} disable row level security")).await;
    }
    counts_the_own_tenants_rows_alone(&world).await;
}

/// Times at random from 2030 to 2032, and some on the full hour.
const RANDOM_CALLS: &str = "select case when random() < 0.5 then 'incoming' else 'outgoing' end,
  (array['queued', 'initiated', 'ringing', 'in-progress', 'completed', 'busy', 'no-answer', 'failed',
    'canceled'])[1 + floor(random() * 9)],
  null::bigint, random() < 0.5,
  case when random() < 0.1 then date_trunc('hour', time) else time end
  from (select '2030-01-01Z'::timestamptz + random() * interval '700 days' as time
    from generate_series(1, 5000)) times";

#[tokio::test]
async fn fact_39_postgres_counts_the_same_by_its_own_calendar_and_sums_are_the_raw_count() {
    let world = World::new().await;
    world.call(world.tenant, RANDOM_CALLS).await;
    let mut superuser = world.test.connect("postgres").await;
    for zone in [
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "Asia/Kathmandu",
        "Pacific/Chatham",
        "Australia/Sydney",
        "Etc/GMT+5",
    ] {
        for (bucket, from, to) in [
            ("hour", "2030-03-09T00:00:00Z", "2030-04-15T12:34:56Z"),
            ("hour", "2030-09-25T07:08:09Z", "2030-11-04T00:00:00Z"),
            ("day", "2030-01-17T03:04:05Z", "2031-12-01T00:00:00Z"),
            ("week", "2030-01-17T03:04:05Z", "2031-11-30T23:59:59Z"),
            ("month", "2030-01-17T03:04:05Z", "2031-11-30T23:59:59Z"),
        ] {
            let expected = sqlx::query(
                "select extract(epoch from date_trunc($1, created_at, $2))::bigint, count(*) from app.calls
                 where created_at >= $3::text::timestamptz and created_at < $4::text::timestamptz group by 1",
            );
            let expected =
                expected.bind(bucket).bind(zone).bind(from).bind(to).fetch_all(&mut superuser).await.unwrap();
            let expected: BTreeMap<i64, i64> = expected.iter().map(|row| (row.get(0), row.get(1))).collect();

            let query = [("bucket", bucket), ("timezone", zone), ("from", from), ("to", to)];
            let (_, report) = count_calls(&world.db, &world.request(), &period(&query)).await.unwrap();
            assert_eq!(counted(&report), expected, "{query:?}");
            let totals = (&report.total.incoming, &report.total.outgoing);
            assert_eq!(report.total.total, expected.values().sum::<i64>(), "{query:?}");
            assert_eq!(report.total.total, totals.0.total + totals.1.total, "{query:?}");
        }
    }
}

/// The totals of buckets that aren't empty, by the second in which they begin.
fn counted(report: &Report<super::super::CallCounts>) -> BTreeMap<i64, i64> {
    let second = |start: &str| start.parse::<jiff::Timestamp>().unwrap().as_second();
    let counts = report.buckets.iter().map(|bucket| (second(&bucket.start), bucket.counts.total));
    counts.filter(|(_, total)| *total > 0).collect()
}
