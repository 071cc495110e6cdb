//! What a call does next: its agent greets, and answers turn by turn.

use domain::agents::{self, AgentChoice, SpeakingAgent};
use domain::attempts::{self, Acceptance};
use domain::calls::progress::{Progress, Report, Status};
use domain::calls::told::{self, IncomingCall, ToldCall};
use domain::calls::turns::{self, NewTurn, Turn};
use domain::campaigns;
use domain::carrier_events::Kind;
use domain::chat_endpoints::{self, EncryptedChatEndpoint};
use domain::phones::CalledPhone;
use domain::prompts::{Briefing, Transfer};
use domain::scheduled_calls;
use providers::{Reply, Then, Utterance};
use tenancy::{JobContext, TenantTx};

use super::documents::{Voice, hang_up, reject};
use super::door::Webhook;
use super::response::too_large;
use crate::error::Error;

/// Turns of a call; one that goes on longer is ended.
const MOST_TURNS: i64 = 30;

/// So many silences in a row end a call.
const MOST_SILENCES: usize = 3;

const GREETING: &str = "Hello! How can I help you?";
const ANNOUNCEMENT: &str = "This call is recorded.";
const SILENCE: &str = "I didn't hear anything. Could you say that again?";
const GOODBYE: &str = "Thank you for your call. Goodbye!";
const TRANSFER: &str = "I'll connect you with a person. One moment, please.";
const NOT_REACHED: &str = "I'm sorry, I can't reach anyone right now. What else can I do for you?";

/// A call and the turn that its carrier asks for.
pub(super) struct Conversation<'w, 'r> {
    pub webhook: &'w Webhook<'r>,
    pub phone: &'w CalledPhone,
    pub sid: &'w str,
    pub turn: i64,
}

/// What a turn comes to.
pub(super) enum Step {
    /// This document.
    Respond(String),
    /// The agent's model is to be asked, and no connection may be held meanwhile.
    Think(Box<Thought>),
}

/// What the model is asked.
pub(super) struct Thought {
    pub call: ToldCall,
    pub briefing: Briefing,
    pub endpoint: Option<EncryptedChatEndpoint>,
    pub utterances: Vec<Utterance>,
    voice: Voice,
}

impl Conversation<'_, '_> {
    /// The step, as far as no model is needed.
    pub async fn step(&self, tx: &mut TenantTx<JobContext>) -> Result<Step, Error> {
        let Some(call) = self.call(tx).await? else { return Ok(Step::Respond(hang_up().map_err(too_large)?)) };
        let who = match call.agent_id {
            Some(id) => AgentChoice::Id(id),
            None if call.is_incoming && self.turn == 1 => return Ok(Step::Respond(reject().map_err(too_large)?)),
            None if call.is_incoming => return Ok(Step::Respond(hang_up().map_err(too_large)?)),
            None => AgentChoice::ActiveOutgoing,
        };
        let agent = agents::find_speaking(tx, self.phone.id, who).await?;
        let Some(agent) = agent.filter(|_| !call.progress.status.is_final()) else {
            return Ok(Step::Respond(hang_up().map_err(too_large)?));
        };
        let voice = Voice::from(&agent);
        if !self.phone.is_open || self.turn > MOST_TURNS {
            return self.end(tx, &call, &voice).await;
        }
        if self.turn == 1 {
            let of_campaign = if call.is_incoming { None } else { campaigns::text_of_call(tx, call.id).await? };
            let greeting = of_campaign.as_deref().or(agent.greeting.as_deref()).unwrap_or(GREETING);
            let (said, document) = self.greet(&voice, greeting, agent.records)?;
            self.add(tx, &call, None, Some(&said)).await?;
            return Ok(Step::Respond(document));
        }
        if let Some(status) = self.webhook.fields.get("DialCallStatus") {
            return self.after_transfer(tx, &call, &voice, status).await;
        }
        let before = turns::list_before(tx, call.id, self.turn).await?;
        match self.heard() {
            Some(heard) => {
                let briefing = self.briefing(tx, &call, agent.briefing).await?;
                if let Some(transfer) = briefing.transfer.as_ref().filter(|transfer| transfer.is_asked_for(heard)) {
                    self.add(tx, &call, Some(heard), Some(TRANSFER)).await?;
                    return Ok(Step::Respond(self.transfer(&voice, TRANSFER, transfer)?));
                }
                self.add(tx, &call, Some(heard), None).await?;
                let (endpoint, utterances) = (chat_endpoints::find_for_agents(tx).await?, dialogue(&before, heard));
                Ok(Step::Think(Box::new(Thought { call, briefing, endpoint, utterances, voice })))
            }
            None if silences(&before) + 1 >= MOST_SILENCES => self.end(tx, &call, &voice).await,
            None => {
                self.add(tx, &call, None, Some(SILENCE)).await?;
                Ok(Step::Respond(self.listen(&voice, SILENCE)?))
            }
        }
    }

    /// The document of a reply.
    pub fn document(&self, thought: &Thought, reply: &Reply) -> Result<String, Error> {
        match (reply.then, &thought.briefing.transfer) {
            (Then::HangUp, _) => thought.voice.say_and_hang_up(&reply.text).map_err(too_large),
            (Then::Transfer, Some(transfer)) => self.transfer(&thought.voice, &reply.text, transfer),
            (Then::Transfer | Then::Listen, _) => self.listen(&thought.voice, &reply.text),
        }
    }

    /// The document where there is no reply, and no agent is known.
    pub fn fallback(&self) -> Result<String, Error> {
        self.listen(&Voice::default(), providers::FALLBACK)
    }

    /// The call with its newest status. `None` for one that isn't the phone's, and for an attempt that was given up.
    async fn call(&self, tx: &mut TenantTx<JobContext>) -> Result<Option<ToldCall>, Error> {
        let (phone_id, fields) = (self.phone.id, &self.webhook.fields);
        let told = Report::read(fields, self.phone.read_at);
        if let Some(call) = told::find(tx, phone_id, self.sid).await? {
            let Some(told) = told else { return Ok(Some(call)) };
            return Ok(told::report(tx, phone_id, self.sid, &told).await?);
        }
        if let Some(attempt) = self.webhook.query_id("attempt") {
            let status = told.as_ref().map_or(Status::Queued, |told| told.status).as_str();
            let accepted = Acceptance { sid: self.sid, status, segments: None };
            if !attempts::found(tx, phone_id, attempt, accepted).await? {
                return Ok(None);
            }
            return Ok(told::find(tx, phone_id, self.sid).await?);
        }
        let is_incoming = fields.get("Direction").is_none_or(|direction| direction.starts_with("inbound"));
        if is_incoming && self.turn == 1 { self.begin(tx, told).await.map(Some) } else { Ok(None) }
    }

    /// Adds a call that comes in. One that no agent takes has ended with that.
    async fn begin(&self, tx: &mut TenantTx<JobContext>, told: Option<Report>) -> Result<ToldCall, Error> {
        let now = self.phone.read_at;
        let (agent, reason) = if self.phone.is_open {
            (agents::find_speaking(tx, self.phone.id, AgentChoice::ActiveIncoming).await?, "no_agent")
        } else {
            (None, "tenant_suspended")
        };
        let ringing =
            |status, error_code| Report { status, at: None, received_at: now, duration_seconds: None, error_code };
        let progress = if agent.is_some() {
            let told = told.filter(|told| !told.status.is_final());
            let begun = Progress::of(&told.unwrap_or_else(|| ringing(Status::Ringing, None)));
            Progress { answered_at: Some(now), ..begun }
        } else {
            tracing::info!(phone.id = %self.phone.id, reason, "a call that came in was rejected");
            Progress::of(&ringing(Status::NoAnswer, Some(reason.to_owned())))
        };
        let (from, to) = (self.webhook.number("From"), self.webhook.number("To"));
        let call = IncomingCall {
            id: self.webhook.new_id(),
            phone: self.phone,
            agent_id: agent.as_ref().map(|agent: &SpeakingAgent| agent.id),
            from: &from,
            to: &to,
            sid: self.sid,
            progress: &progress,
        };
        Ok(told::add_incoming(tx, &call).await?)
    }

    /// What the agent speaks by: the prompt of its scheduled call, or its own. A call isn't transferred to the phone that
    /// it is of, which would take it again.
    async fn briefing(
        &self,
        tx: &mut TenantTx<JobContext>,
        call: &ToldCall,
        of_agent: Briefing,
    ) -> Result<Briefing, Error> {
        let own = if call.is_incoming { None } else { scheduled_calls::briefing_of_call(tx, call.id).await? };
        let briefing = own.unwrap_or(of_agent);
        let transfer = briefing.transfer.filter(|transfer| transfer.number != self.phone.number);
        Ok(Briefing { transfer, ..briefing })
    }

    /// The document that connects the call with the person.
    fn transfer(&self, voice: &Voice, text: &str, transfer: &Transfer) -> Result<String, Error> {
        voice.say_and_dial(text, &transfer.number, &self.phone.number, self.next()).map_err(too_large)
    }

    /// The call ends where a person has taken it, and goes on where no person did.
    async fn after_transfer(
        &self,
        tx: &mut TenantTx<JobContext>,
        call: &ToldCall,
        voice: &Voice,
        status: &str,
    ) -> Result<Step, Error> {
        if matches!(status, "completed" | "answered") {
            return Ok(Step::Respond(hang_up().map_err(too_large)?));
        }
        self.add(tx, call, None, Some(NOT_REACHED)).await?;
        Ok(Step::Respond(self.listen(voice, NOT_REACHED)?))
    }

    /// What the other side said or pressed.
    fn heard(&self) -> Option<&str> {
        let fields = &self.webhook.fields;
        let said = fields.get("SpeechResult").or_else(|| fields.get("Digits"));
        said.map(str::trim).filter(|said| !said.is_empty())
    }

    /// What the agent says first, and its document. A call that is recorded begins by saying so.
    fn greet(&self, voice: &Voice, greeting: &str, records: bool) -> Result<(String, String), Error> {
        if !records {
            return Ok((greeting.to_owned(), self.listen(voice, greeting)?));
        }
        let (recorded, next) = (self.webhook.url(Kind::Status, None), self.next());
        let document = voice.record_and_listen(ANNOUNCEMENT, recorded, (greeting, &next)).map_err(too_large)?;
        Ok((format!("{ANNOUNCEMENT} {greeting}"), document))
    }

    /// Where the carrier goes on.
    fn next(&self) -> String {
        self.webhook.url(Kind::Voice, Some(("turn", &(self.turn + 1))))
    }

    fn listen(&self, voice: &Voice, text: &str) -> Result<String, Error> {
        voice.listen(text, &self.next()).map_err(too_large)
    }

    async fn end(&self, tx: &mut TenantTx<JobContext>, call: &ToldCall, voice: &Voice) -> Result<Step, Error> {
        self.add(tx, call, self.heard(), Some(GOODBYE)).await?;
        Ok(Step::Respond(voice.say_and_hang_up(GOODBYE).map_err(too_large)?))
    }

    async fn add(
        &self,
        tx: &mut TenantTx<JobContext>,
        call: &ToldCall,
        heard: Option<&str>,
        said: Option<&str>,
    ) -> Result<(), Error> {
        let (id, owner_id, number) = (self.webhook.new_id(), self.phone.owner_id, self.turn);
        let turn = NewTurn { id, call_id: call.id, owner_id, number, heard, said };
        Ok(turns::add(tx, &turn).await?)
    }
}

/// The silences at the end of the turns. The greeting is none, and neither is a person who wasn't reached.
fn silences(turns: &[Turn]) -> usize {
    let is_silence = |turn: &&Turn| turn.heard.is_none() && turn.said.as_deref() != Some(NOT_REACHED);
    turns.iter().rev().take_while(|turn| turn.number > 1).take_while(is_silence).count()
}

/// What was said up to now. The last is what was just heard.
fn dialogue(before: &[Turn], heard: &str) -> Vec<Utterance> {
    let sides = before.iter().flat_map(|turn| {
        let heard = turn.heard.clone().map(Utterance::contact);
        heard.into_iter().chain(turn.said.clone().map(Utterance::agent))
    });
    sides.chain([Utterance::contact(heard)]).collect()
}
