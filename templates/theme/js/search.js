/* The control of the search and its key; finder.js is fetched when either is first used. */
(() => {
  'use strict';
  const opener = document.querySelector('.finder-open');
  // A file can fetch nothing.
  if (!opener || location.protocol === 'file:') return;

  const root = new URL('../', document.currentScript.src);

  // A key that acts alone can be switched off: who steers by voice may set it off unawares.
  const KEY = 'onrecord-slash';
  const stored = (use) => { try { return use(localStorage); } catch { return null; } };
  const slashOpens = () => stored((store) => store[KEY]) !== 'off';

  const loadScript = () => new Promise((resolve, reject) => {
    const script = document.createElement('script');
    Object.assign(script, { src: new URL('js/finder.js', root), onload: resolve, onerror: reject });
    document.head.append(script);
  });
  let panel;
  const getPanel = async () => {
    const [answer] = await Promise.all([fetch(new URL('search/panel.html', root), { cache: 'no-cache' }), loadScript()]);
    if (!answer.ok) throw Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const dialog = document.adoptNode(page.querySelector('dialog'));
    const slash = dialog.querySelector('[type=checkbox]');
    slash.checked = slashOpens();
    slash.addEventListener('change', () => stored((store) => { store[KEY] = slash.checked ? 'on' : 'off'; }));
    document.body.append(dialog);
    window.onrecordFinder(dialog);
    return dialog;
  };
  // What is typed before the panel is there.
  let typed = null;
  const keep = (event) => {
    if (event.key.length > 1 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    typed += event.key;
  };
  const open = async () => {
    if (typed !== null) return;
    typed = '';
    document.addEventListener('keydown', keep, true);
    try {
      panel ??= getPanel();
      const dialog = await panel;
      const field = dialog.querySelector('[type=search]');
      if (!dialog.open) dialog.showModal();
      field.select();
      if (typed) {
        field.value = typed;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }
    } catch { // without a panel, the list of people is the nearest thing
      location.href = new URL('actors/', root);
    } finally {
      document.removeEventListener('keydown', keep, true);
      typed = null;
    }
  };
  opener.addEventListener('click', open);
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest?.('input, textarea, select, [contenteditable]');
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || typing || !slashOpens()) return;
    event.preventDefault();
    open();
  });
  opener.hidden = false;
})();
