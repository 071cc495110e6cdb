//! What a call does next.

use std::rc::Rc;

use domain::calls::turns;
use domain::carrier_events::{self, Kind, Receipt};
use providers::Dialogue;

use super::conversation::{Conversation, Step, Thought};
use super::{door, replies, response};
use crate::error::Error;
use crate::metrics::Verdict;
use crate::request::Request;
use crate::route::Response;

/// The last turn that a request may ask for; a call is ended long before.
const LAST_TURN: i64 = 1_000;

pub(super) async fn voice(request: Rc<Request>) -> Response {
    let webhook = door::admit(&request, Kind::Voice).await?;
    let sid = webhook.sid(&["CallSid"]).ok_or_else(|| Error::bad_request("The request names no call."))?;
    let turn = webhook
        .query("turn")
        .and_then(|turn| turn.parse().ok())
        .filter(|turn| (1..=LAST_TURN).contains(turn))
        .unwrap_or(1);
    let event_id = webhook.new_id();
    let (mut tx, phone) = webhook.enter().await?;
    let receipt = webhook.receive(&mut tx, event_id, Some(sid), Some(turn)).await?;
    let conversation = Conversation { webhook: &webhook, phone: &phone, sid, turn };
    if let Receipt::Repeat { event_id, response } = receipt {
        return response::repeat(&webhook, tx, event_id, response, &conversation.fallback()?).await;
    }
    match conversation.step(&mut tx).await? {
        Step::Respond(document) => response::store(&webhook, tx, event_id, &document).await,
        Step::Think(thought) => {
            // The turn is reserved: a repeat waits for it.
            tx.commit().await?;
            think(&conversation, &thought, event_id).await
        }
    }
}

/// Has the model reply, while no connection is held, and stores the turn.
async fn think(conversation: &Conversation<'_, '_>, thought: &Thought, event_id: uuid::Uuid) -> Response {
    let webhook = conversation.webhook;
    let briefing = &thought.briefing;
    let dialogue = Dialogue {
        instructions: &briefing.instructions,
        utterances: &thought.utterances,
        may_transfer: briefing.transfer.is_some(),
    };
    let reply = replies::reply(webhook, thought.endpoint.as_ref(), &dialogue).await;
    let document = conversation.document(thought, &reply)?;
    let (mut tx, _) = webhook.enter().await?;
    let counts = carrier_events::store_response(&mut tx, event_id, &document).await?;
    if counts == document {
        turns::say(&mut tx, thought.call.id, conversation.turn, &reply.text).await?;
    }
    tx.commit().await?;
    webhook.count(Verdict::Applied);
    Ok(response::twiml(counts))
}
