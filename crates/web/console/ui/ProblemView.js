import { html } from "../core/html.js";
import { words } from "../core/words/ui.js";
import { Button } from "./Button.js";
import { Copy } from "./Copy.js";
import { Icon } from "./Icon.js";

/** What is said of a problem: icon, title and text. */
function said(problem) {
  const text = problem.detail || problem.title;
  if (problem.status === 0) return ["wifi-off", words.problem.offline, words.problem.offlineText];
  if (problem.status === 404) return ["search", words.problem.missing, text || words.problem.missingText];
  if (problem.status === 403) return ["lock", words.problem.denied, text];
  if (problem.status >= 400 && problem.status < 500) return ["circle-alert", problem.title || words.problem.failed, problem.detail];
  return ["circle-alert", words.problem.failed, words.problem.failedText];
}

/**
 * What stands where a screen could not be loaded.
 * @param {{problem: {status: number, title?: string, detail?: string, requestId?: string|null}, onRetry?: () => void, action?: unknown}} props
 */
export function ProblemView({ problem, onRetry, action }) {
  const [icon, title, text] = said(problem);
  return html`<div class="empty" role="alert">
    <span class="empty-icon"><${Icon} name=${icon} /></span>
    <p class="empty-title">${title}</p>
    ${text && html`<p class="empty-text muted">${text}</p>`}
    ${(onRetry || action) && html`<div class="row empty-action">
      ${onRetry && html`<${Button} icon="refresh-cw" onClick=${() => onRetry()}>${words.problem.retry}<//>`}${action}</div>`}
    ${problem.requestId && html`<p class="problem-request small muted">${words.problem.request} <code>${problem.requestId}</code>
      <${Copy} value=${problem.requestId} tone="quiet" /></p>`}
  </div>`;
}
