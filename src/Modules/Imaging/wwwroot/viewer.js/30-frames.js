// Fetching of frames: what is looked at first, then in the direction in which the reader goes; numbers are made in workers; memory is bounded.

const MOST_BYTES = clamp(/** @type {any} */ (navigator).deviceMemory ?? 4, 1, 8) * 64e6;
const ACCEPT = 'multipart/related; type="image/jls"; transfer-syntax=1.2.840.10008.1.2.4.80, multipart/related; type="application/octet-stream"; transfer-syntax=1.2.840.10008.1.2.1';

/** @type {Map<string, Held>} */ const held = new Map();
/** @type {Map<string, ImageBitmap>} */ const previews = new Map();
/** @type {Map<string, string>} */ const failed = new Map();
/** @type {Map<string, { stop: AbortController, preview: boolean }>} */ const running = new Map();
/** @type {Picture[]} */ let wanted = [];
/** @type {((key: string) => void)[]} */ const listeners = [];
/** What the line does: seconds a frame, and whether small previews of the whole stack go ahead. */
const way = { seconds: 0, bytes: 0, thin: false };
let heldBytes = 0;

/** What is held of a picture; made at once where it is a cut. @param {Picture} p @returns {Held | undefined} */
function holdOf(p) {
  const found = held.get(p.key);
  if (found) {
    held.delete(p.key);
    held.set(p.key, found);
    return found;
  }
  return p.cut ? keep(p.key, { values: p.cut(), bytes: p.rows * p.cols * 2 }) : undefined;
}

/** @param {string} key @param {Held} what */
function keep(key, what) {
  held.set(key, what);
  heldBytes += what.bytes;
  for (const [old, it] of held) {
    if (heldBytes <= MOST_BYTES || old === key) break;
    held.delete(old);
    heldBytes -= it.bytes;
    it.colour?.close();
  }
  return what;
}

/** Says what is wanted now, the first first. What is under way for nobody any more is broken off. @param {Picture[]} list */
function want(list) {
  wanted = list.filter(p => !p.cut);
  const near = new Set(wanted.slice(0, 12).map(p => p.key));
  for (const [key, { stop }] of running) if (!near.has(key)) stop.abort();
  pump();
}

function pump() {
  const most = way.thin ? 2 : 4;
  for (const p of wanted) {
    if (running.size >= most) return;
    if (running.has(p.key) || failed.has(p.key)) continue;
    if (!held.has(p.key)) {
      // On a thin line the neighbours' small pictures come before anybody's large one but the first.
      const preview = p !== wanted[0] && way.thin && !previews.has(p.key);
      load(p, preview);
    }
  }
}

/** @param {Picture} p @param {boolean} preview */
async function load(p, preview) {
  const stop = new AbortController(), began = performance.now();
  running.set(p.key, { stop, preview });
  try {
    if (preview) await small(p, stop.signal);
    else {
      const bytes = p.gray ? await gray(p, stop.signal) : await colour(p, stop.signal);
      way.seconds = way.seconds * 0.7 + ((performance.now() - began) / 1000) * 0.3;
      way.bytes += bytes;
      way.thin = bytes / Math.max(0.001, (performance.now() - began) / 1000) < 1.5e6 / Math.max(1, running.size) && performance.now() - began > 250;
    }
  } catch (problem) {
    if (!stop.signal.aborted) failed.set(p.key, problem instanceof Error ? problem.message : String(problem));
  } finally {
    running.delete(p.key);
    for (const heard of listeners) heard(p.key);
    pump();
  }
}

/** @param {Picture} p @param {AbortSignal} signal */
async function small(p, signal) {
  const answer = await fetch(`${p.url}/rendered?viewport=256,256&quality=60`, { headers: { accept: 'image/jpeg' }, signal });
  if (answer.ok) previews.set(p.key, await createImageBitmap(await answer.blob()));
}

/** @param {Response} answer */
function refuse(answer) {
  if (answer.ok) return;
  throw new Error(say(answer.status === 406 || answer.status === 415 ? 'Trình xem chưa đọc được kiểu nén của ảnh này.' : answer.status === 403 || answer.status === 404 ? 'Không mở được loạt ảnh này với quyền của ông/bà.' : 'Máy chủ không đưa ra được loạt ảnh này, xin thử lại.'));
}

/** @param {Picture} p @param {AbortSignal} signal */
async function colour(p, signal) {
  const answer = await fetch(`${p.url}/rendered`, { headers: { accept: 'image/png' }, signal });
  refuse(answer);
  const blob = await answer.blob(), bitmap = await createImageBitmap(blob);
  keep(p.key, { colour: bitmap, bytes: bitmap.width * bitmap.height * 4 });
  return blob.size;
}

/** @param {Picture} p @param {AbortSignal} signal */
async function gray(p, signal) {
  const answer = await fetch(p.url, { headers: { accept: ACCEPT }, signal });
  refuse(answer);
  const whole = await answer.arrayBuffer(), { body, syntax } = onePart(whole, answer.headers.get('content-type') ?? '');
  const values = await decoded({ id: 0, bytes: body, syntax, cols: p.cols, rows: p.rows, bits: p.bits, stored: p.stored, high: p.high, signed: p.signed });
  if (signal.aborted) return whole.byteLength;
  keep(p.key, { values, bytes: values.values.byteLength });
  return whole.byteLength;
}

/** The one part of a multipart answer (RFC 2046), or all of an answer that has none. @param {ArrayBuffer} whole @param {string} type */
function onePart(whole, type) {
  const syntaxOf = (/** @type {string} */ text) => /transfer-syntax="?([0-9.]+)/i.exec(text)?.[1] ?? (/image\/(x-)?jls/i.test(text) ? '1.2.840.10008.1.2.4.80' : '1.2.840.10008.1.2.1');
  if (!/^multipart\//i.test(type)) return { body: whole, syntax: syntaxOf(type) };
  const bytes = new Uint8Array(whole), head = new TextDecoder('latin1').decode(bytes.subarray(0, 2048)), start = head.indexOf('\r\n\r\n');
  const border = /boundary="?([^";]+)/i.exec(type)?.[1] ?? '';
  if (start < 0 || !border) throw new Error(say('Câu trả lời của máy chủ bị cắt ngang.'));
  const tail = `\r\n--${border}--`, end = new TextDecoder('latin1').decode(bytes.subarray(-tail.length - 2)).lastIndexOf(tail);
  if (end < 0) throw new Error(say('Câu trả lời của máy chủ bị cắt ngang.'));
  // Copied: numbers of 16 bits must begin at an even place, and the worker takes it over.
  return { body: whole.slice(start + 4, whole.byteLength - Math.min(tail.length + 2, whole.byteLength) + end), syntax: syntaxOf(/content-type:[^\r\n]*/i.exec(head.slice(0, start))?.[0] ?? '') };
}

/** @type {{ worker: Worker, busy: number }[]} */ const workers = [];
/** @type {Map<number, { good: (v: Values) => void, bad: (e: Error) => void, worker: { busy: number } }>} */ const asked = new Map();
let lastAsked = 0;

/** @param {any} task @returns {Promise<Values>} */
function decoded(task) {
  let free = workers.find(w => w.busy === 0);
  if (!free && workers.length < clamp(navigator.hardwareConcurrency ?? 2, 1, 4)) {
    const worker = new Worker(told.codec ?? '');
    free = { worker, busy: 0 };
    workers.push(free);
    worker.onmessage = ({ data }) => {
      const waiting = asked.get(data.id);
      asked.delete(data.id);
      if (!waiting) return;
      waiting.worker.busy--;
      if (data.problem) waiting.bad(new Error(say('Không giải nén được ảnh này.')));
      else waiting.good({ values: data.values, low: data.low, high: data.high });
    };
  }
  const chosen = free ?? workers.reduce((a, b) => (a.busy <= b.busy ? a : b));
  chosen.busy++;
  const id = ++lastAsked;
  return new Promise((good, bad) => {
    asked.set(id, { good, bad, worker: chosen });
    chosen.worker.postMessage({ ...task, id }, [task.bytes]);
  });
}
