/** The form that invites an address. */
import { html, useState } from "../core/html.js";
import { post } from "../core/http.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/tenant.js";
import { atField } from "../auth/attempt.js";
import { Button } from "../ui/Button.js";
import { Field } from "../ui/Field.js";
import { fieldErrors, Form } from "../ui/Form.js";
import { Select } from "../ui/Select.js";
import { TextInput } from "../ui/TextInput.js";
import { roleOptions } from "./may.js";
import { useGuard, useSubmission, wrongFields } from "./submission.js";

const W = words.invitations;

/**
 * Invites by e-mail and role.
 * @param {object} props
 * @param {(invitation: Row) => void} props.onSent
 * @param {any} [props.more] buttons beside its own
 */
export function InviteForm({ onSent, more }) {
  const [email, setEmail] = useState("");
  const [role, setRole] = useState("member");
  const [wrong, setWrong] = useState(null);
  const submission = useSubmission();
  useGuard(email.trim() !== "");

  const send = () => {
    const empty = wrongFields({ email: email.trim() ? null : words.required });
    setWrong(empty);
    if (empty) return;
    submission.run(async (key) => {
      try {
        const { data } = await post("/api/invitations", { email: email.trim(), role }, { key });
        setEmail("");
        toast(W.sent(data.email), { tone: "good" });
        onSent(data);
      } catch (problem) {
        if (problem.code === "already_member") throw atField(problem, "email", W.member);
        throw problem;
      }
    });
  };
  const problem = wrong ?? submission.problem;
  const errors = fieldErrors(problem);
  return html`<${Form} onSubmit=${send} error=${problem} busy=${submission.busy} fields=${{ email: W.email, role: words.role }}>
    <div class="grid invite-fields">
      <${Field} name="email" label=${W.email} error=${errors.email}>
        ${(control) => html`<${TextInput} ...${control} type="email" autocomplete="off" maxlength="254" value=${email} onChange=${setEmail} />`}
      <//>
      <${Field} name="role" label=${words.role} error=${errors.role} help=${words.roleHelp[role]}>
        ${(control) => html`<${Select} ...${control} options=${roleOptions()} value=${role} onChange=${setRole} />`}
      <//>
    </div>
    <div class="row">
      <${Button} type="submit" tone="primary" busy=${submission.busy} disabled=${submission.until !== null}>${W.send}<//>
      ${more}
    </div>
  <//>`;
}
