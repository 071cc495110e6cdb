/** The interactive reference: Swagger UI over `/openapi.json`. */
import { plain } from "./schemas.js";
import { send } from "./send.js";

const SESSION = "session";

/** The browser adds the session's cookie by itself; no script could. So there is nothing to enter for it. */
const withoutSession = (original) => (state, ...rest) => original(state, ...rest)?.filterNot((one) => one.has(SESSION));

const plugin = {
  fn: { resolveSubtree: async (description, path) => ({ spec: plain(description, path), errors: [] }) },
  statePlugins: { auth: { wrapSelectors: { definitionsToAuthorize: withoutSession, definitionsForRequirements: withoutSession } } },
};

const dark = matchMedia("(prefers-color-scheme: dark)");
const paint = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", paint);
paint();

globalThis.SwaggerUIBundle({
  dom_id: "#reference",
  url: "/openapi.json",
  // Groups and operations begin closed, and no operation is drawn before its group is opened.
  docExpansion: "none",
  defaultModelsExpandDepth: -1,
  filter: true,
  deepLinking: true,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  // Nothing is kept in the browser, asked of another host, or taken from the address.
  persistAuthorization: false,
  validatorUrl: "none",
  queryConfigEnabled: false,
  requestInterceptor: send,
  plugins: [plugin],
});
