//! The last byte of a request and the end of its credential at once, over the routes whose effect lasts.
//!
//! An ending deletes the session's row, looks whether the effect is there, and commits. An effect that is there
//! afterwards and was not seen then was committed by a unit of work that neither held the row nor found it gone.

#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "the endings are put together by the test")]

use std::collections::BTreeMap;

use futures_util::future::join_all;
use sqlx::{AssertSqlSafe, PgConnection};
use web::route::Route;

use super::cells::Trial;
use super::party::Party;
use super::route;
use super::table::{Ending, Kind, refuses};
use super::target::{self, Delivery};
use crate::support::held::{Answer, Held};

/// Races that run at once.
const AT_ONCE: usize = 8;

/// Each route, the table that its lasting effect is in, and how often.
const RACES: [(&str, &str, &str, usize); 6] = [
    ("POST", "/auth/email/change", "auth.email_tokens", 200),
    ("POST", "/auth/password/change", "auth.users", 56),
    ("POST", "/auth/mfa/totp/confirm", "auth.totp", 120),
    ("POST", "/api/api-keys", "tenancy.api_keys", 256),
    ("POST", "/api/invitations", "tenancy.invitations", 216),
    ("POST", "/admin/impersonations", "auth.impersonations", 152),
];

/// Those that end a session by its row.
const ENDINGS: [Ending; 4] =
    [Ending::Revoked, Ending::LoggedOutEverywhere, Ending::UserDisabled, Ending::PasswordChanged];

/// The credential: a cookie, or an access token each third time, where both open the route.
fn kind(wanted: &Route, number: u32) -> Kind {
    let takes_both = wanted.path != "/admin/impersonations";
    if takes_both && number.is_multiple_of(3) { Kind::Bearer } else { Kind::Cookie }
}

/// Where a race's effect is looked for.
#[derive(Clone, Copy)]
struct Effect {
    party: u32,
    table: &'static str,
    since: i64,
}

impl Effect {
    async fn is_there(self, connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
        let sql = "select exists (select from watch.writes
            where party = $1 and table_name = $2 and number > $3 and role <> 'postgres')";
        sqlx::query_scalar(sql)
            .bind(i64::from(self.party))
            .bind(self.table)
            .bind(self.since)
            .fetch_one(connection)
            .await
    }

    /// Ends the credential after so many round trips, and answers whether the effect was there by then.
    async fn end(self, connection: &mut PgConnection, sql: String, round_trips: usize) -> Result<bool, sqlx::Error> {
        sqlx::raw_sql("begin").execute(&mut *connection).await?;
        for _ in 0..round_trips {
            sqlx::raw_sql("select 1").execute(&mut *connection).await?;
        }
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *connection).await?;
        let seen = self.is_there(connection).await?;
        sqlx::raw_sql("commit").execute(&mut *connection).await?;
        Ok(seen)
    }
}

/// What is wrong with the outcome of a race.
fn fault(wanted: &Route, answer: &Answer, seen: Result<bool, sqlx::Error>, is_there: bool) -> Option<String> {
    match seen {
        Err(error) => Some(format!("the ending fails: {error}")),
        Ok(false) if is_there => Some(format!("has its effect after the ending, answers {}", answer.status)),
        Ok(_) if is_there != (200..300).contains(&answer.status) => {
            Some(format!("answers {} {}, effect: {is_there}", answer.status, answer.code()))
        }
        Ok(_) if !is_there && !refuses(wanted, answer.status) => Some(format!("answers {}", answer.status)),
        Ok(_) => None,
    }
}

#[tokio::test]
#[ignore = "takes a minute: just revocation"]
async fn ses_9_of_a_lasting_effect_and_the_end_of_its_credential_at_once_the_first_committed_counts() {
    let mut trial = Trial::new().await;
    let mut connections = Vec::new();
    for _ in 0..AT_ONCE {
        connections.push(trial.server.db.connect("postgres").await);
    }
    let (mut races, mut effects, mut findings) = (0_u32, 0, Vec::new());
    for (method, path, table, rounds) in RACES {
        let (wanted, mut faults) = (route(method, path), BTreeMap::<String, usize>::new());
        for _ in 0..rounds / AT_ONCE {
            let first = races + 1;
            races += u32::try_from(AT_ONCE).expect("a few");
            let mut parties: Vec<_> =
                (first..=races).map(|number| Party::new(number, kind(wanted, number), wanted)).collect();
            trial.arrange(std::iter::repeat_n(wanted, AT_ONCE), &mut parties).await;
            let since = trial.watch.position().await;
            let url = &trial.server.url;
            let held = parties.iter().map(|party| {
                let parts = target::parts(wanted, party, Delivery::Small);
                async move { Held::begin(url, party.number, &parts).await }
            });
            let held = join_all(held).await;
            trial.wait_until_read().await;
            let run =
                held.into_iter().zip(&parties).zip(&mut connections).map(|((held, party), connection)| async move {
                    let effect = Effect { party: party.number, table, since };
                    let ending = ENDINGS[party.number as usize % ENDINGS.len()];
                    let delay = party.number as usize * 7 % 32;
                    let (answer, seen) = tokio::join!(held.finish(), effect.end(connection, party.end(ending), delay));
                    if seen.is_err() {
                        sqlx::raw_sql("rollback").execute(&mut *connection).await.expect("the connection goes on");
                    }
                    let is_there = effect.is_there(connection).await.expect("the record can be read");
                    (fault(wanted, &answer, seen, is_there).map(|fault| format!("{ending:?}: {fault}")), is_there)
                });
            for (fault, is_there) in join_all(run).await {
                effects += u32::from(is_there);
                if let Some(fault) = fault {
                    *faults.entry(fault).or_default() += 1;
                }
            }
        }
        for (fault, times) in faults {
            findings.push(format!("{method} {path}, {times} of {rounds}: {fault}"));
        }
    }
    println!("{races} races, {effects} effects");
    assert_eq!(races, 1000);
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}
