/** `/t/<slug>/conversations` and `…/<id>`: the conversations, and the messages of one. On a phone one of the two is shown. */
import { html, useEffect } from "../../core/html.js";
import { get } from "../../core/http.js";
import { follow } from "../../core/events.js";
import { setTitle, setUnread } from "../../core/title.js";
import { Empty } from "../../ui/Empty.js";
import { List } from "./List.js";
import { ThreadPane } from "./ThreadPane.js";
import { conversation, unreadMessages, useConversations } from "./conversations.js";
import { titleOf } from "./names.js";
import { words } from "./words.js";

/**
 * Has the tab's title count each unread message. The bell counts a notification for a conversation with any, which is taken off for as
 * long as the messages themselves are counted.
 */
function useUnreadTitle() {
  const unread = unreadMessages();
  useEffect(() => {
    let isHere = true;
    const ask = async () => {
      const answer = await get("/api/notifications", { query: { kind: "message", limit: 100 }, quiet: true }).catch(() => null);
      if (isHere && answer) setUnread("chat", unread - answer.data.items.filter((one) => !one.read_at).length);
    };
    ask();
    const stop = follow(["notifications"], ask);
    return () => {
      isHere = false;
      stop();
    };
  }, [unread]);
  useEffect(() => () => setUnread("chat", 0), []);
}

/** The screen. @param {{params: {id?: string}}} props */
export default function Chat({ params }) {
  const { id } = params;
  useConversations();
  useUnreadTitle();
  const title = id ? titleOf(conversation(id)) : words.title;
  useEffect(() => void setTitle(title), [title]);
  return html`<div class=${`chat ${id ? "chat-open" : ""}`}>
    <${List} at=${id} />
    ${id ? html`<${ThreadPane} key=${id} id=${id} />`
      : html`<div class="chat-none"><${Empty} icon="messages-square" title=${words.choose}>${words.chooseText}<//></div>`}
  </div>`;
}
