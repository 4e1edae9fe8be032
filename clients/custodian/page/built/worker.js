// Serves the page's own files, and nothing else: no answer of any zone comes by here or is ever kept. A newer set of files
// is used once every window of the older one is closed.
const FILES = ["/","/page-fa3b1cb603793d17.js","/page-32c38a09f858c708.css","/icon.svg","/manifest.webmanifest"];
const NAME = "leeward-custodian-537fb69f4c69400d";

self.addEventListener("install", (event) => {
  const fresh = FILES.map((file) => new Request(file, { cache: "no-store" }));
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(fresh)));
});

self.addEventListener("activate", (event) => {
  const others = (names) => Promise.all(names.filter((name) => name !== NAME).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(others));
});

self.addEventListener("fetch", (event) => {
  const { origin, pathname, search } = new URL(event.request.url);
  const own = origin === self.location.origin && search === "" && FILES.includes(pathname);
  if (!own || event.request.method !== "GET") return;
  const cached = caches.open(NAME).then((cache) => cache.match(pathname));
  event.respondWith(cached.then((found) => found ?? fetch(event.request)));
});
