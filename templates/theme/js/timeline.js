/* On a phone the first month is open, and one that is led to; a choice opens all. */
(() => {
  'use strict';
  const months = [...document.querySelectorAll('.month > details')];
  const place = document.getElementById(location.hash.slice(1));
  if (matchMedia('(max-width: 40rem)').matches) months.slice(1).forEach((one) => { one.open = one.contains(place); });
  document.querySelector('.only')?.addEventListener('change', () => months.forEach((one) => { one.open = true; }));
})();
