//! Signatures that Twilio's validators for Python and JavaScript compute, and the one that Twilio publishes.

use super::*;

const P: &[(&str, &str)] = &[
    ("CallSid", "CA00000000000000000000000000000001"),
    ("From", "+14155550100"),
    ("To", "+14155550101"),
    ("CallStatus", "ringing"),
];
const M: (&str, &str) = ("MessageSid", "SM00000000000000000000000000000001");
const FROM: (&str, &str) = ("From", "+14155550100");
const MEDIA: (&str, &str) = ("NumMedia", "0");

fn voice(rest: &str, signature: &str) -> Sent {
    Sent::form(&format!("{PHONE}/voice{rest}"), P, signature)
}

fn sms(fields: &[(&str, &str)], signature: &str) -> Sent {
    Sent::form(&format!("{PHONE}/sms"), fields, signature)
}

fn at(authority: &str, signature: &str) -> Sent {
    let path = PHONE.strip_prefix("https://app.example.com").unwrap();
    Sent::form(&format!("{authority}{path}/voice"), P, signature)
}

fn json(body: &str) -> Sent {
    let hash = "c029646cb17c007ed8110db8d3b8c6eaa403a1abf6377d4d5b45b16444a7c12a";
    Sent {
        url: format!("{PHONE}/status?bodySHA256={hash}"),
        content_type: Some("application/json"),
        body: body.as_bytes().to_vec(),
        signature: "XAxtw9z+TTN9QUeu1DeLmSljTuY=".to_owned(),
    }
}

fn in_query() -> Sent {
    let url = format!("{PHONE}/voice?CallSid=CA00000000000000000000000000000001&From=%2B14155550100");
    Sent { url, content_type: None, body: Vec::new(), signature: "rhlhkGiPQlps9H8lEo96lo43BuE=".to_owned() }
}

fn vectors() -> Vec<(u8, Sent)> {
    let other = [("a", "1"), ("B", "2"), ("Z", "3"), ("_", "4"), ("AB", "5"), ("A", "B6")];
    vec![
        (1, voice("", "yiGZM5Q0/68CiGeU4feca2WxA/g=")),
        (2, voice("?a=1&b=2", "c7Uz2tqNT3uidK3dn83j7xBTh+U=")),
        (3, voice("?b=2&a=1", "RR2xl8fK2KYsU1NJGrOuCA/WmDc=")),
        (4, at("https://app.example.com:443", "GJHJtpuizBhHmvo4zFKZeQ8WWmM=")),
        (4, at("https://app.example.com", "GJHJtpuizBhHmvo4zFKZeQ8WWmM=")),
        (1, at("https://app.example.com:443", "yiGZM5Q0/68CiGeU4feca2WxA/g=")),
        (5, at("https://app.example.com:8443", "wKeXhAC6+WsSdpGDjBgJNQ6quzQ=")),
        (6, voice("/", "B1AACH/6rhAX5pYfdzf/cVf9U7M=")),
        (7, sms(&[M, FROM, MEDIA, ("Body", "")], "fvuilSaeQxNzYaaZE6knyIA/Mf4=")),
        (8, sms(&[M, FROM, MEDIA], "iGmFlPU+n981VcOb0IwqxDdL2ig=")),
        (9, sms(&[("Body", "Grüße 👋 żółw"), FROM], "Id1QUJoVax8m2i2SpQV6Xf0HLRg=")),
        (10, sms(&[("Body", " a b+c%20&d=e \r\n"), FROM], "3kh0C7dsYedZ7mlHO/ExgW4Wdv0=")),
        (11, sms(&[("X", "2"), ("X", "1"), ("X", "2"), ("Xa", "0")], "pPByjHySHzp+6qZC3HKCyfhqphY=")),
        (12, sms(&other, "en3jeyymWtkzV13RNgn8/yiqmww=")),
        (13, Sent::form(&format!("{PHONE}/status"), &[], "XWibXrPeexM9P0go6lNIBU1wSbk=")),
        (14, in_query()),
        (15, json(r#"{"k":"ü","n":1}"#)),
        (16, at("https://user:p%40ss@app.example.com", "/Xxi2zS8VLbhfaYsk+waa8Hc4Rg=")),
        (17, voice("?x=%2f&y=%2F", "3kOf6nVdmqZ4eUvkoAcevgcrK7M=")),
        (18, at("http://app.example.com", "HZTxM2ObXTz8YCeF7I3Wypxqo64=")),
    ]
}

#[test]
fn fact_1_every_vector_verifies_and_is_what_we_sign() {
    for (number, sent) in vectors() {
        let authentic = sent.verify(&keys(TOKEN)).unwrap_or_else(|_| panic!("vector {number}: {}", sent.url));
        let (origin, target) = split(&sent.url);
        let signed = origin.forms().map(|origin| {
            sign(Scheme::AuthToken, TOKEN, &format!("{origin}{target}#rc=3&rp=all"), &authentic.parameters)
        });
        assert!(signed.contains(&sent.signature), "vector {number}: {signed:?}");
    }
}

#[test]
fn fact_1_the_published_signature_verifies() {
    let fields = [
        ("CallSid", "CA1234567890ABCDE"),
        ("Digits", "1234"),
        ("From", "+14158675309"),
        ("Caller", "+14158675309"),
        ("To", "+18005551212"),
    ];
    let sent = Sent::form("https://mycompany.com/myapp.php?foo=1&bar=2", &fields, "RSOYDt4T1cUTdK1PDd93/VVr8B8=");
    assert!(sent.verify(&keys("12345")).is_ok());
}

#[test]
fn fact_1_vector_12_in_the_order_of_go_is_refused() {
    let (_, mut sent) = vectors().into_iter().find(|(number, _)| *number == 12).unwrap();
    sent.signature = "IJiRE+WdQZq909VoN1Nol30mGkM=".to_owned();
    assert_eq!(sent.verify(&keys(TOKEN)).unwrap_err(), NotAuthentic);
}

#[test]
fn fact_1_vector_15_with_one_byte_more_is_refused() {
    assert!(json(r#"{"k":"ü","n":1} "#).verify(&keys(TOKEN)).is_err());
}

#[test]
fn fact_1_vector_19_verifies_only_for_a_caller_that_chose_sha_256() {
    let sent = voice("", "vZ5OLKpFJ6uMqz2k+LEXLYTQZvaris1vPgV/kRcCFBw=");
    assert!(sent.verify(&SigningKeys::new(Scheme::SharedKey, Redacted::new(TOKEN), None)).is_ok());
    assert!(sent.verify(&keys(TOKEN)).is_err());
    let sent = voice("", "yiGZM5Q0/68CiGeU4feca2WxA/g=");
    assert!(sent.verify(&SigningKeys::new(Scheme::SharedKey, Redacted::new(TOKEN), None)).is_err());
}

#[test]
fn fact_1_vector_20_by_another_tenants_token_is_refused() {
    let sent = voice("", "0j5JzMUp84+MnWrbou8hY0+/aS4=");
    assert!(sent.verify(&keys(TOKEN)).is_err());
    assert!(sent.verify(&keys("another-tenant-token")).is_ok());
}
