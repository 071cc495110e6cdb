use super::speech::speakable;
use super::xml::{Attribute, Writer};

/// A step of a call, or the reply to a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verb {
    Say(Say),
    Gather(Gather),
    /// Goes on with the document at this URL, which the carrier posts to.
    Redirect(String),
    Reject(Reject),
    Hangup,
    Record(Record),
    StartRecording(StartRecording),
    Dial(Dial),
    Pause {
        seconds: u16,
    },
    Message(Message),
}

/// Speaks a text, cut to what a voice takes ([`speakable`]).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Say {
    pub text: String,
    /// As `Polly.Joanna` or `alice`; the account's default without one.
    pub voice: Option<String>,
    /// A language tag, as `en-GB`.
    pub language: Option<String>,
}

/// Speaks, and listens for speech and keys meanwhile and afterwards. On silence, the carrier goes on with the next verb.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gather {
    /// Where what was heard is posted to.
    pub action: String,
    pub prompts: Vec<Say>,
    /// The language that is listened for.
    pub language: Option<String>,
    /// Seconds of silence before it goes on.
    pub timeout: Option<u16>,
}

/// Doesn't take the call. As the first verb, it is the one answer that isn't billed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reject {
    /// The caller hears that the number is out of service.
    #[default]
    OutOfService,
    /// The caller hears a busy signal.
    Busy,
}

/// Records the caller until silence, a key or the time limit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Where the carrier posts when the recording ends.
    pub action: String,
    /// Where the carrier posts when the recording can be fetched.
    pub status_callback: Option<String>,
    pub max_seconds: Option<u16>,
    /// Seconds of silence that end it.
    pub timeout: Option<u16>,
}

/// Records both sides until the call ends, and goes on with the next verb
/// (<https://www.twilio.com/docs/voice/twiml/recording>).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StartRecording {
    /// Where the carrier posts when the recording can be fetched.
    pub status_callback: String,
}

/// Connects the caller with a person's number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dial {
    /// E.164.
    pub number: String,
    /// The number that the person sees. It has to be the account's or the caller's.
    pub caller_id: Option<String>,
    /// Seconds of ringing.
    pub timeout: Option<u16>,
    /// Where the carrier posts when the connection ends.
    pub action: Option<String>,
}

/// Replies to a text message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    pub body: String,
    /// Where the reply's statuses are posted to.
    pub status_callback: Option<String>,
}

impl Verb {
    pub(super) fn write(&self, xml: &mut Writer) {
        match self {
            Self::Say(say) => say.write(xml),
            Self::Gather(gather) => gather.write(xml),
            Self::Redirect(url) => xml.element("Redirect", &[text("method", "POST")], |xml| xml.text(url)),
            Self::Reject(Reject::OutOfService) => xml.element("Reject", &[], |_| {}),
            Self::Reject(Reject::Busy) => xml.element("Reject", &[text("reason", "busy")], |_| {}),
            Self::Hangup => xml.element("Hangup", &[], |_| {}),
            Self::Record(record) => record.write(xml),
            Self::StartRecording(recording) => recording.write(xml),
            Self::Dial(dial) => dial.write(xml),
            Self::Pause { seconds } => xml.element("Pause", &[number("length", Some(*seconds))], |_| {}),
            Self::Message(message) => message.write(xml),
        }
    }
}

impl Say {
    fn write(&self, xml: &mut Writer) {
        let attributes = [("voice", self.voice.clone()), ("language", self.language.clone())];
        xml.element("Say", &attributes, |xml| xml.text(&speakable(&self.text)));
    }
}

impl Gather {
    fn write(&self, xml: &mut Writer) {
        let attributes = [
            text("input", "speech dtmf"),
            text("method", "POST"),
            text("action", &self.action),
            ("language", self.language.clone()),
            number("timeout", self.timeout),
            text("speechTimeout", "auto"),
        ];
        xml.element("Gather", &attributes, |xml| self.prompts.iter().for_each(|say| say.write(xml)));
    }
}

impl Record {
    fn write(&self, xml: &mut Writer) {
        let attributes = [
            text("action", &self.action),
            text("method", "POST"),
            ("recordingStatusCallback", self.status_callback.clone()),
            number("maxLength", self.max_seconds),
            number("timeout", self.timeout),
        ];
        xml.element("Record", &attributes, |_| {});
    }
}

impl StartRecording {
    fn write(&self, xml: &mut Writer) {
        let attributes = [text("recordingStatusCallback", &self.status_callback)];
        xml.element("Start", &[], |xml| xml.element("Recording", &attributes, |_| {}));
    }
}

impl Dial {
    fn write(&self, xml: &mut Writer) {
        let attributes = [
            ("callerId", self.caller_id.clone()),
            number("timeout", self.timeout),
            ("action", self.action.clone()),
            ("method", self.action.as_ref().map(|_| "POST".to_owned())),
        ];
        xml.element("Dial", &attributes, |xml| xml.element("Number", &[], |xml| xml.text(&self.number)));
    }
}

impl Message {
    fn write(&self, xml: &mut Writer) {
        let callback = self.status_callback.clone();
        let attributes = [("action", callback.clone()), ("method", callback.map(|_| "POST".to_owned()))];
        xml.element("Message", &attributes, |xml| xml.text(&self.body));
    }
}

fn text<'a>(name: &'a str, value: &str) -> Attribute<'a> {
    (name, Some(value.to_owned()))
}

fn number(name: &str, value: Option<u16>) -> Attribute<'_> {
    (name, value.map(|value| value.to_string()))
}
