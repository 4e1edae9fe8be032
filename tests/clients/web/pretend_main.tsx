// The page with acts that only pretend.
import { show } from "../../../clients/web/src/screens/page.tsx";
import { acts } from "./pretend_acts.ts";

const page = document.getElementById("page");
if (page) show(acts, page);
