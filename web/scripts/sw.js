// The shell without a network: every file of this build is kept at its first visit, and given when the server cannot be
// reached. Nothing of the API passes through here: the page keeps those answers itself, sealed.
const VERSION = "__VERSION__";
const FILES = __FILES__;
const CACHE = `autolytiq ${VERSION}`;
// A page waits no longer for a server that does not answer.
const PATIENCE_MS = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      await cache.addAll(FILES.map((path) => new Request(path, { cache: "no-cache" })));
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith("autolytiq ") && name !== CACHE) await caches.delete(name);
      }
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin || address.pathname.startsWith("/api"))
    return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (FILES.includes(address.pathname)) event.respondWith(file(request));
});

/** The server's own page while it answers; else the one that was kept, which understands every address. */
async function page(request) {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch {
    return (await caches.match("/index.html", { cacheName: CACHE, ignoreVary: true })) ?? Response.error();
  }
}

/** A file with a hash in its name is the same forever; of the others the server's own comes first. */
async function file(request) {
  const kept = () => caches.match(request, { cacheName: CACHE, ignoreSearch: true, ignoreVary: true });
  if (new URL(request.url).pathname.startsWith("/assets/")) return (await kept()) ?? fetch(request);
  try {
    return await fetch(request);
  } catch {
    return (await kept()) ?? Response.error();
  }
}
