/** The proofs that the session's own route takes: the password, or a code of the authenticator app. */
import { html, useState } from "../core/html.js";
import { post } from "../core/http.js";
import { words } from "../core/words/auth.js";
import { CodeInput } from "../ui/CodeInput.js";
import { Field } from "../ui/Field.js";
import { fieldErrors } from "../ui/Form.js";
import { PasswordInput } from "../ui/PasswordInput.js";
import { atField, emptyFields, explained, useAttempt } from "./attempt.js";
import { AuthForm } from "./AuthForm.js";
import { useFirstField } from "./typed.js";

/** Sends one field to the proof. */
function useProof(field, onProved) {
  const [value, setValue] = useState("");
  const [missing, setMissing] = useState(null);
  const attempt = useAttempt();
  const send = (given) => {
    const proof = typeof given === "string" ? given : value;
    const empty = emptyFields({ [field]: proof });
    setMissing(empty);
    if (empty) return;
    attempt.run(async () => {
      await post("/auth/reauthenticate", { [field]: proof });
      await onProved();
    });
  };
  const problem = missing ?? explained(attempt.problem, (problem) => {
    if (problem.status === 429) return null;
    return problem.code === "proof_refused" ? atField(problem, field, words.prove.wrong) : undefined;
  });
  return { value, setValue, send, problem, errors: fieldErrors(problem), attempt };
}

/**
 * @param {{email: string, onProved: () => any}} props `email`: for the password manager
 */
export function ProveByPassword({ email, onProved }) {
  const { value, setValue, send, problem, errors, attempt } = useProof("password", onProved);
  return html`<${ProofForm} field="password" label=${words.fields.password} ...${{ send, problem, attempt }}>
    <input class="visually-hidden" type="text" autocomplete="username" value=${email} readonly tabindex="-1" aria-hidden="true" />
    <${Field} name="password" label=${words.fields.password} error=${errors.password}>
      ${(control) => html`<${PasswordInput} ...${control} autocomplete="current-password" value=${value} onChange=${setValue} />`}
    <//>
  <//>`;
}

/**
 * @param {{onProved: () => any}} props
 */
export function ProveByCode({ onProved }) {
  const { value, setValue, send, problem, errors, attempt } = useProof("code", onProved);
  return html`<${ProofForm} field="code" label=${words.fields.code} ...${{ send, problem, attempt }}>
    <${Field} name="code" label=${words.fields.code} error=${errors.code} help=${words.factor.codeHelp}>
      ${(control) => html`<${CodeInput} ...${control} value=${value} onChange=${setValue} onComplete=${send} />`}
    <//>
  <//>`;
}

function ProofForm({ field, label, send, problem, attempt, children }) {
  const step = useFirstField();
  return html`<div class="stack stack-4" ref=${step}>
    <${AuthForm} attempt=${attempt} problem=${problem} submit=${words.prove.submit} onSubmit=${() => send()} fields=${{ [field]: label }}>
      ${children}
    <//>
  </div>`;
}
