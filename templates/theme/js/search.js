/* The search. It fetches the few files of the index that a query needs and shows what they say, as
   text. How the index is made: onrecord/search. Its words: theme/search/panel.html. */
(() => {
  'use strict';
  const opener = document.querySelector('.finder-open');
  // A file can fetch nothing.
  if (!opener || !window.HTMLDialogElement || location.protocol === 'file:') return;

  const root = new URL('../', document.currentScript.src);
  const SHOWN = 5; // of a kind at first
  const MORE = 10;
  const PAUSE = 150; // ms without a key
  const BUDGET = 120000; // bytes a query may fetch

  /* Files. Each is fetched once; one of another build than meta.json means to begin again. */
  class Stale extends Error {}
  let files = new Map();
  const once = (name, make) => {
    const kept = files;
    if (!kept.has(name)) kept.set(name, make().catch((error) => { kept.delete(name); throw error; }));
    return kept.get(name);
  };
  const get = async (name) => {
    const answer = await fetch(new URL(name, root), name.includes('?') ? {} : { cache: 'no-cache' });
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.text();
  };
  const getLines = ({ digest }, name) => once(name, async () => {
    const [of, ...lines] = (await get(`${name}.txt?${digest}`)).split('\n');
    if (of !== digest) throw new Stale(name);
    return lines.slice(0, -1);
  });

  /* Words: the rules come with the index, so that both sides fold alike. */
  const getMeta = () => once('meta', async () => {
    const meta = JSON.parse(await get('search/meta.json'));
    const one = `[${meta.alone}]|(?:(?![${meta.alone}])[\\p{L}\\p{N}`;
    return {
      ...meta,
      marks: new RegExp(`[${meta.marks}]`, 'gu'),
      word: new RegExp(`${one}])+`, 'gu'),
      written: new RegExp(`${one}\\p{M}\\u00ad])+`, 'gu'),
    };
  });
  const fold = (text, { marks, letters }) => text.normalize('NFKD').toLowerCase().replace(marks, '')
    .replace(/[^\0-\x7f]/g, (letter) => letters[letter] ?? letter);
  const wordsOf = (text, meta) => (fold(text, meta).match(meta.word) || []).map((word) => [...word].slice(0, 32).join(''));

  /* Numbers of entries, as index.py writes them. */
  const numbersIn = function* (text) {
    let [number, gap, scale] = [-1, 0, 1];
    for (let place = 0; place < text.length; place += 1) {
      const digit = text.charCodeAt(place) - 33;
      gap += (digit % 47) * scale;
      scale *= 47;
      if (digit < 47) {
        yield number += gap + 1;
        [gap, scale] = [0, 1];
      }
    }
  };

  /* What to fetch for a word: all terms that begin so; where these are too many the word itself and,
     if it stands alone, the best of them all (`w*`). */
  const plan = (meta, word, alone) => {
    const wide = meta.wide.includes(word);
    const last = (text) => Math.max(0, meta.first.findLastIndex((first) => first <= text));
    const [low, high] = [last(word), last(word + (wide ? '*' : '\uffff'))];
    const needed = meta.first.map((_, number) => number).slice(low, high + 1);
    const bytes = needed.reduce((sum, number) => sum + meta.bytes[number], 0);
    const takes = (term) => (wide ? term === word || (alone && term === `${word}*`) : term.startsWith(word) && !term.endsWith('*'));
    return { word, wide, needed, bytes, takes };
  };
  const look = async (meta, { word, needed, takes }) => {
    const found = new Map();
    const add = (text, level) => {
      for (const number of numbersIn(text)) if (!(found.get(number) >= level)) found.set(number, level);
    };
    const shards = await Promise.all(needed.map((number) => getLines(meta, `search/terms/${number}`)));
    for (const line of shards.flat()) {
      const [term, strong, weak] = line.split('\t');
      if (!takes(term)) continue;
      add(strong, term === word ? 4 : 3);
      add(weak, term === word ? 2 : 1);
    }
    return found;
  };

  /* What is looked for: words that say little count only where there are no others. */
  const told = (words, { stop }) => {
    const saying = words.filter((word) => !stop.includes(word));
    return saying.length ? saying : words;
  };

  // A word as it was typed.
  const spelledIn = (query, meta) => {
    const written = new Map([...query.matchAll(meta.written)].map(([word]) => [fold(word, meta), word]));
    return (word) => written.get(word) ?? word;
  };

  /* The entries that have `words`, each with its rank (by whole name, by beginning of a name, by words)
     and the words that it has not. `all`: the words as typed, which may be a whole name. */
  const find = async (meta, words, all = words) => {
    if (!words.length) return { entries: new Map(), missing: [] };
    const name = plan(meta, `=${all.join(' ')}`);
    const plans = words.map((word) => plan(meta, word, words.length === 1)).sort((a, b) => a.bytes - b.bytes);
    let spent = name.bytes;
    const paid = plans.filter(({ bytes }, index) => (spent += bytes) <= BUDGET || !index);
    const [names, ...looked] = await Promise.all([name, ...paid].map((one) => look(meta, one)));
    // Beside other words, a beginning that very many words share waits until it is longer.
    const used = paid.map(({ word, wide }, index) => ({ word, wide, found: looked[index] }))
      .filter(({ wide, found }) => found.size || !wide);
    if (!used.length) return find(meta, words.slice(0, 1));
    const entries = new Map();
    for (const number of new Set(used.flatMap(({ found }) => [...found.keys()]))) {
      const levels = used.map(({ found }) => found.get(number) ?? 0);
      entries.set(number, {
        rank: levels.reduce((sum, level) => sum + level, 100 * (names.get(number) || 0)),
        named: Math.max(...levels) === 4,
        without: used.filter((_, index) => !levels[index]).map(({ word }) => word),
      });
    }
    const missing = used.filter(({ found }) => !found.size).map(({ word }) => word);
    return { entries, missing, asked: used.length, many: paid.length === 1 && paid[0].wide };
  };
  /* The numbers to show of one kind: those with all words; else the best of the others, if they have
     most of the words, or where nothing has all, at least half of them. An actor named so is always one. */
  const best = (kind, numbers, { entries, asked }, anyFull) => {
    const lack = (number) => entries.get(number).without.length;
    const least = Math.min(...numbers.map(lack));
    const enough = (number) => !lack(number) || (kind === 'actors' && entries.get(number).named)
      || (anyFull ? lack(number) * 2 < asked : lack(number) * 2 <= asked);
    return numbers.filter((number) => lack(number) === least && enough(number))
      .sort((a, b) => entries.get(b).rank - entries.get(a).rank || a - b);
  };

  const made = (tag, name, language, ...content) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (language) Object.assign(element, { lang: language, dir: 'auto' });
    element.append(...content);
    return element;
  };
  const put = (text, values) => text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
  // Where the words are in a text: the place and the length of each.
  const placesIn = (text, words, meta) => [...text.matchAll(meta.written)]
    .filter(([written]) => { const plain = fold(written, meta); return words.some((word) => plain.startsWith(word)); })
    .map(({ 0: written, index }) => [index, written.length]);
  const SIGHT = 320; // characters shown of a long text
  // The part of a long text in which most of the words are, from a space to a space.
  const cut = (text, places) => {
    if (text.length <= SIGHT) return [0, text.length];
    const within = ([start]) => places.filter(([place]) => place >= start && place < start + SIGHT - 80).length;
    const [first] = places.reduce((a, b) => (within(b) > within(a) ? b : a), places[0] || [0]);
    const from = first > 90 ? text.lastIndexOf(' ', first - 60) + 1 : 0;
    const to = text.length - from <= SIGHT ? text.length : text.lastIndexOf(' ', from + SIGHT);
    return [from, to > from ? to : text.length];
  };
  // Text with the words marked, cut around them.
  const marked = (text, words, meta) => {
    const places = placesIn(text, words, meta);
    const [from, to] = cut(text, places);
    const parts = from ? ['… '] : [];
    let end = from;
    for (const [place, length] of places.filter(([start]) => start >= from && start < to)) {
      parts.push(text.slice(end, place), made('mark', '', '', text.slice(place, place + length)));
      end = place + length;
    }
    return [...parts, text.slice(end, to), ...(to < text.length ? [' …'] : [])];
  };
  const notesOn = (left, without, say, spelled) => [
    ...(left.length ? [put(say.onPage, { words: left.map(spelled).join(', ') })] : []),
    ...without.map((word) => put(say.without, { word: spelled(word) })),
  ].join(' · ');
  /* A result says where each of the words is: in what it shows, in another name, in what is said of it,
     or else on its page. */
  const result = ([uri, text, facts, label = '', language, quoted, names = [], more = []], say, words, without, spelled, meta) => {
    const link = made('a', '', '', ...(label ? [made('span', 'finder-label', '', ...marked(label, words, meta)), ' '] : []));
    link.href = new URL(uri + say.page, root);
    link.append(made(quoted ? 'q' : 'span', 'finder-text', language, ...marked(text, words, meta)));
    const item = made('li', '', '', link, made('span', 'finder-facts', '', ...marked(facts, words, meta)));
    const isIn = (shown, word) => placesIn(shown, [word], meta).length > 0;
    let left = words.filter((word) => !without.includes(word) && ![text, facts, label].some((shown) => isIn(shown, word)));
    const taken = (texts) => {
      const count = (shown) => left.filter((word) => isIn(shown, word)).length;
      const found = texts.reduce((a, b) => (count(b) > count(a) ? b : a), '');
      if (found) left = left.filter((word) => !isIn(found, word));
      return found;
    };
    const name = taken(names.map(([other]) => other));
    if (name) {
      const [before, after] = say.called.split('{name}');
      const [, itsLanguage] = names.find(([other]) => other === name);
      link.append(` (${before}`, made('span', 'finder-name', itsLanguage, ...marked(name, words, meta)), `${after})`);
    }
    const described = taken(more);
    if (described) item.append(made('span', 'finder-facts', '', ...marked(described, words, meta)));
    const notes = notesOn(left, without, say, spelled);
    if (notes) item.append(made('span', 'finder-facts', '', notes));
    return item;
  };

  /* A quote is shown as its card, with the words marked. */
  const quote = (values, template, say, words, without, spelled, meta) => {
    const texts = Object.fromEntries(meta.cards.slots.map((name, place) => [name, values[place]]));
    const card = window.onrecordCard(template, texts, say.page);
    const shown = [...card.querySelectorAll('[data-slot]:not(.verdict, [data-slot="notes"])')];
    const left = words.filter((word) => !without.includes(word) && !shown.some(({ textContent }) => placesIn(textContent, [word], meta).length));
    for (const element of shown) element.replaceChildren(...marked(element.textContent, words, meta));
    const item = made('li', '', '', card);
    const notes = notesOn(left, without, say, spelled);
    if (notes) item.append(made('span', 'finder-facts', '', notes));
    return item;
  };

  // The link of each result to its page.
  const TO = 'li > a, [data-href="uri"]';
  const setUp = (dialog) => {
    const say = dialog.dataset;
    const [form, input, close, status, results, advice, slash] = ['form', '[type=search]', 'form button',
      '.finder-status', '.finder-results', '.finder-help p', '[type=checkbox]'].map((name) => dialog.querySelector(name));
    let turn = 0;
    const busy = (now) => results.setAttribute('aria-busy', now);

    const section = async (kind, numbers, { many, entries, spelled }, words, meta, limits) => {
      const shown = await Promise.all(numbers.slice(0, limits?.[kind] ?? SHOWN).map(async (number) => {
        const line = async (of, name, row) => JSON.parse((await getLines(of, `${name}/${Math.floor(row / meta.block)}`))[row % meta.block]);
        const values = await line(meta, 'search/records', number);
        const { without } = entries.get(number);
        if (kind !== 'quotes') return result(values, say, words, without, spelled, meta);
        return quote(await line(meta.cards, 'explore/quotes', values[0]), dialog.querySelector('template[data-card]'), say, words, without, spelled, meta);
      }));
      const template = dialog.querySelector(`template[data-kind="${kind}"]`);
      const part = template.content.firstElementChild.cloneNode(true);
      const more = part.querySelector('button');
      const rest = numbers.length > shown.length;
      part.querySelector('ul').append(...shown);
      if (rest || many) {
        const { shown: some, many: least } = template.dataset;
        part.querySelector('small').textContent = put(many ? least : some, { shown: shown.length, count: numbers.length });
      }
      if (!rest) more.remove();
      part.dataset.kind = kind;
      more.addEventListener('click', async () => {
        await run({ ...limits, [kind]: shown.length + MORE });
        [...results.querySelectorAll(`[data-kind="${kind}"] li`)][shown.length]?.querySelector(TO).focus();
      });
      return part;
    };

    const search = async (query, mine, limits) => {
      const meta = await getMeta();
      const typed = [...new Set(wordsOf(query, meta))];
      const words = told(typed, meta);
      const found = { ...await find(meta, words, typed), spelled: spelledIn(query, meta) };
      const isFull = (number) => !found.entries.get(number).without.length;
      const anyFull = [...found.entries.keys()].some(isFull);
      let start = 0;
      const kinds = meta.kinds.map(([kind, size]) => {
        const [low, high] = [start, start += size];
        return [kind, best(kind, [...found.entries.keys()].filter((number) => number >= low && number < high), found, anyFull)];
      }).filter(([, numbers]) => numbers.length);
      const [full, partly] = [true, false].map((all) => kinds.filter(([, [first]]) => isFull(first) === all));
      const sections = await Promise.all([...full, ...partly].map(([kind, numbers]) => section(kind, numbers, found, words, meta, limits)));
      if (mine !== turn) return;
      busy(false);
      const [whole, some] = [full, partly].map((part) => part.reduce((sum, [, { length }]) => sum + length, 0));
      const count = whole + some;
      status.textContent = query && [
        ...(count ? [] : [put(say.none, { query })]),
        ...(whole ? [put(found.many ? say.many : say.count, { count: whole })] : []),
        ...(some ? [put(whole ? say.partlyToo : say.partly, { count: some })] : []),
        ...(words.length > 1 ? found.missing : []).map((word) => put(say.noWord, { word: found.spelled(word) })),
      ].join(' ');
      results.replaceChildren(...sections);
      dialog.classList.toggle('finder-found', count > 0);
      advice.hidden = !query || count > 0;
    };
    const run = (limits) => {
      const again = () => search(input.value.trim(), mine, limits);
      const mine = turn += 1;
      return again().catch((error) => {
        if (!(error instanceof Stale)) throw error;
        files = new Map();
        return again();
      }).catch(() => {
        if (mine !== turn) return;
        busy(false);
        status.textContent = say.failed;
        results.replaceChildren();
        dialog.classList.remove('finder-found');
      });
    };

    let pause;
    input.addEventListener('input', () => {
      clearTimeout(pause);
      busy(true);
      pause = setTimeout(run, input.value ? PAUSE : 0);
    });
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      clearTimeout(pause);
      await run();
      results.querySelector(TO)?.click();
    });
    dialog.addEventListener('keydown', (event) => {
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.isComposing || !(by || event.key === 'Escape')) return;
      event.preventDefault();
      if (!by) return dialog.close();
      const stops = [input, ...results.querySelectorAll(TO)];
      stops[Math.max(0, stops.indexOf(document.activeElement) + by)]?.focus();
    });
    dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close());
    close.addEventListener('click', () => dialog.close());
    slash.checked = slashOpens();
    slash.addEventListener('change', () => stored((store) => store.setItem(KEY, slash.checked ? 'on' : 'off')));
    for (const link of dialog.querySelectorAll('nav a')) link.href = new URL(link.getAttribute('href'), root);
    return dialog;
  };

  // A key that acts alone can be switched off: who steers by voice may set it off unawares.
  const KEY = 'onrecord-slash';
  const stored = (use) => { try { return use(localStorage); } catch { return null; } };
  const slashOpens = () => stored((store) => store.getItem(KEY)) !== 'off';

  const getPanel = () => once('panel', async () => {
    const page = new DOMParser().parseFromString(await get('search/panel.html'), 'text/html');
    const dialog = document.querySelector('dialog.finder') || document.adoptNode(page.querySelector('dialog'));
    if (!dialog.isConnected) document.body.append(setUp(dialog));
    return dialog;
  });
  const open = async () => {
    try {
      const dialog = await getPanel();
      if (!dialog.open) dialog.showModal();
      dialog.querySelector('[type=search]').select();
    } catch { // without the panel, the list of people is the nearest thing
      location.href = new URL('actors/', root);
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
