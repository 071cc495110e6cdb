/** `/t/<slug>/webhooks/trash`: webhooks that were deleted. */
import Bin from "../../resource/bin.js";
import { forAdmins } from "./admins.js";

export default forAdmins(Bin);
