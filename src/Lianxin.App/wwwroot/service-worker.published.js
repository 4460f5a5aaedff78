// Keeps the app's own files, so that it opens without a network. Data and writes never pass through here.
self.importScripts('./service-worker-assets.js');

const base = new URL('/app/', self.origin);
const prefix = 'lianxin-app-';
const cacheName = prefix + self.assetsManifest.version;
const wanted = /\.(dll|pdb|wasm|html|js|mjs|json|css|png|svg|ico|blat|dat|webmanifest)$/;
const assets = self.assetsManifest.assets.filter(asset => wanted.test(asset.url) && !asset.url.startsWith('service-worker'));
const addresses = new Set(assets.map(asset => new URL(asset.url, base).href));

self.addEventListener('install', event => event.waitUntil(keep()));
self.addEventListener('activate', event => event.waitUntil(forget()));
self.addEventListener('message', event => { if (event.data === 'take over') self.skipWaiting(); });
self.addEventListener('fetch', event => {
    if (event.request.method === 'GET' && event.request.url.startsWith(base.href)) event.respondWith(answer(event.request));
});

// addAll takes all or nothing: one missing or changed file and the old version simply stays. The message makes that visible.
async function keep() {
    const cache = await caches.open(cacheName);
    try {
        await cache.addAll(assets.map(asset => new Request(new URL(asset.url, base), { integrity: asset.hash, cache: 'no-cache' })));
    } catch (error) {
        console.error('Lianxin: this version could not be kept for use without a network.', error);
        throw error;
    }
}

async function forget() {
    const names = await caches.keys();
    await Promise.all(names.filter(name => name.startsWith(prefix) && name !== cacheName).map(name => caches.delete(name)));
}

async function answer(request) {
    const page = request.mode === 'navigate' && !addresses.has(request.url);
    const cache = await caches.open(cacheName);
    return await cache.match(page ? new URL('index.html', base) : request) ?? fetch(request);
}
