/* The search: it fetches the few files of the index that a query needs and shows what they say, as text.
   search.js fetches it. How the index is made: onrecord/search. Its words: theme/search/panel.html. */
(() => {
  'use strict';
  const root = new URL('../', document.currentScript.src);
  const SHOWN = 5; // of a kind at first
  const MORE = 10;
  const PAUSE = 150; // ms without a key
  const BUDGET = 120000; // bytes a query may fetch

  // Each file is fetched once; where one fails, or is of another build than meta.json, all are again.
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
  const INITIALS = /(?<![\p{L}\p{N}])(?:\p{L}\.){2,}/gu; // as in tokens.py: "U.S." is one word
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

  /* A word with its inflections: with each other ending of a group that has its own, the letter before doubled
     or not ("planned"), and other forms. It may also be how a word begins: of any, if it is still typed or long
     (`open`), else of a name ("UN", "UNO"). */
  const formsOf = (word, { endings, forms }) => {
    const found = [word, ...endings.flatMap((group) => group
      .filter((ending) => word.endsWith(ending) && word.length - ending.length > 2)
      .flatMap((ending) => {
        const stem = word.slice(0, word.length - ending.length);
        return group.flatMap((other) => [stem + other, ending ? stem.replace(/(.)\1$/, '$1') + other : stem + stem.at(-1) + other]);
      }))];
    return new Set([...found, ...forms.filter((group) => group.some((one) => found.includes(one))).flat()]);
  };
  const fits = ({ word, forms, related, open }, text) => forms.has(text) || related?.has(text) || (open && text.startsWith(word));
  // The dates of a query as words of it, and its rest. In the index a day is "@01-26-2022".
  const datesIn = (folded, { dates, months, stop }) => {
    const found = [];
    const rest = folded.replace(dates, (spelled, ...parts) => {
      if (stop.includes(spelled)) return spelled;
      const given = {};
      for (const [part, text] of Object.entries(parts.at(-1))) given[part.slice(0, -1)] ??= text;
      const { name, month = months.findIndex((names) => names.includes(name)) + 1, day, year = '' } = given;
      const word = [month, day].map((number) => (number ? `${number}-`.padStart(3, '0') : '')).join('');
      found.push({ word: `@${word}`, end: year, spelled, dated: true, forms: new Set(), asks: [] });
      return ' ';
    });
    return [found, rest];
  };
  /* The words of a query, without those that say little where it has others. `soft`: one that tells what is
     asked for ("say") and need not be in what is found; `asks`: which part of `meta.asks` it is in; `related`:
     words of like meaning; `signs`: as a name, of one who asks (>), or who is asked or answers (<). */
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
      return { word, forms, related, asks, spelled, open: word.length > 3 || place === length - 1, soft: asks.length > 0 };
    });
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
      }).filter(([part]) => asked.has(part)).map(([, whom]) => (whom ? '<' : '>'));
    });
    return [typed, words.every(({ soft }) => soft) ? words.map((one) => ({ ...one, soft: false })) : words, asked];
  };

  /* What to fetch for a word: its forms and all terms that begin so; where these are too many, only if it is
     alone the best of all (`w*`). Of words of like meaning (`far`), their forms. */
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
  // What a word finds, at what level: above NAMED by name.
  const NAMED = 4.5;
  const look = async (meta, { needed, near }, found = new Map()) => {
    const shards = await Promise.all([...needed].filter((number) => number in meta.first).map((number) => getLines(meta, `search/terms/${number}`)));
    for (const line of shards.flat()) {
      const [term, ...texts] = line.split('\t');
      texts.forEach((text, place) => {
        const level = text && near(term, !place);
        if (level) for (const number of numbersIn(text)) found.set(number, Math.max(found.get(number) ?? 0, level + [4, 1.5, 0][place]));
      });
    }
    return found;
  };

  // The word of a name that sounds like `word`; else one that is the same without a letter of each.
  const nearest = async (meta, word) => {
    const soundsOf = (text) => {
      const sound = meta.alike.reduce((some, [spelling, like]) => some.replace(spelling, like), fold(text, meta));
      return [sound, ...[...sound].map((_, place) => sound.slice(0, place) + sound.slice(place + 1))];
    };
    const typed = soundsOf(word);
    const names = (await getLines(meta, 'search/names')).map((name) => [name, soundsOf(name)]);
    const [name] = names.find(([, [sound]]) => sound === typed[0])
      || names.find(([, forms]) => typed[0].length > 3 && forms.some((form) => typed.includes(form))) || [];
    return name;
  };

  /* The entries that have `words`, each with its rank and the words that it has not, of those that any has.
     `typed`: all words, which may be a whole name. */
  const find = async (meta, words, typed = words) => {
    if (!words.length) return { entries: [], missing: words };
    const alone = words.length === 1;
    const bonus = [
      { word: `=${typed.map(({ word }) => word).join(' ')}`, open: true },
      ...words.flatMap(({ signs = [], word, forms }) => signs.map((sign) => ({ word: sign + word, forms: new Set([...forms].map((form) => sign + form)) }))),
    ].map((one) => plan(meta, one));
    let spent = bonus.reduce((sum, { bytes }) => sum + bytes, 0);
    const plans = words.map((word) => ({ ...word, ...plan(meta, word, alone) })).sort((a, b) => !!a.soft - !!b.soft || a.bytes - b.bytes);
    const paid = plans.filter(({ bytes }, index) => (spent += bytes) <= BUDGET || !index);
    const far = paid.map(({ related = new Set() }) => plan(meta, { word: '', forms: related, far: true }))
      .map((one) => ((spent += one.bytes) <= BUDGET ? one : { needed: [] }));
    const [extra, looked] = await Promise.all([bonus, paid].map((some) => Promise.all(some.map((one) => look(meta, one)))));
    await Promise.all(far.map((one, index) => look(meta, one, looked[index])));
    // A word that few entries have says more.
    const [, , total] = meta.kinds.at(-1);
    const found = looked.map((has, index) => ({ ...paid[index], found: has, weight: Math.log(1 + (total + 1) / (has.size + 1)) }));
    // Beside other words, a beginning that very many share waits until it is longer.
    const used = found.filter(({ wide, soft, found: { size } }) => !soft && (size || !wide));
    if (!used.length) return find(meta, words.slice(0, 1));
    const [there, missing] = [true, false].map((some) => used.filter(({ found: { size } }) => (size > 0) === some));
    const [whole, ...signs] = extra;
    const ranking = [...there, ...found.filter(({ soft }) => soft), ...signs.map((by) => ({ found: by }))];
    const weigh = (some) => some.reduce((sum, { weight }) => sum + weight, 0);
    const entries = [...new Set(there.flatMap(({ found: by }) => [...by.keys()]))].map((number) => {
      const levels = there.map(({ found: by }) => by.get(number) ?? 0);
      const without = there.filter((_, index) => !levels[index]);
      return [number, {
        rank: ranking.reduce((sum, { found: by, weight = 1 }) => sum + (by.get(number) ?? 0) * weight, 0) * ((whole.get(number) ?? 4.9) - 3.9),
        name: Math.min(...levels) > NAMED,
        named: levels.includes(7),
        without,
        share: 1 - weigh(without) / weigh(there),
        alike: there.filter((_, index) => (levels[index] * 4) % 2), // in other words, or a date
      }];
    });
    return { entries, there, missing, many: paid.length === 1 && paid[0].wide };
  };
  /* The entries to show of one kind: those with all words; else the best of the others, if what they have says
     most, or where nothing has all, about half. An actor named so is always one. */
  const best = (kind, some, anyFull) => {
    const least = Math.min(...some.map(([, { without }]) => without.length));
    return some.filter(([, { without, share, named }]) => without.length === least && (share > (anyFull ? 0.55 : 0.45) || (kind === 'actors' && named)))
      .sort(([a, one], [b, other]) => other.rank - one.rank || a - b);
  };

  const made = (tag, name, language, ...content) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (language) Object.assign(element, { lang: language, dir: 'auto' });
    element.append(...content);
    return element;
  };
  const put = (text, values) => text.replace(/\{(\w+)\}/g, (place, name) => values[name]?.toLocaleString(document.documentElement.lang) ?? place);
  // Where the words are in a text, and how long.
  const placesIn = (text, words, meta) => [...text.matchAll(meta.written)]
    .filter(([written]) => words.some((word) => fits(word, fold(written, meta))))
    .map(({ 0: written, index }) => [index, written.length]);
  // How many words of a query follow the one before them in a text, and close.
  const inOrder = (text, { words, meta }) => {
    const places = words.map((word) => placesIn(text, [word], meta).map(([place]) => place));
    return places.filter((some, at) => some.some((place) => places[at - 1]?.some((last) => last < place && place < last + 50))).length;
  };
  const SIGHT = 320; // characters shown of a long text
  // Text with the words marked; of a long one the part in which most are.
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
  const leftBy = (texts, { words, meta }) => words.filter((word) => !texts.some((text) => placesIn(text, [word], meta).length));
  const span = (name, text, look, language) => made('span', `finder-${name}`, language, ...marked(text, look));
  // Says which words are another name, or on its page alone, and which it has not.
  const addNotes = (item, texts, { without, alike }, look) => {
    const { say, there, names } = look;
    const left = leftBy(texts, { ...look, words: there.filter((one) => ![...without, ...alike].includes(one)) });
    const named = ({ word }) => names.get(word)?.find(([name]) => texts.some((text) => text.includes(name)));
    const others = left.filter((one) => !named(one));
    const notes = [
      ...left.map(named).filter(Boolean).map(([name, word]) => put(say.named, { word, name })),
      ...(others.length ? [put(say.onPage, { words: others.map(({ spelled }) => spelled).join(', ') })] : []),
      ...without.map(({ spelled }) => put(say.without, { word: spelled })),
    ].join(' · ');
    if (notes) item.append(made('span', 'finder-facts', '', notes));
    return item;
  };
  // A result says where each word is: in what it shows, in another name, in what is said of it, or on its page.
  const result = ([uri, text, facts, label = '', language, quoted, names = [], more = []], has, look) => {
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
    return addNotes(item, texts, has, look);
  };

  /* A quote is shown as its card, with the words marked. */
  const quote = (values, template, has, look) => {
    const card = window.onrecordCard(template, look.meta.cards.slots, values, look.say.page);
    const shown = [...card.querySelectorAll('[data-slot]:not(.verdict, [data-slot="notes"])')];
    const texts = shown.map(({ textContent }) => textContent);
    shown.forEach((element, place) => element.replaceChildren(...marked(texts[place], look)));
    return addNotes(made('li', '', '', card), texts, has, look);
  };

  // The link of each result to its page.
  const TO = 'li > a, [data-href="uri"]';
  window.onrecordFinder = (dialog) => {
    const say = dialog.dataset;
    const [form, input, close, status, results, advice] = ['form', '[type=search]', 'form button',
      '.finder-status', '.finder-results', '.finder-help p'].map((name) => dialog.querySelector(name));
    let turn = 0;
    const busy = (now) => results.setAttribute('aria-busy', now);
    const show = (words, sections = []) => {
      busy(false);
      status.textContent = words;
      results.replaceChildren(...sections);
      dialog.classList.toggle('finder-found', sections.length);
    };

    const line = async (of, name, row, { block }) => JSON.parse((await getLines(of, `${name}/${Math.floor(row / block)}`))[row % block]);
    // By each word the actors whose other name it is: they are the first kind.
    const otherNames = async (meta, there) => new Map(await Promise.all(there.map(async (one) => {
      const actors = [...one.found].filter(([number, level]) => level > NAMED && number < meta.kinds[0][2]).sort(([, a], [, b]) => b - a).slice(0, 3);
      const lines = await Promise.all(actors.map(([number]) => line(meta, 'search/records', number, meta)));
      const isIn = ([text]) => placesIn(text, [one], meta).length;
      return [one.word, lines.filter(([, ...name]) => !isIn(name))
        .flatMap(([, name, , , , , names = []]) => names.filter(isIn).slice(0, 1).map(([other]) => [name, other]))];
    })));

    const section = async (kind, entries, many, look, limits) => {
      const { meta } = look;
      const shown = await Promise.all(entries.slice(0, limits?.[kind] ?? SHOWN).map(async ([number, has]) => {
        const values = await line(meta, 'search/records', number, meta);
        if (kind !== 'quotes') return result(values, has, look);
        return quote(await line(meta.cards, 'explore/quotes', values[0], meta), dialog.querySelector('template[data-card]'), has, look);
      }));
      const template = dialog.querySelector(`template[data-kind="${kind}"]`);
      const part = template.content.firstElementChild.cloneNode(true);
      const more = part.querySelector('button');
      const rest = entries.length > shown.length;
      const order = (item) => inOrder(item.querySelector('.words')?.textContent ?? '', look);
      part.querySelector('ul').append(...shown.slice(0, SHOWN).sort((a, b) => order(b) - order(a)), ...shown.slice(SHOWN));
      if (rest || many) {
        part.querySelector('small').textContent = put(template.dataset[many ? 'many' : 'shown'], { shown: shown.length, count: entries.length });
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
      const [typed, words, asked] = wordsIn(query, meta);
      const { entries, missing, there = [], many } = await find(meta, words, typed);
      const isFull = ([, { without }]) => !without.length;
      const anyFull = entries.some(isFull);
      const look = { say, words, there, meta, names: await otherNames(meta, there) };
      const kinds = meta.kinds
        .map(([kind, start, end]) => [kind, best(kind, entries.filter(([number]) => number >= start && number < end), anyFull)])
        .filter(([, some]) => some.length);
      // The kind with the best entry comes first.
      if (asked.has('asks') || asked.has('answers')) asked.add('demands');
      const worth = ([kind, [[, { rank, name }]]]) => rank * (asked.has(kind) ? (there.length > 1 ? 1.4 : 4) : { actors: name || 0.5, articles: 0.8, topics: 0.9 }[kind] ?? 1);
      kinds.sort((a, b) => worth(b) - worth(a));
      const sections = await Promise.all(kinds.map(([kind, some]) => section(kind, some, many, look, limits)));
      let near = query;
      for (const { word, spelled } of missing) near = near.replace(spelled, await nearest(meta, word) || '$&');
      if (mine !== turn) return;
      const [whole, some] = [true, false].map((all) => kinds.filter(([, [first]]) => (!missing.length && isFull(first)) === all)
        .reduce((sum, [, { length }]) => sum + length, 0));
      show(query && [
        ...(sections.length ? [] : [put(say.none, { query })]),
        ...(whole ? [put(many ? say.many : say.count, { count: whole })] : []),
        ...(some ? [put(whole ? say.partlyToo : say.partly, { count: some })] : []),
        ...(words.length > 1 ? missing : []).map(({ spelled, dated }) => put(dated ? say.noDate : say.noWord, { word: spelled })),
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

    // What the arrows go through.
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
    for (const link of dialog.querySelectorAll('nav a')) link.href = new URL(link.getAttribute('href'), root);
  };
})();
