// What components cannot do themselves: focus, dialogs, the guard on leaving, what the device remembers, what the browser tells.

export const preferences = () => ({ language: lianxin.language(), theme: lianxin.theme(), large: lianxin.large() });

export function prefer(name, value) {
    localStorage.setItem(name, value);
    lianxin.paint();
}

export const focus = element => element?.focus();
export const focusId = id => { const found = document.getElementById(id); found?.focus(); found?.scrollIntoView({ block: 'nearest' }); return !!found; };
export const show = id => document.getElementById(id)?.scrollIntoView({ block: 'nearest' });
export const select = element => element?.select();
export const print = () => window.print();
export const back = () => history.back();

/** After navigation: the heading gets the focus, so that a screen reader begins there; its title is what is announced. */
export function arrive() {
    const heading = document.querySelector('main h1');
    if (!heading) return document.title;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    scrollTo(0, 0);
    return heading.textContent;
}

/** Focus moves through the fields of a form in their order on the page; false at the end. */
function step(form, forward) {
    const stops = [...form.querySelectorAll('[data-stop]')].filter(e => !e.disabled && e.getClientRects().length > 0);
    const groups = new Set();
    // A radio group is one stop: the checked button, else the first.
    const list = stops.filter(e => {
        if (e.type !== 'radio') return true;
        if (groups.has(e.name)) return false;
        groups.add(e.name);
        return true;
    });
    const here = document.activeElement;
    const at = list.findIndex(e => e === here || (e.type === 'radio' && e.name === here?.name));
    const next = list[at + (forward ? 1 : -1)];
    if (!next) return false;
    const target = next.type === 'radio' ? stops.find(e => e.name === next.name && e.checked) ?? next : next;
    target.focus();
    if (target.select && target.type !== 'radio' && target.type !== 'checkbox') target.select();
    return true;
}

export function open(dialog) {
  if (!dialog || dialog.open) return;
  dialog.showModal();
  // The Enter that opened it must not press a button in it too: only a field takes the focus by itself.
  if (document.activeElement instanceof HTMLButtonElement) dialog.querySelector('h2')?.focus();
}
export function close(dialog) { if (dialog?.open) dialog.close(); }

const ask = event => { event.preventDefault(); event.returnValue = ''; };
export function guard(on) {
    removeEventListener('beforeunload', ask);
    if (on) addEventListener('beforeunload', ask);
}

/** Tells the app: a key or pointer was used (at most once in 30 s), the page is seen again, the network came or went, a new version waits. */
export function watch(app) {
    let last = 0;
    const used = () => { const now = performance.now(); if (now - last > 30000) { last = now; app.invokeMethodAsync('Used'); } };
    for (const name of ['keydown', 'pointerdown', 'wheel', 'touchstart']) addEventListener(name, used, { passive: true, capture: true });
    document.addEventListener('visibilitychange', () => { if (!document.hidden) app.invokeMethodAsync('Seen'); });
    addEventListener('online', () => app.invokeMethodAsync('Network', true));
    addEventListener('offline', () => app.invokeMethodAsync('Network', false));
    navigator.serviceWorker?.ready.then(registration => {
        const waiting = () => { if (registration.waiting && navigator.serviceWorker.controller) app.invokeMethodAsync('NewVersion'); };
        registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', waiting));
        waiting();
    });
    return navigator.onLine;
}

/** Takes the waiting version and loads the page again under it. */
export async function takeNewVersion() {
    const registration = await navigator.serviceWorker?.getRegistration();
    if (!registration?.waiting) { location.reload(); return; }
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
    registration.waiting.postMessage('take over');
}

export const reload = address => { if (address) location.replace(address); else location.reload(); };

const headers = new Map();
/** The short form of a record's header shows while the whole one is scrolled away. */
export function watchHeader(element, id) {
    const short = document.querySelector(`[data-short-of="${id}"]`);
    const observer = new IntersectionObserver(entries => short?.classList.toggle('on', !entries[0].isIntersecting), { rootMargin: '-56px 0px 0px 0px' });
    observer.observe(element);
    headers.set(id, observer);
}
export function unwatchHeader(id) { headers.get(id)?.disconnect(); headers.delete(id); }

/** Enter goes to the next field, Shift+Enter to the one before. On a button Enter presses it; on an offer it presses and goes on. */
export function enterMoves(form) {
    form.addEventListener('keydown', event => {
        if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.keyCode === 229) return;
        const at = event.target;
        if (!at.matches('[data-stop], [data-letters] input')) return;
        if (at.tagName === 'TEXTAREA' && event.shiftKey) return;
        if (at.tagName === 'BUTTON' && !event.shiftKey) {
            if (at.dataset.accept === undefined) return;
            event.preventDefault();
            const before = [...form.querySelectorAll('[data-stop]')].indexOf(at);
            at.click();
            setTimeout(() => { if (at.isConnected) step(form, true); else ([...form.querySelectorAll('[data-stop]')][before] ?? form.querySelector('.lx-stk .lx-btn.p'))?.focus(); });
            return;
        }
        event.preventDefault();
        // 146⏎94⏎: the first Enter stands for the stroke between both figures.
        if ('pair' in at.dataset && !event.shiftKey && /^\s*[0-9０-９]{1,3}\s*$/.test(at.value)) {
            at.value = at.value.trim() + '/';
            at.dispatchEvent(new Event('input', { bubbles: true }));
            return;
        }
        const group = at.closest('[data-letters]');
        if (group && !at.matches('[data-stop]')) group.querySelector('[data-stop]')?.focus();
        if (!step(form, !event.shiftKey) && !event.shiftKey) form.querySelector('.lx-stk .lx-btn.p')?.focus();
    });
    form.addEventListener('focusin', event => { if (event.target.matches('input[data-stop]:not([type=radio]):not([type=checkbox])')) event.target.select(); });
}
