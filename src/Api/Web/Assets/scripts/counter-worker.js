// Keeps the page for paper notes, so that it opens without a network. Everything else needs one, and leads there.
const Kept = "buurthulp-counter";
const Page = "/winkel/bon";

const keep = async () => {
  const response = await fetch(Page);
  if (!response.ok || response.redirected) return;
  const cache = await caches.open(Kept);
  const text = await response.clone().text();
  await cache.put(Page, response);
  await cache.addAll([...new Set([...text.matchAll(/\/assets\/[^"#]+/g)].map(([address]) => address.replaceAll("&amp;", "&")))]);
};

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(keep());
});

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.method !== "GET") return;
  if (pathname.startsWith("/assets/")) event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  else if (request.mode === "navigate" && (pathname === "/winkel" || pathname.startsWith("/winkel/"))) event.respondWith(open(request, pathname));
});

async function open(request, pathname) {
  try {
    const response = await fetch(request);
    if (pathname === Page && response.ok && !response.redirected) await (await caches.open(Kept)).put(Page, response.clone());
    return response;
  } catch (error) {
    if (pathname !== Page) return Response.redirect(Page);
    const kept = await caches.match(Page);
    if (!kept) throw error;
    return kept;
  }
}
