// @ts-check
// The data-entry form: Enter goes down, sums follow, unusual figures are marked, leaving with unsaved figures asks. All of it works without.

const form = document.querySelector('form.figures');

/** A number as people here write it; NaN where it is none. @param {string} text */
const read = text => /^-?[\d.]+(,\d+)?$/.test(text.trim()) ? Number(text.trim().replaceAll('.', '').replace(',', '.')) : NaN;

/** @param {HTMLTableRowElement} row */
function add(row) {
  const sum = row.querySelector('[data-sum]');
  if (!sum) return;
  const numbers = [...row.querySelectorAll('input.number')].map(i => i instanceof HTMLInputElement ? read(i.value) : NaN).filter(n => !Number.isNaN(n));
  sum.textContent = numbers.length ? numbers.reduce((a, b) => a + b, 0).toLocaleString('vi-VN', { maximumFractionDigits: 4 }) : '–';
}

/** @param {HTMLInputElement} field */
function mark(field) {
  const n = read(field.value), low = Number(field.dataset.low ?? NaN), high = Number(field.dataset.high ?? NaN);
  field.closest('td')?.classList.toggle('says-late', n < low || n > high);
}

if (form instanceof HTMLFormElement) {
  let unsaved = false;
  form.addEventListener('input', e => {
    unsaved = true;
    if (!(e.target instanceof HTMLInputElement)) return;
    const row = e.target.closest('tr');
    if (row) add(row);
    mark(e.target);
  });
  form.addEventListener('keydown', e => {
    if (e.key !== 'Enter' || !(e.target instanceof HTMLInputElement)) return;
    e.preventDefault();
    const fields = [...form.querySelectorAll('td input:not([type=hidden]), td select')], cell = e.target.closest('td'), row = cell?.parentElement;
    const at = row ? [...row.children].indexOf(/** @type {Element} */ (cell)) : -1;
    const below = row?.nextElementSibling?.children[at]?.querySelector('input:not([type=hidden]), select') ?? fields[fields.indexOf(e.target) + 1];
    if (below instanceof HTMLElement) below.focus();
    if (below instanceof HTMLInputElement) below.select();
  });
  form.addEventListener('submit', () => { unsaved = false; });
  addEventListener('beforeunload', e => { if (unsaved) e.preventDefault(); });
  for (const field of form.querySelectorAll('input.number')) if (field instanceof HTMLInputElement) mark(field);
}
