/* Filters: choices with counts, kept in the address; explore.js and demands.js say of what. */
(() => {
  'use strict';
  const language = document.documentElement.lang;
  const plain = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

  /* The rows left, and how many groups of rows each choice would leave. */
  const tally = ({ count, groups, within }, facets) => {
    const parts = facets.map(({ facet: { choices, sets, column }, places }) => {
      const picked = places();
      return {
        sets, column,
        fits: picked.size && sets.map((set) => set.some((place) => picked.has(place))),
        counts: choices.map(() => 0),
        last: [],
      };
    });
    const testing = parts.filter(({ fits }) => fits);
    const left = [];
    rows: for (let row = 0; row < count; row += 1) {
      if (within && !within(row)) continue;
      let missed;
      for (const part of testing) {
        if (part.fits[part.column[row]]) continue;
        if (missed) continue rows;
        missed = part;
      }
      if (!missed) left.push(row);
      const group = groups?.[row] ?? row;
      for (const part of missed ? [missed] : parts) {
        for (const place of part.sets[part.column[row]]) {
          if (part.last[place] !== group) {
            part.last[place] = group;
            part.counts[place] += 1;
          }
        }
      }
    }
    return { left, parts };
  };

  const facetOf = (details, facet, template) => {
    const [list, find, chosen] = ['ul', '.find', '.chosen'].map((name) => details.querySelector(name));
    if (!list.children.length) {
      list.append(...facet.choices.map(([value, label]) => {
        const item = template.content.cloneNode(true);
        Object.assign(item.querySelector('input'), { name: details.dataset.facet, value });
        item.querySelector('span').textContent = label;
        return item;
      }));
    }
    const items = [...list.children].map((item) => {
      const [input, label, number] = ['input', 'span', 'small'].map((name) => item.querySelector(name));
      return { item, input, label: label.textContent, number, count: -1 };
    });
    details.hidden = items.length < 2;
    find.hidden = items.length < 16;
    const narrow = () => {
      const looked = plain(find.value);
      for (const { item, input, label, count } of items) {
        item.hidden = !(input.checked || (count && (!looked || plain(label).includes(looked))));
      }
    };
    find.addEventListener('input', (event) => { event.stopPropagation(); narrow(); });
    return {
      facet,
      places: () => new Set(items.flatMap(({ input }, place) => (input.checked ? [place] : []))),
      show: (counts) => {
        items.forEach((one, place) => {
          if (one.count !== counts[place]) one.number.textContent = (one.count = counts[place]).toLocaleString(language);
        });
        narrow();
        const names = items.filter(({ input }) => input.checked).map(({ label }) => label);
        chosen.textContent = names.length ? chosen.dataset.colon + new Intl.ListFormat(language, { type: 'disjunction' }).format(names) : '';
      },
    };
  };

  /* `source` has the rows (see tally) and `show(left, chosen)`, which tells numbers; a line of the
     download begins with its key. */
  window.onrecordFilters = (form, source) => {
    const [status, reset] = ['[role=status]', '[type=reset]'].map((name) => form.querySelector(name));
    const facets = [...form.querySelectorAll('details')].flatMap((details) => {
      const facet = source.facets[details.dataset.facet];
      return facet ? facetOf(details, facet, form.querySelector('template')) : [];
    });
    const fromAddress = () => {
      const asked = new URLSearchParams(location.search);
      for (const field of form.querySelectorAll('[name]')) {
        if (field.type === 'checkbox') field.checked = asked.getAll(field.name).includes(field.value);
        else field.value = asked.get(field.name) || '';
      }
    };
    const chosen = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    let rows;
    const show = () => {
      const now = chosen();
      source.prepare?.(now);
      const { left, parts } = tally(source, facets);
      parts.forEach(({ counts }, place) => facets[place].show(counts));
      const dates = form.querySelector('[data-facet=date] .chosen');
      const days = ['from', 'through'].map((name) => now.get(name)).join(' – ');
      if (dates) dates.textContent = days.length > 3 ? dates.dataset.colon + days : '';
      reset.hidden = !now.size;
      const numbers = source.show(rows = left, now);
      status.textContent = form.dataset.shown.replace(/\{(\w+)\}/g, (_, name) => numbers[name].toLocaleString(language));
      if (!numbers.shown && form.dataset.none) status.textContent += `. ${form.dataset.none}`;
    };
    const change = () => {
      const text = chosen().toString();
      history.pushState(null, '', text ? `?${text}` : location.pathname);
      show();
    };

    const link = form.querySelector('[download]');
    const whole = link?.href;
    link?.addEventListener('click', async (event) => {
      if (reset.hidden || link.href !== whole) return;
      event.preventDefault();
      const [head, ...lines] = (await (await fetch(whole)).text()).split('\r\n');
      const kept = rows.map((row) => (source.keys ? lines.find((line) => line.startsWith(source.keys[row])) : lines[row]));
      link.href = URL.createObjectURL(new Blob(['\ufeff', [head, ...kept, ''].join('\r\n')]));
      link.click();
      link.href = whole;
    });

    form.addEventListener('change', ({ target }) => target.name && change());
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('reset', () => setTimeout(change));
    window.addEventListener('popstate', () => { fromAddress(); show(); });

    const close = (keep) => { for (const one of form.querySelectorAll('details[open]')) one.open = one === keep; };
    form.addEventListener('toggle', ({ target }) => target.open && close(target), true);
    document.addEventListener('click', ({ target }) => form.contains(target) || close());
    form.addEventListener('keydown', ({ key, target }) => {
      const open = target.closest('details[open]');
      if (key !== 'Escape' || !open) return;
      close();
      open.querySelector('summary').focus();
    });
    fromAddress();
    show();
    form.hidden = false;
  };
})();
