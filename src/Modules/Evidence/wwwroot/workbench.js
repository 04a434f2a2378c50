// @ts-check
// The workbench: tries, while one types, what the button "Tính thử" tries; puts a found item where the cursor stands.

const form = document.getElementById('bench');
let wait = 0;
let turn = 0;
/** @type {HTMLTextAreaElement | null} */
let writing = null;

/** Sends what is written and takes over the parts of the answer that tell the result and the items found. */
async function ask() {
  if (!(form instanceof HTMLFormElement)) return;
  const mine = ++turn;
  const answer = await fetch('/evidence/workbench/try', { method: 'POST', body: new URLSearchParams(/** @type {any} */ (new FormData(form))), headers: { Accept: 'text/html' } });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  if (mine !== turn) return;
  for (const id of ['result', 'offers']) {
    const now = document.getElementById(id), next = page.getElementById(id);
    if (now && next) now.replaceChildren(...next.childNodes);
  }
  offer();
}

/** Gives each offered item its button. */
function offer() {
  const list = document.getElementById('offers');
  for (const item of list?.querySelectorAll('[data-item]') ?? []) {
    if (!(item instanceof HTMLElement) || item.nextElementSibling instanceof HTMLButtonElement) continue;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button small quiet';
    button.textContent = list?.dataset.insert ?? '+';
    button.setAttribute('aria-label', `${button.textContent} ${item.dataset.item}`);
    button.addEventListener('click', () => insert(item.dataset.item ?? ''));
    item.after(' ', button);
  }
}

/** @param {string} text */
function insert(text) {
  const field = writing ?? form?.querySelector('textarea[name=numerator]');
  if (!(field instanceof HTMLTextAreaElement)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
  field.focus();
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

form?.addEventListener('focusin', (event) => {
  if (event.target instanceof HTMLTextAreaElement && (event.target.name === 'numerator' || event.target.name === 'denominator')) writing = event.target;
});
form?.addEventListener('input', () => {
  clearTimeout(wait);
  wait = setTimeout(() => ask().catch(() => {}), 400);
});
offer();
