/** A screen whose module is loaded when it is opened, with what is shown until then and where it fails. */
import { Component } from "preact";
import { html, useEffect, useState } from "../core/html.js";
import { loadDescription } from "../core/api.js";
import { report } from "../core/report.js";
import { words } from "../core/words/shell.js";
import { Button } from "../ui/Button.js";
import { Empty } from "../ui/Empty.js";
import { Page } from "../ui/Page.js";
import { Skeleton } from "../ui/Skeleton.js";

const NEEDS_DESCRIPTION = new Set(["tenant"]);

/** @param {{found: {load: () => Promise<any>, params: Record<string, string>, place: string}}} props */
export function Screen({ found }) {
  const [state, setState] = useState({ view: null, error: null });
  const load = () => {
    let isHere = true;
    setState({ view: null, error: null });
    Promise.all([found.load(), NEEDS_DESCRIPTION.has(found.place) ? loadDescription() : null]).then(
      ([module]) => isHere && setState({ view: module.default, error: null }),
      (error) => isHere && setState({ view: null, error }));
    return () => (isHere = false);
  };
  useEffect(load, []);
  const { view: View, error } = state;
  if (error) return html`<${Broken} isStale onRetry=${() => location.reload()} />`;
  if (!View) return html`<div class="shell-loading" aria-busy="true"><span class="visually-hidden">${words.loading}</span><${Skeleton} lines=${4} /></div>`;
  return html`<${Boundary}><${View} params=${found.params} /><//>`;
}

function Broken({ isStale = false, onRetry }) {
  const text = isStale ? words.version.text : words.broken.text;
  return html`<${Page} title=${words.broken.title}><${Empty} icon="circle-alert" title=${text}
    action=${html`<${Button} tone="primary" onClick=${onRetry}>${isStale ? words.version.reload : words.broken.retry}<//>`} /><//>`;
}

/** Keeps a screen's failure from taking the frame with it. */
class Boundary extends Component {
  state = { error: null };

  static getDerivedStateFromError(error) {
    return { error };
  }

  componentDidCatch(error) {
    report(error);
    console.error(error);
  }

  render() {
    if (!this.state.error) return this.props.children;
    return html`<${Broken} onRetry=${() => this.setState({ error: null })} />`;
  }
}
