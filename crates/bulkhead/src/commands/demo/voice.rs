//! A phone at the simulated carrier, with its calls, messages and campaigns.

use domain::agents::AGENTS;
use domain::call_notes::CALL_NOTES;
use domain::calls::{CALLS, TURNS};
use domain::campaigns::CAMPAIGNS;
use domain::message_agents::MESSAGE_AGENTS;
use domain::messages::MESSAGES;
use domain::phones::PHONES;
use domain::prompts::PROMPTS;
use domain::scheduled_calls::SCHEDULED_CALLS;
use domain::suppressions::SUPPRESSIONS;
use serde_json::{Value as Json, json};
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::sales::phone as number_of;
use super::steps::Steps;
use super::words::{CALL_NOTES as NOTES, CAMPAIGNS as TEXTS, GREETING, PROMPTS as INSTRUCTIONS, SMS, TALKS};

/// The tenant's number.
const NUMBER: &str = "+12065550190";

/// The places of the owner and the admin in the team.
const OWNER: usize = 0;
const ADMIN: usize = 1;

/// The phone, and who speaks on it.
#[derive(Clone, Copy)]
pub struct Phone {
    id: Uuid,
    incoming: Uuid,
    outgoing: Uuid,
}

fn text(at: OffsetDateTime) -> Json {
    at.format(&Rfc3339).map_or(Json::Null, Json::String)
}

/// Makes the phone with its agents and prompts.
pub fn phone(steps: &mut Steps) -> Phone {
    let at = steps.dice.now - Duration::days(46);
    let json = json!({ "number": NUMBER, "label": "Admissions office", "provider": "simulated" });
    let id = steps.create(ADMIN, &PHONES, at, json);
    let [front_desk, outreach, texts] = INSTRUCTIONS.map(|(name, kind, body)| {
        steps.create(ADMIN, &PROMPTS, at, json!({ "name": name, "kind": kind, "body": body }))
    });
    let mut agent = |name: &str, direction: &str, prompt: Uuid| {
        let json = json!({ "name": name, "direction": direction, "phone_id": id, "prompt_id": prompt,
            "greeting": GREETING, "language": "en-GB", "active": true });
        steps.create(ADMIN, &AGENTS, at, json)
    };
    let incoming = agent("Ada at the front desk", "incoming", front_desk);
    let outgoing = agent("Ada calls back", "outgoing", outreach);
    let json = json!({ "name": "Ada by text", "phone_id": id, "prompt_id": texts, "active": true });
    steps.create(ADMIN, &MESSAGE_AGENTS, at, json);
    Phone { id, incoming, outgoing }
}

/// Brings calls along that are over, with transcripts and notes.
pub fn calls(steps: &mut Steps, phone: Phone, leads: &[Uuid]) {
    for number in 0..64 {
        let dice = &steps.dice;
        let (at, person) = (dice.past(30), number_of(usize::from(dice.below(180))));
        let (answered, lead) = (dice.happens(75), *dice.pick(leads));
        let status = if answered { "completed" } else { *dice.pick(&["no-answer", "busy", "failed", "canceled"]) };
        let (rang, spoke) = (Duration::seconds(4 + i64::from(dice.below(20))), 30 + i64::from(dice.below(400)));
        let end = at + rang + Duration::seconds(if answered { spoke } else { 0 });
        let (direction, agent, from, to) = if dice.happens(45) {
            ("incoming", phone.incoming, person.as_str(), NUMBER)
        } else {
            ("outgoing", phone.outgoing, NUMBER, person.as_str())
        };
        let json = json!({ "phone_id": phone.id, "agent_id": agent, "direction": direction, "from": from, "to": to,
            "status": status, "duration_seconds": answered.then_some(spoke), "simulated": true,
            "answered_at": answered.then(|| text(at + rang)), "ended_at": text(end) });
        let call = steps.record(OWNER, &CALLS, at, json);
        if !answered {
            continue;
        }
        let talk = TALKS[number % TALKS.len()];
        let first = json!({ "number": 1, "said": GREETING });
        steps.record(OWNER, TURNS.of(call), at + rang, first);
        for (place, (heard, said)) in (2..).zip(talk) {
            let turn = json!({ "number": place, "heard": heard, "said": said });
            steps.record(OWNER, TURNS.of(call), at + rang + Duration::seconds(place * 9), turn);
        }
        if number % 3 == 0 {
            let note = json!({ "body": steps.dice.pick(&NOTES), "lead_id": lead, "call_id": call });
            steps.create(steps.writer(), &CALL_NOTES, end + Duration::minutes(2), note);
        }
    }
}

/// Makes calls that are to be placed in the next days, and brings along those that were.
pub fn scheduled(steps: &mut Steps, phone: Phone, leads: &[Uuid]) {
    for number in 0..leads.len().min(24) {
        let made_at = steps.dice.past(14);
        let mut json = json!({ "phone_id": phone.id, "agent_id": phone.outgoing, "to": number_of(number) });
        if number < 10 {
            json["scheduled_at"] = text(steps.dice.future(14));
            steps.create(steps.writer(), &SCHEDULED_CALLS, made_at, json);
        } else {
            json["scheduled_at"] = text(made_at + Duration::hours(2));
            json["status"] = json!(steps.dice.pick(&["completed", "completed", "completed", "failed", "cancelled"]));
            if json["status"] == "failed" {
                json["error_code"] = json!("no-answer");
            }
            steps.record(steps.writer(), &SCHEDULED_CALLS, made_at, json);
        }
    }
}

/// Brings text messages along: what was asked, and what the person replied.
pub fn messages(steps: &mut Steps, phone: Phone, people: &[String]) {
    for (number, person) in people.iter().take(30).enumerate() {
        let (at, (asked, replied)) = (steps.dice.past(21), SMS[number % SMS.len()]);
        let status = if steps.dice.happens(90) { "delivered" } else { "undelivered" };
        let json = json!({ "phone_id": phone.id, "direction": "outgoing", "from": NUMBER, "to": person, "body": asked,
            "segments": 1, "status": status, "simulated": true, "ended_at": text(at + Duration::seconds(3)),
            "error_code": (status == "undelivered").then_some("30003") });
        steps.record(OWNER, &MESSAGES, at, json);
        if status == "delivered" {
            let at = at + Duration::minutes(2 + i64::from(steps.dice.below(90)));
            let json = json!({ "phone_id": phone.id, "direction": "incoming", "from": person, "to": NUMBER,
                "body": replied, "segments": 1, "status": "received", "simulated": true, "ended_at": text(at) });
            steps.record(OWNER, &MESSAGES, at, json);
        }
    }
    for person in people.iter().rev().take(2) {
        let json = json!({ "address": person, "reason": "Asked by phone" });
        steps.create(steps.writer(), &SUPPRESSIONS, steps.dice.past(20), json);
    }
}

/// Makes campaigns: drafts, one that waits for its day, one that was cancelled, and one that the server sends.
pub fn campaigns(steps: &mut Steps, phone: Phone) {
    for (name, channel, subject, body, audience, verbs) in TEXTS {
        let at = steps.dice.past(12);
        let is_scheduled = verbs.contains(&"schedule");
        let json = json!({ "name": name, "channel": channel, "subject": subject, "body": body, "audience": [audience],
            "from_name": "Northwind Admissions", "phone_id": (*channel != "email").then_some(phone.id),
            "scheduled_at": is_scheduled.then(|| text(steps.dice.now + Duration::days(10))) });
        let campaign = steps.create(ADMIN, &CAMPAIGNS, at, json);
        for verb in *verbs {
            steps.act(ADMIN, &CAMPAIGNS, campaign, verb);
        }
    }
}
