/** The console: the screen that the address names, its frame, and what stands over both. */
import { html, useEffect } from "../core/html.js";
import { match } from "../core/routes.js";
import { go, route } from "../core/router.js";
import { me } from "../core/session.js";
import { slugOf, tenant } from "../core/tenant.js";
import { Confirmations } from "../ui/confirm.js";
import { Asked } from "./Asked.js";
import { Foreign, Missing } from "./Missing.js";
import { Frame } from "./Frame.js";
import { Screen } from "./Screen.js";
import { Toasts } from "./Toasts.js";
import { useHome } from "./home.js";

/** Everything. */
export function App() {
  return html`<${Place} /><${Asked} /><${Confirmations} /><${Toasts} />`;
}

function Place() {
  const { path } = route.value;
  const found = match(path);
  const isOpen = found?.place === "open";
  const isIn = Boolean(me.value);
  const isHome = path === "/";
  useHome(isHome && isIn);
  useEffect(() => {
    if (isIn || isOpen) return;
    const next = isHome || !found ? "" : `?${new URLSearchParams({ next: path + location.search })}`;
    go(`/sign-in${next}`, { replace: true });
  }, [isIn, isOpen, path]);
  if (isOpen) return html`<main id="content" class="shell-open"><${Screen} key=${found.pattern} found=${found} /></main>`;
  if (!isIn || isHome) return null;
  if (!found) return html`<${Frame}><${Missing} /><//>`;
  if (found.place === "tenant" && !tenant.value) return html`<${Frame}><${Foreign} slug=${slugOf(path)} /><//>`;
  if (found.pattern === "/welcome") return html`<main id="content" class="shell-open"><${Screen} key="welcome" found=${found} /></main>`;
  const key = `${tenant.value?.id ?? ""} ${found.pattern} ${found.params.things ?? ""}`;
  return html`<${Frame}><${Screen} key=${key} found=${found} /><//>`;
}
