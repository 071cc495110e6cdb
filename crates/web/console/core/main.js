/** Begins the console. */
import "./report.js";
import { loadDescription } from "./api.js";
import { html, render } from "./html.js";
import { here } from "./path.js";
import { match } from "./routes.js";
import { loadMe, loadOptions } from "./session.js";
import { App } from "../shell/App.js";

const place = document.getElementById("app");

/** Loads what the page's screen will need, while the session is asked for. What fails is loaded again, and told, where it is needed. */
function loadAhead() {
  const found = match(here());
  found?.load().catch(() => {});
  if (found?.place === "tenant") loadDescription().catch(() => {});
}

async function begin() {
  loadAhead();
  await Promise.all([loadMe(), loadOptions()]);
  render(html`<${App} />`, place);
}

function failed() {
  const retry = document.createElement("button");
  retry.textContent = "Try again";
  retry.addEventListener("click", () => location.reload());
  const text = document.createElement("p");
  text.textContent = "The server can't be reached.";
  place.replaceChildren(text, retry);
}

begin().catch(failed);
