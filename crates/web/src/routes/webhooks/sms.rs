//! Text messages that come in, and what the phone's agent replies.

use std::rc::Rc;

use domain::carrier_events::{self, Kind, Receipt};
use domain::chat_endpoints::{self, EncryptedChatEndpoint};
use domain::message_agents::{self, ReplyingAgent};
use domain::messages::progress::{Progress, Report, Status};
use domain::messages::told::{self, NewMessage, NewMessageKind};
use domain::phones::CalledPhone;
use domain::suppressions::{self, Cause};
use providers::opt_out::{Keyword, keyword};
use providers::{Dialogue, Utterance};
use tenancy::{JobContext, TenantTx};
use uuid::Uuid;

use super::documents::{nothing, reply};
use super::door::{self, Webhook};
use super::replies;
use super::response::{self, too_large};
use crate::error::Error;
use crate::metrics::Verdict;
use crate::request::Request;
use crate::route::Response;

/// Messages of both sides that an agent is shown.
const SHOWN: i64 = 40;

/// Replies to one contact within an hour. Two agents that write to each other would go on for ever.
const MOST_REPLIES: i64 = 30;

pub(super) async fn sms(request: Rc<Request>) -> Response {
    let webhook = door::admit(&request, Kind::Sms).await?;
    let sid = webhook.sid(&["MessageSid", "SmsSid"]);
    let sid = sid.ok_or_else(|| Error::bad_request("The request names no message."))?;
    let event_id = webhook.new_id();
    let (mut tx, phone) = webhook.enter().await?;
    if let Receipt::Repeat { event_id, response } = webhook.receive(&mut tx, event_id, Some(sid), Some(1)).await? {
        return response::repeat(&webhook, tx, event_id, response, &nothing().map_err(too_large)?).await;
    }
    let contact = webhook.number("From");
    match take(&webhook, &mut tx, &phone, sid, &contact).await? {
        None => response::store(&webhook, tx, event_id, &nothing().map_err(too_large)?).await,
        Some(thought) => {
            // A repeat waits for the response.
            tx.commit().await?;
            think(&webhook, &thought, &contact, event_id).await
        }
    }
}

/// What the model is asked.
struct Thought {
    agent: ReplyingAgent,
    endpoint: Option<EncryptedChatEndpoint>,
    utterances: Vec<Utterance>,
}

/// Adds the message, and suppresses its sender's number or lifts that, where it says so. Returns what is to be replied to.
async fn take(
    webhook: &Webhook<'_>,
    tx: &mut TenantTx<JobContext>,
    phone: &CalledPhone,
    sid: &str,
    contact: &str,
) -> Result<Option<Thought>, Error> {
    let body = webhook.fields.get("Body").unwrap_or_default();
    let unknown = Report { status: Status::Received, received_at: phone.read_at, segments: None, error_code: None };
    let progress = Progress::of(&Report::read(&webhook.fields, phone.read_at).unwrap_or(unknown));
    let kind = NewMessageKind::Incoming { sid, progress: &progress };
    told::add(tx, &NewMessage { id: webhook.new_id(), phone, contact, body, kind }).await?;
    match keyword(body) {
        Some(Keyword::Stop) => {
            let of = (webhook.new_id(), phone.owner_id);
            suppressions::suppress(tx, of, (contact, Some(phone.id)), Cause::Stop).await?;
            return Ok(None);
        }
        Some(Keyword::Start) => {
            suppressions::lift(tx, phone.id, contact, false).await?;
            return Ok(None);
        }
        // Otherwise it is a word like any other.
        Some(Keyword::Yes) if suppressions::lift(tx, phone.id, contact, true).await? => return Ok(None),
        Some(Keyword::Help) => return Ok(None),
        Some(Keyword::Yes) | None => {}
    }
    let is_due = phone.is_open && !body.trim().is_empty() && may_reply(tx, phone, contact).await?;
    if !is_due {
        return Ok(None);
    }
    let Some(agent) = message_agents::find_active(tx, phone.id).await? else { return Ok(None) };
    let utterances = told::list_said(tx, phone.id, contact, SHOWN)
        .await?
        .into_iter()
        .map(|said| if said.by_contact { Utterance::contact(said.body) } else { Utterance::agent(said.body) });
    let utterances = utterances.collect();
    Ok(Some(Thought { agent, endpoint: chat_endpoints::find_for_agents(tx).await?, utterances }))
}

/// Has the model reply, while no connection is held, and stores the reply.
async fn think(webhook: &Webhook<'_>, thought: &Thought, contact: &str, event_id: Uuid) -> Response {
    let instructions = thought.agent.instructions.as_deref().unwrap_or_default();
    let dialogue = Dialogue { instructions, utterances: &thought.utterances, may_transfer: false };
    let said = replies::reply(webhook, thought.endpoint.as_ref(), &dialogue).await;
    let (mut tx, phone) = webhook.enter().await?;
    // The contact may have stopped it meanwhile.
    if !may_reply(&mut tx, &phone, contact).await? {
        return response::store(webhook, tx, event_id, &nothing().map_err(too_large)?).await;
    }
    let id = webhook.new_id();
    let document = reply(&said.text, webhook.url(Kind::Status, Some(("reply", &id)))).map_err(too_large)?;
    let counts = carrier_events::store_response(&mut tx, event_id, &document).await?;
    if counts == document {
        let kind = NewMessageKind::Reply { agent_id: thought.agent.id };
        told::add(&mut tx, &NewMessage { id, phone: &phone, contact, body: &said.text, kind }).await?;
    }
    tx.commit().await?;
    webhook.count(Verdict::Applied);
    Ok(response::twiml(counts))
}

/// Whether an agent may write to a contact.
async fn may_reply(tx: &mut TenantTx<JobContext>, phone: &CalledPhone, contact: &str) -> Result<bool, Error> {
    Ok(!suppressions::is_suppressed(tx, phone.id, contact).await?
        && told::count_recent_replies(tx, phone.id, contact).await? < MOST_REPLIES)
}
