// Runs before the first paint, so that a chosen theme never flashes. The key is the one of the theme switch.
(() => {
  const { document, localStorage, matchMedia } = globalThis;
  let chosen = null;
  try {
    chosen = localStorage.getItem('pacekeeper-theme');
  } catch {
    // Storage is switched off: the system decides.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
