/** `/t/<slug>/scheduled-calls`: the generated list, and with `?view=day&day=2026-01-31` a day's agenda. */
import { html, useMemo } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { route } from "../../core/router.js";
import { Button } from "../../ui/Button.js";
import { Page } from "../../ui/Page.js";
import { Tabs } from "../../ui/Tabs.js";
import { words as generated } from "../../core/words/resource.js";
import ListScreen from "../../resource/list.js";
import { screenPath } from "../../resource/paths.js";
import { Agenda } from "./Agenda.js";
import { told } from "./calls-told.js";
import { dayFrom } from "./day.js";
import { useNames } from "../people/who.js";
import { words } from "./words.js";

const W = words.calls;

function DayScreen({ resource, head, hrefOfDay }) {
  useNames();
  const day = dayFrom(route.value.query.get("day"));
  const add = resource.canCreate() &&
    html`<${Button} tone="primary" icon="plus" href=${screenPath(resource, "new")}>${generated.list.create(resource.labels[0])}<//>`;
  return html`<${Page} title=${resource.labels[1]} actions=${add}>${head}<${Agenda} resource=${resource} day=${day} hrefOfDay=${hrefOfDay} /><//>`;
}

/** The screen. @param {{params: {things: string}}} props */
export default function CallsScreen({ params }) {
  const known = resourceOf(params.things);
  const resource = useMemo(() => told(known), [known]);
  const isDay = route.value.query.get("view") === "day";
  const path = screenPath(resource);
  const hrefOfDay = (day) => `${path}?view=day&day=${day}`;
  const head = html`<${Tabs} label=${W.tabs} items=${[{ label: W.list, href: path, current: !isDay }, { label: W.day, href: `${path}?view=day`, current: isDay }]} />`;
  return isDay ? html`<${DayScreen} resource=${resource} head=${head} hrefOfDay=${hrefOfDay} />`
    : html`<${ListScreen} params=${params} resource=${resource} head=${head} />`;
}
