use super::mac::WORK;
use super::*;

const FIELDS: &[(&str, &str)] = &[("CallSid", "CA00000000000000000000000000000001"), ("From", "+14155550100")];

fn signed(url: &str) -> Sent {
    let signature = sign(Scheme::AuthToken, TOKEN, url, &Parameters::new(FIELDS.iter().copied()));
    Sent::form(url, FIELDS, &signature)
}

fn voice() -> Sent {
    signed(&format!("{PHONE}/voice"))
}

#[test]
fn wh_1_fact_2_a_missing_empty_cut_doubled_or_wrong_signature_is_refused() {
    let sent = voice();
    let good = sent.signature.as_bytes();
    assert!(sent.verify_with(&keys(TOKEN), &[good]).is_ok());
    let doubled = [good, good].concat();
    let listed = [good, b", ", good].concat();
    let mut wrong = good.to_vec();
    wrong[3] ^= 1;
    let unpadded = good.strip_suffix(b"=").unwrap();
    let headers: [&[&[u8]]; 9] =
        [&[], &[b""], &[&good[..20]], &[&good[..27]], &[good, good], &[&doubled], &[&listed], &[&wrong], &[unpadded]];
    for header in headers {
        assert_eq!(sent.verify_with(&keys(TOKEN), header).unwrap_err(), NotAuthentic, "{header:?}");
    }
}

#[test]
fn fact_2_a_phone_that_does_not_exist_verifies_nothing() {
    let mut sent = voice();
    assert!(sent.verify(&SigningKeys::none()).is_err());
    let placeholder = SigningKeys::none().all()[0].0.to_vec();
    let parameters = Parameters::new(FIELDS.iter().copied());
    sent.signature = sign(Scheme::AuthToken, std::str::from_utf8(&placeholder).unwrap(), &sent.url, &parameters);
    assert!(sent.verify(&SigningKeys::none()).is_err(), "the placeholder is no key");
    assert!(sent.verify(&keys(TOKEN)).is_err());
}

#[test]
fn fact_2_a_refusal_takes_the_same_work_whatever_its_reason() {
    let sent = voice();
    let good = sent.signature.as_bytes();
    let both = SigningKeys::new(Scheme::AuthToken, Redacted::new(TOKEN), Some(Redacted::new("before")));
    let work = |keys: &SigningKeys, header: &[&[u8]]| {
        WORK.set((0, 0));
        let _ = sent.verify_with(keys, header);
        WORK.get()
    };
    let accepted = work(&keys(TOKEN), &[good]);
    assert_eq!(accepted.0, 4, "two keys, two forms of the URL");
    for keys in [keys(TOKEN), both, keys("another"), keys(""), SigningKeys::none()] {
        for header in [&[][..], &[b"".as_slice()], &[&good[..20]], &[good, good], &[good]] {
            assert_eq!(work(&keys, header), accepted, "{keys:?} {header:?}");
        }
    }
}

#[test]
fn wh_1_fact_3_an_empty_token_never_verifies() {
    let mut sent = voice();
    sent.signature = sign(Scheme::AuthToken, "", &sent.url, &Parameters::new(FIELDS.iter().copied()));
    assert!(sent.verify(&keys("")).is_err());
    let both = SigningKeys::new(Scheme::AuthToken, Redacted::new(TOKEN), Some(Redacted::new("")));
    assert!(sent.verify(&both).is_err());
}

#[test]
fn fact_3_the_token_before_the_last_replacement_verifies_beside_the_present_one() {
    let both = SigningKeys::new(Scheme::AuthToken, Redacted::new("new"), Some(Redacted::new(TOKEN)));
    let sent = voice();
    assert!(sent.verify(&both).is_ok());
    let signature = sign(Scheme::AuthToken, "new", &sent.url, &Parameters::new(FIELDS.iter().copied()));
    assert!(Sent { signature, ..sent }.verify(&both).is_ok());
}

#[test]
fn fact_4_the_fields_of_a_form_are_signed_also_where_the_query_has_a_hash() {
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let url = format!("{PHONE}/voice?bodySHA256={empty}");
    let unsigned_fields = sign(Scheme::AuthToken, TOKEN, &url, &Parameters::default());
    assert!(Sent::form(&url, FIELDS, &unsigned_fields).verify(&keys(TOKEN)).is_err());
    assert!(signed(&url).verify(&keys(TOKEN)).is_ok());
}

#[test]
fn fact_4_a_body_of_another_type_needs_its_hash_in_the_url() {
    let verdict = |query: &str, body: &[u8]| {
        let url = format!("{PHONE}/status{query}");
        let signature = sign(Scheme::AuthToken, TOKEN, &url, &Parameters::default());
        let sent = Sent { url, content_type: Some("application/json"), body: body.to_vec(), signature };
        sent.verify(&keys(TOKEN)).is_ok()
    };
    let hash = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    assert!(verdict(&format!("?bodySHA256={hash}"), b"{}"));
    assert!(!verdict(&format!("?bodySHA256={hash}"), b"{ }"));
    assert!(!verdict(&format!("?bodySHA256={hash}&bodySHA256={hash}"), b"{}"));
    assert!(!verdict("", b"{}"));
    assert!(!verdict("?bodySHA256=", b"{}"));
    assert!(verdict("", b""));
}

#[test]
fn a_change_of_any_part_is_refused() {
    let sent = voice();
    let changed = [
        Sent { url: sent.url.replace("/voice", "/sms"), ..sent.clone() },
        Sent { url: sent.url.replace("0001/", "0002/"), ..sent.clone() },
        Sent { url: format!("{}?", sent.url), ..sent.clone() },
        Sent { url: sent.url.replace("app.", "evil."), ..sent.clone() },
        Sent { url: sent.url.replace("https:", "http:"), ..sent.clone() },
        Sent { body: [sent.body.as_slice(), b"&To=%2B1"].concat(), ..sent.clone() },
        Sent { body: sent.body[..sent.body.len() - 1].to_vec(), ..sent.clone() },
        Sent { content_type: None, ..sent.clone() },
        Sent { content_type: Some("text/plain"), ..sent.clone() },
    ];
    assert!(sent.verify(&keys(TOKEN)).is_ok());
    for other in changed {
        assert!(other.verify(&keys(TOKEN)).is_err(), "{} {:?}", other.url, other.content_type);
    }
}

#[test]
fn a_repeat_has_the_same_digest_and_another_request_has_not() {
    let digest = |sent: &Sent| sent.verify(&keys(TOKEN)).unwrap().digest;
    let sent = voice();
    let with_port = Sent { url: sent.url.replace(".com/", ".com:443/"), ..sent.clone() };
    let typed = Sent { content_type: Some("Application/X-WWW-Form-urlencoded; charset=utf-8"), ..sent.clone() };
    assert_eq!(digest(&sent), digest(&with_port));
    assert_eq!(digest(&sent), digest(&typed));
    assert_ne!(digest(&sent), digest(&signed(&format!("{PHONE}/voice?turn=2"))));
}
