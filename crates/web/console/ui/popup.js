/** Where popups stand: they are popovers, so nothing cuts them off; their place comes from the element they belong to. */
import { useEffect } from "../core/html.js";

const GAP = 4;
const EDGE = 8;

/**
 * Puts an open popover under its anchor, or above where there is more room, within the window.
 * @param {HTMLElement} popup
 * @param {HTMLElement} anchor
 * @param {{end?: boolean, wide?: boolean}} [how] `end`: aligned at the right; `wide`: as wide as the anchor
 */
export function place(popup, anchor, { end = false, wide = false } = {}) {
  const box = anchor.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  const height = document.documentElement.clientHeight;
  if (wide) popup.style.setProperty("--popup-width", `${box.width}px`);
  const below = height - box.bottom - GAP - EDGE;
  const above = box.top - GAP - EDGE;
  const up = below < Math.min(popup.scrollHeight, 200) && above > below;
  popup.style.setProperty("--popup-height", `${Math.max(up ? above : below, 80)}px`);
  const left = end ? box.right - popup.offsetWidth : box.left;
  popup.style.setProperty("--popup-x", `${Math.max(EDGE, Math.min(left, width - popup.offsetWidth - EDGE))}px`);
  popup.style.setProperty("--popup-y", `${up ? Math.max(EDGE, box.top - GAP - popup.offsetHeight) : box.bottom + GAP}px`);
}

/**
 * Keeps an open popover at its anchor while things scroll, grow or change size.
 * @param {boolean} open
 * @param {{current: HTMLElement|null}} popup
 * @param {{current: HTMLElement|null}} anchor
 * @param {{end?: boolean, wide?: boolean}} [how]
 */
export function usePlace(open, popup, anchor, how) {
  useEffect(() => {
    if (!open) return undefined;
    const put = () => popup.current && anchor.current && place(popup.current, anchor.current, how);
    put();
    // In the next frame: a size that changes while sizes are told is an error.
    const sizes = new ResizeObserver(() => requestAnimationFrame(put));
    if (popup.current) sizes.observe(popup.current);
    window.addEventListener("scroll", put, { capture: true, passive: true });
    window.addEventListener("resize", put);
    return () => {
      sizes.disconnect();
      window.removeEventListener("scroll", put, { capture: true });
      window.removeEventListener("resize", put);
    };
  }, [open]);
}
