// The service worker of the Merkliste: its page, the services chosen and those visited since open
// without a network. Registered by offline.js once a person has agreed, never before.
// Files named by their content come from the cache; pages from the network, and from the cache when
// the network takes too long. What the network brings is kept, so a page is never older than the
// last visit. Build @version@: every build is another file, so that browsers notice it.

const HOME = new URL(self.registration.scope);
const CACHE = `kim ${HOME.pathname}`;
const PATIENCE = 3000;
const MOST_PAGES = 100;
const ASSET = /^assets\//;
const PAGE = /^([a-z]{2,3}(-[A-Za-z]+)?\/)?(merkliste|angebote\/(?!seite-\d+\/)[a-z0-9-]+)\/$/;
// Ask the server even where the browser believes it knows; let the page follow a redirect itself.
const NEWEST = { cache: "no-cache", redirect: "manual" };
const MERKLISTE = /merkliste\/$/;

const isAsset = (address) => ASSET.test(pathOf(address));
const isPage = (address) => PAGE.test(pathOf(address));

/** Give the path below the site's root; empty for what lies outside. */
function pathOf(address) {
  const { origin, pathname } = new URL(address);
  const isInside = origin === HOME.origin && pathname.startsWith(HOME.pathname);
  return isInside ? pathname.slice(HOME.pathname.length) : "";
}

/** Give the name under which a page is kept. */
function keyOf(address) {
  const { origin, pathname } = new URL(address);
  return origin + pathname;
}

/** Give a file that never changes: kept, else fetched; kept only for pages that are kept. */
async function giveAsset({ request, clientId }) {
  const kept = await caches.match(request, { cacheName: CACHE });
  if (kept) return kept;
  const answer = await fetch(request);
  const client = await self.clients.get(clientId);
  if (answer.ok && client && isPage(client.url)) {
    await (await caches.open(CACHE)).put(request, answer.clone());
  }
  return answer;
}

/** Give the newest page; the kept one when the network fails or takes too long. */
async function givePage(event) {
  const key = keyOf(event.request.url);
  const cache = await caches.open(CACHE);
  const kept = await cache.match(key);
  const fresh = fetch(event.request.url, NEWEST).then(async (answer) => {
    await keepAnswer(cache, key, answer.clone());
    return answer;
  });
  event.waitUntil(fresh.catch(() => undefined));
  if (!kept) return fresh;
  const sound = fresh.then((answer) => (answer.status < 500 ? answer : kept), () => kept);
  return Promise.race([sound, new Promise((resolve) => { setTimeout(resolve, PATIENCE, kept); })]);
}

/** Keep a good answer; forget a page that is no longer there. */
async function keepAnswer(cache, key, answer) {
  if (answer.ok) {
    // Read whole before the kept one goes: a network that breaks off takes nothing away. Putting
    // moves it to the end of the row: what was not visited for long goes first.
    const { headers } = answer;
    await cache.put(key, new Response(await answer.blob(), { headers }));
    await trim(cache);
  } else if (answer.status === 404 || answer.status === 410) {
    await cache.delete(key);
  }
}

async function trim(cache) {
  const pages = (await cache.keys()).filter(({ url }) => isPage(url) && !MERKLISTE.test(url));
  await Promise.all(pages.slice(0, -MOST_PAGES).map((page) => cache.delete(page)));
}

/** Fetch and keep what the Merkliste names; a page together with the files that it needs. */
async function keep(addresses) {
  const cache = await caches.open(CACHE);
  const pages = [...new Set(addresses.filter(isPage).map(keyOf))];
  const files = await Promise.all(pages.map((page) => keepPage(cache, page)));
  await Promise.all([...new Set([...addresses.filter(isAsset), ...files.flat()])]
    .map((file) => keepFile(cache, file)));
}

async function keepPage(cache, page) {
  const answer = await fetch(page, NEWEST);
  const text = await answer.clone().text();
  await keepAnswer(cache, page, answer);
  return [...text.matchAll(/(?:href|src)="([^"]*assets\/[^"]*)"/g)]
    .map(([, file]) => new URL(file, page).href).filter(isAsset);
}

async function keepFile(cache, file) {
  if (await cache.match(file)) return;
  const answer = await fetch(file);
  if (answer.ok) await cache.put(file, answer);
}

/** Remove files of older builds: those that no kept page names any more. */
async function tidy() {
  const cache = await caches.open(CACHE);
  const kept = await cache.keys();
  const pages = kept.filter(({ url }) => isPage(url));
  const texts = await Promise.all(pages.map(async (page) => (await cache.match(page)).text()));
  const unused = kept.filter(({ url }) =>
    isAsset(url) && !texts.some((text) => text.includes(url.split("/").pop())));
  await Promise.all(unused.map((file) => cache.delete(file)));
}

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil(tidy().then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  const answer = (isKept) => event.ports[0].postMessage(isKept);
  event.waitUntil(keep(event.data.keep).then(() => answer(true), () => answer(false)));
});

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  if (method !== "GET") return;
  if (isAsset(url)) event.respondWith(giveAsset(event));
  else if (mode === "navigate" && isPage(url)) event.respondWith(givePage(event));
});
