use std::time::Duration;

use base::Transaction;
use url::Url;

use super::World;
use super::callback::{Fields, call_fields, field};
use crate::simulator::books::{BooksError, CallRecord, Event, NewEvent, RecordingRecord, Speaker, handset};
use crate::simulator::handset::{Answers, Utterance};
use crate::simulator::rules::judge_call;
use crate::simulator::twiml::{Instruction, parse};

/// A call with more verbs goes round in circles.
const MOST_STEPS: u32 = 300;

/// Characters that a person speaks in a second.
const SPEECH_RATE: usize = 15;

/// How long the simulated person at the end of a `<Dial>` talks.
const TALK_SECONDS: u32 = 5;

impl World {
    /// Executes the next verb of the call's document. The call ends behind the last.
    pub(super) async fn step(&self, tx: &mut Transaction, call: &mut CallRecord) -> Result<(), BooksError> {
        call.steps += 1;
        let verb = match parse(&call.document) {
            Ok(verbs) if call.steps <= MOST_STEPS => verbs.into_iter().nth(call.position),
            Ok(_) => None,
            Err(code) => {
                call.error_code = Some(code);
                None
            }
        };
        call.position += 1;
        match verb {
            None | Some(Instruction::Hangup | Instruction::Reject { .. }) => self.end(tx, call, "completed").await,
            Some(Instruction::Say(text)) => {
                call.say(tx, Speaker::Agent, &text).await?;
                self.continue_after(tx, call, self.speaking(&text)).await
            }
            Some(Instruction::Pause(seconds)) => self.continue_after(tx, call, self.pace.second * seconds).await,
            Some(Instruction::Redirect(url)) => self.go_to(tx, call, Some(url), vec![], Duration::ZERO).await,
            Some(Instruction::Gather { action, prompts, timeout, hears_speech, hears_keys }) => {
                let mut spoken = Duration::ZERO;
                for prompt in prompts {
                    call.say(tx, Speaker::Agent, &prompt).await?;
                    spoken += self.speaking(&prompt);
                }
                match listen(call) {
                    Utterance::Say(said) if hears_speech => {
                        call.say(tx, Speaker::Person, &said).await?;
                        let heard = vec![field("SpeechResult", &said), field("Confidence", "0.92")];
                        self.go_to(tx, call, action, heard, spoken + self.speaking(&said)).await
                    }
                    Utterance::Press(keys) if hears_keys => {
                        call.say(tx, Speaker::Person, &keys).await?;
                        self.go_to(tx, call, action, vec![field("Digits", &keys)], spoken).await
                    }
                    Utterance::HangUp => self.hang_up_after(tx, call, spoken).await,
                    _ => self.continue_after(tx, call, spoken + self.pace.second * timeout).await,
                }
            }
            Some(Instruction::Record { action, status_callback, max_seconds }) => {
                self.record(tx, call, action, status_callback, max_seconds).await
            }
            Some(Instruction::StartRecording { status_callback }) => {
                call.recording_callback = status_callback.map(|url| absolute(call, Some(&url)));
                self.continue_after(tx, call, Duration::ZERO).await
            }
            Some(Instruction::Dial { number, action }) => self.connect(tx, call, &number, action).await,
            // A verb of text messages does nothing in a call.
            Some(Instruction::Message { .. }) => self.continue_after(tx, call, Duration::ZERO).await,
        }
    }

    /// Records what the person says next. Silence is no recording, and the call goes on with the next verb.
    async fn record(
        &self,
        tx: &mut Transaction,
        call: &mut CallRecord,
        action: Option<String>,
        status_callback: Option<String>,
        max_seconds: u32,
    ) -> Result<(), BooksError> {
        let said = match listen(call) {
            Utterance::Say(said) => said,
            Utterance::HangUp => return self.hang_up_after(tx, call, Duration::ZERO).await,
            Utterance::Press(_) | Utterance::Silence => {
                return self.continue_after(tx, call, self.pace.second).await;
            }
        };
        call.say(tx, Speaker::Person, &said).await?;
        let length = u32::try_from(said.chars().count().div_ceil(SPEECH_RATE)).unwrap_or(u32::MAX);
        let seconds = length.clamp(1, max_seconds.max(1));
        let about = self.keep_recording(tx, call, seconds, status_callback.as_deref()).await?;
        self.go_to(tx, call, action, about, self.speaking(&said)).await
    }

    /// Adds a recording, and tells our server of it where that is asked for. Returns what a request says of it.
    pub(super) async fn keep_recording(
        &self,
        tx: &mut Transaction,
        call: &CallRecord,
        seconds: u32,
        status_callback: Option<&str>,
    ) -> Result<Fields, BooksError> {
        let recording = RecordingRecord {
            sid: self.sid("RE"),
            account_sid: call.account_sid.clone(),
            call_sid: call.sid.clone(),
            seconds: i32::try_from(seconds).unwrap_or(i32::MAX),
        };
        recording.insert(tx).await?;
        let path = format!("/2010-04-01/Accounts/{}/Recordings/{}", recording.account_sid, recording.sid);
        let about = vec![
            field("RecordingSid", &recording.sid),
            field("RecordingUrl", format!("https://api.twilio.com{path}")),
            field("RecordingDuration", seconds),
        ];
        if let Some(url) = status_callback {
            let mut fields = about.clone();
            fields.push(field("RecordingStatus", "completed"));
            fields.push(field("AccountSid", &call.account_sid));
            fields.push(field("CallSid", &call.sid));
            let post = self.post(&call.account_sid, &absolute(call, Some(url)), fields);
            self.plan_callback(tx, &call.sid, post).await?;
        }
        Ok(about)
    }

    /// Connects the caller with a script, whoever else has the number.
    async fn connect(
        &self,
        tx: &mut Transaction,
        call: &mut CallRecord,
        number: &str,
        action: Option<String>,
    ) -> Result<(), BooksError> {
        let person = handset(tx, &call.account_sid, number).await?;
        let own = if call.direction == "inbound" { call.to.clone() } else { call.from.clone() };
        let status = match person.answers {
            _ if judge_call(&own, number, true).is_err() => "failed",
            Answers::Human | Answers::Machine => "completed",
            Answers::Busy => "busy",
            Answers::NoAnswer => "no-answer",
            Answers::Failed => "failed",
        };
        let seconds = (status == "completed").then_some(TALK_SECONDS);
        let now = self.clock.now();
        let leg = CallRecord {
            sid: self.sid("CA"),
            direction: "outbound-dial".to_owned(),
            from: own,
            to: number.to_owned(),
            status: status.to_owned(),
            created_at: now,
            answered_at: seconds.map(|_| now),
            ended_at: Some(now),
            duration: seconds,
            handset: person,
            status_callback: String::new(),
            ..call.clone()
        };
        leg.insert(tx).await?;
        let mut fields = vec![field("DialCallStatus", status), field("DialCallSid", &leg.sid)];
        fields.extend(seconds.map(|seconds| field("DialCallDuration", seconds)));
        let talking = self.pace.second * seconds.unwrap_or(1);
        match action {
            Some(action) => self.go_to(tx, call, Some(action), fields, talking).await,
            None => self.continue_after(tx, call, talking).await,
        }
    }

    fn speaking(&self, text: &str) -> Duration {
        self.pace.character * u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
    }

    async fn continue_after(&self, tx: &mut Transaction, call: &CallRecord, wait: Duration) -> Result<(), BooksError> {
        NewEvent::at(self.clock.now() + wait, Event::Step).insert(tx, &call.sid).await
    }

    async fn hang_up_after(&self, tx: &mut Transaction, call: &CallRecord, wait: Duration) -> Result<(), BooksError> {
        let end = Event::End { status: "completed".to_owned() };
        NewEvent::at(self.clock.now() + wait, end).insert(tx, &call.sid).await
    }

    /// Goes on with the document of another URL; without one, with that of the present document.
    async fn go_to(
        &self,
        tx: &mut Transaction,
        call: &CallRecord,
        url: Option<String>,
        about: Fields,
        wait: Duration,
    ) -> Result<(), BooksError> {
        let mut fields = call_fields(call);
        fields.extend(about);
        let post = self.post(&call.account_sid, &absolute(call, url.as_deref()), fields);
        NewEvent::at(self.clock.now() + wait, Event::Fetch { post }).insert(tx, &call.sid).await
    }
}

/// A URL of a document, which may be relative to the document's own.
fn absolute(call: &CallRecord, url: Option<&str>) -> String {
    let Some(url) = url else { return call.document_url.clone() };
    match Url::parse(url) {
        Ok(_) => url.to_owned(),
        Err(_) => Url::parse(&call.document_url)
            .and_then(|base| base.join(url))
            .map_or_else(|_| url.to_owned(), |joined| joined.to_string()),
    }
}

/// What the person does now.
fn listen(call: &mut CallRecord) -> Utterance {
    let next = call.handset.says.get(call.heard).cloned().unwrap_or(Utterance::Silence);
    call.heard += 1;
    next
}
