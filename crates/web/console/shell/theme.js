/** Light or dark, as the user chose; it is kept with the user's preferences. */
import { signal, useEffect } from "../core/html.js";
import { get, put } from "../core/http.js";
import { me } from "../core/session.js";

const theme = signal("system");

function show(name) {
  theme.value = name;
  if (name === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
}

async function choose(name) {
  show(name);
  if (me.peek()?.impersonation) return;
  const { data } = await get("/auth/preferences", { tenant: null });
  await put("/auth/preferences", { ...data, theme: name }, { tenant: null });
}

/** The theme, and how it is chosen. */
export function useTheme() {
  const user = me.value?.user.id;
  useEffect(() => {
    get("/auth/preferences", { tenant: null, quiet: true }).then(({ data }) => show(data.theme ?? "system"), () => {});
  }, [user]);
  return { name: theme.value, choose };
}
