use serde_json::json;
use tenancy::Role;

use super::{about, converse, told, write};
use crate::support::team::Team;

const PATH: &str = "/api/notification-preferences";

#[tokio::test]
async fn a_preference_is_one_for_a_kind_and_a_members_own() {
    let team = Team::new().await;
    let ann = team.member("ann", Role::Member).await;
    let ben = team.member("ben", Role::Member).await;
    let made = ann.post(PATH, json!({"kind": "follow", "email": true})).await.created();
    assert_eq!(
        (&made["in_app"], &made["email"], &made["push"]),
        (&json!(true), &json!(true), &json!(true)),
        "what isn't given has its default"
    );
    assert_eq!(ann.post(PATH, json!({"kind": "follow"})).await.ok().id(), made.id());
    let path = format!("{PATH}/{}", made.id());
    assert_eq!(ann.patch(&path, json!({"in_app": false})).await.ok()["in_app"], false);
    for other in [&ben, &team.owner] {
        other.get(&path).await.expect(404, "not_found");
        other.patch(&path, json!({"in_app": true})).await.expect(404, "not_found");
    }
    ann.post(PATH, json!({"kind": "weather"})).await.field_is("kind", "choice");
    ann.post(PATH, json!({"kind": "reply", "push": "no"})).await.field("push");
    ann.post(PATH, json!({})).await.field_is("kind", "required");
}

#[tokio::test]
async fn a_member_is_told_of_no_kind_that_they_do_not_want_until_they_want_it_again() {
    let team = Team::new().await;
    let ann = team.member("ann", Role::Member).await;
    let ben = team.member("ben", Role::Member).await;
    let cleo = team.member("cleo", Role::Member).await;
    let preference = ben.post(PATH, json!({"kind": "message", "in_app": false})).await.created().id();
    let conversation = converse(&ann, &[ben.id(), cleo.id()]).await;
    write(&ann, conversation, "one").await;
    assert_eq!(told(&ben).await, [about("conversation", "conversations", conversation)]);
    assert_eq!(told(&cleo).await.len(), 2);

    // A preference in the trash counts for nothing.
    ben.delete(&format!("{PATH}/{preference}")).await.no_content();
    write(&ann, conversation, "two").await;
    assert_eq!(told(&ben).await[0], about("message", "conversations", conversation));
}
