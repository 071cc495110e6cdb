use roxmltree::{Document, Node};

use super::*;

const HOSTILE: &str =
    "<Dial>+1900</Dial> & \"quoted\" 'single' ]]> &lt; \u{0}\u{fffe}\u{ffff}\u{1b} 👋 \u{202e}שלום\r\n\tend";
const CLEANED: &str = "<Dial>+1900</Dial> & \"quoted\" 'single' ]]> &lt;  👋 \u{202e}שלום\r\n\tend";

fn elements<'a>(document: &'a Document) -> Vec<Node<'a, 'a>> {
    document.descendants().filter(Node::is_element).collect()
}

fn names(document: &str) -> Vec<String> {
    let document = Document::parse(document).unwrap();
    elements(&document).iter().map(|node| node.tag_name().name().to_owned()).collect()
}

fn say(text: &str) -> Say {
    Say { text: text.to_owned(), ..Say::default() }
}

#[test]
fn fact_13_a_hostile_text_is_text_and_forbidden_characters_are_left_out() {
    let text = HOSTILE.to_owned();
    let gather = Gather { action: text.clone(), prompts: vec![say(HOSTILE)], ..Gather::default() };
    let dial = Dial { number: text.clone(), caller_id: Some(text.clone()), ..Dial::default() };
    let verbs = [
        Verb::Say(Say { text: text.clone(), voice: Some(text.clone()), language: Some(text.clone()) }),
        Verb::Gather(gather),
        Verb::Redirect(text.clone()),
        Verb::Dial(dial),
        Verb::Message(Message { body: text, status_callback: None }),
    ];
    let document = respond(&verbs).unwrap();
    assert_eq!(names(&document), ["Response", "Say", "Gather", "Say", "Redirect", "Dial", "Number", "Message"]);
    let parsed = Document::parse(&document).unwrap();
    for node in elements(&parsed) {
        if let Some(text) = node.text() {
            assert_eq!(text, CLEANED, "{}", node.tag_name().name());
        }
    }
    let said = elements(&parsed)[1];
    assert_eq!((said.attribute("voice"), said.attribute("language")), (Some(CLEANED), Some(CLEANED)));
    assert_eq!(elements(&parsed)[2].attribute("action"), Some(CLEANED));
}

#[test]
fn fact_15_a_rejection_is_the_first_verb_and_has_nothing_before_it() {
    let document = respond(&[Verb::Reject(Reject::OutOfService)]).unwrap();
    assert_eq!(document, r#"<?xml version="1.0" encoding="UTF-8"?><Response><Reject/></Response>"#);
    let document = respond(&[Verb::Reject(Reject::Busy)]).unwrap();
    assert!(document.ends_with(r#"<Response><Reject reason="busy"/></Response>"#));
}

#[test]
fn fact_16_a_turn_listens_for_speech_and_keys_and_then_redirects() {
    let gather = Gather {
        action: "https://app.example.com/voice?turn=2&x=1".to_owned(),
        prompts: vec![say("Hello.")],
        language: Some("en-GB".to_owned()),
        timeout: Some(5),
    };
    let document =
        respond(&[Verb::Gather(gather), Verb::Redirect("https://app.example.com/voice".to_owned())]).unwrap();
    let expected = concat!(
        r#"<?xml version="1.0" encoding="UTF-8"?><Response>"#,
        r#"<Gather input="speech dtmf" method="POST" action="https://app.example.com/voice?turn=2&amp;x=1" "#,
        r#"language="en-GB" timeout="5" speechTimeout="auto"><Say>Hello.</Say></Gather>"#,
        r#"<Redirect method="POST">https://app.example.com/voice</Redirect></Response>"#,
    );
    assert_eq!(document, expected);
}

#[test]
fn fact_10_a_document_stays_below_64_kb() {
    let longest = Verb::Say(say(&"&".repeat(5_000)));
    let four = respond(&vec![longest.clone(); 4]).unwrap();
    assert!(four.len() > 60_000 && four.len() <= SIZE_LIMIT, "{}", four.len());
    assert!(matches!(respond(&vec![longest; 5]), Err(TooLarge(bytes)) if bytes > SIZE_LIMIT));
}

#[test]
fn an_empty_answer_is_an_empty_response() {
    assert_eq!(respond(&[]).unwrap(), r#"<?xml version="1.0" encoding="UTF-8"?><Response/>"#);
}
