/* Explore: the filters of all quotes. How its files are made: onrecord/search/explore.py. */
(() => {
  'use strict';
  const form = document.querySelector('[data-filters=quotes]');
  // A file can fetch nothing.
  if (!form || location.protocol === 'file:') return form?.remove();

  const root = new URL('../', document.currentScript.src);
  const results = document.querySelector('.explore-results');
  const all = document.querySelector('.explore-all');
  const [cards, more, template] = ['div', 'button', 'template'].map((name) => results.querySelector(name));
  const fail = () => {
    form.querySelector('[role=status]').textContent = form.dataset.failed;
    all.hidden = false;
  };
  const get = async (name, options) => {
    const answer = await fetch(new URL(`explore/${name}`, root), options);
    if (!answer.ok) throw Error(name);
    return answer.text();
  };

  // As files.py packs them.
  const unpack = (text) => {
    const numbers = [];
    let [number, scale] = [0, 1];
    for (const digit of text) {
      const code = digit.charCodeAt();
      if (code > 92) {
        number += (code - 93) * scale;
        scale *= 34;
      } else {
        numbers.push(number + (code - 35) * scale);
        [number, scale] = [0, 1];
      }
    }
    return numbers;
  };
  const spread = (values, runs, count) => {
    const column = new Int32Array(count);
    let end = 0;
    values.forEach((value, place) => column.fill(value, end, end += (runs[place] || 0) + 1));
    return column;
  };

  const setUp = (meta) => {
    const { count, block, slots, digests, days } = meta;
    const facets = Object.fromEntries(Object.entries(meta.facets).map(([name, facet]) => [
      name, { ...facet, column: spread(unpack(facet.values), unpack(facet.runs), count) },
    ]));
    let day = days.latest;
    const runs = unpack(days.runs);
    const lasts = unpack(days.steps).map((step) => day -= step);
    const firsts = unpack(days.spans).map((span, place) => lasts[place] - span);
    const [first, last] = [firsts, lasts].map((values) => spread(values, runs, count));

    const blocks = [];
    const lineOf = async (row) => {
      const number = Math.floor(row / block);
      const digest = digests[1][Math.floor(number / digests[0])];
      const [of, ...lines] = (await (blocks[number] ||= get(`quotes/${number}.txt?${digest}`))).split('\n');
      if (of !== digest) throw Error(of);
      return JSON.parse(lines[row % block]);
    };
    const card = (line) => window.onrecordCard(template, slots, line, form.dataset.page);

    let rows = [];
    let turn = 0;
    const add = async () => {
      const mine = turn;
      const start = cards.childElementCount;
      const lines = rows.slice(start, start + 25).map(lineOf);
      for (const some of [lines.splice(0, 6), lines]) {
        const shown = await Promise.all(some);
        if (mine !== turn) return;
        cards.append(...shown.map(card));
      }
      more.hidden = cards.childElementCount >= rows.length;
      if (start) cards.children[start].querySelector('a').focus();
    };
    more.addEventListener('click', () => add().catch(fail));

    const source = {
      count,
      facets,
      prepare: (chosen) => {
        const [from, through] = ['from', 'through'].map((name) => Date.parse(chosen.get(name)) / 864e5);
        const dated = !(isNaN(from) && isNaN(through));
        // A date by month or year fits where any of its days does.
        source.within = dated && ((row) => row < days.dated && !(last[row] < from) && !(first[row] > through));
      },
      show: (left, chosen) => {
        turn += 1;
        const oldest = (a, b) => (a >= days.dated) - (b >= days.dated) || first[a] - first[b] || a - b;
        rows = chosen.get('order') ? left.sort(oldest) : left;
        all.hidden = chosen.size;
        results.hidden = !chosen.size || !rows.length;
        cards.replaceChildren();
        if (chosen.size) add().catch(fail);
        return { shown: rows.length, count };
      },
    };
    window.onrecordFilters(form, source);
  };

  form.hidden = false;
  all.hidden = location.search.length > 1;
  get('meta.json', { cache: 'no-cache' }).then(JSON.parse).then(setUp, fail);
})();
