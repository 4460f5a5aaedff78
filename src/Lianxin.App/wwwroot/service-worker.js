// While developing every file comes from the network, so that a change shows at once.
self.addEventListener('fetch', () => { });
