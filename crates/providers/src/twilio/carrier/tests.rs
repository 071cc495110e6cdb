mod peer;
mod recordings;
mod requests;
mod verdicts;

use super::*;
use crate::redacted::Redacted;

const SID: &str = "AC00000000000000000000000000000001";

fn account() -> Account {
    Account { sid: SID.to_owned(), auth_token: Redacted::new("a-token-of-the-test") }
}

fn new_call() -> NewCall {
    NewCall {
        to: "+14155550101".to_owned(),
        from: "+14155550100".to_owned(),
        url: "https://app.example.com/voice?attempt=1".to_owned(),
        status_callback: "https://app.example.com/status?attempt=1#rc=3&rp=all".to_owned(),
        timeout: 30,
        time_limit: 600,
        machine_detection: true,
    }
}
