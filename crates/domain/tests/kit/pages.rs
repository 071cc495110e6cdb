use std::collections::HashSet;

use domain::kit::{self, Change};
use domain::leads::LEADS;
use serde_json::{Value as Json, json};
use tenancy::testing::TestDb;
use uuid::Uuid;

use crate::Caller;

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
