use base::{Lease, Pool};
use sqlx::Executor;
use uuid::Uuid;

use super::{ACTIVE, ConnectedRole, Connections, Fault, SESSION, look, or_refused, run};
use crate::Error;

/// Examines a session of each pool: its role, its limits, and that the next unit of work inherits no context.
pub(super) async fn examine(connections: Connections<'_>) -> Result<Vec<Fault>, Error> {
    let mut faults = Vec::new();
    let pools = [
        ("auth", connections.auth, "bulkhead_auth"),
        ("tenant", connections.app, "bulkhead_app"),
        ("read-only tenant", connections.read, "bulkhead_app"),
        ("platform", connections.platform, "bulkhead_platform"),
    ];
    for (name, pool, role) in pools {
        let mut session = pool.lease().await?;
        let connected = ConnectedRole::of(&mut session).await?.name;
        if connected != role {
            faults.push(Fault {
                check: "session",
                object: format!("the {name} connection"),
                fault: format!("is made as {connected}: make it as {role}"),
            });
        }
        session.give_back();
        faults.extend(look(&SESSION, pool).await?);
        if role != "bulkhead_auth" {
            faults.extend(look(&ACTIVE, pool).await?);
        }
    }
    faults.extend(read_only(connections.read).await?);
    faults.extend(or_refused("session", nothing_stays(connections.app).await)?);
    Ok(faults)
}

/// The pool for reads can't write.
async fn read_only(pool: &Pool) -> Result<Option<Fault>, Error> {
    let mut session = pool.lease().await?;
    let read_only: String = sqlx::query_scalar("select current_setting('transaction_read_only')")
        .persistent(false)
        .fetch_one(&mut session)
        .await?;
    session.give_back();
    Ok((read_only != "on").then(|| Fault {
        check: "session",
        object: "the read-only tenant connection".into(),
        fault: "may write: connect with default_transaction_read_only=on".into(),
    }))
}

/// Enters a tenant and commits: the next unit of work on the connection must find no context.
async fn nothing_stays(pool: &Pool) -> Result<Vec<Fault>, Error> {
    let mut session = pool.lease().await?;
    enter_and_commit(&mut session).await?;
    session.give_back();
    let mut next = pool.lease().await?;
    let faults = run(&SESSION, &mut next).await?;
    next.give_back();
    Ok(faults)
}

/// Tries to enter a tenant that doesn't exist, as a user that doesn't exist, and sets a context as the way in does.
async fn enter_and_commit(session: &mut Lease) -> Result<(), Error> {
    let stranger = Uuid::from_u128(u128::from_be_bytes(*b"doctor's canary!"));
    let query = sqlx::query("select from tenancy.enter($1, $1::text, 1, $1)").persistent(false).bind(stranger);
    session.execute(query).await?;
    Ok(())
}
