// The culture is set when the runtime starts and not later: changing the language reloads the page.
Blazor.start({ configureRuntime: builder => builder.withApplicationCulture(window.lianxin.language()) });

// A new version waits until the person says so: a form may be open. page.js watches for it.
if ('serviceWorker' in navigator) navigator.serviceWorker.register('service-worker.js', { updateViaCache: 'none' });
