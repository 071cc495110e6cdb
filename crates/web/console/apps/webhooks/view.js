/** `/t/<slug>/webhooks/<id>`: a webhook, what it was told, and its signature. */
import { Fragment, html } from "../../core/html.js";
import View from "../../resource/view.js";
import { forAdmins } from "./admins.js";
import { Deliveries } from "./deliveries.js";
import { Signing } from "./signing.js";

const Parts = ({ row, reload }) => html`<${Fragment}><${Deliveries} row=${row} reload=${reload} /><${Signing} row=${row} /><//>`;

export default forAdmins((props) => html`<${View} ...${props} Parts=${Parts} />`);
