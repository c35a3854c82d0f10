// Keeps the field app's page and its static files, and nothing else: every other page is the server's
// alone, so no personal data ever lies in the cache. self.APP comes from /sw.js.
const KEPT = `lapangan-${self.APP.version}`;
const FILES = new Set(self.APP.files.map((file) => new URL(file, self.location.origin).href));
const SHELL = new URL(self.APP.shell, self.location.origin).href;

self.addEventListener("install", (event) => {
  event.waitUntil(keepAll().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOlder().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const address = request.url.split("#")[0];
  if (request.mode === "navigate" && address.split("?")[0] === SHELL) {
    event.respondWith(fromCache(SHELL, request));
  } else if (FILES.has(address)) {
    event.respondWith(fromCache(address, request));
  } else if (request.mode === "navigate" && new URL(address).origin === self.location.origin) {
    // A page of the server without a signal: the field app says so, instead of the browser.
    event.respondWith(fetch(request).catch(() => Response.redirect(`${SHELL}#luring`)));
  }
});

async function keepAll() {
  const cache = await caches.open(KEPT);
  // A shell that leads to the sign-in page is not the shell: then this worker waits for another day.
  const answer = await fetch(SHELL, { redirect: "error", credentials: "same-origin", cache: "no-store" });
  if (!answer.ok) throw new Error(`the shell answered ${answer.status}`);
  await cache.put(SHELL, answer);
  await Promise.all([...FILES].map(async (file) => {
    const found = await fetch(file);
    if (!found.ok) throw new Error(`${file} answered ${found.status}`);
    await cache.put(file, found);
  }));
}

async function dropOlder() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("lapangan-") && name !== KEPT).map((name) => caches.delete(name)));
}

async function fromCache(address, request) {
  const cache = await caches.open(KEPT);
  return (await cache.match(address, { ignoreVary: true })) ?? fetch(request);
}
