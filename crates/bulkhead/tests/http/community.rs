//! Posts, follows, the feed that is made of both, and the courses of universities.

use serde_json::json;
use tenancy::Role;
use uuid::Uuid;

use crate::support::reply::Reply;
use crate::support::server::{COURSE, Caller};
use crate::support::team::Team;
use crate::support::world::unused_id;

async fn post(author: &Caller, body: &str) -> Uuid {
    author.post("/api/posts", json!({"body": body})).await.created().id()
}

async fn follow(reader: &Caller, author: &Caller) -> Reply {
    reader.post("/api/follows", json!({"user_id": author.id()})).await
}

/// The bodies of a list's posts.
fn bodies(page: &Reply) -> Vec<&str> {
    page.items().iter().map(|post| post["body"].as_str().expect("a text")).collect()
}

async fn feed(reader: &Caller) -> Vec<String> {
    bodies(&reader.get("/api/posts/feed").await.ok()).into_iter().map(str::to_owned).collect()
}

#[tokio::test]
async fn rol_2_a_post_is_changed_by_its_author_alone_and_taken_away_by_admins_too() {
    let team = Team::new().await;
    let ann = team.member("ann", Role::Member).await;
    let ben = team.member("ben", Role::Member).await;
    let admin = team.member("admin", Role::Admin).await;
    let path = format!("/api/posts/{}", post(&ann, "Helo").await);
    let body = json!({"body": "Hello"});
    for other in [&ben, &admin] {
        other.patch(&path, body.clone()).await.expect(403, "not_yours");
        other.put(&path, body.clone()).await.expect(403, "not_yours");
    }
    ben.delete(&path).await.expect(403, "not_yours");
    assert_eq!(ben.get(&path).await.ok()["body"], "Helo");

    assert_eq!(ann.patch(&path, body.clone()).await.ok()["version"], 2);
    assert_eq!(ann.put(&path, json!({"body": "Hello!"})).await.ok()["body"], "Hello!");
    admin.delete(&path).await.no_content();
    ben.get(&path).await.expect(404, "not_found");
    let restore = format!("{path}/restore");
    ben.post_empty(&restore).await.expect(403, "not_yours");
    assert_eq!(admin.post_empty(&restore).await.ok()["owner_id"], json!(ann.id()));
    ann.delete(&path).await.no_content();
    ann.post_empty(&restore).await.ok();
    for missing in [json!({}), json!({"body": ""}), json!({"body": "a".repeat(10_001)})] {
        ann.post("/api/posts", missing).await.field("body");
    }
}

#[tokio::test]
async fn a_member_follows_another_once_and_ends_it_themselves() {
    let team = Team::new().await;
    let ann = team.member("ann", Role::Member).await;
    let ben = team.member("ben", Role::Member).await;
    follow(&ann, &ann).await.field_is("user_id", "check");
    let stranger = team.server.user("stranger@other.example.com").await;
    for outside in [stranger.id(), unused_id()] {
        ann.post("/api/follows", json!({"user_id": outside})).await.field_is("user_id", "reference");
    }
    let made = follow(&ann, &ben).await.created();
    assert_eq!(follow(&ann, &ben).await.ok().id(), made.id());
    follow(&ben, &ann).await.created();

    let listed = |query: String| {
        let ben = ben.clone();
        async move {
            let page = ben.get(&format!("/api/follows?{query}")).await.ok();
            page.items().iter().map(|row| (row["owner_id"].clone(), row["user_id"].clone())).collect::<Vec<_>>()
        }
    };
    let expected = vec![(json!(ann.id()), json!(ben.id()))];
    assert_eq!(listed(format!("owner_id={}", ann.id())).await, expected);
    assert_eq!(listed(format!("user_id={}", ben.id())).await, expected);
    assert_eq!(listed(String::new()).await.len(), 2);
    ben.get("/api/follows?owner_id=ann").await.field("owner_id");

    let path = format!("/api/follows/{}", made.id());
    ben.delete(&path).await.expect(403, "not_yours");
    team.owner.delete(&path).await.expect(403, "not_yours");
    ann.delete(&path).await.no_content();
    assert_eq!(follow(&ann, &ben).await.ok().id(), made.id());
    assert_eq!(listed(format!("owner_id={}", ann.id())).await, expected);
}

#[tokio::test]
async fn a_feed_has_ones_own_posts_and_those_of_the_followed_newest_first() {
    let team = Team::new().await;
    let ann = team.member("ann", Role::Viewer).await;
    let ben = team.member("ben", Role::Member).await;
    let cleo = team.member("cleo", Role::Member).await;
    assert_eq!(feed(&ann).await, [] as [&str; 0]);
    ann.post("/api/follows", json!({"user_id": ben.id()})).await.expect(403, "role_too_low");
    team.set_role(&ann, Role::Member).await;
    for (author, body) in [(&ben, "1"), (&cleo, "2"), (&ann, "3"), (&ben, "4"), (&team.owner, "5"), (&ann, "6")] {
        post(author, body).await;
    }
    assert_eq!(feed(&ann).await, ["6", "3"]);
    let of_ben = follow(&ann, &ben).await.created().id();
    follow(&ann, &cleo).await.created();
    follow(&cleo, &team.owner).await.created();
    assert_eq!(feed(&ann).await, ["6", "4", "3", "2", "1"]);
    assert_eq!(feed(&cleo).await, ["5", "2"]);

    let (mut pages, mut path) = (Vec::new(), "/api/posts/feed?limit=2".to_owned());
    while pages.len() < 9 {
        let page = ann.get(&path).await.ok();
        pages.push(bodies(&page).join(" "));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/api/posts/feed?limit=2&cursor={cursor}");
    }
    assert_eq!(pages, ["6 4", "3 2", "1"]);
    for unknown in ["q=1", "deleted=true", "sort=created_at", "owner_id=1", "limit=0"] {
        let name = unknown.split('=').next().unwrap_or_default();
        ann.get(&format!("/api/posts/feed?{unknown}")).await.field(name);
    }

    let own = ann.get(&format!("/api/posts?owner_id={}", ben.id())).await.ok();
    assert_eq!(bodies(&own), ["4", "1"]);
    ben.delete(&format!("/api/posts/{}", own.items()[0]["id"].as_str().expect("an id"))).await.no_content();
    assert_eq!(feed(&ann).await, ["6", "3", "2", "1"]);
    ann.delete(&format!("/api/follows/{of_ben}")).await.no_content();
    assert_eq!(feed(&ann).await, ["6", "3", "2"]);
}

#[tokio::test]
async fn ten_1_a_feed_has_the_posts_and_follows_of_its_tenant_alone() {
    let here = Team::new().await;
    let there = here.server.tenant("there").await;
    let ben = here.member("ben", Role::Member).await;
    there.set_role(&ben, Role::Member).await;
    there.set_role(&here.owner, Role::Member).await;
    let in_other = |caller: &Caller| caller.in_tenant("there");
    let (reader, reader_there, ben_there) = (&here.owner, in_other(&here.owner), in_other(&ben));
    post(&ben, "here").await;
    post(&ben_there, "there").await;
    follow(reader, &ben).await.created();
    assert_eq!(feed(reader).await, ["here"]);
    assert_eq!(feed(&reader_there).await, [] as [&str; 0]);
    follow(&reader_there, &ben).await.created();
    assert_eq!(feed(&reader_there).await, ["there"]);
    assert_eq!(feed(reader).await, ["here"]);
    // What one's colleague follows is theirs.
    assert_eq!(feed(&ben).await, ["here"]);
    assert_eq!(feed(&there.owner).await, [] as [&str; 0]);
}

#[tokio::test]
async fn one_follows_a_thousand_members_at_most() {
    let team = Team::new().await;
    let ann = team.member("ann", Role::Member).await;
    let ben = team.member("ben", Role::Member).await;
    let cleo = team.member("cleo", Role::Member).await;
    follow(&ann, &ben).await.created();
    let rows = format!(
        "insert into app.follows (tenant_id, id, owner_id, user_id)
         select tenant_id, gen_random_uuid(), owner_id, gen_random_uuid() from app.follows, generate_series(1, 999)
         where owner_id = '{}'",
        ann.id()
    );
    team.server.db.superuser(&rows).await;
    follow(&ann, &cleo).await.expect(409, "follow_limit");
    follow(&ann, &ben).await.ok();
    follow(&ben, &cleo).await.created();
    team.server
        .db
        .superuser("delete from app.follows where user_id in (select user_id from app.follows limit 1)")
        .await;
    follow(&ann, &cleo).await.created();
}

#[tokio::test]
async fn a_university_lists_its_courses() {
    let team = Team::new().await;
    let rows = format!(
        "insert into app.universities (id, name) values ('{0}', 'Bologna'), ('{1}', 'Empty');
         insert into app.courses (id, name, university_id, level) values
           (gen_random_uuid(), 'Law', '{0}', 'master'), (gen_random_uuid(), 'Astronomy', '{0}', 'bachelor')",
        Uuid::from_u128(1),
        Uuid::from_u128(2),
    );
    team.server.db.superuser(&rows).await;
    let path = |id: u128| format!("/api/universities/{}/courses", Uuid::from_u128(id));
    let names = async |query: &str| {
        let page = team.owner.get(&format!("{}{query}", path(1))).await.ok();
        page.items().iter().map(|course| course["name"].as_str().expect("a name").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names("?sort=name").await, ["Astronomy", "Law"]);
    assert_eq!(names("?level=master").await, ["Law"]);
    assert_eq!(names("?q=astro").await, ["Astronomy"]);
    assert!(team.owner.get(&path(2)).await.ok().items().is_empty());
    let given = format!("{}?university_id={COURSE}", path(1));
    team.owner.get(&given).await.field_is("university_id", "repeated");
    team.owner.get(&path(3)).await.expect(404, "not_found");
    team.owner.get("/api/universities/bologna/courses").await.expect(404, "not_found");
    team.server.db.superuser("update app.universities set deleted_at = now() where name = 'Empty'").await;
    team.owner.get(&path(2)).await.expect(404, "not_found");
}
