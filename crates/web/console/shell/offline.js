/** Whether the server was out of reach at the last request. */
import { signal } from "../core/html.js";
import { hooks } from "../core/http.js";

export const isOffline = signal(false);

hooks.reached = (isReached) => (isOffline.value = !isReached);
