//! The work of an image, seen from the queue.

use domain::image_jobs::{
    Claim, ClaimedImage, GenerateImage, ImageFile, ImageOutcome, QUALITIES, STYLES, SettledImage, claim, settle,
};
use providers::{ImageQuality, ImageStyle};
use tenancy::{Job, JobRequest, Jobs, Role, TenantId};
use uuid::Uuid;

use super::peer::{Answer, ImagePeer};
use super::{PATH, ask, drawn, number, wait_for};
use crate::support::team::Team;
use crate::support::world::unused_id;

/// A team whose generator holds back an image that its owner asked for.
struct Held {
    team: Team,
    peer: ImagePeer,
    job: GenerateImage,
    path: String,
}

impl Held {
    async fn new() -> Self {
        let image = drawn("A boat", None).await;
        let peer = ImagePeer::start([Answer::Held(image.bytes.clone())]);
        let team = Team::new_with(&peer.variables()).await;
        let path = ask(&team.owner, "A boat").await;
        let image_job_id = wait_for(&team.owner, &path, "running").await.id();
        let job = GenerateImage { image_job_id, owner_id: team.owner.id() };
        Self { team, peer, job, path }
    }

    fn jobs(&self) -> Jobs {
        let db = &self.team.server.db;
        Jobs::new(db.pool("bulkhead_app", 2), db.pool("bulkhead_platform", 2))
    }

    fn entering(&self) -> JobRequest {
        let acting_for = Some((self.job.owner_id, Role::Member));
        let tenant_id = TenantId(self.team.id);
        JobRequest { tenant_id, job: Job::GENERATE_IMAGES, acting_for, run_id: unused_id() }
    }

    async fn claim(&self, id: Uuid) -> ClaimedImage {
        match claim(&self.jobs(), &self.entering(), &self.job, id).await.unwrap() {
            Claim::Made(claimed) => claimed,
            Claim::Over | Claim::NotPermitted => panic!("it is claimed"),
        }
    }

    async fn settle(&self, claimed: &ClaimedImage, outcome: &ImageOutcome) -> SettledImage {
        settle(&self.jobs(), &self.entering(), claimed, outcome).await.unwrap()
    }
}

async fn file() -> ImageFile {
    let image = drawn("Another", None).await;
    ImageFile { media_type: image.media_type, bytes: image.bytes, width: image.width, height: image.height }
}

#[tokio::test]
async fn what_an_overtaken_run_brings_is_not_stored() {
    let held = Held::new().await;
    // As where the first run's node was thought to be dead.
    let second = held.claim(unused_id()).await;
    let third = held.claim(unused_id()).await;
    assert_eq!((second.attempts, third.attempts), (2, 3));
    assert_eq!(held.settle(&second, &ImageOutcome::Made(file().await)).await, SettledImage::TooLate);
    assert_eq!(held.settle(&second, &ImageOutcome::Failed("refused")).await, SettledImage::TooLate);
    assert_eq!(held.settle(&third, &ImageOutcome::Made(file().await)).await, SettledImage::Succeeded);
    assert_eq!(
        held.settle(&third, &ImageOutcome::Made(file().await)).await,
        SettledImage::TooLate,
        "it is stored once"
    );
    held.peer.let_go();
    crate::support::wait::until("the first run is over", async || {
        number(&held.team, "select count(*) from jobs.jobs where kind = 'generate_image' and state = 'done'").await == 1
    })
    .await;
    let stored = number(&held.team, "select count(*) from tenancy.image_files").await;
    let (.., bytes) = super::download(&held.team.owner, &held.path, &[]).await;
    assert!(stored == 1 && bytes == file().await.bytes, "the third run's image is the one");
}

#[tokio::test]
async fn an_image_whose_processes_die_over_it_has_failed_after_four() {
    let held = Held::new().await;
    for attempt in 2..=4 {
        assert_eq!(held.claim(unused_id()).await.attempts, attempt);
    }
    let over = claim(&held.jobs(), &held.entering(), &held.job, unused_id()).await.unwrap();
    assert!(matches!(over, Claim::Over));
    assert_eq!(wait_for(&held.team.owner, &held.path, "failed").await["error"], "unavailable");
    held.peer.let_go();
}

#[tokio::test]
async fn no_connection_is_held_while_an_image_is_made() {
    let image = drawn("A boat", None).await;
    let peer = ImagePeer::start([Answer::Held(image.bytes.clone())]);
    let own = [("DATABASE_TENANT_CONNECTIONS", "1"), ("DATABASE_AUTH_CONNECTIONS", "1")];
    let variables: Vec<_> = peer.variables().into_iter().chain(own).collect();
    let team = Team::new_with(&variables).await;
    let path = ask(&team.owner, "A boat").await;
    wait_for(&team.owner, &path, "running").await;
    // Other work of the server opens transactions as well, each for a moment; one that is held stays.
    let now = number(&team, "select (extract(epoch from clock_timestamp()) * 1000000)::bigint").await;
    let held = format!(
        "select count(*) from pg_stat_activity where datname = current_database()
             and xact_start < to_timestamp({now} / 1000000.0) and pid <> pg_backend_pid()"
    );
    crate::support::wait::until("no transaction is held", async || number(&team, &held).await == 0).await;
    team.owner.get(PATH).await.ok();
    peer.let_go();
    wait_for(&team.owner, &path, "succeeded").await;
}

#[tokio::test]
async fn two_images_of_a_tenant_are_made_at_the_same_time() {
    let image = drawn("A boat", None).await;
    let peer = ImagePeer::start([Answer::Held(image.bytes.clone())]);
    let team = Team::new_with(&peer.variables()).await;
    let mut paths = Vec::new();
    for _ in 0..4 {
        paths.push(ask(&team.owner, "A boat").await);
    }
    let other = team.server.tenant("umbrella").await.owner;
    let of_other = ask(&other, "A boat").await;
    wait_for(&other, &of_other, "running").await;
    crate::support::wait::until("two are under way", async || peer.asked().len() == 3).await;
    let running = format!("select count(*) from app.image_jobs where status = 'running' and tenant_id = '{}'", team.id);
    assert_eq!(number(&team, &running).await, 2);
    peer.let_go();
    for path in &paths {
        wait_for(&team.owner, path, "succeeded").await;
    }
}

#[test]
fn the_words_of_styles_and_qualities_are_those_of_the_generators() {
    assert_eq!(STYLES, ImageStyle::NAMES);
    assert_eq!(QUALITIES, ImageQuality::NAMES);
}
