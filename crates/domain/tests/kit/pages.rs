#![expect(clippy::disallowed_types, reason = "the order is the test's own")]

use std::collections::HashSet;

use domain::kit::{self, Change, Field, Resource};
use domain::leads::LEADS;
use serde_json::{Value as Json, json};
use sqlx::AssertSqlSafe;
use tenancy::testing::TestDb;
use uuid::Uuid;

use crate::{Caller, make_table};

fn id(item: &Json) -> Uuid {
    item["id"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_walk_through_pages_meets_each_row_once_whatever_is_made_and_deleted_meanwhile() {
    let test = TestDb::new().await;
    for (sort, limit) in [("-created_at", 3), ("created_at", 2), ("name", 3), ("-name", 5)] {
        let caller = Caller::owner(&test, &format!("acme{}", sort.replace('_', "-"))).await;
        // Names repeat, so that the id has to tell equals apart; a fixed sequence, so that a failure comes again.
        let mut state = 7_u32;
        let mut name = || {
            state = state.wrapping_mul(1_103_515_245).wrapping_add(12345);
            json!({"name": format!("Lead {}", (state >> 16) % 7)})
        };
        let mut lasting = HashSet::new();
        let mut deleted = Vec::new();
        for n in 0..20 {
            let made = caller.create(&LEADS, name()).await.unwrap();
            if n % 5 == 4 { deleted.push(made.id) } else { assert!(lasting.insert(made.id)) }
        }

        let mut met = HashSet::new();
        let mut cursor = None;
        loop {
            let limit = limit.to_string();
            let mut parameters = vec![("sort", sort), ("limit", &limit)];
            parameters.extend(cursor.as_deref().map(|cursor| ("cursor", cursor)));
            let page = caller.page(&LEADS, &parameters).await;
            for item in page["items"].as_array().unwrap() {
                assert!(met.insert(id(item)), "{sort} meets a row again");
            }
            cursor = page["next_cursor"].as_str().map(str::to_owned);
            if cursor.is_none() {
                break;
            }
            if met.len() < 30 {
                caller.create(&LEADS, name()).await.unwrap();
            }
            if let Some(id) = deleted.pop() {
                kit::delete(&caller.db, &caller.write, &LEADS, &Change { id, expected: None }).await.unwrap();
            }
        }
        assert!(met.is_superset(&lasting), "{sort} misses a row");
    }
}

/// Rows with a value of each type that sorts, or without one.
static THINGS: Resource = Resource::new("thing", "things", "app.things").shared().fields(&[
    Field::text("label", 1, 50).sortable(),
    Field::timestamp("due_at").sortable(),
    Field::date("day").sortable(),
    Field::integer("count", 0, 100).sortable(),
    Field::decimal("rate", 9, 2).sortable(),
    Field::integer("rank", 0, 100).required().sortable(),
    Field::one_of("status", &["new", "old"], "new").sortable(),
]);

const COLUMNS: &str = "label text, due_at timestamptz, day date, count bigint, rate numeric(9, 2), rank bigint not null, status text not null";

/// 60 rows a tenant: each value four times, and every third row without one.
const ROWS: &str = "insert into app.things (tenant_id, id, owner_id, label, due_at, day, count, rate, rank, status)
  select t.id, gen_random_uuid(), t.id, v.label, v.due_at, v.due_at::date, v.count, v.count - 5.25, n % 7, case n % 2 when 0 then 'new' else 'old' end
  from tenancy.tenants t, generate_series(1, 60) n, lateral (
    select case n % 3 when 0 then null else 'Label ' || n % 10 end as label,
      case n % 3 when 0 then null else timestamptz '2026-01-01' + n % 10 * interval '1 day 1 microsecond' end as due_at,
      case n % 3 when 0 then null else n % 10 end as count) v";

async fn ids_in_order(test: &TestDb, order: &str) -> Vec<Uuid> {
    let sql = format!(
        "select id from app.things where tenant_id = (select id from tenancy.tenants where slug = 'acme') order by {order}"
    );
    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&mut test.connect("postgres").await).await.unwrap()
}

#[tokio::test]
async fn pages_in_the_order_of_a_field_have_each_row_once_and_those_without_a_value_last() {
    let test = TestDb::new().await;
    make_table(&test, "app.things", COLUMNS).await;
    let caller = Caller::owner(&test, "acme").await;
    test.tenant("other").await;
    test.superuser(ROWS).await;
    for field in THINGS.fields {
        let column = field.name;
        for (sort, order) in [
            (column.to_owned(), format!("{column} nulls last, id")),
            (format!("-{column}"), format!("{column} desc nulls last, id desc")),
        ] {
            let expected = ids_in_order(&test, &order).await;
            // The last page is full, ends within the rows without a value, or begins them.
            for limit in ["7", "20", "40", "60"] {
                let (mut met, mut cursor) = (Vec::new(), None::<String>);
                loop {
                    let mut parameters = vec![("sort", sort.as_str()), ("limit", limit)];
                    parameters.extend(cursor.as_deref().map(|cursor| ("cursor", cursor)));
                    let page = caller.page(&THINGS, &parameters).await;
                    met.extend(page["items"].as_array().unwrap().iter().map(id));
                    cursor = page["next_cursor"].as_str().map(str::to_owned);
                    if cursor.is_none() {
                        break;
                    }
                }
                assert_eq!(met, expected, "{sort} by {limit}");
            }
        }
    }
}
