/// Of one septet, beside letters, digits and most of ASCII's signs.
const OTHERS: &str = "£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà";

/// Behind an escape, so of two.
const ESCAPED: &str = "\u{c}^{}\\[~]|€";

/// The septets that a character takes in GSM 03.38 (3GPP TS 23.038, 6.2.1), `None` outside of its alphabet.
pub(super) fn septets(character: char) -> Option<u32> {
    match character {
        _ if ESCAPED.contains(character) => Some(2),
        '\n' | '\r' | ' '..='_' | 'a'..='z' => Some(1),
        _ => OTHERS.contains(character).then_some(1),
    }
}
