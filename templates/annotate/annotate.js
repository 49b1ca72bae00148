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
  let proposals = []; // of what is not annotated yet
  let current = -1; // the number of the proposal that is shown
  let choice = null; // the words for which the form is open: { span, look }
  let began = ''; // the digest of the file that the YAML on the page began with
  let dirty = false; // whether the YAML was typed into and not saved
  let lastSpeaker = '';

  const say = (key, values = {}) => { $('state').textContent = text(key, values); };
  const text = (key, values = {}) =>
    (texts[key] ?? key).replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  // One request after the other, so that what was typed first is saved first.
  let queue = Promise.resolve();
  function ask(action, body = {}) {
    const next = queue.then(async () => {
      try {
        const response = await fetch(`api/${action}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'X-Onrecord-Token': token },
          body: JSON.stringify(body),
        });
        const answer = await response.json();
        return { ok: response.ok, status: response.status, answer };
      } catch {
        return { ok: false, status: 0, answer: { error: text('not_running') } };
      }
    });
    queue = next;
    return next;
  }
  const failed = ({ answer }) => { $('state').textContent = answer.hint ? `${answer.error} – ${answer.hint}` : answer.error; };

  // The source is one text: a place in it is a place in the file.
  function range([start, end]) {
    const node = $('source').firstChild;
    const made = new Range();
    made.setStart(node, Math.min(start, node.length));
    made.setEnd(node, Math.min(end, node.length));
    return made;
  }
  function mark(name, spans) {
    if (!CSS.highlights) return;
    CSS.highlights.set(name, new Highlight(...($('source').firstChild ? spans.map(range) : [])));
  }
  const partsOf = ({ span, parts }) => (parts.length ? parts : [span]);
  const spansOf = (verdict) => article.quotes.filter((quote) => quote.verdict === verdict).flatMap((quote) => quote.spans);
  function paint() {
    mark('quoted', spansOf('exact'));
    mark('typography', spansOf('exact_after_typography'));
    mark('nearly', spansOf('close'));
    mark('proposed', proposals.flatMap(partsOf));
    mark('current', choice ? partsOf(choice) : current >= 0 ? partsOf(proposals[current]) : []);
    const top = $('margin').getBoundingClientRect().top;
    $('margin').replaceChildren(...proposals.map((proposal, number) => {
      const button = element('button', { type: 'button', textContent: proposal.sure ? number + 1 : `${number + 1}?` });
      button.setAttribute('aria-label', text('go_to', { number: number + 1, words: proposal.text.slice(0, 60) }));
      if (number === current) button.setAttribute('aria-current', 'true');
      button.style.top = `${range(proposal.span).getBoundingClientRect().top - top}px`;
      button.addEventListener('click', () => show(number));
      return button;
    }));
  }
  function reveal(span) {
    const pane = $('source').closest('main > section');
    const at = range(span).getBoundingClientRect();
    const room = pane.getBoundingClientRect();
    if (at.top < room.top || at.bottom > room.bottom) pane.scrollTop += at.top - room.top - room.height / 3;
  }
  const visible = (rectangle, room) => rectangle.top >= room.top - 1 && rectangle.top < room.bottom;
  const onScreen = (span) => visible(range(span).getBoundingClientRect(), $('source').closest('main > section').getBoundingClientRect())
    && visible($('proposal-words').getBoundingClientRect(), $('proposal').closest('main > section').getBoundingClientRect());

  // What the server says of the article is put on the page; what is being typed stays.
  function take(answer) {
    const other = !article || article.id !== answer.id;
    if (other || article.source !== answer.source) $('source').textContent = answer.source;
    article = answer;
    $('article').value = answer.id;
    $('no-source').hidden = Boolean(answer.source);
    $('file').textContent = answer.file;
    $('yaml').disabled = false;
    if (!dirty || other) {
      dirty = false;
      began = answer.digest;
      if ($('yaml').value !== answer.yaml) $('yaml').value = answer.yaml;
    }
    $('undo').disabled = !answer.undo;
    $('redo').disabled = !answer.redo;
    list();
  }
  function list() {
    $('quotes-title').textContent = text('quotes', { count: article.quotes.length });
    // An article may have thousands of quotes: what has not changed is not made again.
    const there = new Map([...$('quotes').children].map((made) => [made.quoteAsJson, made]));
    const names = new Map(actors.map((actor) => [actor.id, actor.name]));
    const made = article.quotes.map((quote) => {
      const quoteAsJson = JSON.stringify([quote, quote.speakers.map((id) => names.get(id))]);
      const item = there.get(quoteAsJson) ?? quoteItem(quote, names);
      there.delete(quoteAsJson);
      return Object.assign(item, { quoteAsJson });
    });
    for (const old of there.values()) old.remove();
    made.forEach((item, at) => { if ($('quotes').children[at] !== item) $('quotes').insertBefore(item, $('quotes').children[at] ?? null); });
    problems(article.problems);
    paint();
  }
  function quoteItem(quote, actorNames) {
    const found = quote.verdict.startsWith('exact');
    const verdict = element('span', { className: found ? 'found' : quote.verdict ? 'missing' : 'hint', textContent: texts[`verdict_${quote.verdict}`] });
    const names = quote.speakers.map((id) => actorNames.get(id) ?? id).join(', ');
    const button = element('button', { type: 'button', textContent: text('show') });
    button.setAttribute('aria-label', text('show_quote', { id: quote.id }));
    button.disabled = !quote.spans.length;
    button.addEventListener('click', () => { reveal(quote.spans[0]); select(quote.spans[0]); });
    const differences = quote.differences.map(([ours, theirs]) => text('difference', { ours: ours || '∅', theirs: theirs || '∅' })).join(' ');
    return element('li', {},
      element('p', { className: 'said', textContent: quote.words }),
      element('p', {}, `${names} · ${texts[`form_${quote.form}`] ?? quote.form} · `, verdict, differences && ` · ${differences}`, ' ', button));
  }
  function problems(found) {
    $('problems-part').hidden = !found.length;
    $('problems-title').textContent = text('problems', { count: found.length });
    $('problems').replaceChildren(...found.map((problem) => {
      const button = element('button', { type: 'button', textContent: text('line', { line: problem.line }) });
      button.addEventListener('click', () => line(problem.line));
      return element('li', { className: problem.severity }, button, ` ${problem.message}`, problem.hint && ` (${problem.hint})`);
    }));
  }
  function line(number) {
    const start = $('yaml').value.split('\n').slice(0, number - 1).join('\n').length + (number > 1);
    $('yaml-part').open = true;
    $('yaml').focus();
    $('yaml').setSelectionRange(start, start);
    $('yaml').scrollTop = (number - 4) * parseFloat(getComputedStyle($('yaml')).lineHeight);
  }
  function select(span) {
    $('source').focus({ preventScroll: true });
    getSelection().removeAllRanges();
    getSelection().addRange(range(span));
  }
  // The whole desk is checked after each save, which may take a moment on a large one.
  async function check() {
    const { id } = article;
    const { ok, answer } = await ask('problems', { id });
    if (ok && article.id === id && !dirty) { article.problems = answer; problems(answer); }
  }

  async function open(id) {
    if (dirty) await save();
    const result = await ask('open', { id });
    if (!result.ok) { failed(result); return; }
    dirty = false;
    proposals = [];
    current = -1;
    close();
    take(result.answer);
    const { kept } = result.answer;
    if (kept.yaml !== undefined && kept.yaml !== result.answer.yaml) {
      $('yaml').value = kept.yaml;
      dirty = true;
      began = kept.base ?? '';
      $('yaml-part').open = true;
      say('brought_back');
      compare();
    } else {
      say('opened', { id });
    }
    check();
    await propose();
    if (proposals.length && !dirty) $('proposal').focus();
  }
  async function propose() {
    if (!article.source) return;
    const { id } = article;
    const { ok, answer } = await ask('proposals', { id });
    if (!ok || article.id !== id) return;
    proposals = answer;
    show(proposals.length ? Math.min(Math.max(current, 0), proposals.length - 1) : -1, false);
    if (proposals.length) reveal(proposals[current].span);
  }

  // A proposal is accepted or refused one by one, and never unseen.
  function show(number, scroll = true) {
    current = number;
    $('proposal').hidden = number < 0;
    if (number >= 0) {
      const proposal = proposals[number];
      $('proposal-title').textContent = text('proposal', { number: number + 1, count: proposals.length });
      $('proposal-words').textContent = proposal.text;
      $('proposal-who').textContent = `${proposal.speaker_name || text('unknown_speaker')} · ${texts[`form_${proposal.form}`]}`;
      $('proposal-why').textContent = proposal.sure ? '' : text('unsure', { reason: proposal.reason });
      if (scroll) { reveal(proposal.span); $('proposal').focus(); }
    }
    paint();
  }
  const step = (by) => { if (proposals.length) show((current + by + proposals.length) % proposals.length); };
  async function accept() {
    const proposal = proposals[current];
    if (!proposal) return;
    if (!onScreen(proposal.span)) { show(current); say('look_first'); return; }
    if ((proposal.form === 'indirect' && !proposal.gist) || !proposal.speaker) { adjust(); return; }
    if (proposal.quote) { await send('decide', { name: proposal.quote }); return; }
    const { form, speaker, span, parts, quoting } = proposal;
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
    proposals.splice(current, 1);
    say('refused', { count: proposals.length });
    show(Math.min(current, proposals.length - 1));
    if (!proposals.length) $('source').focus();
  }

  // Whole words, without what only surrounds them.
  const LETTER = /[\p{L}\p{N}]/u;
  function snapped([start, end]) {
    const all = article.source;
    while (start > 0 && LETTER.test(all[start - 1]) && LETTER.test(all[start])) start -= 1;
    while (end < all.length && LETTER.test(all[end - 1]) && LETTER.test(all[end])) end += 1;
    while (start < end && /[\s"“”„«»]/.test(all[start])) start += 1;
    while (end > start && /[\s"“”„«»,;]/.test(all[end - 1])) end -= 1;
    return [start, end];
  }
  function selected() {
    const chosen = getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return null;
    const found = chosen.getRangeAt(0);
    const node = $('source').firstChild;
    if (!$('source').contains(found.startContainer) || !$('source').contains(found.endContainer)) return null;
    const at = (container, offset) => (container === node ? offset : offset ? node.length : 0);
    const span = snapped([at(found.startContainer, found.startOffset), at(found.endContainer, found.endOffset)]);
    return span[0] < span[1] ? span : null;
  }
  // The form is there at once, for whoever types on; what the server knows comes into what is empty.
  let looked = Promise.resolve();
  function choose(span, proposal = null) {
    choice = { span, parts: proposal?.parts ?? [], quoting: proposal?.quoting ?? null, name: proposal?.quote || null };
    $('id-field').hidden = Boolean(choice.name);
    $('form').hidden = false;
    $('words-chosen').textContent = proposal?.text ?? article.source.slice(...span).replace(/\s+/g, ' ');
    for (const id of ['verdict', 'form-problem', 'speaker-found']) $(id).textContent = '';
    for (const id of ['actor-kind', 'gist', 'context', 'quote-id']) $(id).value = '';
    $('gist').value = proposal?.gist ?? '';
    $('speaker').value = proposal?.speaker_name ?? '';
    for (const radio of document.getElementsByName('form')) radio.checked = radio.value === proposal?.form;
    $('link').replaceChildren(element('option', { value: '', textContent: text('no_link') }));
    acts();
    gist();
    actor();
    paint();
    $('speaker').focus();
    $('speaker').select();
    looked = look(choice, proposal);
  }
  async function look(chosen, proposal) {
    const result = await ask('look', { id: article.id, span: chosen.span });
    if (choice !== chosen) return;
    if (!result.ok) { failed(result); return; }
    const found = result.answer;
    $('verdict').textContent = texts[`verdict_${found.verdict}`];
    $('quote-id').value ||= found.quote_id;
    if (!proposal && !$('speaker').value) {
      $('speaker').value = found.speaker_name || lastSpeaker;
      $('speaker').select();
      actor();
    }
    if (!formOf()) for (const radio of document.getElementsByName('form')) radio.checked = radio.value === found.form;
    $('link').append(...['demand', 'claim'].map((kind) => {
      const group = element('optgroup', { label: text(`${kind}s`) });
      group.append(...found.links.filter((link) => link.kind === kind)
        .map((link) => element('option', { value: `${kind} ${link.id}`, textContent: link.title })));
      return group;
    }));
    gist();
  }
  function close() {
    choice = null;
    $('form').hidden = true;
    if (article) paint();
  }
  function actorOf(typed) {
    const small = typed.trim().toLowerCase();
    return actors.find((one) => one.id === small || [one.name, ...one.names].some((name) => name.toLowerCase() === small));
  }
  function actor() {
    const typed = $('speaker').value.trim();
    const found = actorOf(typed);
    $('new-actor').hidden = Boolean(found) || !typed;
    $('speaker-found').textContent = found ? (found.name === typed ? '' : found.name) : typed ? text('no_such_actor') : text('unknown_speaker');
  }
  const formOf = () => document.querySelector('[name="form"]:checked')?.value ?? '';
  function gist() { $('gist-field').hidden = formOf() !== 'indirect'; }
  function acts() {
    const [kind] = $('link').value.split(' ');
    $('act-field').hidden = !kind;
    $('act').replaceChildren(...(texts.acts[kind] ?? []).map((act) => element('option', { value: `${act.list} ${act.value}`, textContent: act.label })));
  }
  async function submit() {
    await looked;
    const typed = $('speaker').value.trim();
    const found = actorOf(typed);
    const kind = $('actor-kind').value;
    if (typed && !found && !kind) { $('form-problem').textContent = text('choose_kind', { words: typed }); $('actor-kind').focus(); return; }
    const [list, act] = $('act').value.split(' ');
    const { name, ...words } = choice;
    const quote = {
      ...words,
      form: formOf(),
      speaker: found ? found.id : null,
      new_actor: !found && typed && kind !== 'unknown' ? { name: typed, kind } : null,
      gist: $('gist').value,
      context: $('context').value,
      quote_id: $('quote-id').value.trim(),
      link: $('link').value ? { id: $('link').value.split(' ')[1], list, act } : null,
    };
    if (name) await send('decide', { name, quote }, found ? typed : '');
    else await add(quote, typed);
  }
  const add = (quote, typed = '') => send('quote', { quote }, typed);
  async function send(action, values, typed = '') {
    if (dirty && !await save()) return;
    const result = await ask(action, { id: article.id, base: article.digest, ...values });
    if (!result.ok) {
      if (result.status === 409) { conflict(result.answer); return; }
      if (choice) $('form-problem').textContent = result.answer.hint ? `${result.answer.error} (${result.answer.hint})` : result.answer.error;
      else failed(result);
      return;
    }
    const before = proposals.length;
    close();
    if (values.quote?.new_actor) await desk();
    if (typed) lastSpeaker = typed;
    take(result.answer);
    await propose();
    if (action === 'remove') say('removed', { id: values.name });
    else say(action === 'decide' ? 'decided' : 'added', { id: result.answer.added });
    if (before && proposals.length) show(current); else $('source').focus();
    check();
  }

  // The YAML: verdicts while it is typed, saved whole, never over what somebody else wrote.
  let waiting;
  function typing() {
    dirty = true;
    say('not_saved');
    clearTimeout(waiting);
    waiting = setTimeout(compare, 120);
  }
  async function compare() {
    const yaml = $('yaml').value;
    const { id } = article;
    const kept = ask('keep', { id, yaml, base: began });
    const { ok, answer } = await ask('compare', { id, yaml });
    if (ok && article.id === id && $('yaml').value === yaml) { Object.assign(article, answer); list(); }
    const result = await kept;
    if (!result.ok) failed(result);
  }
  async function save(base = began) {
    const yaml = $('yaml').value;
    const result = await ask('save', { id: article.id, base, yaml });
    if (result.status === 409) { conflict(result.answer); return false; }
    if (!result.ok) { failed(result); return false; }
    dirty = $('yaml').value !== yaml;
    began = result.answer.digest;
    $('conflict').hidden = true;
    take(result.answer);
    say('saved');
    check();
    return true;
  }
  function conflict({ now }) {
    if (!dirty) { // nothing was typed: what the form says can be added to the file as it is now
      take(now);
      $('form-problem').textContent = text('changed_meanwhile');
      say('changed_meanwhile');
      return;
    }
    $('yaml-part').open = true;
    $('conflict').hidden = false;
    $('theirs').textContent = now.yaml;
    $('keep-mine').onclick = () => save(now.digest);
    $('take-theirs').onclick = () => {
      dirty = false;
      $('conflict').hidden = true;
      ask('keep', { id: article.id, yaml: null });
      take(now);
      say('opened', { id: now.id });
    };
    say('changed_elsewhere');
    $('theirs').focus();
  }
  async function back(action) {
    if (dirty && !await save()) return;
    const result = await ask(action, { id: article.id, base: article.digest });
    if (result.status === 409) { conflict(result.answer); return; }
    if (!result.ok) { failed(result); return; }
    take(result.answer);
    say(action === 'undo' ? 'undone' : 'redone');
    await propose();
    check();
  }

  // An article begins with a text, or with a page from the clipboard.
  let pastedPage = '';
  async function begin() {
    const result = await ask('begin', { text: $('pasted').value, page: pastedPage, new_id: $('begin-id').value.trim() });
    if (!result.ok) {
      $('begin-problem').textContent = result.answer.hint ? `${result.answer.error} (${result.answer.hint})` : result.answer.error;
      return;
    }
    $('begin-dialog').close();
    $('pasted').value = '';
    pastedPage = '';
    await desk();
    await open(result.answer.id);
  }

  async function desk() {
    const result = await ask('desk');
    if (!result.ok) { failed(result); return null; }
    actors = result.answer.actors;
    $('actors').replaceChildren(...actors.flatMap((one) => [...new Set([one.name, ...one.names])].map((name) => element('option', { value: name, label: one.id }))));
    $('articles').replaceChildren(...result.answer.articles.map(({ id }) => element('option', { value: id })));
    return result.answer;
  }

  // The source can be selected in by keyboard, as text that is edited; nothing edits it.
  const source = $('source');
  for (const name of ['beforeinput', 'paste', 'cut', 'drop', 'dragstart']) source.addEventListener(name, (event) => event.preventDefault());
  source.addEventListener('input', () => { // an input method writes all the same
    if (source.textContent !== article.source) { source.textContent = article.source; paint(); }
  });
  source.addEventListener('mouseup', () => { const span = selected(); if (span) choose(span); });
  const keys = { a: accept, e: adjust, r: refuse, n: () => step(1), p: () => step(-1) };
  function command(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') { event.preventDefault(); back(event.shiftKey ? 'redo' : 'undo'); }
      return;
    }
    if (event.key === 'Enter' && event.currentTarget === source) {
      event.preventDefault();
      const span = selected();
      if (span) choose(span);
    } else if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  }
  source.addEventListener('keydown', command);
  $('proposal').addEventListener('keydown', command);
  for (const [id, action] of [['accept', accept], ['adjust', adjust], ['refuse', refuse]]) $(id).addEventListener('click', action);
  $('next').addEventListener('click', () => step(1));
  $('previous').addEventListener('click', () => step(-1));

  $('form').addEventListener('submit', (event) => { event.preventDefault(); submit(); });
  $('form').addEventListener('keydown', (event) => {
    if (event.key === 'Escape') { close(); source.focus(); }
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); submit(); }
    else if (event.key === 'Enter' && event.target.tagName === 'INPUT') event.preventDefault();
    else if (event.altKey && '123'.includes(event.key)) { event.preventDefault(); document.getElementsByName('form')[event.key - 1].click(); }
  });
  $('form').addEventListener('change', gist);
  $('speaker').addEventListener('input', actor);
  $('link').addEventListener('change', acts);
  $('cancel').addEventListener('click', () => { close(); source.focus(); });
  $('yaml').addEventListener('input', typing);
  $('save').addEventListener('click', () => save());
  $('undo').addEventListener('click', () => back('undo'));
  $('redo').addEventListener('click', () => back('redo'));
  $('help').addEventListener('click', () => $('keys').showModal());
  $('begin').addEventListener('click', () => $('begin-dialog').showModal());
  $('begin-go').addEventListener('click', begin);
  // A page that is pasted behind other text is taken as text: the box shows all of it.
  $('pasted').addEventListener('paste', (event) => {
    const isAll = event.target.selectionStart === 0 && event.target.selectionEnd === event.target.value.length;
    pastedPage = isAll ? event.clipboardData.getData('text/html') : '';
  });
  $('pasted').addEventListener('input', (event) => { if (event.inputType !== 'insertFromPaste') pastedPage = ''; });
  $('article').addEventListener('change', () => open($('article').value.trim()));
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') { event.preventDefault(); if (article) save(); }
    else if (event.key === 'F1') { event.preventDefault(); $('keys').showModal(); }
  });
  addEventListener('resize', () => { if (article) paint(); });
  addEventListener('pagehide', () => {
    if (!dirty) return;
    fetch('api/keep', {
      method: 'POST',
      keepalive: true,
      headers: { 'Content-Type': 'application/json', 'X-Onrecord-Token': token },
      body: JSON.stringify({ id: article.id, yaml: $('yaml').value, base: began }),
    });
  });
  addEventListener('beforeunload', (event) => { if (dirty) event.preventDefault(); });

  desk().then((found) => {
    if (!found) return;
    const asked = address.searchParams.get('article') || found.articles[0]?.id;
    if (asked) open(asked); else $('begin-dialog').showModal();
  });
})();
