// @ts-check
// Niceties of every page. Each page works without them.

/** @param {Event} e @returns {boolean} Is somebody writing? */
const writing = e => e.target instanceof HTMLElement && (e.target.isContentEditable || e.target.matches('input, textarea, select'));

addEventListener('keydown', e => {
  if (e.key === 'Escape') return escape();
  if (e.ctrlKey || e.metaKey || e.altKey || writing(e)) return;
  if (e.key === '/') {
    const seek = document.querySelector('input[type=search]');
    if (!(seek instanceof HTMLInputElement)) return;
    e.preventDefault();
    seek.focus();
    seek.select();
  } else if (e.key === 'j' || e.key === 'k') step(e.key === 'j' ? 1 : -1);
});

/** On a phone a table stands as cards: a cell that is only a number or a day says of what, by its head. */
for (const table of document.querySelectorAll('.rows.stacked > .scroll > table')) {
  const heads = [...table.querySelectorAll(':scope > thead > tr:last-child > *')].map(h => h.textContent?.trim() ?? '');
  for (const row of table.querySelectorAll(':scope > tbody > tr'))
    [...row.children].forEach((cell, i) => {
      if (cell instanceof HTMLElement && cell.tagName === 'TD' && heads[i] && row.children.length === heads.length && /^[≥≤<>–]?\s*\d|^–$/.test(cell.textContent?.trim() ?? '')) cell.dataset.head = heads[i];
    });
}

/** Goes to the first link of the next or previous row of a list that asks for it. @param {number} by */
function step(by) {
  const rows = [...document.querySelectorAll('[data-keys] tbody tr, [data-keys] > li')].filter(r => r.querySelector('a, button'));
  const here = rows.findIndex(r => r.contains(document.activeElement));
  const next = rows[here < 0 ? (by > 0 ? 0 : rows.length - 1) : here + by]?.querySelector('a, button');
  if (next instanceof HTMLElement) next.focus();
}

/** Closes an open menu, else the drawer. */
function escape() {
  const menu = document.querySelector('.menu[open], .bottom details[open]');
  if (menu instanceof HTMLDetailsElement) {
    menu.open = false;
    menu.querySelector('summary')?.focus();
  } else if (!document.querySelector('dialog[open]')) {
    const close = document.querySelector('.drawer [data-close]');
    if (close instanceof HTMLElement) close.click();
  }
}

addEventListener('click', e => {
  for (const menu of document.querySelectorAll('.menu[open], .bottom details[open]'))
    if (e.target instanceof Node && !menu.contains(e.target)) menu.removeAttribute('open');
  const link = e.target instanceof Element ? e.target.closest('a[href]') : null;
  if (!(link instanceof HTMLAnchorElement) || e.defaultPrevented || e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
  if (link.matches('.scrim, [data-close]') && level) {
    e.preventDefault();
    history.back();
  } else if (link.hasAttribute('data-drawer') && matchMedia('(min-width: 761px)').matches) {
    e.preventDefault();
    // A second press on the same link waits for the first.
    if (coming?.link !== link) open(link).catch(fault => { if (fault?.name !== 'AbortError') location.href = link.href; });
  }
});

const address = () => location.pathname + location.search;

/** The page as it was loaded, then each drawer opened over it: where it stands, its title, what it is made of, which link asked for it. */
const levels = [{ at: address(), title: document.title, nodes: drawers(), link: /** @type {HTMLElement | null} */ (null) }];

/** Which of them is seen. */
let level = 0;

/** The drawer that is on its way. @type {{ link: HTMLAnchorElement, end: AbortController } | null} */
let coming = null;

function drawers() {
  return [...document.querySelectorAll('main > .scrim, main > .drawer')];
}

/** Gives up a drawer that is on its way: another one is wanted, or another page. */
function giveUp() {
  coming?.end.abort();
  coming?.link.removeAttribute('aria-busy');
  coming = null;
  removeEventListener('beforeunload', giveUp);
}

/** Opens the drawer of another page over this one; that page works alone too. @param {HTMLAnchorElement} link */
async function open(link) {
  giveUp();
  const mine = coming = { link, end: new AbortController() };
  link.setAttribute('aria-busy', 'true');
  addEventListener('beforeunload', giveUp);
  try {
    const answer = await fetch(link.href, { headers: { Accept: 'text/html' }, signal: mine.end.signal });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const nodes = [page.querySelector('.scrim'), page.querySelector('.drawer')].filter(n => n !== null);
    if (!answer.ok || answer.redirected || nodes.length < 2) throw new Error('no drawer');
    history.pushState({ drawn: level + 1 }, '', link.href);
    levels.length = level + 1;
    levels.push({ at: address(), title: page.title, nodes, link });
    show(level + 1);
  } finally {
    if (coming === mine) giveUp();
  }
}

/** Shows the page with one of its drawers, or with none. @param {number} next */
function show(next) {
  const from = levels[level].link, to = levels[next];
  for (const n of drawers()) n.remove();
  document.querySelector('main')?.append(...to.nodes);
  document.title = to.title;
  const focus = next < level && from?.isConnected ? from : document.querySelector('.drawer [data-close]');
  level = next;
  if (focus instanceof HTMLElement) focus.focus();
}

addEventListener('popstate', e => {
  giveUp();
  // A step to a place within the page is told here too.
  if (address() === levels[level].at) return;
  const next = e.state?.drawn ?? 0;
  if (levels[next]?.at === address()) show(next);
  else location.reload();
});

/** A drawer that was opened by its address shows under it the page to which it belongs. */
async function lay() {
  const scrim = document.querySelector('main > a.scrim');
  if (!(scrim instanceof HTMLAnchorElement) || !matchMedia('(min-width: 761px)').matches) return;
  const page = new DOMParser().parseFromString(await (await fetch(scrim.href)).text(), 'text/html'), under = document.createElement('div');
  under.inert = true;
  under.className = 'stack';
  under.append(...page.querySelectorAll('main > :not(.scrim, .drawer)'));
  document.querySelector('main > .head')?.remove();
  document.querySelector('main')?.prepend(under);
}
lay().catch(() => {});

// A browser set to another country shows days its own way; the day as the papers write it stands beside it.
if (!/^0?3\D/.test(new Date(2001, 1, 3).toLocaleDateString()))
  for (const day of document.querySelectorAll('input[type=date]'))
    if (day instanceof HTMLInputElement) {
      const said = document.createElement('output'), tell = () => { said.value = day.value.split('-').reverse().join('/'); };
      day.after(said);
      day.addEventListener('input', tell);
      tell();
    }

/** @type {WeakSet<HTMLFormElement>} */
const sure = new WeakSet();
/** @type {WeakMap<HTMLFormElement, number>} */
const sent = new WeakMap();

addEventListener('submit', e => {
  const form = e.target, button = e.submitter;
  if (!(form instanceof HTMLFormElement) || form.method !== 'post') return;
  const question = button?.dataset.confirm || form.dataset.confirm;
  if (question && !sure.has(form)) {
    e.preventDefault();
    ask(question, button, () => {
      sure.add(form);
      form.requestSubmit(button);
    });
    return;
  }
  sure.delete(form);
  // A second press of the same button within a breath is a slip of the hand.
  if (performance.now() - (sent.get(form) ?? -9999) < 1500) e.preventDefault();
  else sent.set(form, performance.now());
});

/** Asks before something that cannot be taken back. @param {string} question @param {HTMLElement | null} button @param {() => void} yes */
function ask(question, button, yes) {
  const dialog = document.createElement('dialog'), text = document.createElement('p'), row = document.createElement('div');
  text.textContent = question;
  row.className = 'actions';
  for (const [label, kind] of [[button?.textContent?.trim() || 'OK', button?.matches('.danger') ? 'button danger' : 'button primary'], [document.body.dataset.no ?? '×', 'button']]) {
    const b = document.createElement('button');
    b.textContent = label;
    b.className = kind;
    b.onclick = () => {
      dialog.close();
      if (kind !== 'button') yes();
    };
    row.append(b);
  }
  dialog.append(text, row);
  dialog.onclose = () => dialog.remove();
  document.body.append(dialog);
  dialog.showModal();
}

// Drafts of consultations that this browser kept end with the session.
addEventListener('submit', e => { if (e.target instanceof HTMLFormElement && e.target.getAttribute('action') === '/sign-out') indexedDB.deleteDatabase('lieny-ask'); });
