// Hands: mouse, fingers, keys. Left does what the tool says, right the window, the middle moves; two fingers move and enlarge.

/** @type {string} */ let tool = 'scroll';

/** @param {string} name */
function choose(name) {
  tool = name;
  for (const button of document.querySelectorAll('button[data-tool]')) button.setAttribute('aria-pressed', String(/** @type {HTMLElement} */ (button).dataset.tool === name));
  for (const pane of panes) {
    pane.box.dataset.tool = name;
    pane.drawing = null;
    pane.dirty = true;
  }
}

/** @param {Pane} pane @param {number} dc @param {number} dw */
function rewindow(pane, dc, dw) {
  const p = pane.picture, now = pane.shownWindow(), values = p && held.get(p.key)?.values;
  // A movement over the whole pane goes through the whole range, so that all kinds of pictures feel alike.
  const span = !p?.gray ? 256 : p.modality === 'CT' ? 1200 : values ? Math.max(32, (values.high - values.low) * p.slope) : 1000;
  pane.window = { c: now.c + (dc * span) / 500, w: Math.max(1, now.w + (dw * span) / 500) };
  pane.dirty = true;
}

/** Enlarges around a place of the pane. @param {Pane} pane @param {number} factor @param {number} [x] @param {number} [y] */
function enlarge(pane, factor, x = pane.width / 2, y = pane.height / 2) {
  const before = pane.zoom;
  pane.zoom = clamp(pane.zoom * factor, 0.2, 40);
  const by = pane.zoom / before;
  [pane.x, pane.y] = [(pane.x - x + pane.width / 2) * by + x - pane.width / 2, (pane.y - y + pane.height / 2) * by + y - pane.height / 2];
  pane.dirty = true;
}

/** @param {Pane} pane @param {{ clientX: number, clientY: number }} at */
function placeOf(pane, at) {
  const box = pane.box.getBoundingClientRect();
  return [at.clientX - box.left, at.clientY - box.top];
}

/** @param {Pane} pane */
function handle(pane) {
  /** @type {Map<number, number[]>} */ const fingers = new Map();
  let did = tool, rest = 0, moved = false;
  pane.box.addEventListener('pointerdown', e => {
    if (e.target === pane.rod) return;
    activate(pane);
    pane.box.setPointerCapture(e.pointerId);
    fingers.set(e.pointerId, placeOf(pane, e));
    [rest, moved] = [0, false];
    did = e.button === 2 ? 'window' : e.button === 1 ? 'move' : tool;
    if (e.button === 0 && fingers.size === 1) begin(pane, fingers.get(e.pointerId) ?? [0, 0]);
    e.preventDefault();
    pane.box.focus({ preventScroll: true });
  });
  pane.box.addEventListener('pointermove', e => {
    const at = placeOf(pane, e), before = fingers.get(e.pointerId);
    hover(pane, at);
    if (!before) {
      if (pane.drawing?.kind === 'angle') stretch(pane, at);
      return;
    }
    const [dx, dy] = [at[0] - before[0], at[1] - before[1]];
    if (Math.hypot(dx, dy) > 0) moved = true;
    if (fingers.size === 2) {
      const other = /** @type {number[]} */ ([...fingers].find(([id]) => id !== e.pointerId)?.[1]);
      pane.drawing = null;
      enlarge(pane, Math.hypot(at[0] - other[0], at[1] - other[1]) / Math.max(1, Math.hypot(before[0] - other[0], before[1] - other[1])), (at[0] + other[0]) / 2, (at[1] + other[1]) / 2);
      [pane.x, pane.y] = [pane.x + dx / 2, pane.y + dy / 2];
    } else if (did === 'scroll') {
      // A whole stack in three quarters of the pane, never finer than four pixels a picture.
      rest += dy / Math.max(4, (pane.height * 0.75) / Math.max(1, pane.stack.length));
      const step = Math.trunc(rest);
      rest -= step;
      if (step) pane.go(pane.index + step);
    } else if (did === 'window') rewindow(pane, -dy, dx);
    else if (did === 'zoom') enlarge(pane, Math.exp(-dy / 150));
    else if (did === 'move') [pane.x, pane.y, pane.dirty] = [pane.x + dx, pane.y + dy, true];
    else if (did === 'cross') crossTo(pane, pane.toPicture(at[0], at[1]));
    else stretch(pane, at);
    fingers.set(e.pointerId, at);
    changed(pane);
  });
  const up = (/** @type {PointerEvent} */ e) => {
    const at = fingers.get(e.pointerId);
    fingers.delete(e.pointerId);
    if (at && fingers.size === 0) finish(pane, at, moved);
  };
  pane.box.addEventListener('pointerup', up);
  pane.box.addEventListener('pointercancel', up);
  pane.box.addEventListener('contextmenu', e => e.preventDefault());
  pane.box.addEventListener('dblclick', () => { [pane.zoom, pane.x, pane.y, pane.dirty] = [1, 0, 0, true]; changed(pane); });
  let wheel = 0;
  pane.box.addEventListener('wheel', e => {
    e.preventDefault();
    activate(pane);
    if (e.ctrlKey) enlarge(pane, Math.exp(-e.deltaY / 300), ...(/** @type {[number, number]} */ (placeOf(pane, e))));
    else {
      wheel += e.deltaMode === 1 ? e.deltaY * 33 : e.deltaY;
      const step = Math.trunc(wheel / 60);
      wheel -= step * 60;
      if (step) pane.go(pane.index + clamp(step, -3, 3));
    }
    changed(pane);
  }, { passive: false });
}

/** @param {Pane} pane @param {number[]} at */
function begin(pane, at) {
  const q = pane.toPicture(at[0], at[1]);
  if (tool === 'cross') crossTo(pane, q);
  else if (tool === 'length' || tool === 'roi') pane.drawing = { kind: tool, points: [q, q] };
  else if (tool === 'angle') pane.drawing = pane.drawing ? { kind: 'angle', points: [...pane.drawing.points.slice(0, -1), q, q] } : { kind: 'angle', points: [q, q] };
  pane.dirty = true;
}

/** @param {Pane} pane @param {number[]} at */
function stretch(pane, at) {
  if (!pane.drawing) return;
  pane.drawing.points[pane.drawing.points.length - 1] = pane.toPicture(at[0], at[1]);
  pane.dirty = true;
}

/** @param {Pane} pane @param {number[]} at @param {boolean} moved */
function finish(pane, at, moved) {
  const mark = pane.drawing;
  if (!mark) return;
  if (mark.kind === 'angle') {
    stretch(pane, at);
    // First the one arm, drawn or clicked, then the end of the other.
    if (mark.points.length === 2 && moved) mark.points.push([...mark.points[1]]);
    else if (mark.points.length > 3 || (mark.points.length === 3 && distance(pane, mark.points[1], mark.points[2]) > 0 && pane.drawing === mark && !moved)) {
      mark.points.length = 3;
      pane.drawing = null;
      addMark(pane, mark);
    }
    return;
  }
  pane.drawing = null;
  if (distance(pane, mark.points[0], mark.points[1]) > 0) addMark(pane, mark);
}

/** @param {Pane} pane @param {number[]} at */
function hover(pane, at) {
  const [x, y] = pane.toPicture(at[0], at[1]), value = pane.valueAt(x, y), p = pane.picture;
  $('probe').textContent = value === null ? '' : `x ${Math.floor(x)} y ${Math.floor(y)}: ${figure.format(value)} ${p?.unit ?? ''}`;
  if (p) point(pane, x / p.cols, y / p.rows);
}

/** @type {Record<string, (pane: Pane) => void>} What keys and buttons do. */
const ACTS = {
  next: p => p.go(p.index + 1), before: p => p.go(p.index - 1), far: p => p.go(p.index + 10), back: p => p.go(p.index - 10), first: p => p.go(0), last: p => p.go(p.stack.length - 1),
  larger: p => enlarge(p, 1.2), smaller: p => enlarge(p, 1 / 1.2), turn: p => { p.turn = (p.turn + 90) % 360; }, flip: p => { p.flipped = !p.flipped; }, upend: p => { p.upended = !p.upended; }, negative: p => { p.negative = !p.negative; },
  reset: p => p.reset(), undo: undoMark, wider: p => rewindow(p, 0, 20), narrower: p => rewindow(p, 0, -20), brighter: p => rewindow(p, -20, 0), darker: p => rewindow(p, 20, 0),
  cine: p => cine(p), key: p => keyImage(p), planes: () => togglePlanes(), own: p => { p.window = null; },
};

const KEYS = /** @type {Record<string, string>} */ ({
  ArrowDown: 'next', ArrowRight: 'next', ArrowUp: 'before', ArrowLeft: 'before', PageDown: 'far', PageUp: 'back', Home: 'first', End: 'last', '+': 'larger', '=': 'larger', '-': 'smaller', r: 'turn', h: 'flip', v: 'upend', i: 'negative',
  0: 'reset', Escape: 'undo', Delete: 'undo', Backspace: 'undo', ']': 'wider', '[': 'narrower', '.': 'brighter', ',': 'darker', ' ': 'cine', k: 'key', m: 'planes',
});
const TOOL_KEYS = /** @type {Record<string, string>} */ ({ s: 'scroll', w: 'window', z: 'zoom', p: 'move', l: 'length', a: 'angle', o: 'roi' });

/** @param {string} name */
function act(name) {
  ACTS[name]?.(active);
  active.dirty = true;
  changed(active);
}

document.addEventListener('keydown', e => {
  const at = /** @type {HTMLElement} */ (e.target);
  if (e.ctrlKey || e.metaKey || e.altKey || at.closest('input:not([type=range]), select, textarea, dialog[open]')) return;
  if ((at.closest('button, a, summary') && (e.key === ' ' || e.key === 'Enter')) || (at.matches('input[type=range]') && e.key.startsWith('Arrow'))) return;
  const preset = active?.picture?.modality === 'CT' && /^[1-6]$/.test(e.key) ? PRESETS[Number(e.key) - 1] : null;
  if (preset) active.window = { c: preset.c, w: preset.w };
  else if (TOOL_KEYS[e.key]) choose(TOOL_KEYS[e.key]);
  else if (!KEYS[e.key]) return;
  e.preventDefault();
  if (KEYS[e.key] && !preset) act(KEYS[e.key]);
  else {
    active.dirty = true;
    changed(active);
  }
});
