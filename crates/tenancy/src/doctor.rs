//! Whether the database would isolate: the catalogue, the sessions of the runtime roles, and a canary tenant.
//!
//! Every check but the one for who connects is a file in `sql/doctor/` that psql can run as well; each answers a row
//! `(object, fault)` for what is wrong, and none where all is well.

mod sessions;

use std::fmt;

use auth::{Lease, Pool};
use sqlx::Row;

use crate::Error;

/// The pools that a server serves with. Each connects as the role that its field is named after.
#[derive(Clone, Copy)]
pub struct Connections<'a> {
    /// `bulkhead_auth`
    pub auth: &'a Pool,
    /// `bulkhead_app`, to write.
    pub app: &'a Pool,
    /// `bulkhead_app`, read-only, perhaps to a replica.
    pub read: &'a Pool,
    /// `bulkhead_platform`
    pub platform: &'a Pool,
}

/// Something that would let one tenant into another's data, or hide that it happened. Reads as one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The check that found it, as the file in `sql/doctor/` is named.
    pub check: &'static str,
    /// What is at fault: a table, a role, a function.
    pub object: String,
    /// What is wrong with it, and what to do.
    pub fault: String,
}

impl Fault {
    /// Whether a server must not serve over this. An outdated minor release of Postgres is only warned about: the server
    /// runs no SQL of a tenant's making, which the holes of those releases need.
    pub fn forbids_serving(&self) -> bool {
        self.check != "server"
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.object, self.fault)
    }
}

struct Check {
    name: &'static str,
    sql: &'static str,
}

macro_rules! check {
    ($name:literal) => {
        Check { name: $name, sql: include_str!(concat!("../../../sql/doctor/", $name, ".sql")) }
    };
}

/// What the catalogue tells, the same to every role.
static CATALOGUE: &[Check] = &[
    check!("server"),
    check!("version"),
    check!("roles"),
    check!("ownership"),
    check!("create"),
    check!("defaults"),
    check!("classes"),
    check!("row_security"),
    check!("policies"),
    check!("policy_text"),
    check!("policy_functions"),
    check!("unique_keys"),
    check!("foreign_keys"),
    check!("views"),
    check!("functions"),
    check!("bodies"),
    check!("grants"),
    check!("partitions"),
    check!("triggers"),
];

static SESSION: Check = check!("session");
static ACTIVE: Check = check!("active");
static CANARY: Check = check!("canary");

/// Examines a migrated database through the pools that will serve it, and changes nothing in it. No fault: it isolates.
///
/// Errors where a role can't connect or a check can't run, which is as good a reason not to serve.
pub async fn examine(connections: Connections<'_>) -> Result<Vec<Fault>, Error> {
    let mut faults = sessions::examine(connections).await?;
    let mut platform = connections.platform.lease().await?;
    for check in CATALOGUE {
        faults.extend(run(check, &mut platform).await?);
    }
    platform.give_back();

    let mut app = connections.app.lease().await?;
    faults.extend(run(&CANARY, &mut app).await?);
    app.give_back();
    Ok(faults)
}

async fn run(check: &Check, session: &mut Lease) -> Result<Vec<Fault>, Error> {
    let rows = sqlx::raw_sql(check.sql).fetch_all(session).await?;
    rows.iter()
        .map(|row| Ok(Fault { check: check.name, object: row.try_get("object")?, fault: row.try_get("fault")? }))
        .collect()
}
