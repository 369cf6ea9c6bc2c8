// Keeps the page that checks certificates, and its two lists, for when there is no network. What
// the house answers is taken first; nothing else passes through here.
const shelf = 'boai-certificate-1'
const mine = ['/certificate', '/certificate.html', '/certificate/keys', '/certificate/revoked']

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', (event) => {
  const path = new URL(event.request.url).pathname
  if (event.request.method !== 'GET' || !mine.includes(path)) return
  event.respondWith((async () => {
    const cache = await caches.open(shelf)
    try {
      const answer = await fetch(event.request)
      if (answer.ok) await cache.put(path, answer.clone())
      return answer
    } catch (fault) {
      const kept = await cache.match(path)
      if (kept) return kept
      throw fault
    }
  })())
})
