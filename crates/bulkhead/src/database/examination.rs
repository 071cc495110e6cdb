//! Whether a database is fit to be served: can every role connect, are the migrations ours, would it isolate.

use std::time::Duration;

use base::PoolSize;
use futures_util::future::join_all;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection};
use tenancy::doctor::{self, ConnectedRole, Fault};
use tenancy::migrate;

use super::{Pools, Roles};
use base::causes;

const CONNECT_WITHIN: Duration = Duration::from_secs(5);

/// What keeps a server from serving, one line a fault, and what is only warned about.
#[derive(Debug, Default)]
pub struct Examination {
    pub faults: Vec<String>,
    pub warnings: Vec<Fault>,
}

impl Examination {
    fn of(faults: Vec<String>) -> Self {
        Self { faults, warnings: Vec::new() }
    }
}

/// Examines in the order of cause and consequence, and goes no further than the first kind of fault.
pub async fn examine(roles: &Roles) -> Result<Examination, tenancy::Error> {
    let faults = unfit_connections(&roles.of_servers()).await;
    if !faults.is_empty() {
        return Ok(Examination::of(faults));
    }
    let pools = examiners(roles);
    let faults = migrate::differences(&pools.platform).await?;
    if !faults.is_empty() {
        return Ok(Examination::of(faults));
    }
    let connections =
        doctor::Connections { auth: &pools.auth, app: &pools.write, read: &pools.read, platform: &pools.platform };
    let found = doctor::root_causes(doctor::examine(connections, &domain::choices()).await?);
    let (serious, warnings): (Vec<_>, Vec<_>) = found.into_iter().partition(Fault::forbids_serving);
    Ok(Examination { faults: serious.iter().map(ToString::to_string).collect(), warnings })
}

/// Pools of a few connections, for what a command does before or without serving.
pub fn examiners(roles: &Roles) -> Pools {
    let size = PoolSize { max: 2, acquire_timeout: CONNECT_WITHIN };
    roles.pools(size, size)
}

/// A variable, how it says to connect, and the role that it has to connect as.
pub struct Expected<'a> {
    pub variable: &'static str,
    pub options: &'a PgConnectOptions,
    pub role: &'static str,
}

/// A line for each cause that keeps variables from connecting, and for each variable with an unexpected role.
pub async fn unfit_connections(expected: &[Expected<'_>]) -> Vec<String> {
    let mut refused: Vec<(String, Vec<&str>)> = Vec::new();
    let mut faults = Vec::new();
    let roles = join_all(expected.iter().map(|expected| connect(expected.options))).await;
    for (expected, role) in expected.iter().zip(roles) {
        match role {
            Ok(role) if role.name == expected.role => {}
            Ok(ConnectedRole { name, is_superuser }) => {
                let rank = if is_superuser { ", a superuser" } else { "" };
                let Expected { variable, role, .. } = expected;
                faults.push(format!("{variable} connects as {name}{rank}: it must connect as {role}"));
            }
            Err(error) => {
                let cause = causes::describe(&error);
                match refused.iter_mut().find(|(other, _)| *other == cause) {
                    Some((_, variables)) => variables.push(expected.variable),
                    None => refused.push((cause, vec![expected.variable])),
                }
            }
        }
    }
    let refused = refused.iter().map(|(cause, variables)| format!("{}: {cause}", variables.join(", ")));
    refused.chain(faults).collect()
}

#[derive(Debug, thiserror::Error)]
enum ConnectError {
    #[error("can't connect to the database")]
    Refused(#[from] sqlx::Error),
    #[error("the database doesn't answer within {} seconds", CONNECT_WITHIN.as_secs())]
    Silent,
}

async fn connect(options: &PgConnectOptions) -> Result<ConnectedRole, ConnectError> {
    let connect = async {
        let mut connection = options.clone().disable_statement_logging().connect().await?;
        let role = ConnectedRole::of(&mut connection).await?;
        connection.close().await?;
        Ok(role)
    };
    tokio::time::timeout(CONNECT_WITHIN, connect).await.unwrap_or(Err(ConnectError::Silent))
}
