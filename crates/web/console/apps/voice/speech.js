/** The browser's own voice, which reads what an agent says. Only voices of this computer: others would send the text elsewhere. */
import { useEffect, useRef, useState } from "../../core/html.js";

const synthesis = globalThis.speechSynthesis;
const local = () => (synthesis?.getVoices() ?? []).filter(({ localService }) => localService);

/** The voice of a language, else the computer's own. @param {string|null} language */
function voiceOf(language) {
  const voices = local();
  const part = (language ?? navigator.language).slice(0, 2).toLowerCase();
  return voices.find(({ lang }) => lang.toLowerCase().startsWith(part)) ?? voices.find((one) => one.default) ?? voices[0];
}

/** Whether this browser can read aloud; it may know only after a while. */
export function useVoices() {
  const [can, setCan] = useState(local().length > 0);
  useEffect(() => {
    const heard = () => setCan(local().length > 0);
    synthesis?.addEventListener?.("voiceschanged", heard);
    return () => synthesis?.removeEventListener?.("voiceschanged", heard);
  }, []);
  return can;
}

/**
 * Reads lines aloud, each once, while it is switched on.
 * @param {{id: string, text: string|null}[]} lines @param {boolean} on @param {string|null} language
 */
export function useSpeech(lines, on, language) {
  const read = useRef(new Set());
  useEffect(() => {
    for (const { id, text } of lines) {
      if (text === null || read.current.has(id)) continue;
      read.current.add(id);
      if (!on) continue;
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.voice = voiceOf(language) ?? null;
      synthesis.speak(utterance);
    }
  }, [lines, on]);
  useEffect(() => {
    if (!on) synthesis?.cancel();
    return () => synthesis?.cancel();
  }, [on]);
}
