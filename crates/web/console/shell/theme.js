/** Light or dark, as the user chose; it is kept with the user's preferences. */
import { useEffect } from "../core/html.js";
import { loadPreferences, prefer, preferences } from "../core/preferences.js";
import { me } from "../core/session.js";

const choose = (theme) => prefer((before) => ({ ...before, theme }));

/** The theme, and how it is chosen. */
export function useTheme() {
  const user = me.value?.user.id;
  const name = preferences.value.theme ?? "system";
  useEffect(() => void loadPreferences(), [user]);
  useEffect(() => {
    if (name === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = name;
  }, [name]);
  return { name, choose };
}
