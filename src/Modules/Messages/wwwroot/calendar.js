// @ts-check
// Keyboard of the calendar. The page works without it.

const days = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('td[data-day]')].filter(d => d.querySelector('a')));

addEventListener('keydown', e => {
  if (e.ctrlKey || e.metaKey || e.altKey || (e.target instanceof HTMLElement && e.target.matches('input, textarea, select'))) return;
  const turn = { PageUp: 'a[rel=prev]', PageDown: 'a[rel=next]', t: '[data-today]' }[e.key];
  if (turn) {
    const link = document.querySelector(turn);
    if (!(link instanceof HTMLAnchorElement)) return;
    e.preventDefault();
    link.click();
    return;
  }
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[e.key];
  const here = document.activeElement?.closest('td[data-day]');
  if (!by || !days.length || !(here instanceof HTMLElement)) return;
  e.preventDefault();
  const day = new Date(here.dataset.day + 'T00:00Z');
  day.setUTCDate(day.getUTCDate() + by);
  const wanted = day.toISOString().slice(0, 10);
  const next = by > 0 ? days.find(d => (d.dataset.day ?? '') >= wanted) : days.findLast(d => (d.dataset.day ?? '') <= wanted);
  next?.querySelector('a')?.focus();
});
