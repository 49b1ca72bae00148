/* Paper: what is closed is open; each sheet says where and when it was printed. */
(() => {
  'use strict';
  const root = document.documentElement;
  const { sheet, printed } = root.dataset;
  if (!sheet) return;
  let opened = [];
  addEventListener('beforeprint', () => {
    // Days stand before months in the English of these pages.
    const language = root.lang === 'en' ? 'en-GB' : root.lang;
    const date = new Date().toLocaleDateString(language, { dateStyle: 'medium' });
    const address = location.protocol === 'file:' ? sheet : location.href;
    root.dataset.sheet = printed.replace('{address}', () => address).replace('{date}', () => date);
    if (location.protocol !== 'file:') {
      for (const link of document.querySelectorAll('.quote-card .actions > a, :is(.more, .parts) a[href]')) link.dataset.printed = link.href;
    }
    // For browsers that cannot by style alone.
    opened = [...document.querySelectorAll('main details:not([open], .filter)')];
    for (const details of opened) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of opened) details.open = false;
    root.dataset.sheet = sheet;
  });
})();
