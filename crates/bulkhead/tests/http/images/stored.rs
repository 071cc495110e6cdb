//! Images whose files are moved to a file store.

use std::fs;
use std::path::PathBuf;

use base::Random;
use bulkhead::stored_files::StoredFiles;
use domain::image_jobs::{self, files_to_move, files_to_remove};
use domain::trash;
use providers::{FileStore, FileStoreConfig};
use tempfile::TempDir;
use tenancy::{Job, JobRequest, Jobs};
use uuid::Uuid;

use super::peer::{Answer, ImagePeer};
use super::uploads::{form, photo, send, with_image};
use super::{ask, download, drawn, number, path, wait_for};
use crate::support::server::{NOWHERE, TestServer};
use crate::support::team::Team;

/// A team of a server whose files are moved to a folder.
struct Stored {
    team: Team,
    /// Its folder `files` is the file store.
    parent: TempDir,
    files: StoredFiles,
}

impl Stored {
    /// `images` says which generator the server has.
    async fn new(images: &[(&str, &str)]) -> Self {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("files");
        let url = format!("file://{}", folder.display());
        let variables: Vec<_> = images.iter().copied().chain([("FILES_URL", url.as_str())]).collect();
        let team = Team::new_with(&variables).await;
        let db = &team.server.db;
        let files = StoredFiles {
            jobs: Jobs::new(db.pool("bulkhead_app", 2), db.pool("bulkhead_platform", 2)),
            db: db.db(2),
            clock: team.server.clock.clone(),
            random: Random::seeded(1),
            store: FileStore::new(&FileStoreConfig::Folder(folder)).unwrap(),
        };
        Self { team, parent, files }
    }

    async fn drawing() -> Self {
        Self::new(&[("IMAGES_URL", ""), ("IMAGES_MODEL", "")]).await
    }

    /// Moves what there is to move, and returns the files of the folder.
    async fn kept(&self) -> Vec<PathBuf> {
        self.files.keep().await.unwrap();
        self.folder()
    }

    fn folder(&self) -> Vec<PathBuf> {
        let tenants = fs::read_dir(self.parent.path().join("files")).unwrap().map(|entry| entry.unwrap().path());
        tenants
            .filter(|path| path.is_dir())
            .flat_map(|path| fs::read_dir(path).unwrap())
            .map(|entry| entry.unwrap().path())
            .collect()
    }

    async fn count(&self, what: &str) -> i64 {
        number(&self.team, &format!("select count(*) from tenancy.image_files where {what}")).await
    }
}

#[tokio::test]
async fn an_image_is_the_same_once_the_file_store_has_it() {
    let stored = Stored::drawing().await;
    let owner = &stored.team.owner;
    let path = ask(owner, "A harbour").await;
    wait_for(owner, &path, "succeeded").await;
    let (_, before, bytes) = download(owner, &path, &[]).await;
    let size = "select sum(size)::bigint from tenancy.image_files";
    let used = number(&stored.team, size).await;

    let files = stored.kept().await;
    assert_eq!((stored.count("bytes is null").await, files.len()), (1, 1));
    assert_eq!(fs::read(&files[0]).unwrap(), bytes);
    assert!(files[0].starts_with(stored.parent.path().join("files").join(stored.team.id.to_string())), "{files:?}");
    assert_eq!(number(&stored.team, size).await, used);

    let (status, headers, now) = download(owner, &path, &[]).await;
    assert!(status == 200 && now == bytes);
    for name in ["etag", "content-type", "content-disposition", "cache-control", "content-length"] {
        assert_eq!(headers[name], before[name]);
    }
    let tag = before["etag"].to_str().unwrap();
    assert_eq!(download(owner, &path, &[("if-none-match", tag)]).await.0, 304);
    let (status, headers, part) = download(owner, &path, &[("range", "bytes=3-9")]).await;
    assert_eq!((status, &part[..]), (206, &bytes[3..=9]));
    assert_eq!(headers["content-range"], format!("bytes 3-9/{}", bytes.len()));
    let beyond = format!("bytes={}-", bytes.len());
    assert_eq!(download(owner, &path, &[("range", &beyond)]).await.0, 416);
    assert_eq!(stored.files.keep().await.unwrap(), 0, "nothing is left to move");
}

#[tokio::test]
async fn ten_9_a_file_in_the_file_store_is_its_members_alone() {
    let stored = Stored::drawing().await;
    let team = &stored.team;
    let ann = team.member("ann", tenancy::Role::Member).await;
    let path = ask(&ann, "A private matter").await;
    wait_for(&ann, &path, "succeeded").await;
    stored.kept().await;
    let stranger = team.server.tenant("umbrella").await.owner;
    for other in [&team.owner, &stranger, &stranger.in_tenant("acme")] {
        other.get(&format!("{path}/image")).await.expect(404, "not_found");
    }
    assert_eq!(download(&ann, &path, &[]).await.0, 200);
}

#[tokio::test]
async fn an_image_is_made_from_one_that_the_file_store_has() {
    let image = drawn("A boat", None).await;
    let peer = ImagePeer::start([Answer::Status(400), Answer::Image(image.bytes.clone())]);
    let stored = Stored::new(&peer.variables()).await;
    let owner = &stored.team.owner;
    let path = path(&send(owner, form(&with_image(&photo().await))).await.accepted());
    wait_for(owner, &path, "failed").await;
    let files = stored.kept().await;
    let reference = fs::read(&files[0]).unwrap();
    assert_eq!(files.len(), 1);
    owner.post_empty(&format!("{path}/retry")).await.ok();
    wait_for(owner, &path, "succeeded").await;
    let asked = peer.asked();
    assert!(asked.last().unwrap().windows(reference.len()).any(|part| part == reference), "the image was sent along");
}

#[tokio::test]
async fn a_file_leaves_the_file_store_after_its_row() {
    let stored = Stored::drawing().await;
    let team = &stored.team;
    for prompt in ["For the trash", "For good"] {
        let path = ask(&team.owner, prompt).await;
        wait_for(&team.owner, &path, "succeeded").await;
        team.owner.delete(&path).await.no_content();
    }
    assert_eq!(stored.kept().await.len(), 2, "the trash keeps files");
    team.server
        .db
        .superuser("update app.image_jobs set deleted_at = now() - interval '31 days' where prompt = 'For the trash'")
        .await;
    let jobs = &stored.files.jobs;
    assert_eq!(trash::empty(jobs, 30, Uuid::nil, |failure| panic!("{failure:?}")).await.unwrap(), 1);
    assert_eq!(stored.kept().await.len(), 1);

    team.server
        .db
        .superuser("update tenancy.tenants set deleted_at = now() - interval '31 days' where slug = 'acme'")
        .await;
    stored.files.db.purge_closed_tenants().await.unwrap();
    assert_eq!((stored.kept().await.len(), stored.count("true").await), (0, 0));
    assert!(files_to_remove(&stored.files.db, 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_file_that_cannot_move_keeps_none_from_being_deleted() {
    let stored = Stored::drawing().await;
    let owner = &stored.team.owner;
    let first = ask(owner, "The first").await;
    wait_for(owner, &first, "succeeded").await;
    let file = stored.kept().await.remove(0);
    stored.team.server.db.superuser("delete from app.image_jobs").await;
    let second = ask(owner, "The second").await;
    wait_for(owner, &second, "succeeded").await;
    let [to_move] = files_to_move(&stored.files.db, 10).await.unwrap()[..] else { panic!("there is one file") };
    // No file can take the place of a folder.
    fs::create_dir_all(stored.parent.path().join("files").join(to_move.key()).join("in-the-way")).unwrap();
    stored.files.keep().await.unwrap_err();
    assert!(!file.exists(), "the first one's file is gone");
    assert_eq!(download(owner, &second, &[]).await.0, 200);
}

#[tokio::test]
async fn a_file_that_is_being_moved_is_read_and_deleted_like_any_other() {
    let stored = Stored::drawing().await;
    let owner = &stored.team.owner;
    let path = ask(owner, "A boat").await;
    wait_for(owner, &path, "succeeded").await;
    let StoredFiles { db, jobs, store, .. } = &stored.files;
    let [file] = files_to_move(db, 10).await.unwrap()[..] else { panic!("there is one file") };
    let entering =
        JobRequest { tenant_id: file.tenant_id, job: Job::MOVE_FILES, acting_for: None, run_id: Uuid::nil() };
    let bytes = image_jobs::begin_move(jobs, &entering, &file).await.unwrap().unwrap();
    store.put(&file.key(), bytes.clone()).await.unwrap();
    // The node dies here.
    assert!(download(owner, &path, &[]).await.2 == bytes);
    assert_eq!(files_to_move(db, 10).await.unwrap(), [file]);

    stored.team.server.db.superuser("delete from app.image_jobs").await;
    assert!(!image_jobs::end_move(jobs, &entering, &file).await.unwrap(), "it is gone");
    assert!(stored.kept().await.is_empty());
}

#[tokio::test]
async fn the_files_of_a_suspended_tenant_stay_until_it_returns() {
    let stored = Stored::drawing().await;
    let team = &stored.team;
    let path = ask(&team.owner, "A boat").await;
    wait_for(&team.owner, &path, "succeeded").await;
    team.suspend().await;
    assert!(stored.kept().await.is_empty());
    team.resume().await;
    assert_eq!(stored.kept().await.len(), 1);
}

#[tokio::test]
async fn a_file_moves_although_its_tenant_is_over_its_quota() {
    let stored = Stored::drawing().await;
    let path = ask(&stored.team.owner, "A boat").await;
    wait_for(&stored.team.owner, &path, "succeeded").await;
    stored.team.server.db.superuser("update tenancy.tenants set storage_quota = 1").await;
    assert_eq!(stored.kept().await.len(), 1);
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_not_taken_for_one_that_never_was() {
    let stored = Stored::drawing().await;
    let owner = &stored.team.owner;
    let path = ask(owner, "A boat").await;
    wait_for(owner, &path, "succeeded").await;
    let file = stored.kept().await.remove(0);
    fs::write(&file, b"cut").unwrap();
    owner.get(&format!("{path}/image")).await.expect(404, "no_image");
    fs::remove_file(&file).unwrap();
    owner.get(&format!("{path}/image")).await.expect(404, "no_image");

    let endpoint = format!("http://{NOWHERE}");
    let away = [
        ("FILES_URL", "s3://files"),
        ("FILES_ENDPOINT", endpoint.as_str()),
        ("FILES_KEY_ID", "AKIA"),
        ("FILES_SECRET_KEY", "secret"),
    ];
    for variables in [&away[..], &[]] {
        let server = &stored.team.server;
        let node = TestServer::start_node(&server.db, server.clock.clone(), variables).await;
        owner.at(&node).get(&format!("{path}/image")).await.expect(503, "unavailable");
    }
}
