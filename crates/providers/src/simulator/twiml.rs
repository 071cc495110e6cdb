//! `TwiML` as the carrier reads it.

use roxmltree::{Document, Node};

use crate::twilio::twiml::SIZE_LIMIT;

/// A verb of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Instruction {
    Say(String),
    Pause(u32),
    Gather {
        action: Option<String>,
        prompts: Vec<String>,
        timeout: u32,
        hears_speech: bool,
        hears_keys: bool,
    },
    Redirect(String),
    Reject {
        is_busy: bool,
    },
    Hangup,
    Record {
        action: Option<String>,
        status_callback: Option<String>,
        max_seconds: u32,
    },
    /// Of the whole call from here on.
    StartRecording {
        status_callback: Option<String>,
    },
    Dial {
        number: String,
        action: Option<String>,
    },
    Message {
        body: String,
        status_callback: Option<String>,
    },
}

/// Twilio's code of what is wrong with a document.
pub(super) type DocumentError = u32;

const UNPARSABLE: DocumentError = 12100;
const NO_RESPONSE_ELEMENT: DocumentError = 12102;
const TOO_LARGE: DocumentError = 11750;
const UNKNOWN_VERB: DocumentError = 12200;

pub(super) fn parse(document: &str) -> Result<Vec<Instruction>, DocumentError> {
    if document.len() > SIZE_LIMIT {
        return Err(TOO_LARGE);
    }
    let document = Document::parse(document).map_err(|_| UNPARSABLE)?;
    let root = document.root_element();
    if root.tag_name().name() != "Response" {
        return Err(NO_RESPONSE_ELEMENT);
    }
    root.children().filter(Node::is_element).map(instruction).collect()
}

fn instruction(node: Node<'_, '_>) -> Result<Instruction, DocumentError> {
    let owned = |name: &str| node.attribute(name).filter(|value| !value.is_empty()).map(str::to_owned);
    let number = |name: &str, default| match node.attribute(name) {
        None => Ok(default),
        Some(text) => text.parse().map_err(|_| UNKNOWN_VERB),
    };
    Ok(match node.tag_name().name() {
        "Say" => Instruction::Say(text(node)),
        "Pause" => Instruction::Pause(number("length", 1)?),
        "Gather" => {
            let input = node.attribute("input").unwrap_or("dtmf");
            let says = node.children().filter(|child| child.has_tag_name("Say"));
            Instruction::Gather {
                action: owned("action"),
                prompts: says.map(text).collect(),
                timeout: number("timeout", 5)?,
                hears_speech: input.split(' ').any(|kind| kind == "speech"),
                hears_keys: input.split(' ').any(|kind| kind == "dtmf"),
            }
        }
        "Redirect" => Instruction::Redirect(text(node)),
        "Reject" => Instruction::Reject { is_busy: node.attribute("reason") == Some("busy") },
        "Hangup" => Instruction::Hangup,
        "Record" => Instruction::Record {
            action: owned("action"),
            status_callback: owned("recordingStatusCallback"),
            max_seconds: number("maxLength", 3_600)?,
        },
        "Start" => {
            let recording = node.children().find(|child| child.has_tag_name("Recording")).ok_or(UNKNOWN_VERB)?;
            let status_callback = recording.attribute("recordingStatusCallback").map(str::to_owned);
            Instruction::StartRecording { status_callback }
        }
        "Dial" => {
            let inner = node.children().find(|child| child.has_tag_name("Number"));
            Instruction::Dial { number: text(inner.unwrap_or(node)).trim().to_owned(), action: owned("action") }
        }
        "Message" => Instruction::Message { body: text(node), status_callback: owned("action") },
        _ => return Err(UNKNOWN_VERB),
    })
}

/// The text of a node and of all within it, as `<Message><Body>…`.
fn text(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::twilio::twiml::{Dial, Gather, Message, Record, Reject, Say, StartRecording, Verb, respond};

    #[test]
    fn what_we_write_is_read_as_it_was_meant() {
        let say = Say { text: "Hello <you> & \"me\" 👋".to_owned(), ..Say::default() };
        let verbs = [
            Verb::Say(say.clone()),
            Verb::Gather(Gather { action: "/a?x=1&y=2".to_owned(), prompts: vec![say.clone()], ..Gather::default() }),
            Verb::Redirect("/b".to_owned()),
            Verb::Reject(Reject::Busy),
            Verb::Hangup,
            Verb::Record(Record { action: "/c".to_owned(), max_seconds: Some(9), ..Record::default() }),
            Verb::StartRecording(StartRecording { status_callback: "/d?e=1&f=2".to_owned() }),
            Verb::Dial(Dial { number: "+14155550101".to_owned(), ..Dial::default() }),
            Verb::Pause { seconds: 2 },
            Verb::Message(Message { body: "Bye".to_owned(), status_callback: None }),
        ];
        let expected = [
            Instruction::Say(say.text.clone()),
            Instruction::Gather {
                action: Some("/a?x=1&y=2".to_owned()),
                prompts: vec![say.text],
                timeout: 5,
                hears_speech: true,
                hears_keys: true,
            },
            Instruction::Redirect("/b".to_owned()),
            Instruction::Reject { is_busy: true },
            Instruction::Hangup,
            Instruction::Record { action: Some("/c".to_owned()), status_callback: None, max_seconds: 9 },
            Instruction::StartRecording { status_callback: Some("/d?e=1&f=2".to_owned()) },
            Instruction::Dial { number: "+14155550101".to_owned(), action: None },
            Instruction::Pause(2),
            Instruction::Message { body: "Bye".to_owned(), status_callback: None },
        ];
        assert_eq!(parse(&respond(&verbs).unwrap()).unwrap(), expected);
    }

    #[test]
    fn what_is_no_twiml_is_refused_by_its_code() {
        let codes =
            ["", "<Response>", "<Say/>", "<Response><Fly/></Response>", "<Response><Pause length='x'/></Response>"];
        assert_eq!(codes.map(|text| parse(text).unwrap_err()), [12100, 12100, 12102, 12200, 12200]);
        let long = format!("<Response><Say>{}</Say></Response>", "a".repeat(SIZE_LIMIT));
        assert_eq!(parse(&long), Err(11750));
        assert_eq!(parse("<Response/>"), Ok(Vec::new()));
    }
}
