/** `/t/<slug>/webhooks/new`: the form of a new webhook, and then its secret. */
import { Fragment, html } from "../../core/html.js";
import NewRow from "../../resource/form.js";
import { keepRow } from "../../resource/rows.js";
import { forAdmins } from "./admins.js";
import { useSecret } from "./secret.js";

function NewWebhook(props) {
  const [dialog, show] = useSecret();
  const made = ({ secret, ...row }) => {
    // The cache of rows holds no secret.
    keepRow(props.resource, row);
    return show({ secret });
  };
  return html`<${Fragment}><${NewRow} ...${props} onMade=${made} />${dialog}<//>`;
}

export default forAdmins(NewWebhook);
