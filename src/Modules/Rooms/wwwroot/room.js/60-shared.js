
/** @type {View} */
let view = { page: 1, zoom: 1, x: 500, y: 375, turn: 0, pointX: null, pointY: null, light: 100, contrast: 100 };
/** Height of what is shown in thousandths of its width. */
let tall = 750;
let pages = 1;
/** @type {Exhibit[]} */
let table = [];
/** The stroke that is being drawn. @type {Stroke | null} */
let drawing = null;

const SVG = 'http://www.w3.org/2000/svg';

/** @param {string} name @param {Record<string, string | number>} set */
function shape(name, set) {
  const node = document.createElementNS(SVG, name);
  for (const [k, v] of Object.entries(set)) node.setAttribute(k, String(v));
  return node;
}

/** Puts what is shown before the eyes, each side with its own pixels. */
async function showExhibit() {
  const exhibit = room.exhibit, box = $('shared');
  box.hidden = !exhibit;
  page.classList.toggle('showing', !!exhibit);
  if (!exhibit) return people();
  Object.assign(view, { page: 1, zoom: 1, x: 500, y: 375, turn: 0, pointX: null, pointY: null, light: 100, contrast: 100 });
  // What a guest may see of a case is what is shown just now.
  if (isGuest() || !table.some(t => t.key === exhibit.key)) await loadTable();
  const mine = table.find(t => t.key === exhibit.key);
  pages = 1;
  $('letters').hidden = true;
  if (mine && exhibit.what === 'pdf') pages = (await fetch(`${mine.pages}?key=${encodeURIComponent(mine.key)}`).then(r => (r.ok ? r.json() : null)).catch(() => null))?.pages ?? 1;
  if (mine && exhibit.what === 'text') {
    const answer = await fetch(mine.href).catch(() => null);
    $('letters').textContent = answer?.ok ? await answer.text() : say('Không mở được hình này với quyền của ông/bà.');
    $('letters').hidden = false;
  }
  $('pixels').hidden = exhibit.what === 'text';
  $('shared-said').textContent = mine ? '' : say('Không mở được hình này với quyền của ông/bà.');
  loadPage();
  people();
}

/** Loads the pixels of the page that is shown. */
function loadPage() {
  const mine = table.find(t => t.key === room.exhibit?.key), image = $('pixels');
  const from = !mine || room.exhibit?.what === 'text' ? '' : room.exhibit?.what === 'pdf' ? `${mine.pages}/${view.page}?key=${encodeURIComponent(mine.key)}` : mine.href;
  if (image.dataset.from !== from) {
    image.dataset.from = from;
    if (from) image.src = from;
    else image.removeAttribute('src');
  }
  image.alt = room.exhibit?.name ?? '';
  $('page-said').textContent = say('Trang {0}/{1}', view.page, pages);
  look();
}

$('pixels').addEventListener('load', () => {
  tall = Math.round(1000 * $('pixels').naturalHeight / $('pixels').naturalWidth) || 750;
  $('ink').setAttribute('viewBox', `0 0 1000 ${tall}`);
  if (hasFloor() && view.zoom === 1) view.y = tall / 2;
  look();
});
$('pixels').addEventListener('error', () => { $('shared-said').textContent = say('Không mở được hình này với quyền của ông/bà.'); });

/** Size of the frame and of one thousandth of the width at zoom 1: the whole of the picture fits. */
function scale() {
  const frame = $('frame'), turned = view.turn % 2 === 1;
  return Math.min(frame.clientWidth / (turned ? tall : 1000), frame.clientHeight / (turned ? 1000 : tall)) * view.zoom;
}

/** Lays the sheet into the frame as the view says. */
function look() {
  const sheet = $('sheet'), frame = $('frame'), k = scale();
  sheet.style.width = '1000px';
  sheet.style.height = tall + 'px';
  sheet.style.transform = `translate(${frame.clientWidth / 2}px, ${frame.clientHeight / 2}px) rotate(${view.turn * 90}deg) scale(${k}) translate(${-view.x}px, ${-view.y}px)`;
  $('pixels').style.filter = view.light === 100 && view.contrast === 100 ? '' : `brightness(${view.light}%) contrast(${view.contrast}%)`;
  [$('light').value, $('contrast').value] = [view.light, view.contrast];
  drawInk();
}
new ResizeObserver(look).observe($('frame'));

/** @param {View} next Who presents looks so now. */
function takeView(next) {
  const other = next.page !== view.page;
  view = { ...next, pointX: next.pointX ?? null, pointY: next.pointY ?? null };
  if (other) loadPage();
  else look();
}

let viewTimer = 0;

/** Tells the others how this page looks, at most ten times a second. */
function sendView() {
  if (!hasFloor() || viewTimer) return;
  viewTimer = window.setTimeout(() => {
    viewTimer = 0;
    if (hasFloor()) line.send({ t: 'view', v: view });
  }, 100);
}

/** Draws strokes, measures and the pointer over the picture. */
function drawInk() {
  const ink = $('ink'), thin = 2.5 / Math.max(scale(), .01);
  ink.replaceChildren();
  const list = room.exhibit ? [...strokesOf(room.exhibit.key).map(d => d.stroke), ...(drawing ? [drawing] : [])] : [];
  for (const s of list.filter(d => d.page === view.page)) ink.append(...strokeShapes(s, thin));
  if (view.pointX !== null && view.pointY !== null) ink.append(shape('circle', { cx: view.pointX, cy: view.pointY, r: thin * 4, class: 'point' }));
}

/** @param {Stroke} s @param {number} thin @returns {SVGElement[]} */
function strokeShapes(s, thin) {
  const pairs = [];
  for (let i = 0; i + 1 < s.points.length; i += 2) pairs.push([s.points[i], s.points[i + 1]]);
  const path = shape('path', { d: 'M' + pairs.map(p => p.join(' ')).join('L'), class: 'stroke', 'stroke-width': thin });
  const [[x, y], [u, v]] = [pairs[0], pairs[pairs.length - 1]];
  if (s.form === 'arrow') {
    const angle = Math.atan2(v - y, u - x), size = thin * 6;
    const at = (/** @type {number} */ turn) => `${u - size * Math.cos(angle + turn)} ${v - size * Math.sin(angle + turn)}`;
    return [path, shape('path', { d: `M${at(.5)}L${u} ${v}L${at(-.5)}`, class: 'stroke', 'stroke-width': thin })];
  }
  if (s.form !== 'measure') return [path];
  const text = shape('text', { x: (x + u) / 2, y: (y + v) / 2 - thin * 3, 'font-size': thin * 7, class: 'measure' });
  text.textContent = say('{0} điểm ảnh', Math.round(Math.hypot(u - x, v - y) / 1000 * ($('pixels').naturalWidth || 1000)));
  return [path, text];
}

/** @param {PointerEvent | WheelEvent} e @returns {[number, number]} Where on the picture. */
function spot(e) {
  const box = $('frame').getBoundingClientRect(), k = scale(), turn = -view.turn * Math.PI / 2;
  const [dx, dy] = [(e.clientX - box.left - box.width / 2) / k, (e.clientY - box.top - box.height / 2) / k];
  return [Math.round(view.x + dx * Math.cos(turn) - dy * Math.sin(turn)), Math.round(view.y + dx * Math.sin(turn) + dy * Math.cos(turn))];
}

/** @param {number} by @param {[number, number]} [at] Enlarges round a point. */
function zoom(by, at = [view.x, view.y]) {
  const next = Math.min(40, Math.max(.2, view.zoom * by)), k = view.zoom / next;
  [view.x, view.y, view.zoom] = [at[0] + (view.x - at[0]) * k, at[1] + (view.y - at[1]) * k, next];
  look();
  sendView();
}

/** @type {[number, number] | null} */
let grip = null;
const pen = () => $('form').value;

$('frame').addEventListener('pointerdown', (/** @type {PointerEvent} */ e) => {
  if (e.button || !room.exhibit) return;
  $('frame').setPointerCapture(e.pointerId);
  if (pen() && mayShow()) drawing = { id: crypto.randomUUID?.() ?? String(Date.now()) + Math.random(), page: view.page, form: pen(), points: [...spot(e), ...spot(e)] };
  else if (hasFloor()) grip = spot(e);
});
$('frame').addEventListener('pointermove', (/** @type {PointerEvent} */ e) => {
  const at = spot(e);
  if (drawing) {
    if (drawing.form !== 'free') drawing.points.splice(2, 2, ...at);
    else if (drawing.points.length < 398 && Math.hypot(at[0] - drawing.points[drawing.points.length - 2], at[1] - drawing.points[drawing.points.length - 1]) > 3) drawing.points.push(...at);
    drawInk();
  } else if (grip) {
    [view.x, view.y] = [view.x + grip[0] - at[0], view.y + grip[1] - at[1]];
    look();
    sendView();
  } else if (hasFloor() && room.exhibit) {
    [view.pointX, view.pointY] = at;
    drawInk();
    sendView();
  }
});
for (const end of ['pointerup', 'pointercancel']) $('frame').addEventListener(end, () => {
  if (drawing && end === 'pointerup') line.send({ t: 'draw', stroke: drawing });
  [drawing, grip] = [null, null];
});
$('frame').addEventListener('pointerleave', () => {
  if (!hasFloor() || grip) return;
  [view.pointX, view.pointY] = [null, null];
  drawInk();
  sendView();
});
$('frame').addEventListener('wheel', (/** @type {WheelEvent} */ e) => {
  if (!hasFloor()) return;
  e.preventDefault();
  zoom(e.deltaY < 0 ? 1.15 : 1 / 1.15, spot(e));
}, { passive: false });
$('frame').addEventListener('keydown', (/** @type {KeyboardEvent} */ e) => {
  if (!hasFloor()) return;
  const step = 60 / view.zoom, deeds = /** @type {Record<string, () => void>} */ ({
    ArrowLeft: () => { view.x -= step; }, ArrowRight: () => { view.x += step; }, ArrowUp: () => { view.y -= step; }, ArrowDown: () => { view.y += step; },
    '+': () => zoom(1.25), '-': () => zoom(.8), PageDown: () => turnPage(1), PageUp: () => turnPage(-1), r: () => { view.turn = (view.turn + 1) % 4; },
  });
  if (!deeds[e.key]) return;
  e.preventDefault();
  deeds[e.key]();
  look();
  sendView();
});

/** @param {number} by */
function turnPage(by) {
  view.page = Math.min(pages, Math.max(1, view.page + by));
  loadPage();
  sendView();
}

$('tools').addEventListener('click', (/** @type {any} */ e) => {
  const mine = room.exhibit ? strokesOf(room.exhibit.key).filter(d => d.seat === room.me) : [];
  const deeds = /** @type {Record<string, () => void>} */ ({
    before: () => turnPage(-1), after: () => turnPage(1), in: () => zoom(1.25), out: () => zoom(.8),
    whole: () => { Object.assign(view, { zoom: 1, x: 500, y: tall / 2 }); look(); sendView(); },
    turn: () => { view.turn = (view.turn + 1) % 4; look(); sendView(); },
    undo: () => { if (mine.length) line.send({ t: 'erase', stroke: mine[mine.length - 1].stroke.id }); },
    clear: () => line.send({ t: 'erase' }),
  });
  deeds[e.target.closest('[data-do]')?.dataset.do]?.();
});
for (const id of ['light', 'contrast']) $(id).addEventListener('input', () => {
  Object.assign(view, { light: Number($('light').value), contrast: Number($('contrast').value) });
  look();
  sendView();
});
