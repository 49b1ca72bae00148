// The search, loaded by search.js: it fetches what a query needs of the index (onrecord/search).
(() => {
'use strict';
const root = new URL('../', document.currentScript.src);
const SHOWN = 5; // of a kind at first
const TOP = 3; // of all kinds
const MORE = 10;
const BUDGET = 120000; // bytes a query may fetch

const each = (some, make) => Promise.all(some.map(make));
// Fetched again where one fails or is of another build.
let files = {};
const once = (name, make) => files[name] ??= make();
const get = async (name) => {
  const answer = await fetch(new URL(name, root), name.includes('?') ? {} : { cache: 'no-cache' });
  if (!answer.ok) throw Error(`${name}: ${answer.status}`);
  return answer.text();
};
const getLines = (meta, folder, number) => once(folder + number, async () => {
  const [length, digests] = meta.files[folder];
  const digest = digests[Math.floor(number / length)];
  const [of, ...lines] = (await get(`${folder}/${number}.txt?${digest}`)).split('\n');
  if (of !== digest) throw Error(of);
  return lines.slice(0, -1);
});

const INITIALS = /(?<![\p{L}\p{N}])(?:\p{L}\.){2,}/gu; // as in terms.py: "U.S." is one word
const getMeta = () => once('meta', async () => {
  const meta = JSON.parse(await get('search/meta.json'));
  const one = `[${meta.alone}]|(?:(?![${meta.alone}])[\\p{L}\\p{N}`;
  return {
    ...meta,
    dates: RegExp(meta.dates, 'g'),
    marks: new RegExp(`[${meta.marks}]`, 'gu'),
    word: new RegExp(`${one}])+`, 'gu'),
    written: new RegExp(`${INITIALS.source}|${one}\\p{M}\\u00ad])+`, 'gu'),
    alike: meta.alike.map(([spelling, like]) => [new RegExp(spelling, 'gu'), like]),
  };
});
const fold = (text, { marks, letters }) => text.normalize('NFKD').toLowerCase().replace(marks, '')
  .replace(/[^\0-\x7f]/g, (letter) => letters[letter] ?? letter)
  .replace(INITIALS, (initials) => initials.replaceAll('.', ''));
const wordsOf = (text, meta) => (fold(text, meta).match(meta.word) || []).map((word) => [...word].slice(0, 32).join(''));

// Numbers as in files.py.
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

// `word` with other endings ("plans", "planning"); long ones only for long stems.
const inflected = (word, endings) => [word, ...endings.flatMap((group) => group
  .filter((ending) => word.endsWith(ending)).flatMap((ending) => {
    const stem = word.slice(0, word.length - ending.length);
    const one = stem.replace(/(.)\1$/, '$1');
    const fit = ({ length }) => stem.length > 2 + (length > 3);
    return fit(ending) ? group.filter(fit).flatMap((other) => [stem + other, one + other, one + one.at(-1) + other]) : [];
  }))];
const formsOf = (word, { endings, forms }) => {
  const found = inflected(word, endings);
  const groups = forms.filter((some) => some.some((it) => found.includes(it)));
  return new Set([...found, ...groups.flatMap((some) => [...some, ...inflected(some[0], endings)])]);
};
const fits = ({ word, forms, related, open }, text) => forms.has(text) || related?.has(text) || (open && text.startsWith(word));
// The dates of a query, and its rest. A day is "@01-26-2022".
const datesIn = (folded, { dates, months, stop }) => {
  const found = [];
  const rest = folded.replace(dates, (spelled, ...parts) => {
    if (stop.includes(spelled)) return spelled;
    const given = {};
    for (const [part, text] of Object.entries(parts.at(-1))) given[part.slice(0, -1)] ??= text;
    const { name, month = months.findIndex((names) => names.includes(name)) + 1, day, year = '' } = given;
    const word = [month, day].map((number) => (number ? `${number}-`.padStart(3, '0') : '')).join('');
    found.push({ word: `@${word}`, end: year, spelled, dated: true, forms: new Set() });
    return ' ';
  });
  return [found, rest];
};
/* The words of a query, without those that say little where it has others. `soft`: need not be in what is
   found; `asks`: its parts of `meta.asks`; `speaks`: before one that says; `related`: words of like meaning; `open`: may be how a word begins;
   `signs`: as a name, of one who asks (>), or who is asked or answers (<); of “how many”, a number (#). */
const wordsIn = (query, meta) => {
  const written = query.match(meta.written) || [];
  const [dates, rest] = datesIn(wordsOf(query, meta).join(' '), meta);
  const all = wordsOf(rest, meta);
  const typed = [...new Set(all)].map((word, place, { length }) => {
    const forms = formsOf(word, meta);
    const has = (group) => group.some((one) => forms.has(one));
    const asks = Object.keys(meta.asks).filter((part) => has(meta.asks[part]));
    const related = new Set(meta.like.filter(has).flat().filter((one) => !forms.has(one)).flatMap((one) => [...formsOf(one, meta)]));
    const spelled = written.find((one) => fold(one, meta) === word) ?? word;
    const signs = asks.includes('numbers') ? [new Set('#')] : [];
    return { word, forms, related, asks, signs, spelled, open: word.length > 3 || place === length - 1, soft: asks.length > 0 };
  });
  typed.forEach((one, place) => { one.speaks = typed[place + 1]?.asks.includes('quotes'); });
  const asked = new Set(typed.flatMap(({ asks }) => asks));
  const saying = typed.filter(({ word }) => !meta.stop.includes(word));
  const words = [...(saying.length || dates.length ? saying : typed), ...dates];
  const isIn = (part, some) => some.some((one) => meta.parts[part].includes(one));
  const passive = all.some((word, place) => isIn('was', [word]) && isIn('done', all.slice(place)));
  saying.filter(({ soft }) => !soft).forEach((word, place) => {
    const before = all.slice(0, all.indexOf(word.word));
    const near = before.slice(before.findLastIndex((one) => !meta.stop.includes(one)) + 1);
    const [to, of, by] = ['to', 'of', 'by'].map((part) => isIn(part, near));
    word.signs = Object.entries({
      asks: to || (of && place) || (passive && !by),
      answers: !to,
      claims: before.some((one) => meta.asks.claims.includes(one)),
    }).filter(([part]) => asked.has(part)).map(([, whom]) => new Set([...word.forms].map((form) => (whom ? '<' : '>') + form)));
  });
  return [typed, words.every(({ soft }) => soft) ? words.map((one) => ({ ...one, soft: false })) : words, asked];
};

/* What to fetch for a word: its forms and all terms that begin so; where these are too many, the best (`w*`) if
   it is alone. Of words of like meaning (`far`), their forms. */
const plan = (meta, { word, forms = new Set([word]), open, end, far }, alone) => {
  const wide = meta.wide.includes(word);
  const best = wide && alone ? `${word}*` : '';
  const last = (text) => Math.max(0, meta.first.findLastIndex((first) => first <= text));
  const needed = new Set([...forms, ...(best && [best])].map(last));
  if (!wide && !far) for (let number = last(word); number <= last(`${word}\uffff`); number += 1) needed.add(number);
  const bytes = [...needed].reduce((sum, number) => sum + (meta.bytes[number] ?? 0), 0);
  const begins = (term) => term === best || (!wide && term.startsWith(word) && !term.endsWith('*'));
  const near = (term, named) => {
    if (far) return forms.has(term) && 0.25;
    if (end !== undefined) return begins(term) && term.endsWith(end) && 2.75;
    return term === word ? 3 : forms.has(term) ? 2 : Number((open || named) && begins(term));
  };
  return { word, wide, needed, bytes, near };
};
const termLines = async (meta, needed) => (await each([...needed].filter((number) => number in meta.first),
  (number) => getLines(meta, 'search/terms', number))).flat();
// What a word finds, and how well: above NAMED, by name.
const NAMED = 4.5;
const look = async (meta, { needed, near }, found = new Map()) => {
  for (const line of await termLines(meta, needed)) {
    const [term, ...texts] = line.split('\t');
    texts.forEach((text, place) => {
      const level = text && near(term, !place);
      if (level) for (const number of numbersIn(text)) found.set(number, Math.max(found.get(number) ?? 0, [level + 4, level + 1.5, level / 2][place]));
    });
  }
  return found;
};

// A word of a name, else a term fetched, that sounds like `word` or differs by a letter.
const nearest = async (meta, { word, needed = [] }) => {
  const soundsOf = (text) => {
    const sound = meta.alike.reduce((some, [spelling, like]) => some.replace(spelling, like), fold(text, meta));
    return [sound, ...[...sound].map((_, place) => sound.slice(0, place) + sound.slice(place + 1))];
  };
  const typed = soundsOf(word);
  const close = (some, least) => {
    const all = some.map((name) => [name, soundsOf(name)]);
    return all.find(([, [sound]]) => sound === typed[0] && sound.length > least - 2)
      || all.find(([, forms]) => typed[0].length > least && forms.some((form) => typed.includes(form)));
  };
  const terms = (await termLines(meta, needed)).map((text) => text.split('\t')[0]).filter((term) => term[0] === word[0]);
  return (close(await getLines(meta, 'search/names', 0), 3) || close(terms, 5))?.[0];
};

// The entries that have `words`, with rank and the words that they lack. `typed` may be a whole name.
const find = async (meta, words, typed = words) => {
  if (!words.length) return { entries: [], missing: words };
  const alone = words.length === 1;
  const bonus = [
    { word: `=${typed.map(({ word }) => word).join(' ')}`, open: true },
    ...typed.flatMap(({ signs = [] }) => signs.map((forms) => ({ word: [...forms][0], forms }))),
  ].map((one) => plan(meta, one));
  let spent = bonus.reduce((sum, { bytes }) => sum + bytes, 0);
  const plans = words.map((word) => ({ ...word, ...plan(meta, word, alone) })).sort((a, b) => !!a.soft - !!b.soft || a.bytes - b.bytes);
  const paid = plans.filter(({ bytes }, index) => (spent += bytes) <= BUDGET || !index);
  const far = paid.map(({ related = new Set() }) => plan(meta, { word: '', forms: related, far: true }))
    .map((one) => ((spent += one.bytes) <= BUDGET ? one : { needed: [] }));
  const [extra, looked] = await each([bonus, paid], (some) => each(some, (one) => look(meta, one)));
  await each(far, (one, index) => look(meta, one, looked[index]));
  const [, , total] = meta.kinds.at(-1);
  const found = looked.map((has, index) => ({ ...paid[index], found: has, weight: Math.log(1 + (total + 1) / (has.size + 1)) }));
  // A beginning that very many share waits.
  const used = found.filter(({ wide, soft, found: { size } }) => !soft && (size || !wide));
  if (!used.length) return find(meta, words.slice(0, 1));
  const [there, missing] = [true, false].map((some) => used.filter(({ found: { size } }) => !size !== some));
  const [whole, ...signs] = extra;
  const speaking = there.map(({ speaks, found: by }) => speaks && [...by].some(([number, level]) => number < meta.kinds[0][2] && level > NAMED));
  const ranking = [...there, ...found.filter(({ soft }) => soft), ...signs.map((by) => ({ found: by }))];
  const weigh = (some) => some.reduce((sum, { weight }) => sum + weight, 0);
  const entries = [...new Set(there.flatMap(({ found: by }) => [...by.keys()]))].map((number) => {
    const levels = there.map(({ found: by }) => by.get(number) ?? 0);
    const without = there.filter((_, index) => !levels[index]);
    return [number, {
      rank: ranking.reduce((sum, { found: by, weight = 1 }) => sum + (by.get(number) ?? 0) * weight, 0) * ((whole.get(number) ?? 4.9) - 3.9)
        * (levels.some((level, index) => speaking[index] && level <= NAMED) ? 0.4 : 1),
      name: Math.min(...levels) > NAMED,
      named: levels.includes(7),
      without,
      share: 1 - weigh(without) / weigh(there),
      alike: there.filter((_, index) => (levels[index] * 4) % 2), // in other words, or a date
    }];
  });
  return { entries, there, missing, many: paid.length === 1 && paid[0].wide };
};
/* The entries to show of one kind: those that lack fewest words, if what they have says at least `least` of
   the query. An actor named so is always one. */
const best = (kind, some, least) => {
  const fewest = Math.min(...some.map(([, { without }]) => without.length));
  return some.filter(([, { without, share, named }]) => without.length === fewest && (share > least || (kind === 'actors' && named)))
    .sort(([a, one], [b, other]) => other.rank - one.rank || a - b);
};

const made = (tag, name, ...content) => {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...content);
  return element;
};
const put = (text, values) => text.replace(/\{(\w+)\}/g, (place, name) => values[name]?.toLocaleString(document.documentElement.lang) ?? place);
const placesIn = (text, words, meta) => [...text.matchAll(meta.written)]
  .filter(([written]) => words.some((word) => fits(word, fold(written, meta))))
  .map(({ 0: written, index }) => [index, written.length]);
// How many words closely follow the one before.
const inOrder = (text, { words, meta }) => {
  const places = words.map((word) => placesIn(text, [word], meta).map(([place]) => place)).filter(({ length }) => length);
  return places.filter((some, at) => some.some((place) => places[at - 1]?.some((last) => last < place && place < last + 50))).length;
};
const SIGHT = 320; // characters of a long text
// Marks the words in text; of a long one, where most are.
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
    parts.push(text.slice(end, place), made('mark', '', text.slice(place, place + length)));
    end = place + length;
  }
  return [...parts, text.slice(end, to), ...(to < text.length ? [' …'] : [])];
};
const leftBy = (texts, { words, meta }) => words.filter((word) => !texts.some((text) => placesIn(text, [word], meta).length));
const span = (name, text, look, language) => Object.assign(
  made('span', `finder-${name}`, ...marked(text, look)), language && { lang: language, dir: 'auto' });
const addNotes = (item, texts, { without = [], alike = [] }, look) => {
  const { say, there, names } = look;
  const left = leftBy(texts, { ...look, words: there.filter((one) => ![...without, ...alike].includes(one)) });
  const named = ({ word }) => names.get(word)?.find(([name]) => texts.some((text) => text.includes(name)));
  const words = left.filter((one) => !named(one)).map(({ spelled }) => spelled).join(', ');
  const notes = [
    ...left.map(named).filter(Boolean).map(([name, word]) => put(say.named, { word, name })),
    ...(words ? [put(say.onPage, { words })] : []),
    ...without.map(({ spelled }) => put(say.without, { word: spelled })),
  ].join(' · ');
  if (notes) item.append(made('span', 'finder-facts', notes));
  return item;
};
const result = ([uri, text, facts, label = '', names = [], more = []], has, look) => {
  const link = made('a', '', ...(label ? [span('label', label, look), ' '] : []));
  link.href = new URL(uri + look.say.page, root);
  link.append(span('text', text, look));
  const item = made('li', '', link, span('facts', facts, look));
  const texts = [text, facts, label];
  const taken = (others) => {
    const left = (shown) => leftBy([...texts, shown], look).length;
    texts.push(others.reduce((a, b) => (left(b) < left(a) ? b : a), ''));
    return texts.at(-1);
  };
  const languages = Object.fromEntries(names);
  const name = taken(Object.keys(languages));
  if (name) {
    const [before, after] = look.say.called.split('{name}');
    link.append(` (${before}`, span('name', name, look, languages[name]), `${after})`);
  }
  const described = taken(more);
  if (described) item.append(span('facts', described, look));
  return addNotes(item, texts, has, look);
};

const quote = (values, template, has, look) => {
  const card = window.onrecordCard(template, look.meta.slots, values, look.say.page);
  const shown = [...card.querySelectorAll('[data-slot]:not(.verdict, [data-slot="notes"])')];
  const texts = shown.map(({ textContent }) => textContent);
  shown.forEach((element, place) => element.replaceChildren(...marked(texts[place], look)));
  return addNotes(made('li', '', card), texts, has, look);
};

const TO = 'li > a, [data-href="uri"]';
window.onrecordFinder = (dialog) => {
  const say = dialog.dataset;
  const [form, input, close, status, results, advice] = ['form', '[type=search]', 'form button',
    '.finder-status', '.finder-results', '.finder-help p'].map((name) => dialog.querySelector(name));
  const templateOf = (kind) => dialog.querySelector(`template[data-kind="${kind}"]`);
  let turn = 0;
  const show = (words, sections = [], found = false) => {
    results.ariaBusy = false;
    status.textContent = words;
    results.replaceChildren(...sections);
    dialog.classList.toggle('finder-found', found);
  };

  const line = async (meta, folder, row) => JSON.parse((await getLines(meta, folder, Math.floor(row / meta.block)))[row % meta.block]);
  // The actors whose other name a word is.
  const otherNames = async (meta, there) => new Map(await each(there, async (one) => {
    const actors = [...one.found].filter(([number, level]) => level > NAMED && number < meta.kinds[0][2]).sort(([, a], [, b]) => b - a).slice(0, 3);
    const lines = await each(actors, ([number]) => line(meta, 'search/records', number));
    const isIn = ([text]) => placesIn(text, [one], meta).length;
    return [one.word, lines.filter(([, ...name]) => !isIn(name))
      .flatMap(([, name, , , names = []]) => names.filter(isIn).slice(0, 1).map(([other]) => [name, other]))];
  }));

  // Words in their order count more.
  const itemOf = async (kind, [number, has], look) => {
    const values = await line(look.meta, 'search/records', number);
    if (kind !== 'quotes') return result(values, has, look);
    const item = quote(await line(look.meta, 'explore/quotes', values[0]), templateOf('card'), has, look);
    has.rank *= 1 + inOrder(item.querySelector('.words')?.textContent ?? '', look) / 5;
    return item;
  };
  const section = (kind, items, count = items.length, many = false, limits = {}) => {
    const { dataset, content } = templateOf(kind);
    const part = content.firstElementChild.cloneNode(true);
    const more = part.querySelector('button');
    const shown = items.length;
    part.querySelector('ul').append(...items);
    if (count > shown || many) part.querySelector('small').textContent = put(dataset[many ? 'many' : 'shown'], { shown, count });
    if (count === shown) more.remove();
    more.addEventListener('click', async () => {
      await run({ ...limits, [kind]: (limits[kind] ?? SHOWN) + MORE });
      results.querySelectorAll(`[data-kind="${kind}"] li`)[shown]?.querySelector(TO).focus();
    });
    return part;
  };

  const search = async (query, mine, limits = {}, typedSo = '') => {
    const meta = await getMeta();
    const [typed, words, asked] = wordsIn(query, meta);
    const { entries, missing, there = [], many } = await find(meta, words, typed);
    let near = query;
    for (const one of missing) near = near.replace(one.spelled, await nearest(meta, one) || '$&');
    if (near !== query && !typedSo) return search(near, mine, limits, query);
    const isFull = ([, { without }]) => !without.length;
    if (asked.has('asks') || asked.has('answers')) asked.add('demands');
    const look = { say, words, there, meta, names: await otherNames(meta, there) };
    const all = meta.kinds.map(([kind, start, end]) => [kind, best(kind, entries.filter(([number]) => number >= start && number < end), asked.has(kind) ? 0.3 : entries.some(isFull) ? 0.55 : 0.45)])
      .filter(([, some]) => some.length);
    const found = all.length > 0;
    // Where nothing is found, the topics say what there is.
    if (!found && query) {
      const [kind, start, end] = meta.kinds.at(-1);
      all.push([kind, [...Array(end).keys()].slice(start).map((number) => [number, { rank: 0 }])]);
    }
    const kinds = await each(all, async ([kind, some]) => {
      const shown = await each(some.slice(0, limits[kind] ?? SHOWN), async (entry) => ({ has: entry[1], item: await itemOf(kind, entry, look) }));
      const firsts = shown.splice(0, SHOWN).sort((a, b) => b.has.rank - a.has.rank);
      const factor = ({ actors: firsts[0].has.name ? 1.3 : 0.5, claims: 1.25, demands: 1.25, articles: 0.8, topics: 0.9 }[kind] ?? 1) * (!asked.has(kind) || (there.length > 1 ? 1.5 : 4));
      firsts.forEach((one, place) => Object.assign(one, { kind, worth: one.has.rank * factor * 0.85 ** place }));
      return { kind, shown: [...firsts, ...shown], count: some.length };
    });
    if (mine !== turn) return;
    const worthMore = (a, b) => b.worth - a.worth;
    kinds.sort(({ shown: [a] }, { shown: [b] }) => worthMore(a, b));
    // Of many kinds, the best of all come first.
    const firsts = kinds.flatMap(({ shown }) => shown.slice(0, TOP));
    const top = kinds.length > 1 && firsts.length > TOP ? firsts.sort(worthMore).slice(0, TOP) : [];
    for (const { item, kind } of top) {
      const { one } = templateOf(kind).dataset;
      if (one) item.prepend(made('span', 'finder-label', one, ' '));
    }
    const [whole, some] = [true, false].map((full) => all.reduce((sum, [, { 0: first, length }]) => sum + (found && (!missing.length && isFull(first)) === full && length), 0));
    show(query && [
      ...(typedSo ? [put(say.near, { query: typedSo, name: query })] : []),
      ...(found ? [] : [put(say.none, { query })]),
      ...(whole ? [put(many ? say.many : say.count, { count: whole })] : []),
      ...(some ? [put(whole ? say.partlyToo : say.partly, { count: some })] : []),
      ...(words.length > 1 ? missing : []).map(({ spelled, dated }) => put(dated ? say.noDate : say.noWord, { word: spelled })),
    ].join(' '), [
      ...(top.length ? [section('best', top.map(({ item }) => item))] : []),
      ...kinds.map(({ kind, shown, count: length }) => {
        const rest = shown.filter((one) => !top.includes(one));
        return rest.length ? section(kind, rest.map(({ item }) => item), length - shown.length + rest.length, many, limits) : '';
      }),
    ], found);
    advice.hidden = !query;
  };
  const run = (limits) => {
    const again = () => search(input.value.trim(), mine, limits);
    const mine = turn += 1;
    return again().catch(() => {
      files = {};
      return again();
    }).catch(() => mine === turn && show(say.failed));
  };

  const stops = () => [input, ...results.querySelectorAll(TO)];
  let pause;
  input.addEventListener('input', () => {
    clearTimeout(pause);
    results.ariaBusy = true;
    pause = setTimeout(run, input.value ? 150 : 0); // ms without a key
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
  for (const link of dialog.querySelectorAll('nav a')) link.href = new URL(link.getAttribute('href'), root);
};
})();
