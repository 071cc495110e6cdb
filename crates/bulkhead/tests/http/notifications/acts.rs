use reqwest::Method;
use serde_json::{Value as Json, json};
use tenancy::Role;

use super::{about, converse, told, unread, write};
use crate::support::api_keys;
use crate::support::carrier::{CONTACT, Line};
use crate::support::mailbox;
use crate::support::platform::{PlatformAdmin, impersonate};
use crate::support::reply::{Ask, Reply};
use crate::support::server::COURSE;
use crate::support::team::Team;
use crate::support::wait::until;
use crate::support::world::unused_id;

#[tokio::test]
async fn those_who_take_part_are_told_once_of_a_conversation_and_once_of_its_unread_messages() {
    let team = Team::new().await;
    let ann = team.member("ann", Role::Member).await;
    let ben = team.member("ben", Role::Member).await;
    let cleo = team.member("cleo", Role::Viewer).await;
    let dan = team.member("dan", Role::Admin).await;
    let conversation = converse(&ann, &[ben.id(), cleo.id()]).await;
    for body in ["one", "two", "three"] {
        write(&ann, conversation, body).await;
    }
    let expected =
        [about("message", "conversations", conversation), about("conversation", "conversations", conversation)];
    for caller in [&ben, &cleo] {
        assert_eq!(told(caller).await, expected);
        let page = caller.get("/api/notifications").await.ok();
        assert!(page.items().iter().all(|item| item["actor_id"] == json!(ann.id())), "{page}");
    }
    for caller in [&ann, &dan, &team.owner] {
        assert_eq!(told(caller).await, [], "the sender, and those who don't take part");
    }

    // To read the conversation is to have read of it; what is written later is news.
    let read = format!("/api/conversations/{conversation}/read");
    assert_eq!(unread(&ben).await, 2);
    ben.post(&read, json!({"seq": 3})).await.ok();
    assert_eq!((unread(&ben).await, unread(&cleo).await), (json!(0), json!(2)));
    write(&ann, conversation, "four").await;
    assert_eq!((unread(&ben).await, told(&ben).await.len()), (json!(1), 3));
    // An answer reads what came before it.
    write(&ben, conversation, "five").await;
    assert_eq!((unread(&ben).await, unread(&ann).await), (json!(0), json!(1)));

    // Who has left isn't told, and who is added again is.
    let participants = format!("/api/conversations/{conversation}/participants");
    let rows = ann.get(&participants).await.ok();
    let row = rows.items().iter().find(|row| row["user_id"] == json!(ben.id())).unwrap();
    ben.delete(&format!("{participants}/{}", row["id"].as_str().unwrap())).await.no_content();
    write(&ann, conversation, "six").await;
    assert_eq!(unread(&ben).await, 0);
    ann.post(&participants, json!({"user_id": ben.id()})).await.ok();
    assert_eq!(told(&ben).await[0], about("conversation", "conversations", conversation));
    assert_eq!(unread(&ben).await, 1);
}

#[tokio::test]
async fn a_message_that_is_sent_fifty_times_at_once_makes_one_notification() {
    let team = Team::new().await;
    let ann = team.member("ann", Role::Member).await;
    let ben = team.member("ben", Role::Member).await;
    let path = format!("/api/conversations/{}/messages", converse(&ann, &[ben.id()]).await);
    let body = json!({"body": "Hello", "client_id": unused_id()});
    let sent = futures_util::future::join_all((0..50).map(|_| ann.post(&path, &body))).await;
    assert!(sent.iter().all(Reply::is_success));
    let messages = told(&ben).await.into_iter().filter(|(kind, ..)| kind == "message").count();
    assert_eq!(messages, 1);
}

#[tokio::test]
async fn a_member_is_told_of_each_new_follower_and_of_one_who_returns() {
    let team = Team::new().await;
    let ann = team.member("ann", Role::Member).await;
    let ben = team.member("ben", Role::Member).await;
    let follow = ann.post("/api/follows", json!({"user_id": ben.id()})).await.created().id();
    assert_eq!(told(&ben).await, [about("follow", "follows", follow)]);
    assert_eq!(told(&ann).await, []);

    // While that is unread, there is no other.
    ann.delete(&format!("/api/follows/{follow}")).await.no_content();
    ann.post("/api/follows", json!({"user_id": ben.id()})).await.ok();
    assert_eq!(told(&ben).await.len(), 1);
    ben.post_empty("/api/notifications/read-all").await.ok();
    ann.delete(&format!("/api/follows/{follow}")).await.no_content();
    ann.post("/api/follows", json!({"user_id": ben.id()})).await.ok();
    assert_eq!((told(&ben).await.len(), unread(&ben).await), (2, json!(1)));
}

#[tokio::test]
async fn the_inviter_is_told_that_an_invitation_is_accepted_and_of_no_withdrawal() {
    let team = Team::new().await;
    let admin = team.member("admin", Role::Admin).await;
    let invite = async |email: &str| {
        admin.post("/api/invitations", json!({"email": email, "role": "member"})).await.created().id()
    };
    let withdrawn = invite("eve@other.example.com").await;
    team.owner.delete(&format!("/api/invitations/{withdrawn}")).await.no_content();
    invite("bob@other.example.com").await;
    let token = mailbox::invitation(&team.server, "bob@other.example.com").await;
    let bob = team.server.verified_user("bob@other.example.com").await;
    assert_eq!(told(&admin).await, []);
    bob.post("/auth/invitations/accept", json!({"token": token})).await.ok();
    assert_eq!(told(&admin).await, [about("invitation", "members", bob.id())]);
    assert_eq!(admin.get("/api/notifications").await.ok().items()[0]["actor_id"], json!(bob.id()));
    assert_eq!(told(&team.owner).await, []);
}

#[tokio::test]
async fn a_user_is_told_of_an_application_that_another_hand_changed() {
    let team = Team::new().await;
    let ann = team.member("ann", Role::Admin).await;
    let apply = async || ann.post("/api/applications", json!({"course_id": COURSE})).await.created().id();
    let (own, by_key, by_support) = (apply().await, apply().await, apply().await);
    ann.post_empty(&format!("/api/applications/{own}/submit")).await.ok();
    assert_eq!(told(&ann).await, [], "it was her own hand");

    let program = api_keys::program(&ann, &["applications:read", "applications:write"]).await;
    program.post_empty(&format!("/api/applications/{by_key}/submit")).await.ok();
    assert_eq!(told(&ann).await, [about("application", "applications", by_key)]);

    let platform = PlatformAdmin::appoint(&team.server).await;
    let caller = &platform.person.caller;
    impersonate(caller, ann.id(), &team.slug, true).await.created();
    let support = caller.in_tenant(&team.slug);
    support.post_empty(&format!("/api/applications/{by_support}/submit")).await.ok();
    assert_eq!(told(&ann).await[0], about("application", "applications", by_support));
}

#[tokio::test]
async fn who_made_a_campaign_is_told_that_it_failed() {
    let team = Team::new().await;
    let ann = team.member("ann", Role::Admin).await;
    let letter = json!({"name": "Open day", "channel": "email", "subject": "Hi", "body": "Dear", "audience": ["none"]});
    let campaign = ann.post("/api/campaigns", letter).await.created().id();
    // Its time came while no server ran.
    let missed = format!(
        "update app.campaigns set status = 'scheduled', scheduled_at = now() - interval '1 hour' where id = '{campaign}'"
    );
    team.server.db.superuser(&missed).await;
    until("the campaign fails", async || {
        ann.get(&format!("/api/campaigns/{campaign}")).await.ok()["status"] == "failed"
    })
    .await;
    assert_eq!(told(&ann).await, [about("campaign", "campaigns", campaign)]);
    let notice = ann.get("/api/notifications").await.ok().items()[0].clone();
    assert_eq!(notice["actor_id"], Json::Null);
    assert_eq!(told(&team.owner).await, []);
}

#[tokio::test]
async fn who_wrote_to_a_number_last_is_told_of_its_reply_once() {
    let line = Line::new().await;
    let team = &line.team;
    let ann = team.member("ann", Role::Member).await;
    let ben = team.member("ben", Role::Member).await;
    line.sms("SM00000000000000000000000000000009", "Hello?").await.expect_status(200);
    for caller in [&ann, &ben, &team.owner] {
        assert_eq!(told(caller).await, [], "they wrote to nobody");
    }
    for (caller, body) in [(&ann, "First"), (&ben, "Second")] {
        let message = json!({"phone_id": line.phone, "to": CONTACT, "body": body});
        caller.post("/api/messages", message).await.created();
    }
    for _ in 0..2 {
        line.sms("SM00000000000000000000000000000010", "Yes").await.expect_status(200);
    }
    let reply = line.messages().await.into_iter().find(|message| message["body"] == "Yes").unwrap();
    let reply = reply["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(told(&ben).await, [about("reply", "messages", reply)]);
    assert_eq!(told(&ann).await, []);
}

#[tokio::test]
async fn an_act_that_fails_tells_of_nothing_and_one_by_its_idempotency_key_tells_once() {
    let team = Team::new().await;
    let ann = team.member("ann", Role::Member).await;
    let ben = team.member("ben", Role::Member).await;
    ann.post("/api/conversations", json!({"participants": [ben.id(), unused_id()]})).await.field("participants");
    assert_eq!(told(&ben).await, []);
    for _ in 0..2 {
        let request = ann.request(Method::POST, "/api/follows").header("Idempotency-Key", "follow");
        request.json(&json!({"user_id": ben.id()})).reply().await.expect_status(201);
    }
    assert_eq!(told(&ben).await.len(), 1);
}
