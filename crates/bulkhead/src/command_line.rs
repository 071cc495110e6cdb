//! What the program can be asked, and the help about it.

use auth::EmailAddress;
use base::audit_chain::Anchor;
use base::jobs::JobState;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use uuid::Uuid;

/// The exit code where the command line can't be read.
pub const WRONG_USAGE: u8 = 2;

/// The release and, in a release build from a git repository, the commit.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), env!("COMMIT_OF_RELEASE"));

const AFTER: &str = "\
Configuration comes from the environment; .env.example lists the variables.

Exit codes:
  0  done; a check found no fault
  1  failed, or a check found faults
  2  the command line can't be read";

/// A multi-tenant backend.
#[derive(Debug, Parser)]
#[command(name = "bulkhead", version = VERSION, after_help = AFTER)]
pub struct Arguments {
    /// `serve` where there is none.
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve HTTP (the default); in development over a database of its own in .bulkhead/
    Serve,
    /// Run the migrations that the database lacks, as `bulkhead_owner`
    Migrate,
    /// Say what would keep the database from isolating tenants
    ///
    /// Prints a line per fault; the exit code is 1 if there is any. A line that begins with `warning:` is no fault.
    Doctor,
    /// Verify the change log and the security log
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Maintain the catalogue
    #[command(subcommand)]
    Catalog(CatalogCommand),
    /// Fill a tenant with data to look at, in development
    ///
    /// Makes the tenant Northwind Admissions with its members, and prints how to sign in. Where it is there already, it
    /// stays as it is.
    Demo {
        /// What the data follow from: the same number gives the same names, texts and states
        #[arg(long, value_name = "NUMBER", default_value_t = 1)]
        seed: u64,
    },
    /// Maintain platform admins
    #[command(subcommand)]
    Admin(AdminCommand),
    /// Look after background work
    #[command(subcommand)]
    Jobs(JobsCommand),
    /// Have a person call or write to a phone at the simulated carrier
    #[command(subcommand)]
    Simulate(SimulateCommand),
    /// Print the description of the API
    Openapi,
    /// Print a script that completes command lines in a shell
    Completions {
        #[arg(value_enum)]
        shell: Shell,
    },
}

#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Compare the logs with their audit chains
    ///
    /// Prints a line for each difference, and the last link of each log. The exit code is 1 if there is a difference.
    Verify {
        /// A link that an earlier run or a log line named, to show that nothing was cut off since; may be repeated
        #[arg(long, value_name = "ANCHOR")]
        since: Vec<Anchor>,
    },
}

#[derive(Debug, Subcommand)]
pub enum CatalogCommand {
    /// Import the entries of a file
    Import {
        #[arg(value_enum)]
        kind: CatalogKind,
        /// Ends in .csv, .ndjson or .jsonl
        file: String,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum CatalogKind {
    Universities,
    Courses,
}

impl CatalogKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Universities => "universities",
            Self::Courses => "courses",
        }
    }
}

#[derive(Debug, Subcommand)]
pub enum JobsCommand {
    /// List jobs, newest first, without their payloads
    List {
        /// Jobs in this state
        #[arg(long, value_parser = states())]
        state: Option<JobState>,
        /// Jobs of this kind
        #[arg(long)]
        kind: Option<String>,
        /// Jobs of the tenant with this id
        #[arg(long, value_name = "ID")]
        tenant: Option<Uuid>,
        /// At most so many, up to 1000
        #[arg(long, value_name = "NUMBER", default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=1000))]
        limit: u16,
    },
    /// Have a job run again that has failed or is in doubt, with all its tries
    ///
    /// A job in doubt may have done its act: find out first whether a second time does harm.
    Retry { id: Uuid },
    /// Cancel a job that waits; one that runs goes on to the end of this run, and isn't tried again
    Cancel { id: Uuid },
    /// Show the last run of each periodic task
    Periodic,
}

fn states() -> impl TypedValueParser<Value = JobState> {
    let names = JobState::ALL.map(JobState::as_str);
    PossibleValuesParser::new(names).try_map(|name| JobState::parse(&name).ok_or("is no state of a job"))
}

/// Who calls or writes to whom at the simulated carrier.
#[derive(Args, Debug)]
pub struct Sides {
    /// The number of a phone whose provider is `simulated`
    #[arg(long, value_name = "NUMBER")]
    pub to: String,
    /// The person's number
    #[arg(long, value_name = "NUMBER", default_value = "+14155550100")]
    pub from: String,
    /// The `account_sid` of the phone, where several have the number
    #[arg(long, value_name = "SID")]
    pub account: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum SimulateCommand {
    /// Call a phone, and print what both sides say until the call is over
    Call {
        #[command(flatten)]
        sides: Sides,
        /// What the person says, a text each time that the call listens; then they are silent
        #[arg(long = "say", value_name = "TEXT", num_args = 1..)]
        says: Vec<String>,
    },
    /// Send a text message to a phone, and print the replies
    Message {
        #[command(flatten)]
        sides: Sides,
        /// The text
        #[arg(long, value_name = "TEXT")]
        body: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum AdminCommand {
    /// Make a platform admin, and the user where the address has none
    ///
    /// For a user without a password it prints a link to choose one, which works once and for half an hour.
    Create {
        #[arg(value_parser = EmailAddress::parse)]
        email: EmailAddress,
    },
}
