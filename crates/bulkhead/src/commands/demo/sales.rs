//! Leads, contacts, and what the members tell each other.

use domain::call_notes::CALL_NOTES;
use domain::contacts::CONTACTS;
use domain::conversations::{CONVERSATIONS, MESSAGES};
use domain::follows::FOLLOWS;
use domain::leads::LEADS;
use domain::posts::POSTS;
use serde_json::{Value as Json, json};
use time::Duration;
use uuid::Uuid;

use super::steps::Steps;
use super::words::{
    CHATS, COMPANIES, FAMILY_NAMES, FIRST_NAMES, LEAD_NOTES, NOTES, POSTS as POST_TEXTS, SOURCES, STATUSES, TAGS,
};

const LEAD_COUNT: usize = 120;
const CONTACT_COUNT: usize = 60;

/// The name of a made-up person; no two numbers below 1,440 have the same.
fn name(number: usize) -> String {
    let first = FIRST_NAMES[number % FIRST_NAMES.len()];
    let family = FAMILY_NAMES[(number / FIRST_NAMES.len() + number * 7) % FAMILY_NAMES.len()];
    format!("{first} {family}")
}

fn email(name: &str) -> String {
    format!("{}@example.com", name.to_lowercase().replace(' ', "."))
}

/// A number of those that North America keeps for fiction: 555-0100 to 555-0199 of each area.
pub fn phone(number: usize) -> String {
    const AREAS: [u16; 6] = [206, 312, 415, 503, 617, 646];
    format!("+1{}55501{:02}", AREAS[number / 100 % AREAS.len()], number % 100)
}

/// Makes leads; their ids.
pub fn leads(steps: &mut Steps) -> Vec<Uuid> {
    let mut made: Vec<_> = (0..LEAD_COUNT).map(|number| (steps.dice.past(45), number)).collect();
    made.sort();
    let mut leads = Vec::with_capacity(LEAD_COUNT);
    for (made_at, number) in made {
        let dice = &steps.dice;
        let name = name(number);
        let assignee = dice.happens(80).then(|| steps.users[steps.writer()]);
        let json = json!({
            "email": email(&name),
            "phone": phone(number),
            "company": dice.happens(35).then(|| dice.pick(&COMPANIES)),
            "source": dice.pick(&SOURCES),
            "status": dice.pick(&STATUSES),
            "notes": dice.happens(60).then(|| dice.pick(&LEAD_NOTES)),
            "assignee_id": assignee,
            "name": name,
        });
        leads.push(steps.create(steps.writer(), &LEADS, made_at, json));
    }
    leads
}

/// Makes contacts; their numbers.
pub fn contacts(steps: &mut Steps) -> Vec<String> {
    let mut phones = Vec::with_capacity(CONTACT_COUNT);
    for number in LEAD_COUNT..LEAD_COUNT + CONTACT_COUNT {
        let dice = &steps.dice;
        let name = name(number);
        let mut tags = vec![*dice.pick(&TAGS), *dice.pick(&TAGS)];
        tags.dedup();
        let json = json!({
            "email": email(&name),
            "phone": phone(number),
            "company": dice.happens(60).then(|| dice.pick(&COMPANIES)),
            "tags": tags,
            "name": name,
        });
        let made_at = dice.past(60);
        phones.push(phone(number));
        steps.create(steps.writer(), &CONTACTS, made_at, json);
    }
    phones
}

/// Makes notes of talks with leads.
pub fn notes(steps: &mut Steps, leads: &[Uuid]) {
    for _ in 0..40 {
        let json = json!({ "body": steps.dice.pick(&NOTES), "lead_id": steps.dice.pick(leads) });
        steps.create(steps.writer(), &CALL_NOTES, steps.dice.past(20), json);
    }
}

/// Makes posts, and conversations with their messages.
pub fn community(steps: &mut Steps) {
    for (number, body) in POST_TEXTS.iter().enumerate() {
        let made_at = steps.dice.past(25);
        steps.create(number % 6, &POSTS, made_at, json!({ "body": body }));
    }
    for (author, followed) in [(2, 0), (2, 1), (3, 0), (4, 2), (5, 0), (5, 3)] {
        let user = json!({ "user_id": steps.users[followed] });
        steps.create(author, &FOLLOWS, steps.dice.past(30), user);
    }
    for (title, said) in CHATS {
        let mut at = steps.dice.past(10);
        let authors = said.iter().map(|(author, _)| steps.users[*author]);
        let participants: Vec<Uuid> = authors.chain([steps.users[0]]).collect();
        let begun = json!({ "title": title, "participants": participants });
        let begins = said.first().map_or(0, |(author, _)| *author);
        let conversation = steps.create(begins, &CONVERSATIONS, at, begun);
        for (author, body) in said {
            at += Duration::minutes(1 + i64::from(steps.dice.below(20)));
            let client_id = steps.dice.id(at);
            steps.create(*author, MESSAGES.of(conversation), at, json!({ "body": body, "client_id": client_id }));
        }
    }
}

/// Has members change leads, so that these have a history.
pub fn changes(steps: &mut Steps, leads: &[Uuid]) {
    for (number, lead) in leads.iter().take(20).enumerate() {
        let json: Json = match number % 3 {
            0 => json!({ "status": "contacted" }),
            1 => json!({ "status": "qualified", "notes": steps.dice.pick(&LEAD_NOTES) }),
            _ => json!({ "assignee_id": steps.users[steps.writer()] }),
        };
        steps.change(1 + number / 4, &LEADS, *lead, json);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_person_has_a_name_and_a_number_of_their_own() {
        let count = LEAD_COUNT + CONTACT_COUNT;
        assert_eq!((0..count).map(name).collect::<HashSet<_>>().len(), count);
        assert_eq!((0..count).map(phone).collect::<HashSet<_>>().len(), count);
        assert!((0..count).map(phone).all(|phone| phone.len() == 12 && phone[5..].starts_with("55501")));
    }
}
