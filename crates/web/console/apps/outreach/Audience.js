import { html, useEffect, useMemo, useState } from "../../core/html.js";
import { number } from "../../core/format.js";
import { Banner } from "../../ui/Banner.js";
import { Button } from "../../ui/Button.js";
import { Card } from "../../ui/Card.js";
import { ProblemView } from "../../ui/ProblemView.js";
import { Skeleton } from "../../ui/Skeleton.js";
import { audienceOf, readPeople } from "./audience-count.js";
import { Preview } from "./Preview.js";
import { unknownNames } from "./template.js";
import { words } from "./words.js";

const W = words.campaign;
const NAMED = 3;

/** Reads who may be reached, once and when asked again. */
function usePeople() {
  const [state, setState] = useState(/** @type {{people: any, problem: Problem|null}} */ ({ people: null, problem: null }));
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    setState((old) => ({ ...old, problem: null }));
    readPeople(stop.signal).then((people) => setState({ people, problem: null }), (problem) => {
      if (problem.status !== undefined) setState((old) => ({ ...old, problem }));
    });
    return () => stop.abort();
  }, [turn]);
  return { ...state, again: () => setTurn((old) => old + 1) };
}

function Figure({ label, value, strong = false }) {
  return html`<div class=${strong ? "audience-figure audience-sum" : "audience-figure"}><dt>${label}</dt><dd>${number(value)}</dd></div>`;
}

function Warnings({ campaign, found, people }) {
  const unknown = [campaign.subject, campaign.body].flatMap(unknownNames);
  const names = found.lacking.slice(0, NAMED).map(({ contact }) => contact.name).join(", ");
  return html`
    ${unknown.length > 0 && html`<${Banner} tone="warn">${W.unknown(unknown.map((name) => `{{${name}}}`).join(", "))}<//>`}
    ${found.lacking.length > 0 && html`<${Banner} tone="warn">${W.lacking(found.lacking.length, names)}<//>`}
    ${!people.whole && html`<${Banner}>${W.part(people.contacts.length)}<//>`}`;
}

/**
 * The recipients that a campaign would have now, and what each would get.
 * @param {{campaign: Row, onCount: (count: number|null) => void}} props `onCount`: hears how many, null where not all were counted
 */
export function Audience({ campaign, onCount }) {
  const { people, problem, again } = usePeople();
  const found = useMemo(() => people && audienceOf(campaign, people.contacts, people.suppressions), [people, campaign]);
  useEffect(() => onCount(found && people.whole ? found.recipients.length : null), [found]);
  const actions = people && html`<${Button} size="small" icon="refresh-cw" onClick=${again}>${W.again}<//>`;
  return html`<div class="campaign-parts">
    <${Card} title=${W.audience} actions=${actions}>
      <p class="muted">${campaign.audience?.length ? W.tags(campaign.audience) : W.everyone}</p>
      ${problem && html`<${ProblemView} problem=${problem} onRetry=${again} />`}
      ${!found && !problem && html`<${Skeleton} lines=${4} />`}
      ${found && html`<dl class="figures-list">
        <${Figure} label=${W.recipients} value=${found.recipients.length} strong />
        <${Figure} label=${W.matched} value=${found.matched} />
        <${Figure} label=${W.without[campaign.channel]} value=${found.without} />
        <${Figure} label=${W.doubles} value=${found.doubles} />
        <${Figure} label=${W.suppressed} value=${found.suppressed} />
      </dl><${Warnings} campaign=${campaign} found=${found} people=${people} />`}
    <//>
    <${Card} title=${W.preview}>${found ? html`<${Preview} campaign=${campaign} recipients=${found.recipients} />` : !problem && html`<${Skeleton} lines=${4} />`}<//>
  </div>`;
}
