import { html } from "../../core/html.js";
import { useWho } from "../people/who.js";

/** A link to the person who has a number, where one is known. @param {{number: string}} props */
export function Person({ number }) {
  const who = useWho(number, { ask: /^\+\d+$/.test(number) });
  return who && html`<a href=${who.href}>${who.name}</a>`;
}
