/** What every part of the console writes its elements with: Preact, its hooks, signals, and htm's templates. */
import { Fragment, createContext, h, render } from "preact";
import htm from "htm";
import { hrefOf } from "./path.js";

export { useCallback, useContext, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
export { batch, computed, effect, signal, untracked, useComputed, useSignal, useSignalEffect } from "@preact/signals";
export { Fragment, createContext, render };

/** An element. A link names a path of the console, and leads to where that is on the host. */
const element = (type, props, ...children) =>
  h(type, type === "a" && props?.href ? { ...props, href: hrefOf(props.href) } : props, ...children);

/** Makes an element of a template: html`<p class="muted">${text}</p>`. */
export const html = htm.bind(element);
