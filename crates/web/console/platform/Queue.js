/** How many jobs are in each state, each a link to them, and how old the queue is. */
import { html } from "../core/html.js";
import { number } from "../core/format.js";
import { words } from "../core/words/platform.js";
import { Time } from "../ui/Time.js";

const W = words.health;

/** @param {{health: Row}} props what `/admin/health` says */
export function Queue({ health }) {
  return html`<div class="figures">${Object.entries(health.jobs).map(([state, count]) => html`<a key=${state} class="figure" href=${`/platform/jobs?state=${state}`}>
      <span>${words.jobs.states[state] ?? state}</span><span class="figure-number">${number(count)}</span>
    </a>`)}</div>
    <p class="muted">${W.oldest}: ${health.oldest_due_at ? html`<${Time} value=${health.oldest_due_at} />` : W.none}</p>`;
}
