// @ts-check
// Files and folders dropped on the page go to the archive one by one, two at a time; each says what became of it.

/** @typedef {{ file: File, path: string, row: HTMLLIElement }} Item */

class ImageDrop extends HTMLElement {
  /** @type {Item[]} */ waiting = [];
  /** @type {Item[]} */ failed = [];
  running = 0;
  sent = 0;

  connectedCallback() {
    const text = this.dataset;
    const zone = document.createElement('div');
    zone.className = 'drop';
    const label = document.createElement('p');
    label.textContent = text.drop ?? '';
    const pick = document.createElement('label');
    pick.className = 'button';
    pick.textContent = text.pick ?? '';
    const folder = document.createElement('input');
    folder.type = 'file';
    folder.multiple = true;
    folder.hidden = true;
    folder.setAttribute('webkitdirectory', '');
    pick.append(folder);
    this.list = document.createElement('ul');
    this.list.className = 'plain';
    this.said = document.createElement('p');
    this.said.setAttribute('role', 'status');
    this.again = document.createElement('button');
    this.again.type = 'button';
    this.again.textContent = text.again ?? '';
    this.again.hidden = true;
    this.again.addEventListener('click', () => {
      const items = this.failed.splice(0);
      this.waiting.push(...items);
      if (this.again) this.again.hidden = true;
      this.pump();
    });
    zone.append(label, pick);
    this.append(zone, this.said, this.again, this.list);
    folder.addEventListener('change', () => { for (const file of folder.files ?? []) this.add(file, file.webkitRelativePath || file.name); });
    zone.addEventListener('dragover', (event) => { event.preventDefault(); zone.classList.add('over'); });
    zone.addEventListener('dragleave', () => zone.classList.remove('over'));
    zone.addEventListener('drop', (event) => {
      event.preventDefault();
      zone.classList.remove('over');
      for (const item of event.dataTransfer?.items ?? []) {
        const entry = item.webkitGetAsEntry?.();
        if (entry) void this.walk(entry, '');
      }
    });
  }

  /** @param {FileSystemEntry} entry @param {string} path */
  async walk(entry, path) {
    if (entry.isFile) {
      const file = await new Promise((done, fail) => /** @type {FileSystemFileEntry} */ (entry).file(done, fail)).catch(() => null);
      if (file) this.add(/** @type {File} */ (file), path + entry.name);
      return;
    }
    const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
    for (;;) {
      /** @type {FileSystemEntry[]} */
      const entries = await new Promise((done) => reader.readEntries(done, () => done([])));
      if (entries.length === 0) return;
      for (const one of entries) await this.walk(one, `${path}${entry.name}/`);
    }
  }

  /** @param {File} file @param {string} path */
  add(file, path) {
    const row = document.createElement('li');
    row.textContent = path;
    this.list?.prepend(row);
    this.waiting.push({ file, path, row });
    this.pump();
  }

  pump() {
    while (this.running < 2 && this.waiting.length > 0) {
      const item = this.waiting.shift();
      if (!item) return;
      this.running += 1;
      void this.send(item).finally(() => {
        this.running -= 1;
        this.tell();
        this.pump();
      });
    }
  }

  /** @param {Item} item */
  async send(item) {
    item.row.textContent = `${item.path}: ${this.dataset.sending ?? ''}`;
    const form = document.getElementById(this.dataset.form ?? '');
    const token = /** @type {HTMLInputElement | null} */ (form?.querySelector('input[name="_form"]'))?.value ?? '';
    const answer = await fetch(`${this.dataset.to}?name=${encodeURIComponent(item.path)}`, {
      method: 'POST', body: item.file, headers: { 'X-Form': token, 'Content-Type': 'application/octet-stream', Accept: 'application/json' }, redirect: 'manual',
    }).catch(() => null);
    if (!answer?.ok) {
      item.row.textContent = `✕ ${item.path}: ${this.dataset.lost ?? ''}`;
      this.failed.push(item);
      return;
    }
    /** @type {{ name: string, taken: boolean, text: string }[]} */
    const files = await answer.json();
    item.row.textContent = '';
    for (const one of files) {
      const line = document.createElement('div');
      line.textContent = `${one.taken ? '●' : '✕'} ${files.length > 1 ? `${item.path} › ${one.name}` : item.path}: ${one.text}`;
      item.row.append(line);
      if (one.taken) this.sent += 1;
      else this.refused = (this.refused ?? 0) + 1;
    }
  }

  tell() {
    if (this.said) this.said.textContent = (this.dataset.done ?? '').replace('{0}', String(this.sent)).replace('{1}', String((this.refused ?? 0) + this.failed.length));
    if (this.again) this.again.hidden = this.failed.length === 0;
  }
}

customElements.define('image-drop', ImageDrop);
