// The service worker: a page for when there is no network, and alerts. It keeps that page and its
// styles and nothing else, so no data of people is ever on the device because of it.
const KEPT = "offline-2";
const offline = new URL("offline", self.registration.scope).href;

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const page = await fetch(offline, { cache: "no-store", credentials: "omit" });
      const styles = (await page.clone().text()).matchAll(/href="([^"]+\.css)"/g);
      const cache = await caches.open(KEPT);
      await cache.put(offline, page);
      await cache.addAll([...styles].map((style) => new URL(style[1], offline).href));
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name !== KEPT) {
          await caches.delete(name);
        }
      }
      await self.clients.claim();
    })(),
  );
});

// Always by the network. Without one, pages are the page that says so, and its styles are there.
self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.method !== "GET") {
    return;
  }
  if (request.mode === "navigate") {
    event.respondWith(
      fetch(request).catch(async () => (await caches.match(offline)) ?? Response.error()),
    );
  } else if (request.destination === "style") {
    event.respondWith(
      fetch(request).catch(async () => (await caches.match(request)) ?? Response.error()),
    );
  }
});

self.addEventListener("push", (event) => {
  const alert = event.data?.json() ?? {};
  event.waitUntil(
    self.registration.showNotification(alert.title ?? "Kolan", {
      body: alert.body ?? "",
      tag: alert.tag,
      lang: "he",
      dir: "rtl",
      icon: alert.icon,
      data: { page: alert.page ?? "/" },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = self.registration.scope.replace(/\/$/, "") + event.notification.data.page;
  event.waitUntil(
    (async () => {
      for (const client of await self.clients.matchAll({ type: "window" })) {
        try {
          await client.navigate(url);
          return await client.focus();
        } catch {
          // Another window, or a new one.
        }
      }
      return self.clients.openWindow(url);
    })(),
  );
});
