/* The search. It fetches the few files of the index that a query needs (docs/search.md tells what is
   in them) and shows what they say as text; every word of the interface stands in search.html. */
(() => {
  'use strict';
  const dialog = document.querySelector('dialog.finder');
  const opener = document.querySelector('.finder-open');
  // A page opened as a file can fetch nothing.
  if (!dialog || !opener || !dialog.showModal || location.protocol === 'file:') return;

  const root = new URL('../', document.currentScript.src);
  const [form, status, results, advice] = ['form', '.finder-status', '.finder-results', '.finder-advice']
    .map((name) => dialog.querySelector(name));
  const input = form.querySelector('input');
  const slash = dialog.querySelector('.finder-slash input');
  const SHOWN = 5; // results of a kind at first
  const MORE = 10; // and with each "more"
  const BUDGET = 120000; // bytes of terms that one query may fetch
  const put = (text, values) => text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);

  /* Files: each is fetched once; one of another build than meta.json means that we begin again. */
  class Stale extends Error {}
  let files = new Map();
  const once = (name, make) => {
    if (!files.has(name)) {
      const kept = files;
      kept.set(name, make().catch((error) => { kept.delete(name); throw error; }));
    }
    return files.get(name);
  };
  const get = async (name, options) => {
    const answer = await fetch(new URL(`search/${name}`, root), options);
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer;
  };
  const getMeta = () => once('meta', async () => (await get('meta.json', { cache: 'no-cache' })).json());
  const getLines = (meta, name) => once(name, async () => {
    const [digest, ...lines] = (await (await get(`${name}.txt?${meta.digest}`)).text()).split('\n');
    if (digest !== meta.digest) throw new Stale(name);
    return lines.slice(0, -1);
  });

  /* Words: the same rules as folding.py and tokens.py. */
  const MARKS = /[\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u200b-\u200f\u2060\ufeff]/g;
  const ALONE = '[\\u0e00-\\u0e7f\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff]';
  const WORD = new RegExp(`${ALONE}|(?:(?!${ALONE})[\\p{L}\\p{N}])+`, 'gu');
  const WRITTEN = new RegExp(`${ALONE}|(?:(?!${ALONE})[\\p{L}\\p{N}\\p{M}\\u00ad])+`, 'gu');
  const fold = (text, meta) => text.normalize('NFKD').toLowerCase().replace(MARKS, '')
    .replace(/[^\0-\x7f]/g, (letter) => meta.letters[letter] ?? letter);
  const wordsOf = (text, meta) => (fold(text, meta).match(WORD) || []).map((word) => [...word].slice(0, 32).join(''));

  /* Which files hold the terms from `low` up to `high`. */
  const filesOf = (meta, low, high) => {
    const last = (text) => Math.max(0, meta.first.findLastIndex((first) => first <= text));
    const from = last(low);
    return meta.first.length ? Array.from({ length: last(high) - from + 1 }, (_, step) => from + step) : [];
  };
  const numbersIn = function* (text) {
    let number = -1, gap = 0, scale = 1;
    for (let place = 0; place < text.length; place += 1) {
      const digit = text.charCodeAt(place) - 33;
      gap += (digit % 47) * scale;
      scale *= 47;
      if (digit < 47) {
        yield number += gap + 1;
        gap = 0;
        scale = 1;
      }
    }
  };

  /* What to fetch for a word: all terms that begin so, or, where they are too many, only the best of
     them (`w*`), and among several words only the word itself. */
  const plan = (meta, word, alone) => {
    const wide = meta.wide.includes(word);
    const needed = filesOf(meta, word, word + (wide ? '*' : '\uffff'));
    const bytes = needed.reduce((sum, number) => sum + meta.bytes[number], 0);
    const takes = (term) => (wide ? term === word || (alone && term === `${word}*`) : term.startsWith(word) && !term.endsWith('*'));
    return { word, wide, needed, bytes, takes };
  };
  const look = async (meta, { word, needed, takes }) => {
    const found = new Map();
    const add = (text, level) => {
      for (const number of numbersIn(text)) if (!(found.get(number) >= level)) found.set(number, level);
    };
    for (const lines of await Promise.all(needed.map((number) => getLines(meta, `terms/${number}`)))) {
      for (const line of lines) {
        const [term, strong, weak] = line.split('\t');
        if (!takes(term)) continue;
        add(strong, term === word ? 4 : 3);
        add(weak, term === word ? 2 : 1);
      }
    }
    return found;
  };

  /* Entries that have all the words: number to rank, higher first. */
  const find = async (meta, words) => {
    const name = plan(meta, `=${words.join(' ')}`, false);
    const plans = words.map((word) => plan(meta, word, words.length === 1)).sort((a, b) => a.bytes - b.bytes);
    let spent = name.bytes;
    const paid = plans.filter((one, index) => (spent += one.bytes) <= BUDGET || !index);
    const [names, ...looked] = await Promise.all([name, ...paid].map((one) => look(meta, one)));
    // A beginning that very many words have says little beside others: it waits until it is longer.
    const told = looked.filter((found, index) => found.size || !paid[index].wide);
    if (!told.length) return find(meta, words.slice(0, 1));
    const missing = paid.filter(({ wide }, index) => !wide && !looked[index].size).map(({ word }) => word);
    const ranks = new Map();
    for (const [number, level] of told[0]) {
      let rank = level + 100 * (names.get(number) || 0);
      for (const found of told.slice(1)) rank += found.get(number) || NaN;
      if (rank) ranks.set(number, rank);
    }
    return { ranks, missing, many: paid.length === 1 && paid[0].wide };
  };

  /* Text with the words marked, begun near the first of them. */
  const marked = (text, words, meta) => {
    const parts = [];
    let end = 0;
    for (const { 0: written, index } of text.matchAll(WRITTEN)) {
      const plain = fold(written, meta);
      if (!words.some((word) => plain.startsWith(word))) continue;
      if (!parts.length) {
        const near = index > 90 ? text.lastIndexOf(' ', index - 40) : -1;
        parts.push(near > 0 ? `… ${text.slice(near + 1, index)}` : text.slice(0, index));
      } else parts.push(text.slice(end, index));
      const mark = document.createElement('mark');
      mark.textContent = written;
      parts.push(mark);
      end = index + written.length;
    }
    return [...parts, text.slice(end)];
  };
  const made = (tag, name, language, ...content) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (language) Object.assign(element, { lang: language, dir: 'auto' });
    element.append(...content);
    return element;
  };
  const result = (record, words, meta) => {
    const [uri, text, facts, label, language, quoted, names = []] = record;
    const link = made('a');
    link.href = new URL(uri + dialog.dataset.index, root);
    if (label) link.append(made('span', 'finder-label', '', label), ' ');
    link.append(made(quoted ? 'q' : 'span', 'finder-text', language, ...marked(text, words, meta)));
    // A name that is not the one shown may be what was looked for.
    const fits = (name) => { const own = wordsOf(name, meta); return words.every((word) => own.some((one) => one.startsWith(word))); };
    const other = fits(text) ? null : names.find(([name]) => fits(name));
    if (other) link.append(' (', made('span', 'finder-name', other[1], ...marked(other[0], words, meta)), ')');
    return made('li', '', '', link, made('span', 'finder-facts', '', ...marked(facts, words, meta)));
  };

  /* One group of results for each kind that has any, in the order of the index. */
  const show = async (meta, words, found, limits) => {
    let start = 0;
    const groups = meta.kinds.map(([kind, count]) => {
      const [low, high] = [start, start += count];
      const numbers = [...found.ranks.keys()].filter((number) => number >= low && number < high);
      numbers.sort((a, b) => found.ranks.get(b) - found.ranks.get(a) || a - b);
      return { kind, numbers, shown: numbers.slice(0, limits[kind] || SHOWN) };
    }).filter(({ numbers }) => numbers.length);
    return Promise.all(groups.map(async ({ kind, numbers, shown }) => {
      const items = await Promise.all(shown.map(async (number) => {
        const lines = await getLines(meta, `records/${Math.floor(number / meta.block)}`);
        return result(JSON.parse(lines[number % meta.block]), words, meta);
      }));
      const template = dialog.querySelector(`template[data-kind="${kind}"]`);
      const section = template.content.firstElementChild.cloneNode(true);
      const more = section.querySelector('button');
      section.querySelector('ul').append(...items);
      if (shown.length < numbers.length || found.many) {
        section.querySelector('small').textContent = put(
          found.many ? template.dataset.shownMany : template.dataset.shown,
          { shown: shown.length, count: numbers.length },
        );
      }
      if (shown.length < numbers.length) {
        more.onclick = async () => {
          limits[kind] = shown.length + MORE;
          await run(limits);
          results.querySelectorAll(`[data-kind="${kind}"] li a`)[shown.length]?.focus();
        };
      } else more.remove();
      section.dataset.kind = kind;
      return section;
    }));
  };

  let latest = 0;
  let running = Promise.resolve();
  const search = async (query, turn, limits) => {
    const meta = await getMeta();
    const words = [...new Set(wordsOf(query, meta))];
    const found = words.length ? await find(meta, words) : { ranks: new Map(), missing: [] };
    const sections = await show(meta, words, found, limits);
    if (turn !== latest) return;
    const count = found.ranks.size;
    const none = [put(dialog.dataset.none, { query }), ...found.missing.map((word) => put(dialog.dataset.noWord, { word }))];
    const said = count ? put(found.many ? dialog.dataset.many : dialog.dataset.count, { count }) : none.join(' ');
    status.textContent = query ? said : '';
    results.replaceChildren(...sections);
    dialog.classList.toggle('finder-found', count > 0);
    advice.hidden = !query || count > 0;
  };
  const run = (limits = {}) => {
    const turn = latest += 1;
    const query = input.value.trim();
    running = search(query, turn, limits)
      .catch((error) => {
        if (!(error instanceof Stale)) throw error;
        files = new Map();
        return search(query, turn, limits);
      })
      .catch(() => {
        if (turn !== latest) return;
        status.textContent = dialog.dataset.failed;
        results.replaceChildren();
        dialog.classList.remove('finder-found');
      });
    return running;
  };

  /* Keys and clicks. */
  const open = () => {
    if (dialog.open) return;
    dialog.showModal();
    input.select();
    getMeta().catch(() => {});
  };
  const step = (by) => {
    const stops = [input, ...results.querySelectorAll('a')];
    const next = stops.indexOf(document.activeElement) + by;
    (stops[Math.min(Math.max(next, 0), stops.length - 1)]).focus();
  };
  dialog.addEventListener('keydown', (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && !event.isComposing) step(by);
    else if (event.key === 'Escape') dialog.close();
    else return;
    event.preventDefault();
  });
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    await running;
    results.querySelector('a')?.click();
  });
  form.querySelector('button').addEventListener('click', () => dialog.close());
  input.addEventListener('input', () => run());
  opener.addEventListener('click', open);

  // A key that acts alone can be switched off, for those who steer by voice.
  const KEY = 'onrecord-slash';
  const kept = (change) => { try { return change(localStorage); } catch { return null; } };
  slash.checked = kept((store) => store.getItem(KEY)) !== 'off';
  slash.addEventListener('change', () => kept((store) => store.setItem(KEY, slash.checked ? 'on' : 'off')));
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input, textarea, select, [contenteditable]');
    if (event.key !== '/' || typing || !slash.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    open();
  });
  opener.hidden = false;
})();
