//! What operators see of background work, over HTTP and by the command line.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use crate::support::reply::Reply;
use std::time::Duration;

use base::jobs::{BackgroundJob, Delivery, JobError, JobId, JobQueue, JobRun, NewJob};
use base::{Random, SecretBox};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sqlx::Row;
use uuid::Uuid;

use crate::support::binary::command;
use crate::support::platform::PlatformAdmin;
use crate::support::server::{Caller, TestServer};

/// What no operator may read.
const HIDDEN: &str = "an-unmistakable-payload-5127";

/// By the server's clock: its own housekeeping leaves such jobs alone.
const FINISHED_AT: &str = "2026-03-01T12:00:00Z";
const LEASED_UNTIL: &str = "2026-03-01T13:00:00Z";

/// A kind whose payload is encrypted.
#[derive(Serialize, Deserialize)]
struct Secret {
    token: String,
}

/// A kind whose payload isn't.
#[derive(Serialize, Deserialize)]
struct Plain {
    note: String,
}

impl BackgroundJob for Secret {
    type Context = ();
    const KIND: &'static str = "secret_test";
    const DELIVERY: Delivery = Delivery::AtMostOnce;
    const IS_SECRET: bool = true;

    async fn run(&self, (): &(), _: &JobRun) -> Result<(), JobError> {
        Ok(())
    }
}

impl BackgroundJob for Plain {
    type Context = ();
    const KIND: &'static str = "plain_test";
    const DELIVERY: Delivery = Delivery::AtLeastOnce;

    async fn run(&self, (): &(), _: &JobRun) -> Result<(), JobError> {
        Ok(())
    }
}

/// A server of which no worker knows the kinds above, with jobs of theirs: the newest first.
struct Jobs {
    server: TestServer,
    tenant: Uuid,
    ids: Vec<String>,
}

impl Jobs {
    /// One that failed and one that is in doubt, of a tenant; one of the installation that waits.
    async fn new() -> Self {
        let server = TestServer::start().await;
        let (tenant, _) = server.db.tenant("initech").await;
        let queue = JobQueue::new(server.clock.clone(), Random::system(), SecretBox::derive(b"a secret of this test"));
        let mut db = server.db.connect("bulkhead_platform").await;
        let (secret, plain) = (Secret { token: HIDDEN.to_owned() }, Plain { note: HIDDEN.to_owned() });
        let mut ids = Vec::new();
        for _ in 0..2 {
            ids.push(queue.enqueue(&mut db, NewJob::new(&secret).for_tenant(Some(tenant))).await.unwrap());
            server.clock.advance(Duration::from_secs(1));
        }
        ids.push(queue.enqueue(&mut db, NewJob::new(&plain)).await.unwrap());
        for (id, state) in ids.iter().zip(["failed", "in_doubt"]) {
            let sql = format!(
                "update jobs.jobs set state = '{state}', finished_at = '{FINISHED_AT}', attempts = 8, last_error = 'the carrier is away'
                 where id = '{id}'"
            );
            server.db.superuser(&sql).await;
        }
        ids.reverse();
        Self { server, tenant, ids: ids.iter().map(JobId::to_string).collect() }
    }

    /// What the server itself has enqueued.
    async fn forget_messages(&self) {
        self.server.db.superuser("delete from jobs.jobs where kind = 'message'").await;
    }

    async fn state(&self, id: &str) -> (String, i64) {
        let mut superuser = self.server.db.connect("postgres").await;
        let row = sqlx::query("select state, attempts from jobs.jobs where id = $1::uuid").bind(id);
        let row = row.fetch_one(&mut superuser).await.unwrap();
        (row.get(0), row.get(1))
    }
}

async fn listed(caller: &Caller, query: &str) -> Vec<String> {
    let page = caller.get(&format!("/admin/jobs{query}")).await.ok();
    page.items().iter().map(|job| job["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn platform_admins_see_jobs_by_state_kind_and_tenant() {
    let jobs = Jobs::new().await;
    let admin = PlatformAdmin::appoint(&jobs.server).await;
    jobs.forget_messages().await;
    let caller = &admin.person.caller;
    let [plain, in_doubt, failed] = jobs.ids.as_slice() else { panic!("{:?}", jobs.ids) };
    assert_eq!(listed(caller, "").await, jobs.ids);
    assert_eq!(listed(caller, "?state=failed").await, [failed.as_str()]);
    assert_eq!(listed(caller, "?kind=secret_test").await, [in_doubt.as_str(), failed]);
    assert_eq!(listed(caller, &format!("?tenant={}&state=in_doubt", jobs.tenant)).await, [in_doubt.as_str()]);
    assert_eq!(listed(caller, "?kind=plain_test&state=failed").await, Vec::<String>::new());
    assert_eq!(listed(caller, &format!("?tenant={}", Uuid::nil())).await, Vec::<String>::new());
    let page = caller.get("/admin/jobs?state=failed").await.ok();
    let job = &page["items"][0];
    assert_eq!(job["tenant_id"], jobs.tenant.to_string());
    for (field, value) in [
        ("kind", "secret_test"),
        ("state", "failed"),
        ("delivery", "at_most_once"),
        ("last_error", "the carrier is away"),
    ] {
        assert_eq!(job[field], value, "{job}");
    }
    assert_eq!((job["attempts"].as_i64(), job["max_tries"].as_i64()), (Some(8), Some(8)), "{job}");
    assert!(job["finished_at"].is_string() && job["lease_until"].is_null(), "{job}");
    assert!(listed(caller, "?kind=plain_test").await.iter().eq([plain]));
    for query in ["?state=lost", "?tenant=initech", "?cursor=x", "?limit=0", "?kind=Call", "?payload=x"] {
        let answer = caller.get(&format!("/admin/jobs{query}")).await.expect_status(422);
        let field = query.trim_start_matches('?').split_once('=').unwrap().0;
        assert_eq!(answer["errors"][0]["field"], field, "{answer}");
    }
}

#[tokio::test]
async fn pages_of_jobs_follow_one_another() {
    let jobs = Jobs::new().await;
    let admin = PlatformAdmin::appoint(&jobs.server).await;
    jobs.forget_messages().await;
    let caller = &admin.person.caller;
    let first = caller.get("/admin/jobs?limit=2").await.ok();
    let cursor = first.text("next_cursor");
    let second = caller.get(&format!("/admin/jobs?limit=2&cursor={cursor}")).await.ok();
    assert!(second["next_cursor"].is_null(), "{second}");
    let ids = |page: &Reply| page.items().iter().map(|job| job["id"].to_string()).collect::<Vec<_>>();
    let all: Vec<_> = jobs.ids.iter().map(|id| format!("\"{id}\"")).collect();
    assert_eq!([ids(&first), ids(&second)].concat(), all);
}

#[tokio::test]
async fn no_operator_sees_a_payload() {
    let jobs = Jobs::new().await;
    let admin = PlatformAdmin::appoint(&jobs.server).await;
    for path in ["/admin/jobs", "/admin/health"] {
        let answer = admin.person.caller.get(path).await.ok();
        let text = answer.to_string();
        assert!(!text.contains(HIDDEN) && !text.contains("payload") && !text.contains("encrypted"), "{text}");
    }
    let (said, fine) = command(&jobs.server.db, &["jobs", "list"], &[]).await;
    assert!(fine && said.contains("secret_test") && !said.contains(HIDDEN), "{said}");
}

#[tokio::test]
async fn health_tells_jobs_by_state_and_the_last_run_of_each_task() {
    let jobs = Jobs::new().await;
    let admin = PlatformAdmin::appoint(&jobs.server).await;
    for _ in 0..500 {
        let health = admin.person.caller.get("/admin/health").await.ok();
        let tasks = health["periodic_tasks"].as_array().unwrap();
        let is_over = |name: &str| tasks.iter().any(|task| task["task"] == name && task["finished_at"].is_string());
        // The server's own messages wait for a moment.
        let is_settled = health["jobs"]["waiting"] == 1 && health["jobs"]["running"] == 0;
        let ran = ["sessions", "idempotency_keys", "jobs", "job_counts", "change_log_chain", "search_lists"];
        if !is_settled || !ran.into_iter().all(is_over) {
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        }
        for (state, count) in [("waiting", 1), ("running", 0), ("failed", 1), ("in_doubt", 1)] {
            assert_eq!(health["jobs"][state], count, "{health}");
        }
        assert!(health.text("oldest_due_at").starts_with("2026-03-01T12:00:02"), "{health}");
        let sessions = tasks.iter().find(|task| task["task"] == "sessions").unwrap();
        assert_eq!((&sessions["error"], &sessions["late"]), (&Json::Null, &false.into()), "{sessions}");
        assert_eq!(
            (sessions["interval_ms"].as_i64(), sessions["rows"].as_i64()),
            (Some(600_000), Some(0)),
            "{sessions}"
        );
        assert!(sessions["node"].as_str().unwrap().contains(':'), "{sessions}");
        assert_eq!(sessions["started_at"], sessions["succeeded_at"], "{sessions}");
        let runbook = include_str!("../../../../docs/ops.md");
        for task in tasks.iter().map(|task| task["task"].as_str().unwrap()) {
            assert!(runbook.contains(&format!("`{task}`")), "docs/ops.md says nothing of {task}");
        }
        return;
    }
    panic!("the tasks didn't run");
}

#[tokio::test]
async fn the_command_line_lists_retries_and_cancels_jobs() {
    let jobs = Jobs::new().await;
    let run = async |arguments: &[&str]| command(&jobs.server.db, arguments, &[]).await;
    let [plain, in_doubt, failed] = jobs.ids.as_slice() else { panic!("{:?}", jobs.ids) };

    let (said, fine) = run(&["jobs", "list"]).await;
    let first_words: Vec<_> = said.lines().map(|line| line.split_whitespace().next().unwrap()).collect();
    assert!(fine, "{said}");
    assert_eq!(first_words, ["ID", plain, in_doubt, failed]);
    assert!(said.contains("the carrier is away") && said.contains("8/8"), "{said}");
    let tenant = jobs.tenant.to_string();
    for (filter, expected) in [
        (["--state", "failed"], vec![failed]),
        (["--kind", "plain_test"], vec![plain]),
        (["--tenant", &tenant], vec![in_doubt, failed]),
    ] {
        let (said, _) = run(&[&["jobs", "list"], &filter[..]].concat()).await;
        assert!(
            said.lines().skip(1).map(|line| line.split_whitespace().next().unwrap()).eq(expected),
            "{filter:?}: {said}"
        );
    }
    assert_eq!(run(&["jobs", "list", "--state", "done"]).await, ("there is no such job\n".to_owned(), true));

    for id in [failed, in_doubt] {
        assert_eq!(run(&["jobs", "retry", id]).await, (format!("job {id} waits to be tried again\n"), true));
        assert_eq!(jobs.state(id).await, ("waiting".to_owned(), 0));
        assert_eq!(run(&["jobs", "retry", id]).await, (String::new(), false), "it waits already");
    }
    assert_eq!(run(&["jobs", "cancel", plain]).await, (format!("job {plain} is cancelled\n"), true));
    assert_eq!(jobs.state(plain).await.0, "cancelled");
    assert_eq!(run(&["jobs", "cancel", plain]).await, (String::new(), false), "it is over");
    let running =
        format!("update jobs.jobs set state = 'running', lease_until = '{LEASED_UNTIL}' where id = '{failed}'");
    jobs.server.db.superuser(&running).await;
    let (said, fine) = run(&["jobs", "cancel", failed]).await;
    assert!(fine && said.starts_with(&format!("job {failed} runs: ")), "{said}");
    assert_eq!(run(&["jobs", "retry", &Uuid::nil().to_string()]).await, (String::new(), false), "there is none");
}

#[tokio::test]
async fn the_command_line_shows_the_last_run_of_each_task() {
    let server = TestServer::start().await;
    for _ in 0..100 {
        let (said, fine) = command(&server.db, &["jobs", "periodic"], &[]).await;
        assert!(fine, "{said}");
        let line = said.lines().find(|line| line.starts_with("idempotency_keys ") && line.contains("ok"));
        if let Some(line) = line {
            // The command has the machine's clock, and the server one that stands in the past.
            assert!(
                line.contains(" 600s ") && line.contains("2026-03-01T12:00:00Z") && line.ends_with("ok, late"),
                "{line}"
            );
            assert!(said.starts_with("TASK "), "{said}");
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the tasks didn't run");
}

/// The text of the metrics that are served there.
async fn metrics(address: &str) -> String {
    reqwest::get(format!("http://{address}/metrics")).await.unwrap().text().await.unwrap()
}

#[tokio::test]
async fn a_second_node_leaves_the_sweeps_to_the_first_and_knows_of_their_success() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let jobs = Jobs::new().await;
    let mut superuser = jobs.server.db.connect("postgres").await;
    let mut first_run = async || {
        let row = "select node, started_at::text, finished_at is not null from jobs.periodic_runs where task = 'jobs'";
        let row = sqlx::query(row).fetch_optional(&mut superuser).await.unwrap();
        row.filter(|row| row.get(2)).map(|row| (row.get::<String, _>(0), row.get::<String, _>(1)))
    };
    let mut before = None;
    while before.is_none() {
        tokio::time::sleep(Duration::from_millis(20)).await;
        before = first_run().await;
    }
    let _second = TestServer::start_node(&jobs.server.db, jobs.server.clock.clone(), &[("METRICS_ADDR", &free)]).await;
    let (last_success, own) =
        ("bulkhead_periodic_last_success_timestamp_seconds{task=\"jobs\"} 1772", "task=\"request_quotas\"");
    for _ in 0..500 {
        let text = metrics(&free).await;
        if text.contains(last_success) && text.contains(own) && text.contains("bulkhead_jobs{kind") {
            assert!(!text.contains("bulkhead_periodic_runs_total{result=\"ok\",task=\"jobs\"}"), "{text}");
            for line in [
                "bulkhead_jobs{kind=\"secret_test\",state=\"failed\"} 1",
                "bulkhead_jobs{kind=\"secret_test\",state=\"in_doubt\"} 1",
                "bulkhead_jobs{kind=\"plain_test\",state=\"waiting\"} 1",
            ] {
                assert!(text.contains(line), "{line} not in {text}");
            }
            assert_eq!(first_run().await, before);
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the second node knows nothing of the tasks: {}", metrics(&free).await);
}
