//! Whether the database would isolate: the catalogue, the sessions of the runtime roles, and a canary tenant.
//!
//! Every check but two, of who connects and of what the code declares, is a file in `sql/doctor/` that psql can run as
//! well; each returns a row `(object, fault)` for what is wrong, and none where all is well.

/// SQL of doctor's under settings of its own, for the transaction that it runs in. How Postgres reads and writes an
/// expression, a name or a value depends on them, and a server, a database or a role may have others. (`lc_messages`
/// takes a superuser; no check reads a message. `standard_conforming_strings` begins after the text is read, so a
/// backslash stands in `E''` only.)
macro_rules! under_own_settings {
    ($sql:expr) => {
        concat!(
            "set local search_path = ''; set local quote_all_identifiers = off; \
             set local standard_conforming_strings = on; \
             set local array_nulls = on; \
             set local transform_null_equals = off; set local datestyle = 'ISO, MDY'; \
             set local intervalstyle = postgres; set local timezone = 'UTC'; set local extra_float_digits = 1; \
             set local bytea_output = hex; set local xmloption = content; set local lc_numeric = 'C'; \
             set local lc_monetary = 'C'; set local lc_time = 'C';\n",
            $sql
        )
    };
}

mod choices;
mod connected;
mod root_causes;
mod sessions;

use std::fmt;

use base::{Lease, Pool};
use sqlx::Row;

use crate::Error;
pub use choices::Choice;
pub use connected::ConnectedRole;
pub use root_causes::root_causes;

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

/// Something that would let one tenant into another's data, or hide that it happened; or that is only warned about.
/// Reads as one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The check that found it, as the file in `sql/doctor/` is named; `choices` where it is about what the code
    /// declares, and `doctor` where the database refused a check.
    pub check: &'static str,
    /// What is at fault: a table, a role, a function.
    pub object: String,
    /// What is wrong with it, and what to do.
    pub fault: String,
}

impl Fault {
    /// Whether a server must not serve over this. An outdated minor release of Postgres, built-in functions that can't
    /// be revoked on a managed Postgres, and settings of roles are only warned about: the server runs no SQL of a
    /// tenant's making, which they all need to harm a tenant. So are the words of a column, a locale that knows few
    /// letters, and phones whose carrier leads elsewhere: they let no tenant into another's data.
    pub fn forbids_serving(&self) -> bool {
        !matches!(self.check, "server" | "locale" | "built_ins" | "role_settings" | "choices" | "receiving")
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
        Check { name: $name, sql: under_own_settings!(include_str!(concat!("../../../sql/doctor/", $name, ".sql"))) }
    };
}

/// What the catalogue tells, the same to every role.
static CATALOGUE: &[Check] = &[
    check!("server"),
    check!("version"),
    check!("locale"),
    check!("roles"),
    check!("role_settings"),
    check!("built_ins"),
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
    check!("receiving"),
];

static SESSION: Check = check!("session");
static ACTIVE: Check = check!("active");
static CANARY: Check = check!("canary");

/// Examines a migrated database through the pools that will serve it, and changes nothing in it. No fault: it isolates,
/// and its columns hold the words that `choices` declares. A check that the database refuses is a fault like what it
/// would have found, and hides nothing of the others.
///
/// Errors where a role can't connect, which is as good a reason not to serve.
pub async fn examine(connections: Connections<'_>, choices: &[Choice]) -> Result<Vec<Fault>, Error> {
    let mut faults = sessions::examine(connections).await?;
    for check in CATALOGUE {
        faults.extend(look(check, connections.platform).await?);
    }
    faults.extend(choices::examine(connections.platform, choices).await?);
    faults.extend(look(&CANARY, connections.app).await?);
    Ok(faults)
}

/// Runs a check in a session of a pool. A refusal closes the session, since its state is then unknown.
async fn look(check: &Check, pool: &Pool) -> Result<Vec<Fault>, Error> {
    let mut session = pool.lease().await?;
    let found = run(check, &mut session).await;
    if found.is_ok() {
        session.give_back();
    }
    or_refused(check.name, found)
}

/// What was found, and that the database refused to look where it did.
fn or_refused(what: &str, found: Result<Vec<Fault>, Error>) -> Result<Vec<Fault>, Error> {
    match found {
        Err(Error::Database(sqlx::Error::Database(refusal))) => Ok(vec![Fault {
            check: "doctor",
            object: format!("the check {what}"),
            fault: format!("can't run: {}", refusal.message()),
        }]),
        found => found,
    }
}

async fn run(check: &Check, session: &mut Lease) -> Result<Vec<Fault>, Error> {
    let rows = sqlx::raw_sql(check.sql).fetch_all(session).await?;
    rows.iter()
        .map(|row| Ok(Fault { check: check.name, object: row.try_get("object")?, fault: row.try_get("fault")? }))
        .collect()
}
