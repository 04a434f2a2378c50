// A pane: one series, one picture of it, how it is looked at, and what is written on it.

/** @typedef {{ kind: 'length' | 'angle' | 'roi', points: number[][] }} Mark Points in pixels of the picture. */

/** @type {Map<string, Mark[]>} Marks of each picture. */
const marks = new Map();

const PRESETS = /** @type {{ name: string, c: number, w: number }[]} */ ([
  { name: 'Não', c: 40, w: 80 }, { name: 'Bụng', c: 50, w: 400 }, { name: 'Trung thất', c: 50, w: 350 }, { name: 'Phổi', c: -600, w: 1500 }, { name: 'Xương', c: 480, w: 2500 }, { name: 'Mạch máu', c: 250, w: 600 },
]);

class Pane {
  /** @param {number} place */
  constructor(place) {
    this.place = place;
    this.canvas = /** @type {HTMLCanvasElement} */ (make('canvas'));
    this.ink = draw('svg', { 'aria-hidden': 'true' });
    this.corners = ['ul', 'ur', 'll', 'lr'].map(c => make('div', { className: `corner ${c}` }));
    this.rod = make('input', { type: 'range', className: 'rod', min: '1', max: '1', value: '1', 'aria-label': say('Lát cắt') });
    this.box = /** @type {HTMLElement} */ (make('div', { className: 'pane', tabIndex: 0, role: 'group' }, this.canvas, this.ink, ...this.corners, this.rod));
    this.painter = new Painter(this.canvas);
    /** @type {SeriesCard | null} */ this.card = null;
    /** @type {Picture[]} */ this.stack = [];
    this.index = 0;
    this.way = 1;
    this.zoom = 1;
    this.x = 0;
    this.y = 0;
    this.turn = 0;
    this.flipped = false;
    this.upended = false;
    this.negative = false;
    /** @type {{ c: number, w: number } | null} */ this.window = null;
    /** @type {Mark | null} */ this.drawing = null;
    /** @type {{ x: number, y: number, name: string } | null} Where the leader points. */ this.pointed = null;
    this.problem = '';
    this.dirty = true;
    this.width = this.height = 1;
    this.rod.addEventListener('input', () => { this.go(Number(this.rod.value) - 1); changed(this); });
    new ResizeObserver(() => this.measure()).observe(this.box);
  }

  get picture() { return this.stack[this.index]; }

  measure() {
    const { clientWidth, clientHeight } = this.box, ratio = Math.min(window.devicePixelRatio || 1, 2);
    [this.width, this.height] = [Math.max(1, clientWidth), Math.max(1, clientHeight)];
    [this.canvas.width, this.canvas.height] = [Math.round(this.width * ratio), Math.round(this.height * ratio)];
    this.ink.setAttribute('viewBox', `0 0 ${this.width} ${this.height}`);
    this.dirty = true;
  }

  /** Shows a series; at the picture named, else at the middle. @param {SeriesCard} card @param {string} [key] */
  async open(card, key) {
    [this.card, this.stack, this.problem] = [card, [], ''];
    this.reset();
    this.box.setAttribute('aria-label', card.name);
    this.dirty = true;
    try {
      const found = await picturesOf(card);
      if (this.card !== card) return;
      this.fill(found, key);
      if (!found.length) this.problem = say('Loạt này không có ảnh để xem.');
    } catch (problem) {
      if (this.card === card) this.problem = problem instanceof Error ? problem.message : String(problem);
      this.dirty = true;
    }
  }

  /** @param {Picture[]} stack @param {string} [key] */
  fill(stack, key) {
    this.stack = stack;
    const at = key ? stack.findIndex(p => p.key === key) : -1;
    this.rod.max = String(Math.max(1, stack.length));
    this.rod.hidden = stack.length < 2;
    this.go(at >= 0 ? at : stack[0]?.frames > 1 ? 0 : Math.floor((stack.length - 1) / 2));
  }

  reset() {
    [this.zoom, this.x, this.y, this.turn, this.flipped, this.upended, this.negative, this.window] = [1, 0, 0, 0, false, false, false, null];
    this.dirty = true;
  }

  /** @param {number} index */
  go(index) {
    const next = clamp(Math.round(index), 0, Math.max(0, this.stack.length - 1));
    if (next !== this.index) this.way = next > this.index ? 1 : -1;
    this.index = next;
    this.rod.value = String(next + 1);
    this.dirty = true;
  }

  /** Pictures that this pane needs, nearest first: more of them where the reader goes to. @returns {Picture[]} */
  needs() {
    const found = this.picture ? [this.picture] : [];
    for (let step = 1; step <= 40; step++) for (const to of [this.index + step * this.way, step <= 10 ? this.index - step * this.way : -1]) if (this.stack[to]) found.push(this.stack[to]);
    // Planes across the stack need all of it.
    if (planes && !planes.ready) found.push(...planes.stack.filter(p => planes?.left.has(p.key)));
    return found;
  }

  /** The window in use, in units of the picture. */
  shownWindow() {
    const p = this.picture, values = p && held.get(p.key)?.values;
    if (this.window) return this.window;
    if (!p?.gray) return { c: 128, w: 256 };
    if (p.windows[0]) return p.windows[0];
    if (!values) return { c: 0, w: 1 };
    const [low, high] = [values.low * p.slope + p.intercept, values.high * p.slope + p.intercept];
    return { c: (low + high) / 2, w: Math.max(1, high - low) };
  }

  /** How many millimetres a pixel is high and wide; 1 and 1 where nobody says. */
  scale() {
    const s = this.picture?.spacing;
    return s && s[0] > 0 && s[1] > 0 ? { y: s[0], x: s[1], known: true } : { y: 1, x: 1, known: false };
  }

  /** From pixels of the picture to the pane, in CSS pixels. @returns {number[]} */
  matrix() {
    const p = this.picture;
    if (!p) return [1, 0, 0, 1, 0, 0];
    const s = this.scale(), least = Math.min(s.x, s.y), [ax, ay] = [s.x / least, s.y / least];
    const [w, h] = this.turn % 180 ? [p.rows * ay, p.cols * ax] : [p.cols * ax, p.rows * ay];
    const k = Math.min(this.width / w, this.height / h) * this.zoom;
    const [fx, fy] = [this.flipped ? -1 : 1, this.upended ? -1 : 1], [cos, sin] = [[1, 0], [0, 1], [-1, 0], [0, -1]][(this.turn / 90) & 3];
    const [a, b, c, d] = [cos * k * ax * fx, sin * k * ax * fx, -sin * k * ay * fy, cos * k * ay * fy];
    return [a, b, c, d, this.width / 2 + this.x - a * p.cols / 2 - c * p.rows / 2, this.height / 2 + this.y - b * p.cols / 2 - d * p.rows / 2];
  }

  /** @param {number} x @param {number} y Where a place of the picture stands on the pane. */
  toPane(x, y) {
    const [a, b, c, d, e, f] = this.matrix();
    return [a * x + c * y + e, b * x + d * y + f];
  }

  /** @param {number} x @param {number} y Which place of the picture stands there. */
  toPicture(x, y) {
    const [a, b, c, d, e, f] = inverted(this.matrix());
    return [a * x + c * y + e, b * x + d * y + f];
  }

  /** Value at a place, in its unit. @param {number} x @param {number} y */
  valueAt(x, y) {
    const p = this.picture, values = p && held.get(p.key)?.values;
    if (!p || !values || x < 0 || y < 0 || x >= p.cols || y >= p.rows) return null;
    return values.values[Math.floor(y) * p.cols + Math.floor(x)] * p.slope + p.intercept;
  }

  paint() {
    if (!this.dirty) return;
    this.dirty = false;
    const p = this.picture, has = p && holdOf(p), { c, w } = this.shownWindow(), ratio = this.canvas.width / this.width;
    const colour = p && !p.gray, low = colour ? (c - w / 2) / 256 : c - 0.5 - (w - 1) / 2, width = colour ? w / 256 : Math.max(1, w - 1);
    this.painter.show(p, has, p && previews.get(p.key), { matrix: this.matrix().map(v => v * ratio), low, width, inverse: (p?.inverse ?? false) !== this.negative, smooth: !$('raw').checked });
    this.write(p, has);
    drawMarks(this);
  }

  /** @param {Picture | undefined} p @param {Held | undefined} has */
  write(p, has) {
    const { c, w } = this.shownWindow(), [ul, ur, ll, lr] = this.corners;
    ul.replaceChildren(this.card?.name ?? '', make('br'), p ? `${this.index + 1}/${this.stack.length}` : '');
    const problem = this.problem || (p && failed.get(p.key)) || '';
    ur.textContent = problem || (!p || has ? '' : say(previews.has(p.key) ? 'Ảnh xem trước, đang tải ảnh gốc' : 'Đang tải ảnh'));
    ur.classList.toggle('bad', !!problem);
    ll.textContent = p ? `${say('Cửa sổ')} ${figure.format(Math.round(c))}/${figure.format(Math.round(w))} · ${Math.round(this.zoom * 100)} %` : '';
    lr.textContent = p?.spacing && p.place && p.axes && !p.cut ? `${figure.format(depth(p))} mm` : '';
    this.box.dataset.state = problem ? 'bad' : has ? 'whole' : 'waits';
    if (p) this.box.dataset.picture = p.key;
  }
}

/** @type {Pane[]} */ const panes = [];
/** @type {Pane} */ let active;
let linked = true;

/** Something was done in a pane by hand: the others follow, the line hears. @param {Pane} from */
function changed(from) {
  if (linked && panes.length > 1) for (const other of panes) if (other !== from) follow(from, other);
  ask();
  report(from);
}

/** Another pane goes to the same place: by where the slices lie when they lie alike, else by the same share of the way. @param {Pane} from @param {Pane} other */
function follow(from, other) {
  const p = from.picture, q = other.picture;
  if (!p || !q || p.cut || q.cut) return;
  const alike = p.place && q.place && p.axes && q.axes && p.axes.every((v, i) => Math.abs(v - (q.axes ?? [])[i]) < 0.05);
  if (alike) {
    const at = depth(p);
    let best = 0;
    for (let i = 1; i < other.stack.length; i++) if (Math.abs(depth(other.stack[i]) - at) < Math.abs(depth(other.stack[best]) - at)) best = i;
    other.go(best);
  } else if (from.stack.length > 1) other.go((from.index / (from.stack.length - 1)) * (other.stack.length - 1));
}

/** Asks for what all panes need, in turn. */
function ask() {
  const lists = panes.map(p => p.needs()), found = [];
  for (let i = 0; i < Math.max(0, ...lists.map(l => l.length)); i++) for (const list of lists) if (list[i]) found.push(list[i]);
  want(found);
}

listeners.push(key => {
  for (const pane of panes) if (pane.picture?.key === key) pane.dirty = true;
});

(function beat() {
  for (const pane of panes) pane.paint();
  requestAnimationFrame(beat);
})();
