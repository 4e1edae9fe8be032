import { acts } from "./acting.ts";
import { install } from "./installing.ts";
import { show } from "./screens/page.tsx";
import { browserStore } from "./store.ts";
import { browserWorld } from "./world.ts";

const page = document.getElementById("page");
if (page) show(acts(browserWorld(), browserStore()), page);
install();
