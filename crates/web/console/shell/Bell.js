/** How many notifications are unread, live, and the way to them. */
import { html, useEffect, useState } from "../core/html.js";
import { follow } from "../core/events.js";
import { get } from "../core/http.js";
import { tenantPath } from "../core/tenant.js";
import { setUnread } from "../core/title.js";
import { most, words } from "../core/words/shell.js";
import { Button } from "../ui/Button.js";

/** A button of the header; of one workspace. */
export function Bell() {
  const [count, setCount] = useState(0);
  useEffect(() => {
    let [turn, timer] = [0, 0];
    const ask = async () => {
      const mine = ++turn;
      const answer = await get("/api/notifications/unread-count").catch(() => null);
      if (mine !== turn || !answer) return;
      setCount(answer.data.unread);
      setUnread("notifications", answer.data.unread);
    };
    ask();
    const stop = follow(["notifications"], () => {
      clearTimeout(timer);
      timer = window.setTimeout(ask, 100);
    });
    return () => {
      stop();
      turn = -1;
      clearTimeout(timer);
      setUnread("notifications", 0);
    };
  }, []);
  return html`<span class="bell"><${Button} tone="quiet" icon="bell" label=${words.unread(count)} href=${tenantPath("notifications")} />
    ${count > 0 && html`<span class="bell-count" aria-hidden="true">${most(count)}</span>`}</span>`;
}
