/** How many parts a text message is sent in, as the server counts them: GSM 03.38 (seven bits a character) or UCS-2. */

/** The most characters of a message. */
export const MOST = 1600;

/** Behind an escape, so of two septets. */
const ESCAPED = new Set("\f^{}\\[~]|€");

/** Of one, beside letters, digits and most of ASCII's signs. */
const OTHERS = new Set("\n\r£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà");

/** The septets of a character, 0 outside of the alphabet. */
function septets(character) {
  if (ESCAPED.has(character)) return 2;
  return /[ -_a-z]/.test(character) || OTHERS.has(character) ? 1 : 0;
}

/** The parts for characters of these widths; several parts each hold less, since a header joins them. */
function parts(widths, alone, joined) {
  const total = widths.reduce((sum, width) => sum + width, 0);
  if (total <= alone) return total > 0 ? 1 : 0;
  let [count, used] = [1, 0];
  for (const width of widths) {
    if (used + width > joined) [count, used] = [count + 1, 0];
    used += width;
  }
  return count;
}

/**
 * The parts of a text: a character of two units is never split.
 * @param {string} text
 * @returns {{length: number, count: number, alphabet: "GSM-7"|"UCS-2"}} `length`: in characters
 */
export function segments(text) {
  const characters = [...text];
  const widths = characters.map(septets);
  const { length } = characters;
  if (!widths.includes(0)) return { length, count: parts(widths, 160, 153), alphabet: "GSM-7" };
  return { length, count: parts(characters.map((one) => one.length), 70, 67), alphabet: "UCS-2" };
}
