/** `/t/<slug>/settings/members`: who is in the tenant, and as what. */
import { Fragment, html } from "../core/html.js";
import { del, patch } from "../core/http.js";
import { go } from "../core/router.js";
import { loadMe, me } from "../core/session.js";
import { tenant, tenantPath } from "../core/tenant.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/tenant.js";
import { useAttempt } from "../auth/attempt.js";
import { Banner } from "../ui/Banner.js";
import { Button } from "../ui/Button.js";
import { confirmDialog } from "../ui/Dialog.js";
import { LoadMore } from "../ui/LoadMore.js";
import { ProblemView } from "../ui/ProblemView.js";
import { Select } from "../ui/Select.js";
import { Skeleton } from "../ui/Skeleton.js";
import { Table } from "../ui/Table.js";
import { Time } from "../ui/Time.js";
import { mayAdminister, roleOptions, within } from "./may.js";
import { usePages } from "./pages.js";
import { SettingsPage } from "./settings.js";

const W = words.members;

/** The screen. */
export default function Members() {
  const pages = usePages("/api/members");
  const acts = useMemberActs(pages);
  const own = me.value?.user.id;
  /** @type {Row[]|undefined} */
  const rows = pages.rows?.map((row) => ({ ...row, id: row.user_id }));
  const owners = (rows ?? []).filter(({ role }) => role === "owner");
  const lastOwner = !pages.cursor && owners.length === 1 && owners[0].id === own;

  const columns = [
    { key: "name", label: W.name, width: "wide", render: (row) => html`<${Fragment}>${row.name || W.unnamed}
      ${row.id === own && html` <span class="muted">(${W.you})</span>`}<//>` },
    ...(mayAdminister() ? [{ key: "email", label: W.email, width: "wide", render: (row) => row.email ?? "" }] : []),
    { key: "role", label: words.role, width: "narrow", render: (row) => html`<${RoleCell} row=${row} locked=${lastOwner && row.id === own}
      onChange=${(role) => acts.change(row, role)} />` },
    { key: "created_at", label: W.since, render: (row) => html`<${Time} value=${row.created_at} />` },
    ...(rows?.some((row) => actOn(row, own, lastOwner)) ? [{ key: "acts", label: W.acts, align: "end",
      render: (row) => html`<${Act} row=${row} act=${actOn(row, own, lastOwner)} acts=${acts} />` }] : []),
  ];
  const invite = mayAdminister() && html`<${Button} tone="primary" icon="mail" href=${tenantPath("settings", "invitations")}>${W.invite}<//>`;
  return html`<${SettingsPage} tab="members" actions=${invite}>
    ${acts.problem && html`<${Banner} tone="bad" onClose=${acts.clear}>${acts.problem.detail ?? acts.problem.message}<//>`}
    ${lastOwner && html`<${Banner} tone="info">${W.lastOwner}<//>`}
    ${pages.problem && html`<${ProblemView} problem=${pages.problem} onRetry=${pages.reload} />`}
    ${!rows && !pages.problem && html`<${Skeleton} lines=${4} />`}
    ${rows && html`<${Table} caption=${W.title} columns=${columns} rows=${rows} compact=${["name", "role", "acts"]} />`}
    <${LoadMore} cursor=${pages.cursor} busy=${pages.busy} onMore=${pages.more} />
  <//>`;
}

function RoleCell({ row, locked, onChange }) {
  if (locked || !mayAdminister() || !within(row.role)) return html`<span>${words.roles[row.role]}</span>`;
  return html`<${Select} aria-label=${W.roleOf(row.name || W.unnamed)} options=${roleOptions()} value=${row.role} onChange=${onChange} />`;
}

/** What the user may do with a member. @returns {"leave"|"remove"|null} */
function actOn(row, own, lastOwner) {
  if (row.id === own) return lastOwner || me.value?.impersonation ? null : "leave";
  return mayAdminister() && within(row.role) ? "remove" : null;
}

function Act({ row, act, acts }) {
  if (act === "leave") return html`<${Button} size="small" tone="quiet" onClick=${() => acts.leave(row)}>${W.leave}<//>`;
  return act && html`<${Button} size="small" tone="quiet" onClick=${() => acts.remove(row)}
    aria-label=${`${W.remove}: ${row.name || W.unnamed}`}>${W.remove}<//>`;
}

/** What can be done with a member. @param {Pages} pages of `usePages` */
function useMemberActs(pages) {
  const attempt = useAttempt();
  const isOwn = (row) => row.user_id === me.value?.user.id;

  const set = (row, role) => attempt.run(async () => {
    try {
      const { data } = await patch(`/api/members/${row.user_id}`, { role }, { ifMatch: `"${row.version}"` });
      pages.setRows((rows) => rows.map((other) => (other.user_id === data.user_id ? { ...other, ...data } : other)));
      if (isOwn(row)) await loadMe();
      return data;
    } catch (problem) {
      if (problem.status === 412) {
        toast(words.changedMeanwhile, { tone: "warn" });
        return pages.reload();
      }
      throw explained(problem);
    }
  });
  const change = async (row, role) => {
    if (role === row.role) return;
    if (isOwn(row)) {
      const sure = await confirmDialog({ title: W.own, body: W.ownBody(words.roles[role]), confirm: W.ownConfirm });
      if (!sure) return pages.setRows((rows) => [...rows]);
    }
    const data = await set(row, role);
    if (!data) return pages.setRows((rows) => [...rows]);
    const action = isOwn(row) ? undefined : { label: words.undo, run: () => set(data, row.role) };
    toast(W.changed(row.name || W.unnamed, words.roles[role]), { tone: "good", action });
  };
  const remove = async (row) => {
    const sure = await confirmDialog({ title: W.removeTitle(row.name || row.email || W.unnamed), body: W.removeBody, confirm: W.remove, tone: "danger" });
    if (!sure) return;
    await attempt.run(async () => {
      await del(`/api/members/${row.user_id}`);
      pages.setRows((rows) => rows.filter((other) => other.user_id !== row.user_id));
      toast(W.removed(row.name || row.email || W.unnamed), { tone: "good" });
    });
  };
  const leave = async (row) => {
    const sure = await confirmDialog({ title: W.leaveTitle(tenant.value.name), body: W.leaveBody, confirm: W.leave, tone: "danger" });
    if (!sure) return;
    await attempt.run(async () => {
      await del(`/api/members/${row.user_id}`).catch((problem) => {
        throw explained(problem);
      });
      await loadMe();
      go("/", { replace: true });
    });
  };
  return { change, remove, leave, problem: attempt.problem, clear: attempt.clear };
}

/** A refusal in this screen's words. */
function explained(problem) {
  if (problem.code === "last_owner") problem.detail = W.lastOwner;
  return problem;
}
