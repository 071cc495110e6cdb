/** The fields of a tenant: its name, and a slug that follows the name until it is typed. */
import { Fragment, html, useState } from "../core/html.js";
import { words } from "../core/words/tenant.js";
import { Field } from "../ui/Field.js";
import { TextInput } from "../ui/TextInput.js";
import { SLUG, slugOf, wrongFields } from "./submission.js";

/**
 * Holds a name and a slug.
 * @param {{name?: string, slug?: string}} [first]
 * @returns {{name: string, slug: string, wrong: () => ReturnType<typeof wrongFields>, dirty: boolean, text: string,
 *   setName: (text: string) => void, setSlug: (text: string) => void}} `text`: the name as it is typed
 */
export function useTenantFields(first = {}) {
  const [name, setName] = useState(first.name ?? "");
  const [typed, setTyped] = useState(first.slug ?? null);
  const slug = typed ?? slugOf(name);
  const wrong = () => wrongFields({ name: name.trim() ? null : words.required, slug: SLUG.test(slug) ? null : words.slugWrong });
  return { name: name.trim(), slug, wrong, dirty: name !== (first.name ?? "") || typed !== (first.slug ?? null), text: name, setName, setSlug: (text) => setTyped(text.toLowerCase()) };
}

/** The two fields. @param {{fields: ReturnType<typeof useTenantFields>, errors: Record<string, string>, help?: string}} props */
export function TenantFields({ fields, errors, help }) {
  return html`<${Fragment}>
    <${Field} name="name" label=${words.name} help=${help} error=${errors.name}>
      ${(control) => html`<${TextInput} ...${control} maxlength="200" autocomplete="organization" value=${fields.text} onChange=${fields.setName} />`}
    <//>
    <${Field} name="slug" label=${words.slug} help=${words.slugHelp} error=${errors.slug}>
      ${(control) => html`<${TextInput} ...${control} maxlength="63" autocomplete="off" autocapitalize="none" value=${fields.slug} onChange=${fields.setSlug} />`}
    <//>
  <//>`;
}
