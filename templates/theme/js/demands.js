/* Filters of the demands: they hide the rows and columns of the matrices that have nothing left. */
(() => {
  'use strict';
  const form = document.querySelector('[data-filters=demands]');
  if (!form || location.protocol === 'file:') return form?.remove();

  const demands = [...document.querySelectorAll('.matrix tr[data-demand]')];
  const lives = document.querySelectorAll('.lives tr[data-demand]');
  const facets = Object.fromEntries([...form.querySelectorAll('[data-facet]')].map((details) => [
    details.dataset.facet,
    { choices: [...details.querySelectorAll('[name]')].map(({ value }) => value), sets: [], column: [] },
  ]));

  // A row of what is filtered is one demand towards one addressee.
  const [groups, cells, keys] = [[], [], []];
  const add = (values) => {
    for (const [name, { choices, sets, column }] of Object.entries(facets)) {
      column.push(sets.push(values[name].split(' ').filter(Boolean).map((value) => choices.indexOf(value))) - 1);
    }
  };
  demands.forEach((row, number) => {
    const { by, topic, demand, cells: asked } = row.dataset;
    const columns = [...row.closest('table').tHead.rows[0].cells].map(({ dataset }) => dataset.to);
    for (const one of asked.split(';')) {
      const [to, state = '', account = ''] = one.split(',');
      add({ by, topic, to, state, account });
      groups.push(number);
      keys.push(`${demand.split('/')[1]},${to},`);
      cells.push(row.cells[columns.indexOf(to)]);
    }
  });

  const source = {
    count: groups.length,
    facets,
    groups,
    keys,
    show: (left, chosen) => {
      const kept = new Set(left.map((row) => cells[row]));
      const shown = new Set(left.map((row) => demands[groups[row]]));
      for (const cell of cells) cell?.classList.toggle('beside-the-filter', chosen.size && !kept.has(cell));
      const uris = new Set([...shown].map(({ dataset }) => dataset.demand));
      for (const row of [...demands, ...lives]) row.hidden = !uris.has(row.dataset.demand);
      for (const table of document.querySelectorAll('.matrix')) {
        const rows = demands.filter((row) => table.contains(row));
        const used = [...table.tHead.rows[0].cells].map((_, place) => !place || !chosen.size || rows.some((row) => kept.has(row.cells[place])));
        for (const row of [table.tHead.rows[0], ...rows]) [...row.cells].forEach((cell, place) => { cell.hidden = !used[place]; });
        for (const body of table.tBodies) {
          body.hidden = !rows.some((row) => body.contains(row) && !row.hidden);
          body.rows[0].cells[0].colSpan = used.filter(Boolean).length;
        }
        table.parentElement.hidden = rows.every((row) => row.hidden);
      }
      return { shown: shown.size, count: demands.length };
    },
  };
  window.onrecordFilters(form, source);
})();
