// @ts-check
// Children examined where there is no line wait in this browser and are sent when it is back; the server takes each id once, in whatever order they come.
// What IndexedDB keeps is not encrypted: it belongs to the account that typed it, is shown and sent for that account only, and goes as soon as the server has it.

const island = document.getElementById('exam-island'), who = island?.dataset.who ?? '', campaign = island?.dataset.campaign ?? '', words = island?.dataset ?? {};
const form = /** @type {HTMLFormElement|null} */ (document.getElementById('exam-form')), box = document.getElementById('exam-queue'), said = document.getElementById('exam-said');

/** @param {IDBTransactionMode} mode @param {(s: IDBObjectStore) => IDBRequest} work @returns {Promise<any>} */
const store = (mode, work) => new Promise((done, fail) => {
  const open = indexedDB.open('lieny-outreach', 1);
  open.onupgradeneeded = () => open.result.createObjectStore('queue', { keyPath: 'id' });
  open.onerror = () => fail(open.error);
  open.onsuccess = () => {
    const request = work(open.result.transaction('queue', mode).objectStore('queue'));
    request.onsuccess = () => { done(request.result); open.result.close(); };
    request.onerror = () => { fail(request.error); open.result.close(); };
  };
});

/** An id that sorts by time (RFC 9562 version 7). */
function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16)), now = Date.now();
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) % 256;
  bytes[6] = (bytes[6] & 15) | 112; bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map(b => b.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** @returns {Promise<any[]>} */
const waiting = async () => (await store('readonly', s => s.getAll())).filter((/** @type {any} */ q) => q.who === who && q.campaign === campaign);

/** The form as the server takes it. @param {HTMLFormElement} f */
function childOf(f) {
  const data = new FormData(f), at = (/** @type {string} */ name) => String(data.get(name) ?? '').trim();
  return { id: freshId(), site: at('site') || null, on: at('on'), name: at('name'), birth: at('birth'), sex: at('sex'), commune: at('commune'), guardian: at('guardian'),
    personal: at('personal'), height: at('height'), weight: at('weight'), problems: data.getAll('problem').map(String), note: at('note'), result: at('result'),
    referTo: at('referTo'), referBy: at('referBy') };
}

/** Puts a refused child back into the form. @param {any} child */
function fill(child) {
  if (!form) return;
  form.reset();
  for (const name of ['site', 'on', 'name', 'birth', 'sex', 'commune', 'guardian', 'personal', 'height', 'weight', 'note', 'result', 'referTo', 'referBy']) {
    const field = /** @type {HTMLInputElement|null} */ (form.elements.namedItem(name));
    if (field && 'value' in field) field.value = child[name] ?? '';
  }
  for (const tick of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll('input[name="problem"]'))) tick.checked = child.problems.includes(tick.value);
}

async function show() {
  const all = await waiting();
  if (!box) return;
  box.hidden = all.length === 0;
  box.querySelector('ul')?.replaceChildren(...all.map(q => {
    const line = document.createElement('li');
    line.append(`${q.child.name} · ${q.child.birth} `);
    if (q.why) {
      const why = document.createElement('span'), open = document.createElement('button');
      why.className = 'error'; why.textContent = q.why;
      open.type = 'button'; open.className = 'button small'; open.textContent = words.open ?? '';
      open.addEventListener('click', async () => { fill(q.child); await store('readwrite', s => s.delete(q.id)); await show(); form?.scrollIntoView(); });
      line.append(why, ' ', open);
    }
    return line;
  }));
}

let sending = false;
async function send() {
  const token = /** @type {HTMLInputElement|null} */ (document.querySelector('input[name="_form"]'))?.value;
  if (sending || !token || !who) return;
  sending = true;
  try {
    for (let ready = (await waiting()).filter(q => !q.why).slice(0, 50); ready.length > 0; ready = (await waiting()).filter(q => !q.why).slice(0, 50)) {
      const answer = await fetch(`/api/outreach/campaigns/${campaign}/examinations`, { method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-Form': token }, body: JSON.stringify(ready.map(q => q.child)) });
      if (!answer.ok) { if (said && (answer.status === 401 || answer.status === 403)) { said.hidden = false; said.textContent = words.again ?? ''; } break; }
      for (const told of await answer.json()) {
        if (told.state === 'refused') { const q = ready.find(r => r.id === told.id); if (q) await store('readwrite', s => s.put({ ...q, why: told.why })); }
        else await store('readwrite', s => s.delete(told.id));
      }
      await show();
    }
  } catch { /* The line is down: it is tried again when it is back. */ }
  sending = false;
  await show();
}

if (form && who) {
  await show();
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const child = childOf(form), site = child.site, on = child.on;
    await store('readwrite', s => s.put({ id: child.id, who, campaign, at: Date.now(), child }));
    form.reset();
    // The next child is examined at the same place on the same day.
    for (const [name, value] of [['site', site ?? ''], ['on', on]]) { const field = /** @type {HTMLInputElement|null} */ (form.elements.namedItem(name)); if (field) field.value = value; }
    if (said) { said.hidden = false; said.textContent = words.kept ?? ''; }
    await show();
    await send();
    /** @type {HTMLInputElement|null} */ (form.elements.namedItem('name'))?.focus();
  });
  addEventListener('online', () => void send());
  setInterval(() => void send(), 30000);
  void send();
  if ('serviceWorker' in navigator) navigator.serviceWorker.register('/outreach/worker.js', { scope: '/outreach/campaigns/' }).catch(() => {});
}
export {};
