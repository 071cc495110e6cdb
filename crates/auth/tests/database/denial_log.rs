//! Refused acts are written down, and one actor's flood keeps nothing of another's out.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use auth::UserId;
use auth::denial_log::{self, Refusal};
use serde_json::json;
use uuid::Uuid;

use crate::world::World;

fn refusal(actor: Uuid) -> Refusal {
    Refusal {
        actor: UserId(actor),
        acting_as: None,
        tenant: Some("acme".to_owned()),
        route: "createLead",
        code: "role_too_low",
        address: Some("192.0.2.7".parse().unwrap()),
        request_id: Uuid::from_u128(1),
    }
}

#[tokio::test]
async fn aud_5_ten_refusals_are_written_beside_ten_thousand_of_another_actor() {
    let world = World::new().await;
    let (flood, quiet) = (Uuid::from_u128(2), Uuid::from_u128(3));
    let dropped = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&dropped);
    let (notes, writer) = denial_log::queue(world.auth.clone(), move || {
        count.fetch_add(1, Ordering::Relaxed);
    });
    for number in 0..10_000 {
        notes.note(refusal(flood));
        if number % 1_000 == 999 {
            notes.note(refusal(quiet));
        }
    }
    drop(notes);
    writer.run().await;
    let events = world.events().await;
    let of = |actor: Uuid| events.iter().filter(|event| event["actor_id"] == json!(actor)).count();
    assert_eq!((of(quiet), of(flood), dropped.load(Ordering::Relaxed)), (10, 64, 10_000 - 64));
}

#[tokio::test]
async fn aud_5_a_refusal_of_an_impersonator_names_the_admin_and_the_member() {
    let world = World::new().await;
    let (admin, member) = (Uuid::from_u128(2), Uuid::from_u128(3));
    let (notes, writer) = denial_log::queue(world.auth.clone(), || {});
    notes.note(Refusal { acting_as: Some(UserId(member)), ..refusal(admin) });
    drop(notes);
    writer.run().await;
    let events = world.events().await;
    assert_eq!((events.len(), &events[0]["actor_id"]), (1, &json!(admin)));
    let expected = json!({"tenant": "acme", "route": "createLead", "code": "role_too_low", "acting_as": member});
    assert_eq!(events[0]["detail"], expected);
}
