// Before the first paint: the language (else Han glyphs may turn Japanese), the theme and the size of type that this device was left with.
(() => {
    const root = document.documentElement;
    const system = matchMedia('(prefers-color-scheme: dark)');
    window.lianxin = {
        language: () => localStorage.getItem('language') ?? 'zh-CN',
        theme: () => localStorage.getItem('theme') ?? 'system',
        large: () => localStorage.getItem('large') === 'yes',
        paint() {
            const theme = this.theme();
            root.lang = this.language();
            root.dataset.theme = theme === 'dark' || (theme === 'system' && system.matches) ? 'dark' : 'light';
            root.classList.toggle('large', this.large());
        },
    };
    system.addEventListener('change', () => window.lianxin.paint());
    window.lianxin.paint();
})();
