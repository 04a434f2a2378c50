// @ts-check
// Niceties of the board editor: a filter above long lists, and a preview that follows the form. Everything works without them.

for (const list of document.querySelectorAll('select[data-seek]'))
  if (list instanceof HTMLSelectElement && list.options.length > 12) filter(list);

/** Puts a small field above a list that hides what does not fit; what is chosen always stays. @param {HTMLSelectElement} list */
function filter(list) {
  const field = document.createElement('input');
  field.type = 'search';
  field.placeholder = list.dataset.seek ?? '';
  field.setAttribute('aria-label', field.placeholder);
  list.before(field);
  field.addEventListener('input', e => {
    e.stopPropagation();
    const words = fold(field.value).split(/\s+/);
    for (const option of list.options) option.hidden = !option.selected && !words.every(w => fold(option.text).includes(w));
    for (const group of list.querySelectorAll('optgroup')) group.hidden = [...group.children].every(o => o instanceof HTMLOptionElement && o.hidden);
  });
  field.addEventListener('keydown', e => { if (e.key === 'Enter') e.preventDefault(); });
}

/** Without tone marks and case. @param {string} text */
const fold = text => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[đĐ]/g, 'd').toLowerCase();

const form = document.getElementById('maker');
if (form instanceof HTMLFormElement) {
  let number = 0, timer = 0;
  form.addEventListener('change', e => {
    if (!(e.target instanceof HTMLElement) || !('name' in e.target) || !e.target.name) return;
    // Another kind of drawing has other fields: the page itself is asked for them.
    const whole = e.target.name === 'kind';
    clearTimeout(timer);
    timer = setTimeout(() => { follow(form, ++number, whole).catch(() => {}); }, whole ? 0 : 250);
  });

  /** Asks for the preview of what the form holds now. @param {HTMLFormElement} form @param {number} mine @param {boolean} whole */
  async function follow(form, mine, whole) {
    const data = new FormData(form), place = document.getElementById('preview');
    data.set('do', 'preview');
    place?.setAttribute('aria-busy', 'true');
    const answer = await fetch(form.action, { method: 'POST', body: data, headers: { Accept: 'text/html' } });
    if (whole && answer.ok && answer.redirected) { location.href = answer.url; return; }
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html'), next = page.getElementById('preview'), wrong = page.getElementById('errors');
    if (mine !== number || !place) return;
    place.removeAttribute('aria-busy');
    if (answer.ok && next) place.replaceChildren(...next.childNodes);
    else if (wrong) place.replaceChildren(wrong);
  }
}
