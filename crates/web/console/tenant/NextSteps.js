/** What waits for the user in this tenant. */
import { html, useEffect, useState } from "../core/html.js";
import { get } from "../core/http.js";
import { me } from "../core/session.js";
import { atLeast, mayWrite, tenantPath } from "../core/tenant.js";
import { words } from "../core/words/tenant.js";
import { Button } from "../ui/Button.js";
import { Card } from "../ui/Card.js";
import { Icon } from "../ui/Icon.js";
import { Skeleton } from "../ui/Skeleton.js";
import { isVerified, mayAdminister } from "./may.js";

const W = words.steps;

/** The list, or that nothing waits. */
export function NextSteps() {
  const asked = useAsked();
  const steps = [...(me.value?.impersonation ? [] : ownSteps()), ...(asked ?? [])];
  return html`<${Card} title=${words.overview.next}>
    ${steps.length > 0 && html`<ul class="next-steps">
      ${steps.map(({ title, text, act, href, icon }) => html`<li key=${href + title}>
        <${Icon} name=${icon} />
        <div class="grow"><strong>${title}</strong><p class="muted small">${text}</p></div>
        <${Button} size="small" href=${href} aria-label=${`${act}: ${title}`}>${act}<//>
      </li>`)}
    </ul>`}
    ${!asked && html`<${Skeleton} lines=${2} />`}
    ${asked && steps.length === 0 && html`<p class="muted">${W.done}</p>`}
  <//>`;
}

function ownSteps() {
  const steps = [];
  if (!isVerified()) steps.push({ ...W.verify, icon: "mail", href: "/account/profile" });
  if ((me.value?.factors ?? []).length === 0) steps.push({ ...W.factor, icon: "shield", href: "/account/security" });
  return steps;
}

/** The steps that the server has to be asked for; null until it answered. */
function useAsked() {
  const [steps, setSteps] = useState(null);
  useEffect(() => {
    let live = true;
    Promise.all([aloneStep(), firstStep()]).then((found) => live && setSteps(found.filter(Boolean)), () => live && setSteps([]));
    return () => (live = false);
  }, []);
  return steps;
}

/** The first rows of a list; none where it can't be read. */
async function some(path, query) {
  try {
    return (await get(path, { query, quiet: true })).data.items;
  } catch {
    return null;
  }
}

async function aloneStep() {
  if (!mayAdminister()) return null;
  const [members, invited] = await Promise.all([some("/api/members", { limit: 2 }), some("/api/invitations", { limit: 1 })]);
  if (members?.length !== 1 || invited?.length !== 0) return null;
  return { ...W.invite, icon: "users", href: tenantPath("settings", "invitations") };
}

async function firstStep() {
  if (!mayWrite() || !atLeast("member")) return null;
  const leads = await some("/api/leads", { limit: 1 });
  return leads?.length === 0 ? { ...W.first, icon: "plus", href: tenantPath("leads", "new") } : null;
}
