// The service worker, which serves this page's own files and nothing else (worker.js).

interface ScriptUrls {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

// A browser that asks for trusted types takes this one address, from this one policy, and no other.
export function install(): void {
  if (!("serviceWorker" in navigator)) return;
  const types = (globalThis as { trustedTypes?: ScriptUrls }).trustedTypes;
  const policy = types?.createPolicy("leeward-worker", { createScriptURL: () => "/worker.js" });
  const url = policy?.createScriptURL("") ?? "/worker.js";
  // Without it the page works all the same, only not installed.
  navigator.serviceWorker.register(url as string, { scope: "/", updateViaCache: "none" }).catch(() => undefined);
}
