/** `/t/<slug>/webhooks`: the tenant's webhooks, with their state and last result. */
import List from "../../resource/list.js";
import { forAdmins } from "./admins.js";

export default forAdmins(List);
