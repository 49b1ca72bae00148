/* Filters of the demands: they hide those that have nothing left. */
(() => {
  'use strict';
  const form = document.querySelector('[data-filters=demands]');
  if (!form || location.protocol === 'file:') return form?.remove();

  const demands = [...document.querySelectorAll('.demand-row')];
  const facets = Object.fromEntries([...form.querySelectorAll('[data-facet]')].map((details) => [
    details.dataset.facet,
    { choices: [...details.querySelectorAll('[name]')].map(({ value }) => value), sets: [], column: [] },
  ]));

  // A row of what is filtered is one demand towards one addressee.
  const [groups, answers, keys] = [[], [], []];
  const add = (values) => {
    for (const [name, { choices, sets, column }] of Object.entries(facets)) {
      column.push(sets.push(values[name].split(' ').filter(Boolean).map((value) => choices.indexOf(value))) - 1);
    }
  };
  demands.forEach((row, number) => {
    const { by, topic, demand, answers: given } = row.dataset;
    for (const one of given.split(';')) {
      const [to, state = '', account = ''] = one.split(',');
      add({ by, topic, to, state, account });
      groups.push(number);
      keys.push(`${demand.split('/')[1]},${to},`);
      answers.push(to ? row.querySelector(`[data-to~="${CSS.escape(to)}"]`) : null);
    }
  });

  const source = {
    count: groups.length,
    facets,
    groups,
    keys,
    show: (left, chosen) => {
      const kept = new Set(left.map((row) => answers[row]));
      const shown = new Set(left.map((row) => demands[groups[row]]));
      for (const answer of answers) answer?.classList.toggle('beside-the-filter', chosen.size && !kept.has(answer));
      for (const row of demands) row.hidden = !shown.has(row);
      for (const group of document.querySelectorAll('.demand-group')) {
        group.hidden = !group.querySelector('.demand-row:not([hidden])');
      }
      return { shown: shown.size, count: demands.length };
    },
  };
  window.onrecordFilters(form, source);
})();
