/* The search. It fetches the few files of the index that a query needs and shows what they say, as
   text. How the index is made: onrecord/search. Its words: theme/search/panel.html. */
(() => {
  'use strict';
  const opener = document.querySelector('.finder-open');
  // A file can fetch nothing.
  if (!opener || location.protocol === 'file:') return;

  const root = new URL('../', document.currentScript.src);
  const SHOWN = 5; // of a kind at first
  const MORE = 10;
  const PAUSE = 150; // ms without a key
  const BUDGET = 120000; // bytes a query may fetch

  /* Files. Each is fetched once; where one fails, or is of another build than meta.json, all are
     fetched again. */
  let files = new Map();
  const once = (name, make) => {
    if (!files.has(name)) files.set(name, make());
    return files.get(name);
  };
  const get = async (name) => {
    const answer = await fetch(new URL(name, root), name.includes('?') ? {} : { cache: 'no-cache' });
    if (!answer.ok) throw Error(`${name}: ${answer.status}`);
    return answer.text();
  };
  const getLines = ({ digest }, name) => once(name, async () => {
    const [of, ...lines] = (await get(`${name}.txt?${digest}`)).split('\n');
    if (of !== digest) throw Error(name);
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
      alike: meta.alike.map(([spelling, like]) => [new RegExp(spelling, 'gu'), like]),
    };
  });
  const fold = (text, { marks, letters }) => text.normalize('NFKD').toLowerCase().replace(marks, '')
    .replace(/[^\0-\x7f]/g, (letter) => letters[letter] ?? letter);
  const wordsOf = (text, meta) => (fold(text, meta).match(meta.word) || []).map((word) => [...word].slice(0, 32).join(''));

  /* Numbers of entries, as index.py writes them. */
  const numbersIn = function* (text) {
    let [number, gap, scale] = [-1, 0, 1];
    for (const sign of text) {
      const digit = sign.charCodeAt() - 33;
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
  const look = async (meta, { word, wide, needed, takes }) => {
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
    return { word, wide, found };
  };

  /* The word of a name that sounds like `word`; else one in which a letter is another, missing, too
     many or exchanged: both are the same without a letter each. */
  const nearest = async (meta, word) => {
    const formsOf = (text) => {
      const sound = meta.alike.reduce((some, [spelling, like]) => some.replace(spelling, like), fold(text, meta));
      return [sound, ...[...sound].map((_, place) => sound.slice(0, place) + sound.slice(place + 1))];
    };
    const typed = formsOf(word);
    const names = (await getLines(meta, 'search/names')).map((name) => [name, formsOf(name)]);
    const [name] = names.find(([, [sound]]) => sound === typed[0])
      || names.find(([, forms]) => typed[0].length > 3 && forms.some((form) => typed.includes(form))) || [];
    return name;
  };

  /* The entries that have `words`, each with its rank (by whole name, by beginning of a name, by words)
     and the words that it has not. `all`: the words as typed, which may be a whole name. */
  const find = async (meta, words, all = words) => {
    if (!words.length) return { entries: new Map(), missing: words };
    const name = plan(meta, `=${all.join(' ')}`);
    const plans = words.map((word) => plan(meta, word, words.length === 1)).sort((a, b) => a.bytes - b.bytes);
    let spent = name.bytes;
    const paid = plans.filter(({ bytes }, index) => (spent += bytes) <= BUDGET || !index);
    const [names, ...looked] = await Promise.all([name, ...paid].map((one) => look(meta, one)));
    // Beside other words, a beginning that very many words share waits until it is longer.
    const used = looked.filter(({ wide, found }) => found.size || !wide);
    if (!used.length) return find(meta, words.slice(0, 1));
    const entries = new Map();
    for (const number of new Set(used.flatMap(({ found }) => [...found.keys()]))) {
      const levels = used.map(({ found }) => found.get(number) ?? 0);
      entries.set(number, {
        rank: levels.reduce((sum, level) => sum + level, 100 * (names.found.get(number) || 0)),
        named: Math.max(...levels) === 4,
        without: used.filter((_, index) => !levels[index]).map(({ word }) => word),
      });
    }
    const missing = used.filter(({ found }) => !found.size).map(({ word }) => word);
    const lack = (number) => entries.get(number).without.length;
    return { entries, missing, lack, asked: used.length, many: paid.length === 1 && paid[0].wide };
  };
  /* The numbers to show of one kind: those with all words; else the best of the others, if they have
     most of the words, or where nothing has all, at least half of them. An actor named so is always one. */
  const best = (kind, numbers, { entries, lack, asked }, anyFull) => {
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
  const put = (text, values) => text.replace(/\{(\w+)\}/g, (place, name) => values[name]?.toLocaleString(document.documentElement.lang) ?? place);
  // Where the words are in a text: the place and the length of each.
  const placesIn = (text, words, meta) => [...text.matchAll(meta.written)]
    .filter(([written]) => words.some((word) => fold(written, meta).startsWith(word)))
    .map(({ 0: written, index }) => [index, written.length]);
  const SIGHT = 320; // characters shown of a long text
  // Text with the words marked; of a long one the part in which most of them are, from a space to a space.
  const marked = (text, { words, meta }) => {
    const places = placesIn(text, words, meta);
    const within = ([start]) => places.filter(([place]) => place >= start && place < start + SIGHT - 80).length;
    const [first] = places.reduce((a, b) => (within(b) > within(a) ? b : a), places[0] || [0]);
    const from = text.length > SIGHT && first > 90 ? text.lastIndexOf(' ', first - 60) + 1 : 0;
    const space = text.lastIndexOf(' ', from + SIGHT);
    const to = text.length - from > SIGHT && space > from ? space : text.length;
    const parts = from ? ['… '] : [];
    let end = from;
    for (const [place, length] of places.filter(([start]) => start >= from && start < to)) {
      parts.push(text.slice(end, place), made('mark', '', '', text.slice(place, place + length)));
      end = place + length;
    }
    return [...parts, text.slice(end, to), ...(to < text.length ? [' …'] : [])];
  };
  // The words that are in none of `texts`.
  const leftBy = (texts, { words, meta }) => words.filter((word) => !texts.some((text) => placesIn(text, [word], meta).length));
  const span = (name, text, look, language) => made('span', `finder-${name}`, language, ...marked(text, look));
  // Says which words are on its page alone, and which it has not.
  const addNotes = (item, texts, without, look) => {
    const { say, spelled } = look;
    const left = leftBy(texts, look).filter((word) => !without.includes(word));
    const notes = [
      ...(left.length ? [put(say.onPage, { words: left.map(spelled).join(', ') })] : []),
      ...without.map((word) => put(say.without, { word: spelled(word) })),
    ].join(' · ');
    if (notes) item.append(made('span', 'finder-facts', '', notes));
    return item;
  };
  /* A result says where each of the words is: in what it shows, in another name, in what is said of it,
     or else on its page. */
  const result = ([uri, text, facts, label = '', language, quoted, names = [], more = []], without, look) => {
    const link = made('a', '', '', ...(label ? [span('label', label, look), ' '] : []));
    link.href = new URL(uri + look.say.page, root);
    link.append(made(quoted ? 'q' : 'span', 'finder-text', language, ...marked(text, look)));
    const item = made('li', '', '', link, span('facts', facts, look));
    const texts = [text, facts, label];
    const taken = (others) => {
      const left = (shown) => leftBy([...texts, shown], look).length;
      const found = others.reduce((a, b) => (left(b) < left(a) ? b : a), '');
      texts.push(found);
      return found;
    };
    const name = taken(names.map(([other]) => other));
    if (name) {
      const [before, after] = look.say.called.split('{name}');
      const [, itsLanguage] = names.find(([other]) => other === name);
      link.append(` (${before}`, span('name', name, look, itsLanguage), `${after})`);
    }
    const described = taken(more);
    if (described) item.append(span('facts', described, look));
    return addNotes(item, texts, without, look);
  };

  /* A quote is shown as its card, with the words marked. */
  const quote = (values, template, without, look) => {
    const card = window.onrecordCard(template, look.meta.cards.slots, values, look.say.page);
    const shown = [...card.querySelectorAll('[data-slot]:not(.verdict, [data-slot="notes"])')];
    const texts = shown.map(({ textContent }) => textContent);
    shown.forEach((element, place) => element.replaceChildren(...marked(texts[place], look)));
    return addNotes(made('li', '', '', card), texts, without, look);
  };

  // The link of each result to its page.
  const TO = 'li > a, [data-href="uri"]';
  const setUp = (dialog) => {
    const say = dialog.dataset;
    const [form, input, close, status, results, advice, slash] = ['form', '[type=search]', 'form button',
      '.finder-status', '.finder-results', '.finder-help p', '[type=checkbox]'].map((name) => dialog.querySelector(name));
    let turn = 0;
    const busy = (now) => results.setAttribute('aria-busy', now);
    const show = (words, sections = []) => {
      busy(false);
      status.textContent = words;
      results.replaceChildren(...sections);
      dialog.classList.toggle('finder-found', sections.length);
    };

    const section = async (kind, numbers, { many, entries }, look, limits) => {
      const { meta } = look;
      const shown = await Promise.all(numbers.slice(0, limits?.[kind] ?? SHOWN).map(async (number) => {
        const line = async (of, name, row) => JSON.parse((await getLines(of, `${name}/${Math.floor(row / meta.block)}`))[row % meta.block]);
        const values = await line(meta, 'search/records', number);
        const { without } = entries.get(number);
        if (kind !== 'quotes') return result(values, without, look);
        return quote(await line(meta.cards, 'explore/quotes', values[0]), dialog.querySelector('template[data-card]'), without, look);
      }));
      const template = dialog.querySelector(`template[data-kind="${kind}"]`);
      const part = template.content.firstElementChild.cloneNode(true);
      const more = part.querySelector('button');
      const rest = numbers.length > shown.length;
      part.querySelector('ul').append(...shown);
      if (rest || many) {
        part.querySelector('small').textContent = put(template.dataset[many ? 'many' : 'shown'], { shown: shown.length, count: numbers.length });
      }
      if (!rest) more.remove();
      part.dataset.kind = kind;
      more.addEventListener('click', async () => {
        await run({ ...limits, [kind]: shown.length + MORE });
        results.querySelectorAll(`[data-kind="${kind}"] li`)[shown.length]?.querySelector(TO).focus();
      });
      return part;
    };

    const search = async (query, mine, limits) => {
      const meta = await getMeta();
      const typed = [...new Set(wordsOf(query, meta))];
      // Words that say little count only where there are no others.
      const saying = typed.filter((word) => !meta.stop.includes(word));
      const words = saying.length ? saying : typed;
      const found = await find(meta, words, typed);
      // A word as it was typed.
      const spelled = (word) => (query.match(meta.written) || []).find((written) => fold(written, meta) === word) ?? word;
      const look = { say, words, meta, spelled };
      const everything = [...found.entries.keys()];
      const anyFull = everything.some((number) => !found.lack(number));
      let start = 0;
      const kinds = meta.kinds.map(([kind, size]) => {
        const [low, high] = [start, start += size];
        return [kind, best(kind, everything.filter((number) => number >= low && number < high), found, anyFull)];
      }).filter(([, numbers]) => numbers.length);
      const [full, partly] = [true, false].map((all) => kinds.filter(([, [first]]) => !found.lack(first) === all));
      const sections = await Promise.all([...full, ...partly].map(([kind, numbers]) => section(kind, numbers, found, look, limits)));
      let near = query;
      for (const word of found.missing) near = near.replace(spelled(word), await nearest(meta, word) || '$&');
      if (mine !== turn) return;
      const [whole, some] = [full, partly].map((part) => part.flatMap(([, numbers]) => numbers).length);
      show(query && [
        ...(sections.length ? [] : [put(say.none, { query })]),
        ...(whole ? [put(found.many ? say.many : say.count, { count: whole })] : []),
        ...(some ? [put(whole ? say.partlyToo : say.partly, { count: some })] : []),
        ...(words.length > 1 ? found.missing : []).map((word) => put(say.noWord, { word: spelled(word) })),
      ].join(' '), sections);
      if (near !== query) {
        const button = made('button', '', '', put(say.near, { name: near }));
        button.addEventListener('click', () => {
          input.value = near;
          input.focus();
          run();
        });
        status.append(' ', button);
      }
      advice.hidden = !query;
    };
    const run = (limits) => {
      const again = () => search(input.value.trim(), mine, limits);
      const mine = turn += 1;
      return again().catch(() => {
        files = new Map();
        return again();
      }).catch(() => {
        if (mine === turn) show(say.failed);
      });
    };

    // What the arrows go through; Enter takes the first after the field.
    const stops = () => [input, ...dialog.querySelectorAll(`.finder-status button, .finder-results :is(${TO})`)];
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
      stops()[1]?.click();
    });
    dialog.addEventListener('keydown', (event) => {
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.isComposing || !(by || event.key === 'Escape')) return;
      event.preventDefault();
      if (!by) return dialog.close();
      const all = stops();
      all[Math.max(0, all.indexOf(document.activeElement) + by)]?.focus();
    });
    dialog.addEventListener('click', ({ target }) => [dialog, close].includes(target) && dialog.close());
    slash.checked = slashOpens();
    slash.addEventListener('change', () => stored((store) => { store[KEY] = slash.checked ? 'on' : 'off'; }));
    for (const link of dialog.querySelectorAll('nav a')) link.href = new URL(link.getAttribute('href'), root);
    return dialog;
  };

  // A key that acts alone can be switched off: who steers by voice may set it off unawares.
  const KEY = 'onrecord-slash';
  const stored = (use) => { try { return use(localStorage); } catch { return null; } };
  const slashOpens = () => stored((store) => store[KEY]) !== 'off';

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
    } catch { // without a panel, the list of people is the nearest thing
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
