/** Parts that are loaded when they are first shown. */
import { html, useEffect, useState } from "../core/html.js";

/**
 * A component whose module is loaded when it is first drawn; until then, and where it can't be loaded, nothing is shown.
 * @param {() => Promise<object>} load @param {string} name the component's export
 * @returns {(props: object) => import("preact").VNode|import("preact").VNode[]|null}
 */
export function later(load, name) {
  let Known = null;
  return function Later(props) {
    const [, redraw] = useState(0);
    useEffect(() => {
      if (Known) return undefined;
      let here = true;
      load().then(
        (module) => {
          Known = module[name];
          if (here) redraw((n) => n + 1);
        },
        () => {},
      );
      return () => (here = false);
    }, []);
    return Known ? html`<${Known} ...${props} />` : null;
  };
}
