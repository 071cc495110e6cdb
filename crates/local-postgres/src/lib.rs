//! A private Postgres for development and tests, on whatever binaries can be had.
//!
//! [`Server::start`] keeps its data between runs; [`Server::temporary`] is thrown away. Both listen on a unix socket
//! only and end with the process that started them, even when that is killed with `kill -9`.
//!
//! # Who may connect
//!
//! The socket's directory is 0700 and belongs to the account that owns the data files, so `trust` gives nothing away:
//! an account that can reach the socket can read the files as well. TCP is off, and `pg_hba.conf` rejects it besides.
//!
//! # Started as root
//!
//! Postgres refuses to run as root. It then runs as the owner of existing data, else as `postgres`, else as `nobody`.
//! Where that account cannot reach the directory asked for (a clone below `/root`), the files live in
//! `/var/lib/local-postgres/` and the directory holds a link `elsewhere` to them. Removing the link starts an empty
//! database.
//!
//! # Upgrades
//!
//! Data is opened with binaries of the major version that wrote it. After the system's package was upgraded under a
//! running server, restart the program: the old server cannot load the new libraries.

mod account;
mod binaries;
mod cluster;
mod command;
mod error;
mod guard;
mod home;
mod postmaster;
mod server;

pub use binaries::{Binaries, Search};
pub use error::Error;
pub use server::{Options, Server};
