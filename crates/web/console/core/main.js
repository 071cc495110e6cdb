/** Begins the console. */
import "./report.js";
import { html, render } from "./html.js";
import { loadMe, loadOptions } from "./session.js";
import { App } from "../shell/App.js";

const place = document.getElementById("app");

async function begin() {
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
