/** One act at a time, and what became of it. */
import { html, useState } from "../../core/html.js";
import { Countdown } from "../../ui/Countdown.js";
import { words } from "./words.js";

/**
 * Runs acts; a refusal stays until the next one, and one that asks to wait keeps the button shut until then.
 * @returns {{busy: boolean, problem: Problem|null, until: number|null, run: (act: () => Promise<any>) => Promise<boolean>, open: () => void}}
 */
export function useAct() {
  const [state, setState] = useState({ busy: false, problem: null, until: null });
  const run = async (act) => {
    setState({ busy: true, problem: null, until: null });
    try {
      await act();
      setState({ busy: false, problem: null, until: null });
      return true;
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      setState({ busy: false, problem, until: problem.status === 429 ? Date.now() + 1000 * (problem.retryAfter ?? 60) : null });
      return false;
    }
  };
  return { ...state, run, open: () => setState((before) => ({ ...before, until: null })) };
}

/** How long there is to wait. @param {{act: {until: number|null, open: () => void}}} props */
export function Wait({ act }) {
  if (!act.until) return null;
  return html`<p class="muted" role="status"><${Countdown} until=${act.until} onEnd=${act.open}>${(clock) => words.form.wait(clock)}<//></p>`;
}
