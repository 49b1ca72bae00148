/* Copies from quotes (cards/copy.html) and says so. Fills the cards that other scripts show. */
(() => {
  'use strict';
  const status = document.querySelector('.copy-status');
  if (!status) return;
  const root = new URL('../', document.currentScript.src);

  // The address at which a page is published, as far as this page says it.
  const published = (uri) => {
    const canonical = document.querySelector('link[rel=canonical]')?.href;
    const here = location.href.split(/[?#]/)[0].slice(root.href.length);
    return (canonical?.endsWith(here) ? canonical.slice(0, canonical.length - here.length) : root.href) + uri;
  };
  // `own`: the address where an element says none.
  const fillAddresses = (within, own = location.href.split(/[?#]/)[0]) => {
    for (const place of within.querySelectorAll('[data-address]')) {
      const address = place.dataset.address ? new URL(place.dataset.address, location.href).href : own;
      if (!address.startsWith('file:')) place.textContent = address;
    }
  };
  // Puts the words of a card into the line that it copies, before anything translates them; false if they are others.
  const fillWords = (line, card) => {
    const place = line.querySelector('[data-words]');
    if (!place) return true;
    const [kept, all] = place.dataset.words.split(' ');
    const words = [...card.querySelector('.words').textContent.trim().replace(/[ \t\r\n]+/g, ' ')];
    place.textContent = words.slice(0, kept).join('');
    return words.length == all;
  };
  // What those who hear a button are told it copies.
  const nameButton = (button) => {
    const what = button.closest('figure')?.ariaLabel || button.closest('.copy-head')?.firstElementChild.textContent;
    if (what) button.ariaLabel = status.dataset.named.replace('{action}', button.textContent).replace('{what}', () => what);
  };

  const sourceOf = (button) => {
    const id = button.dataset.copy;
    return id ? document.getElementById(id) : button.nextElementSibling?.content || button.closest('.copy-form').querySelector('pre');
  };

  // For browsers that give no clipboard to a page.
  const copySelected = (text, within) => {
    const held = document.activeElement;
    const area = document.createElement('textarea');
    area.value = text;
    area.readOnly = true;
    area.className = 'visually-hidden';
    within.append(area);
    area.select();
    let done = false;
    try { done = document.execCommand('copy'); } catch { /* not done */ }
    area.remove();
    held?.focus({ preventScroll: true });
    return done;
  };
  const put = async (shown, within) => {
    // What keeps a dot from beginning a line is nothing that anybody wants to paste.
    const text = shown.replaceAll('\u00a0· ', ' · ').trim();
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copySelected(text, within);
    }
  };

  const say = (words, place) => {
    place.textContent = '';
    setTimeout(() => { place.textContent = words; }, 50);
  };
  const mark = (button, words) => {
    button.label ??= button.textContent;
    button.textContent = words;
    clearTimeout(button.timer);
    button.timer = setTimeout(() => { button.textContent = button.label; }, 2000);
  };
  // What cannot be copied is left selected.
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
    // Behind an open dialog nothing can be selected.
    const dialog = button.closest('dialog');
    const place = dialog?.querySelector('.copy-status') || status;
    if (await put(source.textContent, dialog || document.body)) {
      say(done, place);
      mark(button, done);
    } else {
      say(failed, place);
      selectShown(source);
    }
  });

  /* A card from `template`, with `values` in its `slots`. `page`: what follows an address. */
  window.onrecordCard = (template, slots, values, page) => {
    const texts = Object.fromEntries(slots.map((name, place) => [name, values[place]]));
    const figure = template.content.firstElementChild.cloneNode(true);
    figure.classList.add(`form-${texts.form}`, `state-${texts.state}`);
    figure.ariaLabel = texts.name;
    for (const action of figure.querySelectorAll('[aria-label*="{quote}"]')) action.ariaLabel = action.ariaLabel.replace('{quote}', () => texts.name);
    figure.querySelector('.verdict').classList.add(`check-${texts.check.replaceAll('_', '-')}`);
    const { lang } = document.documentElement;
    if (![lang, ''].includes(texts.language)) Object.assign(figure.querySelector('.words'), { lang: texts.language, dir: texts.direction || 'ltr' });
    for (const element of figure.querySelectorAll('[data-slot]')) {
      const text = texts[element.dataset.slot];
      if (text) element.textContent = text;
      else (element.closest('[data-part]') || element).remove();
    }
    const speaker = figure.querySelector('[data-slot="speaker"]');
    speaker.replaceWith(...texts.speaker.map(([name, uri]) => {
      const link = Object.assign(speaker.cloneNode(), { textContent: name, href: new URL(uri + page, root) });
      return uri ? link : name;
    }));
    const checked = figure.querySelector('.checked');
    if (!checked.textContent) checked.remove();
    for (const link of figure.querySelectorAll('[data-site]')) link.href = new URL(link.dataset.site.replace('#', `${page}#`), root);
    for (const link of figure.querySelectorAll('[data-href]')) {
      const uri = texts[link.dataset.href];
      if (uri) link.href = new URL(uri + page, root);
      else link.replaceWith(link.textContent);
    }
    const button = figure.querySelector('button.copy');
    if (texts.copied) {
      button.nextElementSibling.content.append(`${texts.copied} ${published(texts.uri + page)}`);
      nameButton(button);
    } else button?.remove();
    return figure;
  };

  fillAddresses(document);
  for (const button of document.querySelectorAll('button.copy')) {
    const line = button.nextElementSibling?.content;
    if (line) {
      const link = button.parentElement.querySelector('a');
      if (!fillWords(line, button.closest('figure'))) continue;
      fillAddresses(line, link && published(link.href.slice(root.href.length)));
    }
    nameButton(button);
    button.hidden = false;
  }
})();
