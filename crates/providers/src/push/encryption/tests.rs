use base::Random;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::super::keys::private_key;
use super::*;

fn decoded(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).unwrap()
}

/// A subscription, and the browser's private key.
fn subscription(random: &Random) -> (PushSubscriptionKeys, SecretKey) {
    let private = private_key(random);
    (PushSubscriptionKeys { p256dh: private.public_key(), auth: random.bytes() }, private)
}

#[test]
fn b_7_the_example_of_rfc_8291_is_encrypted_byte_for_byte() {
    // Section 5 and appendix A, which pads nothing.
    let keys = PushSubscriptionKeys::parse(
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "BTBZMqHH6r4Tts7J_aSIgg",
    )
    .unwrap();
    let ephemeral = SecretKey::from_slice(&decoded("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")).unwrap();
    let salt = decoded("DGv6ra1nlYgDCS1FRnbzlw").try_into().unwrap();
    let (key, nonce) = key_and_nonce(&keys, salt, &ephemeral, &point_bytes(&ephemeral.public_key()));
    assert_eq!(URL_SAFE_NO_PAD.encode(key), "oIhVW04MRdy2XN9CiKLxTg");
    assert_eq!(URL_SAFE_NO_PAD.encode(nonce), "4h_95klXJ5E_qnoN");
    let body = encrypt_padded(b"When I grow up, I want to be a watermelon", 0, &keys, salt, &ephemeral);
    assert_eq!(
        URL_SAFE_NO_PAD.encode(body),
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBr\
         u3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    );
}

#[test]
fn b_7_bodies_have_one_length_whatever_the_payload() {
    let random = Random::seeded(1);
    let (keys, _) = subscription(&random);
    for length in [0, 1, 2, 100, 1_023, LONGEST_PUSH_PAYLOAD] {
        let body = encrypt(&vec![b'x'; length], &keys, random.bytes(), &private_key(&random)).unwrap();
        assert_eq!(body.len(), PUSH_BODY_LENGTH, "{length}");
        assert!(body.len() < RECORD as usize);
    }
    let longer = vec![b'x'; LONGEST_PUSH_PAYLOAD + 1];
    assert!(encrypt(&longer, &keys, random.bytes(), &private_key(&random)).is_none());
}

/// The browser's side in `ring`, which has no part in the encryption: only the shared point is `p256`'s.
fn decrypt(body: &[u8], keys: &PushSubscriptionKeys, private: &SecretKey) -> Option<Vec<u8>> {
    use ring::{aead, hmac};
    let mac = |key: &[u8], text: &[u8]| hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), text).as_ref().to_vec();
    let (salt, rest) = body.split_at(16);
    assert_eq!(rest[..5], [0, 0, 16, 0, 65]);
    let (sender, record) = rest[5..].split_at(65);
    let shared = private.diffie_hellman(&p256::PublicKey::from_sec1_bytes(sender).unwrap());
    let extracted = mac(&keys.auth, shared.raw_secret_bytes());
    let info = [b"WebPush: info\0", &point_bytes(&private.public_key())[..], sender, &[1]].concat();
    let extracted = mac(salt, &mac(&extracted, &info));
    let key = &mac(&extracted, b"Content-Encoding: aes128gcm\0\x01")[..16];
    let nonce = &mac(&extracted, b"Content-Encoding: nonce\0\x01")[..12];
    let key = aead::LessSafeKey::new(aead::UnboundKey::new(&aead::AES_128_GCM, key).unwrap());
    let nonce = aead::Nonce::try_assume_unique_for_key(nonce).unwrap();
    let mut record = record.to_vec();
    let plaintext = key.open_in_place(nonce, aead::Aad::empty(), &mut record).ok()?;
    let end = plaintext.iter().rposition(|byte| *byte != 0).unwrap();
    assert_eq!(plaintext[end], 2);
    Some(plaintext[..end].to_vec())
}

#[test]
fn b_7_the_browser_decrypts_each_payload_and_no_other_browser_does() {
    let random = Random::seeded(2);
    let (keys, private) = subscription(&random);
    let (_, stranger) = subscription(&random);
    for payload in ["", "x", r#"{"kind":"mention","id":"0197a3c2"}"#, "Zoë 🙂\0\0", &"y".repeat(LONGEST_PUSH_PAYLOAD)]
    {
        let body = encrypt(payload.as_bytes(), &keys, random.bytes(), &private_key(&random)).unwrap();
        assert_eq!(decrypt(&body, &keys, &private).unwrap(), payload.as_bytes());
        assert!(decrypt(&body, &keys, &stranger).is_none());
        let other = PushSubscriptionKeys { auth: random.bytes(), ..keys.clone() };
        assert!(decrypt(&body, &other, &private).is_none());
        let mut altered = body.clone();
        altered[PUSH_BODY_LENGTH - 20] ^= 1;
        assert!(decrypt(&altered, &keys, &private).is_none());
    }
}
