//! kill -9 of nodes that run jobs: no job is lost, and none that is to run at most once runs twice.
//!
//! The nodes are this program again, at the ignored test `node`. `JOBS` and `JOBS_KILLS` say how many jobs and kills
//! there are.

use std::collections::{HashMap, HashSet};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use base::jobs::{BackgroundJob, Delivery, JobError, JobQueue, JobRun, Limits, NewJob, Registry, Worker};
use base::{Clock, Mode, Pool, PoolSize, Random, SecretBox, Transaction};
use serde::{Deserialize, Serialize};
use sqlx::postgres::PgConnectOptions;
use sqlx::{PgConnection, Row};
use uuid::Uuid;

use crate::cluster::Cluster;

const NODES: usize = 3;
/// In the environment of a node: how it reaches the database, without the role.
const DATABASE: &str = "JOBS_DATABASE";
/// Jobs in a unit of work. Each tenth unit of work is rolled back.
const BATCH: u32 = 20;
/// For how long a job goes on after its act, so that a kill meets some between the two.
const AFTER_THE_ACT: Duration = Duration::from_millis(30);

macro_rules! kind {
    ($name:ident, $kind:literal, $delivery:ident) => {
        #[derive(Serialize, Deserialize)]
        struct $name {
            number: u32,
        }

        impl BackgroundJob for $name {
            type Context = Pool;
            const KIND: &'static str = $kind;
            const DELIVERY: Delivery = Delivery::$delivery;
            const MAX_TRIES: u16 = 100;
            const LEASE: Duration = Duration::from_secs(2);
            const LIMITS: Limits = Limits { overall: 100, per_tenant: 20, per_node: 8 };

            async fn run(&self, acts: &Pool, _: &JobRun) -> Result<(), JobError> {
                let mut db = acts.lease().await.map_err(JobError::retry)?;
                let act = sqlx::query("insert into acts (kind, number) values ($1, $2)");
                let number = i64::from(self.number);
                act.bind(Self::KIND).bind(number).execute(&mut db).await.map_err(JobError::fail)?;
                db.give_back();
                tokio::time::sleep(AFTER_THE_ACT).await;
                Ok(())
            }
        }
    };
}

kind!(Once, "once", AtMostOnce);
kind!(Again, "again", AtLeastOnce);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_nodes_lose_no_job_and_run_none_twice_that_is_to_run_once() {
    let (jobs, kills) = (number("JOBS", 600), number("JOBS_KILLS", 6));
    let cluster = Cluster::start(&[]).await;
    let mut superuser = cluster.superuser().await;
    sqlx::raw_sql("create table acts (kind text not null, number bigint not null)")
        .execute(&mut superuser)
        .await
        .unwrap();
    let mut nodes: Vec<Node> = (0..NODES).map(|_| Node::start(&cluster)).collect();
    let enqueued = tokio::spawn(enqueue(pool(&cluster.url("bulkhead_app")), jobs));

    let begun = Instant::now();
    for kill in 1..=kills {
        until_ended(&mut superuser, i64::from(jobs * kill / (kills + 1))).await;
        let node = &mut nodes[kill as usize % NODES];
        node.kill();
        *node = Node::start(&cluster);
    }
    let mut expected = enqueued.await.unwrap();
    until_ended(&mut superuser, i64::try_from(expected.len()).unwrap()).await;

    let rows = sqlx::query("select kind, (payload ->> 'number')::bigint, state, attempts from jobs.jobs");
    let mut interrupted = HashMap::from([("once", 0), ("again", 0)]);
    let acts = acts(&mut superuser).await;
    for row in rows.fetch_all(&mut superuser).await.unwrap() {
        let (kind, number, state, attempts): (String, i64, String, i64) =
            (row.get(0), row.get(1), row.get(2), row.get(3));
        assert!(expected.remove(&(kind.clone(), number)), "{kind} {number} was rolled back, or is there twice");
        let acts = acts.get(&(kind.clone(), number)).copied().unwrap_or_default();
        match (kind.as_str(), state.as_str()) {
            ("once", "done") => assert_eq!((acts, attempts), (1, 1), "{kind} {number}"),
            ("once", "in_doubt") => {
                assert!(acts <= 1 && attempts == 1, "{kind} {number}: {acts} acts in {attempts} runs");
                *interrupted.get_mut("once").unwrap() += 1;
            }
            ("again", "done") => {
                assert!(acts >= 1 && acts <= attempts, "{kind} {number}: {acts} acts in {attempts} runs");
                *interrupted.get_mut("again").unwrap() += usize::from(attempts > 1);
            }
            _ => panic!("{kind} {number} has ended {state}"),
        }
    }
    assert!(expected.is_empty(), "lost: {expected:?}");
    assert!(interrupted.values().all(|runs| *runs > 0), "the kills met no run, which proves nothing: {interrupted:?}");
    println!(
        "{jobs} jobs on {NODES} nodes, killed {kills} times, in {:.1} s: 0 lost, 0 of at most once repeated; \
         in doubt {}, repeated {}",
        begun.elapsed().as_secs_f64(),
        interrupted["once"],
        interrupted["again"]
    );
}

/// Runs jobs until it is killed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a node, which the test above starts"]
async fn node() {
    let url = std::env::var(DATABASE).expect("the test above starts it");
    let acts = pool(&url.replace("ROLE", "postgres"));
    let mut registry = Registry::new();
    registry.register::<Once>(acts.clone()).register::<Again>(acts);
    let worker = Worker::new(pool(&url.replace("ROLE", "bulkhead_platform")), queue(), registry);
    worker.with_poll(Duration::from_millis(100)).run(std::future::pending(), Duration::ZERO).await;
}

struct Node(Child);

impl Node {
    fn start(cluster: &Cluster) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["jobs::node", "--exact", "--ignored", "--nocapture"]).env(DATABASE, cluster.url("ROLE"));
        Self(command.stdout(Stdio::null()).spawn().unwrap())
    }

    fn kill(&mut self) {
        assert!(self.0.try_wait().unwrap().is_none(), "the node has ended by itself");
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Enqueues jobs of both kinds, for several tenants and none; answers those whose unit of work has committed.
async fn enqueue(app: Pool, jobs: u32) -> HashSet<(String, i64)> {
    let queue = queue();
    let mut committed = HashSet::new();
    let mut number = 0;
    for batch in 0_u32.. {
        if committed.len() >= jobs as usize {
            break;
        }
        let mut tx = Transaction::begin(&app).await.unwrap();
        let tenant = if batch % 4 == 0 { String::new() } else { Uuid::from_u128((batch % 4).into()).to_string() };
        sqlx::query("select set_config('app.tenant_id', $1, true)").bind(tenant).execute(&mut tx).await.unwrap();
        let mut put = Vec::new();
        for _ in 0..BATCH {
            number += 1;
            let kind = if number % 2 == 0 {
                queue.enqueue(&mut tx, NewJob::new(&Once { number })).await.unwrap();
                Once::KIND
            } else {
                queue.enqueue(&mut tx, NewJob::new(&Again { number })).await.unwrap();
                Again::KIND
            };
            put.push((kind.to_owned(), i64::from(number)));
        }
        if batch % 10 == 9 {
            tx.rollback().await.unwrap();
        } else {
            tx.commit().await.unwrap();
            committed.extend(put);
        }
    }
    committed
}

/// Waits until so many jobs have ended.
async fn until_ended(superuser: &mut PgConnection, jobs: i64) {
    let begun = Instant::now();
    loop {
        let ended = "select count(*) from jobs.jobs where finished_at is not null";
        let ended: i64 = sqlx::query_scalar(ended).fetch_one(&mut *superuser).await.unwrap();
        if ended >= jobs {
            return;
        }
        assert!(begun.elapsed() < Duration::from_mins(2), "{ended} of {jobs} jobs have ended");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// How often each job has done its act.
async fn acts(superuser: &mut PgConnection) -> HashMap<(String, i64), i64> {
    let rows = sqlx::query("select kind, number, count(*) from acts group by 1, 2").fetch_all(superuser).await.unwrap();
    rows.iter().map(|row| ((row.get(0), row.get(1)), row.get(2))).collect()
}

fn queue() -> JobQueue {
    JobQueue::new(Clock::system(), Random::system(), SecretBox::derive(b"a secret of this test"))
}

fn pool(url: &str) -> Pool {
    let options: PgConnectOptions = url.parse().unwrap();
    Pool::new(options, PoolSize { max: 4, acquire_timeout: Duration::from_secs(30) }, Mode::Direct)
}

fn number(variable: &str, default: u32) -> u32 {
    std::env::var(variable).map_or(default, |value| value.parse().unwrap())
}
