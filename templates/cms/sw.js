{% autoescape off %}/* Wijkplein: houdt de pagina's van de gekozen wijk leesbaar zonder internet. */
const KNOWN = {{ known }};
const VERSION = "{version}";
const SHELL = `wijkplein-vast-${VERSION}`;
const PAGES = `wijkplein-wijk-${VERSION}`;
const WIJK = new RegExp(KNOWN.wijk);
const NEVER = new RegExp(KNOWN.never);
const PATIENCE_MS = 3000;
const FRESH_MS = 24 * 60 * 60 * 1000;
const MOST_PAGES = 30;

addEventListener("install", (event) => {
  const fresh = KNOWN.shell.map((path) => new Request(path, { credentials: "omit" }));
  event.waitUntil((async () => {
    const cache = await caches.open(SHELL);
    await Promise.allSettled(fresh.map((request) => cache.add(request)));
    await skipWaiting();
  })());
});

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

/* Een pagina meldt zich. Hoort ze bij een wijk, dan is dat voortaan de gekozen wijk. */
addEventListener("message", (event) => event.waitUntil(tidy().then(() => choose(String(event.data)))));

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || NEVER.test(url.pathname)) return;
  if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (url.pathname.startsWith(KNOWN.files)) event.respondWith(file(request));
});

/* Eerst het net; duurt dat te lang of lukt het niet, dan wat we bewaren. */
async function page(event, url) {
  const kept = await caches.match(url.href);
  const network = fetch(event.request).then((response) => {
    if (kept && isPublic(response)) {
      const copy = response.clone();
      event.waitUntil(caches.open(PAGES).then((cache) => cache.put(url.href, copy)));
    }
    return response;
  });
  const late = new Promise((resolve) => { if (kept) setTimeout(() => resolve(kept), PATIENCE_MS); });
  try {
    return await Promise.race([network, late]);
  } catch {
    const language = url.pathname.split("/")[1];
    return kept || caches.match(KNOWN.offline[language] || KNOWN.offline[KNOWN.language]);
  }
}

async function file(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request.url)) || Response.error();
  }
}

/* Alleen wat voor iedereen hetzelfde is. */
function isPublic(response) {
  const control = response.headers.get("Cache-Control") || "";
  const type = response.headers.get("Content-Type") || "";
  return response.ok && !response.redirected && type.startsWith("text/html") && !/no-store|private/.test(control);
}

async function keep(cache, path) {
  const response = await fetch(path, { credentials: "omit" });
  if (isPublic(response)) await cache.put(path, response.clone());
  else await cache.delete(path);
  return response;
}

async function choose(path) {
  const home = (WIJK.exec(path) || [])[0];
  if (!home || NEVER.test(path)) return;
  const cache = await caches.open(PAGES);
  const known = await cache.match(home);
  if (known && Date.now() - Date.parse(known.headers.get("Date")) < FRESH_MS) {
    if (!(await cache.match(path))) await keep(cache, path);
    return;
  }
  const links = (await (await keep(cache, home)).text()).match(/href="\/[^"?#]+\/"/g) || [];
  const inside = links.map((link) => link.slice(6, -1)).filter((link) => link.startsWith(home) && !NEVER.test(link));
  for (const link of [...new Set([path, ...inside])].slice(0, MOST_PAGES)) {
    if (link !== home) await keep(cache, link).catch(() => {});
  }
  for (const { url } of await cache.keys()) {
    if (!new URL(url).pathname.startsWith(home)) await cache.delete(url);
  }
}

/* Wat een vorige versie bewaarde: de pagina's opnieuw ophalen, de rest weg. */
async function tidy() {
  const old = (await caches.keys()).filter((name) => name.startsWith("wijkplein-") && name !== SHELL && name !== PAGES);
  for (const name of old) {
    for (const { url } of name.startsWith("wijkplein-wijk-") ? await (await caches.open(name)).keys() : []) {
      await keep(await caches.open(PAGES), new URL(url).pathname);
    }
    await caches.delete(name);
  }
}
{% endautoescape %}
