use serde_json::{Value as Json, json};
use time::macros::datetime;

use super::*;

const ISSUER: &str = "https://bulkhead.test";
const NOW: OffsetDateTime = datetime!(2030-01-01 12:00 UTC);

fn key(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

fn claims() -> Claims {
    Claims::new(ISSUER, UserId(Uuid::from_u128(1)), SessionId(Uuid::from_u128(2)), NOW, Uuid::from_u128(3))
}

fn read(token: &str, at: OffsetDateTime) -> Option<Claims> {
    Unverified::parse(token)?.verify(&key(7).verifying_key(), ISSUER, at)
}

/// A token of these parts, signed by the right key.
fn signed(header: &Json, payload: &Json) -> String {
    let signed = format!("{}.{}", encode(header), encode(payload));
    let signature = key(7).sign(signed.as_bytes());
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
}

#[test]
fn a_token_is_read_as_it_was_signed() {
    let token = claims().sign("k", &key(7));
    assert_eq!(Unverified::parse(&token).unwrap().kid, "k");
    assert_eq!(read(&token, NOW), Some(claims()));
    assert_eq!(Unverified::parse(&token).unwrap().verify(&key(8).verifying_key(), ISSUER, NOW), None);
}

#[test]
fn a_token_lives_for_a_quarter_of_an_hour() {
    let token = claims().sign("k", &key(7));
    for (at, lives) in [
        (NOW - Duration::seconds(6), false),
        (NOW - Duration::seconds(5), true),
        (NOW + LIFETIME - Duration::SECOND, true),
        (NOW + LIFETIME, false),
    ] {
        assert_eq!(read(&token, at).is_some(), lives, "{at}");
    }
}

#[test]
fn a_signed_token_with_another_algorithm_type_or_claim_is_refused() {
    let header = json!({"alg": "EdDSA", "typ": "at+jwt", "kid": "k"});
    let payload = serde_json::to_value(claims()).unwrap();
    assert!(read(&signed(&header, &payload), NOW).is_some());
    for (name, value) in [
        ("alg", json!("none")),
        ("alg", json!("HS256")),
        ("alg", json!("eddsa")),
        ("alg", json!(null)),
        ("typ", json!("JWT")),
        ("kid", json!(["k"])),
        ("crit", json!(["exp"])),
        ("jwk", json!({"kty": "OKP"})),
        ("jku", json!("https://evil.example/jwks.json")),
    ] {
        let mut header = header.clone();
        header[name] = value;
        assert!(read(&signed(&header, &payload), NOW).is_none(), "{header}");
    }
    for (name, value) in [
        ("iss", json!("https://evil.example")),
        ("aud", json!("https://evil.example")),
        ("aud", json!([ISSUER])),
        ("exp", json!("9999999999")),
        ("exp", json!(null)),
        ("nbf", json!(claims().iat + 60)),
        ("sub", json!("ann")),
        ("admin", json!(true)),
    ] {
        let mut payload = payload.clone();
        payload[name] = value;
        assert!(read(&signed(&header, &payload), NOW).is_none(), "{payload}");
    }
}

#[test]
fn a_token_of_another_form_is_none() {
    let token = claims().sign("k", &key(7));
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let (header, payload) = signed.split_once('.').unwrap();
    for wrong in [
        String::new(),
        signed.to_owned(),
        format!("{signed}."),
        format!("{token}."),
        format!("{token}="),
        format!("{token}.x"),
        format!(".{token}"),
        format!("{header}..{payload}.{signature}"),
        format!("{payload}.{header}.{signature}"),
        format!("{header}.{payload}.{}", "A".repeat(86)),
        token.replace('.', " . "),
        "a".repeat(4096),
    ] {
        assert!(read(&wrong, NOW).is_none(), "{wrong}");
    }
    // Each character counts: none can be exchanged for another.
    for at in 0..token.len() {
        let mut bytes = token.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        assert!(read(str::from_utf8(&bytes).unwrap(), NOW).is_none(), "{at}");
    }
}
