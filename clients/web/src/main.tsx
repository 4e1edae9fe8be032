import { acts } from "./acting.ts";
import { show } from "./screens/page.tsx";

const page = document.getElementById("page");
if (page) show(acts, page);
