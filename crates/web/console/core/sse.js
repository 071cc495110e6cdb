/** Server-sent events (HTML, 9.2.6). */

/**
 * A parser of a stream that comes in pieces.
 * @returns {(piece: string) => {id: string, event: string, data: string}[]} the events that the piece completes
 */
export function parser() {
  let rest = "";
  let id = "";
  let event = "";
  let data = [];
  return (piece) => {
    const found = [];
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line === "") {
        if (data.length > 0) found.push({ id, event: event || "message", data: data.join("\n") });
        [event, data] = ["", []];
        continue;
      }
      const colon = line.indexOf(":");
      const name = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
      if (name === "data") data.push(value);
      else if (name === "event") event = value;
      else if (name === "id" && !value.includes("\0")) id = value;
    }
    return found;
  };
}
