/* The page to annotate an article. Places in the source count UTF-16 units, as the server does. */
(() => {
  'use strict';
  const $ = (id) => document.getElementById(id);
  const texts = JSON.parse($('words').textContent);
  const token = location.hash.slice(1) || sessionStorage.getItem('onrecord-token') || '';
  sessionStorage.setItem('onrecord-token', token);
  const address = new URL(location.href);
  address.hash = '';
  history.replaceState(null, '', address);

  let article = null; // what the server says of the article on the page
  let actors = []; // of the desk: id, name, names
  let known = { topics: [], events: [], sides: {} }; // what else the desk has
  let parts = []; // of the source that were looked through for quotes: where each begins and ends
  let more = 0; // the number of the part that is looked through next; null where there is none
  let looking = 0; // tells an answer that comes too late
  const ENOUGH = 300; // proposals that wait to be decided: then no more are looked for
  let proposals = []; // of what is not annotated yet
  let current = -1; // the number of the proposal that is shown
  let choice = null; // the words for which the form is open: { span, parts, … }
  let again = false; // whether other words are being chosen for it
  let began = ''; // the digest of the file that the YAML on the page began with
  let done = []; // on this page since it was opened: the words that were refused, null for a save
  let dirty = false; // whether the YAML was typed into and not saved
  let lastSpeaker = '';
  let role = null; // that the source gives the speaker of the form

  const say = (key, values = {}) => { $('state').replaceChildren(...coded(text(key, values))); };
  // What is between backticks, as commands and keys of the YAML are, is shown as such.
  const coded = (words) => words.split(/`([^`]*)`/).map((part, number) => (number % 2 ? element('code', { textContent: part }) : part));
  const text = (key, values = {}) =>
    (texts[key] ?? key).replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  // One request after the other, so that what was typed first is saved first; aside from them
  // those that only look, and may take long.
  const MOST = 8_000_000; // bytes that the server takes
  let queue = Promise.resolve();
  function ask(action, body = {}, aside = false) {
    const sent = JSON.stringify(body);
    const next = (aside ? Promise.resolve() : queue).then(async () => {
      if (sent.length > MOST / 3 && new Blob([sent]).size > MOST) return { ok: false, status: 422, answer: { error: text('too_large') } };
      try {
        const response = await fetch(`api/${action}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'X-Onrecord-Token': token },
          body: sent,
        });
        const answer = await response.json();
        return { ok: response.ok, status: response.status, answer };
      } catch {
        return { ok: false, status: 0, answer: { error: text('not_running') } };
      }
    });
    if (!aside) queue = next;
    return next;
  }
  const page = () => ({ id: article.id, base: article.digest, has: inPane.digest });
  const failed = ({ status, answer }) => {
    if (status === 401) { say('started_again'); return; }
    $('state').replaceChildren(...coded(answer.hint ? `${answer.error} – ${answer.hint}` : answer.error)); };

  // The highest number up to `limit` for which it `holds`: it is asked of a number, and told one for which it does.
  function most(limit, holds) {
    let [low, high] = [0, limit];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (holds(low, middle)) low = middle; else high = middle - 1;
    }
    return low;
  }

  // The source is one text: a place in it is a place in the file. It is shown in pieces, so that the
  // browser lays out only those that are seen; with marks and margin it is the same.
  const PIECE = 4000; // characters, at least; a piece ends where a line does, or, in a text of endless
  const LONGEST = 5; // lines, where a word does, at most so many times as long
  const MOST_PIECES = 500; // of a very long text: the browser goes through all with each change
  const pane = $('source').closest('main > section');
  let pieces = []; // where each begins, and its text
  const starts = new WeakMap(); // of their texts
  const seen = new Set(); // those in the pane or close to it
  const watcher = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) if (isIntersecting) seen.add(target); else seen.delete(target);
    if (article) paint();
  }, { root: pane, rootMargin: '50% 0px' });
  let inPane = { text: '', digest: '' }; // the source that is shown
  function showSource(source) {
    inPane = source;
    const all = source.text;
    watcher.disconnect();
    seen.clear();
    pieces = [];
    const size = Math.max(PIECE, all.length / MOST_PIECES);
    const longest = Math.round(LONGEST * size);
    for (let start = 0, end; start < all.length; start = end) {
      end = all.indexOf('\n', start + size) + 1 || all.length;
      if (end - start > longest) end = all.indexOf(' ', start + longest / 2) + 1 || end;
      if (end - start > longest) end = start + longest - /[\ud800-\udbff]/.test(all[start + longest - 1]);
      while (all[end] === '\n') end += 1;
      const node = document.createTextNode(all.slice(start, end));
      starts.set(node, start);
      pieces.push({ start, node });
    }
    $('source').replaceChildren(...pieces.map(({ node }) => {
      const made = element('div', {}, node);
      const lines = node.data.split('\n').reduce((sum, { length }) => sum + Math.ceil(length / 75 || 1), 0);
      made.style.containIntrinsicBlockSize = `auto ${1.6 * lines}em`;
      watcher.observe(made);
      return made;
    }));
  }
  const pieceAt = (at) => pieces[most(pieces.length - 1, (_, middle) => pieces[middle].start <= at)];
  // A place in the source as one in the page, and the other way.
  function inPage(at, isEnd = false) {
    const { start, node } = pieceAt(isEnd ? at - 1 : at);
    return [node, Math.min(Math.max(at - start, 0), node.length)];
  }
  function inSource(container, offset) {
    if (container === $('source')) return pieces[offset]?.start ?? article.source.length;
    const node = starts.has(container) ? container : container.firstChild;
    return (starts.get(node) ?? 0) + (node === container ? offset : offset && node.length);
  }
  function range([start, end]) {
    const made = new Range();
    made.setStart(...inPage(start));
    made.setEnd(...inPage(end, true));
    return made;
  }
  function isSeen([start, end]) {
    const { parentNode } = pieceAt(start).node;
    return seen.has(parentNode) || seen.has(pieceAt(end - 1).node.parentNode);
  }
  // A browser goes through all marks with each change of the page: only what is seen has any.
  function mark(name, spans) {
    if (CSS.highlights) CSS.highlights.set(name, new Highlight(...(pieces.length ? spans.filter(isSeen).map(range) : [])));
  }
  // Places that are at least `step` apart, each as near as can be to where it should be.
  function apart(tops, step) {
    const groups = []; // of places that touch: each has the mean of where its own should be
    tops.forEach((top, number) => {
      let group = { sum: top - number * step, count: 1 };
      while (groups.length && groups.at(-1).sum / groups.at(-1).count >= group.sum / group.count) {
        const before = groups.pop();
        group = { sum: before.sum + group.sum, count: before.count + group.count };
      }
      groups.push(group);
    });
    return groups.flatMap(({ sum, count }) => Array(count).fill(Math.max(sum / count, 0))).map((top, number) => top + number * step);
  }
  const partsOf = ({ span, parts }) => (parts.length ? parts : [span]);
  const MARKS = { exact: 'quoted', exact_after_typography: 'typography', close: 'nearly' };
  function markQuotes() {
    for (const [verdict, name] of Object.entries(MARKS)) {
      mark(name, article.quotes.flatMap((quote) => (quote.verdict === verdict ? quote.spans : [])));
    }
  }
  const markCurrent = () => mark('current', choice ? partsOf(choice) : proposals[current] ? partsOf(proposals[current]) : []);
  function margin() {
    mark('proposed', proposals.flatMap(partsOf));
    markCurrent();
    const top = $('margin').getBoundingClientRect().top;
    const shown = [...proposals.entries()].filter(([, { span }]) => isSeen(span));
    const places = apart(shown.map(([, { span }]) => range(span).getBoundingClientRect().top - top), 26);
    $('margin').replaceChildren(...shown.map(([number, proposal], at) => {
      const button = element('button', { type: 'button', textContent: proposal.sure ? number + 1 : `${number + 1}?` });
      button.setAttribute('aria-label', text('go_to', { number: number + 1, words: proposal.text.slice(0, 60) }));
      button.proposal = number;
      if (number === current) button.setAttribute('aria-current', 'true');
      button.style.top = `${places[at]}px`;
      button.addEventListener('click', () => show(number));
      return button;
    }));
  }
  function paint() {
    markQuotes();
    margin();
  }
  function reveal(span) {
    const isThere = () => {
      const at = range(span).getBoundingClientRect();
      const room = pane.getBoundingClientRect();
      if (at.top >= room.top && at.bottom <= room.bottom) return true;
      pane.scrollTop += at.top - room.top - room.height / 3;
      return pieces.length === 1;
    };
    // What is laid out on the way may be longer or shorter than it was taken to be.
    if (!isThere()) requestAnimationFrame(() => requestAnimationFrame(isThere));
  }
  const visible = (rectangle, room) => rectangle.top >= room.top - 1 && rectangle.top < room.bottom;
  function allOnScreen(span) {
    const [words, room] = [range(span).getBoundingClientRect(), pane.getBoundingClientRect()];
    return words.top >= room.top - 1 && words.bottom <= room.bottom + 1;
  }
  const onScreen = (span) => visible(range(span).getBoundingClientRect(), pane.getBoundingClientRect())
    && visible($('proposal-words').getBoundingClientRect(), $('proposal').closest('main > section').getBoundingClientRect());

  // What the server says of the article is put on the page; what is being typed stays.
  function take(answer) {
    const other = !article || ![answer.id, ...answer.formerly].includes(article.id);
    answer.source ??= inPane.text; // it is sent where the page has not got it
    if (other || inPane.digest !== answer.source_digest) {
      if (inPane.digest !== answer.source_digest) {
        showSource({ text: answer.source, digest: answer.source_digest });
        if (choice && !other) {
          article.source = answer.source;
          Object.assign(choice, placeOf(choice, $('words-chosen').textContent));
          showWords($('words-chosen').textContent);
        }
      }
      proposals = [];
      parts = [];
      current = -1;
      $('proposal').hidden = true;
    }
    const id = $('article').value.trim(); // perhaps another one, which is being typed
    const typing = document.activeElement === $('article') && ![article?.id, answer.id].includes(id);
    article = { dates: article?.dates, ...answer };
    compared = { version: answer.version, yaml: answer.yaml };
    if (!typing) $('article').value = answer.id;
    address.search = `?article=${encodeURIComponent(answer.id)}`;
    history.replaceState(null, '', address);
    $('no-source').hidden = Boolean(answer.source);
    $('no-source').textContent = text('no_source', { name: answer.capture });
    $('file').textContent = answer.file;
    $('yaml').disabled = false;
    if (!dirty || other) {
      dirty = false;
      began = answer.digest;
      if ($('yaml').value !== answer.yaml) $('yaml').value = answer.yaml;
    }
    $('undo').disabled = !answer.undo;
    $('redo').disabled = !answer.redo;
    $('finish').hidden = !answer.draft;
    if (other || !$('facts').contains(document.activeElement)) facts();
    list();
  }
  // Of what is being typed the server sends only the quotes that may have changed. All other items
  // stay: where one comes or goes, a browser lays out all of them, of which there may be thousands.
  function listSome(first, gone, quotes) {
    const there = [...$('quotes').children].slice(first, first + gone);
    quotes.slice(0, gone).forEach((quote, at) => fill(there[at], quote));
    for (const old of there.slice(quotes.length)) old.remove();
    const next = $('quotes').children[first + Math.min(gone, quotes.length)] ?? null;
    for (const quote of quotes.slice(gone)) $('quotes').insertBefore(fill(quoteItem(), quote), next);
    article.quotes.splice(first, gone, ...quotes);
    if (gone !== quotes.length) countQuotes();
    problems(article.problems);
    if (gone || quotes.length) markQuotes();
  }
  const countQuotes = () => { $('quotes-title').textContent = text('quotes', { count: article.quotes.length }); };
  function list() {
    countQuotes();
    const there = new Map([...$('quotes').children].map((made) => [made.quote.id, made]));
    const items = article.quotes.map((quote) => {
      const item = there.get(quote.id) ?? quoteItem();
      there.delete(quote.id);
      return fill(item, quote);
    });
    for (const old of there.values()) old.remove();
    items.forEach((item, at) => { if ($('quotes').children[at] !== item) $('quotes').insertBefore(item, $('quotes').children[at] ?? null); });
    problems(article.problems);
    paint();
  }
  function quoteItem() {
    const show = element('button', { type: 'button', textContent: text('show') });
    const change = element('button', { type: 'button', textContent: text('change') });
    const made = element('li', {},
      element('p', { className: 'said' }),
      element('p', {}, element('span'), element('span'), element('span'), ' ', show, ' ', change));
    show.addEventListener('click', () => { reveal(made.quote.spans[0]); select(made.quote.spans[0]); });
    change.addEventListener('click', () => edit(made.quote));
    return made;
  }
  // A transcript may print its names in capitals: whom the desk has not got is added without.
  const inSmall = (name) => (actorOf(name) || !/\p{Lu}{4}/u.test(name) || name !== name.toUpperCase() ? name
    : name.replace(/(\p{L})(\p{L}*)/gu, (_, first, rest) => first + (name.includes(' ') ? rest.toLowerCase() : rest)));
  const nameOf = (id) => actors.find((one) => one.id === id)?.name ?? id;
  function fill(item, quote) {
    const names = quote.speakers.map(nameOf).join(', ');
    const shown = JSON.stringify([quote, names]);
    if (item.shown === shown) return item;
    const [words, about] = item.children;
    const [who, verdict, differ, show, change] = about.children;
    words.textContent = quote.words;
    who.textContent = `${names} · ${texts[`form_${quote.form}`] ?? quote.form} · `;
    verdict.className = quote.verdict.startsWith('exact') ? 'found' : quote.verdict ? 'missing' : 'hint';
    verdict.textContent = texts[`verdict_${quote.verdict}`];
    differ.textContent = quote.differences.map(([ours, theirs]) => ` · ${text('difference', { ours: ours || '∅', theirs: theirs || '∅' })}`).join('');
    show.setAttribute('aria-label', text('show_quote', { id: quote.id }));
    show.disabled = !quote.spans.length;
    change.setAttribute('aria-label', text('change_quote', { id: quote.id }));
    return Object.assign(item, { quote, shown });
  }
  function problems(found) {
    $('problems-part').hidden = !found.length;
    $('problems-title').textContent = text('problems', { count: found.length });
    $('problems').replaceChildren(...found.map((problem) => {
      const button = element('button', { type: 'button', textContent: text('line', { line: problem.line }) });
      if (problem.of) return element('li', { className: problem.severity }, ...coded(`${problem.of}: ${problem.message}${problem.hint && ` (${problem.hint})`}`));
      button.addEventListener('click', () => line(problem.line));
      return element('li', { className: problem.severity }, button, ...coded(` ${problem.message}${problem.hint && ` (${problem.hint})`}`));
    }));
  }
  function line(number) {
    const start = $('yaml').value.split('\n').slice(0, number - 1).join('\n').length + (number > 1);
    $('yaml-part').open = true;
    $('yaml').focus();
    $('yaml').setSelectionRange(start, start);
    $('yaml').scrollTop = (number - 4) * parseFloat(getComputedStyle($('yaml')).lineHeight);
  }
  // The caret stays where somebody works, and what it comes to is shown.
  function caret(at) {
    $('source').focus({ preventScroll: true });
    if (!pieces.length) return;
    getSelection().collapse(...inPage(at));
    reveal([at, at + 1]);
  }
  function caretAt() {
    const chosen = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
    return chosen && $('source').contains(chosen.startContainer) ? inSource(chosen.startContainer, chosen.startOffset) : 0;
  }
  function select(span) {
    $('source').focus({ preventScroll: true });
    getSelection().removeAllRanges();
    getSelection().addRange(range(span));
  }
  // The whole desk is checked after each save, which may take a moment on a large one: once for
  // several saves, and not while somebody types.
  let checking = null; // the check that goes on, and whether one more is to follow
  async function check() {
    if (checking) { checking.more = true; return; }
    do {
      checking = { more: false };
      await untilNobodyTypes();
      const { id } = article;
      const { ok, answer } = await ask('problems', { id }, true);
      if (ok && article.id === id && !dirty) { article.problems = answer; problems(answer); }
    } while (checking.more);
    checking = null;
  }
  async function untilNobodyTypes() {
    while (Date.now() - typed < 1500) await new Promise((done) => { setTimeout(done, 500); });
  }

  // Whoever opens another article meanwhile has the page; whoever does anything keeps the focus.
  let opening = 0, acted = 0;
  async function open(id) {
    if (dirty && !await save()) return;
    const turn = ++opening, begun = Date.now();
    if (article && (choice || Object.keys(factsTyped).length)) await keep();
    clearTimeout(keeping);
    if (!article) { // a long text is there while its quotes are looked for
      const { ok, answer } = await ask('source', { id });
      if (ok && turn === opening) showSource(answer);
    }
    const result = await ask('open', { id, has: inPane.digest });
    if (turn !== opening) return;
    if (!result.ok) { failed(result); return; }
    dirty = false;
    more = 0;
    done = [];
    choice = null;
    $('form').hidden = true;
    const left = keptHere()[id] ?? result.answer.kept; // that of the browser only if the server cannot keep it
    factsTyped = left.facts ?? {};
    settle('facts-problem');
    $('facts-part').open = Boolean(left.facts);
    take(result.answer);
    facts();
    if (typeof left.yaml === 'string' && left.yaml !== result.answer.yaml) {
      $('yaml').value = left.yaml;
      dirty = true;
      began = left.base ?? '';
      $('yaml-part').open = true;
      say('brought_back');
      compare();
    } else {
      say('opened', { id });
    }
    await propose();
    if (turn !== opening) return;
    check();
    if (left.make) for (const [field, value] of Object.entries(left.make)) $(field).value = value;
    if (left.form) await restore(left.form);
    if (turn !== opening || acted > begun) return;
    if (left.make) openMake();
    else if (left.form) $('speaker').focus();
    else if (proposals.length && !dirty) $('proposal').focus();
    else if (!dirty && article.draft && !article.quotes.length) openFacts();
    else if (!dirty) caret(caretAt());
  }
  // A large source is looked through in parts; the page can be used meanwhile.
  async function lookThrough(part) {
    const { id } = article;
    const turn = looking;
    const { ok, answer } = await ask('proposals', { id, part }, true);
    if (!ok || turn !== looking || article.id !== id) return false;
    parts[part] = answer.span;
    if (part === more) more = answer.next;
    const own = answer.proposals.map((proposal) => ({ ...proposal, part }));
    const shown = proposals[current];
    proposals = [...proposals.filter((proposal) => proposal.part !== part), ...own].sort((one, other) => one.span[0] - other.span[0]);
    const same = shown && shown.part !== part ? proposals.indexOf(shown) : current;
    current = proposals.length ? Math.min(Math.max(same, 0), proposals.length - 1) : -1;
    margin();
    show(current, false);
    return true;
  }
  // It waits while somebody types, whose verdict comes first.
  async function lookFurther() {
    const turn = looking;
    do {
      await untilNobodyTypes();
    } while (turn === looking && more !== null && proposals.length < ENOUGH && await lookThrough(more));
  }
  let typed = 0; // when somebody typed last
  async function propose(span = null) {
    if (!article.source) return;
    looking += 1;
    const within = parts.flatMap(([start, end], part) => (!span || (start <= span[0] && span[0] < end) ? [part] : []));
    for (const part of within.length ? within : [0]) if (!await lookThrough(part)) return;
    if (proposals.length) reveal(proposals[current].span);
    lookFurther();
  }

  // A proposal is accepted or refused one by one, and never unseen.
  function show(number, scroll = true) {
    current = number;
    $('proposal').hidden = number < 0 || Boolean(choice); // the form has the words, too
    if (number >= 0) {
      const proposal = proposals[number];
      $('proposal-title').textContent = text('proposal', { number: number + 1, count: proposals.length });
      $('proposal-words').textContent = proposal.text;
      $('proposal-words').scrollTop = 0;
      $('proposal-who').textContent = `${proposal.speaker_name || text('unknown_speaker')} · ${texts[`form_${proposal.form}`]}`;
      $('proposal-why').replaceChildren(...coded(proposal.sure ? '' : text('unsure', { reason: proposal.reason })));
      if (scroll) { reveal(proposal.span); $('proposal').focus(); }
    }
    markCurrent();
    $('margin').querySelector('[aria-current]')?.removeAttribute('aria-current');
    [...$('margin').children].find(({ proposal }) => proposal === number)?.setAttribute('aria-current', 'true');
  }
  // The words of the form are chosen again in the source; what else it says stays.
  function chooseAgain() {
    again = true;
    say('choose_again');
    if (choice.gone || article.quotes.some(({ id, spans }) => id === choice.name && !spans.length)) caret(caretAt());
    else { select(choice.span); reveal(choice.span); }
  }
  async function otherWords(span) {
    again = false;
    Object.assign(choice, { span, parts: [], again: true, gone: false });
    showWords();
    markCurrent();
    keepForm();
    $('again').focus();
    say('words_chosen');
    const chosen = choice;
    const result = await ask('look', { ...page(), span });
    if (choice !== chosen || choice.span !== span) return;
    if (!result.ok) { notLooked(result); return; }
    showVerdict(result.answer.verdict);
    setForm(result.answer.form);
    gist();
  }
  const step = (by) => { if (proposals.length) show((current + by + proposals.length) % proposals.length); };
  async function accept() {
    const proposal = proposals[current];
    if (!proposal) return;
    // A speaker may have become an actor of the desk since the draft was written.
    const speaker = proposal.speaker || actorOf(proposal.speaker_name)?.id;
    if ((proposal.form === 'indirect' && !proposal.gist) || !speaker) { adjust(); return; }
    const shown = $('proposal-words');
    const hidden = shown.scrollHeight - shown.scrollTop - shown.clientHeight > 2 && !allOnScreen(proposal.span);
    if (hidden || !onScreen(proposal.span)) {
      if (hidden && onScreen(proposal.span)) shown.scrollTop += shown.clientHeight - 20;
      else show(current);
      say('look_first');
      return;
    }
    if (proposal.quote) { await send('decide', { name: proposal.quote, speaker }); return; }
    const { form, span, parts, quoting } = proposal;
    await add({ span, parts, form, speaker, quoting });
  }
  function adjust() {
    const proposal = proposals[current];
    if (proposal) choose(proposal.span, proposal);
  }
  async function refuse() {
    const proposal = proposals[current];
    if (!proposal) return;
    if (proposal.quote) { await send('remove', { name: proposal.quote }); return; }
    const result = await ask('refuse', { id: article.id, words: proposal.text });
    if (!result.ok) { failed(result); return; }
    done.push(proposal.text);
    $('undo').disabled = false;
    proposals.splice(current, 1);
    current = Math.min(current, proposals.length - 1);
    margin();
    say('refused', { count: proposals.length });
    show(Math.min(current, proposals.length - 1));
    lookFurther();
    if (!proposals.length) ended(proposal.span);
  }
  // When nothing is left to decide, what is asked of the article itself is next.
  function ended(span) {
    if (article.draft && (!article.facts.title || !article.facts.publisher)) openFacts();
    else caret(span[1]);
  }

  // Whole words, without what only surrounds them.
  const LETTER = /(?!\p{sc=Han}|\p{sc=Hira}|\p{sc=Kana}|\p{sc=Thai}|\p{sc=Laoo}|\p{sc=Khmr}|\p{sc=Mymr})[\p{L}\p{M}\p{N}]/u;
  const isWithin = (all, at) => (LETTER.test(all[at - 1]) && LETTER.test(all[at])) || /\d[.,:/']\d/.test(all.slice(Math.max(at - 2, 0), at + 2));
  function snapped([start, end]) {
    const all = article.source;
    while (start > 0 && isWithin(all, start)) start -= 1;
    while (end < all.length && (isWithin(all, end) || /\p{L}['’]\p{L}/u.test(all.slice(Math.max(end - 2, 0), end + 2)))) end += 1;
    const isMark = (at) => /["“”„«»]/.test(all[at]);
    const isCut = (from, to) => hasPairs(all.slice(from, to)); // a mark there has its pair outside
    for (let before = -1; before !== end - start;) {
      before = end - start;
      while (start < end && /\s/.test(all[start])) start += 1;
      while (end > start && /[\s,;]/.test(all[end - 1])) end -= 1;
      const [first, last] = [isMark(start), isMark(end - 1)];
      if (first && (last || isCut(start + 1, end))) start += 1;
      if (last && end > start && (first || isCut(start, end - 1))) end -= 1;
    }
    return [start, end];
  }
  // Whether each quotation mark in `words` has its pair there.
  function hasPairs(words) {
    const count = (marks) => [...words].filter((one) => marks.includes(one)).length;
    return count('"') % 2 === 0 && count('“„«') === count('”»');
  }
  function selected() {
    const chosen = getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return null;
    const found = chosen.getRangeAt(0);
    if (!$('source').contains(found.startContainer) || !$('source').contains(found.endContainer)) return null;
    const span = snapped([inSource(found.startContainer, found.startOffset), inSource(found.endContainer, found.endOffset)]);
    return span[0] < span[1] ? span : null;
  }
  // The source may have been captured again meanwhile: the same words are elsewhere, or gone.
  function placeOf({ span, parts, name, again: others }, words) {
    const all = article.source;
    const isThere = partsOf({ span, parts }).map((each) => all.slice(...each).replace(/\s+/g, ' ')).join(' […] ') === words;
    if (isThere || (name && !others)) return { span, parts, gone: false };
    const found = words.split(' […] ').map((part) => [...all.matchAll(patternOf(part))].map(({ 0: { length }, index }) => [index, index + length])
      .sort(([one], [other]) => Math.abs(one - span[0]) - Math.abs(other - span[0]))[0]);
    if (found.includes(undefined)) return { span, parts, gone: true };
    return { span: [found[0][0], found.at(-1)[1]], parts: parts.length ? found : [], gone: false };
  }
  // Words of the source have a verdict at once; that of the server, which compares them, follows.
  function showWords(words = article.source.slice(...choice.span).replace(/\s+/g, ' ')) {
    $('words-chosen').textContent = words;
    const isThere = words.split(' […] ').every((part) => article.source.includes(part));
    showVerdict(choice.gone || !/[\p{L}\p{N}]/u.test(words) ? 'absent' : isThere ? 'exact' : 'exact_after_typography');
  }
  function showVerdict(verdict) {
    const own = article.quotes.find(({ id }) => id === choice.name && !choice.again);
    $('verdict').textContent = texts[`verdict_${own ? own.verdict : verdict}`];
  }
  // The form is there at once, for whoever types on; what the server knows comes into what is empty.
  let looked = Promise.resolve();
  function choose(span, proposal = null) {
    choice = { span, parts: proposal?.parts ?? [], quoting: proposal?.quoting ?? null, name: proposal?.quote || null, from: span, left: proposal?.left };
    again = false;
    links = [];
    dropped = [];
    role = null;
    $('proposal').hidden = true;
    $('form-title').textContent = choice.name ? text('change_quote', { id: choice.name }) : text(proposal ? 'proposed_quote' : 'new_quote');
    $('id-field').hidden = Boolean(choice.name);
    $('take-out').hidden = !choice.name;
    $('form').hidden = false;
    showWords(proposal?.text);
    settle('form-problem');
    $('speaker-found').textContent = '';
    for (const id of ['actor-kind', 'actor-role', 'actor-of', 'gist', 'context', 'quote-id', 'quote-basis', 'whose']) $(id).value = '';
    $('when-all').checked = false;
    for (const id of ['when-hint', 'basis-hint']) $(id).textContent = '';
    $('actor-kind').guessedFor = null;
    showGuess($('actor-kind'));
    $('gist').value = proposal?.gist ?? '';
    $('quote-basis').value = proposal?.basis ?? '';
    $('speaker').value = inSmall(proposal?.speaker_name ?? '');
    setForm(proposal?.form);
    $('link').replaceChildren(element('option', { value: '', textContent: text('no_link') }));
    whenOptions('quote', dayOf(article.facts) ? text('as_article', { date: dayOf(article.facts) }) : text('no_day'));
    acts();
    shownLinks();
    $('form-new').replaceChildren();
    gist();
    actor();
    markCurrent();
    const isKnown = actorOf($('speaker').value);
    const isGist = isKnown && !choice.name && !$('gist-field').hidden && !$('gist').value;
    const missing = $(!proposal ? 'speaker' : isGist ? 'gist' : $('new-actor').hidden || !/\p{Lu}/u.test($('speaker').value) ? 'speaker' : 'actor-kind');
    missing.focus();
    missing.select?.();
    looked = look(choice, proposal);
  }
  // What the article has already can be said otherwise, and be about more.
  async function edit({ id, spans, words, form, speakers }) {
    const result = await ask('quote_again', { id: article.id, name: id });
    if (!result.ok) { failed(result); return; }
    const { values, rows } = result.answer;
    const speaker = actors.find((one) => one.id === speakers[0]);
    if (spans.length) reveal(spans[0]);
    const span = spans.length ? [spans[0][0], spans.at(-1)[1]] : [0, 1];
    choose(span, { parts: [], quote: id, text: words, form, speaker_name: speaker?.name ?? '', gist: values.gist ?? '' });
    choice.edited = true;
    $('context').value = values.context ?? '';
    $('quote-basis').value = values.basis ?? '';
    const said = values.said ?? {};
    whenOptions('quote', said.date || said.event ? text('as_now', { date: said.date ?? said.event.name ?? said.event }) : $('quote-when').options[0].textContent);
    await looked;
    links = rows.map((row) => ({ ...row, act: row.word, there: true, label: labelOf(row) }));
    shownLinks();
  }
  const labelOf = ({ list, id, act, word, by }) => {
    const kind = list === 'claims' ? 'claim' : 'demand';
    const subject = [$('link').options].flatMap((all) => [...all]).find((option) => option.value === `${kind} ${id}`)?.textContent ?? id;
    const does = texts.acts[kind].find((each) => each.list === list && each.value === (act ?? word))?.label ?? (act ?? word);
    const whose = [by ?? []].flat().map(nameOf).join(', ');
    return [subject, does, whose].filter(Boolean).join(' · ');
  };
  let links = []; // what the quote is about: those it has in the file are `there`
  let dropped = [];
  function shownLinks() {
    $('links').hidden = !links.length;
    $('links').replaceChildren(...links.map((link, number) => {
      const button = element('button', { type: 'button', textContent: text('drop') });
      button.setAttribute('aria-label', text('drop_link', { words: link.label }));
      button.addEventListener('click', () => {
        if (link.there) dropped.push({ list: link.list, number: link.number });
        links.splice(number, 1);
        shownLinks();
        $('link').focus();
      });
      return element('li', {}, `${link.label} `, button);
    }));
  }
  // The link in the fields joins the others; null where a name in it is nobody's.
  function chosenLink() {
    if (!$('link').value) return [];
    const id = $('link').value.split(' ')[1];
    const [list, act] = $('act').value.split(' ');
    if (!list) { wrong('form-problem', text('choose_of', { name: $('act').labels[0].textContent }), $('act')); return null; }
    const isOwn = $('whose').value.trim() === $('speaker').value.trim(); // perhaps of somebody who is not made yet
    const by = isOwn ? [] : idsOf($('whose').value);
    if (by.includes(null)) { wrong('form-problem', text('nobody', { words: $('whose').value }), $('whose')); return null; }
    const speaker = actorOf($('speaker').value)?.id;
    const link = { id, list, act, by: by.length === 1 && by[0] === speaker ? [] : by };
    return [{ ...link, label: labelOf({ ...link, by: by.length ? by : $('speaker').value }) }];
  }
  async function addLink() {
    if (!await makeNew('form-new', 'form-problem')) return false;
    const chosen = chosenLink();
    if (!chosen) return false;
    links.push(...chosen);
    $('link').value = '';
    acts();
    shownLinks();
    $('link').focus();
    keepForm();
    return true;
  }
  const splitNames = (typed) => typed.split(';').map((name) => name.trim()).filter(Boolean);
  const idsOf = (typed) => splitNames(typed).map((name) => actorOf(name)?.id ?? null);

  // When something was said: an event of the desk, a new one, a day, or nobody knows.
  const dayOf = ({ event, event_name: name, event_date: date, said } = {}) => {
    const listed = known.events.find((each) => each.id === event);
    return said || [listed?.name ?? name ?? event, listed?.date ?? date].filter(Boolean).join(', ');
  };
  function whenOptions(prefix, first, published = article.facts?.published) {
    const days = [...new Set([...(article.dates ?? []), ...(/^\d{4}-\d\d-\d\d$/.test(published) ? [published] : [])])];
    const option = (value, label) => element('option', { value, textContent: label });
    const { event, event_name: title } = article.facts ?? {};
    const at = prefix === 'quote' && (known.events.find((each) => each.id === event)?.name ?? title ?? event);
    const last = prefix === 'quote' && !dayOf(article.facts) && known.events.find((each) => each.id === lastEvent[article.id]);
    $(`${prefix}-when`).replaceChildren(
      option('', first),
      ...(last ? [option(`event ${last.id}`, text('made_at', { name: `${last.name}, ${last.date}` }))] : []),
      ...(at ? [option('apart', text('not_at', { name: at }))] : []),
      ...days.map((date) => option(`date ${date}`, text(date === published ? 'day_published' : 'day_in_text', { date: `${date} (${weekday(date)})` }))),
      ...known.events.filter((each) => each !== last).map((each) => option(`event ${each.id}`, `${each.name}, ${each.date}`)),
      option('new', text('new_event')), option('other', text('other_day')), option('unknown', text('day_unknown')),
    );
    when(prefix);
  }
  const weekday = (date) => new Intl.DateTimeFormat(document.documentElement.lang, { weekday: 'long', timeZone: 'UTC' }).format(new Date(date));
  function fields(root, wanted) {
    for (const field of root.querySelectorAll('[data-for]')) field.hidden = !field.dataset.for.split(' ').includes(wanted);
  }
  const lastEvent = {}; // by article: the event of the quote that was added last
  function when(prefix) {
    const chosen = $(`${prefix}-when`).value;
    if (prefix === 'quote') $('when-all-field').hidden = !/^(event|date|new|other)/.test(chosen) || Boolean(dayOf(article.facts));
    $(`${prefix}-when-more`).hidden = !['new', 'other'].includes(chosen);
    fields($(`${prefix}-when-more`), chosen);
  }
  // `undefined` where nothing was chosen; a failure is shown and thrown.
  async function whenChosen(prefix, problem) {
    const [kind, value] = $(`${prefix}-when`).value.split(/ (.*)/);
    const isDay = (date) => ({ date, ...(prefix === 'quote' && date === article.facts?.event_date ? { event: 'none' } : {}) });
    if (kind === 'date') return isDay(value);
    if (kind === 'apart') return { event: 'none' };
    if (kind === 'event') return { event: value };
    if (kind === 'unknown') return { date: 'unknown' };
    if (kind === 'other') return isDay($(`${prefix}-day`).value.trim());
    if (kind !== 'new') return undefined;
    const record = { name: $(`${prefix}-event`).value, date: $(`${prefix}-day`).value, place: $(`${prefix}-place`).value };
    const event = await makeRecord('event', record, problem);
    if (!event) throw new Error('not made');
    return { event };
  }

  // What is typed is kept, and is there again after a reload or a crash.
  const FIELDS = ['speaker', 'actor-kind', 'actor-role', 'actor-of', 'gist', 'context', 'quote-id', 'quote-when', 'quote-event', 'quote-day', 'quote-place', 'quote-basis', 'link', 'act', 'whose'];
  let keeping;
  const formState = () => choice && (choice.left ?? { ...choice, form: formOf(), words: $('words-chosen').textContent, links, dropped, fields: Object.fromEntries(FIELDS.map((id) => [id, $(id).value])) });
  let factsTyped = {}; // what was typed of the article itself and not saved, by the id of the field
  const makeState = () => ($('make-dialog').open ? Object.fromEntries(MAKE.map((id) => [id, $(id).value])) : null);
  const kept = () => ({
    id: article.id, yaml: dirty ? $('yaml').value : null, base: began, form: formState(), make: makeState(),
    facts: Object.keys(factsTyped).length ? factsTyped : null,
  });
  let unkept = false; // whether something was typed that the server has not got
  function keepForm() {
    if (!article) return;
    unkept = true;
    clearTimeout(keeping);
    keeping = setTimeout(keep, 300);
  }
  async function keep() {
    clearTimeout(keeping);
    unkept = false;
    const typed = kept();
    const result = await ask('keep', typed);
    keepHere(typed.id, result.ok || result.answer.withheld ? null : typed);
    if (!result.ok) failed(result);
  }
  // What the server cannot keep is kept in this browser, and given to it when it is back.
  const PASTED = '#pasted';
  const here = () => `onrecord-unsent-${known.desk}`;
  function keptHere() {
    try { return JSON.parse(localStorage.getItem(here())) ?? {}; } catch { return {}; }
  }
  function keepHere(name, typed) {
    const all = keptHere();
    if (!typed && !(name in all)) return;
    if (typed) all[name] = typed; else delete all[name];
    try { localStorage.setItem(here(), JSON.stringify(all)); } catch { /* it is full, or not allowed */ }
  }
  async function sendKeptHere() {
    const all = Object.entries(keptHere()).filter(([name]) => name !== PASTED);
    for (const [name, typed] of all) {
      const { ok, answer } = await ask('keep', typed);
      if (ok || answer.withheld) keepHere(name, null);
    }
    return all.length > 0;
  }
  async function restore(form) {
    // Until its fields are filled, what is kept is what was left, not what the form says.
    const { span, parts, gone } = placeOf(form, form.words);
    choose(span, { parts, quote: form.name, quoting: form.quoting, form: form.form, text: form.words, left: form });
    const restored = choice;
    Object.assign(choice, { edited: form.edited, from: form.from, again: form.again, gone });
    await looked;
    if (choice !== restored) return;
    delete choice.left;
    ({ links, dropped } = form);
    for (const id of FIELDS) { $(id).value = form.fields[id]; if (id === 'link') acts(); if (id === 'quote-when') when('quote'); }
    shownLinks();
    gist();
    actor();
    newInForm();
    say('form_back');
  }
  async function look(chosen, proposal) {
    const asked = { ...page(), span: chosen.span };
    const result = await ask('look', { ...asked, at_once: true });
    if (choice !== chosen) return;
    if (!result.ok) { notLooked(result); return; }
    const found = result.answer;
    showVerdict(found.verdict);
    $('quote-id').value ||= found.quote_id;
    roleIs(found.role);
    toldAround(found, proposal);
    const ownForm = formOf();
    if (!ownForm) setForm(found.form);
    if (found.later) lookLonger(chosen, proposal, asked, found.form, ownForm);
    else if (!proposal) speakerIs(found.speaker_name);
    const already = $('link').value;
    $('link').append(...['demand', 'claim'].map((kind) => {
      const group = element('optgroup', { label: text(`${kind}s`) });
      group.append(...found.links.filter((link) => link.kind === kind)
        .map((link) => element('option', { value: `${kind} ${link.id}`, textContent: link.title })));
      return group;
    }));
    $('link').value = already;
    acts();
    gist();
  }
  // What the source's sentence says of how and when is proposed: somebody sees it and decides.
  function toldAround({ written, elsewhere }, proposal) {
    if (elsewhere) $('when-hint').textContent = text('said_elsewhere', { words: elsewhere });
    if (!written || proposal?.quote || $('quote-basis').value) return;
    $('quote-basis').value = 'document';
    $('basis-hint').textContent = text('said_in_writing', { words: written });
  }
  function notLooked(result) {
    $('verdict').textContent = '';
    if (result.status !== 409) { failed(result); return; }
    take(result.answer.now);
    say('changed_meanwhile');
  }
  // Where nothing was looked for yet, the verdict is there before it is known who speaks.
  async function lookLonger(chosen, proposal, asked, guess, ownForm) {
    const { ok, answer } = await ask('look', asked, true);
    if (!ok || choice !== chosen) return;
    roleIs(answer.role);
    if (!proposal) speakerIs(answer.speaker_name);
    if (!ownForm && formOf() === guess) { setForm(answer.form); gist(); }
  }
  function speakerIs(name) {
    if ($('speaker').value) return;
    $('speaker').value = inSmall(name) || lastSpeaker;
    if (document.activeElement === $('speaker')) $('speaker').select(); // whoever types elsewhere types on there
    actor();
  }
  // The role that the source gives is there once somebody says that it is a person of that name.
  function roleIs(found) {
    role = found;
    giveRole();
  }
  function giveRole() {
    if (!role) { $('role-hint').textContent = ''; return; }
    const isTheirs = $('actor-kind').value === 'person' && !actorOf($('speaker').value)
      && role.name.split(' ').at(-1) === $('speaker').value.trim().split(' ').at(-1);
    const isGiven = $('actor-role').value === role.title && $('actor-of').value === role.of;
    if (isTheirs && !$('actor-role').value && !$('actor-of').value) [$('actor-role').value, $('actor-of').value] = [role.title, role.of];
    else if (!isTheirs && isGiven) [$('actor-role').value, $('actor-of').value] = ['', ''];
    $('role-hint').textContent = isTheirs ? text('role_in_source', role) : '';
    newInForm();
  }
  function setForm(form) {
    for (const radio of document.getElementsByName('form')) radio.checked = radio.value === form;
  }
  // Whoever leaves the form is where they were: at the proposal, or at the words.
  function leave() {
    const { span, edited, from } = choice;
    close();
    if (proposals[current]?.span[0] === from[0]) $('proposal').focus();
    else if (edited) caret(span[0]);
    else { select(span); reveal(span); }
  }
  function close() {
    choice = null;
    if ($('form').contains(document.activeElement)) source.focus({ preventScroll: true });
    $('form').hidden = true;
    $('proposal').hidden = current < 0;
    clearTimeout(keeping);
    if (article) { markCurrent(); keep(); }
  }
  function actorOf(typed) {
    const small = typed.trim().toLowerCase();
    const named = (does) => actors.filter((one) => [one.name, ...one.names].some((name) => does(one, name.toLowerCase())));
    const found = named((one, name) => one.id === small || name === small)[0];
    if (found || !small) return found;
    const people = named(({ kind }, name) => kind === 'person' && name.endsWith(` ${small}`)); // by their surname
    return people.length === 1 ? people[0] : undefined;
  }
  function actor() {
    const typed = $('speaker').value.trim();
    const found = actorOf(typed);
    $('new-actor').hidden = Boolean(found) || !typed;
    if (!$('new-actor').hidden) guessKind($('actor-kind'), typed);
    $('new-role').hidden = found ? !$('actor-role').value : $('new-actor').hidden || ['', 'unknown'].includes($('actor-kind').value);
    $('speaker-found').textContent = found ? (found.name === typed ? '' : found.name) : typed ? text('no_such_actor') : text('unknown_speaker');
  }
  // What kind of actor a new name is, is guessed, shown as a guess, and never chosen against somebody's choice.
  async function guessKind(select, name) {
    if (select.guessedFor === name || !article) return;
    if (select.guess && select.value === select.guess) select.value = ''; // it was that of another name
    Object.assign(select, { guessedFor: name, guess: '' });
    showGuess(select);
    await new Promise((done) => { setTimeout(done, 100); });
    if (select.guessedFor !== name) return; // more was typed
    const { ok, answer } = await ask('kind', { id: article.id, name }, true);
    if (!ok || select.guessedFor !== name || select.value) return;
    select.value = select.guess = answer.kind;
    showGuess(select);
    if (select.id === 'actor-kind') { actor(); giveRole(); newInForm(); }
  }
  // Whoever chooses what is guessed already means it, and not the next one with that letter.
  function keepGuess(event) {
    const { target: select, key } = event;
    if (select.guess && select.value === select.guess && select.selectedOptions[0].textContent.trim().toLowerCase().startsWith(key.toLowerCase())) {
      event.preventDefault();
      select.guess = '';
      showGuess(select);
    }
  }
  for (const name of ['form', 'make-form']) $(name).addEventListener('keydown', keepGuess);
  const showGuess = (select) => { select.nextElementSibling.textContent = select.guess && select.value === select.guess ? text('guessed') : ''; };
  const formOf = () => document.querySelector('[name="form"]:checked')?.value ?? '';
  function formIs(radio) {
    radio.focus();
    radio.click();
    if (!$('gist-field').hidden && !$('gist').value) $('gist').focus();
  }
  function gist() { $('gist-field').hidden = formOf() !== 'indirect'; }
  let actsOf = ''; // the demand or claim that the acts on the page are for
  function acts() {
    const [kind] = $('link').value.split(' ');
    $('act-field').hidden = !kind;
    const chosen = $('act').value;
    // Whoever does not make a demand may answer it, or report it: only somebody who reads knows which.
    const isOwn = !kind || isSide('by');
    $('act').replaceChildren(...actsInOrder(kind, isOwn).map((act) => element('option', { value: `${act.list} ${act.value}`, textContent: act.label })));
    if (!isOwn) $('act').prepend(element('option', { value: '', textContent: $('actor-kind').options[0].textContent }));
    $('act').selectedIndex = 0;
    if ((isOwn || actsOf === $('link').value) && [...$('act').options].some((option) => option.value === chosen)) $('act').value = chosen;
    actsOf = $('link').value;
    whose();
  }
  // Those that fit the speaker are first: whoever is asked answers, whoever is accused denies.
  function actsInOrder(kind, isOwn) {
    const all = texts.acts[kind] ?? [];
    const fits = ({ list, value }) => list === 'responses' || ['denied', 'disputed'].includes(value);
    return isOwn || !isSide('to') ? all : [...all.filter(fits), ...all.filter((act) => !fits(act))];
  }
  // Whether the speaker makes (`by`) what is chosen or is asked or accused (`to`), or somebody for whom they speak.
  // Of what has no such side nobody is excluded from making it.
  function isSide(side) {
    const there = known.sides[$('link').value]?.[side] ?? [];
    const speaker = actorOf($('speaker').value);
    const names = speaker ? [speaker.id, speaker.speaks_for] : idsOf($('actor-of').value);
    if (side === 'by' && (!there.length || !$('speaker').value.trim())) return true;
    return names.some((name) => there.includes(name));
  }
  // Whose act or answer it is: the speaker's, unless the speaker only reports it.
  function whose() {
    const [list, act] = $('act').value.split(' ');
    $('whose').parentElement.hidden = $('whose-hint').hidden = !list;
    if (!list) return;
    $('whose-label').textContent = text(`whose_${list}_${act}`);
    $('whose-hint').textContent = text(list === 'demands' ? 'whose_reported' : 'whose_told');
    const makers = act === 'reported' ? known.sides[$('link').value]?.by ?? [] : [];
    $('whose').value = makers.map(nameOf).join('; ') || $('speaker').value.trim();
  }
  async function submit() {
    await looked;
    settle('form-problem');
    if (choice.gone) { wrong('form-problem', text('words_gone'), $('again')); return; }
    if (!formOf()) await look(choice, choice);
    const typed = $('speaker').value.trim();
    const found = actorOf(typed);
    const kind = $('actor-kind').value;
    if (typed && !found && !kind) { wrong('form-problem', text('choose_kind', { words: typed }), $('actor-kind')); return; }
    if (!$('new-role').hidden && $('actor-of').value.trim() && !$('actor-role').value.trim()) {
      wrong('form-problem', text('no_role', { words: $('actor-of').value }), $('actor-role'));
      return;
    }
    if (!await makeNew('form-new', 'form-problem')) return;
    const of = idsOf($('actor-of').value);
    if (of.includes(null)) { wrong('form-problem', text('nobody', { words: $('actor-of').value }), $('actor-of')); return; }
    // Who was made as somebody's demand meanwhile gets the role all the same.
    if (found && $('actor-role').value.trim()) {
      if (!await makeRecord('role', { actor: found.id, title: $('actor-role').value.trim(), of: of[0] ?? '' }, 'form-problem')) return;
      $('actor-role').value = '';
    }
    const chosen = chosenLink();
    if (!chosen) return;
    let said;
    try { said = await whenChosen('quote', 'form-problem'); } catch { return; }
    if (said?.event && said.event !== 'none') lastEvent[article.id] = said.event;
    const forAll = said && !$('when-all-field').hidden && $('when-all').checked;
    const { name, edited, from, ...words } = choice;
    const quote = {
      ...words,
      form: formOf(),
      speaker: found ? found.id : null,
      new_actor: !found && typed && kind !== 'unknown' ? { name: typed, kind, role: $('actor-role').value.trim(), of: of[0] ?? null } : null,
      gist: $('gist').value,
      context: $('context').value,
      basis: $('quote-basis').value,
      quote_id: name ? '' : $('quote-id').value.trim(),
      said: (forAll ? null : said) ?? null,
      links: [...links.filter((link) => !link.there), ...chosen].map(({ id, list, act, by }) => ({ id, list, act, by })),
      dropped,
    };
    if (name) await send('decide', { name, quote }, found ? typed : '');
    else await add(quote, typed);
    if (forAll && !choice) await send('say', { facts: said.event ? { event: { event: said.event } } : { said: said.date } });
  }
  const add = (quote, typed = '') => send('quote', { quote }, typed);
  let sending = false; // what is decided meanwhile is not on the screen yet
  async function send(...decided) {
    if (sending) return;
    sending = true;
    try { await sendOne(...decided); } finally { sending = false; }
  }
  async function sendOne(action, values, typed = '') {
    if (dirty && !await save()) return;
    const result = await ask(action, { ...page(), ...values });
    if (!result.ok) {
      if (result.status === 409) { conflict(result.answer); return; }
      if (choice) problem('form-problem', result);
      else failed(result);
      return;
    }
    const span = choice?.span ?? proposals[current]?.span ?? [caretAt(), caretAt()];
    const ofProposal = !choice || proposals.some((proposal) => proposal.span[0] === choice.from[0]);
    const edited = choice?.edited;
    if (choice) close();
    done.push(null);
    if (values.quote?.new_actor) await desk();
    if (typed) lastSpeaker = typed;
    take(result.answer);
    await propose(span);
    if (action === 'remove') say('removed', { id: values.name });
    else if (action !== 'say') say(edited ? 'changed' : action === 'decide' ? 'decided' : 'added', { id: result.answer.added });
    // Whoever goes from proposal to proposal goes on there; whoever selects, where the words were.
    const following = proposals.findIndex((proposal) => proposal.span[0] >= span[0]);
    if (ofProposal && proposals.length) show(following < 0 ? proposals.length - 1 : following);
    else if (ofProposal) ended(span);
    else caret(span[1]);
    check();
  }

  // The YAML: verdicts while it is typed, saved whole, never over what somebody else wrote.
  let comparing = false;
  function typing() {
    dirty = true;
    typed = Date.now();
    say('not_saved');
    if (!comparing) compare();
    keepForm();
  }
  async function compare() {
    const yaml = $('yaml').value;
    const { id, version } = article;
    comparing = true;
    let result = await ask('compare', { id, version, ...changedOf(version, yaml) }, true);
    if (result.ok && result.answer.again) result = await ask('compare', { id, yaml }, true);
    comparing = false;
    if (!result.ok || article.id !== id) return;
    const { first, gone, quotes, ...rest } = result.answer;
    Object.assign(article, rest);
    compared = { version: rest.version, yaml };
    if (gone === null) { article.quotes = quotes; list(); } else listSome(first, gone, quotes);
    if (dirty && $('yaml').value !== yaml) compare(); // more was typed meanwhile
  }
  // Of a long text only what changed is sent; pieces of it are compared.
  let compared = { version: 0, yaml: '' };
  function changedOf(version, yaml) {
    const before = compared.yaml;
    if (!version || compared.version !== version) return { yaml };
    const shorter = Math.min(before.length, yaml.length);
    let start = most(shorter, (from, to) => before.slice(from, to) === yaml.slice(from, to));
    let same = most(shorter - start, (from, to) => before.slice(before.length - to, before.length - from) === yaml.slice(yaml.length - to, yaml.length - from));
    if (/[\ud800-\udbff]/.test(yaml[start - 1])) start -= 1; // no half of a character is sent
    if (/[\udc00-\udfff]/.test(yaml.at(-same))) same -= 1;
    return { start, end: before.length - same, yaml: yaml.slice(start, yaml.length - same) };
  }
  async function save(base = began, over = false) {
    const yaml = $('yaml').value;
    clearTimeout(keeping);
    const result = await ask('save', { ...page(), base, yaml, over });
    if (result.status === 409) { conflict(result.answer); return false; }
    if (!result.ok) { failed(result); return false; }
    dirty = $('yaml').value !== yaml;
    done.push(null);
    began = result.answer.digest;
    $('conflict').hidden = true;
    take(result.answer);
    say('saved');
    check();
    return true;
  }
  async function conflict({ now }) {
    if (now.gone) dirty = true; // what the page has is all there is
    else article.id = now.id; // it may have been renamed
    if (!dirty) { // nothing was typed: what the form says can be added to the file as it is now
      take(now);
      const inFacts = $('facts').contains(document.activeElement); // whoever types there stays there
      settle('facts-problem');
      $(inFacts ? 'facts-problem' : 'form-problem').textContent = text('changed_meanwhile');
      say('changed_meanwhile');
      if (choice || inFacts) return;
      await propose(); // somebody may have decided what was proposed here
      if (proposals.length) $('proposal').focus(); else caret(caretAt());
      return;
    }
    $('yaml-part').open = true;
    $('conflict').hidden = false;
    $('conflict-what').textContent = text(now.gone ? 'gone' : 'conflict', { name: article.file });
    $('theirs').hidden = $('take-theirs').hidden = Boolean(now.gone);
    $('theirs').textContent = now.yaml ?? '';
    const before = document.activeElement;
    $('keep-mine').onclick = async () => { if (await save(now.digest, true)) before.focus(); };
    $('take-theirs').onclick = () => {
      dirty = false;
      $('conflict').hidden = true;
      take(now);
      keep();
      say('opened', { id: now.id });
      before.focus();
    };
    say(now.gone ? 'not_saved' : 'changed_elsewhere');
    $(now.gone ? 'keep-mine' : 'theirs').focus();
  }
  async function back(action) {
    if (dirty && !await save()) return;
    const words = action === 'undo' ? done.pop() : null;
    const result = words ? await ask('refuse', { id: article.id, words, again: true }) : await ask(action, page());
    if (result.status === 409) { conflict(result.answer); return; }
    if (!result.ok) { failed(result); return; }
    say(action === 'undo' ? 'undone' : 'redone');
    if (words) $('undo').disabled = !article.undo && !done.length;
    else { take(result.answer); facts(); }
    await propose();
    const again = words ? proposals.findIndex((proposal) => proposal.text === words) : -1;
    if (again >= 0) show(again);
    else if (document.activeElement === document.body) caret(caretAt());
    if (!words) check();
  }

  // An article begins with a text, or with a page from the clipboard.
  let pastedPage = '';
  let openedAlone = false;
  // A browser takes seconds to lay a long text out in a box: only its beginning is there.
  const SHOWN = 20000;
  let longText = { shown: '', all: '' };
  const pastedText = () => ($('pasted').value === longText.shown ? longText.all : $('pasted').value);
  function showPasted(all) {
    longText = { shown: all.length > 5 * SHOWN ? `${all.slice(0, SHOWN)}\n[…]` : all, all };
    $('pasted').value = longText.shown;
    $('begin-problem').textContent = longText.shown === all ? '' : text('pasted_long', { count: all.length });
  }
  function openBegin() {
    $('begin-dialog').showModal();
    $('pasted').focus();
  }
  async function begin() {
    const pasted = { text: pastedText(), page: pastedPage, new_id: $('begin-id').value.trim() };
    const result = await ask('begin', pasted);
    keepHere(PASTED, result.ok || result.status === 422 ? null : pasted);
    if (!result.ok) { problem('begin-problem', result); return; }
    $('begin-dialog').close();
    showPasted('');
    pastedPage = '';
    await desk();
    await open(result.answer.id);
  }

  async function desk() {
    const result = await ask('desk', {}, true);
    if (!result.ok) { failed(result); return null; }
    $('articles').replaceChildren(...result.answer.articles.map(({ id }) => element('option', { value: id })));
    has(result.answer);
    return result.answer;
  }
  // What the desk has, also what was made in an editor meanwhile.
  function has(answer) {
    ({ actors } = answer);
    known = answer;
    $('desk-problem').hidden = !known.faulty.length;
    $('desk-problem').replaceChildren(...coded(text('desk_faulty', { name: known.faulty.slice(0, 3).join(', ') })));
    $('actors').replaceChildren(...actors.flatMap((one) => [...new Set([one.name, ...one.names])].map((name) => element('option', { value: name, label: one.id }))));
    $('publishers').replaceChildren(...known.publishers.map((value) => element('option', { value })));
    $('topics').replaceChildren(...known.topics.map(({ name }) => element('option', { value: name })));
  }

  // What is said of the article itself; what was typed of it and not saved stays.
  function facts() {
    const told = article.facts ?? {};
    for (const field of $('facts').elements) {
      if (field.name) field.value = told[field.name] ?? '';
      else if (field.tagName === 'INPUT') field.value = '';
    }
    for (const [id, value] of Object.entries(factsTyped)) if (id !== 'article-when') $(id).value = value;
    articleDays(factsTyped['article-when'] ?? '');
  }
  function articleDays(chosen) {
    const day = dayOf(article.facts);
    whenOptions('article', day ? text('as_now', { date: day }) : text('no_day'), $('fact-published').value.trim());
    if ([...$('article-when').options].some(({ value }) => value === chosen)) $('article-when').value = chosen;
    when('article');
  }
  // What the draft still asks of the article, or else the button that finishes it.
  const ASKED = ['fact-title', 'fact-publisher', 'fact-published', 'fact-genre', 'article-when', 'fact-basis'];
  function openFact(from = null) {
    const isOpen = (id) => !$(id).value && (id !== 'article-when' || !dayOf(article.facts)) && $(id) !== from;
    const open = ASKED.map($).filter(({ id }) => isOpen(id));
    const isBehind = (field) => !from || from.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING;
    return open.find(isBehind) ?? ($('finish').hidden ? $('facts-save') : $('finish'));
  }
  function openFacts() {
    $('facts-part').open = true;
    $('fact-title').focus();
  }
  async function sayFacts(finished = false) {
    if (dirty && !await save()) return;
    let day;
    try { day = await whenChosen('article', 'facts-problem'); } catch { return; }
    const said = Object.fromEntries([...$('facts').elements].filter(({ name }) => name).map(({ name, value }) => [name, name === 'authors' ? splitNames(value) : value.trim()]));
    if (day?.event) Object.assign(said, { event: { event: day.event }, said: '' });
    else if (day) said.said = day.date;
    const result = await ask('say', { ...page(), facts: { ...said, finished } });
    if (result.status === 409) { conflict(result.answer); return; }
    if (!result.ok) { problem('facts-problem', result); return; }
    settle('facts-problem');
    factsTyped = {};
    done.push(null);
    take(result.answer);
    facts();
    say(finished ? 'finished' : 'saved');
    check();
    if (finished) { $('facts-part').open = false; caret(caretAt()); }
    else if (!article.quotes.length && article.source && !proposals.length && openFact() === $('finish')) caret(caretAt()); // it needs quotes first
    else if (!$('finish').hidden) openFact().focus();
    else if (proposals.length) $('proposal').focus();
  }

  // What the desk does not have yet is made without leaving the page.
  // What is wrong is said beside its field, which gets the focus; where no field is named, at the end of its form.
  const ENDS = Object.fromEntries(['form', 'facts', 'make'].map((name) => [`${name}-problem`, $(`${name}-problem`).nextElementSibling]));
  function settle(place) {
    const field = $(place).of;
    if (field) {
      field.removeAttribute('aria-invalid');
      const others = (field.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id && id !== place);
      if (others.length) field.setAttribute('aria-describedby', others.join(' ')); else field.removeAttribute('aria-describedby');
    }
    $(place).of = null;
    $(place).textContent = '';
    ENDS[place]?.before($(place));
  }
  function wrong(place, message, field = null) {
    settle(place);
    $('state').textContent = '';
    if (field && !field.closest('[hidden]')) {
      field.closest('p, fieldset').after($(place));
      field.setAttribute('aria-invalid', 'true');
      field.setAttribute('aria-describedby', [...(field.getAttribute('aria-describedby') ?? '').split(' '), place].filter(Boolean).join(' '));
      $(place).of = field;
      field.focus();
    }
    $(place).replaceChildren(...coded(message));
    $(place).scrollIntoView({ block: 'nearest' });
  }
  // The field that has the key of a record that the server complains about.
  const FIELD_OF = {
    'form-problem': { speaker: 'speaker', kind: 'actor-kind', gist: 'gist', context: 'context', id: 'quote-id', date: 'quote-day', name: 'quote-event', place: 'quote-place', by: 'whose', act: 'act', response: 'act', title: 'actor-role', of: 'actor-of' },
    'facts-problem': { genre: 'fact-genre', basis: 'fact-basis', date: 'article-day', name: 'article-event', place: 'article-place' },
    'make-problem': { text: 'make-claim', about: 'make-topic', searched_through: 'make-searched' },
  };
  function fieldOf(place, key) {
    if (key === 'form') return document.getElementsByName('form')[0];
    const form = place.replace(/-.*/, '');
    const own = { title: { demand: 'make-demand', role: 'make-role' }, kind: { claim: 'make-claim_kind', actor: 'make-actor-kind' } }[key]?.[$('make-kind').value];
    return $(FIELD_OF[place]?.[key] ?? (form === 'facts' ? `fact-${key}` : own ?? `make-${key}`));
  }
  function problem(place, { answer }) {
    const message = answer.hint ? `${answer.error} (${answer.hint})` : answer.error;
    wrong(place, message, answer.field ? fieldOf(place, answer.field) : null);
  }
  async function makeRecord(kind, record, place) {
    const result = await ask('make', { kind, record, id: article?.id ?? '' });
    if (!result.ok) { problem(place, result); return ''; }
    has(result.answer);
    return result.answer.made;
  }
  const MAKE = [...$('make-form').elements].map(({ id }) => id).filter((id) => /^make-(?!go|cancel)/.test(id));
  const ACTORS = { demand: ['by', 'to'], claim: ['by', 'against'], role: ['actor', 'of'] };
  const names = (id) => splitNames($(`make-${id}`).value);
  function openMake() {
    settle('make-problem');
    if (!$('make-by').value) madeBy = '';
    if (choice && !$('make-claim').value) $('make-claim').value = $('gist').value;
    makeFields();
    $('make-dialog').showModal();
  }
  // What somebody demands in a role is that of whom it is for; a claim is the speaker's own.
  let madeBy = ''; // what was put there, until somebody says otherwise
  function makerOf(kind) {
    const speaker = actorOf($('speaker').value);
    const of = speaker ? nameOf(speaker.speaks_for) : $('actor-of').value.trim();
    return (kind === 'demand' && of) || $('speaker').value.trim();
  }
  function makeFields() {
    fields($('make-form'), $('make-kind').value);
    const by = $('make-by');
    if (choice && by.value === madeBy) by.value = madeBy = makerOf($('make-kind').value);
    $('make-search').hidden = $('make-kind').value !== 'claim' || $('make-claim_kind').value !== 'accusation';
    newKinds();
  }
  // Whom the desk does not have is made, too, once somebody has said of what kind.
  function kindsOf(place, typed) {
    const unknown = [...new Set(typed)].filter((name) => !actorOf(name));
    const there = new Map([...$(place).children].filter(({ actorName }) => actorName).map((made) => [made.actorName, made]));
    if (unknown.length === there.size && unknown.every((name) => there.has(name))) return; // it keeps the focus
    for (const each of Object.keys(ENDS)) if ($(place).contains($(each))) settle(each);
    $(place).replaceChildren(...unknown.map((name, number) => {
      const made = there.get(name) ?? element('p', {}, element('label', { textContent: text('new_kind', { name }) }), $('make-actor-kind').cloneNode(true), element('span', { className: 'hint' }));
      const kind = made.querySelector('select');
      kind.id = made.querySelector('label').htmlFor = `${place}-${number}`;
      made.lastChild.id = `${kind.id}-hint`;
      kind.setAttribute('aria-describedby', made.lastChild.id);
      if (!kind.value && choice && name === $('speaker').value.trim() && $('actor-kind').value !== 'unknown') kind.value = $('actor-kind').value;
      if (!kind.value) guessKind(kind, name);
      return Object.assign(made, { actorName: name });
    }));
  }
  async function makeNew(place, problemPlace) {
    if ($(place).contains($(problemPlace))) settle(problemPlace);
    for (const made of [...$(place).children]) {
      const kind = made.querySelector('select');
      if (!kind.value && !actorOf(made.actorName)) {
        wrong(problemPlace, text('choose_kind_of', { name: made.actorName }), kind);
        return false;
      }
      if (!actorOf(made.actorName) && !await makeRecord('actor', { name: made.actorName, kind: kind.value }, problemPlace)) return false;
    }
    $(place).replaceChildren();
    return true;
  }
  const newKinds = () => kindsOf('make-new', (ACTORS[$('make-kind').value] ?? []).flatMap(names));
  const newInForm = () => kindsOf('form-new', ['actor-of', 'whose']
    .filter((id) => !$(id).closest('[hidden]')).flatMap((id) => splitNames($(id).value))
    .filter((name) => name !== $('speaker').value.trim()));
  async function makeChosen() {
    const kind = $('make-kind').value;
    newKinds();
    const value = (id) => $(`make-${id}`).value.trim();
    const needed = [...$('make-form').querySelectorAll('select, #make-demand, #make-claim, #make-name, #make-role')];
    const open = needed.find((one) => !one.closest('[hidden]') && !one.value.trim());
    settle('make-problem');
    if (open) { wrong('make-problem', text('choose_of', { name: open.labels[0].textContent }), open); return; }
    if (!await makeNew('make-new', 'make-problem')) return;
    const ids = (id) => names(id).map((name) => actorOf(name).id);
    const record = {
      demand: () => ({ title: value('demand'), by: ids('by'), to: ids('to'), topic: value('topic'), action: value('action'), strength: value('strength') }),
      claim: () => ({ text: value('claim'), by: ids('by'), against: ids('against'), about: value('topic'), kind: value('claim_kind'), searched: $('make-search').hidden ? '' : value('searched') }),
      actor: () => ({ name: value('name'), kind: value('actor-kind') }),
      role: () => ({ actor: ids('actor')[0] ?? '', title: value('role'), of: ids('of')[0] ?? '' }),
      event: () => ({ name: value('name'), date: value('date'), place: value('place') }),
    }[kind]();
    const made = await makeRecord(kind, record, 'make-problem');
    if (!made) return;
    $('make-dialog').close();
    if (choice) newInForm(); else check(); // who was made there is not asked about here; what was to fix may be fixed
    say('made', { id: made });
    const isAbout = choice && ['demand', 'claim'].includes(kind);
    if (isAbout && $('link').value) { // what was chosen before stays
      if (!await addLink()) return;
      say('made_too', { id: made });
    }
    if (isAbout) {
      const option = element('option', { value: `${kind} ${made}`, textContent: record.title ?? record.text });
      $('link').options[0].after(option);
      $('link').value = option.value;
      acts();
      $('act').focus();
    }
    for (const id of MAKE) if (id !== 'make-topic') $(id).value = id === 'make-kind' ? $(id).options[0].value : '';
    $('make-new').replaceChildren();
  }

  // The words of the source: found, and gone through by paragraph and by sentence.
  // Words are found however they are typed: over the end of a line, and with plain marks.
  const patternOf = (sought) => new RegExp(sought.trim().replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    .replace(/\s+/g, '\\s+').replace(/['’]/g, "['’]").replace(/["“”]/g, '["“”]').replace(/[-–—]/g, '[-–—]'), 'giu');
  function find(next) {
    if (!$('find').value.trim()) return;
    const places = [...article.source.matchAll(patternOf($('find').value))].map(({ 0: words, index }) => [index, index + words.length]);
    const start = next && found ? found[0] + 1 : found?.[0] ?? findFrom;
    found = places.find(([at]) => at >= start) ?? places[0] ?? null;
    $('found').textContent = found ? text('found', { count: places.length }) : text('not_found');
    mark('current', found ? [found] : []);
    if (found) reveal(found);
  }
  let found = null; // where the words are that are sought
  let findFrom = 0; // where the caret was
  function openFind() {
    found = null;
    findFrom = caretAt();
    $('find-bar').hidden = false;
    $('find').focus();
    $('find').select();
  }
  function closeFind() {
    $('find-bar').hidden = true;
    if (found && $('find').value) { select(found); reveal(found); } else caret(findFrom);
  }
  // The paragraphs are the lines of the source, or its blocks where it is wrapped by hand.
  let blocks = { of: null, starts: [] };
  function paragraphs() {
    const all = article.source;
    if (blocks.of === all) return blocks.starts;
    const lines = [...all.matchAll(/[^\n]*\S[^\n]*/g)].map(({ 0: line, index }) => [index, index + line.trimEnd().length]);
    const broken = lines.slice(1).map(([start], number) => all.slice(lines[number][1], start).split('\n').length === 2);
    const within = broken.filter((is, number) => is && lines[number][1] - lines[number][0] < 100 && !/[.!?…:"”»]/.test(all[lines[number][1] - 1]));
    const count = broken.filter(Boolean).length;
    const wrapped = count > 2 && within.length > 0.5 * count;
    blocks = { of: all, wrapped, starts: lines.map(([start]) => start).filter((_, number) => !wrapped || !broken[number - 1]) };
    return blocks.starts;
  }
  function paragraph(by) {
    const starts = paragraphs();
    const at = caretAt();
    const to = by > 0 ? starts.find((start) => start > at) : starts.findLast((start) => start < at);
    caret(to ?? at);
  }
  function sentences() {
    const at = caretAt();
    const all = article.source;
    const start = paragraphs().findLast((begins) => begins <= at) ?? 0;
    let piece = all.slice(start, start + 20000);
    if (blocks.wrapped) piece = piece.replace(/\n(?=[^\S\n]*\S)/g, ' ');
    const segments = new Intl.Segmenter(document.documentElement.lang, { granularity: 'sentence' }).segment(piece);
    return [...segments].map(({ segment, index }) => {
      const from = start + index + segment.length - segment.trimStart().length;
      const label = /^[^.!?\n]{1,80}:\s+(?=\S)/.exec(segment.trimStart())?.[0].length ?? 0; // who speaks in a transcript
      const turn = label && proposals.some(({ span }) => span[0] === from + label);
      return [turn ? from + label : from, start + index + segment.trimEnd().length];
    }).filter(([from, to]) => from < to);
  }
  function sentence(longer) {
    const chosen = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
    const inside = document.activeElement === source;
    if (!inside && current >= 0) caret(proposals[current].span[0]);
    const end = inside && chosen && !chosen.collapsed ? inSource(chosen.endContainer, chosen.endOffset) : -1;
    const all = sentences();
    const found = end < 0 ? all.find(([, to]) => to > caretAt()) : all.find(([from, to]) => from >= end || to > end);
    if (found) { select([longer && end >= 0 ? inSource(chosen.startContainer, chosen.startOffset) : found[0], found[1]]); reveal(found); }
  }

  // The source can be selected in by keyboard, as text that is edited; nothing edits it.
  const source = $('source');
  for (const name of ['beforeinput', 'paste', 'cut', 'drop', 'dragstart']) source.addEventListener(name, (event) => event.preventDefault());
  source.addEventListener('input', () => { // an input method writes all the same
    if (source.textContent !== article.source) showSource(inPane);
  });
  const chosen = (span) => (again && choice ? otherWords(span) : choose(span));
  source.addEventListener('mouseup', () => { const span = article && selected(); if (span) chosen(span); });
  // Whoever types there, and takes it for a field, decides nothing: a letter that others precede or follow is no command.
  const HOLD = 250, PAUSE = 900; // ms: one that opens or changes something waits so long; after the last one so long none acts
  const ACTING = 'aerfmb';
  let held = null; // the letter that waits, and its timer
  let stray = -Infinity; // when a letter was typed last that is no command
  function letter({ key, timeStamp }) {
    if (!keys[key] || timeStamp - stray < PAUSE || (held && held.key !== key)) {
      if (held || keys[key]) say('letters_are_keys');
      clearTimeout(held?.timer);
      held = null;
      stray = timeStamp;
    } else if (!ACTING.includes(key)) keys[key]();
    else held ??= { key, timer: setTimeout(() => { held = null; keys[key](); }, HOLD) };
  }
  const keys = {
    a: accept, e: adjust, r: refuse, n: () => step(1), p: () => step(-1),
    j: () => paragraph(1), k: () => paragraph(-1), s: () => sentence(false), S: () => sentence(true), '/': openFind, f: openFacts, m: openMake, b: openBegin,
  };
  function command(event) {
    if (!article) return;
    if (event.ctrlKey || event.metaKey || event.altKey) {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') { event.preventDefault(); back(event.shiftKey ? 'redo' : 'undo'); }
      return;
    }
    if (event.key === 'Enter' && event.currentTarget === source) {
      event.preventDefault();
      const span = selected();
      const at = caretAt();
      const there = article.quotes.find(({ spans }) => spans.some(([start, end]) => start <= at && at <= end));
      if (span) chosen(span); else if (there && !again) edit(there);
    } else if (event.key === 'Escape' && again) {
      again = false;
      $('again').focus();
    } else if (event.key.length === 1 && (event.key !== ' ' || event.target.tagName !== 'BUTTON')) { event.preventDefault(); letter(event); }
  }
  source.addEventListener('keydown', command);
  $('proposal').addEventListener('keydown', command);
  for (const [id, action] of [['accept', accept], ['adjust', adjust], ['refuse', refuse]]) $(id).addEventListener('click', action);
  $('next').addEventListener('click', () => step(1));
  $('previous').addEventListener('click', () => step(-1));

  $('form').addEventListener('submit', (event) => { event.preventDefault(); submit(); });
  $('form').addEventListener('keydown', (event) => {
    if (event.key === 'Escape') leave();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); submit(); }
    else if (event.key === 'Enter' && event.target.tagName === 'INPUT') event.preventDefault();
    else if (event.altKey && '123'.includes(event.key)) { event.preventDefault(); formIs(document.getElementsByName('form')[event.key - 1]); }
    else if (event.altKey && event.key.toLowerCase() === 'l') { event.preventDefault(); addLink(); }
    else if (event.altKey && event.key.toLowerCase() === 'w') { event.preventDefault(); chooseAgain(); }
    else if (event.altKey && event.key.toLowerCase() === 'm') { event.preventDefault(); openMake(); }
  });
  $('form').addEventListener('change', gist);
  for (const name of ['input', 'change']) $('form').addEventListener(name, () => { newInForm(); keepForm(); });
  $('actor-kind').addEventListener('change', () => { showGuess($('actor-kind')); actor(); giveRole(); });
  $('act').addEventListener('change', whose);
  $('link-more').addEventListener('click', addLink);
  $('again').addEventListener('click', chooseAgain);
  $('link-new').addEventListener('click', openMake);
  $('take-out').addEventListener('click', () => send('remove', { name: choice.name }));
  for (const prefix of ['quote', 'article']) $(`${prefix}-when`).addEventListener('change', () => when(prefix));
  for (const name of ['input', 'change']) {
    $('facts').addEventListener(name, ({ target }) => {
      factsTyped[target.id] = target.value;
      if (target.id === 'fact-published') articleDays($('article-when').value);
      keepForm();
    });
  }
  $('facts').addEventListener('submit', (event) => { event.preventDefault(); sayFacts(); });
  $('facts').addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); sayFacts(); }
    else if (event.key === 'Enter' && event.target.tagName !== 'BUTTON') { event.preventDefault(); openFact(event.target).focus(); }
    else if (event.key === 'Escape') caret(caretAt());
  });
  $('finish').addEventListener('click', () => sayFacts(true));
  $('make').addEventListener('click', openMake);
  for (const id of ['make-kind', 'make-claim_kind']) $(id).addEventListener('change', makeFields);
  $('make-form').addEventListener('input', () => { newKinds(); keepForm(); });
  $('make-dialog').addEventListener('close', keepForm);
  $('make-name').addEventListener('change', ({ target }) => { if ($('make-kind').value === 'actor') guessKind($('make-actor-kind'), target.value.trim()); });
  $('make-form').addEventListener('submit', (event) => { event.preventDefault(); makeChosen(); });
  for (const [id, go] of [['make-form', makeChosen], ['begin-form', begin]]) {
    $(id).addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); go(); }
    });
  }
  $('make-cancel').addEventListener('click', () => $('make-dialog').close());
  $('find').addEventListener('input', () => find(false));
  $('find').addEventListener('keydown', (event) => {
    if (event.key === 'Enter') { event.preventDefault(); find(true); } else if (event.key === 'Escape') closeFind();
  });
  addEventListener('focus', async () => { // somebody may have been in an editor, or has saved the source
    if (await desk() && article && !article.source && !dirty && !choice) open(article.id);
  });
  $('speaker').addEventListener('input', () => { if (actorOf($('speaker').value)) $('actor-role').value = ''; actor(); giveRole(); if (!$('act-field').hidden) whose(); });
  $('link').addEventListener('change', acts);
  $('cancel').addEventListener('click', leave);
  $('yaml').addEventListener('input', typing);
  $('yaml-part').addEventListener('toggle', () => { if ($('yaml-part').open) $('yaml').scrollIntoView({ block: 'nearest' }); });
  $('save').addEventListener('click', () => save());
  $('undo').addEventListener('click', () => back('undo'));
  $('redo').addEventListener('click', () => back('redo'));
  $('help').addEventListener('click', () => $('keys').showModal());
  $('begin').addEventListener('click', openBegin);
  $('begin-go').addEventListener('click', begin);
  // A page that is pasted behind other text is taken as text: the box shows all of it.
  $('pasted').addEventListener('paste', (event) => {
    const isAll = event.target.selectionStart === 0 && event.target.selectionEnd === event.target.value.length;
    pastedPage = isAll ? event.clipboardData.getData('text/html') : '';
    const plain = event.clipboardData.getData('text/plain');
    if (!isAll || plain.length <= 5 * SHOWN) return;
    event.preventDefault();
    showPasted(plain);
  });
  // Where there is no article the dialog is open already: the key that opens it is no text then.
  $('pasted').addEventListener('keydown', (event) => {
    if (openedAlone && event.key === 'b' && !event.target.value) event.preventDefault();
    openedAlone = false;
  });
  $('pasted').addEventListener('input', (event) => { if (event.inputType !== 'insertFromPaste') pastedPage = ''; });
  $('article').addEventListener('change', () => open($('article').value.trim()));
  for (const act of ['keydown', 'pointerdown']) document.addEventListener(act, () => { acted = Date.now(); }, true);
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') { event.preventDefault(); if (article) save(); }
    else if (event.key === 'F1') { event.preventDefault(); $('keys').showModal(); }
  });
  new ResizeObserver(() => { if (article) margin(); }).observe(source);
  addEventListener('pagehide', () => {
    if (!unkept) return;
    keepHere(article.id, kept());
    fetch('api/keep', {
      method: 'POST',
      keepalive: true,
      headers: { 'Content-Type': 'application/json', 'X-Onrecord-Token': token },
      body: JSON.stringify(kept()),
    });
  });
  addEventListener('beforeunload', (event) => { if (dirty) event.preventDefault(); });

  async function start() {
    let found = await desk();
    if (found && await sendKeptHere()) found = await desk();
    if (!found) return;
    const asked = address.searchParams.get('article') || found.recent;
    if (asked) await open(asked);
    const pasted = keptHere()[PASTED];
    if (pasted) {
      showPasted(pasted.text);
      pastedPage = pasted.page;
      $('begin-id').value = pasted.new_id;
      $('begin-problem').textContent = text('brought_back');
    }
    openedAlone = !pasted && !asked;
    if (pasted || openedAlone) openBegin();
  }
  start();
})();
