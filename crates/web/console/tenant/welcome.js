/** `/welcome`: the first steps, each of which may be skipped. */
import { html, useState } from "../core/html.js";
import { get, put } from "../core/http.js";
import { go } from "../core/router.js";
import { me } from "../core/session.js";
import { words } from "../core/words/tenant.js";
import { Button } from "../ui/Button.js";
import { Card } from "../ui/Card.js";
import { Page } from "../ui/Page.js";
import { DataStep, FactorStep, InviteStep, NameStep, SpaceStep } from "./welcome-steps.js";

const W = words.welcome;
const STEPS = [["you", NameStep], ["space", SpaceStep], ["invite", InviteStep], ["data", DataStep], ["factor", FactorStep]];

/** The screen. A user who went through it, or past it, isn't asked again. */
export default function Welcome() {
  const [at, setAt] = useState(0);
  const [name, Step] = STEPS[at];
  const own = me.value?.memberships.find(({ home }) => home) ?? me.value?.memberships[0];
  const leave = async (path) => {
    await remember();
    go(path ?? (own ? `/t/${own.slug}/` : "/"), { replace: true });
  };
  const next = () => (at + 1 < STEPS.length ? setAt(at + 1) : leave());
  const skip = html`<${Button} tone="quiet" onClick=${next}>${W.skip}<//>`;
  return html`<${Page} title=${W.title} subtitle=${W.step(at + 1, STEPS.length)} narrow
    actions=${html`<${Button} tone="quiet" onClick=${() => leave()}>${W.skipAll}<//>`}>
    <div class="stack stack-4">
      <progress class="welcome-progress" max=${STEPS.length} value=${at + 1} aria-label=${W.step(at + 1, STEPS.length)}></progress>
      <${Card} title=${W[name].title}>
        <div class="stack stack-4">
          <p class="muted">${W[name].text}</p>
          <${Step} key=${name} own=${own} skip=${skip} onDone=${next} onLeave=${leave} />
        </div>
      <//>
    </div>
  <//>`;
}

/** Keeps in the preferences that the user was welcomed. */
async function remember() {
  try {
    const { data } = await get("/auth/preferences", { quiet: true });
    await put("/auth/preferences", { ...data, welcomed: true }, { quiet: true });
  } catch {
    // It only means that they are welcomed again.
  }
}
