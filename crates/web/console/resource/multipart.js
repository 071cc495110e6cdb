/** Bodies with a file: a form (RFC 7578), the same bytes for the same values and key, so that it can be sent again. */

/** Whether a body can't be JSON. @param {Row} body */
export const hasFile = (body) => Object.values(body).some((value) => value instanceof Blob);

const quoted = (text) => text.replace(/["\r\n]/g, (letter) => encodeURIComponent(letter));

function part(name, value) {
  const head = `Content-Disposition: form-data; name="${quoted(name)}"`;
  if (!(value instanceof Blob)) return [head, "\r\n\r\n", String(value)];
  const file = value instanceof File ? value.name : name;
  return [`${head}; filename="${quoted(file)}"\r\nContent-Type: ${value.type || "application/octet-stream"}`, "\r\n\r\n", value];
}

/**
 * The body as a form.
 * @param {Row} body @param {string} key what stands between its parts: that of the submission
 */
export function formOf(body, key) {
  const parts = Object.entries(body).flatMap(([name, value]) => [`--${key}\r\n`, ...part(name, value), "\r\n"]);
  return new Blob([...parts, `--${key}--\r\n`], { type: `multipart/form-data; boundary=${key}` });
}
