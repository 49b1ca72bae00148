/* Filters: choices with counts that follow one another, and the state in the address. The pages say
   what is filtered (explore.js, demands.js) by calling onrecordFilters; the words stand in the form. */
(() => {
  'use strict';
  const language = document.documentElement.lang;
  const plain = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

  /* The rows that are left, and for each choice how many groups of rows it would leave beside what is
     chosen elsewhere. `groups` are numbers; without them each row is a group. */
  const tally = ({ count, facets, groups, within }, chosen) => {
    const parts = Object.entries(chosen).map(([name, picked]) => {
      const { choices, sets, column } = facets[name];
      return {
        name, sets, column,
        fits: picked.size ? sets.map((set) => set.some((place) => picked.has(place))) : null,
        counts: new Uint32Array(choices.length),
        last: new Int32Array(choices.length).fill(-1),
      };
    });
    const testing = parts.filter(({ fits }) => fits);
    const left = [];
    rows: for (let row = 0; row < count; row += 1) {
      if (within && !within(row)) continue;
      let missed = null;
      for (const part of testing) {
        if (part.fits[part.column[row]]) continue;
        if (missed) continue rows;
        missed = part;
      }
      if (!missed) left.push(row);
      const group = groups ? groups[row] : row;
      for (const part of missed ? [missed] : parts) {
        for (const place of part.sets[part.column[row]]) {
          if (part.last[place] !== group) {
            part.last[place] = group;
            part.counts[place] += 1;
          }
        }
      }
    }
    return { left, counts: Object.fromEntries(parts.map(({ name, counts }) => [name, counts])) };
  };

  const facetOf = (details, choices, template) => {
    const [list, find, chosen] = ['ul', '.find', '.chosen'].map((name) => details.querySelector(name));
    const { facet: name } = details.dataset;
    if (!list.children.length) {
      list.append(...choices.map(([value, label]) => {
        const item = template.content.cloneNode(true);
        Object.assign(item.querySelector('input'), { name, value });
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
      name,
      places: () => new Set(items.flatMap(({ input }, place) => (input.checked ? [place] : []))),
      show: (counts) => {
        items.forEach((one, place) => {
          if (one.count !== counts[place]) one.number.textContent = one.count = counts[place];
        });
        narrow();
        const names = items.filter(({ input }) => input.checked).map(({ label }) => label);
        chosen.textContent = names.length ? chosen.dataset.colon + new Intl.ListFormat(language, { type: 'disjunction' }).format(names) : '';
      },
    };
  };

  /* `source` has the rows (see tally) and `show(left, chosen)`, which gives the numbers to be told. */
  window.onrecordFilters = (form, source) => {
    const [status, reset] = ['[role=status]', '[type=reset]'].map((name) => form.querySelector(name));
    const lists = [...form.querySelectorAll('details')].filter(({ dataset }) => source.facets[dataset.facet]);
    const facets = lists.map((details) => facetOf(details, source.facets[details.dataset.facet].choices, form.querySelector('template')));
    const fromAddress = () => {
      const asked = new URLSearchParams(location.search);
      for (const field of form.querySelectorAll('[name]')) {
        if (field.type === 'checkbox') field.checked = asked.getAll(field.name).includes(field.value);
        else field.value = asked.get(field.name) || '';
      }
    };
    const chosen = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const show = () => {
      const now = chosen();
      const places = Object.fromEntries(facets.map((facet) => [facet.name, facet.places()]));
      source.prepare?.(now);
      const { left, counts } = tally(source, places);
      for (const facet of facets) facet.show(counts[facet.name]);
      const dates = form.querySelector('[data-facet=date] .chosen');
      const days = ['from', 'through'].map((name) => now.get(name) || '').join(' – ');
      if (dates) dates.textContent = days.length > 3 ? dates.dataset.colon + days : '';
      reset.hidden = !now.size;
      const numbers = source.show(left, now);
      status.textContent = form.dataset.shown.replace(/\{(\w+)\}/g, (_, name) => numbers[name]);
      if (!numbers.shown && form.dataset.none) status.textContent += `. ${form.dataset.none}`;
    };
    const change = () => {
      const text = chosen().toString();
      history.pushState(null, '', text ? `?${text}` : location.pathname);
      show();
    };

    form.addEventListener('change', ({ target }) => target.name && change());
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('reset', () => setTimeout(change));
    window.addEventListener('popstate', () => { fromAddress(); show(); });

    // One list is open at a time; Escape closes it.
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
