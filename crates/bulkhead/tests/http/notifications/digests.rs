use domain::notifications::{due_digests, take_digest};
use serde_json::json;
use tenancy::{Job, JobRequest, Jobs, Role, TenantId};
use uuid::Uuid;

use super::{converse, unread, write};
use crate::support::mailbox;
use crate::support::server::Caller;
use crate::support::team::Team;
use crate::support::worker;
use crate::support::world::unused_id;

const PATH: &str = "/api/notification-preferences";
const SUBJECT: &str = "What you haven't read";

/// A team where Ann tells Ben of three things, of two of which he wants e-mail.
struct Unread {
    team: Team,
    ann: Caller,
    ben: Caller,
}

impl Unread {
    async fn new() -> Self {
        let team = Team::new().await;
        let ann = team.member("ann", Role::Member).await;
        let ben = team.member("ben", Role::Member).await;
        for kind in ["message", "follow"] {
            ben.post(PATH, json!({"kind": kind, "email": true})).await.created();
        }
        write(&ann, converse(&ann, &[ben.id()]).await, "A secret word").await;
        ann.post("/api/follows", json!({"user_id": ben.id()})).await.created();
        assert_eq!(unread(&ben).await, 3);
        Self { team, ann, ben }
    }

    fn entering(&self) -> JobRequest {
        let tenant_id = TenantId(self.team.id);
        JobRequest { tenant_id, job: Job::DIGEST, acting_for: None, run_id: unused_id() }
    }

    fn jobs(&self) -> Jobs {
        let db = &self.team.server.db;
        Jobs::new(db.pool("bulkhead_app", 2), db.pool("bulkhead_platform", 2))
    }

    /// Moves what happened into the past.
    async fn hours_pass(&self, hours: u32) {
        let sql = format!(
            "update tenancy.notifications set created_at = created_at - interval '{hours} hours',
               digested_at = digested_at - interval '{hours} hours'"
        );
        self.team.server.db.superuser(&sql).await;
    }

    async fn due(&self) -> Vec<Uuid> {
        due_digests(&self.jobs(), &self.entering(), None, 10).await.unwrap()
    }

    async fn take(&self) -> bool {
        let auth = worker::auth(&self.team.server);
        take_digest(&auth, &self.jobs(), &self.entering(), self.ben.id()).await.unwrap()
    }

    /// The texts of the e-mails to Ben, the newest first.
    async fn letters(&self) -> Vec<String> {
        let letters = mailbox::letters_to(&self.team.server, "ben@acme.example.com").await;
        let about = letters.into_iter().filter(|letter| letter["subject"] == SUBJECT);
        about.map(|letter| letter["text"].as_str().unwrap().to_owned()).collect()
    }
}

#[tokio::test]
async fn an_e_mail_tells_once_a_day_of_what_has_been_unread_for_an_hour() {
    let world = Unread::new().await;
    assert!(world.due().await.is_empty(), "it is news");
    world.hours_pass(2).await;
    assert_eq!(world.due().await, [world.ben.id()]);
    assert!(world.take().await);
    assert_eq!((world.due().await, world.take().await), (vec![], false));
    let letters = world.letters().await;
    assert_eq!(letters.len(), 1);
    let expected = "You have 2 unread notifications in “Acme”: 1 new follower, 1 conversation with new messages.";
    assert!(letters[0].contains(expected) && !letters[0].contains("secret"), "{}", letters[0]);
    assert_eq!(unread(&world.ben).await, 3, "an e-mail reads nothing");

    // The next day it tells of what is new, and of nothing twice.
    ben_is_told_more(&world).await;
    world.hours_pass(2).await;
    assert!(world.due().await.is_empty(), "one has gone today");
    world.hours_pass(22).await;
    assert_eq!(world.due().await, [world.ben.id()]);
    assert!(world.take().await);
    let letters = world.letters().await;
    assert!(letters.len() == 2 && letters[0].contains("You have 1 unread notification in"), "{letters:?}");
}

async fn ben_is_told_more(world: &Unread) {
    write(&world.ann, converse(&world.ann, &[world.ben.id()]).await, "More").await;
}

#[tokio::test]
async fn no_e_mail_goes_to_who_has_read_or_left_or_is_in_a_suspended_tenant() {
    let world = Unread::new().await;
    world.hours_pass(2).await;
    world.team.suspend().await;
    assert_eq!((world.due().await, world.take().await), (vec![], false));
    world.team.resume().await;
    assert_eq!(world.due().await, [world.ben.id()]);

    // Between the look and the e-mail.
    world.team.remove(&world.ben).await;
    assert!(!world.take().await);
    world.team.set_role(&world.ben, Role::Member).await;
    world.ben.post_empty("/api/notifications/read-all").await.ok();
    assert_eq!((world.due().await, world.take().await), (vec![], false));
    assert_eq!(world.letters().await, [] as [String; 0]);
}

#[tokio::test]
async fn the_members_who_are_due_come_in_pages() {
    let world = Unread::new().await;
    let cleo = world.team.member("cleo", Role::Member).await;
    cleo.post(PATH, json!({"kind": "conversation", "email": true})).await.created();
    converse(&world.ann, &[cleo.id()]).await;
    world.hours_pass(2).await;
    let all = world.due().await;
    assert_eq!(all.len(), 2);
    let page = async |after| due_digests(&world.jobs(), &world.entering(), after, 1).await.unwrap();
    let first = page(None).await;
    let second = page(first.last().copied()).await;
    assert_eq!([first, second].concat(), all);
    assert!(page(all.last().copied()).await.is_empty());
}
