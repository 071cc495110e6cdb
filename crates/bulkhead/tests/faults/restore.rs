//! A backup of one Postgres, restored into another by the commands of docs/ops.md.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::Signal;
use serde_json::json;

use crate::cluster::Cluster;
use crate::folder::Folder;
use crate::node::Node;
use crate::server::Caller;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ops_4_a_restored_backup_is_the_same_and_isolates_as_the_original_did() {
    let (original, restored) = (Cluster::start(&[]).await, Cluster::empty(&[]).await);
    let mut node = Node::start(Some(&original), &[]).await;
    let ids = [populate(&node, "ann").await, populate(&node, "ben").await];
    let campaign = start_campaign(&node).await;
    assert!(node.stop(Signal::TERM).0.success());
    let folder = Folder::new();
    let file = folder.path().join("bulkhead.dump");
    back_up(&original, &file);

    // What is written after the backup is not in it.
    let before = text(&original);
    node.start_again();
    node.until_ready(Duration::from_mins(1)).await;
    populate(&node, "late").await;
    drop(node);

    restore(&restored, &file, &[]);
    let after = text(&restored);
    let difference = before.lines().zip(after.lines()).find(|(before, after)| before != after);
    assert!(before == after, "the restored database is another: {difference:?}");

    // It starts, so doctor found no fault.
    let node = Node::start(Some(&restored), &[]).await;
    for (name, own, others) in [("ann", &ids[0], &ids[1]), ("ben", &ids[1], &ids[0])] {
        let caller = Caller::new(&node.url);
        caller.post("/auth/login", credentials(name)).await.ok();
        assert_eq!(caller.get(&format!("/api/leads/{own}")).await["name"], name);
        caller.get(&format!("/api/leads/{others}")).await.expect_status(404);
        caller.post("/api/leads", json!({"name": "Afterwards"})).await.created();
        let log = caller.get("/api/audit-log?table=leads").await.ok();
        assert_eq!(log.items().len(), 4, "{log}");
    }
    Caller::new(&node.url).post("/auth/login", credentials("late")).await.expect_status(401);
    let ann = Caller::new(&node.url);
    ann.post("/auth/login", credentials("ann")).await.ok();
    let deadline = Instant::now() + Duration::from_secs(30);
    while ann.get(&campaign).await.ok()["status"] == "running" {
        assert!(Instant::now() < deadline, "the campaign goes on");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let paused = ann.get(&campaign).await.ok();
    assert_eq!((&paused["status"], &paused["error_code"]), (&json!("paused"), &json!("restored")));
}

/// Half of a backup is refused: without the policies, or without the grants.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ops_4_a_backup_that_was_restored_in_part_is_refused() {
    let original = Cluster::start(&[]).await;
    let folder = Folder::new();
    let file = folder.path().join("bulkhead.dump");
    back_up(&original, &file);
    for (part, fault) in [
        (&["--section=pre-data", "--section=data"][..], "app.leads: has no row-level security"),
        (&["--no-privileges"], "permission denied for table _sqlx_migrations"),
    ] {
        let restored = Cluster::empty(&[]).await;
        restore(&restored, &file, part);
        let (faults, isolates) = doctor(&restored, folder.path());
        assert!(!isolates && faults.lines().any(|line| line.contains(fault)), "{part:?}: {faults}");
    }
}

/// Makes a user with a lead, and another that they remove; answers the id of the first.
async fn populate(node: &Node, name: &str) -> String {
    let caller = Caller::new(&node.url);
    caller.post("/auth/register", credentials(name)).await.created();
    let lead = caller.post("/api/leads", json!({"name": name, "notes": "Grüße \\ \t \u{1f4be}"})).await.created();
    let removed = caller.post("/api/leads", json!({"name": "Removed"})).await;
    let path = format!("/api/leads/{}", removed.id());
    caller.delete(&path).await.no_content();
    lead.id().to_string()
}

/// Starts a campaign of Ann's that takes two minutes. Returns its path.
async fn start_campaign(node: &Node) -> String {
    let ann = Caller::new(&node.url);
    ann.post("/auth/login", credentials("ann")).await.ok();
    for number in 0..3 {
        let contact = json!({"name": "Person", "email": format!("person{number}@test.com")});
        ann.post("/api/contacts", contact).await.created();
    }
    let campaign =
        json!({"name": "Open day", "channel": "email", "subject": "Come", "body": "Come and see us", "rate": 1});
    let path = format!("/api/campaigns/{}", ann.post("/api/campaigns", campaign).await.created().id());
    assert_eq!(ann.post(&format!("{path}/start"), json!({})).await.ok()["status"], "running");
    path
}

fn credentials(name: &str) -> serde_json::Value {
    json!({"email": format!("{name}@test.com"), "password": "correct horse battery"})
}

fn back_up(cluster: &Cluster, file: &Path) {
    run(cluster.program("pg_dump").args(["--format=custom", "--file"]).arg(file));
}

fn restore(cluster: &Cluster, file: &Path, part: &[&str]) {
    run(cluster.program("pg_restore").arg("--exit-on-error").args(part).arg(file));
}

/// Everything that is in a database, as statements. `pg_dump` frames them by a key of its own, another each time.
fn text(cluster: &Cluster) -> String {
    let dump = run(&mut cluster.program("pg_dump"));
    dump.lines().filter(|line| !line.starts_with("\\restrict") && !line.starts_with("\\unrestrict")).fold(
        String::new(),
        |mut text, line| {
            text.push_str(line);
            text.push('\n');
            text
        },
    )
}

/// What doctor says, and whether it finds no fault.
fn doctor(cluster: &Cluster, folder: &Path) -> (String, bool) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bulkhead"));
    command.arg("doctor").current_dir(folder).env_clear().env("SESSION_SECRET", "b4uJ1q0fYvT8mZpK7xWcR3sLhN6dGaE5");
    for (name, role) in [("AUTH", "auth"), ("APP", "app"), ("PLATFORM", "platform")] {
        command.env(format!("DATABASE_URL_{name}"), cluster.url(&format!("bulkhead_{role}")));
    }
    let output = command.stdin(Stdio::null()).output().unwrap();
    (String::from_utf8([output.stdout, output.stderr].concat()).unwrap(), output.status.success())
}

/// Runs a program to its end; answers what it wrote.
fn run(command: &mut Command) -> String {
    let output = command.stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
