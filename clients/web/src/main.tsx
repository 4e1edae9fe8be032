import { language } from "page:language";
import words from "page:words";
import { acts } from "./acting.ts";
import { show } from "./screens/page.tsx";
import { browserWorld } from "./world.ts";

const page = document.getElementById("page");
const trust = document.getElementById("trust")?.textContent ?? "";
if (page) show(acts(browserWorld(), { trust, language, words }), page);
