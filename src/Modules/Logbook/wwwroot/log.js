// @ts-check
// Cases entered while the line is down wait in this browser and are sent when it is back; the server takes each id once. What is being typed is kept for a day.
// What IndexedDB keeps is not encrypted and belongs to the account that typed it; the page shows it only to that account. All of it works without.

const island = document.getElementById('log-island'), who = island?.dataset.who ?? '', day = 24 * 60 * 60 * 1000;
const form = /** @type {HTMLFormElement|null} */ (document.getElementById('log-form')), box = document.getElementById('log-queue');
const words = island?.dataset ?? {};

/** @param {string} name @param {IDBTransactionMode} mode @param {(s: IDBObjectStore) => IDBRequest} work @returns {Promise<any>} */
const store = (name, mode, work) => new Promise((done, fail) => {
  const open = indexedDB.open('lieny-logbook', 1);
  open.onupgradeneeded = () => { open.result.createObjectStore('drafts'); open.result.createObjectStore('queue', { keyPath: 'id' }); };
  open.onerror = () => fail(open.error);
  open.onsuccess = () => {
    const request = work(open.result.transaction(name, mode).objectStore(name));
    request.onsuccess = () => { done(request.result); open.result.close(); };
    request.onerror = () => { fail(request.error); open.result.close(); };
  };
});

/** @param {HTMLFormElement} f @returns {(HTMLInputElement|HTMLSelectElement|HTMLTextAreaElement)[]} */
const typed = f => /** @type {any} */ ([...f.elements].filter(e => (e instanceof HTMLInputElement && e.type !== 'hidden') || e instanceof HTMLSelectElement || e instanceof HTMLTextAreaElement));

/** The form as programs send a case. @param {HTMLFormElement} f */
function caseOf(f) {
  const at = (/** @type {string} */ name) => { const e = f.elements.namedItem(name); return e && 'value' in e ? String(e.value).trim() : ''; };
  const members = [];
  for (let i = 0; at(`member-${i}`) || f.elements.namedItem(`member-${i}`); i++)
    if (at(`member-${i}`)) members.push({ practitioner: at(`member-${i}`), role: at(`role-${i}`), level: Number(at(`level-${i}`)) || 0 });
  return { id: at('id'), facility: at('facility') || null, on: at('on') || null, technique: at('technique'), ekip: at('ekip') || null, encounter: at('encounter'),
    ordinal: Number(at('ordinal')) || 1, members, supervisor: at('supervisor') || null, supervisorLicence: at('supervisorLicence'), supervision: at('supervision'),
    room: at('room'), outcome: at('outcome'), safety: at('safety'), note: at('note'), lateReason: at('lateReason'), feedRow: at('feedRow') || null };
}

/** An id that sorts by time (RFC 9562 version 7). */
function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16)), now = Date.now();
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) % 256;
  bytes[6] = (bytes[6] & 15) | 112; bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map(b => b.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** @returns {Promise<any[]>} */
const waiting = async () => (await store('queue', 'readonly', s => s.getAll())).filter((/** @type {any} */ q) => q.who === who);

async function show() {
  if (!box) return;
  const all = await waiting();
  box.hidden = all.length === 0;
  const list = box.querySelector('ul');
  list?.replaceChildren(...all.map(q => {
    const line = document.createElement('li'), again = document.createElement('button');
    line.append(`${q.case.on} · ${q.case.technique} `);
    if (q.why) { const why = document.createElement('span'); why.className = 'error'; why.textContent = q.why; line.append(why, ' '); }
    again.type = 'button'; again.className = 'button small quiet'; again.textContent = words.drop ?? '';
    again.addEventListener('click', async () => { await store('queue', 'readwrite', s => s.delete(q.id)); await show(); });
    if (q.why && form) {
      const open = document.createElement('button');
      open.type = 'button'; open.className = 'button small'; open.textContent = words.open ?? '';
      open.addEventListener('click', async () => { fill(q.values); await store('queue', 'readwrite', s => s.delete(q.id)); await show(); form.scrollIntoView(); });
      line.append(open, ' ');
    }
    line.append(again);
    return line;
  }));
}

/** @param {Record<string, any>} values */
function fill(values) {
  if (!form) return;
  for (const field of typed(form)) if (field.name in values) field.value = values[field.name];
}

let sending = false;
async function send() {
  const token = /** @type {HTMLInputElement|null} */ (document.querySelector('input[name="_form"]'))?.value;
  if (sending || !token || !who) return;
  sending = true;
  try {
    for (const q of await waiting()) {
      if (q.why) continue;
      const answer = await fetch('/api/logbook/cases', { method: 'POST', headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-Form': token }, body: JSON.stringify(q.case) });
      if (answer.ok) { await store('queue', 'readwrite', s => s.delete(q.id)); continue; }
      // Only what the server will never take as it is waits for a person; a session that ended or a server that is down does not.
      if (answer.status === 409 || answer.status === 422) {
        const told = await answer.json().catch(() => ({}));
        await store('queue', 'readwrite', s => s.put({ ...q, why: told.title ?? String(answer.status) }));
        continue;
      }
      break;
    }
  } catch { /* The line is down: it is tried again when it is back. */ }
  sending = false;
  await show();
}

if (who) {
  await show();
  addEventListener('online', () => void send());
  setInterval(() => void send(), 30000);
  void send();
  if ('serviceWorker' in navigator) navigator.serviceWorker.register('/logbook/worker.js', { scope: '/logbook/' }).catch(() => {});
}

if (form && who && form.dataset.editing !== 'yes') {
  const id = /** @type {HTMLInputElement} */ (form.elements.namedItem('id')), said = document.getElementById('log-kept');
  // A form that was kept by the worker bears an old id.
  if (!navigator.onLine) id.value = freshId();
  const draft = await store('drafts', 'readonly', s => s.get(who));
  if (draft && Date.now() - draft.at < day && !location.search && !document.getElementById('errors')) {
    fill(draft.values);
    if (said) { said.hidden = false; said.textContent = words.kept ?? ''; }
  }
  let timer = 0;
  const values = () => Object.fromEntries(typed(form).map(f => [f.name, f.value]));
  form.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(() => void store('drafts', 'readwrite', s => s.put({ at: Date.now(), values: values() }, who)), 400); });
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const one = caseOf(form);
    let alive = navigator.onLine;
    if (alive) alive = await fetch('/health/ready', { method: 'HEAD', cache: 'no-store' }).then(() => true, () => false);
    if (alive) { await store('drafts', 'readwrite', s => s.delete(who)); form.submit(); return; }
    await store('queue', 'readwrite', s => s.put({ id: one.id, who, at: Date.now(), case: one, values: values() }));
    await store('drafts', 'readwrite', s => s.delete(who));
    form.reset();
    id.value = freshId();
    if (said) { said.hidden = false; said.textContent = words.queued ?? ''; said.scrollIntoView(); }
    await show();
  });
}

// The catalogue as one types; own techniques stand in the list of the field already.
const technique = /** @type {HTMLInputElement|null} */ (form?.elements.namedItem('technique') ?? null), list = technique?.list;
if (technique && list) {
  const own = [...list.children];
  let timer = 0;
  technique.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const q = technique.value.trim();
      if (q.length < 2 || [...list.children].some(o => /** @type {HTMLOptionElement} */ (o).value === q)) return;
      const found = await fetch('/api/logbook/techniques?q=' + encodeURIComponent(q), { headers: { Accept: 'application/json' } }).then(a => a.ok ? a.json() : [], () => []);
      list.replaceChildren(...found.map((/** @type {any} */ t) => { const o = document.createElement('option'); o.value = `${t.code} · ${t.name}`; return o; }), ...own);
    }, 250);
  });
}
for (const chip of document.querySelectorAll('[data-technique]'))
  chip.addEventListener('click', event => { if (technique) { event.preventDefault(); technique.value = /** @type {HTMLElement} */ (chip).dataset.technique ?? ''; technique.focus(); } });
export {};
