// Keys of the whole page. A letter counts only outside an input and never while an input method composes;
// what a browser would do with Ctrl+S is prevented only where the app takes it.
// In a list ([data-rows]) up and down move between its rows ([data-row]).

let wanted = new Set();
let chord = '';
let chordAt = 0;

export const want = names => { wanted = new Set(names); };

const types = element => element?.matches?.('input:not([type=radio]):not([type=checkbox]):not([type=button]), textarea, select, [contenteditable]');

function name(event) {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key.toLowerCase();
    return (event.ctrlKey || event.metaKey ? 'ctrl+' : '') + (event.altKey ? 'alt+' : '') + key;
}

export function listen(app) {
    document.addEventListener('keydown', event => {
        if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
        let pressed = name(event);
        if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && event.target.matches?.('[data-row]')) {
            const rows = [...event.target.closest('[data-rows]').querySelectorAll('[data-row]')];
            event.preventDefault();
            rows[rows.indexOf(event.target) + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
            return;
        }
        const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
        if (plain && event.key.length === 1) {
            // A field of choices takes letters itself; so does every text field.
            if (types(event.target) || event.target.closest?.('[data-letters]')) return;
            if (chord && event.timeStamp - chordAt < 1500) pressed = `${chord} ${pressed}`;
            chord = '';
            if (pressed === 'g') { chord = 'g'; chordAt = event.timeStamp; return; }
        }
        // In an open dialog only the dialog's own keys count.
        if (document.querySelector('dialog[open]') && pressed !== 'ctrl+enter') return;
        if (!wanted.has(pressed)) return;
        event.preventDefault();
        app.invokeMethodAsync('Press', pressed);
    });
}
