//! What is counted: guesses of passwords and codes, and messages.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use crate::support::state::Superuser;
use serde_json::json;

use super::{App, Pair, assert_all_of, at_once, count, login, post};
use crate::support::server::{Caller, PASSWORD};
use crate::support::wait::until;

const OK: u16 = 200;
const ACCEPTED: u16 = 202;
const REFUSED: u16 = 401;
const BLOCKED: u16 = 429;

async fn ask(caller: &Caller, contact: &str, device: &str) -> u16 {
    post(caller, "/auth/otp/request", json!({"contact": contact, "device_id": device})).await
}

async fn give(caller: &Caller, contact: &str, device: &str, code: &str) -> u16 {
    post(caller, "/auth/otp/verify", json!({"contact": contact, "device_id": device, "code": code})).await
}

/// A code that is not this one, and another for each number.
fn other(code: &str, number: usize) -> String {
    format!("{:06}", (code.parse::<usize>().unwrap() + number + 1) % 1_000_000)
}

#[tokio::test]
async fn log_2_over_two_processes_two_hundred_guesses_at_once_are_ten() {
    let pair = Pair::shared().await;
    let victim = pair.user("victim@guesses.test").await;
    let callers = pair.anonymous_each(200).await;
    let statuses = at_once(&callers, async |number, caller| {
        login(caller, "victim@guesses.test", &format!("a wrong guess {number}")).await
    })
    .await;
    assert_all_of(&statuses, &[REFUSED, BLOCKED]);
    let compared = count(&statuses, REFUSED);
    assert!(compared <= 10, "{compared} guesses were compared");
    assert_eq!(pair.events(&victim, "authn_login_fail").await, i64::try_from(compared).unwrap());
    // The right password changes nothing about it, at either process.
    for caller in &callers[..2] {
        assert_eq!(login(caller, "victim@guesses.test", PASSWORD).await, BLOCKED);
    }
}

#[tokio::test]
async fn log_3_over_two_processes_twenty_valid_sign_ins_at_once_all_succeed() {
    let pair = Pair::start_with(&[("LOGIN_FAILURES_PER_CLIENT", "10")]).await;
    pair.user("user1@guesses.test").await;
    let callers = pair.anonymous_each(20).await;
    let statuses = at_once(&callers, async |_, caller| login(caller, "user1@guesses.test", PASSWORD).await).await;
    assert_eq!(count(&statuses, OK), 20, "{statuses:?}");
}

#[tokio::test]
async fn otp_2_otp_3_otp_4_over_two_processes_fifty_guesses_at_once_are_three_a_code_and_ten_an_hour() {
    let pair = Pair::shared().await;
    let contact = "codes@guesses.test";
    let owner = pair.user(contact).await;
    let callers = pair.anonymous_each(50).await;
    assert_eq!(ask(&callers[0], contact, "laptop").await, ACCEPTED);
    let first = pair.codes(contact).await.swap_remove(0);
    let statuses = at_once(&callers[..2], async |number, caller| {
        give(caller, contact, &format!("early {number}"), &other(&first, number)).await
    })
    .await;
    assert_eq!(count(&statuses, REFUSED), 2, "{statuses:?}");

    pair.superuser("update auth.attempts set last_at = last_at - interval '61 seconds' where scope = 'code'").await;
    assert_eq!(ask(&callers[1], contact, "laptop").await, ACCEPTED);
    let mut codes = Vec::new();
    until("the second code arrives", async || {
        codes = pair.codes(contact).await;
        codes.len() == 2
    })
    .await;
    let guess = |number: usize| {
        let mut others = (number..).map(|more| other(&first, more)).filter(|code| !codes.contains(code));
        others.next().unwrap()
    };
    let statuses = at_once(&callers, async |number, caller| {
        give(caller, contact, &format!("device {number}"), &guess(number)).await
    })
    .await;
    assert_all_of(&statuses, &[REFUSED, BLOCKED]);
    // Two were counted before the new code, which gives nothing back.
    assert_eq!((count(&statuses, REFUSED), pair.events(&owner, "authn_login_fail").await), (8, 10));
    let guesses = "select max(guesses)::bigint from auth.codes where expires_at > now()";
    assert!(pair.number(guesses).await <= 3);
    for (caller, code) in callers[..2].iter().zip(&codes) {
        assert_eq!(give(caller, contact, "laptop", code).await, BLOCKED);
        assert_eq!(ask(caller, contact, "laptop").await, BLOCKED);
    }
}

#[tokio::test]
async fn otp_8_rl_4_over_two_processes_what_was_counted_outlives_a_restart() {
    let mut pair = Pair::start().await;
    let victim = pair.user("victim@restart.test").await;
    let callers = pair.anonymous_each(20).await;
    let statuses = at_once(&callers, async |number, caller| {
        ask(caller, "messages@restart.test", &format!("device {number}")).await
    })
    .await;
    assert_eq!((count(&statuses, ACCEPTED), count(&statuses, BLOCKED)), (1, 19), "{statuses:?}");
    for caller in &callers[..10] {
        assert_eq!(login(caller, "victim@restart.test", "a wrong guess").await, REFUSED);
    }
    pair.restart(0).await;
    for number in 0..2 {
        let caller = pair.anonymous(number);
        assert_eq!(ask(&caller, "messages@restart.test", "one more").await, BLOCKED);
        assert_eq!(login(&caller, "victim@restart.test", PASSWORD).await, BLOCKED);
    }
    assert_eq!(pair.events(&victim, "authn_login_fail").await, 10);
    // One letter for all who asked.
    assert_eq!(pair.number("select count(*) from auth.codes").await, 1);
}

#[tokio::test]
async fn otp_9_over_two_processes_codes_are_guessed_ten_times_an_account() {
    let pair = Pair::shared().await;
    let email = "totp@guesses.test";
    let user = pair.user(email).await;
    let app = App::of(&user).await;
    let callers = pair.anonymous_each(24).await;
    // A session of its own for each guess makes no difference.
    let halves = at_once(&callers, async |_, caller| login(caller, email, PASSWORD).await).await;
    assert_eq!(count(&halves, OK), callers.len());
    let wrong = app.wrong();
    let statuses =
        at_once(&callers, async |_, caller| post(caller, "/auth/mfa/verify", json!({"code": wrong})).await).await;
    assert_all_of(&statuses, &[403, BLOCKED]);
    let compared = i64::try_from(count(&statuses, 403)).unwrap();
    assert_eq!((compared, pair.events(&user, "authn_mfa_fail").await), (10, 10));
    for caller in &callers[..2] {
        assert_eq!(post(caller, "/auth/mfa/verify", json!({"code": app.code(1)})).await, BLOCKED);
    }
}
