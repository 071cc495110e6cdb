/** The authenticator app: set up by QR code or by typed secret, and turned off by a code. */
import { html, useEffect, useState } from "../core/html.js";
import { post } from "../core/http.js";
import { me } from "../core/session.js";
import { toast } from "../core/toasts.js";
import { words } from "../core/words/account.js";
import { Badge } from "../ui/Badge.js";
import { Button } from "../ui/Button.js";
import { Card } from "../ui/Card.js";
import { CodeInput } from "../ui/CodeInput.js";
import { Copy } from "../ui/Copy.js";
import { Field } from "../ui/Field.js";
import { fieldErrors, Form } from "../ui/Form.js";
import { TextInput } from "../ui/TextInput.js";
import { atField, Trouble, useAttempt } from "./attempt.js";

const W = words.totp;
const refused = (problem, field) => (problem.code === "proof_refused" ? atField(problem, field, W.codeWrong) : problem);

/** The card. @param {{onChanged: (codes?: string[]) => Promise<void>}} props */
export function TotpCard({ onChanged }) {
  const on = me.value.factors.includes("totp");
  const [enrolled, setEnrolled] = useState(null);
  const [leaving, setLeaving] = useState(false);
  const attempt = useAttempt();
  const begin = () => attempt.run(async () => setEnrolled((await post("/auth/mfa/totp/enroll", undefined, { tenant: null })).data));
  const finished = async (text, codes) => {
    await onChanged(codes);
    setEnrolled(null);
    setLeaving(false);
    toast(text, { tone: "good" });
  };
  const state = html`<${Badge} tone=${on ? "good" : "muted"}>${on ? W.on : W.off}<//>`;
  const idle = !enrolled && !leaving;
  return html`<${Card} title=${W.title} actions=${state}>
    <p class="muted">${W.intro}</p>
    <${Trouble} attempt=${attempt} />
    ${enrolled && html`<${Confirm} enrolled=${enrolled} onDone=${(codes) => finished(W.enabled, codes)} onCancel=${() => setEnrolled(null)} />`}
    ${leaving && html`<${Disable} onDone=${() => finished(W.disabled)} onCancel=${() => setLeaving(false)} />`}
    ${idle && html`<div class="row">${on
      ? html`<${Button} onClick=${() => setLeaving(true)}>${W.disable}<//>`
      : html`<${Button} tone="primary" icon="smartphone" busy=${attempt.busy} onClick=${begin}>${W.setUp}<//>`}</div>`}
  <//>`;
}

/** An SVG's text as the address of an image. */
function useImage(svg) {
  const [url, setUrl] = useState(null);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [svg]);
  return url;
}

/** @param {{enrolled: {secret: string, otpauth_url: string, qr_svg: string}, onDone: (codes: string[]) => void, onCancel: () => void}} props */
function Confirm({ enrolled, onDone, onCancel }) {
  const [code, setCode] = useState("");
  const attempt = useAttempt();
  const qr = useImage(enrolled.qr_svg);
  const send = (typed) => attempt.run(async () => {
    try {
      const { data } = await post("/auth/mfa/totp/confirm", { code: typed }, { tenant: null });
      onDone(data.recovery_codes);
    } catch (problem) {
      setCode("");
      throw refused(problem, "code");
    }
  });
  const problem = attempt.until ? null : attempt.problem;
  return html`<div class="stack stack-4">
    <p>${W.scan}</p>
    <div class="totp">
      <div class="totp-qr">${qr && html`<img src=${qr} alt=${W.qr} width="200" height="200" />`}</div>
      <div class="stack stack-2">
        <p class="small muted">${W.type}</p>
        <div class="secret-box"><code class="mono" aria-label=${W.secret}>${enrolled.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
          <${Copy} value=${enrolled.secret} label=${W.copySecret} /></div>
        <p class="small"><a href=${enrolled.otpauth_url}>${W.open}</a></p>
      </div>
    </div>
    ${attempt.until && html`<${Trouble} attempt=${attempt} />`}
    <${Form} onSubmit=${() => send(code)} error=${problem} busy=${attempt.busy} fields=${{ code: W.code }}>
      <${Field} name="code" label=${W.code} error=${fieldErrors(problem).code}>
        ${(control) => html`<${CodeInput} ...${control} value=${code} onChange=${setCode} onComplete=${send} />`}
      <//>
      <div class="row">
        <${Button} type="submit" tone="primary" busy=${attempt.busy} disabled=${code.length < 6 || attempt.until !== null}>${W.confirm}<//>
        <${Button} tone="quiet" onClick=${onCancel}>${words.cancel}<//>
      </div>
    <//>
  </div>`;
}

/** @param {{onDone: () => void, onCancel: () => void}} props */
function Disable({ onDone, onCancel }) {
  const [proof, setProof] = useState("");
  const attempt = useAttempt();
  const typed = proof.trim();
  const body = /^[\d -]{6,9}$/.test(typed) ? { code: typed } : { recovery_code: typed };
  const send = () => attempt.run(async () => {
    try {
      await post("/auth/mfa/totp/disable", body, { tenant: null });
      onDone();
    } catch (problem) {
      const errors = problem.errors?.map((error) => ({ ...error, field: "proof" }));
      throw errors?.length ? Object.assign(problem, { errors }) : refused(problem, "proof");
    }
  });
  const problem = attempt.until ? null : attempt.problem;
  return html`<${Form} onSubmit=${send} error=${problem} busy=${attempt.busy} fields=${{ proof: W.proof }}>
    ${attempt.until && html`<${Trouble} attempt=${attempt} />`}
    <${Field} name="proof" label=${W.proof} help=${W.disableText} error=${fieldErrors(problem).proof}>
      ${(control) => html`<${TextInput} ...${control} autocomplete="one-time-code" maxlength="40" value=${proof} onChange=${setProof} />`}
    <//>
    <div class="row">
      <${Button} type="submit" tone="danger" busy=${attempt.busy} disabled=${!typed || attempt.until !== null}>${W.disable}<//>
      <${Button} tone="quiet" onClick=${onCancel}>${words.cancel}<//>
    </div>
  <//>`;
}
