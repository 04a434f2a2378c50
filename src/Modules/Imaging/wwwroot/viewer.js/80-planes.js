// Planes across a stack (MPR): the numbers of all slices as one block, cut along its two other directions, with a cross that shows where.

/** @type {{ nx: number, ny: number, nz: number, block: Int16Array | Uint16Array, low: number, high: number, at: number[], stack: Picture[], card: SeriesCard | null, left: Set<string>, ready: boolean } | null} */
let planes = null;

const MOST_BLOCK = 6e8;

/** Why these pictures make no block; empty where they do. @param {Picture[]} stack */
function unfit(stack) {
  const first = stack[0];
  if (!first?.axes || stack.length < 8 || !stack.every(p => p.gray && p.place && p.spacing && p.rows === first.rows && p.cols === first.cols && p.slope === first.slope && p.intercept === first.intercept && p.signed === first.signed))
    return say('Loạt này không đủ lát song song để dựng mặt cắt khác.');
  const steps = stack.slice(1).map((p, i) => Math.abs(depth(p) - depth(stack[i]))), mean = steps.reduce((a, b) => a + b, 0) / steps.length;
  if (!(mean > 0) || steps.some(s => Math.abs(s - mean) > mean * 0.15)) return say('Các lát của loạt này không cách đều nên không dựng được mặt cắt khác.');
  // Slices that are shifted against each other (a tilted gantry) would make a leaning block.
  const shift = (first.place ?? []).map((v, i) => (stack[stack.length - 1].place ?? [])[i] - v), n = normal(first.axes);
  if (Math.hypot(...shift.map((v, i) => v - dot(shift, n) * n[i])) > mean * 2) return say('Các lát của loạt này chụp nghiêng nên không dựng được mặt cắt khác.');
  return first.rows * first.cols * stack.length * 2 > MOST_BLOCK ? say('Loạt này quá lớn đối với trình duyệt này.') : '';
}

function togglePlanes() {
  if (planes) {
    const { card, stack } = planes;
    planes = null;
    lay(1);
    panes[0].card = card;
    panes[0].fill(stack, stack[panes[0].index]?.key);
    choose('scroll');
    return;
  }
  const stack = active.stack, first = stack[0], problem = unfit(stack);
  if (problem) return tell(problem);
  const Kind = first.signed ? Int16Array : Uint16Array;
  planes = { nx: first.cols, ny: first.rows, nz: stack.length, block: new Kind(first.rows * first.cols * stack.length), low: Infinity, high: -Infinity, at: [first.cols >> 1, first.rows >> 1, active.index], stack, card: active.card, left: new Set(stack.map(p => p.key)), ready: false };
  for (const p of stack) take(p.key);
  ask();
}

/** A slice that has come goes into the block. @param {string} key */
function take(key) {
  const values = held.get(key)?.values;
  if (!planes || planes.ready || !values || !planes.left.delete(key)) return;
  planes.block.set(values.values, planes.stack.findIndex(p => p.key === key) * planes.nx * planes.ny);
  [planes.low, planes.high] = [Math.min(planes.low, values.low), Math.max(planes.high, values.high)];
  tell(say('Đang tải các lát để dựng mặt cắt: còn {0}', planes.left.size), true);
  if (planes.left.size === 0) stand();
}
listeners.push(take);
listeners.push(key => {
  if (planes && !planes.ready && failed.has(key)) {
    tell(failed.get(key) ?? '');
    planes = null;
  }
});

/** All slices are here: three panes. */
function stand() {
  if (!planes) return;
  planes.ready = true;
  const { nx, ny, nz, stack, at, card } = planes, first = stack[0], window = active.window;
  const dz = Math.abs(depth(stack[nz - 1]) - depth(first)) / (nz - 1), [sy, sx] = first.spacing ?? [1, 1];
  /** @param {string} name @param {number} count @param {number} cols @param {number} width @param {(i: number, to: Int16Array | Uint16Array) => void} fill @returns {Picture[]} */
  const cuts = (name, count, cols, width, fill) => Array.from({ length: count }, (_, i) => ({
    ...first, key: `${first.series}/${name}/${i}`, rows: nz, cols, spacing: [dz, width], place: null, number: i,
    cut: () => {
      const { block, low, high } = /** @type {NonNullable<typeof planes>} */ (planes), values = new (first.signed ? Int16Array : Uint16Array)(nz * cols);
      fill(i, values);
      return { values, low, high, block };
    },
  }));
  lay(3);
  const coronal = cuts('coronal', ny, nx, sx, (y, to) => { if (planes) for (let z = 0; z < nz; z++) to.set(planes.block.subarray((z * ny + y) * nx, (z * ny + y + 1) * nx), z * nx); });
  const sagittal = cuts('sagittal', nx, ny, sy, (x, to) => { if (planes) for (let z = 0; z < nz; z++) for (let y = 0; y < ny; y++) to[z * ny + y] = planes.block[(z * ny + y) * nx + x]; });
  const names = ['Mặt cắt ngang', 'Mặt cắt đứng ngang', 'Mặt cắt đứng dọc'];
  [stack, coronal, sagittal].forEach((pictures, i) => {
    const pane = panes[i];
    pane.reset();
    pane.card = card && { ...card, name: `${card.name} · ${say(names[i])}` };
    pane.window = window;
    pane.fill(pictures);
    pane.go([at[2], at[1], at[0]][i]);
  });
  choose('cross');
  tell(say('Kéo chữ thập để đổi vị trí của cả ba mặt cắt.'));
  ask();
}

/** Lines where the other planes cut this pane. @param {Pane} pane @returns {number[][]} */
function crossOf(pane) {
  const p = pane.picture;
  if (!planes?.ready || !p || panes.length !== 3) return [];
  const [x, y, z] = [panes[2].index, panes[1].index, panes[0].index], [u, v] = [[x, y], [x, z], [y, z]][pane.place];
  return [[...pane.toPane(u + 0.5, 0), ...pane.toPane(u + 0.5, p.rows)], [...pane.toPane(0, v + 0.5), ...pane.toPane(p.cols, v + 0.5)]];
}

/** Brings the other planes to a place of this one. @param {Pane} pane @param {number[]} q */
function crossTo(pane, q) {
  if (!planes?.ready || panes.length !== 3) return;
  const others = [[2, 1], [2, 0], [1, 0]][pane.place];
  others.forEach((other, i) => panes[other].go(q[i]));
  for (const each of panes) each.dirty = true;
}
