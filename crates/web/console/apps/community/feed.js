/** `/t/<slug>/posts`: what members tell each other: of those that one follows, of all, and one's own. */
import { html, useEffect, useRef } from "../../core/html.js";
import { resource as resourceOf } from "../../core/api.js";
import { route } from "../../core/router.js";
import { me } from "../../core/session.js";
import { mayWrite } from "../../core/tenant.js";
import { words as generated } from "../../core/words/resource.js";
import { Search } from "../../resource/filters.js";
import { screenPath } from "../../resource/paths.js";
import { Button } from "../../ui/Button.js";
import { Card } from "../../ui/Card.js";
import { Empty } from "../../ui/Empty.js";
import { LoadMore } from "../../ui/LoadMore.js";
import { Page } from "../../ui/Page.js";
import { Person } from "../../ui/Person.js";
import { ProblemView } from "../../ui/ProblemView.js";
import { Skeleton } from "../../ui/Skeleton.js";
import { Tabs } from "../../ui/Tabs.js";
import { useAll } from "./all.js";
import { Composer } from "./Composer.js";
import { Follow, Follows, useFollows } from "./Follow.js";
import { Post } from "./Post.js";
import { usePosts } from "./posts.js";
import { words } from "./words.js";

const W = words.feed;
const KINDS = ["following", "all", "mine"];
const MOST_MEMBERS = 100;

/** The members, each to be followed. */
function Members() {
  const { rows, problem, reload } = useAll("/api/members", {});
  const others = (rows.value ?? []).filter(({ user_id: id }) => id !== me.value?.user.id);
  if (!rows.value) {
    return html`<${Card} title=${W.members}>${problem.value ? html`<${ProblemView} problem=${problem.value} onRetry=${reload} />` : html`<${Skeleton} lines=${3} />`}<//>`;
  }
  return html`<${Card} title=${W.members}>
    ${others.length === 0 ? html`<p class="muted">${W.alone}</p>` : html`<ul class="member-list">
      ${others.slice(0, MOST_MEMBERS).map(({ user_id: id, name, email }) => html`<li key=${id} class="member-line">
        <${Person} id=${id} name=${name || email} /><${Follow} id=${id} /></li>`)}</ul>`}
  <//>`;
}

function Nothing({ resource, kind, q }) {
  if (q) return html`<${Empty} icon="search" title=${generated.list.noMatch} />`;
  const action = kind === "following" && html`<${Button} href=${`${screenPath(resource)}?of=all`}>${W.toAll}<//>`;
  return html`<${Empty} icon=${resource.icon} title=${W.empty[kind]} action=${action}>${W.emptyText[kind]}<//>`;
}

function Posts({ resource, kind, q, follows }) {
  const list = usePosts(resource, kind, q, follows.has);
  const followed = follows.rows.value?.map(({ user_id: id }) => id).sort().join(" ");
  const before = useRef(followed);
  useEffect(() => {
    // Who is followed now has posts to show, and who isn't has none.
    if (kind === "following" && before.current !== undefined && followed !== undefined && followed !== before.current) list.reload();
    before.current = followed ?? before.current;
  }, [followed]);
  return html`<div class="stack stack-4" aria-busy=${list.busy}>
    ${resource.canCreate() && kind !== "mine" && html`<${Composer} resource=${resource} onPosted=${list.reload} />`}
    <div class="list-fresh" role="status">${list.fresh > 0 &&
      html`<${Button} size="small" icon="arrow-up" onClick=${list.reload}>${generated.list.more(list.fresh)}<//>`}</div>
    ${list.problem && html`<${ProblemView} problem=${list.problem} onRetry=${list.reload} />`}
    ${!list.rows && !list.problem && html`<${Skeleton} lines=${8} />`}
    ${list.rows?.length === 0 && !list.problem && html`<${Nothing} resource=${resource} kind=${kind} q=${q} />`}
    ${list.rows?.length > 0 && html`<div class="posts">${list.rows.map((row) => html`<${Post} key=${row.id} resource=${resource} row=${row}
      onChanged=${list.put} onGone=${list.drop} onStale=${list.reload} />`)}</div>`}
    <${LoadMore} cursor=${list.cursor} busy=${list.busy} onMore=${list.more} />
  </div>`;
}

/** The screen. @param {{params: {things: string}}} props */
export default function Feed({ params }) {
  const resource = resourceOf(params.things);
  const { query } = route.value;
  const kind = /** @type {"following"|"all"|"mine"} */ (KINDS.find((one) => one === query.get("of")) ?? (query.get("q") ? "all" : KINDS[0]));
  const q = kind === "following" ? "" : (query.get("q") ?? "").trim();
  const follows = useFollows();
  const items = KINDS.map((one) => ({
    label: W[one], current: one === kind, href: one === KINDS[0] ? screenPath(resource) : `${screenPath(resource)}?of=${one}`,
  }));
  const actions = mayWrite() && html`<${Button} tone="quiet" icon="trash-2" href=${screenPath(resource, "trash")}>${generated.list.bin}<//>`;
  return html`<${Follows.Provider} value=${follows}><${Page} title=${resource.labels[1]} actions=${actions}>
    <${Tabs} label=${W.ways} items=${items} />
    <div class="feed">
      <div class="stack stack-4">
        ${kind !== "following" && html`<${Search} resource=${resource} q=${query.get("q") ?? ""} />`}
        <${Posts} key=${kind} resource=${resource} kind=${kind} q=${q} follows=${follows} />
      </div>
      <${Members} />
    </div>
  <//><//>`;
}
