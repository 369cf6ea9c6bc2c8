// Pages taken along into a room without a network open again from this device. Nothing personal is kept here: only the program
// itself and the dictionary of its codes; what the office records always comes from the server.
const ROOM = 'boai-room'
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

async function freshOrHeld(request, key) {
  try {
    const answer = await fetch(request)
    if (answer.ok && key === request) (await caches.open(ROOM)).put(key, answer.clone())
    return answer
  } catch (fault) {
    const held = await caches.match(key)
    if (held) return held
    throw fault
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const at = new URL(request.url)
  if (request.method !== 'GET' || at.origin !== self.location.origin) return
  if (request.mode === 'navigate') event.respondWith(freshOrHeld(request, '/'))
  else if (at.pathname.startsWith('/assets/')) event.respondWith(caches.match(request).then((held) => held ?? fetch(request)))
  else if (at.pathname === '/api/dictionary') event.respondWith(freshOrHeld(request, request))
})
