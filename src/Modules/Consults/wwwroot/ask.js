// @ts-check
// Drafts of requests and opinions stay in this browser while the line is down; files go in chunks and go on after a break. All of it works without.
// What IndexedDB keeps is not encrypted: it is kept for this session only, at most a day, and wiped on signing out or when somebody else signs in.

const island = document.getElementById('ask-island');
const form = /** @type {HTMLFormElement|null} */ (island && document.getElementById(island.dataset.form ?? ''));
const key = island?.dataset.draft ?? '', session = island?.dataset.session ?? '', day = 24 * 60 * 60 * 1000;

/** @param {string} mode @param {(s: IDBObjectStore) => IDBRequest} work @returns {Promise<any>} */
const store = (mode, work) => new Promise((done, fail) => {
  const open = indexedDB.open('lieny-ask', 1);
  open.onupgradeneeded = () => open.result.createObjectStore('drafts');
  open.onerror = () => fail(open.error);
  open.onsuccess = () => {
    const request = work(open.result.transaction('drafts', /** @type {IDBTransactionMode} */ (mode)).objectStore('drafts'));
    request.onsuccess = () => { done(request.result); open.result.close(); };
    request.onerror = () => { fail(request.error); open.result.close(); };
  };
});

/** Wipes what another session or yesterday left. */
async function tidy() {
  const keys = await store('readonly', s => s.getAllKeys());
  for (const k of keys) {
    const draft = await store('readonly', s => s.get(k));
    if (draft.session !== session || Date.now() - draft.at > day) await store('readwrite', s => s.delete(k));
  }
}

/** @param {HTMLFormElement} f */
const typed = f => [...f.elements].filter(e => e instanceof HTMLTextAreaElement || e instanceof HTMLSelectElement
    || (e instanceof HTMLInputElement && !['hidden', 'file', 'submit'].includes(e.type)))
  .map(e => /** @type {HTMLInputElement} */ (e));

if (form && session) {
  await tidy();
  const draft = await store('readonly', s => s.get(key)), kept = document.getElementById('kept');
  // What the server shows again after a refusal is newer than what was kept.
  if (draft && !document.getElementById('errors')) {
    for (const field of typed(form)) {
      if (!(field.name in draft.values)) continue;
      if (field.type === 'checkbox') field.checked = draft.values[field.name]; else field.value = draft.values[field.name];
    }
    if (kept) { kept.hidden = false; kept.textContent = kept.dataset.kept ?? ''; }
  }
  let timer = 0;
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const values = Object.fromEntries(typed(form).map(f => [f.name, f.type === 'checkbox' ? f.checked : f.value]));
      store('readwrite', s => s.put({ session, at: Date.now(), values }, key));
    }, 400);
  });
}

/** @param {ArrayBuffer} bytes */
const sha256 = async bytes => [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map(b => b.toString(16).padStart(2, '0')).join('');

/** An id that follows from case and content: the same file chosen again goes on where it broke. @param {string} hash */
const idOf = hash => `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;

const upload = document.getElementById('upload');
// Hashing needs a secure address; without one the plain form does it.
if (upload instanceof HTMLFormElement && crypto.subtle) {
  const progress = document.getElementById('progress'), token = /** @type {HTMLInputElement} */ (upload.elements.namedItem('_form')).value;
  const send = async (/** @type {string} */ url, /** @type {RequestInit} */ init) => {
    for (let wait = 500; ; wait = Math.min(wait * 2, 15000)) {
      try {
        const answer = await fetch(url, { ...init, headers: { Accept: 'application/json', 'X-Form': token, ...init.headers } });
        if (answer.ok || (answer.status < 500 && answer.status !== 408 && answer.status !== 429
            && !(await answer.clone().text()).includes('chunk-broken'))) return answer;
      } catch { /* The line is down: it is tried again. */ }
      if (progress) progress.textContent = progress.dataset.waiting ?? '';
      await new Promise(r => setTimeout(r, wait));
    }
  };
  upload.addEventListener('submit', async e => {
    const file = /** @type {HTMLInputElement} */ (upload.elements.namedItem('file')).files?.[0];
    if (!file || file.size === 0) return;
    e.preventDefault();
    const button = /** @type {HTMLButtonElement|null} */ (upload.querySelector('button[type=submit]'));
    if (button) button.disabled = true;
    const one = upload.action.replace(/\/files$/, '').split('/').at(-1), whole = await sha256(await file.arrayBuffer());
    const id = idOf(await sha256(new TextEncoder().encode(`${one}/${session}/${whole}`).buffer));
    const begun = await send(`/api/consults/cases/${one}/uploads`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({
      id, name: file.name, size: file.size, sha256: whole, showsIdentity: /** @type {HTMLInputElement} */ (upload.elements.namedItem('identity')).checked }) });
    // What the server does not take in chunks, the plain form is told with its reason.
    if (!begun.ok) { upload.submit(); return; }
    const state = await begun.json(), have = new Set(state.have);
    for (let n = 0; !state.attachment && n < state.parts; n++) {
      if (have.has(n)) continue;
      const bytes = await file.slice(n * state.chunk, (n + 1) * state.chunk).arrayBuffer();
      const taken = await send(`/api/consults/uploads/${id}/${n}`, { method: 'PUT', headers: { 'X-Chunk-SHA256': await sha256(bytes) }, body: bytes });
      if (!taken.ok) { upload.submit(); return; }
      if (progress) progress.textContent = `${progress.dataset.sending} ${Math.round((n + 1) * 100 / state.parts)} %`;
    }
    await send(`/api/consults/uploads/${id}/end`, { method: 'POST' });
    location.reload();
  });
}
export {};
