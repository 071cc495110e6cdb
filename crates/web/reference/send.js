/** How the reference sends what a user tries. */

/** How long a stream of events is followed, in milliseconds, before what came is shown. */
const FOLLOWED = 5_000;

/** A response as far as it came in a few seconds: one of events doesn't end. */
async function beginning(response) {
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  const stop = setTimeout(() => void reader.cancel(), FOLLOWED);
  let text = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) text += decoder.decode(part.value, { stream: true });
  clearTimeout(stop);
  return new Response(text, { status: response.status, statusText: response.statusText, headers: response.headers });
}

async function fetchBounded(url, options) {
  const response = await fetch(url, options);
  return response.headers.get("Content-Type")?.startsWith("text/event-stream") ? beginning(response) : response;
}

/**
 * Completes a request of Swagger UI's. The API refuses a bearer token beside a session, so a request has one of them.
 * @param {any} request
 */
export function send(request) {
  request.credentials = request.headers?.Authorization ? "omit" : "same-origin";
  request.userFetch = fetchBounded;
  return request;
}
