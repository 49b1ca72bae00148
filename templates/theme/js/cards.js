/* Copying from quotes: it shows the buttons, puts text on the clipboard and says so. What is copied
   stands in the page (cards/carry.html); the words of this script are in `.copy-status`. */
(() => {
  'use strict';
  const status = document.querySelector('.copy-status');
  const buttons = document.querySelectorAll('button.copy');
  if (!status || !buttons.length) return;

  // Where the site does not know where it is published, an address is the one it is read at.
  const fillAddresses = (root) => {
    if (location.protocol === 'file:') return;
    for (const place of root.querySelectorAll('[data-address]')) {
      place.textContent = new URL(place.dataset.address, location.href).href;
    }
  };

  const sourceOf = (button) => {
    const id = button.dataset.copy;
    return id ? document.getElementById(id) : button.nextElementSibling.content;
  };

  // The way of browsers that give no clipboard to a page: select, then copy what is selected.
  const copySelected = (text) => {
    const held = document.activeElement;
    const area = document.createElement('textarea');
    area.value = text;
    area.readOnly = true;
    area.className = 'visually-hidden';
    document.body.append(area);
    area.select();
    let done = false;
    try { done = document.execCommand('copy'); } catch { /* then it is not done */ }
    area.remove();
    held?.focus({ preventScroll: true });
    return done;
  };
  const put = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copySelected(text);
    }
  };

  // Said anew each time, also when it is the same as before.
  const say = (words) => {
    status.textContent = '';
    setTimeout(() => { status.textContent = words; }, 50);
  };
  const mark = (button, words) => {
    if (button.dataset.label === undefined) button.dataset.label = button.textContent;
    button.textContent = words;
    clearTimeout(button.timer);
    button.timer = setTimeout(() => { button.textContent = button.dataset.label; }, 2000);
  };
  // What cannot be copied is left selected, so that two keys are enough.
  const selectShown = (source) => {
    if (!(source instanceof Element)) return;
    const details = source.closest('details');
    if (details) details.open = true;
    getSelection().selectAllChildren(source);
  };

  document.addEventListener('click', async (event) => {
    const button = event.target.closest?.('button.copy');
    const source = button && sourceOf(button);
    if (!source) return;
    const { done, failed } = status.dataset;
    if (await put(source.textContent)) {
      say(done);
      mark(button, done);
    } else {
      say(failed);
      selectShown(source);
    }
  });

  fillAddresses(document);
  for (const button of buttons) {
    if (!button.dataset.copy) fillAddresses(button.nextElementSibling.content);
    button.hidden = false;
  }
})();
